"""Pages for the staff on what is handed out: publishing a lab's release, and its terms."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from autograder.errors import AuthoringError
from autograder.exchange.access import Action, Person
from autograder.exchange.handouts import handout, publish
from autograder.exchange.terms import Shown, all_terms, change_terms, terms_of
from autograder.exchange.web.api import LabName
from autograder.exchange.web.context import AHouse
from autograder.exchange.web.signing_in import AForm, moment, signed_in, text
from autograder.exchange.web.views import page
from autograder.policy import Policy

router = APIRouter(include_in_schema=False)
SeesClass = Annotated[Person, signed_in(Action.SEE_CLASS)]
Publishes = Annotated[Person, signed_in(Action.PUBLISH)]


@router.get("/class/labs")
def labs_page(request: Request, house: AHouse, person: SeesClass) -> Response:
    """What is handed out, and what could be."""
    with house.store.database.read() as connection:
        out = all_terms(connection)
        versions = {terms.lab: handout(connection, terms.lab) for terms in out}
    waiting = [a for a in house.course.assignments if a.name not in versions]
    ready = [a for a in waiting if a.released_notebook.is_file()]
    return page(request, "handouts.html", labs=out, versions=versions, ready=ready)


@router.post("/class/labs")
async def publish_lab(house: AHouse, person: Publishes, sent: AForm) -> Response:
    """Hand out a lab's release as it stands in the course."""
    assignment = house.course.assignment(text(sent, "lab"))
    await run_in_threadpool(publish, house.store, assignment, person.login)
    return RedirectResponse("/class/labs", 303)


@router.post("/class/labs/{lab}/terms")
async def set_terms(house: AHouse, person: Publishes, lab: LabName, sent: AForm) -> Response:
    """Change a lab's terms."""
    changed = _terms(sent)

    def change() -> None:
        with house.store.database.read() as connection:
            policy = terms_of(connection, lab).policy
        terms = {**changed, "policy": _policy(sent, policy)}
        change_terms(house.store, lab, person.login, **terms)

    await run_in_threadpool(change)
    return RedirectResponse(f"/class/labs/{lab}", 303)


def _terms(sent: FormData) -> dict[str, Any]:
    try:
        return {
            **{name: moment(text(sent, name)) for name in ("opens", "due", "closes")},
            "before_due": Shown(text(sent, "before_due")),
            "after_due": Shown(text(sent, "after_due")),
            "most_attempts": int(text(sent, "most_attempts") or 0),
        }
    except ValueError as error:
        raise AuthoringError(f"These terms cannot be read: {error}.") from error


def _policy(sent: FormData, policy: Policy) -> Policy:
    numbers = ("late_percent", "late_most", "grace_minutes", "rounding")
    try:
        changed: dict[str, Any] = {name: float(text(sent, name) or 0) for name in numbers}
        days = float(text(sent, "late_days")) if text(sent, "late_days") else None
    except ValueError as error:
        raise AuthoringError(f"This policy cannot be read: {error}.") from error
    return replace(policy, **changed, late_days=days, counts=text(sent, "counts"))
