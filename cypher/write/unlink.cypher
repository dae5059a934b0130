// What a shared node no longer says about others.
UNWIND $ids AS id
MATCH (n:<From> {id: id})-[r:<Relation>]->()
DELETE r
