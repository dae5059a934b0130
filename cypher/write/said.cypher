// Plans that said what the node showed so far keep saying it.
MATCH (n:<Kind> {id: $id})<-[m:MENTIONS]-(:Plan)
WHERE m.said IS NULL
SET m.said = $said
