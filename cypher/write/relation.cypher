// Relations of one plan; an end that is not there shows in the count.
UNWIND $<rows> AS row
MATCH (a:<From> {id: row.source})
MATCH (b:<To> {id: row.target})
CREATE (a)-[r:<Relation>]->(b)
SET r = row.props
RETURN count(*) AS <made>
