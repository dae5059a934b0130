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
MATCH (a:Agency)
WHERE ($place IS NULL OR a.place = $place) AND (a.leads > 0 OR ($inferred AND a.first > 0))
WITH a, coalesce(a.leads, 0) AS tasks, CASE WHEN $inferred THEN coalesce(a.first, 0) ELSE 0 END AS inferred
ORDER BY tasks + inferred DESC, tasks DESC, a.id
WITH collect({a: a, tasks: tasks, inferred: inferred}) AS rows
UNWIND rows[$offset..$offset + $limit] AS row
WITH size(rows) AS total, row.a AS a, row.tasks AS tasks, row.inferred AS inferred
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
