"""The clause grammar: the patterns of ``lexicon/clauses.toml``, their slots filled and compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from loaders.lexicon import table
from loaders.values import value

_TABLE: dict[str, Any] = table("clauses")
_SLOTS: dict[str, str] = _TABLE["slots"]
_BODIES: dict[str, str] = _TABLE["bodies"]
_SLOT = re.compile(r"\{([a-z]+)\}")


def fill(pattern: str) -> str:
    """Put the named slots of the lexicon into a pattern."""
    return _SLOT.sub(lambda m: _SLOTS[m[1]], pattern)


def _either(kind: str) -> tuple[str, dict[str, tuple[str, str]]]:
    """All rules of one kind as alternatives, each a named group, and what each group means: (role, rule id)."""
    rules = _TABLE[kind]
    names = {f"{kind}{n}": (rule.get("role", ""), rule["id"]) for n, rule in enumerate(rules)}
    return "|".join(f"(?P<{name}>{fill(rule['pattern'])})" for name, rule in zip(names, rules, strict=True)), names


_LABELS, LABEL_RULES = _either("label")
_VERBS, VERB_RULES = _either("verb")
_ASIDES, _ = _either("aside")

_PERSONS = "(?:[及和与/、](?:责任人|负责人|联系人|责任领导))?"
_ANY_LABEL = re.sub(r"[?]P<[a-z0-9]+>", "?:", _LABELS)
_LEVELS = "省市县区州盟旗级直属国家中央"
_FIRST_OF_LABEL = "".join(sorted(set(re.findall("[\u4e00-\u9fff]", _LABELS)) - set(_LEVELS)))
_MAY_BE_LABEL = rf"(?=[{_LEVELS}【\[〔(]*+[{_FIRST_OF_LABEL}])"
"""A cheap look before a label is tried: most names of bodies fall out at their first letter behind 省, 市 …"""
LABEL = re.compile(
    rf"{_MAY_BE_LABEL}[省市县区州盟旗]?(?P<open>[【\[〔(])?(?:{_LABELS}){_PERSONS}(?P<mark>(?(open)[】\]〕)]:?|[:为是](?!主)))?"
)
LABEL_AHEAD = re.compile(rf"{_MAY_BE_LABEL}(?:(?:{_ANY_LABEL}){_PERSONS}:|[【\[〔](?:{_ANY_LABEL})[】\]〕])")
LABEL_SAYS = re.compile(rf"(?<=[。;\n])(?:{_ANY_LABEL})(?:为|是)(?!主)[^。;\n]{{2,200}}")
"""A sentence that names bodies as a label does: 责任单位为县教育局."""
_INNER = re.compile(rf"\(\?<[!=][^()]*\)|{re.escape(_SLOTS['unit'])}")
"""What stands in a verb's pattern and begins none: words looked back for, 单位, 部门 …"""
_LETTERS = "".join(sorted(set(re.findall("[\u4e00-\u9fff]", _INNER.sub("", _VERBS)))))
VERB = re.compile(rf"(?=[{_LETTERS}])(?:{_VERBS})$")
DOES = re.compile(_TABLE["does"]["pattern"])
"""A verb with its object: 负责资金保障."""
ASIDE = re.compile(rf"(?:{_ASIDES})$")
_FIRST_LEADS = tuple(re.compile(_TABLE["document"][0][key]) for key in ("pattern", "turned"))
_FIRST = re.compile(
    r"(?:号|第一|首|前)[^。\n]{0,16}?牵头|牵头(?:责任)?(?:单位|部门)均?[为是][^。\n]{0,12}?(?:第一|首位|最前)"
)
"""What every such rule holds: a cheap look before the pattern is tried around it."""
_REACH = 60
MARKED_LEADS = re.compile(_TABLE["marked"]["pattern"])
"""The rule that a sign behind a body makes it a lead."""
ALL_ABOVE = re.compile(_TABLE["above"]["pattern"])
"""How a clause begins that speaks of all items above it."""
ALL_SHARE = tuple(re.compile(rule["pattern"]) for rule in _TABLE["document"][1:])


def first_leads(text: str) -> Iterator[re.Match[str]]:
    """The rules that make the first body of each clause the lead, where the text states them."""
    done = 0
    for hint in _FIRST.finditer(text):
        around = max(done, hint.start() - _REACH), hint.end() + _REACH
        if found := next((m for pattern in _FIRST_LEADS if (m := pattern.search(text, *around))), None):
            done = found.end()
            yield found


@value
class Leading:
    """Whom such a rule makes leads, and whether it says that the others support them (其余为配合单位)."""

    whom: str
    """``run`` all before the first comma, ``each`` the first body, or every one of those that answer 分别, ``one`` the
    first; else the sign that stands behind them."""
    supported: bool = False


def leading(rule: re.Match[str]) -> Leading:
    """What a rule says that was found by ``first_leads``."""
    return Leading("run" if rule["comma"] else "each" if rule["each"] else "one", rule["rest"] is not None)


def all_share(text: str) -> re.Match[str] | None:
    """The rule that gives bodies a share in all later items, where the text states one."""
    if not any(word in text for word in ("不再", "下略", "从略")):
        return None
    return next((m for pattern in ALL_SHARE if (m := pattern.search(text))), None)


TAIL = re.compile(rf"{_BODIES['tails']}(?:[(〔〈][^()〔〕〈〉]{{1,20}}[)〕〉])*$")
NEVER = re.compile(_BODIES["never"])
COLLECTIVE = re.compile(_BODIES["collective"])
GROUP = re.compile(_BODIES["groups"])
LEVELS_LEFT, LEVELS_RIGHT = (
    re.compile(_BODIES[side].replace("{levels}", _BODIES["levels"])) for side in ("levels_left", "levels_right")
)
PLACE_SEAT = re.compile(_BODIES["seat"])
GENERIC = re.compile(_BODIES["generic"])
OTHERS = re.compile(rf"(?<![高同平对优中初特])等(?:{_BODIES['others']}|{_BODIES['classes']})$")
OTHERS_AND = re.compile(
    r"等(?:\d+[家个])?(?:[省市县区州]{1,2}[级直属]|国务院|[省市县区州]{1,3}(?=(?:人民)?政府))?(?:有关|相关|各|中央|国家)?(?:部门|单位|部委|地方|(?:人民)?政府)(?:以及|及|和|与)(?=..)(?!(?:有关|相关)?(?:单位|部门|机构|地区|企业)(?:[按负落配参,;、。)]|$))"
)
INSIDE = re.compile(rf"{_BODIES['inside']}$")
JOINT = re.compile(_BODIES["joints"])
NOTE = re.compile(_BODIES["notes"])
ROLE_MARK = re.compile(
    r"[(〔〈\[【](?:(?P<lead>牵头|主办|主责|总牵头)|(?P<support>配合|协办|参与|支持|协助))(?:单位|部门)?[)〕〉\]】]$"
)
CUE = re.compile(
    r"[局委厅部办]|牵头|负责|单位|主体:|责任|落实|配合|参与|按职|职责|协助|支持|实施|指导|督促|[省市县区镇乡道企]负|政府|集团|公司"
    r"|中心|大学|学院|医院|银行|海关|园区|街道|工商联|[科侨]联|协会|商会"
)

VERB_LAST = frozenset("体责头合与实助持导促抓理办行施工进动织调筹成担总主查督管加作务位好同职定制发台草订展障")
"""Last characters that a verb phrase can have: a cheap look before the pattern is tried."""
