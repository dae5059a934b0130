// question: What touches a place or region?
// question.zh: 一个地方或区域有哪些方案、任务和合作？
// ask.zh: (?P<place>[^,，？?]+?)(?:这个)?(?:地方|区域)?(?:有哪些|涉及哪些|相关的?)(?:方案|任务|内容|事) | (?:关于|涉及)(?P<place>[^,，？?]+?)的(?:任务|方案|内容)
// param place: area — a place, or a region with its members | 地方，或区域（连同成员）
// param limit: int = 50 — rows on a page | 每页行数
// column how: str — How | 关系
// column at: Place — Place | 地方
// column thing: Node — What | 对象
// column plan: Plan — Plan | 方案
// column facts: facts — Evidence | 依据
// view: network
// example: place=长株潭
UNWIND $place AS key
MATCH (:Place {id: key})<-[:WITHIN|MEMBER_OF*0..4]-(q:Place)
WITH DISTINCT q
CALL (q) {
  MATCH (p:Plan)-[:FOR]->(q)
  RETURN 'FOR' AS how, 0 AS rank, p AS thing, p.id AS plan, p.id AS fact, 0 AS start
  UNION ALL
  MATCH (q)-[r:COOPERATES]-(b)
  WHERE NOT r.doubtful
  RETURN 'COOPERATES' AS how, 1 AS rank, b AS thing, r.plan AS plan, r.id AS fact, r.start AS start
  UNION ALL
  MATCH (t:Task)-[r:AT]->(q)
  WHERE NOT r.doubtful
  RETURN 'AT' AS how, 2 AS rank, t AS thing, r.plan AS plan, r.id AS fact, r.start AS start
  UNION ALL
  MATCH (q)<-[:MENTIONS]-(p:Plan) MATCH (t:Task {plan: p.id})-[r:ADVANCES]->(s:Strategy {name: q.name})
  WHERE NOT r.doubtful
  RETURN 'ADVANCES' AS how, 3 AS rank, t AS thing, r.plan AS plan, r.id AS fact, r.start AS start
}
WITH q, how, rank, thing, plan, fact, start ORDER BY start, fact
WITH q, how, rank, thing, plan, min(start) AS start, collect(DISTINCT fact) AS facts
ORDER BY rank, plan, start, q.id, thing.id
WITH collect({q: q, how: how, rank: rank, thing: thing, plan: plan, start: start, facts: facts}) AS rows
UNWIND rows[$offset..$offset + $limit] AS row
WITH size(rows) AS total, row
MATCH (p:Plan {id: row.plan})
RETURN total, row.how AS how, {id: row.q.id, name: row.q.name} AS at,
       {kind: head(labels(row.thing)), id: row.thing.id, name: row.thing.name} AS thing,
       {id: p.id, name: p.title} AS plan, row.facts AS facts
ORDER BY row.rank, row.plan, row.start, row.q.id, row.thing.id
