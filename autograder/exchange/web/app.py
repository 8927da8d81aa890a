"""Puts the server together: what surrounds a request, the routes, and the answers to errors."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from autograder import __version__
from autograder.errors import GraderError
from autograder.exchange import queue
from autograder.exchange.web import (
    api,
    class_pages,
    entry_pages,
    errors,
    handout_pages,
    pages,
    people_pages,
    regrade_pages,
    staff_api,
)
from autograder.exchange.web.context import House
from autograder.exchange.web.guard import BODY_SECONDS, BoundedBodies, Journal, SafeHeaders

STAFF_PAGES = (class_pages, handout_pages, regrade_pages, people_pages)
PARTS = (api, staff_api, entry_pages, pages, *STAFF_PAGES)
ABOUT = (
    "Hands labs out, takes submissions in, has them graded and gives feedback. Every request but "
    "`/healthz` and `/metrics` needs a token: `Authorization: Bearer …`."
)


def build(house: House, *, body_seconds: float = BODY_SECONDS) -> FastAPI:
    """The server as an ASGI application over a house."""
    app = FastAPI(
        title="autograder exchange",
        version=__version__,
        description=ABOUT,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
    )
    app.state.house = house
    # From the outside in: what is logged is what was sent.
    app.add_middleware(BoundedBodies, seconds=body_seconds)
    app.add_middleware(SafeHeaders)
    app.add_middleware(Journal, metrics=house.metrics)
    for part in PARTS:
        app.include_router(part.router)
    app.add_api_route("/healthz", healthz, methods=["GET"], tags=["operation"])
    app.add_api_route("/metrics", metrics, methods=["GET"], tags=["operation"])
    errors.install(app)
    return app


async def healthz(request: Request) -> JSONResponse:
    """Whether the server can do its work: its database answers and its files are there."""
    house: House = request.app.state.house
    try:
        behind = await run_in_threadpool(house.store.stepped_back)
        house.store.blobs.unfinished.stat()
    except (GraderError, OSError) as error:
        return JSONResponse({"status": "failing", "reason": str(error)}, 503)
    told = {"status": "ok", "version": __version__, "clock_behind_seconds": behind.total_seconds()}
    return JSONResponse(told)


async def metrics(request: Request) -> Response:
    """What Prometheus collects."""
    house: House = request.app.state.house
    waiting = await run_in_threadpool(queue.waiting, house.store)
    house.metrics.waiting.set(waiting)
    behind = await run_in_threadpool(house.store.stepped_back)
    house.metrics.behind.set(behind.total_seconds())
    return PlainTextResponse(house.metrics.text(), media_type="text/plain; version=0.0.4")
