"""What a number measures: the verb and the noun around it, without the number.

A metric is short and stands for itself: 培育3家以上加工企业、2家合作社 measures 培育加工企业 and 培育合作社.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from loaders.quantities import Quantity, either

_OPEN = re.compile(r"(?:[^,;。:、\n()“”\"!?|]|\([^()\n]{0,30}\)|“[^”\n]{0,30}”)*")
_JOIN = re.compile("、?(?:以及|及其?|和(?![美谐平睦顺县])|与(?!会)|并(?!网))?")
_TRAILING = re.compile("(?:以及|和|及|与|并)$")
_ELSEWHERE = re.compile("赴|用于|对|到|在|向|为|参加|并|进行|挂职|实现|达|以|由|按|,")
_OPEN_END = ("等", "共", "的", "各", "内", "中")
_PARTS = re.compile("[、和及与]")
_AGAINST = re.compile("[较比](?:20[0-9]{2}|上|去|基准)年(?:同期|度|末|底)?(?:水平)?|同比|环比")
_BRACKET = re.compile(r"^[(\"]+|^\d+$")


@dataclass(slots=True)
class Before:
    """What the last promise leaves for the next one of its list: where it ends, its metric and its verb."""

    end: int
    metric: str = ""
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured (several with 各), where the quoted words stand, and what compares."""

    metrics: tuple[str, ...]
    start: int
    end: int
    compare: str
    grows: bool
    each: bool


class Metrics:
    """Reads metrics with the words of the lexicon."""

    def __init__(self, rules: dict[str, Any]) -> None:
        verb = either(rules["verbs"]["words"])
        compare = either(word for op in rules["op"] for word in op["before"])
        self._starts = re.compile(f"(?:新|再)?{verb}")
        self._ends = re.compile(f"{verb}(?:[了出好]|完成)?$")
        self._only = re.compile(f"(?:新|再)?{verb}+")
        self._verb = re.compile(f"{verb}(?=..)")
        self._strong = re.compile(f"{either(rules['verbs']['strong'])}(?![率力度])(?=..|$)")
        self._compare = re.compile(f"(?:{compare}|了|分别)+$")
        self._level = re.compile("[到至为]")
        self._growth = re.compile(f"{either(rules['growth']['words'])}$")
        self._fall = re.compile(f"{either(rules['growth']['falls'])}$")
        self._lead_in = re.compile(f"(?:{either(rules['lead_in']['words'])},?)+")
        self._shared = tuple(rules["shared"]["words"])
        self._object = re.compile(f"{either(rules['shared']['objects'])}$")

    def ends_in_verb(self, words: str) -> bool:
        """Whether the words before a number ask for a noun behind it: 引进|3家…"""
        return bool(self._ends.search(words))

    def read(self, text: str, quantity: Quantity, edge: int, follows: int, end: int, before: Before) -> Measured:
        """Read the words between ``edge`` and the number, and the noun between it and ``follows``, the next number."""
        left = text[edge : quantity.start]
        linked = edge == before.end and bool(before.metric)
        joint = _JOIN.match(left) if linked else None
        skip = joint.end() if joint else 0
        ahead = self._lead_in.match(left, skip)
        head = left[ahead.end() if ahead else skip :]
        found = self._compare.search(head[-16:])
        compare = found.group() if found else ""
        bare = head.removesuffix(compare).rstrip(",")
        grows = bool(self._growth.search(bare)) and not self._level.match(compare)
        subject = bare[self._cut(bare) :]
        start = quantity.start - len(head) + len(bare) - len(subject)
        right, right_end = self._right(text, quantity, min(end, follows), follows < end, subject)
        each = subject.endswith("各")
        if grows:
            subject = self._growth.sub("", subject) if not self._fall.search(subject) else subject
            subject = _AGAINST.sub("", subject)
        names = self._each(subject[:-1], right) if each else [subject + right]
        metrics = []
        for name in names:
            before.metric = self._complete(name, before, linked)
            metrics.append(before.metric)
        verb = self._verb.search(before.metric, 0, 12)
        before.verb, before.end = verb.group() if verb else "", right_end
        return Measured(tuple(metrics), start, right_end, compare, grows, each and len(names) > 1)

    def _cut(self, head: str) -> int:
        """How much of the clause before the number is about something else: 培育一批龙头、|引进项目."""
        cut = 0
        comma = head.rfind("、")
        if comma >= 0 and self._starts.match(head, comma + 1):
            listed = head[head.rfind("、", 0, comma) + 1 : comma]
            if not self._only.fullmatch(listed):
                cut = comma + 1
        for strong in self._strong.finditer(head, cut + 1):
            between = head[cut : strong.start()]
            if len(between) > 3 and not between.endswith(("、", "和", "及")):
                cut = strong.start()
        if len(head) - cut > 12:
            verb = self._ends.search(head, len(head) - 6)
            if verb:
                cut = verb.start()
        return cut

    def _right(self, text: str, quantity: Quantity, limit: int, more: bool, subject: str) -> tuple[str, int]:
        """The noun behind the number, and where the quoted words end: 3家|加工企业; nothing in 加工企业3家."""
        match = _OPEN.match(text, quantity.end, min(limit, quantity.end + 40))
        right = match.group() if match else ""
        needed = subject.endswith(_OPEN_END) or not subject or self.ends_in_verb(subject)
        if more and quantity.end + len(right) == limit:
            joint = max(right.rfind("和"), right.rfind("及"), right.rfind("与"))
            if joint >= 0:
                right = right[:joint].removesuffix("以")
            elif not needed:
                right = ""
        if not needed and (
            quantity.kind != "count" or len(right) > 20 or _ELSEWHERE.match(right) or self._starts.match(right)
        ):
            right = ""
        right = _TRAILING.sub("", right)
        return right.removeprefix("的"), quantity.end + len(right)

    def _each(self, subject: str, right: str) -> list[str]:
        """With 各, one metric for each thing listed: 续建、新建产业集群各1个 are two."""
        parts = [part for part in _PARTS.split(subject) if part]
        last = parts[-1] if parts else ""
        verbs = parts[:-1]
        if verbs and all(self._only.fullmatch(part) for part in verbs):
            own = self._starts.match(last)
            noun = last[own.end() :] if own else last
            return [*(verb + noun + right for verb in verbs), last + right]
        verb = self._starts.match(parts[0]) if parts else None
        lead = verb.group() if verb else ""
        return [
            part + right if n == 0 or self._starts.match(part) else lead + part + right for n, part in enumerate(parts)
        ] or [right]

    def _complete(self, metric: str, before: Before, linked: bool) -> str:
        """Give a metric the verb of its list, or the subject: 播种面积3万亩、产量2万吨 counts 播种 in both."""
        metric = _BRACKET.sub("", metric.strip("、,的 "))
        if not metric:
            return before.metric
        if metric in self._shared and self._object.search(before.metric):
            return self._object.sub("", before.metric) + metric
        if linked and before.verb and not self._starts.match(metric) and not metric.endswith(self._shared):
            return before.verb + metric
        return metric
