"""Claims: who uses the engine. A claim is a file that its holder keeps locked."""

from __future__ import annotations

import os
import secrets

from filelock import FileLock, Timeout

from app.engine.home import Home


def lock(path: os.PathLike[str], timeout: float = -1) -> FileLock:
    """A lock that any thread may release; ``timeout`` -1 waits for ever."""
    return FileLock(path, timeout=timeout, thread_local=False, poll_interval=0.01)


def claim(home: Home) -> FileLock:
    """Take a claim and release it to let the engine go; under the start lock, or the keeper may just be leaving."""
    held = lock(home.claims / f"{os.getpid()}-{secrets.token_hex(4)}", timeout=5)
    held.acquire()
    return held


def claimed(home: Home) -> bool:
    """Whether anybody holds a claim; what the dead left is cleared away."""
    for path in home.claims.iterdir():
        try:
            with lock(path, timeout=0):
                path.unlink(missing_ok=True)
        except Timeout:
            return True
        except OSError:
            continue
    return False
