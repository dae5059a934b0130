// A shared node shows what the winning statement says.
MATCH (n:<Kind> {id: $id})
SET n += $props
