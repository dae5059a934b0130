// Nodes that belong to one plan; its old ones are out, so these are new.
UNWIND $<rows> AS row
CREATE (n:<Kind>)
SET n = row
RETURN count(*) AS <made>
