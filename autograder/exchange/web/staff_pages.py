"""Pages for the staff: the class, a lab in numbers, extensions, regrades, people, the audit."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from autograder.errors import AuthoringError
from autograder.exchange import grades, people
from autograder.exchange.access import Action, Person, Role
from autograder.exchange.grades import all_regrades, changes, regrade_of
from autograder.exchange.handouts import handout, publish
from autograder.exchange.people import everybody, person_numbered
from autograder.exchange.roster import read_entries
from autograder.exchange.scores import as_files
from autograder.exchange.standing import attempts_of, class_standing
from autograder.exchange.tables import audit, extensions
from autograder.exchange.terms import (
    Shown,
    all_terms,
    change_terms,
    extend,
    terms_of,
)
from autograder.exchange.web.answers import attachment
from autograder.exchange.web.api import LabName, Number
from autograder.exchange.web.context import AHouse, House
from autograder.exchange.web.signing_in import AForm, signed_in, text
from autograder.exchange.web.views import page
from autograder.feedback.chart import histogram
from autograder.feedback.tally import check_tallies, exercise_tallies, tally
from autograder.policy import Policy
from autograder.verdict import Report
from autograder.words import CHECK_WORDS

router = APIRouter(include_in_schema=False)
SeesClass = Annotated[Person, signed_in(Action.SEE_CLASS)]
Exports = Annotated[Person, signed_in(Action.EXPORT)]
Publishes = Annotated[Person, signed_in(Action.PUBLISH)]
Extends = Annotated[Person, signed_in(Action.EXTEND)]
Regrades = Annotated[Person, signed_in(Action.REGRADE)]
Manages = Annotated[Person, signed_in(Action.MANAGE_PEOPLE)]
Audits = Annotated[Person, signed_in(Action.SEE_AUDIT)]
Search = Annotated[str, Query(max_length=200)]


@router.get("/class")
def class_page(request: Request, house: AHouse, person: SeesClass, q: Search = "") -> Response:
    """Everybody and every lab; `q` searches names, logins and sections."""
    with house.store.database.read() as connection:
        labs = all_terms(connection)
        standing = class_standing(connection)
        students = everybody(connection, Role.STUDENT)
    words = q.casefold().split()
    found = [s for s in students if all(word in _searched(s) for word in words)]
    return page(
        request, "class_table.html", labs=labs, standing=standing, students=found, q=q,
        total=len(students),
    )  # fmt: skip


def _searched(person: Person) -> str:
    return f"{person.name} {person.login} {person.email} {person.section}".casefold()


@router.get("/class/people/{number}")
def one_person(request: Request, house: AHouse, person: SeesClass, number: Number) -> Response:
    """One student: all their submissions and extensions."""
    with house.store.database.read() as connection:
        student = person_numbered(connection, number)
        labs = all_terms(connection, number)
        attempts = attempts_of(connection, number)
        query = select(extensions).where(extensions.c.person == number)
        own = {row.lab: row for row in connection.execute(query)}
    about = {"student": student, "labs": labs, "attempts": attempts, "extensions": own}
    return page(request, "person.html", **about)


@router.post("/class/people/{number}/extension")
async def give_extension(house: AHouse, person: Extends, number: Number, sent: AForm) -> Response:
    """Give a student another due time, or take it away."""

    def give() -> None:
        with house.store.database.read() as connection:
            student = person_numbered(connection, number)
        due = _moment(text(sent, "due"))
        extend(
            house.store, student.login, text(sent, "lab"), due, text(sent, "reason"), person.login
        )

    await run_in_threadpool(give)
    return RedirectResponse(f"/class/people/{number}", 303)


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


@router.get("/class/labs/{lab}")
def lab_in_numbers(request: Request, house: AHouse, person: SeesClass, lab: LabName) -> Response:
    """A lab: how the class did, what was hard, and its terms."""
    with house.store.database.read() as connection:
        terms = terms_of(connection, lab)
        release = handout(connection, lab)
        best = [s.counting for (_, name), s in class_standing(connection).items() if name == lab]
    names = [attempt.report for attempt in best if attempt and attempt.report]
    reports = tally(Report.from_json(house.store.blobs.read(n).decode()) for n in names)
    return page(
        request, "lab_numbers.html", terms=terms, release=release, tally=reports,
        chart=histogram(reports.shares) if reports.graded else None,
        exercises=exercise_tallies(reports.graded), checks=check_tallies(reports.graded),
        check_words=CHECK_WORDS, handed_in=len(best), Shown=Shown,
    )  # fmt: skip


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
            **{name: _moment(text(sent, name)) for name in ("opens", "due", "closes")},
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


def _moment(value: str) -> datetime | None:
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


@router.get("/class/people")
def people_page(request: Request, house: AHouse, person: Manages) -> Response:
    """The roster."""
    with house.store.database.read() as connection:
        everyone = everybody(connection)
        bare = set(people.without_token(connection))
    about: dict[str, Any] = {"people": everyone, "without": bare, "token": None, "enrolled": None}
    return page(request, "people.html", **about)


@router.post("/class/people")
async def change_people(request: Request, house: AHouse, person: Manages, sent: AForm) -> Response:
    """Read a roster, or make somebody a token and show it this once."""
    about: dict[str, Any] = {"token": None, "enrolled": None}
    file = sent.get("roster")
    if isinstance(file, UploadFile) and file.filename:
        entries = read_entries((await file.read()).decode("utf-8-sig", "replace"))
        arguments = (house.store, entries, _role(text(sent, "role")), person.login)
        about["enrolled"] = await run_in_threadpool(people.enrol, *arguments)
    elif login := text(sent, "login"):
        token = await run_in_threadpool(people.new_token, house.store, login, person.login)
        about["token"] = (login, token)
    return await run_in_threadpool(_people, request, house, about)


def _people(request: Request, house: House, about: dict[str, Any]) -> Response:
    with house.store.database.read() as connection:
        everyone = everybody(connection)
        bare = set(people.without_token(connection))
    return page(request, "people.html", people=everyone, without=bare, **about)


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError as error:
        raise AuthoringError(f"{name[:40]!r} is no role.") from error


@router.get("/class/export/{format_}")
def export(
    house: AHouse, person: Exports, format_: Annotated[str, Path(pattern="^(csv|canvas|moodle)$")]
) -> Response:
    """All scores, as a table or as a platform imports them."""
    with house.store.database.read() as connection:
        files = as_files(connection, house.course, format_)
    name, data = next(iter(files.items()))
    return attachment(data, name)


@router.get("/class/audit")
def audit_page(
    request: Request, house: AHouse, person: Audits,
    before: Annotated[int, Query(ge=1, le=2**31 - 1)] = 2**31 - 1,
) -> Response:  # fmt: skip
    """What was changed, by whom and when."""
    query = select(audit).where(audit.c.id < before).order_by(audit.c.id.desc()).limit(100)
    with house.store.database.read() as connection:
        rows = connection.execute(query).all()
    lines = [(row, json.loads(row.detail)) for row in rows]
    return page(request, "audit.html", lines=lines, more=rows[-1].id if len(rows) == 100 else None)
