// question: One plan as a ledger
// question.zh: 一个方案的任务台账
// ask.zh: (?:《)?(?P<plan>[^《》]+?)(?:》)?(?:的)?(?:任务)?台账
// param plan: plan — title, number or id | 标题、文号或编号
// param limit: int = 100 — rows on a page | 每页行数
// column task: Task — Task | 任务
// column lead: Agency[] — Lead | 牵头
// column co: Agency[] — Beside a lead | 分工
// column support: Agency[] — Support | 配合
// column guide: Agency[] — Guide | 指导
// column listed: Agency[] — Listed | 列名
// column open_ended: bool — Ends in 等 | 以“等”结尾
// column targets: Target[] — Targets | 指标
// column projects: Project[] — Projects | 项目
// column places: Place[] — Places | 地方
// column strategies: Strategy[] — Strategies | 战略
// column deadlines: str[] — Due | 时限
// column facts: facts — Evidence | 依据
// view: ledger
// example: plan=沅江市城乡协同发展实施方案
MATCH (t:Task {plan: $plan})
WITH t ORDER BY t.start
WITH collect(t) AS rows
UNWIND rows[$offset..$offset + $limit] AS t
OPTIONAL MATCH (t)<-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]-(a:Agency)
WITH size(rows) AS total, t, a, r ORDER BY r.clause, r.position, a.id
WITH total, t, [d IN collect({id: a.id, name: a.name, role: type(r), fact: r.id}) WHERE d.id IS NOT NULL] AS duties
OPTIONAL MATCH (t)-[r:SETS|NAMES|AT|ADVANCES|DUE]->(x) WHERE NOT r.doubtful
WITH total, t, duties, x, r ORDER BY r.start, x.id
WITH total, t, duties, [d IN collect({id: x.id, name: x.name, text: x.text, kind: head(labels(x)), fact: r.id}) WHERE d.id IS NOT NULL] AS things
RETURN total, {id: t.id, name: t.name, path: t.path} AS task,
       [d IN duties WHERE d.role = 'LEADS' | {id: d.id, name: d.name}] AS lead,
       [d IN duties WHERE d.role = 'SHARES' | {id: d.id, name: d.name}] AS co,
       [d IN duties WHERE d.role = 'SUPPORTS' | {id: d.id, name: d.name}] AS support,
       [d IN duties WHERE d.role = 'GUIDES' | {id: d.id, name: d.name}] AS guide,
       [d IN duties WHERE d.role = 'LISTED' | {id: d.id, name: d.name}] AS listed,
       coalesce(t.open_ended, false) AS open_ended,
       [d IN things WHERE d.kind = 'Target' | {id: d.id, name: d.text}] AS targets,
       [d IN things WHERE d.kind = 'Project' | {id: d.id, name: d.name}] AS projects,
       [d IN things WHERE d.kind = 'Place' | {id: d.id, name: d.name}] AS places,
       [d IN things WHERE d.kind = 'Strategy' | {id: d.id, name: d.name}] AS strategies,
       [d IN things WHERE d.kind = 'Deadline' | d.name] AS deadlines,
       [t.id] + [d IN duties | d.fact] + [d IN things | d.fact] AS facts
ORDER BY t.start
