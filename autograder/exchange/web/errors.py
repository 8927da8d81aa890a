"""Every error as an answer: its status, and words that say what to do. Never a trace."""

from __future__ import annotations

import contextlib
import logging
import math

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from autograder.errors import AuthoringError, AutograderError, GraderError
from autograder.exchange import intake
from autograder.exchange.access import Forbidden, NotThere, Unknown
from autograder.exchange.database import Busy, Full
from autograder.exchange.web.limits import TooMany
from autograder.exchange.web.signing_in import session_of
from autograder.exchange.web.views import page

log = logging.getLogger("autograder.exchange")

# The first that fits counts.
STATUS: tuple[tuple[type[AutograderError], int], ...] = (
    (Unknown, 401),
    (Forbidden, 403),
    (NotThere, 404),
    (TooMany, 429),
    (intake.TooLarge, 413),
    (intake.WrongType, 415),
    (intake.Closed, 409),
    (intake.Refused, 422),
    (AuthoringError, 400),
    (Busy, 503),
    (Full, 507),
)
# What the framework says of an address that no route answers, in our words.
UNROUTED = {
    "Not Found": "No page has this address. It may have been mistyped, or have moved.",
    "Method Not Allowed": "This address does not answer that kind of request.",
}
OURS = "Something went wrong on the server. Nothing that you have a receipt for is lost. Try again."


def install(app: FastAPI) -> None:
    """Answer every error."""
    app.add_exception_handler(AutograderError, _known)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unknown)


def status_of(error: Exception) -> int:
    """The status that an error is answered with."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


async def _known(request: Request, error: Exception) -> Response:
    status = status_of(error)
    if status >= 500:
        log.error("failed", exc_info=error if status == 500 else None, extra={"error": str(error)})
    headers = {}
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(math.ceil(error.wait))
    if isinstance(error, Busy):
        headers["Retry-After"] = "2"
    return answer(request, status, OURS if status == 500 else str(error), headers)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    text = UNROUTED.get(error.detail, error.detail)
    if not hasattr(request.state, "session"):  # no route has asked who it is: the frame wants to
        with contextlib.suppress(GraderError):
            await run_in_threadpool(session_of, request, request.app.state.house)
    return answer(request, error.status_code, text, dict(error.headers or {}))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if not _is_api(request) and any(one["loc"][0] == "path" for one in error.errors()):
        return answer(request, 404, UNROUTED["Not Found"], {})
    told = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:5]]
    return answer(request, 422, "; ".join(told), {})


async def _unknown(request: Request, error: Exception) -> Response:
    log.error("failed", exc_info=error)
    return answer(request, 500, OURS, {})


def answer(request: Request, status: int, text: str, headers: dict[str, str]) -> Response:
    """The error as JSON for programs and as a page for people."""
    if _is_api(request):
        if status == 401:
            headers = {**headers, "WWW-Authenticate": "Bearer"}
        return JSONResponse({"detail": text}, status, headers)
    if status == 401 and request.method == "GET":
        return RedirectResponse("/login", 303)
    return page(request, "error.html", status, headers, status=status, text=text)


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")
