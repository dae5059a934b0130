"""``gongjin serve``: pages and API on one address, until Ctrl-C."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

import uvicorn

from app.api import create
from app.errors import BadSetting
from app.library import Loaded
from app.service import Service
from app.settings import Settings
from app.show import console, say

SAMPLE = Path(__file__).parent / "sample"


def serve(settings: Settings, *, sample: bool) -> None:
    """Serve; with ``sample`` its plans are loaded first. Raises BadSetting where the address is taken."""
    with bound(settings.host, settings.port) as door, Service(settings) as service:
        screen = console()
        if sample:
            screen.print(say("正在载入虚构示例……", "loading the sample …"))
            screen.print(_loaded(service.load([SAMPLE])))
        host, port = door.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        server = uvicorn.Server(uvicorn.Config(create(settings, service), log_level="warning", server_header=False))
        screen.print(say(f"打开 http://{shown}:{port}　（Ctrl-C 停止）", f"open http://{shown}:{port}  (Ctrl-C stops)"))
        with suppress(KeyboardInterrupt):
            server.run(sockets=[door])


def bound(host: str, port: int) -> socket.socket:
    """A socket on the address, so that a taken one is told before anything starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # by its protocol asyncio knows TCP_NODELAY
    try:
        if os.name != "nt":
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port))
    except OSError as error:
        door.close()
        why = (f"{host}:{port} 用不了（{error.strerror}），换一个端口：--port", f"{host}:{port}: {error.strerror}")
        raise BadSetting(name="GONGJIN_PORT", why=why) from error
    return door


def _loaded(results: list[Loaded]) -> str:
    good = [result for result in results if result.meta]
    tasks = sum(result.meta.tasks for result in good if result.meta)
    return say(f"示例：{len(good)} 个方案，{tasks} 项任务", f"sample: {len(good)} plans, {tasks} tasks")
