"""docker-compose.yml and Dockerfile: what can be known of them without Docker."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_two_services_and_their_volumes(compose: Any) -> None:
    assert set(compose["services"]) == {"neo4j", "app"}
    used = {mount.split(":")[0] for service in compose["services"].values() for mount in service["volumes"]}
    assert used == set(compose["volumes"])


def test_the_app_waits_for_a_ready_graph(compose: Any) -> None:
    assert compose["services"]["app"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert "RETURN 1" in compose["services"]["neo4j"]["healthcheck"]["test"][1], (
        "its Bolt must answer, not only its page"
    )
    assert "/readyz" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_no_password_is_there_by_default(compose: Any) -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{GONGJIN_PASSWORD[^}]*\}", text)) == {"${GONGJIN_PASSWORD:?set it in .env}"}
    assert "\nGONGJIN_PASSWORD=\n" in (ROOT / ".env.example").read_text(encoding="utf-8")
    assert "/.env\n" in (ROOT / ".gitignore").read_text(encoding="utf-8").replace("\n.env\n", "\n/.env\n")
    assert ".env" in (ROOT / ".dockerignore").read_text(encoding="utf-8").split()


def test_nobody_is_root_and_only_this_machine_is_served(compose: Any) -> None:
    assert compose["services"]["neo4j"]["user"] == "7474:7474"
    assert "ports" not in compose["services"]["neo4j"]
    assert compose["services"]["app"]["ports"] == ["${GONGJIN_PUBLISH:-127.0.0.1:8000}:8000"]
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    last = max(at for at, line in enumerate(lines) if line.startswith("FROM"))
    assert "USER gongjin" in lines[last:]
    assert lines.index("USER gongjin") > max(at for at, line in enumerate(lines) if line.startswith("RUN"))


def test_files_of_the_server_cannot_be_read(compose: Any) -> None:
    environment = compose["services"]["neo4j"]["environment"]
    assert environment["NEO4J_dbms_security_allow__csv__import__from__file__urls"] == "false"
    assert compose["services"]["neo4j"]["image"].startswith("neo4j:5.26")


def test_every_variable_is_explained(compose: Any) -> None:
    asked = set(re.findall(r"(?<!\$)\$\{(\w+)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    told = set(re.findall(r"^#?(\w+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert asked == told


def test_settings_that_are_given_exist(compose: Any) -> None:
    from app.settings import Settings

    given = set(compose["services"]["app"]["environment"])
    given |= set(re.findall(r"(GONGJIN_\w+)=", (ROOT / "Dockerfile").read_text(encoding="utf-8")))
    assert given <= {f"GONGJIN_{name}".upper() for name in Settings.model_fields}
