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
WITH place, t, [(t)<-[:LEADS]-(x:Agency) | x.id] AS leads,
     [(t)<-[:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]-(x:Agency) | x.id] AS every
WHERE size(every) > 0
WITH place, t, {id: t.id, plan: t.plan, led: size(leads) > 0, heads: CASE WHEN size(leads) > 0 THEN leads ELSE every END} AS side
CALL (t) {
  MATCH (t)-[r:NAMES]->(x:Project)
  WHERE NOT r.doubtful
  RETURN DISTINCT coalesce(x.base, x.id) AS key, 0 AS rank
  UNION ALL
  MATCH (t)-[r:SETS]->(x:Target)
  WHERE NOT r.doubtful
  RETURN DISTINCT x.metric AS key, 1 AS rank
  UNION ALL
  MATCH (t)-[r:ABOUT]->(x:Subject)
  WHERE NOT r.doubtful
  RETURN DISTINCT x.id AS key, 2 AS rank
}
WITH place, key, rank, side ORDER BY side.id
WITH place, key, rank, collect(side) AS sides
WHERE size(sides) > 1
UNWIND range(0, size(sides) - 2) AS i
UNWIND range(i + 1, size(sides) - 1) AS j
WITH key, rank, sides[i] AS one, sides[j] AS other
WHERE ($plan IS NULL OR one.plan = $plan OR other.plan = $plan)
  AND (any(x IN one.heads WHERE NOT x IN other.heads) OR any(x IN other.heads WHERE NOT x IN one.heads))
WITH one.id AS a, other.id AS b, one.led AND other.led AS led, min(rank) AS rank, collect(key) AS keys
ORDER BY rank, size(keys) DESC, led DESC, a, b
WITH collect({a: a, b: b, led: led, keys: keys}) AS rows
UNWIND range(0, size(rows) - 1)[$offset..$offset + $limit] AS nth
WITH size(rows) AS total, nth, rows[nth] AS row
MATCH (a:Task {id: row.a})-[r:NAMES|SETS|ABOUT]->(x)
WHERE coalesce(x.metric, x.base, x.id) IN row.keys AND NOT r.doubtful
WITH total, nth, row, a, r, {kind: head(labels(x)), id: coalesce('metric:' + x.metric, x.id), name: coalesce(x.metric, x.base, x.name)} AS thing,
     CASE type(r) WHEN 'NAMES' THEN 0 WHEN 'SETS' THEN 1 ELSE 2 END AS rank
ORDER BY rank, thing.id, r.start, r.id
WITH total, nth, row, a, collect(DISTINCT thing) AS shared, collect(r.id) AS lefts
MATCH (b:Task {id: row.b})-[r:NAMES|SETS|ABOUT]->(x)
WHERE coalesce(x.metric, x.base, x.id) IN row.keys AND NOT r.doubtful
WITH total, nth, row, a, b, shared, lefts, r ORDER BY r.start, r.id
WITH total, nth, row, a, b, shared, lefts, collect(r.id) AS rights
OPTIONAL MATCH (x:Agency)-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]->(a)
WITH total, nth, row, a, b, shared, lefts, rights, x, r ORDER BY r.clause, r.position, x.id
WITH total, nth, row, a, b, shared, lefts, rights,
     collect({id: x.id, name: x.name, role: type(r), fact: r.id}) AS a_all
OPTIONAL MATCH (x:Agency)-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]->(b)
WITH total, nth, row, a, b, shared, lefts, rights, a_all, x, r ORDER BY r.clause, r.position, x.id
WITH total, nth, row, a, b, shared, lefts, rights, a_all,
     collect({id: x.id, name: x.name, role: type(r), fact: r.id}) AS b_all
MATCH (pa:Plan {id: a.plan})
MATCH (pb:Plan {id: b.plan})
RETURN total, shared,
       {id: a.id, name: a.name, path: a.path} AS a, {id: pa.id, name: pa.title} AS a_plan,
       [d IN a_all | {id: d.id, name: d.name, role: d.role}] AS a_bodies,
       {id: b.id, name: b.name, path: b.path} AS b, {id: pb.id, name: pb.title} AS b_plan,
       [d IN b_all | {id: d.id, name: d.name, role: d.role}] AS b_bodies,
       row.led AS led, lefts + rights + [d IN a_all | d.fact] + [d IN b_all | d.fact] AS facts
ORDER BY nth
