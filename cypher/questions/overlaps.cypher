// question: Where do responsibilities overlap?
// question.zh: 哪些任务的责任重叠？
// ask.zh: (?:责任|职责|任务|分工|职能).*(?:重叠|重复|交叉) | (?:重叠|交叉|重复).*(?:哪里|哪些|什么|任务|责任|职责)
// param place: place? — plans of this place | 这个地方的方案
// param plan: plan? — tasks of this plan | 这个方案的任务
// param limit: int = 50 — rows on a page | 每页行数
// column shared: Node[] — Shared | 共同事项
// column a: Task — Task | 任务
// column a_plan: Plan — Plan | 方案
// column a_bodies: Agency[] — Held by | 责任方
// column b: Task — Other task | 另一任务
// column b_plan: Plan — Its plan | 另一方案
// column b_bodies: Agency[] — Held by | 另一责任方
// column led: bool — Both name a lead | 双方都写明牵头
// column facts: facts — Evidence | 依据
// view: pairs
// example: place=沅江市
MATCH (p:Plan)
WHERE ($place IS NULL OR p.place = $place) AND ($plan IS NULL OR p.id = $plan)
WITH DISTINCT p.place AS place
MATCH (p:Plan {place: place})
MATCH (t:Task {plan: p.id})
CALL {
  WITH t
  MATCH (t)-[r:NAMES]->(x:Project)
  RETURN 'Project' AS kind, x.id AS key, x.name AS name, 0 AS rank, r.id AS fact
  UNION ALL
  WITH t
  MATCH (t)-[r:ABOUT]->(x:Subject)
  RETURN 'Subject' AS kind, x.id AS key, x.name AS name, 2 AS rank, r.id AS fact
  UNION ALL
  WITH t
  MATCH (t)-[r:SETS]->(x:Target)
  RETURN 'Target' AS kind, 'metric:' + x.metric AS key, x.metric AS name, 1 AS rank, r.id AS fact
}
WITH place, kind, key, name, rank, t, collect(fact) AS facts
ORDER BY t.id
WITH place, kind, key, name, rank, collect({t: t, facts: facts}) AS sides
WHERE size(sides) > 1
UNWIND sides AS one
UNWIND sides AS other
WITH kind, key, name, rank, one, other
WHERE one.t.id < other.t.id AND ($plan IS NULL OR one.t.plan = $plan OR other.t.plan = $plan)
WITH one.t AS a, other.t AS b, rank, {kind: kind, id: key, name: name} AS thing, one.facts + other.facts AS facts
ORDER BY rank, thing.name
WITH a, b, min(rank) AS rank, collect(thing) AS shared, collect(facts) AS facts
OPTIONAL MATCH (x:Agency)-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]->(a)
WITH a, b, rank, shared, facts, x, r ORDER BY r.clause, r.position, x.id
WITH a, b, rank, shared, facts,
     [d IN collect({id: x.id, name: x.name, role: type(r), fact: r.id}) WHERE d.id IS NOT NULL] AS a_all
OPTIONAL MATCH (x:Agency)-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]->(b)
WITH a, b, rank, shared, facts, a_all, x, r ORDER BY r.clause, r.position, x.id
WITH a, b, rank, shared, facts, a_all,
     [d IN collect({id: x.id, name: x.name, role: type(r), fact: r.id}) WHERE d.id IS NOT NULL] AS b_all
WITH a, b, rank, shared, facts, a_all, b_all,
     [d IN a_all WHERE d.role = 'LEADS'] AS a_leads, [d IN b_all WHERE d.role = 'LEADS'] AS b_leads
WITH a, b, rank, shared, facts, a_all, b_all, size(a_leads) > 0 AND size(b_leads) > 0 AS led,
     CASE WHEN size(a_leads) > 0 THEN a_leads ELSE a_all END AS a_heads,
     CASE WHEN size(b_leads) > 0 THEN b_leads ELSE b_all END AS b_heads
WHERE size(a_heads) > 0 AND size(b_heads) > 0
  AND (any(d IN a_heads WHERE none(e IN b_heads WHERE e.id = d.id))
       OR any(d IN b_heads WHERE none(e IN a_heads WHERE e.id = d.id)))
WITH a, b, rank, shared, facts, a_all, b_all, led
ORDER BY rank, size(shared) DESC, led DESC, a.id, b.id
WITH collect({a: a, b: b, shared: shared, facts: facts, a_all: a_all, b_all: b_all, led: led}) AS rows
UNWIND range(0, size(rows) - 1)[$offset..$offset + $limit] AS place
WITH size(rows) AS total, place, rows[place] AS row
WITH total, place, row, row.a AS a, row.b AS b
MATCH (pa:Plan {id: a.plan})
MATCH (pb:Plan {id: b.plan})
RETURN total, row.shared AS shared,
       {id: a.id, name: a.name, path: a.path} AS a, {id: pa.id, name: pa.title} AS a_plan,
       [d IN row.a_all | {id: d.id, name: d.name, role: d.role}] AS a_bodies,
       {id: b.id, name: b.name, path: b.path} AS b, {id: pb.id, name: pb.title} AS b_plan,
       [d IN row.b_all | {id: d.id, name: d.name, role: d.role}] AS b_bodies,
       row.led AS led,
       reduce(every = [], some IN row.facts | every + some) + [d IN row.a_all | d.fact] + [d IN row.b_all | d.fact] AS facts
ORDER BY place
