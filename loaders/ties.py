"""The turns of phrase that tell of work together, each a rule on one sentence: 与P合作, A—P结对, 联合P, 对口支援P.

What lies inside the issuer is no partner; merely obeying one that stands above is no cooperation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from loaders import strategies as _strategies
from loaders import themes
from loaders.partners import Cast, Party, members
from loaders.turns import turns


class Tie(NamedTuple):
    """A partner as a rule saw it: span of the words that tell it, and the theme as far as it can be read."""

    a: str
    b: Party
    start: int
    end: int
    rule: str
    theme: str
    doubtful: bool


_CHAIN = re.compile(r"[\u4e00-\u9fff]{2,6}(?:产业链|供应链|创新链)")
_DIGIT = re.compile("[0-9]")
_OURS = re.compile(r"我[市县区省州]")
_WITH = re.compile(r"[与同](?<![^,强化切]同)")
_ROUTE = re.compile(r"[经至]")
"""Places along a road: what is done together is the road, if anything."""
_TOWARD = re.compile("对(?!口|接|外|标|照|应|准)")
_WAY = re.compile("(?:通道|经济带|走廊)$")
"""One works along it, not with it."""
_MANY_SUCH = re.compile(r"(?:等(?:\d{1,2}个?)?[省市县区地]{0,2})?")
_MANY = re.compile(r"[两二三四五六七各][地市县区省]")
_FAR = 60
"""No list of guests is longer."""
_SENT = re.compile("推动|支持|促进|鼓励|引导|组织|推进|促成|深化|加强")
_HOLLOW = re.compile("(?:等|发展|建设|国家|区域|重大|战略|倡议|规划|政策)*$")
"""Behind 对接: a strategy that is served, and nobody to work with."""
_DASH = re.compile("[—–-]+")
_TOGETHER = re.compile(rf"[^,、]{{0,3}}(?:、[^,、]{{1,8}}){{0,4}}{_MANY.pattern}")


def read(cast: Cast, start: int, end: int) -> Iterator[Tie]:
    """All rules on one sentence; a region is no partner beside all its other members (川渝 beside 重庆市)."""
    told: list[Tie] = []
    help_ = (_helped, _helps) if turns().help.search(cast.text, start, end) else ()
    for rule in (_with, _paired, _led, *help_, _toward):
        for tie in rule(cast, start, end):
            if all(one.b.start != tie.b.start or one.rule == tie.rule for one in told):
                told.append(tie)
    yield from told
    keys = {one.b.key for one in told}
    for tie in _regions(cast, start, end):
        others = {part for part in members(tie.b) if not cast.home or part != cast.home.id}
        inside = any(one.b.end <= tie.b.start < one.end for one in told)
        at = any(one.b.start == tie.b.start for one in told)
        if not (at or (tie.rule == "region" and (inside or (others and others <= keys)))):
            yield tie


def _with(cast: Cast, start: int, end: int) -> Iterator[Tie]:
    """与P合作, A与P合作: the link must follow in the same stretch between commas, long lists of fields allowed."""
    text, rule = cast.text, turns()
    after = start
    while word := _WITH.search(text, after, end):
        at = word.start()
        after = at + 1
        begin = max(text.rfind(",", start, at) + 1, text.rfind(":", start, at) + 1, start)
        parties = cast.run(at + 1, end)
        while parties and text.startswith(",", parties[-1].end) and (more := cast.run(parties[-1].end + 1, end)):
            parties += more  # 与甲省A县,乙省B县共建
        left = cast.left(begin, at)
        if not parties and left is not None and (home := _OURS.match(text, at + 1, end)):
            parties = [Party(cast.home_name, home.start(), home.end(), "city-city", True, False, "")]
        if parties:
            stop = text.find(",", parties[-1].end, end)
            stop = end if stop < 0 else stop
            if link := _last(rule.link, text, parties[-1].end, stop):
                before = text[left.end if left and left.kind != "org" and left.end <= at else begin : at]
                whole = parties[-1].end, stop if stop - parties[-1].end < 30 else link
                theme = themes.theme(text[slice(*whole)], text[link:stop], before)
                theme = theme or themes.theme(_before(text, start, begin))
                theme = "" if left and left.name in theme else theme
                named = left.end if left and _MANY_SUCH.fullmatch(text, left.end, at) else at
                outer = cast.before(begin, named) if left else _listed(cast, begin, at)
                if left and (pairs := _pairs(text, [left, *parties])):
                    yield from (Tie(a.name, b, begin, link, "pair", theme, False) for a, b in pairs)
                elif outer and parties[0].own:
                    yield from (Tie(parties[0].name, one, begin, link, "with", theme, False) for one in outer)
                else:
                    yield from _pair(cast, left, parties, begin, link, theme)
            after = parties[-1].end


def _pairs(text: str, parties: Sequence[Party]) -> list[tuple[Party, Party]]:
    """Couples out of A与P、B与Q: one of the house and one from outside in each; nothing for other lists."""
    joints = [text[one.end : other.start] for one, other in pairwise(parties)]
    if len(joints) < 3 or any(joint[:1] != ("、" if n % 2 else "与") for n, joint in enumerate(joints)):
        return []
    couples = list(zip(parties[::2], parties[1::2], strict=False))
    first, second = couples[0]
    if second.own and not first.own:
        couples = [(b, a) for a, b in couples]
    # the first couple tells which side is the house's: a body of it may bear a name that does not
    sides = all((a.own or a.kind == "org") and not b.own for a, b in couples)
    return couples if couples[0][0].own and sides else []


def _listed(cast: Cast, start: int, end: int) -> list[Party]:
    """Bodies from outside that stand before 与, behind the verb: 推动甲大学、乙大学|与…."""
    verbs = [verb.end() for verb in _SENT.finditer(cast.text, start, end)]
    found = cast.run(verbs[-1], end) if verbs else []
    return found if found and found[-1].end == end and not any(one.own for one in found) else []


def _paired(cast: Cast, start: int, end: int) -> Iterator[Tie]:
    """A—P、B—Q结对: pairs of one of the house and one from outside, with a word of pledge in the same stretch."""
    text, rule = cast.text, turns()
    if not rule.pledge.search(text, start, end):
        return
    for dash in _DASH.finditer(text, start, end):
        begin = max(text.rfind(",", start, dash.start()) + 1, start)
        stop = text.find(",", dash.end(), end)
        stop = end if stop < 0 else stop
        left, right = cast.left(begin, dash.start()), cast.at(dash.end(), stop)
        pledge = rule.pledge.search(text, begin, stop)
        if not (pledge and left and right) or left.end != dash.start() or left.own == right.own:
            continue
        inner, partner = (left, right) if left.own else (right, left)
        yield Tie(inner.name, partner, min(begin, left.start), max(stop, right.end), "pair", pledge[0], False)


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """End of the last match, or 0."""
    last = 0
    for found in pattern.finditer(text, start, end):
        last = found.end()
    return last


def _before(text: str, start: int, begin: int) -> str:
    """The stretch before the one that begins here, where it is short enough to say what it is about."""
    words = text[max(start, text.rfind(",", start, max(start, begin - 1)) + 1) : max(start, begin - 1)]
    return words if len(words) < 16 and not _DIGIT.search(words) else ""


def _pair(cast: Cast, left: Party | None, parties: list[Party], start: int, end: int, theme: str) -> Iterator[Tie]:
    """Who is a and who is b of A与B: a is of the issuer's house, b is not; a region stands back behind a place."""
    a = cast.home_name
    if left is not None and left.own:
        a = left.name if left.kind != "region" and not (cast.home and left.name in cast.home.names) else a
    elif left is not None and not left.above:
        if left.kind != "region" and (parties[0].own or parties[0].kind == "region"):
            inner = parties[0].name if parties[0].own and parties[0].kind == "org" else a
            yield Tie(inner, left, start, end, "with", theme, False)
            return
        if left.kind == "city-city" and not parties[0].own:
            yield Tie(a, left, start, end, "with", theme, True)
    for party in parties:
        if not party.own:
            yield Tie(a, party, start, end, "with", theme, False)


def _led(cast: Cast, start: int, end: int) -> Iterator[Tie]:
    """联合P争创, 对接P, 引进P的项目: the verb leads, partners follow at once.

    Who learns from P need not work with it, so that is doubtful.
    """
    text, rule = cast.text, turns()
    for verb in rule.lead.finditer(text, start, end):
        kind = rule.leads[verb[0]]
        if kind == "invite" and not rule.invited.search(text, verb.end(), min(end, verb.end() + _FAR)):
            continue
        parties = cast.run(verb.end(), end)
        if not parties:
            continue
        stop = text.find(",", parties[-1].end, end)
        stop = end if stop < 0 else stop
        rest = text[parties[-1].end : stop]
        doubtful = _ROUTE.search(text, parties[0].end, parties[-1].start) is not None
        if kind == "draw" and not (rule.pledge if verb[0] == "争取" else rule.drawn).search(rest):
            continue
        if kind == "invite" and not rule.invited.match(rest):
            continue
        if kind == "learn":
            if not rule.learnt.search(rest):
                continue
            doubtful = True
        if kind == "blend":
            if not (rule.blended.match(rest) or _CHAIN.match(rest)):
                continue
            parties = [party for party in parties if party.kind == "city-city" and not _strategies.named(party.name)]
        hollow = _HOLLOW.match(rest) is not None
        helped = rule.help.search(rest)
        theme = helped[0] if helped and len(rest) > 20 else themes.theme(rest)
        begin = max(text.rfind(mark, start, verb.start()) + 1 for mark in ",:;")
        left = cast.left(max(start, begin), verb.start())
        inner = left is not None and left.own and left.kind == "org" and left.end == verb.start()
        for party in parties:
            if not party.own and not (party.above and kind != "join"):
                vague = kind == "dock" and hollow and party.kind == "region"
                a = left.name if left is not None and inner else cast.home_name
                yield Tie(a, party, verb.start(), stop, kind, theme, doubtful or vague)


def _helped(cast: Cast, start: int, end: int) -> Iterator[Tie]:
    """P帮扶Q: a body from outside helps one of the house."""
    text = cast.text
    for match in turns().help.finditer(text, start, end):
        right = cast.at(match.end(), end)
        begin = max(text.rfind(",", start, match.start()) + 1, start)
        for at in filter(cast.begins, range(begin, match.start() - 1)):
            helpers = cast.run(at, match.start())
            if (
                helpers
                and not any(one.own or one.kind == "region" for one in helpers)
                and "与" not in text[at : helpers[-1].start]
                and _MANY_SUCH.fullmatch(text, helpers[-1].end, match.start())
            ):
                inner = right.name if right and right.own and right.kind == "org" else cast.home_name
                end_ = right.end if right else match.end()
                yield from (Tie(inner, one, at, end_, "help", match[0], False) for one in helpers)
                break


def _helps(cast: Cast, start: int, end: int) -> Iterator[Tie]:
    """对口支援P: the house helps others."""
    text, rule = cast.text, turns()
    for match in rule.help.finditer(text, start, end):
        parties = cast.run(match.end(), end)
        while parties and text.startswith(",", parties[-1].end) and (more := cast.run(parties[-1].end + 1, end)):
            if more[0].kind != "city-city":
                break
            parties += more
        for party in parties:
            if not (party.own or party.above):
                yield Tie(cast.home_name, party, match.start(), party.end, "help", match[0], False)


def _toward(cast: Cast, start: int, end: int) -> Iterator[Tie]:
    """对P、Q开展帮扶: the house helps others."""
    text, rule = cast.text, turns()
    for word in _TOWARD.finditer(text, start, end):
        parties = cast.run(word.end(), end)
        stop = text.find(",", word.end(), end)
        pledge = rule.pledge.search(text, parties[-1].end, end if stop < 0 else stop) if parties else None
        for party in parties if pledge else ():
            if pledge and not (party.own or party.above):
                yield Tie(cast.home_name, party, word.start(), pledge.end(), "help", pledge[0], False)


def _regions(cast: Cast, start: int, end: int) -> Iterator[Tie]:
    """A region beside a word of sharing (长株潭…互认), events and enclaves there."""
    text, rule = cast.text, turns()
    cities = _MANY.search(text, start, end) or rule.enclave.search(text, start, end)
    for party in cast.within(start, end):
        apt = party.kind == "region" or (cities and party.kind == "city-city")
        if not apt or party.own or party.above or _WAY.search(party.name) or cast.leads(party, end):
            continue
        comma = text.find(",", party.end, end)
        stop = min(end, party.end + 80) if comma < 0 else comma
        begin = max(text.rfind(",", start, party.start) + 1, start)
        if party.kind == "region" and (link := _last(rule.shared, text, party.end, stop)):
            named = next((f for f in _strategies.of_heading(text, party.start, stop) if f.start == party.start), None)
            if named and named.end > party.end and not rule.made.search(text, begin, party.start):
                continue
            theme = themes.theme(text[party.end : link])
            yield Tie(cast.home_name, party, begin, link, "region", theme, bool(rule.obey.match(text, begin)))
        elif _TOGETHER.match(text, party.end, stop) and (link := _last(rule.link, text, party.end, stop)):
            yield Tie(cast.home_name, party, begin, link, "together", themes.theme(text[party.end : link]), False)
        elif party.kind == "region" and rule.event.search(text, party.end, stop):
            yield Tie(cast.home_name, party, begin, stop, "event", themes.theme(text[party.end : stop]), False)
        elif rule.enclave.search(text, party.end, stop):
            yield Tie(cast.home_name, party, begin, stop, "enclave", "飞地", False)
