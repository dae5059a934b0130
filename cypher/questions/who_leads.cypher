// question: Which agencies lead most tasks?
// question.zh: 哪个部门牵头任务最多？
// ask.zh: (哪个|哪些|什么)(部门|单位).*牵头.*(最多|多)[？?]?$ | 牵头.*(排行|排名|最多) | 谁牵头.*最多
// ask.zh inferred=true: 推定|首列|列首位|排(?:名|在)第一
// param place: place? — only agencies of this place | 只看这个地方的部门
// param inferred: bool = false — also count bodies that stand first where nobody is named lead | 连同没有写明牵头时列在首位的（推定）
// param limit: int = 20 — rows on a page | 每页行数
// column agency: Agency — Agency | 部门
// column place: Place — Place | 地方
// column tasks: int — Leads | 牵头
// column by_rule: int — of these by a rule of the document | 其中依规则
// column inferred: int — Inferred | 推定
// column plans: int — Plans | 方案
// column facts: facts — Evidence | 依据
// view: ranking
// example: place=湘潭市; inferred=true
WITH CASE WHEN $inferred THEN 'heads' ELSE 'leads' END AS of
CALL (of) {
  MATCH (y:Tally {of: of})
  WHERE $place IS NULL
  WITH y ORDER BY y.value DESC
  WITH collect({of: y.of, value: y.value, n: y.n}) AS steps
  WITH steps[..$offset + $limit] AS steps, reduce(n = 0, y IN steps | n + y.n) AS total
  WITH total, steps, reduce(sums = [0], y IN steps | sums + [last(sums) + y.n]) AS sums
  UNWIND range(0, size(steps) - 1) AS i
  WITH steps[i].of AS counted, steps[i].value AS value, steps[i].n AS n, sums[i] AS before, total
  WHERE before < $offset + $limit AND before + n > $offset
  CALL (counted, value) {
    MATCH (a:Agency {leads: value}) WHERE counted = 'leads' RETURN a
    UNION ALL
    MATCH (a:Agency {heads: value}) WHERE counted = 'heads' RETURN a
  }
  RETURN total, before, a
  UNION ALL
  MATCH (a:Agency {place: $place})
  WHERE a.leads > 0 OR (of = 'heads' AND a.heads > 0)
  RETURN 0 AS total, 0 AS before, a
}
WITH total, before, a, CASE WHEN of = 'heads' THEN a.first ELSE 0 END AS inferred
ORDER BY a.leads + inferred DESC, a.leads DESC, a.id
WITH total, min(before) AS before, collect({a: a, inferred: inferred}) AS rows
WITH CASE WHEN $place IS NULL THEN total ELSE size(rows) END AS total, rows[$offset - before..$offset - before + $limit] AS rows
UNWIND rows AS row
WITH total, row.a AS a, row.a.leads AS tasks, row.inferred AS inferred
MATCH (a)-[r:LEADS|LISTED]->(t:Task)
WHERE type(r) = 'LEADS'
   OR ($inferred AND NOT coalesce(r.implied, false)
       AND NOT EXISTS { MATCH (t)<-[o:LISTED]-(:Agency) WHERE o.clause = r.clause AND o.position < r.position }
       AND NOT EXISTS { MATCH (t)<-[l:LEADS]-(:Agency) WHERE l.clause = r.clause }
       AND NOT EXISTS { MATCH (a)-[:LEADS]->(t) })
WITH total, a, tasks, inferred, r, t ORDER BY t.plan, r.start, r.id
WITH total, a, tasks, inferred, collect(r.id) AS facts, count(DISTINCT t.plan) AS plans,
     count(DISTINCT CASE WHEN type(r) = 'LEADS' AND NOT r.explicit THEN t.id END) AS by_rule
OPTIONAL MATCH (p:Place {id: a.place})
RETURN total, {id: a.id, name: a.name} AS agency, {id: p.id, name: p.name} AS place,
       tasks, by_rule, inferred, plans, facts
ORDER BY tasks + inferred DESC, tasks DESC, agency.id
