// A plan takes its share of the counts with it.
UNWIND $rows AS row
MATCH (n:<Kind> {id: row.id})
SET n.plans = n.plans - 1, n.tasks = n.tasks - row.tasks
