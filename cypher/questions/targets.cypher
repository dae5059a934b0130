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
CALL () {
  MATCH (m:Metric)
  WHERE $place IS NULL AND ($metric IS NULL OR m.name CONTAINS $metric) AND ($unit IS NULL OR m.unit = $unit)
    AND ($alone OR m.targets > 1)
  WITH m ORDER BY m.targets DESC, m.name, m.unit
  WITH collect(m) AS steps
  WITH steps[..$offset + $limit] AS steps, reduce(n = 0, m IN steps | n + m.targets) AS total
  WITH total, steps, reduce(sums = [0], m IN steps | sums + [last(sums) + m.targets]) AS sums
  UNWIND range(0, size(steps) - 1) AS i
  WITH steps[i] AS m, sums[i] AS before, total
  WHERE before < $offset + $limit AND before + m.targets > $offset
  MATCH (g:Target)-[:MEASURES]->(m)
  RETURN total, before, m, g
  UNION ALL
  MATCH (p:Plan {place: $place})
  MATCH (g:Target {plan: p.id})-[:MEASURES]->(m:Metric)
  WHERE ($metric IS NULL OR m.name CONTAINS $metric) AND ($unit IS NULL OR m.unit = $unit)
    AND ($alone OR m.targets > 1)
  RETURN 0 AS total, 0 AS before, m, g
}
WITH total, before, m.targets AS many, m.name AS metric, m.unit AS unit, g.value AS value, g.id AS id
WITH total, before, many, metric, unit, value, id ORDER BY many DESC, metric, unit, value DESC, id
WITH total, min(before) AS before, collect({metric: metric, unit: unit, id: id}) AS rows
WITH CASE WHEN $place IS NULL THEN total ELSE size(rows) END AS total, rows[$offset - before..$offset - before + $limit] AS rows
UNWIND range(0, size(rows) - 1) AS nth
WITH total, nth, rows[nth] AS row
MATCH (g:Target {id: row.id})
MATCH (p:Plan {id: g.plan})
MATCH (x)-[r:SETS]->(g)
OPTIONAL MATCH (q:Place {id: p.place})
RETURN total, row.metric AS metric, row.unit AS unit, {id: q.id, name: q.name} AS place,
       {id: p.id, name: p.title} AS plan, {id: x.id, name: x.name, path: x.path} AS task,
       g.op AS op, g.value AS value, g.to AS to, g.by AS by, g.text AS text, [r.id] AS facts
ORDER BY nth, r.id
