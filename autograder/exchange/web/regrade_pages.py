"""Pages for instructors: grading a lab again, looking at what changes, and publishing it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from autograder.errors import AuthoringError
from autograder.exchange import grades
from autograder.exchange.access import Action, Person
from autograder.exchange.grades import all_regrades, changes, regrade_of
from autograder.exchange.terms import all_terms
from autograder.exchange.web.api import Number
from autograder.exchange.web.context import AHouse
from autograder.exchange.web.signing_in import AForm, signed_in, text
from autograder.exchange.web.views import page

router = APIRouter(include_in_schema=False)
Regrades = Annotated[Person, signed_in(Action.REGRADE)]


@router.get("/class/regrades")
def regrades_page(request: Request, house: AHouse, person: Regrades) -> Response:
    """All regrades, and the form to begin one."""
    with house.store.database.read() as connection:
        found, labs = all_regrades(connection), all_terms(connection)
    return page(request, "regrades.html", regrades=found, labs=labs)


@router.post("/class/regrades")
async def begin_regrade(house: AHouse, person: Regrades, sent: AForm) -> Response:
    """Grade everything of a lab again."""
    arguments = (house.store, text(sent, "lab"), text(sent, "reason"), person.login)
    number = await run_in_threadpool(grades.start_regrade, *arguments)
    return RedirectResponse(f"/class/regrades/{number}", 303)


@router.get("/class/regrades/{number}")
def regrade_page(request: Request, house: AHouse, person: Regrades, number: Number) -> Response:
    """One regrade: how far it is, and what it would change."""
    with house.store.database.read() as connection:
        found, changed = regrade_of(connection, number), changes(connection, number)
    return page(request, "regrade.html", regrade=found, changes=changed)


@router.post("/class/regrades/{number}")
async def end_regrade(house: AHouse, person: Regrades, number: Number, sent: AForm) -> Response:
    """Publish a regrade, or throw it away."""
    ends = {"publish": grades.publish_regrade, "discard": grades.discard_regrade}
    end = ends.get(text(sent, "do"))
    if end is None:
        raise AuthoringError("Publish the regrade or discard it.")
    await run_in_threadpool(end, house.store, number, person.login)
    return RedirectResponse(f"/class/regrades/{number}", 303)
