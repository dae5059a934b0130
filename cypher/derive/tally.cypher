// How many nodes have which count, so that an answer over everything begins at the top and knows its length.
UNWIND $rows AS row
MERGE (y:Tally {id: row.id})
ON CREATE SET y.name = row.id, y.of = row.of, y.value = row.value, y.at = row.at, y.n = 0
SET y.n = y.n + row.n
WITH y
WHERE y.n = 0
DELETE y
