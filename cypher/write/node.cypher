// One shared node as it stands, with its links to others.
MATCH (n:<Kind> {id: $id})
OPTIONAL MATCH (n)-[r:<Links>]->(other)
RETURN properties(n) AS props, collect([type(r), other.id]) AS links
