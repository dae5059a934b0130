"""What a person's own Cypher may say, looked at by its tokens before it is sent.

This is for clear words, not for safety: the connection it is run over cannot write (see ``app.reader``). It refuses
what a reader's connection may still do and has no business here: commands to the server, files and addresses,
procedures that are not known to be harmless, a second statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.errors import BadQuery, WriteRefused

LONGEST = 20_000
"""Characters of a text."""
BEGINS = frozenset({"match", "optional", "with", "unwind", "return", "call"})
WRITING = ("create", "merge", "set", "delete", "detach", "remove", "foreach", "insert", "load")
COMMANDS = ("drop", "alter", "rename", "grant", "deny", "revoke", "use", "show", "terminate", "transactions", "start",
            "stop", "enable", "dryrun", "deallocate", "reallocate", "explain", "profile", "cypher")  # fmt: skip
NEVER = frozenset({*WRITING, *COMMANDS})
PROCEDURES = frozenset({
    "db.labels",
    "db.relationshiptypes",
    "db.propertykeys",
    "db.index.fulltext.querynodes",
    "db.index.fulltext.queryrelationships",
})  # fmt: skip
SPACES = frozenset({"date", "datetime", "localdatetime", "time", "localtime", "duration", "point", "vector"})
"""Functions may have these before their dot."""
_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<quoted>(?:`[^`]*`)+)
      | (?P<number>\d[\w.]*?(?=\.\.|[^\w.]|$))
      | (?P<word>[^\W\d]\w*)
      | (?P<sign>(?!/\*)[^\w\s'"`\\])""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text; spaces and comments are none."""

    kind: str
    text: str

    @property
    def name(self) -> str:
        """A word as the engine compares it, without its back-ticks."""
        return self.text[1:-1].replace("``", "`").lower() if self.kind == "quoted" else self.text.lower()

    @property
    def named(self) -> bool:
        return self.kind in ("word", "quoted")


END = Token("end", "")


def tokens(text: str) -> Iterator[Token]:
    """Cut a text into tokens. Raises BadQuery at a sign that starts none: an open quote, a backslash outside one."""
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise BadQuery(
                why=(f"第 {at + 1} 个字符处读不懂：{text[at : at + 12]}", f"at {at + 1}: {text[at : at + 12]}")
            )
        kind = match.lastgroup or ""
        # engines read backslash-u before anything else: it could end the string it stands in
        if kind == "string" and re.search(r"\\u", match[0], re.IGNORECASE):
            raise WriteRefused(why=(r"字符串里不能有 \u，请直接写字", r"write the character itself, not \u"))
        if kind != "space":
            yield Token(kind, match[0])
        at = match.end()


def check(text: str) -> str:
    """The text without a last semicolon; raises WriteRefused or BadQuery where it may not be sent."""
    if len(text) > LONGEST:
        raise BadQuery(why=(f"超过 {LONGEST} 个字符", f"longer than {LONGEST} characters"))
    if "\0" in text:
        raise BadQuery(why=("含有控制字符", "a control character"))
    found = list(tokens(text))
    while found and found[-1] == Token("sign", ";"):
        found.pop()
        text = text[: text.rindex(";")]
    if not found:
        raise BadQuery(why=("空的", "empty"))
    if found[0].name not in BEGINS or found[0].kind != "word":
        known = "、".join(sorted(BEGINS)).upper()
        raise WriteRefused(
            why=(f"查询应以 {known} 之一开头，不是 {found[0].text[:30]}", f"{found[0].text[:30]} at the start")
        )
    for at in range(len(found)):
        word(found, at)
    return text


def word(found: Sequence[Token], at: int) -> None:
    """Refuse one token where it stands."""
    token = found[at]
    before, after = found[at - 1] if at else END, found[at + 1] if at + 1 < len(found) else END
    if token.text == ";":
        raise WriteRefused(why=("一次只能有一个语句", "one statement at a time"))
    if token.kind == "word" and token.name in NEVER and before.text not in (".", ":", "$") and after.text != ":":
        raise WriteRefused(why=(f"不能使用 {token.text.upper()}", f"{token.text.upper()} is not allowed"))
    if token.kind == "word" and token.name == "call":
        procedure(found, at + 1)
    elif token.named:
        function(found, at, before)


def dotted(found: Sequence[Token], at: int) -> tuple[str, int]:
    """A dotted name from here on, and where it ends."""
    parts = []
    while at < len(found) and found[at].named:
        parts.append(found[at].name)
        at += 1
        if at >= len(found) or found[at].text != ".":
            break
        at += 1
    return ".".join(parts), at


def procedure(found: Sequence[Token], at: int) -> None:
    """Refuse a CALL of what is not known to be harmless; a subquery has no name."""
    name, _ = dotted(found, at)
    if name and name not in PROCEDURES:
        raise WriteRefused(why=(f"不能调用过程 {name[:60]}", f"procedure {name[:60]} is not allowed"))


def function(found: Sequence[Token], at: int, before: Token) -> None:
    """Refuse a function of an extension: its name has a dot."""
    if before.text == "." or (before.kind == "word" and before.name == "call"):
        return
    name, end = dotted(found, at)
    called = end < len(found) and found[end].text == "("
    if called and "." in name and found[at].name not in SPACES:
        raise WriteRefused(why=(f"不能使用函数 {name[:60]}", f"function {name[:60]} is not allowed"))
