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
WITH p, CASE $kind WHEN 'two' THEN p.tasks_two WHEN 'collective' THEN p.tasks_collective WHEN 'nobody' THEN p.tasks_nobody ELSE p.tasks_unled END AS n
WHERE n > 0
WITH p.id AS plan, n ORDER BY plan
WITH collect({plan: plan, n: n}) AS steps
WITH steps[..$offset + $limit] AS steps, reduce(n = 0, y IN steps | n + y.n) AS total
WITH total, steps, reduce(sums = [0], y IN steps | sums + [last(sums) + y.n]) AS sums
UNWIND range(0, size(steps) - 1) AS i
WITH total, steps[i].plan AS plan, steps[i].n AS n, sums[i] AS before
WHERE before < $offset + $limit AND before + n > $offset
MATCH (t:Task {plan: plan})
WHERE $kind IN t.gaps
WITH total, before, t ORDER BY t.plan, t.start
WITH total, min(before) AS before, collect(t) AS rows
UNWIND rows[$offset - before..$offset - before + $limit] AS t
WITH total, t
MATCH (p:Plan {id: t.plan})
OPTIONAL MATCH (a:Agency)-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]->(t)
WITH total, p, t, a, r ORDER BY r.clause, r.position, a.id
WITH total, p, t, [d IN collect({id: a.id, name: a.name, role: type(r), fact: r.id}) WHERE d.id IS NOT NULL] AS bodies
RETURN total, {id: t.id, name: t.name, path: t.path} AS task, {id: p.id, name: p.title} AS plan,
       [d IN bodies | {id: d.id, name: d.name, role: d.role}] AS bodies, coalesce(t.open_ended, false) AS open_ended,
       [t.id] + [d IN bodies | d.fact] AS facts
ORDER BY p.id, t.start
