"""What each page shows: the service's answers, laid out for a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from app import sights
from app.answers import Answer
from app.kept import kept
from app.questions import CAP, Question
from app.service import Meta, Service
from visual import findings, panels, ties
from visual.forms import UNSEEN
from visual.pages import href
from visual.text import wide
from visual.versus import versus
from visual.words import Words

Context = dict[str, Any]
TOP = 5
LIMITS = {"map": 300, "pairs": 12}
"""Rows of a page where the view bears more or fewer than the question says."""
SMALL = 14
"""Pairs on the small map of the first page."""
SHOWN = 10
"""Plans on the first page."""


def address(name: str, given: Mapping[str, object], **changes: object) -> str:
    """The page of a question with its parameters; None drops one."""
    merged = {key: value for key, value in {**given, **changes}.items() if value not in (None, "")}
    return f"/questions/{name}" + (f"?{urlencode(merged)}" if merged else "")


def plan_card(service: Service, meta: Meta) -> Context:
    """A plan in a list."""
    place = service.resolver.gazetteer.get(meta.place) if meta.place else None
    where = place.name if place else meta.issuer or ""
    return {**meta.as_dict(), "href": href({"id": meta.plan}, "Plan"), "where": where, "date": meta.date}


def latest(metas: Sequence[Meta]) -> list[Meta]:
    """Plans by date, the newest first; those without a date come last."""
    return sorted(metas, key=lambda meta: (meta.date or "", meta.plan), reverse=True)


def home(service: Service, words: Words, metas: Sequence[Meta]) -> Context:
    """Counts and the three questions with their answers."""
    if not metas:
        return {"plans": []}
    status = service.status()
    every = service.ask("agencies", {"limit": 200}, evidence=False)
    counted = {**status, "agencies": every.total, "unread": status["unread"] + status["doubts"]}
    names = ("plans", "tasks", "duties", "agencies", "targets", "cooperation", "unread")
    return {
        "plans": [plan_card(service, meta) for meta in latest(metas)[:SHOWN]],
        "counts": [(name, f"{counted[name]:,}") for name in names],
        "leads": _home_leads(service, words, every),
        "inferred": _home_inferred(service),
        "ties": _home_ties(service, words),
        "overlaps": _home_overlaps(service, words),
    }


def _home_leads(service: Service, words: Words, every: Answer) -> Context:
    answer = service.ask("who_leads", {"limit": TOP}, evidence=False)
    rows = panels.bar_rows(panels.with_all_roles(answer.rows, every.rows, 0), agency_href)
    return {
        "title": title(service, answer, words),
        "rows": rows,
        "scale": panels.scale(rows, 110),
        "roles": panels.used_roles(rows),
    }


def _home_inferred(service: Service) -> Context:
    answer = service.ask("who_leads", {"inferred": True, "limit": 100}, evidence=False)
    found = sorted((row for row in answer.rows if row["inferred"]), key=lambda row: -row["inferred"])
    rows = panels.bar_rows([{**row, "tasks": 0} for row in found[:TOP]], agency_href)
    return {"rows": rows, "scale": panels.scale(rows, 90)}


def _home_ties(service: Service, words: Words) -> Context:
    answer = service.ask("cooperation", {"limit": 200}, evidence=False)
    map_ = sights.cooperation(service, answer, words, folded=True, widths=(420, 330), most=SMALL)
    data = map_["picture"]["data"] if map_["picture"] else None
    return {"title": title(service, answer, words), "chart": data, "pairs": map_["pairs"][: 4 if data else 10]}


def _home_overlaps(service: Service, words: Words) -> Context:
    answer = service.ask("overlaps", {"limit": CAP}, evidence=False)
    sides = []
    if answer.rows:
        pair = versus(answer.rows[0], service.evidences.of(answer.rows[0]["facts"]))
        for side in pair["sides"]:
            for quote in side["quotes"][:1]:
                bodies = [body for body in side["bodies"] if body["role"] == "lead"] or side["bodies"][:2]
                sides.append({**quote, "bodies": bodies, "path": side["task"]["path"] or ""})
    return {"title": title(service, answer, words), "sides": sides, "more": answer.total - 1}


def agency_href(node: Mapping[str, Any]) -> str:
    return href(node, "Agency")


def title(service: Service, answer: Answer, words: Words) -> Markup:
    """The finding of a whole answer, not only of the page that is shown; or its question."""
    question = answer.question
    given = dict(answer.given)
    if question.name == "agency_tasks" and answer.facts:
        given["agency_name"] = wide(next((one["source"]["name"] for one in answer.facts.values()), ""))
    place: Any = answer.used.get("place")
    known = service.resolver.gazetteer.get(place[0] if isinstance(place, list) and place else place)
    if known is not None:
        given["place_name"] = known.name
    default = question.zh if words.lang == "zh" else question.en

    def told(rows: Sequence[Mapping[str, Any]]) -> Markup:
        return findings.finding(question.name, rows, answer.total, given, words, default)

    if not question.paged or len(answer.rows) == answer.total:
        return told(answer.rows)
    whole = {key: value for key, value in answer.given.items() if value is not None and key not in UNSEEN}
    key = ("title", words.lang, question.name, tuple(sorted(whole.items())))
    return kept(service, key, lambda: told(service.ask(question.name, {**whole, "limit": CAP}, evidence=False).rows))


def chosen_row(answer: Answer, page: Mapping[str, str]) -> int:
    """The row whose sentences are open: the one that was asked for, or the first."""
    asked = page.get("row", "")
    return int(asked) if asked.isdecimal() and int(asked) < len(answer.rows) else 0


def panel_list(answer: Answer, service: Service, base: str, selected: int) -> list[Context]:
    """The sentences of every row; the chosen row has them all."""
    out = []
    for index, row in enumerate(answer.rows):
        facts: Mapping[str, Any] = answer.facts
        if index == selected and any(key not in facts for key in row["facts"]):
            facts = service.evidences.of(row["facts"])
        join = "&" if "?" in base else "?"
        node = next((row[name] for name in ("agency", "task") if isinstance(row.get(name), dict)), None)
        link = href(node, "Agency" if "agency" in row else "Task") if node else ""
        out.append(panels.panel(index, row, facts, f"{base}{join}row={index}#side", link))
    return out


def question_page(service: Service, words: Words, answer: Answer, page: Mapping[str, str], base: str) -> Context:
    """Table, picture and sentences of an answer."""
    question = answer.question
    selected = chosen_row(answer, page)
    found = panel_list(answer, service, base, selected)
    context: Context = {
        "rows": answer.rows,
        "total": answer.total,
        "columns": _columns(question, words),
        "panels": found,
        "panel": found[selected] if found else None,
        "picked": "row" in page,
        "selected": selected,
        "inferred": bool(answer.given.get("inferred")),
        "picture": None,
        "body": "view_table.html",
        "pages": _pages(answer),
        "q": str(answer.given.get("q") or ""),
    }
    if not answer.rows:
        return context
    if question.view == "ranking":
        context |= {"body": "view_ranking.html", "picture": sights.ranking(service, answer, words)}
    elif question.view == "map":
        context |= _map(service, answer, words, page, base) | {"body": "view_map.html"}
    elif question.view == "pairs":
        context |= {"body": "view_pairs.html", "versus": [versus(row, answer.facts) for row in answer.rows]}
    elif question.view == "network":
        context |= {"body": "view_network.html", "picture": sights.web(service, answer, words)}
    elif question.view == "search":
        context |= {"body": "view_search.html"}
    return context


def _columns(question: Question, words: Words) -> list[Context]:
    zh = words.lang == "zh"
    return [
        {
            "name": column.name,
            "kind": column.kind,
            "many": column.many,
            "label": column.zh if zh else column.en,
            "numeric": column.kind in ("int", "float"),
        }
        for column in question.columns
        if column.kind != "facts"
    ]


def _pages(answer: Answer) -> Context | None:
    page = answer.page()
    if not page or answer.total <= len(answer.rows):
        return None
    limit, offset = int(page["limit"] or 1), int(page["offset"] or 0)
    given = {key: value for key, value in answer.given.items() if value is not None and value is not False}
    name = answer.question.name
    return {
        "first": offset + 1,
        "last": offset + len(answer.rows),
        "previous": address(name, given, offset=max(0, offset - limit) or None) if offset else "",
        "next": address(name, given, offset=page["next"]) if page["next"] else "",
    }


def _map(service: Service, answer: Answer, words: Words, page: Mapping[str, str], base: str) -> Context:
    folded = page.get("region") != "open"
    found = sights.cooperation(service, answer, words, folded=folded)
    most = max((pair.times for pair in found["pairs"]), default=1)
    pairs = []
    for place, pair in enumerate(found["pairs"]):
        pairs.append(_pair(service, pair, answer, found["marks"], most) | {"open": place == 0})
    join = "&" if "?" in base else "?"
    regions = [
        (words("page.open_region", name=name), f"{base}{join}region=open", not folded) for name in found["regions"]
    ]
    if regions:
        regions.append((words("page.close_region"), base, folded))
    doubtful = sum(int(row["times"]) for row in answer.rows if row["doubtful"])
    return {
        "picture": found["picture"],
        "pairs": pairs,
        "regions": regions,
        "doubtful": words("page.times", n=doubtful) if doubtful else "",
    }


def _pair(service: Service, pair: ties.Pair, answer: Answer, marks: Mapping[str, str], most: int) -> Context:
    ids = [key for row in pair.rows for key in answer.rows[row]["facts"]]
    known = list(service.evidences.of(ids).values())
    once = {(fact["plan"], fact["sentence_start"]): fact for fact in reversed(known)}
    facts = [fact for fact in known if once.get((fact["plan"], fact["sentence_start"])) is fact]
    return {
        "a": pair.a,
        "b": pair.b,
        "times": pair.times,
        "themes": pair.themes,
        "rows": pair.rows,
        "drawn": pair.spots is not None,
        "facts": facts,
        "more": len(ids) - len(known),
        **sights.ribbon(pair, marks, most),
    }
