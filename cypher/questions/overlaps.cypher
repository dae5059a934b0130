// question: Where do responsibilities overlap?
// question.zh: 哪些任务的责任重叠？
// ask.zh: (?:责任|职责|任务|分工|职能).*(?:重叠|重复|交叉) | (?:重叠|交叉|重复).*(?:哪里|哪些|什么|任务|责任|职责)
// param place: place? — plans of this place | 这个地方的方案
// param plan: plan? — tasks of this plan | 这个方案的任务
// param limit: int = 20 — rows on a page | 每页行数
// column shared: Node[] — Shared | 共同事项
// column a: Task — Task | 任务
// column a_plan: Plan — Plan | 方案
// column a_bodies: Agency[] — Held by | 责任方
// column b: Task — Other task | 另一任务
// column b_plan: Plan — Its plan | 另一方案
// column b_bodies: Agency[] — Held by | 另一责任方
// column led: bool — Both name a lead | 双方都写明牵头
// column facts: facts — Evidence | 依据
// view: pairs
// example: place=沅江市
CALL () {
  MATCH (y:Tally {of: 'overlaps'})
  WHERE $plan IS NULL AND $place IS NULL
  WITH y.value AS rank, y.n AS n ORDER BY rank
  WITH collect({rank: rank, n: n}) AS steps
  WITH steps, reduce(sums = [0], y IN steps | sums + [last(sums) + y.n]) AS sums
  UNWIND range(0, size(steps) - 1) AS i
  WITH last(sums) AS total, steps[i].rank AS rank, steps[i].n AS n, sums[i] AS above
  WHERE above < $offset + $limit AND above + n > $offset
  MATCH (y:Tally {of: 'overlaps' + toString(rank)})
  WITH total, rank, above, y.at AS at, y.n AS n ORDER BY rank, at
  WITH total, rank, above, collect({at: at, n: n}) AS steps
  RETURN total, rank, above, steps[..$offset + $limit - above] AS steps
  UNION ALL
  MATCH (y:Tally {at: $place})
  WHERE $plan IS NULL
  WITH y.value AS rank, y.n AS n ORDER BY rank
  WITH collect({rank: rank, n: n}) AS steps
  WITH steps, reduce(sums = [0], y IN steps | sums + [last(sums) + y.n]) AS sums
  UNWIND range(0, size(steps) - 1) AS i
  RETURN last(sums) AS total, steps[i].rank AS rank, sums[i] AS above, [{at: $place, n: steps[i].n}] AS steps
  UNION ALL
  MATCH (p:Plan {id: $plan})
  WHERE $place IS NULL OR p.place = $place
  UNWIND [0, 1, 2] AS rank
  RETURN 0 AS total, rank, 0 AS above, [{at: coalesce(p.place, p.id), n: $offset + 1}] AS steps
}
WITH total, rank, steps, reduce(sums = [above], y IN steps | sums + [last(sums) + y.n]) AS sums
UNWIND range(0, size(steps) - 1) AS i
WITH total, rank, steps[i].at AS at, steps[i].n AS n, sums[i] AS before
WHERE before < $offset + $limit AND before + n > $offset
CALL (at) {
  MATCH (p:Plan {place: at}) RETURN p.id AS plan
  UNION
  MATCH (p:Plan {id: at}) RETURN p.id AS plan
}
MATCH (t:Task {plan: plan})
WHERE size(t.heads) > 0
UNWIND [key IN t.keys WHERE left(key, 1) = toString(rank)] AS key
WITH total, before, rank, at, key, {id: t.id, plan: t.plan, led: t.led, heads: t.heads, keys: t.keys} AS side ORDER BY side.id
WITH total, before, rank, at, key, collect(side) AS sides
WHERE size(sides) > 1
UNWIND range(0, size(sides) - 2) AS i
UNWIND range(i + 1, size(sides) - 1) AS j
WITH total, before, rank, at, key, sides[i] AS one, sides[j] AS other
WHERE one.heads <> other.heads AND ($plan IS NULL OR one.plan = $plan OR other.plan = $plan)
WITH total, before, rank, at, key, one, other, [x IN one.keys WHERE x IN other.keys] AS keys
WHERE head(keys) = key
WITH total, before, rank, at, one.id AS a, other.id AS b, one.led AND other.led AS led, [x IN keys | substring(x, 1)] AS keys
ORDER BY rank, at, size(keys) DESC, led DESC, a, b
WITH total, min(before) AS before, collect({a: a, b: b, led: led, keys: keys}) AS rows
WITH CASE WHEN $plan IS NULL THEN total ELSE size(rows) END AS total, rows[$offset - before..$offset - before + $limit] AS rows
UNWIND range(0, size(rows) - 1) AS nth
WITH total, nth, rows[nth] AS row
MATCH (a:Task {id: row.a})-[r:NAMES|SETS|ABOUT]->(x)
WHERE coalesce(x.metric, x.base, x.id) IN row.keys AND NOT r.doubtful
WITH total, nth, row, a, r, {kind: head(labels(x)), id: coalesce('metric:' + x.metric, x.id), name: coalesce(x.metric, x.base, x.name)} AS thing,
     CASE type(r) WHEN 'NAMES' THEN 0 WHEN 'SETS' THEN 1 ELSE 2 END AS rank
ORDER BY rank, thing.id, r.start, r.id
WITH total, nth, row, a, collect(DISTINCT thing) AS shared, collect(r.id) AS lefts
MATCH (b:Task {id: row.b})-[r:NAMES|SETS|ABOUT]->(x)
WHERE coalesce(x.metric, x.base, x.id) IN row.keys AND NOT r.doubtful
WITH total, nth, row, a, b, shared, lefts, r ORDER BY r.start, r.id
WITH total, nth, row, a, b, shared, lefts, collect(r.id) AS rights
OPTIONAL MATCH (x:Agency)-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]->(a)
WITH total, nth, row, a, b, shared, lefts, rights, x, r ORDER BY r.clause, r.position, x.id
WITH total, nth, row, a, b, shared, lefts, rights,
     collect({id: x.id, name: x.name, role: type(r), fact: r.id}) AS a_all
OPTIONAL MATCH (x:Agency)-[r:LEADS|SHARES|SUPPORTS|GUIDES|LISTED]->(b)
WITH total, nth, row, a, b, shared, lefts, rights, a_all, x, r ORDER BY r.clause, r.position, x.id
WITH total, nth, row, a, b, shared, lefts, rights, a_all,
     collect({id: x.id, name: x.name, role: type(r), fact: r.id}) AS b_all
MATCH (pa:Plan {id: a.plan})
MATCH (pb:Plan {id: b.plan})
RETURN total, shared,
       {id: a.id, name: a.name, path: a.path} AS a, {id: pa.id, name: pa.title} AS a_plan,
       [d IN a_all | {id: d.id, name: d.name, role: d.role}] AS a_bodies,
       {id: b.id, name: b.name, path: b.path} AS b, {id: pb.id, name: pb.title} AS b_plan,
       [d IN b_all | {id: d.id, name: d.name, role: d.role}] AS b_bodies,
       row.led AS led, lefts + rights + [d IN a_all | d.fact] + [d IN b_all | d.fact] AS facts
ORDER BY nth
