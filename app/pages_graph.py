"""The page for Cypher of one's own: an editor, examples, the schema beside it, the answer as table and network."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.errors import GraphError
from app.pages import language, now, service, show
from app.statement import LONGEST
from visual import network
from visual.pages import href
from visual.words import Words

router = APIRouter(include_in_schema=False)
EXAMPLES = (
    (
        ("牵头最多的部门", "Who leads most"),
        "MATCH (a:Agency)-[:LEADS]->(t:Task)\nRETURN a AS 部门, count(t) AS 牵头\nORDER BY 牵头 DESC, 部门.id LIMIT 20",
    ),
    (
        ("谁和谁常在一起", "Who often works with whom"),
        (
            "MATCH (a:Agency)-->(t:Task)<--(b:Agency)\nWHERE a.id < b.id\n"
            "RETURN a AS 甲, b AS 乙, count(DISTINCT t) AS 共同任务\nORDER BY 共同任务 DESC, 甲.id, 乙.id LIMIT 20"
        ),
    ),
    (
        ("一个部门周围", "Around one body"),
        "MATCH p = (a:Agency)-[:LEADS|SHARES|SUPPORTS]->(:Task)\nWHERE a.name CONTAINS '发展'\nRETURN p LIMIT 30",
    ),
    (
        ("任务里写到的外地", "Other places that tasks name"),
        (
            "MATCH (p:Plan)<-[:PART_OF*1..4]-(t:Task)-[r:AT]->(q:Place)\nWHERE q.id <> p.place\n"
            "RETURN q AS 地方, count(DISTINCT t) AS 任务, collect(DISTINCT p.title)[..3] AS 方案\n"
            "ORDER BY 任务 DESC, 地方.id LIMIT 20"
        ),
    ),
    (
        ("原文里的词", "Words of the text"),
        "CALL db.index.fulltext.queryNodes('task_text', '\"码头\"') YIELD node\nRETURN node AS 任务 LIMIT 20",
    ),
)


@router.get("/cypher")
def cypher(request: Request) -> Response:
    """The editor, and the answer where there is a text to run."""
    words = Words(language(request))
    zh = words.lang == "zh"
    text = request.query_params.get("text", "").replace("\r\n", "\n")[: LONGEST + 1]
    context: dict[str, Any] = {
        "text": text or EXAMPLES[0][1],
        "examples": [{"name": names[0 if zh else 1], "text": one} for names, one in EXAMPLES],
        "schema": service(request).schema(),
        "limits": service(request).settings,
        "result": None,
        "picture": None,
        "error": None,
        "plan_count": len(service(request).plans()),
    }
    status = 200
    if text and own(request):
        try:
            table = service(request).cypher(text)
        except GraphError as error:
            status = error.status
            context["error"] = {"message": error.zh if zh else error.en, "code": error.code, "time": now()}
        else:
            context["result"] = {
                "columns": table.columns,
                "rows": [[cell(one) for one in row] for row in table.rows],
                "cut": table.cut,
                "seconds": table.seconds,
            }
            context["picture"] = picture(table.nodes, table.edges)
    response: HTMLResponse = show(request, "cypher.html", status, here="cypher", **context)
    return response


def own(request: Request) -> bool:
    """Whether a person asked for it here: a page elsewhere may link to the editor, but not make it run."""
    return request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")


def picture(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The network in a result, where there is one."""
    if not edges:
        return None
    drawn = network.draw(
        [network.Node(one["id"], one["kind"], one["name"]) for one in nodes],
        [network.Edge(one["source"], one["target"], one["kind"], one["row"]) for one in edges],
    )
    return {"kind": "network", "data": drawn, "folded": drawn["meta"]["folded"]}


def cell(value: Any) -> list[dict[str, str]]:
    """A value as pieces of text, a node with the address of its page."""
    if isinstance(value, dict) and "label" in value:
        key = str(value.get("id") or "")
        return [{"text": str(value.get("name") or key), "href": href({"id": key}, str(value["label"]))}]
    if isinstance(value, dict) and set(value) == {"path"}:
        return [piece for step in value["path"] for piece in (*cell(step), {"text": " ", "href": ""})]
    if isinstance(value, dict) and "type" in value:
        return [{"text": f"—{value['type']}→", "href": ""}]
    if isinstance(value, list):
        return [piece for one in value for piece in (*cell(one), {"text": "　", "href": ""})][:-1]
    if isinstance(value, dict):
        pairs = ((key, cell(one)) for key, one in value.items())
        return [piece for key, found in pairs for piece in ({"text": f"{key}：", "href": ""}, *found)]
    return [{"text": "" if value is None else str(value), "href": ""}]
