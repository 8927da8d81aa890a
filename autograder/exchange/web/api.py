"""The API for whoever takes part: labs, releases, handing in, receipts, feedback."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request, Response
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from autograder.exchange.access import Action, NotThere, Person
from autograder.exchange.handouts import handout
from autograder.exchange.intake import Upload
from autograder.exchange.queue import ahead_of
from autograder.exchange.showing import as_json
from autograder.exchange.standing import attempts_of
from autograder.exchange.tables import feedback_files, submissions
from autograder.exchange.terms import all_terms
from autograder.exchange.web import shapes
from autograder.exchange.web.answers import (
    attachment,
    lab_answer,
    release_answer,
    submission_answer,
)
from autograder.exchange.web.context import AHouse, allowed
from autograder.exchange.web.feedback import standing_page
from autograder.exchange.web.finding import hand_in, open_release, own_attempt, shown_to, visible
from autograder.verdict import Report

PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"model": shapes.Problem}
    for code in (400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 503, 507)
}
router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

TakesPart = Annotated[Person, allowed(Action.TAKE_PART)]
LabName = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Version = Annotated[int | None, Query(ge=1, le=2**31 - 1)]
FileName = Annotated[str, Query(min_length=1, max_length=400, pattern=r"^[^\x00]*$")]
Way = Annotated[str, Query(pattern="^(command|notebook|nbgrader)$")]
RetryKey = Annotated[str | None, Header(alias="Idempotency-Key", max_length=100)]
Digest = Annotated[str | None, Header(alias="X-Content-SHA256", pattern="^[0-9a-f]{64}$")]
BYTES: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {}}, "description": "The file's bytes."}
}


@router.get("/me")
def me(person: TakesPart, house: AHouse) -> shapes.Me:
    """Who you are here, and the key that receipts are signed with."""
    store = house.store
    return shapes.Me(
        login=person.login,
        name=person.name,
        role=person.role,
        server_time=store.clock(),
        key=store.signer.public,
    )


@router.get("/labs")
def labs(person: TakesPart, house: AHouse) -> list[shapes.Lab]:
    """The labs that are open to you, in the course's order."""
    store = house.store
    with store.database.read() as connection:
        mine = attempts_of(connection, person.id)
        found = []
        for terms in all_terms(connection, person.id):
            if visible(terms, person, store):
                version = handout(connection, terms.lab).version
                found.append(lab_answer(terms, version, mine, person, store))
    return found


@router.get("/labs/{lab}/release")
def release(
    person: TakesPart, house: AHouse, lab: LabName, version: Version = None
) -> shapes.Release:
    """The files of a lab: of its newest version, or of the one that you name."""
    return release_answer(open_release(house.store, person, lab, version))


@router.get("/labs/{lab}/files/{path:path}", response_class=Response, responses=FILE)
def file(
    person: TakesPart, house: AHouse, lab: LabName,
    path: Annotated[str, Path(max_length=400, pattern=r"^[^\x00]*$")], version: Version = None,
) -> Response:  # fmt: skip
    """One file of a lab."""
    for one in open_release(house.store, person, lab, version).files:
        if one.path == path:
            return attachment(house.store.blobs.read(one.sha256), path)
    raise NotThere(f"There is no such file in {lab}.")


@router.post("/labs/{lab}/submissions", status_code=201, openapi_extra=BYTES)
async def submit(
    person: TakesPart, house: AHouse, lab: LabName, request: Request, response: Response,
    filename: FileName, way: Way = "command", retry_key: RetryKey = None, sha256: Digest = None,
) -> shapes.Receipt:  # fmt: skip
    """Hand a file in. 201 and a receipt when it is kept; 200 and the same receipt if it was."""
    upload = Upload(filename, await request.body(), way, retry_key, sha256)
    taken = await run_in_threadpool(hand_in, house, person, lab, upload)
    response.status_code = 201 if taken.is_new else 200
    return shapes.Receipt(**taken.receipt)


@router.get("/submissions")
def own_submissions(
    person: TakesPart, house: AHouse,
    lab: Annotated[str | None, Query(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)] = None,
) -> list[shapes.Submission]:  # fmt: skip
    """What you handed in, the newest first."""
    store = house.store
    with store.database.read() as connection:
        terms = {one.lab: one for one in all_terms(connection, person.id)}
        found = attempts_of(connection, person.id, lab)
    return [submission_answer(one, person, terms[one.lab], person, store) for one in found]


@router.get("/submissions/{number}")
def submission(person: TakesPart, house: AHouse, number: Number) -> shapes.Feedback:
    """How far a submission's grading is, and its feedback."""
    store = house.store
    attempt, terms = own_attempt(store, person, number)
    shown = shown_to(person, terms, store)
    if attempt.report is None:
        with store.database.read() as connection:
            ahead = ahead_of(connection, number)
        told = as_json(None, shown)
        return shapes.Feedback(submission=number, ahead=ahead, **{**told, "status": attempt.status})
    report = Report.from_json(store.blobs.read(attempt.report).decode())
    return shapes.Feedback(submission=number, ahead=0, **as_json(report, shown))


@router.get("/submissions/{number}/feedback.html", response_class=Response, responses=FILE)
def feedback_as_page(person: TakesPart, house: AHouse, number: Number) -> Response:
    """The feedback as a page that stands alone, as a file to keep; once all of it is shown."""
    return attachment(standing_page(house.store, person, number).encode(), "feedback.html")


@router.get("/submissions/{number}/receipt")
def receipt(person: TakesPart, house: AHouse, number: Number) -> shapes.Receipt:
    """The receipt of a submission, again."""
    own_attempt(house.store, person, number)
    query = select(submissions.c.receipt).where(submissions.c.id == number)
    with house.store.database.read() as connection:
        return shapes.Receipt(**json.loads(connection.execute(query).scalar_one()))


@router.get("/submissions/{number}/file", response_class=Response, responses=FILE)
def submitted_file(person: TakesPart, house: AHouse, number: Number) -> Response:
    """The bytes that were handed in."""
    attempt, _ = own_attempt(house.store, person, number)
    return attachment(house.store.blobs.read(attempt.sha256), attempt.filename)


@router.get("/submissions/{number}/feedback_files")
def feedback_file_names(person: TakesPart, house: AHouse, number: Number) -> list[str]:
    """Pages that your instructor's own nbgrader made for this submission."""
    own_attempt(house.store, person, number)
    query = select(feedback_files.c.name).where(feedback_files.c.submission == number)
    with house.store.database.read() as connection:
        return list(connection.execute(query.order_by(feedback_files.c.name)).scalars())


@router.get("/submissions/{number}/feedback_files/{name}", response_class=Response, responses=FILE)
def feedback_file(
    person: TakesPart, house: AHouse, number: Number,
    name: Annotated[str, Path(max_length=400, pattern=r"^[^\x00/]*$")],
) -> Response:  # fmt: skip
    """One of these pages, as a file: it is not ours, so no browser shows it from here."""
    own_attempt(house.store, person, number)
    key = (feedback_files.c.submission == number) & (feedback_files.c.name == name)
    with house.store.database.read() as connection:
        sha256 = connection.execute(select(feedback_files.c.sha256).where(key)).scalar()
    if sha256 is None:
        raise NotThere("There is no such page.")
    return attachment(house.store.blobs.read(sha256), name)
