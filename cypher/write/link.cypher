// Relations between shared nodes that need no sentence: any plan may have brought them.
UNWIND $<rows> AS row
MATCH (a:<From> {id: row.source})
MATCH (b:<To> {id: row.target})
MERGE (a)-[:<Relation>]->(b)
RETURN count(*) AS <made>
