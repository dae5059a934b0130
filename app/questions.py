"""A Cypher file is one question: its header declares it, its text answers it.

From the header come the route, the command, the page and the golden test, so nothing else has to know a question.
The grammar, one declaration a line, before the text::

    // question: In English?                        // question.zh: 中文？
    // ask.zh: 正则 | 正则                           free Chinese questions that mean this one
    // ask.zh inferred=true: 推定                    words in such a question that set a parameter
    // ask.zh theme: 在(.+)方面                      a group of them that is its value
    // param place: place? — help | 帮助             kind, ``?`` where it may be left out, ``= default``
    // param kind: unled|two = unled — help | 帮助   one of a few words
    // column agency: Agency — Agency | 部门         a kind of node, ``[]`` for a list, or str int float bool facts
    // view: ranking                                // example: place=沅江市; inferred=true
    // measure: between                             works its rows out from those of the text (app/measures.py)

A question with a parameter ``limit`` is paged: it gets ``offset`` beside it and returns ``total``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from app.measures import MEASURES
from app.refusals import BadHeader, BadParam, NotUnderstood, UnknownQuestion

FOLDER = Path(__file__).resolve().parent.parent / "cypher" / "questions"
CAP = 1000
"""No page is longer, whatever is asked for."""
LONGEST = 200
"""Characters of a free sentence that are listened to."""

Scalar: TypeAlias = str | int | bool | None
Kind: TypeAlias = Literal[
    "str", "int", "bool", "phrase", "place", "area", "agency", "plan", "strategy", "task", "choice"
]
KINDS: tuple[Kind, ...] = ("str", "int", "bool", "phrase", "place", "area", "agency", "plan", "strategy", "task")
PLAIN = ("str", "int", "float", "bool", "facts")
NODES = ("Plan", "Section", "Task", "Target", "WorkGroup", "Agency", "Place", "Project", "Enterprise", "Strategy",
         "Policy", "Subject", "Deadline", "Node")  # fmt: skip
VIEWS = ("ranking", "map", "network", "pairs", "ledger", "targets", "table", "search")

_LINE = re.compile(
    r"//\s*(?P<key>[a-z]+(?:\.zh)?)(?:\s+(?P<name>[a-z_]+)(?:=(?P<sets>\w+))?)?\s*:\s*(?P<value>.*\S)\s*"
)
_POLITE = re.compile(
    r"^(?:请问|请|帮我|帮忙|麻烦|我想(?:知道|看|问|了解)?|查一下|查询|查查|看看|看一下|告诉我|列出|说说)+"
)
_PARAM = re.compile(r"(?P<kind>[a-z_]+(?:\|[a-z_]+)*)(?P<optional>\?)?(?:\s*=\s*(?P<default>\S+))?")
_COLUMN = re.compile(r"(?P<kind>[A-Za-z]+)(?P<many>\[\])?")


@dataclass(frozen=True, slots=True)
class Param:
    """One thing a question may be told: its kind says how a name becomes what the text needs."""

    name: str
    kind: Kind
    optional: bool = False
    default: Scalar = None
    choices: tuple[str, ...] = ()
    en: str = ""
    zh: str = ""
    words: tuple[tuple[re.Pattern[str], str], ...] = ()
    """Words of a free question that set it: to the value beside them, or to their first group where that is empty."""

    @property
    def required(self) -> bool:
        return not self.optional and self.default is None

    def value(self, given: object) -> Scalar:
        """Bring what a person or a form gave to the kind of the parameter; nothing given is the default."""
        if given is None or given == "":
            if self.required:
                raise self._bad(f"必须给出（{self.zh}）", "it must be given")
            return self.default
        if self.kind == "int":
            return self._int(given)
        if self.kind == "bool":
            return self._bool(given)
        text = str(given).strip()
        if "\0" in text or len(text) > 500:
            raise self._bad("过长或含有控制字符", "too long, or with control characters")
        if self.kind == "choice" and text not in self.choices:
            among = "、".join(self.choices)
            raise self._bad(f"只能是 {among}", f"it is one of {among}")
        return text

    def _int(self, given: object) -> int:
        try:
            number = int(str(given))
        except ValueError:
            raise self._bad("应是整数", "a whole number is wanted") from None
        if 0 <= number <= 2**31:
            return min(number, CAP) if self.name == "limit" else number
        raise self._bad("超出范围", "it is out of range")

    def _bool(self, given: object) -> bool:
        word = str(given).strip().lower()
        if word in ("true", "1", "yes", "on", "是"):
            return True
        if word in ("false", "0", "no", "off", "否"):
            return False
        raise self._bad("应是 true 或 false", "it is true or false")

    def _bad(self, zh: str, en: str) -> BadParam:
        return BadParam(name=self.name, why=(zh, en))


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the answer."""

    name: str
    kind: str
    many: bool = False
    en: str = ""
    zh: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question that the graph can be asked."""

    name: str
    en: str
    zh: str
    text: str
    """Cypher, without the header."""
    params: tuple[Param, ...]
    columns: tuple[Column, ...]
    view: str
    asks: tuple[re.Pattern[str], ...] = ()
    example: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    measure: str = ""
    """Works the rows out from those that the text returns."""

    @property
    def paged(self) -> bool:
        return any(param.name == "limit" for param in self.params)

    def values(self, given: Mapping[str, object]) -> dict[str, Scalar]:
        """Every parameter by name, brought to its kind; one that the question does not have is an error."""
        known = {param.name for param in self.params}
        for name in given:
            if name not in known:
                raise BadParam(name=name, why=("这个问题没有这个参数", f"{self.name} does not take it"))
        return {param.name: param.value(given.get(param.name)) for param in self.params}

    def hear(self, sentence: str, *, named: bool) -> dict[str, object] | None:
        """What a free question says about the parameters, or None where it asks something else.

        ``named`` looks at the patterns that take names out of the sentence, or else only at the others.
        """
        asks = (ask for ask in self.asks if bool(ask.groupindex) is named)
        said = next((match for ask in asks if (match := ask.search(sentence))), None)
        if said is None:
            return None
        heard: dict[str, object] = {name: value for name, value in said.groupdict().items() if value}
        for param in self.params:
            for words, value in param.words:
                match = words.search(sentence)
                if match and param.name not in heard:
                    heard[param.name] = value or match.group(1)
        return heard


def parse(name: str, source: str) -> Question:
    """Read one question file; a declaration that is not understood is an error that names its line."""
    found: dict[str, str] = {}
    words: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {}
    params: list[Param] = []
    columns: list[Column] = []
    lines = source.splitlines()
    body = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("//")), len(lines))
    for number, line in enumerate(lines[:body]):
        match = _LINE.fullmatch(line.strip())
        if not match:
            if line.strip():
                raise _wrong(name, number, line)
            continue
        key, about, value = match["key"], match["name"], match["value"]
        if key == "param" and about:
            params.append(_param(name, number, about, value))
        elif key == "column" and about:
            columns.append(_column(name, number, about, value))
        elif key == "ask.zh" and about:
            words[about] = (*words.get(about, ()), (re.compile(value), match["sets"] or ""))
        elif key in ("question", "question.zh", "ask.zh", "view", "example", "measure") and not about:
            found[key] = value
        else:
            raise _wrong(name, number, line)
    params = [replace(param, words=words.get(param.name, ())) for param in params]
    if any(param.name == "limit" for param in params):
        params.append(Param("offset", "int", default=0, en="rows to pass over", zh="跳过的行数"))
    return _checked(name, found, params, columns, "\n".join(lines[body:]).strip(), words)


def _checked(
    name: str,
    found: Mapping[str, str],
    params: list[Param],
    columns: list[Column],
    text: str,
    words: Iterable[str],
) -> Question:
    """A question with everything that is compulsory, or an error that says what is missing."""
    kinds = {column.kind for column in columns}
    missing = [key for key in ("question", "question.zh", "view", "example") if key not in found]
    missing += [what for what, there in (("column facts", "facts" in kinds), ("text", text)) if not there]
    missing += ["param of ask.zh"] if set(words) - {param.name for param in params} else []
    missing += [] if found.get("measure", "") in ("", *MEASURES) else [f"measure {found['measure']}"]
    if missing or found["view"] not in VIEWS:
        raise BadHeader(why=str(missing or found["view"]), where=f"{name}.cypher")
    example = dict(pair.split("=", 1) for pair in re.split(r";\s*", found["example"]) if "=" in pair)
    question = Question(
        name=name,
        en=found["question"],
        zh=found["question.zh"],
        text=text,
        params=tuple(params),
        columns=tuple(columns),
        view=found["view"],
        asks=tuple(re.compile(ask) for ask in re.split(r"\s+\|\s+", found.get("ask.zh", "")) if ask),
        example=MappingProxyType(example),
        measure=found.get("measure", ""),
    )
    question.values(example)
    return question


def _param(question: str, line: int, name: str, value: str) -> Param:
    kind, en, zh = _labels(value)
    match = _PARAM.fullmatch(kind)
    if not match:
        raise _wrong(question, line, value)
    choices = tuple(match["kind"].split("|")) if "|" in match["kind"] else ()
    known: Kind | None = "choice" if choices else next((k for k in KINDS if k == match["kind"]), None)
    if known is None:
        raise _wrong(question, line, value)
    param = Param(name, known, bool(match["optional"]), None, choices, en, zh)
    return param if match["default"] is None else replace(param, default=param.value(match["default"]))


def _column(question: str, line: int, name: str, value: str) -> Column:
    kind, en, zh = _labels(value)
    match = _COLUMN.fullmatch(kind)
    if not match or match["kind"] not in (*PLAIN, *NODES):
        raise _wrong(question, line, value)
    return Column(name, match["kind"], bool(match["many"]), en or name, zh or en or name)


def _labels(value: str) -> tuple[str, str, str]:
    """``type — English | 中文`` in three."""
    kind, _, label = value.partition(" — ")
    en, _, zh = label.partition(" | ")
    return kind.strip(), en.strip(), (zh or en).strip()


def _wrong(question: str, line: int, text: str) -> BadHeader:
    return BadHeader(why=text, where=f"{question}.cypher:{line + 1}")


@cache
def load(folder: Path = FOLDER) -> Mapping[str, Question]:
    """All questions by name, in order of name."""
    files = sorted(folder.glob("*.cypher"))
    return MappingProxyType({file.stem: parse(file.stem, file.read_text(encoding="utf-8")) for file in files})


def get(name: str) -> Question:
    """The question of this name."""
    try:
        return load()[name]
    except KeyError:
        raise UnknownQuestion(name=name, known="、".join(load())) from None


def routes(sentence: str) -> Iterator[tuple[Question, dict[str, object]]]:
    """The questions a free Chinese sentence may ask, likeliest first, each with what it says of the parameters.

    Patterns without a name in them come first: 谁 in 谁和谁合作 is no agency.
    """
    said = _POLITE.sub("", re.sub(r"\s+", "", sentence[:LONGEST]))
    for named in (False, True):
        for question in load().values():
            heard = question.hear(said, named=named)
            if heard is not None:
                yield question, heard


def not_understood(sentence: str) -> NotUnderstood:
    """The error that says what can be asked instead."""
    known = tuple("；".join(texts) for texts in zip(*((q.zh, q.en) for q in load().values()), strict=True))
    return NotUnderstood(sentence=sentence[:LONGEST], known=known)
