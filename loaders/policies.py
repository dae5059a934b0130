"""Documents that a plan cites: 《title》, with its 文号 where that stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.facts import Find
from loaders.lexicon import table
from loaders.words import any_of

_NUMBER = r"[\u4e00-\u9fff]{1,12}[〔\[(]\d{4}[〕\])]\d{1,5}号"
# a 文号 by itself is cited only behind such a word: the plan's own stands alone on its line
_CITED = re.compile(
    rf"《[^《》\n]{{2,120}}》\s*(?:\((?P<after>{_NUMBER})\))?"
    rf"|(?:落实|根据|按照|依据|参照|执行|转发|符合|依照)(?P<alone>{_NUMBER})"
)


@cache
def _shapes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How titles of documents end, and titles that look like one and are not (newspapers, books)."""
    data = table("policies")
    kinds = re.compile(any_of(data["kinds"]) + r"(?:\([^()]*\)|的?通知|本|稿)*$")
    works = re.compile(any_of(data["works"]) + "$")
    return kinds, works


def find(text: str) -> Iterator[Find]:
    """All citations in order of place. A title of no known kind of document is doubtful; a newspaper is none.

    ``name`` is the title without 《》, or the 文号 where it is cited by that alone; ``number`` the 文号 or None.
    """
    kinds, works = _shapes()
    for match in _CITED.finditer(text):
        number = match["after"] or match["alone"]
        if match["alone"]:
            start, end = match.span("alone")
            yield Find("Policy", number, start, end, "policy.number", props={"number": number})
            continue
        title = match[0][1 : match[0].index("》")].strip()
        if works.search(title):
            continue
        known = bool(number) or bool(kinds.search(title))
        end = match.end() if number else match.start() + match[0].index("》") + 1
        yield Find("Policy", title, match.start(), end, "policy.title", not known, {"number": number})
