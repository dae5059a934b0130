// Made before anything is served. Ids are unique; a plan's own nodes are found by their plan.
// The last statement is Neo4j's; the embedded engine gets the same index from app/graph/link.py.
CREATE CONSTRAINT plan_id IF NOT EXISTS FOR (n:Plan) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT section_id IF NOT EXISTS FOR (n:Section) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT task_id IF NOT EXISTS FOR (n:Task) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT target_id IF NOT EXISTS FOR (n:Target) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT workgroup_id IF NOT EXISTS FOR (n:WorkGroup) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT agency_id IF NOT EXISTS FOR (n:Agency) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT place_id IF NOT EXISTS FOR (n:Place) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT project_id IF NOT EXISTS FOR (n:Project) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT enterprise_id IF NOT EXISTS FOR (n:Enterprise) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT strategy_id IF NOT EXISTS FOR (n:Strategy) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT policy_id IF NOT EXISTS FOR (n:Policy) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT subject_id IF NOT EXISTS FOR (n:Subject) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT deadline_id IF NOT EXISTS FOR (n:Deadline) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT metric_id IF NOT EXISTS FOR (n:Metric) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT tie_id IF NOT EXISTS FOR (n:Tie) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT tally_id IF NOT EXISTS FOR (n:Tally) REQUIRE n.id IS UNIQUE;

CREATE INDEX section_plan IF NOT EXISTS FOR (n:Section) ON (n.plan);
CREATE INDEX task_plan IF NOT EXISTS FOR (n:Task) ON (n.plan);
CREATE INDEX target_plan IF NOT EXISTS FOR (n:Target) ON (n.plan);
CREATE INDEX workgroup_plan IF NOT EXISTS FOR (n:WorkGroup) ON (n.plan);

CREATE INDEX plan_place IF NOT EXISTS FOR (n:Plan) ON (n.place);
CREATE INDEX agency_name IF NOT EXISTS FOR (n:Agency) ON (n.name);
CREATE INDEX agency_place IF NOT EXISTS FOR (n:Agency) ON (n.place);
CREATE INDEX agency_leads IF NOT EXISTS FOR (n:Agency) ON (n.leads);
CREATE INDEX agency_heads IF NOT EXISTS FOR (n:Agency) ON (n.heads);
CREATE INDEX agency_duties IF NOT EXISTS FOR (n:Agency) ON (n.duties);
CREATE INDEX tie_times IF NOT EXISTS FOR (n:Tie) ON (n.times);
CREATE INDEX tie_doubts IF NOT EXISTS FOR (n:Tie) ON (n.doubts);
CREATE INDEX tie_strategy IF NOT EXISTS FOR (n:Tie) ON (n.strategy);
CREATE INDEX tally_of IF NOT EXISTS FOR (n:Tally) ON (n.of);
CREATE INDEX tally_at IF NOT EXISTS FOR (n:Tally) ON (n.at);
CREATE INDEX place_name IF NOT EXISTS FOR (n:Place) ON (n.name);
CREATE INDEX project_tasks IF NOT EXISTS FOR (n:Project) ON (n.tasks);
CREATE INDEX strategy_name IF NOT EXISTS FOR (n:Strategy) ON (n.name);
CREATE INDEX enterprise_name IF NOT EXISTS FOR (n:Enterprise) ON (n.name);
CREATE INDEX project_name IF NOT EXISTS FOR (n:Project) ON (n.name);

CREATE FULLTEXT INDEX task_text IF NOT EXISTS FOR (n:Task) ON EACH [n.name, n.text]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
