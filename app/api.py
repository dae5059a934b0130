"""The HTTP face: routes over the service, each question's from its header.

Errors are ``{code, zh, en, where}`` with a status that fits; nothing of the inside is told. Answers are written by
orjson as they come from the service; the models here are what OpenAPI says of them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from importlib import import_module
from threading import Thread
from typing import Annotated, Any

import orjson
from anyio import to_thread
from fastapi import APIRouter, Body, FastAPI, File, Form, Path, Query, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from app import answers, questions
from app.asking import shaped
from app.errors import GongjinError, GraphError
from app.guard import Guard
from app.jobs import Jobs
from app.questions import Param, Question
from app.refusals import BadParam, NoSuchAddress, QuestionError
from app.service import Service
from app.settings import Settings, load_settings

WAIT = 10.0
"""Seconds an upload is waited for before the answer is only the job's number."""


class Problem(BaseModel):
    """What went wrong: a stable code, what to do in two languages, and where."""

    code: str
    zh: str
    en: str
    where: str
    candidates: list[dict[str, str]] | None = None


class Reply(BaseModel):
    """The answer to a question."""

    question: str
    title: str
    title_en: str
    view: str
    params: dict[str, Any]
    resolved: dict[str, Any]
    columns: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    facts: dict[str, dict[str, Any]]
    total: int
    page: dict[str, int | None] | None


PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem} for code in (400, 403, 404, 413, 422, 429, 500, 503, 504)
}
router = APIRouter(prefix="/api", responses=PROBLEMS)


class Json(Response):
    """A response by orjson."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS)


def service(request: Request) -> Service:
    """The one service of this server."""
    found: Service = request.app.state.service
    return found


def jobs(request: Request) -> Jobs:
    """The uploads of this server."""
    found: Jobs = request.app.state.jobs
    return found


@router.get("/questions")
def list_questions() -> Json:
    """Every question with its parameters and columns."""
    return Json([answers.declaration(question) for question in questions.load().values()])


@router.get("/ask", responses={200: {"model": Reply}})
def ask(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=500, description="一句话 a free Chinese question")],
    limit: Annotated[int | None, Query(ge=0)] = None,
    offset: Annotated[int | None, Query(ge=0)] = None,
) -> Json:
    """Answer a free Chinese question."""
    paging = {name: value for name, value in (("limit", limit), ("offset", offset)) if value is not None}
    return Json(service(request).ask(q, paging).as_dict())


@router.get("/status")
def status(request: Request) -> Json:
    """Counts over all plans."""
    found = service(request).status()
    return Json({name: value for name, value in found.items() if name != "data"})


@router.get("/plans")
def plans(request: Request) -> Json:
    """All plans, a line each."""
    return Json([meta.as_dict() for meta in service(request).plans()])


@router.post("/plans", responses={200: {}, 202: {}})
async def upload(
    request: Request,
    file: Annotated[list[UploadFile], File(description="一个或多个方案 plans", min_length=1, max_length=200)],
    place: Annotated[str | None, Form(max_length=100)] = None,
    wait: Annotated[float, Query(ge=0, le=60, description="seconds to wait for the result")] = WAIT,
) -> Json:
    """Load files. Answers with the results, or with 202 and the job where it takes longer than ``wait``."""
    files = [(one.filename or "upload.txt", await one.read()) for one in file]
    job = jobs(request).submit(files, place or None)
    await to_thread.run_sync(job.over.wait, wait)
    if job.over.is_set() and job.failure:
        raise job.failure
    return Json(job.as_dict(), status_code=200 if job.over.is_set() else 202)


@router.get("/plans/{plan}")
def plan(request: Request, plan: str) -> Json:
    """One plan."""
    return Json(service(request).plan(plan).as_dict())


@router.delete("/plans/{plan}")
def remove(request: Request, plan: str) -> Json:
    """Remove a plan and all that only it supported."""
    return Json(service(request).remove(plan).as_dict())


@router.get("/plans/{plan}/ledger")
def ledger(request: Request, plan: str) -> Json:
    """The ledger rows of a plan, as ``gongjin extract`` prints them."""
    return Json(list(service(request).ledger(plan)))


@router.get("/plans/{plan}/reading")
def reading(request: Request, plan: str) -> Response:
    """Everything that was found in a plan, and what was left unread."""
    from loaders import serial

    return Response(serial.dumps(service(request).reading(plan)), media_type="application/json")


@router.post("/facts")
def facts(request: Request, ids: Annotated[list[str], Body(max_length=questions.CAP)]) -> Json:
    """Several facts, each with its sentence and what stands around it."""
    return Json(service(request).evidence(ids))


@router.get("/facts/{id:path}")
def fact(request: Request, id: Annotated[str, Path(max_length=500)]) -> Json:
    """One fact, item or target with its sentence and what stands around it."""
    return Json(service(request).evidence([id])[id])


@router.get("/agencies/{id:path}")
def agency(request: Request, id: Annotated[str, Path(max_length=500)]) -> Json:
    """One agency: who it is, how plans write it, its tasks by role."""
    return Json(service(request).agency(id))


@router.get("/jobs/{job}")
def job(request: Request, job: str) -> Json:
    """How far an upload has come."""
    return Json(jobs(request).get(job).as_dict())


@router.delete("/jobs/{job}")
def stop(request: Request, job: str) -> Json:
    """Stop an upload after the file it is at; what is loaded stays."""
    return Json(jobs(request).stop(job).as_dict())


def healthz() -> Json:
    """The server runs."""
    return Json({"alive": True})


def readyz(request: Request) -> Json:
    """The graph answers."""
    return Json({"ready": service(request).ready()})


def add_question(question: Question) -> None:
    """Give a question its route, its parameters typed as its header says."""

    def mark(param: Param, text: str) -> Any:
        bounds: dict[str, Any] = {"ge": 0, "le": 2**31} if param.kind == "int" else {}
        if param.kind not in ("int", "bool", "choice"):
            bounds = {"min_length": int(param.required), "max_length": 500}
        return Query(description=f"{param.zh}　{param.en}", **bounds)

    def answered(given: dict[str, Any]) -> Json:
        return Json(service(given.pop("request")).ask(question.name, given).as_dict())

    run = shaped(question, answered, mark, english=False, extra={"request": Request})
    route = partial(router.add_api_route, f"/questions/{question.name}", run, methods=["GET"])
    route(summary=question.en, description=question.zh, responses={200: {"model": Reply}}, operation_id=question.name)


for _question in questions.load().values():
    add_question(_question)


def create(settings: Settings | None = None, shared: Service | None = None) -> FastAPI:
    """The whole server: API, and the pages where they are there; opens the graph in the background."""
    settings = settings or load_settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.service = shared or Service(settings)
        app.state.jobs = Jobs(app.state.service)
        Thread(target=_warm, args=(app.state.service,), daemon=True).start()
        yield
        await to_thread.run_sync(app.state.jobs.close)
        if shared is None:
            app.state.service.close()

    app = FastAPI(
        title="共进 Gongjin", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None, lifespan=lifespan
    )
    app.state.settings = settings
    app.add_middleware(Guard, settings=settings)
    app.add_api_route("/healthz", healthz, methods=["GET"])
    app.add_api_route("/readyz", readyz, methods=["GET"], responses={503: {"model": Problem}})
    app.include_router(router)
    app.include_router(import_module("app.api_decide").router)
    app.include_router(import_module("app.api_graph").router)
    app.add_exception_handler(GongjinError, _told)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(HTTPException, _nowhere)
    app.add_exception_handler(Exception, _bug)
    _add_pages(app)
    return app


def _add_pages(app: FastAPI) -> None:
    try:
        pages = import_module("app.pages")
    except ModuleNotFoundError as error:
        if error.name != "app.pages":
            raise
        return
    app.include_router(import_module("app.pages_graph").router)
    app.include_router(pages.router)


def _warm(service: Service) -> None:
    """Open the graph before the first question asks for it; what goes wrong is told to that question."""
    try:
        service.ready()
    except GraphError:
        return


def _told(request: Request, error: Exception) -> Json:
    assert isinstance(error, GongjinError)
    return Json(error.as_dict(), status_code=error.status)


def _misread(request: Request, error: Exception) -> Json:
    assert isinstance(error, RequestValidationError)
    first: Mapping[str, Any] = error.errors()[0]
    name = str(first["loc"][-1])
    problem: QuestionError = BadParam(name=name, why=("值不合要求", str(first["msg"])))
    return Json(problem.as_dict(), status_code=422)


def _nowhere(request: Request, error: Exception) -> Json:
    assert isinstance(error, HTTPException)
    problem = NoSuchAddress(name=f"{request.method} {request.url.path}"[:200])
    return Json(problem.as_dict(), status_code=error.status_code, headers=dict(error.headers or {}))


def _bug(request: Request, error: Exception) -> Json:
    problem = GongjinError("程序出错，数据不受影响；详情在服务器的日志里", "a bug; the server's log says more")
    return Json(problem.as_dict(), status_code=500)
