// What the plans say about shared nodes: names, and what differs from the node (said).
UNWIND $ids AS id
MATCH (n:<Kind> {id: id})<-[m:MENTIONS]-(:Plan)
RETURN DISTINCT n.id AS id, n.name AS shown, m.name AS name, m.said AS said
