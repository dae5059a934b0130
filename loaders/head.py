"""What the head and foot of a plan say about it: title, issuer, 文号, date."""

from __future__ import annotations

import re

from loaders.clauses import Clause
from loaders.lexicon import table
from loaders.numbering import value_of
from loaders.values import value

_FRAME = table("frame")
_TITLE: dict[str, str] = _FRAME["title"]
_ENDS = re.compile(_TITLE["ends"])
_NOTICE = re.compile(_TITLE["notice"])
_BARE = re.compile(_TITLE["bare"])
_PROMISED = re.compile(r"(?:到|力争|确保)(20[0-4]\d)年")
_OPEN = re.compile(r"关于(?:印发|转发)(?![^\n]*(?:通知|函|公告)$)")
"""A notice whose title goes on in the next line, though this one may end like a title."""
_FORM = re.compile(_TITLE["form"])
_NUMBER = re.compile(_TITLE["number"])
_PUBLISHED = re.compile(_TITLE["published"])
_SIGNED = re.compile(_TITLE["signed"], re.MULTILINE)
_SOURCE = re.compile(_TITLE["source"])
_SIGNER = re.compile(_TITLE["signer"], re.MULTILINE)
_KIND = re.compile(_TITLE["kind"])
_WEB = re.compile(next(rule["pattern"] for rule in _FRAME["line"]))
_ISSUER = re.compile(r"^(?P<issuer>[\u4e00-\u9fff()、]{3,50}?)(?:关于)?(?=印发|关于)")
_BODY = re.compile(r"(?:政府|办公室|办公厅|委员会|局|厅|委|部|院)$")
_GROUP = re.compile(
    r"成立(?:[\u4e00-\u9fff]{0,12}?)(?:落实|推进|实施|开展)(?P<what>[\u4e00-\u9fff“”]{3,20}?)(?:工作)?(?:专班|领导小组|指挥部)"
)
_YEAR = re.compile(r"(20[0-4]\d)年?")
_SHORT_FOR = re.compile(
    r"(?P<long>[\u4e00-\u9fff()]{4,40})\((?:以下|下)?(?:统一)?简称[:为]?[“\"]?(?P<short>[\u4e00-\u9fff]{2,20})[”\"]?\)"
)
_ANNEXED = re.compile(r"^附件\d{0,2}:")
_SITE = re.compile(r"(?<=[知见案划施])(?:_[\u4e00-\u9fffA-Za-z]{2,14})+$")
"""Behind a page's title: where it stands on its site."""
_NUMBERED = re.compile("(?:发文|文件)?(?:文号|字号|编号):")
_DAY = re.compile(r"(?P<y>20\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)")
_TOP = 16
"""Lines at the top of a page, and above the first item, that are looked at."""
_ANNEX = re.compile(r"^附(?:件|表)\d{0,2}:?$")
_LONGEST = 90


@value
class Head:
    """Title page facts; ``inferred`` where the file has no title and it is put together from the text."""

    title: str
    issuer: str | None
    number: str | None
    date: str | None
    year: int | None
    inferred: bool = False


@value
class Known:
    """What is known of a plan before its text is read: it is an annex, or it is read again."""

    plan: str = ""
    """Its id."""
    title: str = ""
    issuer: str | None = None
    number: str | None = None
    date: str | None = None


def short_forms(text: str) -> dict[str, str]:
    """Abbreviations that the text introduces (以下简称…), to what they stand for."""
    return {m["short"]: m["long"] for m in _SHORT_FOR.finditer(text)} if "简称" in text else {}


def read(text: str, body: int, known: Known | None = None) -> Head:
    """Read the head of ``text``, which ends where the first numbered part starts (``body``).

    ``known``: what is known of the plan beside its text; it goes before the text's own words, but for the issuer.
    """
    known = known or Known()
    front = text[:body] if body > 0 else text[:600]
    lines = [line for line in front.split("\n") if line and not _WEB.match(line)]
    title, issuer = _title(lines)
    title = known.title or title
    inferred = not title
    if inferred:
        title = _made_up(text)
    if not issuer and (m := _SOURCE.search(front)):
        issuer = m["issuer"]
    if not issuer and not known.issuer and (m := _SIGNER.search(text)):
        issuer = m["issuer"]
    near = (*lines[:_TOP], *filter(_NUMBERED.match, lines[_TOP:]))
    number = known.number or next(
        (m["number"] for line in near if (m := _NUMBER.search(line)) and len(line) <= len(m[0]) + 30), None
    )
    date = known.date or _date(front, text)
    span = re.search(r"\((20\d\d)年?[—-]+20\d\d年?\)", front)
    return Head(
        title, issuer or known.issuer, number, date, _year(number, date, title, span and span[1], text), inferred
    )


def _title(lines: list[str]) -> tuple[str, str | None]:
    """The title: of what a notice hands on, else the first heading that ends like one; and who issues it."""
    titles: list[tuple[str, str | None]] = []
    lines = [_SITE.sub("", _ANNEXED.sub("", line)) for line in lines]
    for i in sorted({*range(len(lines))[:_TOP], *range(len(lines))[-_TOP:]}):
        if len(lines[i]) > _LONGEST or _ANNEX.match(lines[i]) or lines[i].endswith(("。", ":")):
            continue
        joined, found = "", list[tuple[str, str | None]]()
        for line in lines[i : i + 4]:
            joined += line
            if _FORM.match(line) or _SIGNED.match(line):
                break
            if len(joined) > _LONGEST or "。" in joined or _NUMBER.fullmatch(line):
                break
            if _ENDS.search(joined) and len(joined) >= 4:
                found = [_unpack(joined)]
                if not _OPEN.search(joined):
                    break
        if not any(issuer and len(lines[i]) < len(issuer) and not _BODY.search(lines[i]) for _, issuer in found):
            titles += found  # else words of the page stand before the issuer
    for title, issuer in titles:
        if issuer:  # what a notice hands on may say more above its own text: whose plan it is
            return next((own for own, _ in titles if own.endswith(title) and own != title), title), issuer
    return titles[0] if titles else ("", None)


def _unpack(title: str) -> tuple[str, str | None]:
    who = _ISSUER.match(title)
    inner = _NOTICE.search(title) or _BARE.search(title)
    if inner:
        return inner["title"], who["issuer"] if who else None
    return title, who["issuer"] if who and _BODY.search(who["issuer"]) else None


def _made_up(text: str) -> str:
    """A title for a file without one: what its work group is to carry out, and the kind it calls itself."""
    kind = _KIND.search(text)
    group = _GROUP.search(text)
    return (group["what"] if group else "") + (kind["kind"] if kind else "")


def _date(front: str, text: str) -> str | None:
    found = _PUBLISHED.search(front) or next(reversed(list(_SIGNED.finditer(text))), None) or _DAY.search(front)
    if not found:
        return None
    year, month, day = "".join(str(_figure(digit)) for digit in found["y"]), _figure(found["m"]), _figure(found["d"])
    return f"{year}-{month:02}-{day:02}"


def _figure(words: str) -> int:
    return int(words) if words.isdecimal() else value_of(words)


def _year(number: str | None, date: str | None, title: str, span: str | None, text: str) -> int | None:
    """The year a plan is of: its 文号's, its date's, its title's, its period's first, else what its text names most, or
    the first by which something is to be reached."""
    for words in (number, date, title, span):
        if words and (m := _YEAR.search(words)):
            return int(m[1])
    counts: dict[int, int] = {}
    for m in re.finditer(r"(20[0-4]\d)年", text):
        counts[int(m[1])] = counts.get(int(m[1]), 0) + 1
    promised = (int(m[1]) for m in _PROMISED.finditer(text))
    return min((max(counts, key=lambda year: (counts[year], year)), *promised)) if counts else None


def level_of(clauses: list[Clause], text: str) -> str:
    """The level the plan speaks from (省 市 县 区 州 盟 旗), by how its bodies and its own place are written; or ''."""
    votes = dict.fromkeys("省市县区州盟旗", 0)
    for clause in clauses:
        for body in clause.bodies:
            if body.name[0] in votes:
                votes[body.name[0]] += 2
            elif body.name.startswith("自治区"):
                votes["区"] += 2
    for m in re.finditer("[我全本](省|市|县|区|州|盟|旗)", text):
        votes[m[1]] += 1
    best = max(votes, key=lambda level: votes[level])
    return best if votes[best] > 1 else ""
