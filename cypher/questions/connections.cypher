// question: How are two agencies connected?
// question.zh: 两个部门之间有什么联系？
// ask.zh: (?P<a>[^,，？?]+?)(?:和|与|同|跟)(?P<b>[^,，？?]+?)(?:之间)?(?:都)?(?:有什么|有哪些|有没有|是什么|如何|怎么|怎样)(?:联系|关系|关联|连|交集)
// param a: agency — name or id | 名称或编号
// param b: agency — name or id | 名称或编号
// param limit: int = 20 — rows on a page | 每页行数
// column hops: int — Steps | 步数
// column path: Node[] — Path | 路径
// column verbs: str[] — By | 关系
// column facts: facts — Evidence | 依据
// view: network
// example: a=沅江市水利局; b=沅江市农业农村局
MATCH (a:Agency {id: $a})
MATCH (b:Agency {id: $b})
WHERE a.id <> b.id
MATCH way = allShortestPaths((a)-[:LEADS|SHARES|SUPPORTS|GUIDES|LISTED|CONVENES|SITS_ON|HOSTS|COOPERATES|BRANCH_OF*..6]-(b))
WITH way, [n IN nodes(way) | n.id] AS ids
ORDER BY length(way), reduce(key = '', id IN ids | key + ' ' + id)
WITH collect(way) AS rows
UNWIND rows[$offset..$offset + $limit] AS way
RETURN size(rows) AS total, length(way) AS hops,
       [n IN nodes(way) | {kind: head(labels(n)), id: n.id, name: n.name}] AS path,
       [r IN relationships(way) | type(r)] AS verbs,
       [r IN relationships(way) WHERE r.id IS NOT NULL | r.id] AS facts
ORDER BY hops, reduce(key = '', n IN nodes(way) | key + ' ' + n.id), verbs
