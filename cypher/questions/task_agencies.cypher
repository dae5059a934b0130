// question: Which agencies have a task, in what role?
// question.zh: 这项任务由哪些部门负责，各是什么角色？
// ask.zh: 任务(?P<task>\S+#\S+?)(?:由|归)?(?:谁|哪些部门|哪个部门)
// param task: task — id of the task | 任务编号
// column agency: Agency — Agency | 部门
// column place: Place — Place | 地方
// column role: str — Role | 角色
// column clause: int — Clause | 第几处责任条款
// column position: int — Position | 第几位
// column explicit: bool — Said by the clause | 明示
// column facts: facts — Evidence | 依据
// view: network
// example: task=430981-示例〔2024〕1号#二/(一)/2
MATCH (t:Task {id: $task})<-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]-(a:Agency)
OPTIONAL MATCH (p:Place {id: a.place})
RETURN {id: a.id, name: a.name} AS agency, {id: p.id, name: p.name} AS place,
       CASE type(r) WHEN 'LEADS' THEN 'lead' WHEN 'SHARES' THEN 'co' WHEN 'SUPPORTS' THEN 'support'
                    WHEN 'GUIDES' THEN 'guide' ELSE 'listed' END AS role,
       r.clause + 1 AS clause, r.position + 1 AS position, r.explicit AS explicit, [r.id] AS facts
ORDER BY r.clause, r.position, a.id
