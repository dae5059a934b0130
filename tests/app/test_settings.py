"""Settings from the environment, and the tree of errors."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from app import errors
from app.settings import load_settings


def test_defaults() -> None:
    settings = load_settings()
    assert settings.embedded
    assert settings.host == "127.0.0.1"
    assert settings.engine == settings.data / "engine"


@pytest.mark.parametrize(
    ("name", "value"),
    [("HEAP", "much"), ("PORT", "99999"), ("LINGER", "-1"), ("QUERY_TIMEOUT", "0")],
)
def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"GONGJIN_{name}", value)
    with pytest.raises(errors.BadSetting, match=name):
        load_settings()


@pytest.mark.parametrize(
    ("graph", "embedded"), [("embedded", True), ("neo4j://host", False), ("bolt+s://host:1", False)]
)
def test_addresses(graph: str, embedded: bool) -> None:
    assert load_settings(graph=graph).embedded == embedded


@pytest.mark.parametrize("graph", ["http://host:7474", "host:7687", ""])
def test_addresses_that_fit_nothing(graph: str) -> None:
    with pytest.raises(errors.Unsupported, match="GJ204"):
        _ = load_settings(graph=graph).embedded


def test_password_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text("secret-1\n")
    settings = load_settings(password="other", password_file=path)
    assert settings.secret() == "secret-1"
    assert "other" not in repr(settings)
    with pytest.raises(errors.BadSetting, match="GJ404"):
        load_settings(password_file=tmp_path / "nowhere").secret()


def test_codes_are_unique_and_drawn() -> None:
    found = {
        kind.code: name
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.GongjinError) and kind is not errors.AppError
    }
    assert len(found) == len(set(found.values()))
    drawn = {code: name for name, code in re.findall(r"(\w+) +(GJ2\d\d|GJ4\d\d)", errors.__doc__ or "")}
    assert drawn == {code: name for code, name in found.items() if code >= "GJ2"}


@pytest.mark.parametrize(
    ("error", "zh", "en"),
    [
        (errors.QueryTimeout(seconds=30.0), "30 秒", "30 s"),
        (errors.BadQuery(why="{x} is not known"), "{x} is not known", "{x} is not known"),
        (errors.BadSetting(name="GONGJIN_PORT", why="?"), "GONGJIN_PORT", "GONGJIN_PORT"),
    ],
)
def test_messages_are_filled(error: errors.AppError, zh: str, en: str) -> None:
    assert zh in error.zh
    assert en in error.en
    assert error.as_dict()["code"] == error.code
