// question: Which targets can be compared?
// question.zh: 哪些指标可以比较？
// ask.zh: 指标.*(比较|对比|哪些|多少) | (比较|对比).*(指标|目标)
// param metric: str? — words of the metric | 指标名称中的词
// param place: place? — plans of this place | 这个地方的方案
// param unit: str? — only in this unit | 只看这个单位
// param alone: bool = false — also metrics that stand alone | 连同只出现一次的指标
// param limit: int = 50 — rows on a page | 每页行数
// column metric: str — Metric | 指标
// column unit: str — Unit | 单位
// column place: Place — Place | 地方
// column plan: Plan — Plan | 方案
// column task: Task — Task | 任务
// column op: str — Comparison | 比较
// column value: float — Value | 数值
// column to: float — To | 至
// column by: str — Due | 时限
// column text: str — As written | 原文
// column facts: facts — Evidence | 依据
// view: targets
// example: metric=高标准农田
MATCH (g:Target)
WHERE ($metric IS NULL OR g.metric CONTAINS $metric) AND ($unit IS NULL OR g.unit = $unit)
MATCH (p:Plan {id: g.plan})
WITH g.metric AS metric, coalesce(g.unit, '') AS unit, collect({g: g, p: p}) AS group
WHERE $alone OR size(group) > 1
UNWIND group AS one
WITH metric, unit, size(group) AS many, one.g AS g, one.p AS p
WHERE $place IS NULL OR p.place = $place
WITH metric, unit, many, g, p ORDER BY many DESC, metric, unit, g.value DESC, g.id
WITH collect({metric: metric, unit: unit, g: g, p: p}) AS rows
UNWIND range(0, size(rows) - 1)[$offset..$offset + $limit] AS nth
WITH size(rows) AS total, nth, rows[nth] AS row
WITH total, nth, row, row.g AS g, row.p AS p
MATCH (x)-[r:SETS]->(g)
OPTIONAL MATCH (q:Place {id: p.place})
RETURN total, row.metric AS metric, row.unit AS unit, {id: q.id, name: q.name} AS place,
       {id: p.id, name: p.title} AS plan, {id: x.id, name: x.name, path: x.path} AS task,
       g.op AS op, g.value AS value, g.to AS to, g.by AS by, g.text AS text, [r.id] AS facts
ORDER BY nth, r.id
