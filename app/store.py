"""Plans as they are kept on disk: the truth from which the graph can always be made again.

``data/plans/<id>/`` holds ``text.txt`` (cleaned), ``reading.json`` (the reading without its text) and ``meta.json``
(a line for lists). A plan is there whole or not at all: its folder is written aside, every file and the folder
synced, then renamed into place. A swap that a crash cut short is undone or finished when the store is next opened.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import orjson
from filelock import FileLock, Timeout

from app.errors import GraphBusy
from loaders import serial
from loaders.facts import Document, Reading

NEW, OLD, GONE, BEGUN = ".new-", ".old-", ".gone-", ".begun-"


@dataclass(frozen=True, slots=True)
class Meta:
    """What lists say about a plan, without opening its reading."""

    plan: str
    title: str
    issuer: str | None
    place: str | None
    number: str | None
    date: str | None
    source: str
    revision: str
    digest: str
    """Hash of the reading: the same text read by newer rules differs in it."""
    tasks: int = 0
    duties: int = 0
    leads: int = 0
    targets: int = 0
    cooperation: int = 0
    unread: int = 0
    doubts: int = 0
    format: int = serial.FORMAT

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def summary(reading: Reading, digest: str = "") -> Meta:
    """Count what a list shows of a reading."""
    document = reading.document
    kinds = [fact.kind for fact in reading.facts]
    return Meta(
        plan=document.plan,
        title=document.title,
        issuer=document.issuer,
        place=document.place,
        number=document.number,
        date=document.date,
        source=document.source,
        revision=document.revision,
        digest=digest,
        tasks=sum(item.kind == "task" for item in reading.items),
        duties=sum(kind in ("LEADS", "SHARES", "SUPPORTS", "GUIDES", "LISTED") for kind in kinds),
        leads=kinds.count("LEADS"),
        targets=kinds.count("SETS"),
        cooperation=kinds.count("COOPERATES"),
        unread=len(reading.unread),
        doubts=sum(fact.doubtful for fact in reading.facts),
    )


def folder_name(plan: str) -> str:
    """A name that every file system takes: the id itself, or where it is long or odd, its beginning and a hash."""
    if re.fullmatch(r"[\w〔〕()（）《》、，。·-][\w〔〕()（）《》、，。·.~-]*", plan) and len(plan.encode()) <= 180:
        return plan
    safe = re.sub(r"[^\w〔〕-]", "_", plan).encode()[:120].decode(errors="ignore")
    return f"{safe}~{sha256(plan.encode()).hexdigest()[:12]}"


class Store:
    """The plans kept under one folder; safe for several threads and processes."""

    def __init__(self, data: Path, *, cached: int = 256, patience: float = 60.0) -> None:
        self.root = data / "plans"
        self.root.mkdir(parents=True, exist_ok=True)
        self._writing = FileLock(data / "plans.lock", timeout=patience)
        self._cached = cached
        self._readings: OrderedDict[str, tuple[str, Reading]] = OrderedDict()
        self._metas: dict[str, tuple[int, Meta]] = {}
        self._lock = Lock()
        if self._left():
            with self.writing():
                self._recover()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only one who changes plans here and in the graph; a thread may enter again.

        Raises GraphBusy where another process keeps at it longer than ``patience`` seconds.
        """
        try:
            self._writing.acquire()
        except Timeout as error:
            raise GraphBusy(why=("另一个进程正在载入或重建", "another process is loading or rebuilding")) from error
        try:
            yield
        finally:
            self._writing.release()

    def put(self, reading: Reading) -> Meta:
        """Keep a reading in place of what was kept of its plan."""
        data = serial.dumps(reading, text=False)
        meta = summary(reading, sha256(data).hexdigest()[:16])
        name = folder_name(meta.plan)
        new, here = self.root / f"{NEW}{name}", self.root / name
        with self.writing():
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir()
            _write(new / "text.txt", reading.document.text.encode())
            _write(new / "reading.json", data)
            _write(new / "meta.json", orjson.dumps(meta, option=orjson.OPT_INDENT_2))
            _sync(new)
            self._swap(here, new)
        return meta

    def remove(self, plan: str) -> bool:
        """Forget a plan; False where none of that id was kept."""
        name = folder_name(plan)
        with self.writing():
            if not (self.root / name).is_dir():
                return False
            gone = self.root / f"{GONE}{name}"
            shutil.rmtree(gone, ignore_errors=True)
            (self.root / name).rename(gone)
            _sync(self.root)
            shutil.rmtree(gone, ignore_errors=True)
        return True

    def begin(self, plan: str) -> None:
        """Note that a plan is on its way into the graph, until ``done``: after a crash it is brought in again."""
        (self.root / f"{BEGUN}{folder_name(plan)}").write_text(plan, encoding="utf-8")

    def done(self, plan: str) -> None:
        """Note that a plan is in the graph as it is kept here."""
        (self.root / f"{BEGUN}{folder_name(plan)}").unlink(missing_ok=True)

    def begun(self) -> list[str]:
        """Plans whose way into the graph was cut short, or is being made just now by another process."""
        return sorted(file.read_text(encoding="utf-8") for file in self.root.glob(f"{BEGUN}*"))

    def get(self, plan: str) -> Meta | None:
        """The line of a plan, or None."""
        return self._meta(self.root / folder_name(plan))

    def metas(self) -> Iterator[Meta]:
        """The lines of all plans, in order of id; a folder that cannot be read is passed over."""
        with os.scandir(self.root) as entries:
            names = sorted(entry.name for entry in entries if entry.name[0] != "." and entry.is_dir())
        for name in names:
            meta = self._meta(self.root / name)
            if meta:
                yield meta

    def reading(self, plan: str) -> Reading | None:
        """The reading of a plan, or None."""
        folder = self.root / folder_name(plan)
        meta = self._meta(folder)
        if meta is None:
            return None
        with self._lock:
            kept = self._readings.get(plan)
            if kept and kept[0] == meta.digest:
                self._readings.move_to_end(plan)
                return kept[1]
        reading = self._open(folder)
        if reading is None:
            return None
        with self._lock:
            self._readings[plan] = (meta.digest, reading)
            while len(self._readings) > self._cached:
                self._readings.popitem(last=False)
        return reading

    def document(self, plan: str) -> Document | None:
        """The document of a plan, or None."""
        reading = self.reading(plan)
        return reading.document if reading else None

    def _open(self, folder: Path) -> Reading | None:
        """Read a folder that may be swapped for another meanwhile: its text and its reading must belong together."""
        for _ in range(5):
            try:
                meta = Meta(**orjson.loads((folder / "meta.json").read_bytes()))
                text = (folder / "text.txt").read_bytes().decode()
                data = (folder / "reading.json").read_bytes()
            except FileNotFoundError:
                continue
            if sha256(data).hexdigest()[:16] == meta.digest:
                reading = serial.loads(data, text=text)
                if reading.document.revision == meta.revision:
                    return reading
        return None

    def _meta(self, folder: Path) -> Meta | None:
        file = folder / "meta.json"
        try:
            changed = file.stat().st_mtime_ns
            kept = self._metas.get(folder.name)
            if kept and kept[0] == changed:
                return kept[1]
            meta = Meta(**orjson.loads(file.read_bytes()))
        except (FileNotFoundError, orjson.JSONDecodeError, TypeError):
            return None
        self._metas[folder.name] = (changed, meta)
        return meta

    def _swap(self, here: Path, new: Path) -> None:
        old = self.root / f"{OLD}{here.name}"
        shutil.rmtree(old, ignore_errors=True)
        if here.exists():
            here.rename(old)
        new.rename(here)
        _sync(self.root)
        shutil.rmtree(old, ignore_errors=True)

    def _left(self) -> list[Path]:
        """What a swap that was cut short left behind."""
        return [path for sign in (NEW, OLD, GONE) for path in self.root.glob(f"{sign}*")]

    def _recover(self) -> None:
        """Put back what a crash left between two names: a plan is as it was before, or as it was to become."""
        for old in self.root.glob(f"{OLD}*"):
            here = self.root / old.name.removeprefix(OLD)
            if here.exists():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.rename(here)
        for rest in (*self.root.glob(f"{NEW}*"), *self.root.glob(f"{GONE}*")):
            shutil.rmtree(rest, ignore_errors=True)
        _sync(self.root)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make a rename last; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
