"""What a person's own Cypher may say: texts that pass, and texts that are refused before they are sent."""

from __future__ import annotations

import pytest

from app.errors import BadQuery, GraphError, WriteRefused
from app.statement import LONGEST, check

GOOD = [
    "MATCH (a:Agency) RETURN a LIMIT 5",
    "match (n) return n;",
    "MATCH (n) RETURN n ; ",
    "// 说明\nMATCH (n) RETURN n // end",
    "/* CREATE */ MATCH (n) RETURN n",
    "MATCH (n) WHERE n.name = 'CREATE (n); DELETE' RETURN n",
    'MATCH (n) WHERE n.name = "it\'s; SET" RETURN n',
    r"MATCH (n) WHERE n.name = 'a\'b' RETURN n",
    "MATCH (n) RETURN n.set, n.load, n.`delete`",
    "MATCH (n:Load) RETURN n",
    "RETURN {set: 1, create: 2} AS m",
    "RETURN $delete AS x",
    "OPTIONAL MATCH (n) RETURN n",
    "UNWIND [1,2] AS x RETURN x",
    "WITH 1 AS x RETURN x",
    "CALL db.labels()",
    "CALL db.labels() YIELD label RETURN label",
    "CALL DB.Labels()",
    "CALL db.index.fulltext.queryNodes('task_text', '码头') YIELD node RETURN node",
    "CALL { MATCH (n) RETURN n } RETURN n",
    "CALL (n) { RETURN 1 AS x } RETURN x",
    "MATCH (n) CALL (n) { RETURN 1 AS x } RETURN x",
    "RETURN date.truncate('year', date()) AS d, duration.between(date(), date()) AS e",
    "MATCH p = (a)-[*1..3]->(b) RETURN p LIMIT 1",
    "RETURN [x IN range(1, 3) WHERE x > 1 | x * 2] AS xs, 1.5e3 AS f, 0x1F AS h",
    "RETURN reduce(s = 0, x IN [1, 2] | s + x) AS s",
    "MATCH (`任务`:Task) RETURN `任务`.name",
    "MATCH (部门:Agency) RETURN 部门.name AS 名称",
]
BAD = [
    ("", BadQuery),
    (";", BadQuery),
    ("// only a comment", BadQuery),
    ("MATCH (n) RETURN 'open", BadQuery),
    ("MATCH (n) RETURN `open", BadQuery),
    ("MATCH (n) /* open", BadQuery),
    ("x" * (LONGEST + 1), BadQuery),
    ("RETURN 1\0", BadQuery),
    (r"C\u0052EATE (n)", BadQuery),
    (r"MATCH (n) \u0053ET n.a = 1", BadQuery),
    (r"RETURN '\u0027 SET'", WriteRefused),
    ("MATCH (n) RETURN n; MATCH (m) RETURN m", WriteRefused),
    ("RETURN 1;;RETURN 2", WriteRefused),
    ("MATCH (n) call db.createLabel('x') RETURN n", WriteRefused),
    ("CALL `db`.`createLabel`('x')", WriteRefused),
    ("CALL `db.createLabel`('x')", WriteRefused),
    ("CALL/**/dbms.listConfig()", WriteRefused),
    ("RETURN apoc.util.sleep(1)", WriteRefused),
    ("RETURN `apoc`.`util`.sleep(1)", WriteRefused),
    ("MATCH (n) WHERE apoc.load.json('x') RETURN n", WriteRefused),
]


@pytest.mark.parametrize("text", GOOD)
def test_reading_passes(text: str) -> None:
    assert check(text).strip() == text.strip().rstrip("; ")


@pytest.mark.parametrize(("text", "error"), BAD)
def test_refused(text: str, error: type[GraphError]) -> None:
    with pytest.raises(error):
        check(text)
