"""Runs the server: uvicorn around the app, bounds on connections, and the grading processes."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from autograder.errors import AuthoringError
from autograder.exchange.crew import Crew
from autograder.exchange.web.app import build
from autograder.exchange.web.context import House
from autograder.exchange.worker import Setup

HEADER_SECONDS = 20.0  # for a connection's first request to begin
MOST_CONNECTIONS = 2000
BACKLOG = 2048  # connections that wait to be taken up
LAST_SECONDS = 20  # for requests that are being answered when the server is told to stop


@dataclass(frozen=True)
class Serving:
    """Where to listen, and with what."""

    host: str
    port: int
    workers: int
    isolation: str
    tls_cert: Path | None = None
    tls_key: Path | None = None
    proxies: str = "127.0.0.1"

    @property
    def url(self) -> str:
        """The address for a browser on this machine."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls_cert else 'http'}://{host}:{self.port}"


def default_workers() -> int:
    """As many as leave a core to the server."""
    return max(1, len(os.sched_getaffinity(0)) - 1)


class PatientToAPoint(H11Protocol):
    """HTTP/1.1 that hangs up on who opens a connection and says nothing, or dribbles headers."""

    def connection_made(self, transport: Any) -> None:
        """Begin to wait."""
        super().connection_made(transport)
        self._waiting = asyncio.get_running_loop().call_later(HEADER_SECONDS, self._hang_up)

    def _hang_up(self) -> None:
        if self.cycle is None:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._waiting.cancel()
        super().connection_lost(exc)


def listen(host: str, port: int) -> socket.socket:
    """A socket at this address, for `serve`. AuthoringError where it cannot be had."""
    try:
        family, *_, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address, family=family, backlog=BACKLOG)
    except OSError as error:
        # Of an address, not of a name: Python adds where it was when that was found out.
        number = error.errno or 0
        why = os.strerror(number) if number > 0 else error.strerror
        raise AuthoringError(
            f"Nothing can listen on {host}, port {port}: {why}. Choose others with --host and "
            "--port, or stop what uses that port."
        ) from error


def serve(house: House, serving: Serving, listening: socket.socket) -> None:
    """Serve until told to stop (SIGTERM, Ctrl-C): no more is taken in, what was is answered."""
    store = house.store
    setup = Setup(
        folder=str(store.folder),
        url=store.database.url,
        course=str(house.course.root),
        isolation=serving.isolation,
        name="",
    )
    # uvicorn raises the signal anew when it has finished; the workers are to be ended after that.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Crew(store, setup, serving.workers):
        server(house, serving).run([listening])


def server(house: House, serving: Serving) -> uvicorn.Server:
    """The web server, configured and not yet running."""
    config = uvicorn.Config(
        build(house),
        host=serving.host,
        port=serving.port,
        http=PatientToAPoint,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=LAST_SECONDS,
        proxy_headers=True,
        forwarded_allow_ips=serving.proxies,
        ssl_certfile=serving.tls_cert,
        ssl_keyfile=serving.tls_key,
    )
    return uvicorn.Server(config)
