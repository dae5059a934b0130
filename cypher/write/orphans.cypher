// Out: shared nodes that no plan mentions any more.
UNWIND $ids AS id
MATCH (n:<Kind> {id: id})
WHERE NOT (n)<-[:MENTIONS]-()
DETACH DELETE n
