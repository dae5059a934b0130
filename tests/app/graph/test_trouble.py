"""Each trouble of the driver has one error of ours."""

from __future__ import annotations

import pytest
from neo4j.exceptions import ConfigurationError, Neo4jError, ServiceUnavailable

from app import errors
from app.graph.trouble import LONGEST, speaking, translate


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Neo.ClientError.Security.Unauthorized", errors.WrongPassword),
        ("Neo.ClientError.Security.Forbidden", errors.WriteRefused),
        ("Neo.ClientError.Statement.AccessMode", errors.WriteRefused),
        ("Neo.ClientError.Statement.SyntaxError", errors.BadQuery),
        ("Neo.ClientError.Transaction.TransactionTimedOut", errors.QueryTimeout),
        ("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration", errors.QueryTimeout),
        ("Neo.ClientError.Cluster.NotALeader", errors.ReadOnly),
        ("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", errors.ReadOnly),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", errors.ReadOnly),
        ("Neo.TransientError.General.DatabaseUnavailable", errors.EngineDown),
        ("Neo.ClientError.Database.DatabaseNotFound", errors.EngineDown),
        ("Neo.ClientError.Security.CredentialsExpired", errors.GraphError),
        ("Neo.TransientError.Transaction.DeadlockDetected", errors.GraphBusy),
        ("Neo.DatabaseError.General.UnknownError", errors.GraphError),
    ],
)
def test_codes_of_the_server(code: str, expected: type[errors.GraphError]) -> None:
    error = Neo4jError._hydrate_neo4j(code=code, message="x" * 1000)
    told = translate(error, "neo4j://here", 5)
    assert type(told) is expected
    assert told.where == "neo4j://here"
    assert len(told.en) < LONGEST + 200


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ServiceUnavailable("Couldn't connect"), errors.EngineDown),
        (ConfigurationError("scheme"), errors.Unsupported),
        (ConnectionResetError("reset"), errors.EngineDown),
    ],
)
def test_troubles_on_the_way(error: Exception, expected: type[errors.GraphError]) -> None:
    with pytest.raises(expected), speaking("here", 5):
        raise error


def test_our_own_errors_pass() -> None:
    with pytest.raises(errors.DamagedReading), speaking("here", 5):
        raise errors.DamagedReading(why="x")
