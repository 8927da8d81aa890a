"""The way in and out: signing in with a token, signing out, and what pages are dressed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from autograder.exchange import sessions
from autograder.exchange.access import Action, Person, Unknown
from autograder.exchange.web.context import AHouse, address_of
from autograder.exchange.web.signing_in import (
    AForm,
    cookie_name,
    demand_same_origin,
    session_of,
    signed_in,
    start,
    text,
)
from autograder.exchange.web.views import icon, page, style

router = APIRouter(include_in_schema=False)
TakesPart = Annotated[Person, signed_in(Action.TAKE_PART)]
KEPT = {"Cache-Control": "public, max-age=3600"}


@router.get("/style.css")
def stylesheet() -> Response:
    """The one style sheet."""
    return PlainTextResponse(style(), media_type="text/css", headers=KEPT)


@router.get("/icon.svg")
def the_icon() -> Response:
    """The picture on the browser's tab."""
    return Response(icon(), media_type="image/svg+xml", headers=KEPT)


@router.get("/login")
def login_page(request: Request, house: AHouse) -> Response:
    """The form to sign in with."""
    if session_of(request, house):
        return RedirectResponse("/", 303)
    return page(request, "login.html", problem="")


@router.post("/login")
async def login(request: Request, house: AHouse) -> Response:
    """Sign in with a token."""
    demand_same_origin(request)
    token = text(await request.form(max_files=0, max_fields=5), "token", 500)
    try:
        person = await run_in_threadpool(house.person, token, address_of(request))
    except Unknown as error:
        return page(request, "login.html", 401, problem=str(error))
    answer = RedirectResponse("/", 303)
    await run_in_threadpool(start, request, answer, house, person)
    return answer


@router.post("/logout")
async def logout(request: Request, house: AHouse, person: TakesPart, sent: AForm) -> Response:
    """End the session."""
    cookie = request.cookies.get(cookie_name(request), "")
    await run_in_threadpool(sessions.end, house.store, cookie)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(cookie_name(request), path="/", secure=request.url.scheme == "https")
    return answer
