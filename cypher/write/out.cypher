// Out: a plan's own nodes, with all that hangs on them.
MATCH (n:<Kind> {<key>: $plan})
DETACH DELETE n
