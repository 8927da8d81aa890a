"""Browsers: signing in, the session's cookie, and forms that only our own pages can send."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from autograder.errors import AuthoringError
from autograder.exchange import sessions
from autograder.exchange.access import Action, Forbidden, Person, Unknown, demand
from autograder.exchange.sessions import LASTS, Session
from autograder.exchange.web.context import AHouse, House

PLAIN, SECURE = "autograder", "__Host-autograder"  # a browser keeps the second to this very host


def cookie_name(request: Request) -> str:
    """The cookie's name; over TLS it is one that no neighbouring host can set."""
    return SECURE if request.url.scheme == "https" else PLAIN


def signed_in(action: Action) -> Any:
    """For a page: the person who looks at it, if they may."""

    def person(request: Request, house: AHouse) -> Person:
        session = session_of(request, house)
        if session is None:
            raise Unknown("Sign in first.")
        demand(session.person, action)
        return session.person

    person.action = action  # type: ignore[attr-defined]  # a test reads it off every route
    return Depends(person)


def session_of(request: Request, house: House) -> Session | None:
    """The session that the browser is in, if it is in one; the page's frame asks for it, too."""
    cookie = request.cookies.get(cookie_name(request), "")
    session = sessions.find(house.store, cookie) if cookie else None
    request.state.session = session
    if session is not None:
        request.state.person = session.person.login
    return session


def start(request: Request, response: Response, house: House, person: Person) -> None:
    """Begin a session. A fresh cookie every time, so that none can be planted beforehand."""
    response.set_cookie(
        cookie_name(request),
        sessions.start(house.store, person),
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


async def form(request: Request, house: AHouse) -> AsyncIterator[FormData]:
    """The form that was sent, until it is answered; Forbidden unless it is one of this session.

    The browser's own word on where the form comes from is asked first, where it gives one.
    """
    demand_same_origin(request)
    session = await run_in_threadpool(session_of, request, house)
    if session is None:
        raise Unknown("Sign in first.")
    sent = await request.form(max_files=1, max_fields=40, max_part_size=1024 * 1024)
    try:
        session.demand_form_key(str(sent.get("form_key", "")))
        yield sent
    finally:
        await sent.close()  # large files were put on the disk


def demand_same_origin(request: Request) -> None:
    """Forbidden where the browser says that another site's page sent this."""
    site = request.headers.get("sec-fetch-site")
    if site not in (None, "same-origin", "none"):
        raise Forbidden("This form was sent from another site.")
    origin = request.headers.get("origin")
    if origin not in (None, "null", f"{request.url.scheme}://{request.url.netloc}"):
        raise Forbidden("This form was sent from another site.")


def text(sent: FormData, name: str, limit: int = 400) -> str:
    """A field of a form as plain text."""
    value = sent.get(name, "")
    plain = value if isinstance(value, str) else ""
    return "".join(char for char in plain if char.isprintable())[:limit].strip()


def moment(value: str) -> datetime | None:
    """A moment from a form, in UTC unless it says otherwise; None for an empty field."""
    if not value:
        return None
    try:
        found = datetime.fromisoformat(value)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise AuthoringError(
            f"{value[:40]!r} is no date and time. Write it so: 2027-03-01 23:59"
        ) from error


AForm = Annotated[FormData, Depends(form)]
