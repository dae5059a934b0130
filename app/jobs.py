"""Files on their way in: one after another in a thread of its own, watched and stopped from outside."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from secrets import token_urlsafe
from threading import Event, Lock
from typing import Any, Literal, TypeAlias

from app.errors import GongjinError
from app.files import Seen
from app.refusals import TooManyJobs, UnknownJob
from app.service import Loaded, Service

State: TypeAlias = Literal["waiting", "running", "done", "stopped", "failed"]
KEPT = 100
"""Jobs that can still be asked for."""
WAITING = 10
"""Jobs that may wait or run at once."""


@dataclass(slots=True)
class Job:
    """One upload of one or more files."""

    files: list[tuple[str, bytes]]
    place: str | None
    id: str = field(default_factory=lambda: token_urlsafe(9))
    state: State = "waiting"
    now: str = ""
    total: int = 0
    done: int = 0
    """Files that are through; one may hold several plans."""
    results: list[Loaded] = field(default_factory=list)
    error: GongjinError | None = None
    stop: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)

    def as_dict(self) -> dict[str, Any]:
        return {
            "job": self.id,
            "state": self.state,
            "done": self.done,
            "total": self.total,
            "now": self.now,
            "results": [result.as_dict() for result in self.results],
            "error": self.error.as_dict() if self.error else None,
        }

    @property
    def failure(self) -> GongjinError | None:
        """The error to answer with, where nothing at all was loaded."""
        if self.error:
            return self.error
        errors = [result.error for result in self.results]
        return errors[0] if errors and all(errors) else None


class Jobs:
    """All uploads of one server."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="load")

    def submit(self, files: Sequence[tuple[str, bytes]], place: str | None = None) -> Job:
        """Take files in. Raises TooManyJobs."""
        job = Job(list(files), place, total=len(files))
        with self._lock:
            if sum(not other.over.is_set() for other in self._jobs.values()) >= WAITING:
                raise TooManyJobs
            self._jobs[job.id] = job
            while len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)
        self._pool.submit(self._run, job)
        return job

    def get(self, id_: str) -> Job:
        """A job. Raises UnknownJob."""
        try:
            return self._jobs[id_]
        except KeyError:
            raise UnknownJob(name=id_) from None

    def stop(self, id_: str) -> Job:
        """Ask a job to end after the file it is at; what is loaded stays."""
        job = self.get(id_)
        job.stop.set()
        return job

    def close(self) -> None:
        """End all jobs, each after the file it is at."""
        for job in list(self._jobs.values()):
            job.stop.set()
        self._pool.shutdown(cancel_futures=True)

    def _run(self, job: Job) -> None:
        seen = Seen()
        try:
            for name, data in job.files:
                if job.stop.is_set():
                    break
                job.state, job.now = "running", name
                job.results += self._service.load_bytes(name, data, place=job.place, seen=seen)
                job.done += 1
            job.state = "done" if job.done == job.total else "stopped"
        except GongjinError as error:
            job.error, job.state = error, "failed"
        except Exception as error:
            job.error = GongjinError("程序出错，已载入的数据不受影响", f"a bug: {type(error).__name__}")
            job.state = "failed"
            raise
        finally:
            job.files, job.now = [], ""
            job.over.set()
