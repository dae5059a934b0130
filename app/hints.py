"""Where a reader may go next: what a typed sentence means, which filter to drop, what else to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from app.leaves import Context, address
from app.questions import Question
from app.refusals import AmbiguousPlace, NotUnderstood, QuestionError
from app.service import Service
from visual.forms import UNSEEN

AGENCY = re.compile(
    r"(局|委|委员会|办|办公室|厅|政府|中心|公司|法院|检察院|管委会|镇|乡|街道办事处|工会|联社|银行|大队)$"
)


def drops(service: Service, question: Question, given: Mapping[str, str]) -> list[Context]:
    """Which single filter empties the answer, and how many rows come back without it."""
    out = []
    for param in question.params:
        value = given.get(param.name)
        if param.name in UNSEEN or not value or param.required:
            continue
        rest = {key: one for key, one in given.items() if key != param.name}
        total = service.ask(question.name, rest, evidence=False).total
        if total:
            out.append({"value": value, "n": total, "href": address(question.name, rest)})
    return out


def inferred_instead(service: Service, question: Question, given: Mapping[str, str]) -> str:
    """The same question with inferred leads, where it has those and they would show something."""
    if given.get("inferred") or not any(param.name == "inferred" for param in question.params):
        return ""
    total = service.ask(question.name, {**given, "inferred": True}, evidence=False).total
    return address(question.name, given, inferred="true") if total else ""


def meant(served: Service, words: str) -> str:
    """A question if it is one, else a place or body of that name, else the words of the text."""
    try:
        answer = served.ask(words, evidence=False)
        given = {key: value for key, value in answer.given.items() if value not in (None, False)}
        defaults = {param.name: param.default for param in answer.question.params}
        asked = {key: value for key, value in given.items() if value != defaults.get(key)}
        return address(answer.question.name, asked)
    except NotUnderstood:
        pass
    except QuestionError as error:
        if isinstance(error, AmbiguousPlace):
            return address("search", {"q": words})
    known = served.resolver.gazetteer.one(words)
    if known is not None:
        return f"/places/{quote(known.id)}"
    if AGENCY.search(words):
        try:
            return f"/agencies/{quote(served.resolver.agency(words))}"
        except QuestionError:
            pass
    return address("search", {"q": words})
