// Tasks an agency leads, and tasks where it is first listed while nobody is named lead (and it leads none of these).
UNWIND $rows AS row
MATCH (a:Agency {id: row.id})
SET a.leads = coalesce(a.leads, 0) + row.leads, a.first = coalesce(a.first, 0) + row.first
