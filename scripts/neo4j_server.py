"""A Neo4j Community server of one's own, from Maven Central, without Docker: for tests, for bench, to try things.

``python -m scripts.neo4j_server`` (``make neo4j``) fetches the libraries once, starts the server on a free port of
loopback, prints what to export and stops it on Ctrl-C. ``--version 2026`` takes the other line that is supported.
Needs Maven; Java is the one inside the arcadedb wheel, so none has to be installed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from app.engine.launch import environment, find_java, leash

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = Path(os.environ.get("GONGJIN_NEO4J_LIBS", ROOT / ".neo4j"))
HOMES = ROOT / "data" / "neo4j"
HOST = "127.0.0.1"
VERSIONS = {"5.26": "5.26.25", "2026": "2026.05.0"}
MAIN = {"5.26": "org.neo4j.server.CommunityEntryPoint", "2026": "org.neo4j.server.Neo4jCommunity"}
OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.lang", "java.util.concurrent")
PATIENCE = 120.0
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>gongjin</groupId><artifactId>neo4j-server</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{0}</version></dependency>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{0}</version></dependency>
  </dependencies>
</project>
"""
CONF = """# written anew at every start
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
dbms.usage_report.enabled=false
server.memory.pagecache.size={cache}
db.tx_log.rotation.retention_policy=keep_none
"""


class StartError(Exception):
    """Maven, Java or the server did not do what was asked; the message says which."""


def installed(line: str) -> Path | None:
    """Folder with the libraries of a version, or None where they are not there yet."""
    folder = LIBRARIES / VERSIONS[line]
    return folder if (folder / "complete").is_file() else None


def install(line: str) -> Path:
    """Fetch the libraries of a version by Maven, once: 120 MB, under a minute."""
    found = installed(line)
    if found:
        return found
    maven = shutil.which("mvn")
    if not maven:
        raise StartError("Maven is needed to fetch Neo4j, and there is no mvn (Debian: apt install maven)")
    folder = LIBRARIES / VERSIONS[line]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "pom.xml").write_text(POM.format(VERSIONS[line]), encoding="utf-8")
    command = [maven, "-q", "-B", "-f", str(folder / "pom.xml"), "dependency:copy-dependencies"]
    done = subprocess.run(
        [*command, f"-DoutputDirectory={folder / 'lib'}", "-DincludeScope=runtime"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StartError(f"Maven could not fetch Neo4j {VERSIONS[line]}:\n{done.stdout[-2000:]}")
    (folder / "complete").touch()
    return folder


def free_port() -> int:
    with socket.socket() as door:
        door.bind((HOST, 0))
        return int(door.getsockname()[1])


@dataclass
class Server:
    """One server in one home; may be stopped and started again with what it holds, on the same port."""

    line: str
    home: Path
    port: int = 0
    heap: str = "512m"
    cache: str = "128m"
    password: str = ""
    extra: str = ""
    """More lines of its conf."""
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"neo4j://{HOST}:{self.port}"

    @property
    def secret(self) -> Path:
        """File that keeps the password beside the data it opens."""
        return self.home / "password"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    def start(self, *, wait: bool = True) -> None:
        """Start it; ``wait`` until it answers to its password. Raises StartError with the end of its log."""
        libraries = install(self.line)
        self.port = self.port or free_port()
        (self.home / "conf").mkdir(parents=True, exist_ok=True)
        self.home.chmod(0o700)
        conf = CONF.format(port=self.port, cache=self.cache)
        (self.home / "conf" / "neo4j.conf").write_text(conf + self.extra, encoding="utf-8")
        if self.secret.is_file():
            self.password = self.secret.read_text(encoding="utf-8").strip()
        flags = [f"-Xms{self.heap}", f"-Xmx{self.heap}", "-XX:+UseG1GC", "-Dfile.encoding=UTF-8"]
        flags += [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPENS]
        where = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [find_java(""), *flags, "-cp", f"{libraries / 'lib'}/*", MAIN[self.line], *where],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.home,
                env=environment(),
                start_new_session=True,
                preexec_fn=leash(),
            )
        if wait:
            self.wait()

    def wait(self) -> None:
        """Wait until it answers; at its first start it is given its password."""
        assert self.process is not None
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                self._greet()
                return
            except (Neo4jError, DriverError, OSError):
                time.sleep(0.2)
        self.stop()
        raise StartError(f"Neo4j {VERSIONS[self.line]} did not start: {self.log.read_text(errors='replace')[-2000:]}")

    def _greet(self) -> None:
        socket.create_connection((HOST, self.port), timeout=1).close()
        wanted = self.password or os.environ.get("GONGJIN_PASSWORD") or secrets.token_urlsafe(16)
        try:
            self._run(wanted, "RETURN 1", "neo4j")
        except AuthError:
            self._run("neo4j", "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", "system", new=wanted)
            self._run(wanted, "RETURN 1", "neo4j")
        self.password = wanted
        self.secret.touch(mode=0o600)
        self.secret.write_text(wanted, encoding="utf-8")

    def _run(self, password: str, text: str, database: str, **params: str) -> None:
        url = f"bolt://{HOST}:{self.port}"
        with (
            GraphDatabase.driver(
                url, auth=("neo4j", password), connection_timeout=5, telemetry_disabled=True
            ) as driver,
            driver.session(database=database) as session,
        ):
            session.run(text, params).consume()

    def stop(self, *, kill: bool = False) -> None:
        """Stop it cleanly, or as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill() if kill else self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None


@contextlib.contextmanager
def running(line: str, home: Path, **given: str) -> Iterator[Server]:
    """A server that stops when the block ends."""
    server = Server(line, home, **given)  # type: ignore[arg-type]
    try:
        server.start()
        yield server
    finally:
        server.stop()


def main() -> None:
    """Run a server until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m scripts.neo4j_server", description=main.__doc__)
    parser.add_argument("--version", choices=VERSIONS, default="5.26")
    parser.add_argument("--port", type=int, default=0, help="a free one, if not given")
    parser.add_argument("--home", type=Path, help="where it keeps its data (data/neo4j/VERSION)")
    parser.add_argument("--heap", default="512m")
    parser.add_argument("--cache", default="128m", help="page cache")
    parser.add_argument("--install", action="store_true", help="only fetch the libraries, of all versions")
    given = parser.parse_args()
    over = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: over.set())
    try:
        if given.install:
            for line in VERSIONS:
                print(install(line))
            return
        home = (given.home or HOMES / given.version).resolve()
        server = Server(given.version, home, given.port, given.heap, given.cache)
        print(f"starting Neo4j {VERSIONS[given.version]} …", file=sys.stderr, flush=True)
        try:
            server.start()
            print(f"export GONGJIN_GRAPH={server.url}\nexport GONGJIN_PASSWORD_FILE={server.secret}", flush=True)
            print("Ctrl-C stops it", file=sys.stderr, flush=True)
            while not over.wait(0.5) and server.process is not None and server.process.poll() is None:
                pass
        finally:
            server.stop()
    except StartError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
