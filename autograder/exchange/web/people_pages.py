"""Pages for instructors: the roster, its tokens, and who changed what."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from autograder.errors import AuthoringError
from autograder.exchange import people
from autograder.exchange.access import Action, Person, Role
from autograder.exchange.people import everybody
from autograder.exchange.roster import read_entries
from autograder.exchange.tables import audit
from autograder.exchange.web.context import AHouse, House
from autograder.exchange.web.signing_in import AForm, signed_in, text
from autograder.exchange.web.views import page

router = APIRouter(include_in_schema=False)
Manages = Annotated[Person, signed_in(Action.MANAGE_PEOPLE)]
Audits = Annotated[Person, signed_in(Action.SEE_AUDIT)]
LINES = 100


@router.get("/class/people")
def people_page(request: Request, house: AHouse, person: Manages) -> Response:
    """The roster."""
    return _people(request, house)


@router.post("/class/people")
async def change_people(request: Request, house: AHouse, person: Manages, sent: AForm) -> Response:
    """Read a roster, or make somebody a token and show it this once."""
    about: dict[str, Any] = {}
    file = sent.get("roster")
    if isinstance(file, UploadFile) and file.filename:
        entries = read_entries((await file.read()).decode("utf-8-sig", "replace"))
        arguments = (house.store, entries, _role(text(sent, "role")), person.login)
        about["enrolled"] = await run_in_threadpool(people.enrol, *arguments)
    elif login := text(sent, "login"):
        token = await run_in_threadpool(people.new_token, house.store, login, person.login)
        about["token"] = (login, token)
    return await run_in_threadpool(_people, request, house, **about)


def _people(
    request: Request,
    house: House,
    *,
    enrolled: people.Enrolled | None = None,
    token: tuple[str, str] | None = None,
) -> Response:
    with house.store.database.read() as connection:
        everyone = everybody(connection)
        bare = set(people.without_token(connection))
    about = {"people": everyone, "without": bare, "enrolled": enrolled, "token": token}
    return page(request, "people.html", **about)


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError as error:
        raise AuthoringError(f"{name[:40]!r} is no role.") from error


@router.get("/class/changes")
def changes_page(
    request: Request, house: AHouse, person: Audits,
    before: Annotated[int, Query(ge=1, le=2**31 - 1)] = 2**31 - 1,
) -> Response:  # fmt: skip
    """What was changed, by whom and when."""
    query = select(audit).where(audit.c.id < before).order_by(audit.c.id.desc()).limit(LINES)
    with house.store.database.read() as connection:
        rows = connection.execute(query).all()
    lines = [(row, json.loads(row.detail)) for row in rows]
    more = rows[-1].id if len(rows) == LINES else None
    return page(request, "changes.html", lines=lines, more=more)
