"""Decisions about names over HTTP: made, listed, taken back; each answers with the plans that read otherwise now."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field

from app.api import PROBLEMS, Json, service

router = APIRouter(prefix="/api/decisions", responses=PROBLEMS)


class Asked(BaseModel):
    """A decision as it is asked for."""

    what: Literal["alias", "not_a_name", "same"]
    name: str = Field(min_length=1, max_length=200, description="写法 as plans write it, or an id")
    means: str = Field("", max_length=200, description="指的部门或地方 the other name, or an id")
    place: str | None = Field(None, max_length=100, description="只用于这个地方 only in plans of this place")
    plan: str | None = Field(None, max_length=300, description="只用于这个方案 only in this plan")
    note: str = Field("", max_length=1000)


@router.get("")
def decisions(request: Request) -> Json:
    """All decisions, in the order they were made."""
    return Json([one.as_dict() for one in service(request).decisions().decisions])


@router.post("")
def decide(request: Request, asked: Asked) -> Json:
    """Decide about a name; plans that it touches are read again before the answer comes."""
    given = asked.model_dump(exclude={"what", "name", "means"})
    given |= {"place": asked.place or None, "plan": asked.plan or None}
    return Json(service(request).decide(asked.what, asked.name, asked.means, **given).as_dict())


@router.delete("/{id}")
def undo(request: Request, id: Annotated[int, Path(ge=1, le=2**31)]) -> Json:
    """Take a decision back."""
    return Json(service(request).undecide(id).as_dict())
