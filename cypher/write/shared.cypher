// Nodes that plans share. What another plan said about one stays; the counts grow by this plan's share.
UNWIND $<rows> AS row
MERGE (n:<Kind> {id: row.id})
ON CREATE SET n += row.props
SET n.plans = coalesce(n.plans, 0) + 1, <add>
RETURN n.id AS id, n.name AS name, n.mark AS mark, n.plans AS plans, <ranks> AS ranks
