// A plan takes its share of the counts with it.
MATCH (p:Plan {id: $plan})-[m:MENTIONS]->(n:<Kind>)
SET n.plans = n.plans - 1, <take>
RETURN n.id AS id, <shares> AS shares, <ranks> AS ranks
