// question: Which agencies does a place have, and what do they do?
// question.zh: 一个地方有哪些部门，各承担多少任务？
// ask.zh: 各?(?:个)?部门(?:的)?(?:任务|分工)(?:数|数量|统计) | (?P<place>[^,，？?]+?)有哪些(?:部门|单位)
// param place: place? — agencies of this place | 这个地方的部门
// param limit: int = 50 — rows on a page | 每页行数
// column agency: Agency — Agency | 部门
// column place: Place — Place | 地方
// column lead: int — Lead | 牵头
// column co: int — Beside a lead | 分工
// column support: int — Support | 配合
// column guide: int — Guide | 指导
// column listed: int — Listed | 列名
// column facts: facts — Evidence | 依据
// view: ranking
// example: place=沅江市
CALL () {
  MATCH (y:Tally {of: 'duties'})
  WHERE $place IS NULL
  WITH y ORDER BY y.value DESC
  WITH collect({of: y.of, value: y.value, n: y.n}) AS steps
  WITH steps[..$offset + $limit] AS steps, reduce(n = 0, y IN steps | n + y.n) AS total
  WITH total, steps, reduce(sums = [0], y IN steps | sums + [last(sums) + y.n]) AS sums
  UNWIND range(0, size(steps) - 1) AS i
  WITH steps[i].value AS value, steps[i].n AS n, sums[i] AS before, total
  WHERE before < $offset + $limit AND before + n > $offset
  MATCH (a:Agency {duties: value})
  RETURN total, before, a
  UNION ALL
  MATCH (a:Agency {place: $place})
  WHERE a.duties > 0
  RETURN 0 AS total, 0 AS before, a
}
WITH total, before, a ORDER BY a.duties DESC, a.id
WITH total, min(before) AS before, collect(a) AS rows
WITH CASE WHEN $place IS NULL THEN total ELSE size(rows) END AS total, rows[$offset - before..$offset - before + $limit] AS rows
UNWIND rows AS a
WITH total, a
MATCH (a)-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]->(t:Task)
WITH total, a, r, t ORDER BY r.plan, r.start, r.id
WITH total, a, collect(r.id) AS facts,
     count(DISTINCT CASE WHEN type(r) = 'LEADS' THEN t.id END) AS lead,
     count(DISTINCT CASE WHEN type(r) = 'SHARES' THEN t.id END) AS co,
     count(DISTINCT CASE WHEN type(r) = 'SUPPORTS' THEN t.id END) AS support,
     count(DISTINCT CASE WHEN type(r) = 'GUIDES' THEN t.id END) AS guide,
     count(DISTINCT CASE WHEN type(r) = 'LISTED' THEN t.id END) AS listed
OPTIONAL MATCH (p:Place {id: a.place})
RETURN total, {id: a.id, name: a.name} AS agency, {id: p.id, name: p.name} AS place,
       lead, co, support, guide, listed, facts
ORDER BY a.duties DESC, a.id
