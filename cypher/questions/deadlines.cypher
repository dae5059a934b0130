// question: What is due when?
// question.zh: 哪些任务什么时候到期？
// ask.zh: (到期|时限|期限|截止|完成时间) | (年底|月底|年内).*(完成|到期).*(哪些|什么)
// param place: place? — plans of this place | 这个地方的方案
// param plan: plan? — tasks of this plan | 这个方案的任务
// param before: str? — due on or before this day, as 2025-12-31 | 不晚于这一天，如 2025-12-31
// param limit: int = 50 — rows on a page | 每页行数
// column date: str — Day | 日期
// column due: str — As written | 原文
// column task: Task — Task | 任务
// column plan: Plan — Plan | 方案
// column lead: Agency[] — Lead | 牵头
// column facts: facts — Evidence | 依据
// view: table
// example: place=沅江市
CALL () {
  MATCH (d:Deadline)
  WHERE $place IS NULL AND $plan IS NULL
    AND ($before IS NULL OR (d.date <> '' AND d.date <= $before))
  WITH CASE WHEN coalesce(d.date, '') = '' THEN '9999' ELSE d.date END AS day, collect(d) AS dues, sum(d.tasks) AS n
  ORDER BY day
  WITH collect({dues: dues, n: n}) AS steps
  WITH steps[..$offset + $limit] AS steps, reduce(n = 0, y IN steps | n + y.n) AS total
  WITH total, steps, reduce(sums = [0], y IN steps | sums + [last(sums) + y.n]) AS sums
  UNWIND range(0, size(steps) - 1) AS i
  WITH steps[i].dues AS dues, steps[i].n AS n, sums[i] AS before, total
  WHERE before < $offset + $limit AND before + n > $offset
  UNWIND dues AS d
  MATCH (t:Task)-[r:DUE]->(d)
  WHERE NOT r.doubtful
  RETURN total, before, t, d, r
  UNION ALL
  MATCH (p:Plan)
  WHERE ($place IS NOT NULL OR $plan IS NOT NULL)
    AND ($place IS NULL OR p.place = $place) AND ($plan IS NULL OR p.id = $plan)
  MATCH (t:Task {plan: p.id})-[r:DUE]->(d:Deadline)
  WHERE NOT r.doubtful AND ($before IS NULL OR (d.date <> '' AND d.date <= $before))
  RETURN 0 AS total, 0 AS before, t, d, r
}
WITH total, before, t, d, r ORDER BY r.start, r.id
WITH total, before, t, d, collect(r.id) AS facts, head(collect(r.quote)) AS due,
     CASE WHEN coalesce(d.date, '') = '' THEN '9999' ELSE d.date END AS day
ORDER BY day, t.plan, t.start, d.id
WITH total, min(before) AS before, collect({t: t, d: d, due: due, facts: facts}) AS rows
WITH CASE WHEN total = 0 THEN size(rows) ELSE total END AS total, rows[$offset - before..$offset - before + $limit] AS rows
UNWIND range(0, size(rows) - 1) AS nth
WITH total, nth, rows[nth].facts AS facts, rows[nth].due AS due, rows[nth].t AS t, rows[nth].d AS d
MATCH (p:Plan {id: t.plan})
OPTIONAL MATCH (a:Agency)-[r:LEADS]->(t)
WITH total, nth, facts, due, p, t, d, a, r ORDER BY r.clause, r.position, a.id
WITH total, nth, facts, due, p, t, d, [x IN collect({id: a.id, name: a.name}) WHERE x.id IS NOT NULL] AS lead
RETURN total, coalesce(d.date, '') AS date, due, {id: t.id, name: t.name, path: t.path} AS task,
       {id: p.id, name: p.title} AS plan, lead, facts
ORDER BY nth
