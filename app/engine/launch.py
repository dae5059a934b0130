"""Start the Java process: class path, settings, users; and learn from its log where it listens."""

from __future__ import annotations

import base64
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from app.engine.address import HOST, Address, Process
from app.engine.home import WINDOWS, Home, Launch, write_private

MAIN = "com.arcadedb.server.ArcadeDBServer"
DATABASE = "kg"
LEFT_OUT = ("console", "graphql", "mcp", "postgresw", "redisw", "python-bridge")
"""Doors of the server that nobody uses here: without their jars they cannot be opened."""
JAVA_OPENS = ("java.util.concurrent.atomic", "java.nio.channels.spi", "java.lang")
BOLT = re.compile(r"Listening for incoming BOLT connections on \S*:(\d+)")
READY = "ArcadeDB Server started"
FAILED = 'Exception in thread "main"'
LOG_PROPERTIES = """handlers=java.util.logging.ConsoleHandler
.level=WARNING
com.arcadedb.level=INFO
java.util.logging.ConsoleHandler.level=ALL
java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
java.util.logging.SimpleFormatter.format=%1$tF %1$tT %4$s %5$s%6$s%n
"""


class StartFailed(Exception):
    """Java ended, gave up or took too long; the message is what its log says last."""


def package() -> Path:
    """Directory of the arcadedb-embedded wheel, found without importing it (that would load a JVM into Python)."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None:
        raise StartFailed("arcadedb-embedded is not installed")
    return Path(spec.origin).parent


def find_java(given: str) -> Path:
    """The Java to run: the one given, or the one inside the wheel."""
    path = Path(given) if given else package() / "jre" / "bin" / ("java.exe" if WINDOWS else "java")
    if not path.is_file():
        raise StartFailed(f"no Java at {path}")
    return path


def class_path() -> str:
    jars = sorted(path for path in (package() / "jars").glob("*.jar"))
    return os.pathsep.join(str(jar) for jar in jars if not any(f"arcadedb-{word}" in jar.name for word in LEFT_OUT))


def machine_flags(heap: str) -> list[str]:
    """What decides about classes and memory; a class archive fits only the flags it was made with."""
    return [
        "-XX:+IgnoreUnrecognizedVMOptions",  # another Java may not have all of these
        f"-Xmx{heap}",
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in JAVA_OPENS),
    ]


def server_settings(home: Home, launch: Launch) -> Iterator[str]:
    settings = {
        "server.rootPath": home.path,
        "server.databaseDirectory": home.path / "databases",
        "server.configDirectory": home.config,
        "server.logsDirectory": home.run / "log",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": HOST,
        "bolt.port": 0,
        "server.httpIncomingHost": HOST,
        "server.httpIncomingPort": 0,
        "server.defaultDatabases": f"{DATABASE}[]",
        "bolt.defaultDatabase": DATABASE,
        "txWalFlush": 2,  # every commit reaches the disk
        "command.timeout": round(launch.timeout * 1000),
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
        # an empty value would mean no restriction
        "server.security.importAllowedLocalPaths": home.run / "nowhere",
        "support.autoRegister": "false",
        "serverMetrics": "false",
        "backup.enabled": "false",
        "polyglotEngineEnabled": "false",
        "server.httpWorkerThreads": 4,
    }
    for key, value in settings.items():
        yield f"-Darcadedb.{key}={value}"
    yield f"-Djava.util.logging.config.file={home.run / 'log.properties'}"
    yield f"-XX:ErrorFile={home.run / 'hs_err.log'}"
    yield "-Dfile.encoding=UTF8"
    yield "-Djava.awt.headless=true"


def argument_file(arguments: list[str]) -> str:
    """Arguments as Java reads them from a file: quoted, so a path may hold spaces and backslashes."""
    return "".join('"' + one.replace("\\", "\\\\").replace('"', '\\"') + '"\n' for one in arguments)


def user_line(name: str, password: str, group: str) -> str:
    """A user as the server keeps it: the hash is salted with the salt's text, not its bytes."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), 65536, 32)
    hashed = f"PBKDF2WithHmacSHA256$65536${salt}${base64.b64encode(digest).decode()}"
    return json.dumps({"name": name, "password": hashed, "databases": {"*": [group]}})


GROUPS = {
    "databases": {
        "*": {
            "groups": {
                "admin": {
                    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
                },
                "reader": {
                    "access": [],
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "types": {"*": {"access": ["readRecord"]}},
                },
            }
        }
    },
    "version": 1,
}


def write_users(home: Home) -> tuple[str, str]:
    """Give the two users fresh passwords; only hashes reach the server, by a file."""
    root, reader = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    lines = (user_line("root", root, "admin"), user_line("reader", reader, "reader"))
    write_private(home.config / "server-users.jsonl", "\n".join(lines) + "\n")
    write_private(home.config / "server-groups.json", json.dumps(GROUPS))
    return root, reader


def environment() -> dict[str, str]:
    """The child's environment: a locale that takes any path, and no Java options of somebody else's."""
    dropped = {"JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"}
    return {**{key: value for key, value in os.environ.items() if key not in dropped}, "LC_ALL": "C.UTF-8"}


def leash() -> Callable[[], None] | None:
    """Where the system can do it: end the child when the keeper's thread dies, even by kill -9."""
    if sys.platform != "linux":
        return None
    try:
        prctl = ctypes.CDLL(None).prctl
    except (OSError, AttributeError):
        return None

    def bind() -> None:
        prctl(1, signal.SIGTERM)

    return bind


def spawn(home: Home, launch: Launch, share: list[str]) -> subprocess.Popen[bytes]:
    """Start Java with its output in a fresh log; ``share`` are the flags of the class archive."""
    java = find_java(launch.java)
    write_private(home.run / "log.properties", LOG_PROPERTIES)
    arguments = [*machine_flags(launch.heap), *share, *server_settings(home, launch), "-cp", class_path(), MAIN]
    options = home.run / "engine.args"
    write_private(options, argument_file(arguments))
    home.log.unlink(missing_ok=True)
    with home.log.open("ab") as log:
        process = subprocess.Popen(
            [java, f"@{options}"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=home.run,
            env=environment(),
            preexec_fn=leash(),
        )
    born = Process.of(process.pid)
    write_private(home.java, json.dumps({"pid": born.pid, "start": born.start}))
    return process


def await_ports(home: Home, process: subprocess.Popen[bytes], patience: float) -> tuple[int, int]:
    """Wait until the server serves; its Bolt port stands in the log, its HTTP port is the other one it listens on."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        text = home.log.read_text(encoding="utf-8", errors="replace")
        if FAILED in text or process.poll() is not None:
            raise StartFailed(tail(text))
        bolt = BOLT.search(text)
        if READY in text and bolt:
            port = int(bolt[1])
            listening = psutil.Process(process.pid).net_connections("tcp")
            others = {one.laddr.port for one in listening if one.status == psutil.CONN_LISTEN} - {port}
            if others:
                return port, min(others)
        time.sleep(0.02)
    raise StartFailed(
        f"no answer within {patience:g} s; {tail(home.log.read_text(encoding='utf-8', errors='replace'))}"
    )


def tail(text: str) -> str:
    """The lines of a log that tell most: the first that speaks of an exception or error, or the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if "Exception" in line or "rror" in line]
    return " | ".join((telling or lines[-2:])[:3])[:500] or "no output"


def start(home: Home, launch: Launch, share: list[str]) -> tuple[subprocess.Popen[bytes], Address]:
    """Start the engine and wait for it; a start that fails leaves no process."""
    password, reader = write_users(home)
    process = spawn(home, launch, share)
    try:
        port, http = await_ports(home, process, launch.patience)
        java, keeper = Process.of(process.pid), Process.of(os.getpid())
        return process, Address(port, http, password, reader, java, keeper)
    except BaseException as error:
        stop(process)
        if isinstance(error, psutil.Error):
            raise StartFailed(str(error)) from error
        raise


def stop(process: subprocess.Popen[bytes], patience: float = 20.0) -> None:
    """Ask Java to close its database and end; one that does not is killed, and recovers at its next start."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
