"""What can be set from outside, all of it: environment variables that begin with GONGJIN_."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.errors import BadSetting, Unsupported

EMBEDDED = "embedded"
SCHEMES = frozenset({"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"})


class Settings(BaseSettings):
    """One value a setting; none of them is asked for twice, none is read anywhere else."""

    model_config = SettingsConfigDict(env_prefix="GONGJIN_", frozen=True, extra="ignore")

    graph: str = EMBEDDED
    """``embedded``, or the address of a Neo4j server: ``neo4j://host:7687``, ``bolt+s://…``."""
    user: str = "neo4j"
    password: SecretStr = SecretStr("")
    password_file: Path | None = None
    """A file that holds the password; goes before ``password``."""
    reader: str = ""
    """On a server that knows roles: a user who may only read, for questions and people's own Cypher."""
    reader_password: SecretStr = SecretStr("")
    reader_password_file: Path | None = None
    database: str | None = None
    """Name of the database; the server's default, or ``kg`` on the embedded engine."""

    data: Path = Field(default_factory=lambda: user_data_path("gongjin", appauthor=False))
    """Where plans, readings and the embedded graph are kept."""
    cache: Path = Field(default_factory=lambda: user_cache_path("gongjin", appauthor=False))
    """What can be made again: the class archive of the embedded engine."""

    engine_home: Path | None = None
    """Where the embedded engine lives, if not in ``data``."""
    java: Path | None = None
    """Another Java (21 or later) for the embedded engine."""
    heap: str = Field(default="512m", pattern=r"^\d+[mMgG]$")
    linger: float = Field(default=1.0, ge=0, le=3600)
    """Seconds the embedded engine stays when nobody uses it any more."""
    start_timeout: float = Field(default=120.0, gt=0)
    query_timeout: float = Field(default=30.0, gt=0)
    """Seconds a query may take. On the embedded engine the one who starts it decides for all."""
    write_timeout: float = Field(default=60.0, gt=0)
    """Seconds a write waits for another writer."""

    cypher_rows: int = Field(default=1000, gt=0, le=100_000)
    """Rows that people's own Cypher is told at most."""
    cypher_seconds: float = Field(default=5.0, gt=0, le=600)
    """Seconds it is waited for."""

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Host names accepted beside loopback ones and ``host``, with commas between them."""
    upload_limit: int = Field(default=20, gt=0)
    """Largest upload in MB."""

    @field_validator("hosts", mode="before")
    @classmethod
    def _split(cls, given: object) -> object:
        return tuple(filter(None, map(str.strip, given.split(",")))) if isinstance(given, str) else given

    @property
    def embedded(self) -> bool:
        """Whether the graph is the engine we start ourselves; an address that fits nothing raises Unsupported."""
        if self.graph == EMBEDDED:
            return True
        if urlsplit(self.graph).scheme not in SCHEMES:
            raise Unsupported(what=self.graph, where="GONGJIN_GRAPH")
        return False

    @property
    def engine(self) -> Path:
        """Home of the embedded engine."""
        return self.engine_home or self.data / "engine"

    def secret(self) -> str:
        """The password, from its file where there is one."""
        return _secret(self.password, self.password_file, "GONGJIN_PASSWORD_FILE")

    def reader_secret(self) -> str:
        """The password of the reader, likewise."""
        return _secret(self.reader_password, self.reader_password_file, "GONGJIN_READER_PASSWORD_FILE")


def _secret(given: SecretStr, file: Path | None, name: str) -> str:
    if file is None:
        return given.get_secret_value()
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(name=name, why=error.strerror, where=str(file)) from error


def load_settings(**given: object) -> Settings:
    """Settings from the environment, ``given`` before it; a wrong value raises BadSetting and says which."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "GONGJIN_" + "_".join(str(part) for part in first["loc"][:1]).upper()
        raise BadSetting(name=name, why=first["msg"]) from error
