"""What can go wrong beyond a file, as one small tree; it carries loaders.errors on.

GongjinError                GJ000
├── InputError              GJ1xx  see loaders.errors
├── GraphError              GJ200  the graph does not do what it is asked
│   ├── EngineDown          GJ201  nobody answers, or the answer broke off
│   ├── EngineStart         GJ202  the embedded engine does not start
│   ├── WrongPassword       GJ203
│   ├── Unsupported         GJ204  a server or version we do not know
│   ├── GraphBusy           GJ205  somebody else writes, or too many ask
│   ├── QueryTimeout        GJ206
│   ├── WriteRefused        GJ207  a question tried to write
│   ├── BadQuery            GJ208  the engine does not understand the text
│   ├── ReadOnly            GJ209  the database takes no writes
│   ├── DamagedReading      GJ210  a reading that schema.toml does not allow; a bug
│   └── CopyDiffers         GJ211  a copied plan reads otherwise than the original
├── QuestionError           GJ3xx  see app.refusals
└── RequestError            GJ400  the way it was asked is refused; GJ4xx see app.refusals
    └── BadSetting          GJ404  a GONGJIN_… value that makes no sense
"""

from __future__ import annotations

from typing import ClassVar

from loaders.errors import (
    DamagedFile,
    EmptyFile,
    GongjinError,
    InputError,
    LexiconError,
    NoSuchFile,
    NoTask,
    NotText,
    SamePlan,
    TooLarge,
    UnknownFormat,
)

__all__ = [
    "AppError",
    "BadQuery",
    "BadSetting",
    "CopyDiffers",
    "DamagedFile",
    "DamagedReading",
    "EmptyFile",
    "EngineDown",
    "EngineStart",
    "GongjinError",
    "GraphBusy",
    "GraphError",
    "InputError",
    "LexiconError",
    "NoSuchFile",
    "NoTask",
    "NotText",
    "QueryTimeout",
    "ReadOnly",
    "RequestError",
    "SamePlan",
    "TooLarge",
    "UnknownFormat",
    "Unsupported",
    "WriteRefused",
    "WrongPassword",
]


class AppError(GongjinError):
    """An error whose two messages are templates beside its code: raise it with the words they want.

    A word that differs between the languages is given as a pair (Chinese, English).
    """

    zh_text: ClassVar[str] = "出错了"
    en_text: ClassVar[str] = "something went wrong"

    def __init__(self, *, where: str = "", **words: object) -> None:
        zh, en = ({k: v[i] if isinstance(v, tuple) else v for k, v in words.items()} for i in (0, 1))
        super().__init__(self.zh_text.format(**zh), self.en_text.format(**en), where=where)


class GraphError(AppError):
    """The graph does not do what it is asked; ``why`` is what the engine says."""

    code = "GJ200"
    exit = 4
    zh_text = "图数据库报错：{why}"
    en_text = "the graph reports: {why}"


class EngineDown(GraphError):
    """Nobody answers at the address, or the connection broke off."""

    code = "GJ201"
    status = 503
    zh_text = "连不上图数据库（{why}）。请确认它已启动、地址无误，然后重试；已载入的数据不受影响"
    en_text = "the graph does not answer ({why}); check that it runs and its address, then try again; nothing is lost"


class EngineStart(GraphError):
    """The embedded engine does not come up; ``why`` is the end of its log."""

    code = "GJ202"
    status = 503
    zh_text = "内置图引擎没有启动：{why}。可查看上述位置的日志；系统较旧时请用 GONGJIN_JAVA 指定 Java 21 或更高版本"
    en_text = (
        "the embedded engine did not start: {why}; see the log there; on an old system set GONGJIN_JAVA to Java 21+"
    )


class WrongPassword(GraphError):
    """The server refuses user or password."""

    code = "GJ203"
    status = 503
    zh_text = "图数据库拒绝了用户名或密码。请检查 GONGJIN_USER 与 GONGJIN_PASSWORD（或 GONGJIN_PASSWORD_FILE）"
    en_text = "the graph refuses user or password; check GONGJIN_USER and GONGJIN_PASSWORD (or GONGJIN_PASSWORD_FILE)"


class Unsupported(GraphError):
    """A server, version or address scheme that is not supported."""

    code = "GJ204"
    zh_text = "不支持 {what}。可用的有：内置引擎（embedded）、Neo4j 5.26 及以上（neo4j://主机:端口）"
    en_text = "{what} is not supported; use embedded, or Neo4j 5.26 or later (neo4j://host:port)"


class GraphBusy(GraphError):
    """Somebody else is writing, or too many queries run."""

    code = "GJ205"
    status = 503
    zh_text = "图数据库正忙（{why}），请稍后重试"
    en_text = "the graph is busy ({why}); try again later"


class QueryTimeout(GraphError):
    """A query ran into the time limit."""

    code = "GJ206"
    status = 504
    zh_text = (
        "查询超过 {seconds:g} 秒被中止。请缩小范围（指定地方或部门），"
        "或调大 GONGJIN_QUERY_TIMEOUT（自写查询：GONGJIN_CYPHER_SECONDS）"
    )
    en_text = (
        "the query was stopped after {seconds:g} s; narrow it (a place, an agency) "
        "or raise GONGJIN_QUERY_TIMEOUT (your own Cypher: GONGJIN_CYPHER_SECONDS)"
    )


class WriteRefused(GraphError):
    """A question tried to write, or to do what a reader may not."""

    code = "GJ207"
    status = 403
    zh_text = "只读查询不能写入或使用受限功能：{why}"
    en_text = "a read-only query may not write or use restricted functions: {why}"


class BadQuery(GraphError):
    """The engine does not understand the text of a query."""

    code = "GJ208"
    status = 400
    zh_text = "查询语句有误：{why}"
    en_text = "the query is wrong: {why}"


class ReadOnly(GraphError):
    """The database itself takes no writes."""

    code = "GJ209"
    status = 503
    zh_text = "图数据库当前不可写：{why}。请改连可写的节点或数据库"
    en_text = "the graph takes no writes now: {why}; use a node or database that does"


class DamagedReading(GraphError):
    """A reading that the schema does not allow: a kind, relation, end or property that is not there."""

    code = "GJ210"
    zh_text = "读取结果与 schema.toml 不符：{why}。这是程序错误，请连同文件一起报告"
    en_text = "the reading does not fit schema.toml: {why}; this is a bug, please report it with the file"


class CopyDiffers(GraphError):
    """After a copy a plan has other facts than its reading."""

    code = "GJ211"
    zh_text = "复制后的方案 {plan} 与原件不符：应有 {want} 条事实，那边有 {there} 条。有人同时在改吗？请再运行一次"
    en_text = "plan {plan} differs after the copy: {want} facts here, {there} there; run it again"


class RequestError(AppError):
    """The way it was asked is refused."""

    code = "GJ400"
    status = 400
    zh_text = "请求被拒绝：{why}"
    en_text = "the request is refused: {why}"


class BadSetting(RequestError):
    """A setting that makes no sense."""

    code = "GJ404"
    status = 500
    exit = 2
    zh_text = "设置 {name} 有误：{why}"
    en_text = "setting {name} is wrong: {why}"
