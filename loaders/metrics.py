"""What a number measures: the verb and the noun around it, without the number.

A metric is short and stands for itself: 培育3家以上加工企业、2家合作社 measures 培育加工企业 and 培育合作社.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from loaders.quantities import Quantity, either
from loaders.values import value

_NOUN = r"[^,;。:、\n()“”\"!?|]*+"
_OPEN = re.compile(rf"{_NOUN}(?:(?:\([^()\n]{{0,30}}\)|“[^”\n]{{0,30}}”){_NOUN})*+")
_JOIN = re.compile("[、(]?(?:以及|及其?|和(?![美谐平睦顺县])|与(?!会)|并(?!网))?")
_OPENS = re.compile(r"^[、(]*(?:(?<=\()\d{1,2}\)[、.]?|[①-⑳])?")
"""What stands before the first word: a mark, the number of a part inside the task: (2)|改造水厂, ①|改造水厂."""
_TRAILING = re.compile("(?:以及|和|及|与|并)$")
_ELSEWHERE = re.compile("赴|用于|对|到|在|向|为|参加|并|进行|挂职|实现|达|以|由|按|,")
_MARKS = ("", ",", ";", "。", "、", ":", "\n", ")")
_COUNTER = re.compile(r"^\([^()]{1,4}\)")
_OPEN_END = ("等", "共", "的", "各", "内", "中")
_PARTS = re.compile("[、和及与]")
_PER_ONE = re.compile("(?<=[到至达过为])每[亩人户]$")
_AGAINST = re.compile(
    "[较比](?:年初|上月)|(?:年均|平均每年|每年|总数)$|(?:较|(?<!占)比)(?:20[0-9]{2}|上|去|基准)年(?:同期|度|末|底)?(?:水平)?|同比|环比|(?<=..)20[0-9]{2}年[底末]?$"
)
_ALL = re.compile("(?<![年月日平人户地])均$")
_RATE = re.compile("[率面]")
_FROM = re.compile("[由从][^,;。]*?[0-9].*$")
_LEVEL = "到至为"


@dataclass(slots=True)
class Before:
    """What the last promise leaves for the next one of its list: where it ends, its metric, how it compares."""

    end: int
    metric: str = ""
    compare: list[str] = field(default_factory=list)
    grows: bool = False


@value
class Measured:
    """What is measured (several with 各), where the quoted words stand, and what compares, the nearest word first."""

    metrics: tuple[str, ...]
    start: int
    end: int
    compare: list[str]
    grows: bool


class _Words:
    """A set of plain words, asked what a text begins or ends with; the longest wins."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._lengths = sorted({len(word) for word in self._words}, reverse=True)

    def begin(self, text: str) -> str:
        """The word that the text begins with, or nothing."""
        return next((text[:n] for n in self._lengths if text[:n] in self._words), "")

    def end(self, text: str) -> str:
        """The word that the text ends with, or nothing."""
        return next((text[-n:] for n in self._lengths if text[-n:] in self._words), "")

    def only(self, text: str) -> bool:
        """Whether the text is made of these words and nothing else."""
        while text and (word := self.begin(text)):
            text = text[len(word) :]
        return not text


class Metrics:
    """Reads metrics with the words of the lexicon."""

    def __init__(self, rules: dict[str, Any]) -> None:
        verbs: list[str] = rules["verbs"]["words"]
        self._verbs = _Words([*verbs, *("新" + verb for verb in verbs)])
        self._finished = _Words(verb + done for verb in verbs for done in ("", "了", "出", "好", "完成"))
        self._compare = _Words(word for op in rules["op"] for word in op["before"])
        self._apart = re.compile(f"([^,;。]{{2,20}}[、和][^,;。]{{2,12}}?)各(?:自|至少)?({either(verbs)})")
        self._strong = re.compile(f"{either(rules['verbs']['strong'])}(?![率力度]|工程|项目|任务|行动|目标)(?=..|$)")
        self._growth = _Words(rules["growth"]["words"])
        self._falls = frozenset(rules["growth"]["falls"])
        self._lead_in = re.compile(f"(?:{either(rules['lead_in']['words'])}[,、]?)+")
        self._shared = tuple(rules["shared"]["words"])
        self._object = re.compile(f"{either(rules['shared']['objects'])}$")

    def ends_in_verb(self, words: str) -> bool:
        """Whether the words before a number ask for a noun behind it: 引进|3家…"""
        return bool(self._finished.end(words))

    def lead_in(self, words: str) -> int:
        """How many characters at the beginning only lead in: 力争2026年|…"""
        ahead = self._lead_in.match(words)
        return ahead.end() if ahead else 0

    def read(self, text: str, quantity: Quantity, edge: int, follows: int, end: int, before: Before) -> Measured:
        """Read the words between ``edge`` and the number, and the noun between it and ``follows``, the next number."""
        left = text[edge : quantity.start]
        linked = edge == before.end and bool(before.metric)
        joint = _JOIN.match(left) if linked else None
        skip = joint.end() if joint else len(left) - len(_OPENS.sub("", left, count=1))
        skip += self.lead_in(left[skip:])
        head = left[skip:]
        bare, compare = self._compared(head)
        growth = "" if compare and compare[-1][0] in _LEVEL else self._growth.end(bare)
        if growth and self._verbs.end(bare).endswith(growth) and self._verbs.end(bare) != growth:
            growth = ""  # 改造提升 does a thing
        grows = bool(growth)
        if linked and not head:
            compare, grows = before.compare, before.grows
        before.compare, before.grows = compare, grows
        nominal = text[quantity.end : quantity.end + 1] in _MARKS
        subject = bare[self._cut(bare, nominal) :]
        start = quantity.start - len(head) + len(bare) - len(subject)
        right, right_end = self._right(text, quantity, min(end, follows), follows < end, subject)
        metrics = []
        for name in self._named(subject, right, growth):
            before.metric = self._complete(name, before, linked)
            metrics.append(before.metric)
        before.end = right_end
        return Measured(tuple(metrics), start, right_end, compare, grows)

    def _compared(self, head: str) -> tuple[str, list[str]]:
        """The words before the number without those that compare, and these, the nearest first."""
        compare = []
        head = _PER_ONE.sub("", head)
        while (word := self._compare.end(head)) and len(self._verbs.end(head)) <= len(word):  # 签约 is no 约
            compare.append(word)
            head = head[: -len(word)]
        return _ALL.sub("", head.rstrip(",")), compare

    def _named(self, subject: str, right: str, growth: str) -> list[str]:
        """The metric or, with 各, the metrics."""
        if "由" in subject or "从" in subject:
            subject = _FROM.sub("", subject)
        if growth and growth not in self._falls:
            subject = subject.removesuffix(growth)
        if "年" in subject or "比" in subject or subject.endswith("总数"):
            subject = _AGAINST.sub("", subject)
        if "各" in subject:
            if subject.endswith("各"):
                return self._each(subject[:-1], right)
            if apart := self._apart.fullmatch(subject):
                return [part + apart[2] + right for part in _PARTS.split(apart[1])]
        return [subject + right]

    def _cut(self, head: str, nominal: bool) -> int:
        """How much of the clause before the number is about something else: 培育一批龙头、|引进项目.

        ``nominal``: no noun follows the number, so a verb right before it is one itself: 老旧小区改造5个.
        """
        cut = 0
        comma = head.rfind("、")
        if comma >= 0 and self._verbs.begin(head[comma + 1 :]):
            listed = head[head.rfind("、", 0, comma) + 1 : comma]
            if not self._verbs.only(listed):
                cut = comma + 1
        for strong in self._strong.finditer(head, cut + 1):
            between = head[cut : strong.start()]
            last = strong.end() == len(head) and nominal
            if len(between) > 3 and not last and not between.endswith(("、", "和", "及")):
                cut = strong.start()
        if len(head) - cut > 12 and not nominal and (verb := self._finished.end(head)):
            at = len(head) - len(verb)
            if head[at - 1] != "各":
                cut = at
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
            quantity.kind != "count" or len(right) > 20 or _ELSEWHERE.match(right) or self._verbs.begin(right)
        ):
            right = ""
        right = _TRAILING.sub("", right)
        return _COUNTER.sub("", right).removeprefix("的"), quantity.end + len(right)

    def _each(self, subject: str, right: str) -> list[str]:
        """With 各, one metric for each thing listed: 续建、新建产业集群各1个 are two."""
        parts = [part for part in _PARTS.split(subject) if part]
        if len(parts) < 2:
            return [subject + right]
        *verbs, last = parts
        if all(map(self._verbs.only, verbs)):
            noun = last.removeprefix(self._verbs.begin(last))
            return [*(verb + noun + right for verb in verbs), last + right]
        lead = self._verbs.begin(parts[0])
        return [("" if not n or self._verbs.begin(part) else lead) + part + right for n, part in enumerate(parts)]

    def _complete(self, metric: str, before: Before, linked: bool) -> str:
        """Give a metric the verb of its list, or the subject: 播种面积3万亩、产量2万吨 counts 播种 in both."""
        metric = metric.strip("、,的 ").lstrip('("')
        if not metric or metric.isdecimal():
            return before.metric
        if before.metric and self._verbs.only(metric):
            noun = before.metric
            while verb := self._verbs.begin(noun):
                noun = noun.removeprefix(verb)
            noun = noun or before.metric
            return metric + noun if noun != before.metric else noun.removesuffix(self._verbs.end(noun)) + metric
        if metric[0] == "占" and before.metric:
            return before.metric + metric
        if metric in self._shared and self._object.search(before.metric):
            return self._object.sub("", before.metric) + metric
        if linked and not self._verbs.begin(metric) and not metric.endswith(self._shared):
            return self._verb_of(before.metric) + metric
        return metric

    def _verb_of(self, metric: str) -> str:
        """The first verb of a metric: 每村建成文化站 → 建成; a last word is a noun: 老旧小区改造, 森林覆盖率."""
        for n in range(min(24, len(metric) - 2)):
            verb = self._verbs.begin(metric[n:])
            if verb and n + len(verb) < len(metric) and not _RATE.match(metric, n + len(verb)):
                return verb
        return ""
