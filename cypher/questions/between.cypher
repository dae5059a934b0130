// question: Which agencies stand between the others?
// question.zh: 哪些部门居于其他部门之间（枢纽）？
// ask.zh: 枢纽|(?:谁|哪个部门|哪些部门|哪个单位).*(?:之间|中间|居中|桥梁|纽带)
// param place: area — tasks in plans of this place, or of a region's members | 这个地方（或区域成员）的方案里的任务
// param limit: int = 20 — rows on a page | 每页行数
// column agency: Agency — Agency | 部门
// column between: float — Betweenness | 中介度
// column partners: int — Works with | 共事部门
// column circle: int — Circle | 圈子
// column tasks: int — Tasks | 任务
// column facts: facts — Evidence | 依据
// view: table
// measure: between
// example: place=沅江市
UNWIND $place AS key
MATCH (:Place {id: key})<-[:WITHIN|MEMBER_OF*0..4]-(q:Place)
WITH DISTINCT q.id AS place
MATCH (p:Plan {place: place})
MATCH (t:Task {plan: p.id})<-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]-(a:Agency)
WHERE NOT coalesce(a.collective, false)
WITH t, a, r ORDER BY t.id, r.clause, r.position, a.id
WITH t.id AS task, collect({id: a.id, name: a.name, fact: r.id}) AS bodies
RETURN task, bodies
ORDER BY task
