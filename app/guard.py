"""Who may ask: the door in front of every route.

A page elsewhere in the same browser can reach a server on loopback. It may neither read it under a name of its own
(DNS rebinding: the Host header is checked) nor write to it (Origin and Sec-Fetch-Site are). A body is counted while it
comes in, so that none grows past the limit whatever its headers promise.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import GongjinError
from app.refusals import BadHost, ForeignOrigin, RequestTooLarge
from app.settings import Settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
)


class Guard:
    """ASGI middleware that refuses before anything else looks at a request."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.names = LOOPBACK | {name.lower() for name in settings.hosts} | {settings.host.lower()}
        self.open = not _loopback(settings.host)
        self.limit = settings.upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {key: value.decode("latin-1") for key, value in scope["headers"]}
        started = False
        count = 0

        async def counted() -> Message:
            nonlocal count
            message = await receive()
            count += len(message.get("body", b""))
            if count > self.limit * 1_000_000:
                raise RequestTooLarge(limit=self.limit)
            return message

        async def marked(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        try:
            self.check(scope["method"], headers)
            await self.app(scope, counted, marked)
        except (BadHost, ForeignOrigin, RequestTooLarge) as error:
            if started:
                raise
            await refuse(error, marked)

    def check(self, method: str, headers: dict[bytes, str]) -> None:
        """Raise what is wrong with a request, by its headers."""
        host = headers.get(b"host", "")
        name = host_name(host)
        if not known(name, self.names, addresses=self.open):
            raise BadHost(host=host[:100])
        if method not in SAFE:
            origin = headers.get(b"origin")
            if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
                raise ForeignOrigin(origin=origin[:100])
            if origin is None and headers.get(b"sec-fetch-site", "none") not in ("none", "same-origin"):
                raise ForeignOrigin(origin=headers[b"sec-fetch-site"])
        length = headers.get(b"content-length", "")
        if length.isdecimal() and int(length) > self.limit * 1_000_000:
            raise RequestTooLarge(limit=self.limit)


def host_name(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def known(name: str, names: Collection[str], *, addresses: bool) -> bool:
    """Whether a host name is one of ours; with ``addresses`` any numeric one is, which no foreign page can pose as."""
    if name in names:
        return True
    if not addresses:
        return False
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _loopback(host: str) -> bool:
    if host in LOOPBACK:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


async def refuse(error: GongjinError, send: Send) -> None:
    """Answer with an error, from below all routes."""
    body = orjson.dumps(error.as_dict())
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
