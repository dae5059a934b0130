"""The answer to a question: rows as the columns declare them, and the evidence they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.questions import Question

FACTS_IN_ROW = 200
"""Ids a row carries at most; ``facts_total`` tells how many there are."""
EVIDENCE = 200
"""Sentences an answer carries at most, shared out among its rows, at least one each."""
KEYS = ("kind", "id", "name", "path", "role", "lon", "lat")
"""Order in which the parts of a node are told: each engine has one of its own."""
ROLES = {"LEADS": "lead", "SHARES": "co", "SUPPORTS": "support", "GUIDES": "guide", "LISTED": "listed"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the graph says to a question."""

    question: Question
    given: Mapping[str, object]
    """Parameters as they were asked, defaults filled in."""
    used: Mapping[str, object]
    """Parameters as the text got them: ids for names."""
    rows: list[dict[str, Any]]
    total: int
    """Rows there are, not only those of this page."""
    facts: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The answer as the API sends it and as pages and templates read it."""
        question = self.question
        return {
            "question": question.name,
            "title": question.zh,
            "title_en": question.en,
            "view": question.view,
            "params": dict(self.given),
            "resolved": dict(self.used),
            "columns": columns(question),
            "rows": self.rows,
            "facts": self.facts,
            "total": self.total,
            "page": self.page(),
        }

    def page(self) -> dict[str, int | None] | None:
        """Where in the whole this page stands, or None for a question that has no pages."""
        if not self.question.paged:
            return None
        limit, offset = (int(str(self.given[name])) for name in ("limit", "offset"))
        more = offset + len(self.rows) < self.total and bool(self.rows)
        return {"limit": limit, "offset": offset, "next": offset + limit if more else None}


def columns(question: Question) -> list[dict[str, Any]]:
    """The columns of a question as the API tells them."""
    return [{"name": c.name, "kind": c.kind, "many": c.many, "zh": c.zh, "en": c.en} for c in question.columns]


def declaration(question: Question) -> dict[str, Any]:
    """A question as lists and forms show it."""
    return {
        "name": question.name,
        "zh": question.zh,
        "en": question.en,
        "view": question.view,
        "params": [
            {
                "name": p.name,
                "kind": p.kind,
                "required": p.required,
                "default": p.default,
                "choices": list(p.choices),
                "zh": p.zh,
                "en": p.en,
            }
            for p in question.params
        ],
        "columns": columns(question),
        "example": dict(question.example),
    }


def tidy(question: Question, rows: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], int | None]:
    """Rows with the declared columns in their order, roles by the field's words; and the total the text told."""
    total = rows[0].get("total") if rows else None
    facts = next(c.name for c in question.columns if c.kind == "facts")
    bodies = [c.name for c in question.columns if c.kind == "Agency" and c.many]
    made = []
    for row in rows:
        one = {c.name: ordered(row[c.name]) for c in question.columns}
        ids = one[facts]
        if len(set(ids)) != len(ids):
            ids = list(dict.fromkeys(ids))
        one[facts] = ids[:FACTS_IN_ROW]
        one["facts_total"] = len(ids)
        for name in bodies:
            for body in one[name]:
                if "role" in body:
                    body["role"] = ROLES.get(body["role"], body["role"])
        made.append(one)
    return made, total


def ordered(value: Any) -> Any:
    """A value of the graph with the parts of every node in it in the same order on every engine."""
    if isinstance(value, list):
        return [ordered(one) for one in value] if value and isinstance(value[0], (dict, list)) else value
    if isinstance(value, dict):
        return {key: value[key] for key in KEYS if key in value} | {key: value[key] for key in sorted(value)}
    return value


def shown(question: Question, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Ids of the facts whose sentences go with an answer: the first few of every row."""
    facts = next(c.name for c in question.columns if c.kind == "facts")
    each = max(1, EVIDENCE // max(1, len(rows)))
    return [id_ for row in rows for id_ in row[facts][:each]]
