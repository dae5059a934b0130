// Plans that say what the node shows now need not repeat it.
MATCH (n:<Kind> {id: $id})<-[m:MENTIONS]-(:Plan)
WHERE m.said = $said
REMOVE m.said
