// question: Which facts are still to be checked?
// question.zh: 哪些事实还待核？
// ask.zh: 待核|拿不准|存疑|(?:需要?|应当?)(?:核对|核实|复核)
// param place: place? — plans of this place | 这个地方的方案
// param plan: plan? — facts of this plan | 这个方案的事实
// param limit: int = 50 — rows on a page | 每页行数
// column quote: str — Words | 原文
// column verb: str — Taken for | 读作
// column a: Node — From | 主体
// column b: Node — To | 对象
// column plan: Plan — Plan | 方案
// column facts: facts — Evidence | 依据
// view: table
// example: place=株洲市
MATCH (p:Plan)
WHERE ($place IS NULL OR p.place = $place) AND ($plan IS NULL OR p.id = $plan) AND p.doubts > 0
WITH p.id AS plan, p.doubts AS n ORDER BY plan
WITH collect({plan: plan, n: n}) AS steps
WITH steps[..$offset + $limit] AS steps, reduce(n = 0, y IN steps | n + y.n) AS total
WITH total, steps, reduce(sums = [0], y IN steps | sums + [last(sums) + y.n]) AS sums
UNWIND range(0, size(steps) - 1) AS i
WITH total, steps[i].plan AS plan, steps[i].n AS n, sums[i] AS before
WHERE before < $offset + $limit AND before + n > $offset
CALL (plan) {
  MATCH (t:Task {plan: plan})-[r]-()
  WHERE r.doubtful
  RETURN r
  UNION
  MATCH (:Plan {id: plan})-[r:SETS|CITES]->()
  WHERE r.doubtful
  RETURN r
  UNION
  MATCH (:Plan {id: plan})-[:MENTIONS]->(a)
  MATCH (a)-[r:COOPERATES]->()
  WHERE r.plan = plan AND r.doubtful
  RETURN r
}
WITH total, before, r ORDER BY r.plan, r.start, r.id
WITH total, min(before) AS before, collect(r) AS rows
UNWIND rows[$offset - before..$offset - before + $limit] AS r
WITH total, r, startNode(r) AS a, endNode(r) AS b
MATCH (p:Plan {id: r.plan})
RETURN total, r.quote AS quote, type(r) AS verb,
       {kind: head(labels(a)), id: a.id, name: a.name} AS a, {kind: head(labels(b)), id: b.id, name: b.name} AS b,
       {id: p.id, name: p.title} AS plan, [r.id] AS facts
ORDER BY r.plan, r.start, r.id
