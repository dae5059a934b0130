// question: Who cooperates with whom on what?
// question.zh: 谁和谁合作什么？
// ask.zh: (?:谁|哪里|哪些|哪个|什么).*合作 | 合作.*(?:哪些|什么|谁|对象|伙伴|关系|情况) | (?:和|与|跟).*合作
// ask.zh theme: 在([^在]+?)(?:方面|领域).*合作
// param place: area? — a place, or a region with its members | 地方，或区域（连同成员）
// param partner: area? — and this one at the other end | 另一方
// param theme: str? — words of the theme | 合作内容中的词
// param strategy: strategy? — under this strategy | 属于这一战略
// param limit: int = 50 — rows on a page | 每页行数
// column a: Node — One side | 一方
// column b: Node — Other side | 另一方
// column strategy: str — Strategy | 战略
// column themes: str[] — On | 合作内容
// column kind: str — Kind | 类型
// column times: int — Mentions | 处
// column doubtful: bool — To be checked | 待核
// column facts: facts — Evidence | 依据
// view: map
// example: place=长株潭
UNWIND coalesce($place, $partner, ['']) AS key
OPTIONAL MATCH (:Place {id: key})<-[:WITHIN|MEMBER_OF*0..4]-(q:Place)
WITH collect(DISTINCT q.id) AS here
UNWIND CASE WHEN $place IS NULL THEN [''] ELSE coalesce($partner, ['']) END AS key
OPTIONAL MATCH (:Place {id: key})<-[:WITHIN|MEMBER_OF*0..4]-(q:Place)
WITH here, collect(DISTINCT q.id) AS there, $place IS NULL AND $partner IS NULL AS everywhere
CALL (here, there, everywhere) {
  UNWIND CASE WHEN everywhere AND $theme IS NULL AND $strategy IS NULL THEN ['times', 'doubts'] ELSE [] END AS of
  MATCH (y:Tally {of: of})
  WITH y ORDER BY y.of DESC, y.value DESC
  WITH collect({of: y.of, value: y.value, n: y.n}) AS steps
  WITH steps[..$offset + $limit] AS steps, reduce(n = 0, y IN steps | n + y.n) AS total
  WITH total, steps, reduce(sums = [0], y IN steps | sums + [last(sums) + y.n]) AS sums
  UNWIND range(0, size(steps) - 1) AS i
  WITH steps[i].of AS of, steps[i].value AS value, steps[i].n AS n, sums[i] AS before, total
  WHERE before < $offset + $limit AND before + n > $offset
  CALL (of, value) {
    MATCH (e:Tie {times: value}) WHERE of = 'times' RETURN e
    UNION ALL
    MATCH (e:Tie {doubts: value}) WHERE of = 'doubts' RETURN e
  }
  RETURN total, before, e.a AS a, e.b AS b, e.strategy AS strategy, e.kind AS kind, of = 'doubts' AS doubtful, value AS times
  UNION ALL
  MATCH (e:Tie {strategy: $strategy})
  WHERE everywhere AND $theme IS NULL
  UNWIND [{doubtful: false, times: e.times}, {doubtful: true, times: e.doubts}] AS one
  WITH e, one WHERE one.times > 0
  RETURN 0 AS total, 0 AS before, e.a AS a, e.b AS b, e.strategy AS strategy, e.kind AS kind, one.doubtful AS doubtful, one.times AS times
  UNION ALL
  CALL (here, everywhere) {
    UNWIND here AS key
    MATCH (:Place {id: key})-[r:COOPERATES]-()
    RETURN r
    UNION
    UNWIND here AS key
    MATCH (:Place {id: key})<-[:OF]-(:Agency)-[r:COOPERATES]-()
    RETURN r
    UNION
    WITH 1 AS one WHERE everywhere AND $theme IS NOT NULL
    MATCH (:Place|Agency|Enterprise)-[r:COOPERATES]->()
    RETURN r
  }
  WITH startNode(r) AS a, endNode(r) AS b, r, here, there
  WHERE ($strategy IS NULL OR r.strategy = $strategy)
    AND ($theme IS NULL OR r.theme CONTAINS $theme OR r.quote CONTAINS $theme)
    AND ($place IS NULL OR $partner IS NULL
         OR (coalesce(a.place, a.id) IN here AND coalesce(b.place, b.id) IN there)
         OR (coalesce(b.place, b.id) IN here AND coalesce(a.place, a.id) IN there))
  RETURN 0 AS total, 0 AS before, a.id AS a, b.id AS b, coalesce(r.strategy, '') AS strategy, coalesce(r.kind, '') AS kind,
         coalesce(r.doubtful, false) AS doubtful, count(r) AS times
}
WITH total, before, a, b, strategy, kind, doubtful, times
ORDER BY doubtful, times DESC, a, b, strategy, kind
WITH total, min(before) AS before,
     collect({a: a, b: b, strategy: strategy, kind: kind, doubtful: doubtful, times: times}) AS rows
WITH CASE WHEN total = 0 THEN size(rows) ELSE total END AS total, rows[$offset - before..$offset - before + $limit] AS rows
UNWIND range(0, size(rows) - 1) AS nth
WITH total, nth, rows[nth] AS row
CALL (row) {
  MATCH (a:Place {id: row.a}) RETURN a
  UNION ALL
  MATCH (a:Agency {id: row.a}) RETURN a
  UNION ALL
  MATCH (a:Enterprise {id: row.a}) RETURN a
}
MATCH (a)-[r:COOPERATES]->(b)
WHERE b.id = row.b AND coalesce(r.strategy, '') = row.strategy AND coalesce(r.kind, '') = row.kind
  AND coalesce(r.doubtful, false) = row.doubtful
  AND ($theme IS NULL OR r.theme CONTAINS $theme OR r.quote CONTAINS $theme)
WITH total, nth, row, a, b, r ORDER BY r.plan, r.start, r.id
WITH total, nth, row, a, b, collect(DISTINCT r.theme) AS themes, collect(r.id) AS facts
RETURN total,
       {kind: head(labels(a)), id: a.id, name: a.name, lon: a.lon, lat: a.lat} AS a,
       {kind: head(labels(b)), id: b.id, name: b.name, lon: b.lon, lat: b.lat} AS b,
       row.strategy AS strategy, themes, row.kind AS kind, row.times AS times,
       row.doubtful AS doubtful, facts
ORDER BY nth
