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
CALL () {
  WITH $q.query AS query WHERE query <> ''
  CALL db.index.fulltext.queryNodes('task_text', query) YIELD node
  RETURN node AS t
  UNION ALL
  MATCH (t:Task) WHERE $q.query = ''
  RETURN t
}
WITH t, toLower(t.name) AS name, toLower(t.text) AS text
WHERE all(word IN $q.words WHERE name CONTAINS word OR text CONTAINS word)
MATCH (p:Plan {id: t.plan})
WHERE $place IS NULL OR p.place = $place
WITH p, t, size([word IN $q.words WHERE name CONTAINS word]) AS titled,
     reduce(n = 0, word IN $q.words | n + size(split(text, word)) - 1) AS times
ORDER BY titled DESC, times DESC, t.id
WITH collect({p: p, t: t}) AS rows
UNWIND range(0, size(rows) - 1)[$offset..$offset + $limit] AS nth
WITH size(rows) AS total, nth, rows[nth].t AS t, rows[nth].p AS p
RETURN total, {id: t.id, name: t.name, path: t.path} AS task, {id: p.id, name: p.title} AS plan,
       substring(t.text, 0, 400) AS text, [t.id] AS facts
ORDER BY nth
