// What a plan mentions, with its share of the counts.
MATCH (p:Plan {id: $plan})-[m:MENTIONS]->(n:<Kind>)
RETURN n.id AS id, m.tasks AS tasks, m.leads AS leads, m.first AS first
