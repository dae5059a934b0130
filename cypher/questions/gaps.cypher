// question: Which tasks have no lead, two leads, or only a collective?
// question.zh: 哪些任务没有写明牵头、有两个牵头或只有集体？
// ask.zh: (?:没有?|没写明|缺少?|未写明|未明确|没明确|没有写明).*牵头 | 无(?:人|部门)?牵头 | 牵头.*(?:空缺|缺失|不明) | (?:两个|多个|双)(?:部门|单位)?牵头 | 无人负责|(?:没有?人|没有?部门).*负责 | 只有集体
// ask.zh kind=two: 两个|多个|双牵头
// ask.zh kind=collective: 集体
// ask.zh kind=nobody: 无人负责|(?:没有?人|没有?部门).*负责
// param kind: unled|two|collective|nobody = unled — unled: bodies but no lead; two: two leads in one clause; collective: only a collective; nobody: no body at all | unled 有责任方而无牵头；two 一处两个牵头；collective 只有集体；nobody 没有责任方
// param place: place? — plans of this place | 这个地方的方案
// param plan: plan? — tasks of this plan | 这个方案的任务
// param limit: int = 50 — rows on a page | 每页行数
// column task: Task — Task | 任务
// column plan: Plan — Plan | 方案
// column bodies: Agency[] — Bodies | 责任方
// column open_ended: bool — Ends in 等 | 以“等”结尾
// column facts: facts — Evidence | 依据
// view: table
// example: place=南县; kind=unled
MATCH (p:Plan)
WHERE ($place IS NULL OR p.place = $place) AND ($plan IS NULL OR p.id = $plan)
MATCH (t:Task {plan: p.id})
WHERE ($kind = 'unled' AND NOT EXISTS { (t)<-[:LEADS]-(:Agency) } AND EXISTS { (t)<-[:SHARES|SUPPORTS|GUIDES|LISTED]-(:Agency) })
   OR ($kind = 'nobody' AND NOT EXISTS { (t)<-[:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]-(:Agency) })
   OR ($kind = 'two' AND EXISTS { MATCH (x:Agency)-[r:LEADS]->(t) MATCH (y:Agency)-[s:LEADS]->(t) WHERE r.clause = s.clause AND x.id < y.id })
   OR ($kind = 'collective' AND EXISTS { (t)<-[:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]-(:Agency {collective: true}) }
       AND NOT EXISTS { MATCH (t)<-[:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]-(x:Agency) WHERE NOT coalesce(x.collective, false) })
WITH p, t ORDER BY p.id, t.start
WITH collect({p: p, t: t}) AS rows
UNWIND rows[$offset..$offset + $limit] AS row
WITH size(rows) AS total, row.p AS p, row.t AS t
OPTIONAL MATCH (a:Agency)-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]->(t)
WITH total, p, t, a, r ORDER BY r.clause, r.position, a.id
WITH total, p, t, [d IN collect({id: a.id, name: a.name, role: type(r), fact: r.id}) WHERE d.id IS NOT NULL] AS bodies
RETURN total, {id: t.id, name: t.name, path: t.path} AS task, {id: p.id, name: p.title} AS plan,
       [d IN bodies | {id: d.id, name: d.name, role: d.role}] AS bodies, coalesce(t.open_ended, false) AS open_ended,
       [t.id] + [d IN bodies | d.fact] AS facts
ORDER BY p.id, t.start
