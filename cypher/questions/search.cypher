// question: Where do these words stand?
// question.zh: 哪些任务写到这些词？
// ask.zh: (?:搜索|查找|检索|搜一下|搜|哪里提到|哪里写到|哪些任务(?:写到|提到|涉及)了?)[:：]?[“"]?(?P<q>[^”"？?]+)
// param q: phrase — words as they stand in the text | 原文中的词
// param place: place? — plans of this place | 这个地方的方案
// param limit: int = 20 — rows on a page | 每页行数
// column task: Task — Task | 任务
// column plan: Plan — Plan | 方案
// column text: str — Text | 原文
// column facts: facts — Evidence | 依据
// view: search
// example: q=码头
CALL db.index.fulltext.queryNodes('task_text', $q) YIELD node, score
WITH node AS t, score
MATCH (p:Plan {id: t.plan})
WHERE $place IS NULL OR p.place = $place
WITH p, t, score ORDER BY score DESC, t.id
WITH collect({p: p, t: t, score: score}) AS rows
UNWIND range(0, size(rows) - 1)[$offset..$offset + $limit] AS place
WITH size(rows) AS total, place, rows[place].t AS t, rows[place].p AS p
RETURN total, {id: t.id, name: t.name, path: t.path} AS task, {id: p.id, name: p.title} AS plan,
       substring(t.text, 0, 400) AS text, [t.id] AS facts
ORDER BY place
