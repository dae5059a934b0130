// Out: what one plan states between shared nodes. It mentions both ends.
MATCH (:Plan {id: $plan})-[:MENTIONS]->(a)
MATCH (a)-[r:<Relation>]->()
WHERE r.plan = $plan
DELETE r
