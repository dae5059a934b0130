"""What the driver raises, in our words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Forbidden,
    Neo4jError,
    TransientError,
)

from app import errors

REFUSED = re.compile(r"Security\.Forbidden|Statement\.AccessMode")
TIMED_OUT = re.compile(r"TransactionTimedOut|TransactionTimeout")
LONGEST = 400
"""Characters of what the engine says: some quote the whole query."""
READ_ONLY = re.compile(r"ReadOnly|NotALeader")
NOT_THERE = re.compile(r"DatabaseUnavailable|DatabaseNotFound")
UNKNOWN = "Unknown procedure/function"
FIRST_LOGIN = "Neo.ClientError.Security.CredentialsExpired"


def translate(error: Exception, where: str, seconds: float) -> errors.GraphError:
    """The error of ours that fits; ``where`` is the server, ``seconds`` the time limit."""
    if isinstance(error, Neo4jError):
        return of_server(error, where, seconds)
    if isinstance(error, (ConfigurationError, ValueError)):
        return errors.Unsupported(what=first_line(error), where=where)
    return errors.EngineDown(why=first_line(deepest(error)), where=where)


def of_server(error: Neo4jError, where: str, seconds: float) -> errors.GraphError:
    """What the server itself answered."""
    code, why = error.code or "", (error.message or first_line(error))[:LONGEST]
    if TIMED_OUT.search(code):
        return errors.QueryTimeout(seconds=seconds, where=where)
    if code == FIRST_LOGIN:
        zh = "这个用户的初始密码还没有改：先在 Neo4j 里用 ALTER CURRENT USER SET PASSWORD 改掉"
        return errors.GraphError(
            why=(zh, "the first password must be changed: ALTER CURRENT USER SET PASSWORD"), where=where
        )
    if NOT_THERE.search(code):
        return errors.EngineDown(
            why=(f"数据库正在启动、已停止或不存在：{why}", f"starting, stopped or absent: {why}"), where=where
        )
    if isinstance(error, AuthError) and not isinstance(error, Forbidden):
        return errors.WrongPassword(where=where)
    if READ_ONLY.search(code):
        return errors.ReadOnly(why=why, where=where)
    if REFUSED.search(code):
        return errors.WriteRefused(why=why, where=where)
    if isinstance(error, TransientError):
        return errors.GraphBusy(why=why, where=where)
    if isinstance(error, ClientError) or why.startswith(UNKNOWN):
        return errors.BadQuery(why=why, where=where)
    return errors.GraphError(why=why, where=where)


def deepest(error: BaseException) -> BaseException:
    """The first cause of an error of the driver, through its groups: the one that names the address and the reason."""
    inner = error.__cause__ or error.__context__
    if isinstance(error, BaseExceptionGroup):
        inner = error.exceptions[0]
    return deepest(inner) if inner is not None else error


def first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:LONGEST]


@contextmanager
def speaking(where: str, seconds: float) -> Iterator[None]:
    """Let no error of the driver out."""
    try:
        yield
    except (Neo4jError, DriverError, OSError) as error:
        raise translate(error, where, seconds) from error
