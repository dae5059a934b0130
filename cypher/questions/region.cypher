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
  RETURN 'FOR' AS how, 0 AS rank, 'Plan' AS kind, p.id AS id, p.name AS name, p.id AS plan, p.id AS fact, 0 AS start
  UNION ALL
  MATCH (q)-[r:COOPERATES]-(b)
  WHERE NOT r.doubtful
  RETURN 'COOPERATES' AS how, 1 AS rank, head(labels(b)) AS kind, b.id AS id, b.name AS name, r.plan AS plan, r.id AS fact, r.start AS start
  UNION ALL
  MATCH (t:Task)-[r:AT]->(q)
  WHERE NOT r.doubtful
  RETURN 'AT' AS how, 2 AS rank, 'Task' AS kind, t.id AS id, t.name AS name, r.plan AS plan, r.id AS fact, r.start AS start
  UNION ALL
  MATCH (:Strategy {name: q.name})<-[r:ADVANCES]-(t:Task)
  WHERE NOT r.doubtful
  RETURN 'ADVANCES' AS how, 3 AS rank, 'Task' AS kind, t.id AS id, t.name AS name, r.plan AS plan, r.id AS fact, r.start AS start
}
WITH how, rank, q.id AS at, q.name AS there, kind, id, name, plan, min(start) AS start, collect(DISTINCT [start, fact]) AS facts
ORDER BY rank, plan, start, at, id
WITH collect({how: how, at: at, there: there, kind: kind, id: id, name: name, plan: plan, facts: facts}) AS rows
WITH size(rows) AS total, rows[$offset..$offset + $limit] AS rows
UNWIND range(0, size(rows) - 1) AS nth
WITH total, nth, rows[nth] AS row
MATCH (p:Plan {id: row.plan})
UNWIND row.facts AS fact
WITH total, nth, row, p, fact ORDER BY nth, fact[0], fact[1]
WITH total, nth, row, p, collect(fact[1]) AS facts
RETURN total, row.how AS how, {id: row.at, name: row.there} AS at,
       {kind: row.kind, id: row.id, name: row.name} AS thing,
       {id: p.id, name: p.title} AS plan, facts
ORDER BY nth
