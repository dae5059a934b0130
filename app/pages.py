"""The pages: thin routes over the service, drawn by ``visual.pages``; each has an address and works without scripts.

``url`` in a template is the address of the page without its language; ``row`` opens the sentences of a row.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from app import hints, leaves, profiles, questions
from app.errors import GongjinError
from app.kept import kept
from app.refusals import AmbiguousPlace, NoSuchAddress, QuestionError
from app.service import Service
from loaders.formats import SUFFIXES
from visual import findings, reader
from visual.forms import conditions, fields
from visual.pages import STATIC, render
from visual.words import LANGUAGES, Words

router = APIRouter(include_in_schema=False)
LOG = logging.getLogger("gongjin.pages")
Handler: TypeAlias = Callable[..., Response]

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)
NAV = (
    ("home", "/"),
    ("plans", "/plans"),
    ("who_leads", "/questions/who_leads"),
    ("cooperation", "/questions/cooperation"),
    ("overlaps", "/questions/overlaps"),
    ("agencies", "/questions/agencies"),
    ("questions", "/questions"),
)
PAGE_PARAMS = ("row", "region", "lang")


def service(request: Request) -> Service:
    """The one service of this server."""
    found: Service = request.app.state.service
    return found


def language(request: Request) -> str:
    """``?lang=``, else the cookie, else Chinese."""
    asked = request.query_params.get("lang") or request.cookies.get("lang", "")
    return asked if asked in LANGUAGES else "zh"


def here(request: Request, **changes: str) -> str:
    """Address of this page with parameters changed; an empty one drops."""
    merged = {**{key: value for key, value in request.query_params.items() if key != "row"}, **changes}
    kept = {key: value for key, value in merged.items() if value}
    return quote(request.url.path) + (f"?{urlencode(kept)}" if kept else "")


def show(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page with its frame, in the reader's language and light."""
    lang = language(request)
    theme = request.cookies.get("theme", "")
    frame = {
        "nav": NAV,
        "here": "",
        "theme": theme if theme in ("light", "dark") else "",
        "other_language": here(request, lang=Words(lang).other),
        "url": here(request, lang=""),
        "formats": ",".join(SUFFIXES),
        "plan_count": 0,
    }
    response = HTMLResponse(render(template, lang, **{**frame, **context}), status)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    if "lang" in request.query_params:
        response.set_cookie("lang", lang, max_age=31536000, samesite="strict")
    return response


def told(request: Request, error: GongjinError) -> HTMLResponse:
    """An error as a page: what happened, that data is safe, what to do, code and time."""
    words = Words(language(request))
    message = error.zh if words.lang == "zh" else error.en
    shown = {"message": message, "code": error.code, "status": error.status, "time": now()}
    shown["title"] = words("state.missing_title") if error.status == 404 else message
    return show(request, "error.html", error.status, error=shown, plan_count=len(service(request).plans()))


def now() -> str:
    """The time as pages write it."""
    return f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"


def page(route: str) -> Callable[[Handler], Handler]:
    """A route whose errors are pages."""

    def dress(handler: Handler) -> Handler:
        @wraps(handler)
        def guarded(request: Request, **given: Any) -> Response:
            try:
                return handler(request, **given)
            except GongjinError as error:
                return told(request, error)
            except HTTPException:
                raise
            except Exception:
                LOG.exception("a page failed: %s", request.url.path)
                return told(
                    request, GongjinError("程序出错，详情在服务器的日志里", "a bug; the server's log says more")
                )

        router.add_api_route(route, guarded, methods=["GET"], response_class=HTMLResponse)
        return guarded

    return dress


@page("/")
def home(request: Request) -> Response:
    """Counts, the three questions, the plans."""
    words = Words(language(request))
    metas = service(request).plans()
    tries = [
        (words("home.try_leads"), "/questions/who_leads"),
        (words("home.try_cooperation"), leaves.address("cooperation", {"place": "长株潭"})),
        (words("home.try_overlaps"), "/questions/overlaps"),
        (words("home.try_gaps"), "/questions/gaps"),
    ]
    context = kept(service(request), ("home", words.lang), lambda: leaves.home(service(request), words, metas))
    return show(request, "home.html", here="home", tries=tries, plan_count=len(metas), **context)


@page("/plans")
def plans(request: Request) -> Response:
    """All plans."""
    metas = service(request).plans()
    cards = [leaves.plan_card(service(request), meta) for meta in leaves.latest(metas)]
    return show(request, "plans.html", here="plans", plans=cards, plan_count=len(cards))


@page("/plans/{plan}")
def plan(request: Request, plan: str) -> Response:
    """The reader."""
    reading = service(request).reading(plan)
    asked = re.fullmatch(r"(\d{1,9})-(\d{1,9})", request.query_params.get("at", ""))
    at = (int(asked[1]), min(int(asked[2]), len(reading.document.text))) if asked else None
    document = reading.document
    place = service(request).resolver.gazetteer.get(document.place) if document.place else None
    about = [one for one in (place.name if place else document.issuer, document.number, document.date) if one]
    return show(
        request,
        "plan.html",
        document=document,
        about=about,
        page=reader.build(reading, at),
        ledger=leaves.address("plan_ledger", {"plan": plan}),
        json=f"/api/plans/{quote(plan, safe='')}/reading",
    )


@page("/questions")
def question_list(request: Request) -> Response:
    """Every question there is."""
    zh = language(request) == "zh"
    known = [
        {"name": one.name, "text": one.zh if zh else one.en, "href": f"/questions/{one.name}"}
        for one in questions.load().values()
    ]
    return show(request, "questions.html", here="questions", questions=known, plan_count=len(service(request).plans()))


@page("/questions/{name}")
def question(request: Request, name: str) -> Response:
    """The page of a question, made from its header."""
    asked, words = questions.get(name), Words(language(request))
    given = {key: value for key, value in request.query_params.items() if value and key not in PAGE_PARAMS}
    unknown = set(given) - {param.name for param in asked.params}
    given = {key: value for key, value in given.items() if key not in unknown}
    metas = service(request).plans()
    gazetteer = service(request).resolver.gazetteer
    places = sorted({place.name for meta in metas if (place := gazetteer.get(meta.place))})
    options = [(meta.plan, meta.title) for meta in metas] if len(metas) <= 60 else []
    base = leaves.address(name, given)
    context: dict[str, Any] = {
        "here": name if any(name == key for key, _ in NAV) else "questions",
        "question_text": asked.zh if words.lang == "zh" else asked.en,
        "title": asked.zh if words.lang == "zh" else asked.en,
        "how": findings.how(name, given, words),
        "fields": fields(asked.params, given, words, plans=options, places=places),
        "action": f"/questions/{name}",
        "json": f"/api{base}",
        "url": base,
        "plan_count": len(metas),
        "asked": all(given.get(param.name) for param in asked.params if param.required),
    }
    status = 200
    if context["asked"]:
        try:
            limit = leaves.LIMITS.get(asked.view) if "limit" not in given else None
            answer = service(request).ask(name, {**given, "limit": limit} if limit and asked.paged else given)
            context["title"] = leaves.title(service(request), answer, words)
            context |= leaves.question_page(service(request), words, answer, request.query_params, base)
            if not answer.rows:
                context["conditions"] = conditions(asked.params, given, words)
                context["drops"] = hints.drops(service(request), asked, given)
                context["suggest_inferred"] = hints.inferred_instead(service(request), asked, given)
        except QuestionError as error:
            status, context["error"] = error.status, _wrong(error, asked, given, words)
    return show(request, "question.html", status, **context)


def _wrong(error: QuestionError, asked: questions.Question, given: dict[str, str], words: Words) -> dict[str, Any]:
    """What was wrong with the question, and where a name fits several things, each of them to choose."""
    choices, about = [], ""
    if isinstance(error, AmbiguousPlace):
        about = next((key for key, value in given.items() if value and value in error.zh), "")
        choices = [
            {"name": one["name"], "href": leaves.address(asked.name, given, **{about: one["id"]})}
            for one in error.choices
            if about
        ]
    message = error.zh if words.lang == "zh" else error.en
    if choices:
        message = words("state.ambiguous", name=given[about])
    return {"message": message, "code": error.code, "time": now(), "choices": choices}


@page("/agencies/{id:path}")
def agency(request: Request, id: str) -> Response:
    """One body."""
    words = Words(language(request))
    context = profiles.agency_page(service(request), words, id, request.query_params)
    json = f"/api/agencies/{quote(id)}"
    return show(request, "agency.html", here="agencies", json=json, plan_count=len(service(request).plans()), **context)


@page("/places/{id:path}")
def place(request: Request, id: str) -> Response:
    """One place or region."""
    words = Words(language(request))
    metas = service(request).plans()
    id_ = service(request).resolver.place(id)
    context = profiles.place_page(service(request), words, id_, request.query_params, metas)
    json = f"/api{leaves.address('region', {'place': id_})}"
    return show(request, "place.html", json=json, plan_count=len(metas), **context)


@page("/search")
def search(request: Request) -> Response:
    """A sentence, a name or words: to the page that answers it."""
    words = request.query_params.get("q", "").strip()[:200]
    if not words:
        return RedirectResponse("/questions", 303)
    return RedirectResponse(hints.meant(service(request), words), 303)


@page("/help")
def help_page(request: Request) -> Response:
    """Marks, roles, keys, how things are counted."""
    return show(request, "help.html", plan_count=len(service(request).plans()))


@router.get("/static/{name:path}")
def static(request: Request, name: str) -> Response:
    """Our own files and, once built, the scripts that draw."""
    file = (STATIC / name).resolve()
    if not file.is_relative_to(STATIC) or not file.is_file():
        raise HTTPException(404)
    kept = "public, max-age=31536000, immutable" if request.query_params.get("v") else "no-cache"
    return FileResponse(file, headers={"Cache-Control": kept})


@router.get("/{rest:path}")
def nowhere(request: Request, rest: str) -> Response:
    """Any other address: a page for people; the API tells its own."""
    if rest.startswith("api/"):
        raise HTTPException(404)
    return told(request, NoSuchAddress(name=f"/{rest}"[:100]))
