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
OPTIONAL MATCH (p:Plan {place: $place})
WITH collect(p.id) AS here
CALL () {
  WITH $q.query AS query WHERE query <> ''
  CALL db.index.fulltext.queryNodes('task_text', query) YIELD node
  RETURN node AS t
  UNION ALL
  MATCH (t:Task) WHERE $q.query = ''
  RETURN t
}
WITH here, t.id AS id, t.plan AS plan, toLower(t.name) AS name, toLower(t.text) AS text
WHERE $place IS NULL OR plan IN here
WITH id, reduce(n = 0, word IN $q.words | n + size(split(text, word)) - 1
         + CASE WHEN name CONTAINS word THEN 100000 WHEN text CONTAINS word THEN 0 ELSE -1000000000 END) AS score
WHERE score >= 0
WITH score, collect(id) AS ids ORDER BY score DESC
WITH collect({ids: ids, n: size(ids)}) AS steps
WITH steps[..$offset + $limit] AS steps, reduce(n = 0, y IN steps | n + y.n) AS total
WITH total, steps, reduce(sums = [0], y IN steps | sums + [last(sums) + y.n]) AS sums
UNWIND range(0, size(steps) - 1) AS i
WITH total, i, steps[i].ids AS ids, sums[i] AS before
WHERE before < $offset + $limit AND before + size(ids) > $offset
UNWIND ids AS id
WITH total, before, i, id
WITH total, before, i, id ORDER BY i, id
WITH total, min(before) AS before, collect(id) AS ids
WITH total, ids[$offset - before..$offset - before + $limit] AS rows
UNWIND range(0, size(rows) - 1) AS nth
MATCH (t:Task {id: rows[nth]})
MATCH (p:Plan {id: t.plan})
RETURN total, {id: t.id, name: t.name, path: t.path} AS task, {id: p.id, name: p.title} AS plan,
       substring(t.text, 0, 400) AS text, [t.id] AS facts
ORDER BY nth
