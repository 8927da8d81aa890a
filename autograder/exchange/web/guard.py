"""What surrounds every request: bounds on its body, headers on its answer, a line in the log.

The three are plain ASGI middleware, so that an upload is cut off while it is still coming.
"""

from __future__ import annotations

import asyncio
import logging
import time

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from autograder.exchange.web.metrics import Metrics
from autograder.grading.sources import MAX_BYTES

MOST_BYTES = MAX_BYTES + 64 * 1024  # a form has boundaries and names besides the file
MOST_RELEASE_BYTES = 300 * 1024 * 1024
BODY_SECONDS = 120.0
HELD_BYTES = 512 * 1024 * 1024  # of all bodies that are coming in at a time
log = logging.getLogger("autograder.exchange")

# No script anywhere. Styles are our own file, and the widths of bars stand in attributes.
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
SECURE = {"Strict-Transport-Security": "max-age=31536000"}


class SafeHeaders:
    """Tells browsers what they must not do with any answer, and caches to keep none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer with its headers."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        secure = SECURE if scope.get("scheme") == "https" else {}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**HEADERS, **secure}.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return await self.app(scope, receive, send_with_headers)


class BoundedBodies:
    """Cuts off bodies that are too large, too slow, or one too many for the memory."""

    def __init__(self, app: ASGIApp, seconds: float = BODY_SECONDS) -> None:
        self.app, self.seconds, self.held = app, seconds, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a body that has bounds."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        most = MOST_RELEASE_BYTES if scope["path"].endswith("/release") else MOST_BYTES
        body = _Body(self, receive, most)
        try:
            return await self.app(scope, body.receive, send)
        finally:
            self.held -= body.size


class _Body:
    def __init__(self, bounds: BoundedBodies, receive: Receive, most: int) -> None:
        self._bounds, self._receive, self._most = bounds, receive, most
        self._ends = time.monotonic() + bounds.seconds
        self.size, self._complete = 0, False

    async def receive(self) -> Message:
        if self._complete:  # only whether the client is still there; that may take its time
            return await self._receive()
        try:
            left = max(0.0, self._ends - time.monotonic())
            message: Message = await asyncio.wait_for(self._receive(), left)
        except TimeoutError:
            raise HTTPException(408, "The upload took too long. Send it again.") from None
        if message["type"] == "http.request":
            self._complete = not message.get("more_body", False)
            self._hold(len(message.get("body", b"")))
        return message

    def _hold(self, count: int) -> None:
        self.size += count
        self._bounds.held += count
        if self.size > self._most:
            raise HTTPException(
                413,
                f"More than {self._most // 2**20} MB were sent. If it is a notebook, clear all "
                "outputs (in Jupyter: Kernel, Restart & Clear Output), save, and send it again.",
            )
        if self._bounds.held > HELD_BYTES:
            raise HTTPException(503, "The server is busy. Try again.", {"Retry-After": "3"})


class Journal:
    """One line of the log and one count for every request. Never a token, a cookie or a query."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and write it down."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        started, status = time.perf_counter(), 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            return await self.app(scope, receive, noting)
        finally:
            seconds = time.perf_counter() - started
            self.metrics.requests.labels(_method(scope), str(status)).inc()
            self.metrics.seconds.observe(seconds)
            about = {"method": _method(scope), "path": scope["path"], "status": status}
            person = scope.get("state", {}).get("person", "")
            log.info("request", extra={**about, "ms": round(1000 * seconds), "person": person})


def _method(scope: Scope) -> str:
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return scope["method"] if scope["method"] in known else "OTHER"
