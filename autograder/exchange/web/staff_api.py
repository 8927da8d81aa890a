"""The API for the staff: releases, terms, extensions, regrades, the roster, scores, the audit."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import asdict, fields, replace
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy import delete, insert, select
from starlette.concurrency import run_in_threadpool

from autograder.errors import AuthoringError
from autograder.exchange import grades, people
from autograder.exchange.access import Action, Person, Role
from autograder.exchange.grades import all_regrades, changes, regrade_of
from autograder.exchange.handouts import is_plain_path, publish, publish_files
from autograder.exchange.roster import read_entries
from autograder.exchange.scores import ScoreRow, score_rows
from autograder.exchange.standing import attempt_numbered, attempts_of
from autograder.exchange.store import Store
from autograder.exchange.tables import audit, feedback_files
from autograder.exchange.terms import change_terms, extend, terms_of
from autograder.exchange.web import shapes
from autograder.exchange.web.answers import release_answer, submission_answer
from autograder.exchange.web.api import PROBLEMS, LabName, Number
from autograder.exchange.web.context import AHouse, House, allowed
from autograder.policy import Policy

router = APIRouter(prefix="/api/v1", responses=PROBLEMS, tags=["staff"])
Login = Annotated[str, Path(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
PageName = Annotated[str, Path(min_length=1, max_length=400)]
TEXT: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}
}


@router.post("/labs/{lab}/release")
def publish_lab(
    person: Annotated[Person, allowed(Action.PUBLISH)], house: AHouse, lab: LabName,
    sent: shapes.Files | None = None,
) -> shapes.Release:  # fmt: skip
    """Hand out a lab's release: the one that was built in the course, or the files sent."""
    assignment = house.course.assignment(lab)
    if sent is None:
        found, _ = publish(house.store, assignment, person.login)
    else:
        files = {name: _decoded(name, text) for name, text in sent.files.items()}
        found, _ = publish_files(house.store, assignment, files, person.login)
    return release_answer(found)


def _decoded(name: str, text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise AuthoringError(f"{name[:80]!r} is not in base64.") from error


@router.patch("/labs/{lab}/terms")
def set_terms(
    person: Annotated[Person, allowed(Action.PUBLISH)], house: AHouse, lab: LabName,
    sent: shapes.TermsChange,
) -> dict[str, Any]:  # fmt: skip
    """Change a lab's terms; they hold from now on."""
    given = {name: getattr(sent, name) for name in sent.model_fields_set}
    for name in set(given) - {"opens", "due", "closes", "late_days"}:
        if given[name] is None:
            raise AuthoringError(f"{name} cannot be taken away.")
    with house.store.database.read() as connection:
        policy = terms_of(connection, lab).policy
    own = {f.name for f in fields(Policy)}
    changed = {name: given.pop(name) for name in list(given) if name in own}
    terms = {**given, "policy": replace(policy, **changed)}
    return asdict(change_terms(house.store, lab, person.login, **terms))


@router.put("/labs/{lab}/extensions/{login}", status_code=204)
def grant_extension(
    person: Annotated[Person, allowed(Action.EXTEND)], house: AHouse, lab: LabName, login: Login,
    sent: shapes.Extension,
) -> None:  # fmt: skip
    """Give somebody another due time."""
    extend(house.store, login, lab, sent.due, sent.reason, person.login)


@router.delete("/labs/{lab}/extensions/{login}", status_code=204)
def take_extension(
    person: Annotated[Person, allowed(Action.EXTEND)], house: AHouse, lab: LabName, login: Login
) -> None:
    """Take an extension away again."""
    extend(house.store, login, lab, None, "", person.login)


@router.post("/labs/{lab}/regrades", status_code=201)
def start_regrade(
    person: Annotated[Person, allowed(Action.REGRADE)], house: AHouse, lab: LabName,
    sent: shapes.Reason,
) -> shapes.Regrade:  # fmt: skip
    """Grade everything of a lab again, with the checks as they stand. Changes no score yet."""
    number = grades.start_regrade(house.store, lab, sent.reason, person.login)
    return _regrade(house, number)


@router.get("/regrades")
def regrades(
    person: Annotated[Person, allowed(Action.REGRADE)], house: AHouse
) -> list[shapes.Regrade]:
    """Every regrade, the newest first; what they change is told of each one alone."""
    with house.store.database.read() as connection:
        return [shapes.Regrade(**asdict(one), changes=[]) for one in all_regrades(connection)]


@router.get("/regrades/{number}")
def one_regrade(
    person: Annotated[Person, allowed(Action.REGRADE)], house: AHouse, number: Number
) -> shapes.Regrade:
    """A regrade, and what publishing it would change."""
    return _regrade(house, number)


@router.post("/regrades/{number}/publish")
def publish_regrade(
    person: Annotated[Person, allowed(Action.REGRADE)], house: AHouse, number: Number
) -> shapes.Regrade:
    """Put a regrade's scores in force."""
    grades.publish_regrade(house.store, number, person.login)
    return _regrade(house, number)


@router.post("/regrades/{number}/discard")
def discard_regrade(
    person: Annotated[Person, allowed(Action.REGRADE)], house: AHouse, number: Number
) -> shapes.Regrade:
    """Throw a regrade away."""
    grades.discard_regrade(house.store, number, person.login)
    return _regrade(house, number)


def _regrade(house: House, number: int) -> shapes.Regrade:
    with house.store.database.read() as connection:
        found, changed = regrade_of(connection, number), changes(connection, number)
    return shapes.Regrade(**asdict(found), changes=changed)


@router.post("/people", openapi_extra=TEXT)
async def import_roster(
    person: Annotated[Person, allowed(Action.MANAGE_PEOPLE)], house: AHouse, request: Request,
    role: Role = Role.STUDENT,
) -> people.Enrolled:  # fmt: skip
    """Put everybody in a CSV file on the roster."""
    entries = read_entries((await request.body()).decode("utf-8-sig", "replace"))
    return await run_in_threadpool(people.enrol, house.store, entries, role, person.login)


@router.get("/people")
def list_people(
    person: Annotated[Person, allowed(Action.SEE_CLASS)], house: AHouse
) -> list[dict[str, Any]]:
    """Everybody on the roster."""
    with house.store.database.read() as connection:
        return [asdict(one) for one in people.everybody(connection)]


@router.post("/people/{login}/token", status_code=201)
def new_token(
    person: Annotated[Person, allowed(Action.MANAGE_PEOPLE)], house: AHouse, login: Login
) -> shapes.Token:
    """A new token for somebody, shown this once; the one they had ends."""
    return shapes.Token(login=login, token=people.new_token(house.store, login, person.login))


@router.get("/scores")
def scores(person: Annotated[Person, allowed(Action.EXPORT)], house: AHouse) -> list[ScoreRow]:
    """Where everybody stands in every lab."""
    with house.store.database.read() as connection:
        return score_rows(connection)


@router.get("/labs/{lab}/submissions")
def collect(
    person: Annotated[Person, allowed(Action.EXPORT)], house: AHouse, lab: LabName
) -> list[shapes.Submission]:
    """Everybody's last submission of a lab, to be fetched one by one."""
    store, found = house.store, []
    with store.database.read() as connection:
        terms_of(connection, lab)
        for student in people.everybody(connection):
            terms = terms_of(connection, lab, student.id)
            for attempt in attempts_of(connection, student.id, lab)[:1]:
                found.append(submission_answer(attempt, student, terms, person, store))
    return found


@router.put("/submissions/{number}/feedback_files/{name}", status_code=204)
async def put_feedback_file(
    person: Annotated[Person, allowed(Action.REGRADE)], house: AHouse, number: Number,
    name: PageName, request: Request,
) -> Response:  # fmt: skip
    """Keep a page that your own nbgrader made for a submission; its student can fetch it."""
    if not is_plain_path(name) or "/" in name or not name.endswith(".html"):
        raise AuthoringError("A page of feedback is a file such as lab.html.")
    data = await request.body()
    await run_in_threadpool(_keep_feedback, house.store, person, number, name, data)
    return Response(status_code=204)


def _keep_feedback(store: Store, person: Person, number: int, name: str, data: bytes) -> None:
    sha256 = store.blobs.add(data)
    with store.database.write() as connection:
        attempt_numbered(connection, number)
        key = (feedback_files.c.submission == number) & (feedback_files.c.name == name)
        connection.execute(delete(feedback_files).where(key))
        store.blobs.add_again(sha256, data)
        row = {"submission": number, "name": name, "sha256": sha256}
        connection.execute(insert(feedback_files).values(**row))
        store.note(connection, person.login, "feedback", str(number), name=name, sha256=sha256)


@router.get("/audit")
def read_audit(
    person: Annotated[Person, allowed(Action.SEE_AUDIT)], house: AHouse,
    before: Annotated[int, Query(ge=1, le=2**31 - 1)] = 2**31 - 1,
) -> list[shapes.AuditLine]:  # fmt: skip
    """What was changed, by whom and when: the newest two hundred lines below a number."""
    query = select(audit).where(audit.c.id < before).order_by(audit.c.id.desc()).limit(200)
    with house.store.database.read() as connection:
        rows = connection.execute(query)
        return [
            shapes.AuditLine(
                at=row.at, actor=row.actor, action=row.action, subject=row.subject,
                detail=json.loads(row.detail),
            )
            for row in rows
        ]  # fmt: skip
