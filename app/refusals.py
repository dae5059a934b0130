"""What is refused for the way it was asked: the part of the tree of errors that questions and the server raise.

QuestionError               GJ300  what was asked cannot be asked so
├── UnknownQuestion         GJ301
├── BadParam                GJ302
├── AmbiguousPlace          GJ303
├── NotFound                GJ304
├── NotUnderstood           GJ305  a sentence that no question fits
└── BadHeader               GJ390  a question file of our own is wrong; a bug
RequestError                GJ400  see app.errors
├── ForeignOrigin           GJ401
├── BadHost                 GJ402
├── RequestTooLarge         GJ403
├── UnknownPlan             GJ405
├── UnknownFact             GJ406
├── UnknownJob              GJ407
├── TooManyJobs             GJ408
├── NoSuchAddress           GJ409
├── BadDecision             GJ410
├── UnknownDecision         GJ411
└── DamagedDecisions        GJ412  the file of decisions cannot be read
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import AppError, RequestError


class QuestionError(AppError):
    """What was asked cannot be asked so."""

    code = "GJ300"
    status = 400
    exit = 5
    zh_text = "无法回答：{why}"
    en_text = "cannot answer: {why}"


class UnknownQuestion(QuestionError):
    """No question has this name."""

    code = "GJ301"
    status = 404
    zh_text = "没有名为“{name}”的问题。现有：{known}"
    en_text = "there is no question {name!r}; there are: {known}"


class BadParam(QuestionError):
    """A parameter that the question does not take, or takes otherwise."""

    code = "GJ302"
    zh_text = "参数“{name}”有误：{why}"
    en_text = "parameter {name!r} is wrong: {why}"


class AmbiguousPlace(QuestionError):
    """A name that fits several places, agencies or plans; ``choices`` holds them as dicts with id and name."""

    code = "GJ303"
    zh_text = "“{name}”可能是：{candidates}。请写全称或编号"
    en_text = "{name!r} may be: {candidates}; write the full name or the id"

    def __init__(self, *, name: str, choices: Sequence[Mapping[str, str]], where: str = "") -> None:
        told = "、".join(f"{choice['name']}（{choice['id']}）" for choice in choices[:12])
        super().__init__(name=name, candidates=told, where=where)
        self.choices = tuple(choices)

    def as_dict(self) -> dict[str, Any]:
        """The error with its candidates, so that a page can offer them."""
        return {**super().as_dict(), "candidates": [dict(choice) for choice in self.choices]}


class NotFound(QuestionError):
    """The thing asked for is not there."""

    code = "GJ304"
    status = 404
    zh_text = "没有找到{what}“{name}”"
    en_text = "no {what} {name!r} was found"


class NotUnderstood(QuestionError):
    """A free sentence that no question fits."""

    code = "GJ305"
    status = 404
    zh_text = "没听懂“{sentence}”。能问的有：{known}"
    en_text = "no question fits {sentence!r}; there are: {known}"


class BadHeader(QuestionError):
    """The header of a question file is wrong."""

    code = "GJ390"
    status = 500
    exit = 1
    zh_text = "问题文件头有误：{why}"
    en_text = "the header of a question is wrong: {why}"


class ForeignOrigin(RequestError):
    """A page of another origin tried to write."""

    code = "GJ401"
    status = 403
    zh_text = "拒绝来自其他网站（{origin}）的写入请求"
    en_text = "a write from another origin ({origin}) is refused"


class BadHost(RequestError):
    """The Host header names a host that is not ours."""

    code = "GJ402"
    zh_text = "不接受主机名“{host}”。需要时请在 GONGJIN_HOSTS 中加上它"
    en_text = "host {host!r} is not accepted; add it to GONGJIN_HOSTS if it is yours"


class RequestTooLarge(RequestError):
    """More bytes than a request may have."""

    code = "GJ403"
    status = 413
    zh_text = "请求超过 {limit} MB 的上限"
    en_text = "the request is larger than {limit} MB"


class UnknownPlan(RequestError):
    """No plan of this id is kept."""

    code = "GJ405"
    status = 404
    exit = 3
    zh_text = "没有编号为“{name}”的方案"
    en_text = "no plan {name!r} is kept"


class UnknownFact(RequestError):
    """No plan that is kept states this fact."""

    code = "GJ406"
    status = 404
    exit = 3
    zh_text = "没有编号为“{name}”的依据"
    en_text = "no fact {name!r} is kept"


class UnknownJob(RequestError):
    """The job was never there, or is long done."""

    code = "GJ407"
    status = 404
    zh_text = "没有编号为“{name}”的任务，或者它早已结束"
    en_text = "no job {name!r}, or it is long done"


class TooManyJobs(RequestError):
    """Enough is waiting already."""

    code = "GJ408"
    status = 429
    zh_text = "正在载入的文件已经很多，请等它们完成"
    en_text = "enough files are being loaded; wait for them"


class NoSuchAddress(RequestError):
    """Nothing stands at this path, or it takes another method."""

    code = "GJ409"
    status = 404
    zh_text = "没有这个地址或不支持这种请求：{name}"
    en_text = "nothing answers {name} that way"


class BadDecision(RequestError):
    """A decision that says nothing, or contradicts itself."""

    code = "GJ410"
    exit = 2
    zh_text = "这条判断有误：{why}"
    en_text = "this decision is wrong: {why}"


class UnknownDecision(RequestError):
    """No decision has this number."""

    code = "GJ411"
    status = 404
    exit = 3
    zh_text = "没有第 {name} 号判断，见 gongjin decide list"
    en_text = "there is no decision {name}; see gongjin decide list"


class DamagedDecisions(RequestError):
    """The file of decisions is not what it should be."""

    code = "GJ412"
    status = 500
    exit = 2
    zh_text = "判断文件读不了：{why}。请改正后重试"
    en_text = "the file of decisions cannot be read: {why}; correct it and try again"
