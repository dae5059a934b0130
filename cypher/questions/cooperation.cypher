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
WITH here, collect(DISTINCT q.id) AS there
CALL (here) {
  UNWIND here AS key
  MATCH (:Place {id: key})-[r:COOPERATES]-()
  RETURN r
  UNION
  UNWIND here AS key
  MATCH (:Place {id: key})<-[:OF]-(:Agency)-[r:COOPERATES]-()
  RETURN r
  UNION
  WITH 1 AS everywhere WHERE $place IS NULL AND $partner IS NULL
  MATCH (:Place|Agency|Enterprise)-[r:COOPERATES]->()
  RETURN r
}
WITH startNode(r) AS a, endNode(r) AS b, r, here, there
WHERE ($strategy IS NULL OR r.strategy = $strategy)
  AND ($theme IS NULL OR r.theme CONTAINS $theme OR r.quote CONTAINS $theme)
  AND ($place IS NULL OR $partner IS NULL
       OR (coalesce(a.place, a.id) IN here AND coalesce(b.place, b.id) IN there)
       OR (coalesce(b.place, b.id) IN here AND coalesce(a.place, a.id) IN there))
WITH a, b, coalesce(r.strategy, '') AS strategy, coalesce(r.kind, '') AS kind, coalesce(r.doubtful, false) AS doubtful, r
ORDER BY r.plan, r.start, r.id
WITH a, b, strategy, kind, doubtful, collect(DISTINCT r.theme) AS themes, collect(r.id) AS facts
ORDER BY doubtful, size(facts) DESC, a.id, b.id, strategy, kind
WITH collect({a: a, b: b, strategy: strategy, kind: kind, doubtful: doubtful, themes: themes, facts: facts}) AS rows
UNWIND rows[$offset..$offset + $limit] AS row
RETURN size(rows) AS total,
       {kind: head(labels(row.a)), id: row.a.id, name: row.a.name, lon: row.a.lon, lat: row.a.lat} AS a,
       {kind: head(labels(row.b)), id: row.b.id, name: row.b.name, lon: row.b.lon, lat: row.b.lat} AS b,
       row.strategy AS strategy, row.themes AS themes, row.kind AS kind, size(row.facts) AS times,
       row.doubtful AS doubtful, row.facts AS facts
