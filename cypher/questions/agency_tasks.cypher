// question: Which tasks does an agency have, in what role?
// question.zh: 这个部门有哪些任务，各是什么角色？
// ask.zh: (?P<agency>[^的和与,，？?]+?)(?:目前|都|共)?(?:有|承担|负责|牵头|配合|参与|指导)(?:了|着)?(?:哪些|什么|多少)(?:项)?(?:任务|工作|事) | (?P<agency>[^的和与,，？?]+?)的(?:任务|分工|职责|责任|工作)(?:有哪些|是什么|清单)?[？?]?$
// ask.zh role=lead: 牵头
// ask.zh role=support: 配合|参与
// ask.zh role=guide: 指导
// param agency: agency — name or id | 名称或编号
// param role: lead|co|support|guide|listed? — only in this role | 只看这一角色
// param limit: int = 50 — rows on a page | 每页行数
// column role: str — Role | 角色
// column task: Task — Task | 任务
// column plan: Plan — Plan | 方案
// column explicit: bool — Said by the clause | 明示
// column first: bool — Stands first | 列首位
// column facts: facts — Evidence | 依据
// view: network
// example: agency=沅江市农业农村局
MATCH (a:Agency {id: $agency})-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]->(t:Task)
WITH t, r, CASE type(r) WHEN 'LEADS' THEN 'lead' WHEN 'SHARES' THEN 'co' WHEN 'SUPPORTS' THEN 'support'
                        WHEN 'GUIDES' THEN 'guide' ELSE 'listed' END AS role,
     CASE type(r) WHEN 'LEADS' THEN 0 WHEN 'SHARES' THEN 1 WHEN 'SUPPORTS' THEN 2 WHEN 'GUIDES' THEN 3 ELSE 4 END AS rank
WHERE $role IS NULL OR role = $role
WITH t, r, role, rank ORDER BY rank, t.plan, t.start, r.start
WITH collect({t: t, r: r, role: role, rank: rank}) AS rows
UNWIND rows[$offset..$offset + $limit] AS row
WITH size(rows) AS total, row, row.t AS t, row.r AS r
MATCH (p:Plan {id: t.plan})
RETURN total, row.role AS role, {id: t.id, name: t.name, path: t.path} AS task, {id: p.id, name: p.title} AS plan,
       r.explicit AS explicit, r.position = 0 AS first, [r.id] AS facts
ORDER BY row.rank, t.plan, t.start, r.start
