// Tasks of other plans of the same place: what each may share with others, and who holds it.
MATCH (p:Plan {place: $place})
WHERE p.id <> $plan
MATCH (t:Task {plan: p.id})
WHERE any(key IN t.keys WHERE key IN $keys)
RETURN t.keys AS keys, t.heads AS heads
