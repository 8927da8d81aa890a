"""Pages for whoever takes part: labs, handing in, status, feedback, what is kept about one."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from autograder.exchange.access import Action, NotThere, Person
from autograder.exchange.handouts import File, Handout
from autograder.exchange.intake import Refused, Upload
from autograder.exchange.people import person_numbered
from autograder.exchange.privacy import stored_about
from autograder.exchange.queue import ahead_of
from autograder.exchange.showing import at_least
from autograder.exchange.standing import attempts_of, counting
from autograder.exchange.tables import submissions
from autograder.exchange.terms import Shown, all_terms, terms_of
from autograder.exchange.web import api
from autograder.exchange.web.answers import attachment
from autograder.exchange.web.api import LabName, Number
from autograder.exchange.web.context import AHouse
from autograder.exchange.web.feedback import framed_page
from autograder.exchange.web.finding import (
    hand_in,
    open_release,
    own_attempt,
    shown_score,
    shown_to,
    visible,
)
from autograder.exchange.web.signing_in import AForm, signed_in
from autograder.exchange.web.views import page, surroundings, templates

router = APIRouter(include_in_schema=False)
TakesPart = Annotated[Person, signed_in(Action.TAKE_PART)]
WAITING = ("queued", "grading")


@router.get("/")
def home(request: Request, house: AHouse, person: TakesPart) -> Response:
    """All labs, and where one stands in each."""
    store = house.store
    with store.database.read() as connection:
        mine = attempts_of(connection, person.id)
        open_ = [t for t in all_terms(connection, person.id) if visible(t, person, store)]
    labs: list[dict[str, Any]] = []
    for terms in open_:
        own = [attempt for attempt in mine if attempt.lab == terms.lab]
        score = shown_score(counting(own, terms.policy), person, terms, store)
        labs.append({"terms": terms, "attempts": own, "score": score})
    return page(request, "home.html", labs=labs, now=store.clock())


@router.get("/labs/{lab}")
def lab_page(request: Request, house: AHouse, person: TakesPart, lab: LabName) -> Response:
    """One lab: its files, the form to hand in with, and one's attempts."""
    return _lab_page(request, house, person, lab)


def _lab_page(
    request: Request, house: AHouse, person: Person, lab: str, status: int = 200, problem: str = ""
) -> Response:
    store = house.store
    release = open_release(store, person, lab)
    with store.database.read() as connection:
        terms = terms_of(connection, lab, person.id)
        attempts = attempts_of(connection, person.id, lab)
        ahead = {
            a.submission: ahead_of(connection, a.submission) for a in attempts
            if a.status in WAITING
        }  # fmt: skip
    best = counting(attempts, terms.policy)
    shown = shown_to(person, terms, store)
    return page(
        request, "lab.html", status,
        terms=terms, release=release, attempts=attempts, best=best, ahead=ahead,
        shows_score=at_least(shown, Shown.SCORE), now=store.clock(), problem=problem,
        best_score=shown_score(best, person, terms, store), files=_in_order(release),
    )  # fmt: skip


def _in_order(release: Handout) -> list[File]:
    """What a student wants of a release: the notebook first, and not the list of fingerprints."""
    wanted = [file for file in release.files if file.path != "MANIFEST.json"]
    return sorted(wanted, key=lambda file: (not file.path.endswith(".ipynb"), file.path))


@router.get("/labs/{lab}/files/{path:path}")
def download(
    house: AHouse, person: TakesPart, lab: LabName, path: Annotated[str, Path(max_length=400)]
) -> Response:
    """One file of a lab's newest release, or all of them as a zip."""
    return api.file(person, house, lab, path)


@router.get("/labs/{lab}/all.zip")
def download_all(request: Request, house: AHouse, person: TakesPart, lab: LabName) -> Response:
    """All files of a lab, with the address of this server for `utility.submit()`."""
    release = open_release(house.store, person, lab)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in release.files:
            packed.writestr(f"{lab}/{file.path}", house.store.blobs.read(file.sha256))
        about = {"server": str(request.base_url).rstrip("/"), "lab": lab}
        packed.writestr(f"{lab}/exchange.json", json.dumps(about))
    return attachment(archive.getvalue(), f"{lab}.zip")


@router.post("/labs/{lab}")
async def upload(
    request: Request, house: AHouse, person: TakesPart, lab: LabName, sent: AForm
) -> Response:
    """Hand a file in, and see its receipt."""
    file = sent.get("file")
    data = await file.read() if isinstance(file, UploadFile) else b""
    name = file.filename if isinstance(file, UploadFile) and file.filename else ""
    try:
        if not name:
            raise Refused("Choose a file first.")
        taken = await run_in_threadpool(hand_in, house, person, lab, Upload(name, data, "page"))
    except Refused as error:
        return await run_in_threadpool(_lab_page, request, house, person, lab, 422, str(error))
    return RedirectResponse(f"/submissions/{taken.submission}", 303)


@router.get("/submissions/{number}")
def submission_page(request: Request, house: AHouse, person: TakesPart, number: Number) -> Response:
    """A submission: its receipt, how far it is, and its feedback as much as is shown."""
    store = house.store
    attempt, terms = own_attempt(store, person, number)
    with store.database.read() as connection:
        ahead = ahead_of(connection, number)
        query = select(submissions.c.receipt).where(submissions.c.id == number)
        receipt = json.loads(connection.execute(query).scalar_one())
        owner = person_numbered(connection, attempt.person)
    shown = shown_to(person, terms, store)
    about = {"attempt": attempt, "terms": terms, "receipt": receipt, "shown": shown}
    about["owner"] = owner
    about["shows_score"] = at_least(shown, Shown.SCORE)
    return page(request, "submission.html", ahead=ahead, **about)


@router.get("/submissions/{number}/feedback")
def feedback_page(request: Request, house: AHouse, person: TakesPart, number: Number) -> Response:
    """The feedback page, as `autograder feedback` writes it."""
    try:
        frame = {**surroundings(request), "back": f"/submissions/{number}"}
        html = framed_page(templates(), frame, house.store, person, number)
    except NotThere:
        own_attempt(house.store, person, number)  # a stranger's is not there at all
        return RedirectResponse(f"/submissions/{number}", 303)
    return Response(html, media_type="text/html; charset=utf-8")


@router.get("/submissions/{number}/receipt")
def receipt_file(house: AHouse, person: TakesPart, number: Number) -> Response:
    """The receipt, to keep."""
    attempt, _ = own_attempt(house.store, person, number)
    query = select(submissions.c.receipt).where(submissions.c.id == number)
    with house.store.database.read() as connection:
        text_ = connection.execute(query).scalar_one()
    name = f"receipt-{attempt.lab}-{attempt.attempt}.json"
    return attachment((json.dumps(json.loads(text_), indent=1) + "\n").encode(), name)


@router.get("/submissions/{number}/file")
def own_file(house: AHouse, person: TakesPart, number: Number) -> Response:
    """What was handed in."""
    attempt, _ = own_attempt(house.store, person, number)
    return attachment(house.store.blobs.read(attempt.sha256), attempt.filename)


@router.get("/privacy")
def privacy_page(request: Request, house: AHouse, person: TakesPart) -> Response:
    """What is kept about whoever asks."""
    return page(request, "privacy.html", stored=stored_about(house.store, person.login))
