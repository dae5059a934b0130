"""The graph over HTTP for those who write Cypher of their own or go on with other tools."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from app.api import PROBLEMS, Json, service
from app.statement import LONGEST

router = APIRouter(prefix="/api", responses=PROBLEMS)
TYPES = {"graphml": "application/xml", "gexf": "application/xml", "json": "application/json"}
Name = Annotated[str | None, Query(min_length=1, max_length=300)]


class Asked(BaseModel):
    """Cypher of one's own, which may only read."""

    text: str = Field(min_length=1, max_length=LONGEST)
    params: dict[str, Any] = Field(default_factory=dict, max_length=100)
    rows: int = Field(0, ge=0, le=100_000, description="rows at most; 0 for what the server allows")
    seconds: float = Field(0.0, ge=0, le=600, description="seconds at most; 0 for what the server allows")


class Told(BaseModel):
    """What it found."""

    columns: list[str]
    rows: list[list[Any]]
    cut: bool
    limit: int
    seconds: float
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]


@router.post("/cypher", responses={200: {"model": Told}})
async def cypher(request: Request, asked: Asked) -> Json:
    """Run read-only Cypher: at most 1,000 rows and 5 seconds, two at a time."""
    served = service(request)
    table = await to_thread.run_sync(
        lambda: served.cypher(asked.text, asked.params, rows=asked.rows, seconds=asked.seconds)
    )
    return Json(table.as_dict())


@router.get("/schema")
def schema(request: Request) -> Json:
    """Kinds of node and relation, with their properties and ends."""
    return Json(service(request).schema())


@router.get("/graph", responses={200: {}})
def graph(
    request: Request,
    format: Literal["graphml", "gexf", "json"] = "json",
    place: Name = None,
    plan: Name = None,
) -> Response:
    """The graph of a plan, of the plans of a place, or of everything, for other tools."""
    from app.export import written

    data = written(service(request).network(place=place, plan=plan), format)
    return Response(data, media_type=TYPES[format])
