"""Pages for the staff on the class: its table, one student, one lab in numbers, and exports."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from autograder.exchange.access import Action, NotThere, Person, Role
from autograder.exchange.handouts import handout
from autograder.exchange.people import everybody, person_numbered
from autograder.exchange.scores import as_files
from autograder.exchange.standing import attempts_of, class_standing
from autograder.exchange.tables import extensions
from autograder.exchange.terms import Shown, all_terms, extend, terms_of
from autograder.exchange.web.answers import attachment
from autograder.exchange.web.api import LabName, Number
from autograder.exchange.web.context import AHouse
from autograder.exchange.web.signing_in import AForm, moment, signed_in, text
from autograder.exchange.web.views import page, surroundings, templates
from autograder.feedback.audit import audit_page, read_audit
from autograder.feedback.chart import histogram
from autograder.feedback.tally import check_tallies, exercise_tallies, tally
from autograder.verdict import Report
from autograder.words import CHECK_WORDS

router = APIRouter(include_in_schema=False)
SeesClass = Annotated[Person, signed_in(Action.SEE_CLASS)]
Extends = Annotated[Person, signed_in(Action.EXTEND)]
Exports = Annotated[Person, signed_in(Action.EXPORT)]
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
        due = moment(text(sent, "due"))
        extend(
            house.store, student.login, text(sent, "lab"), due, text(sent, "reason"), person.login
        )

    await run_in_threadpool(give)
    return RedirectResponse(f"/class/people/{number}", 303)


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


@router.get("/class/labs/{lab}/checks")
def checks_page(request: Request, house: AHouse, person: Audits, lab: LabName) -> Response:
    """How good a lab's hidden checks are, as `autograder audit LAB -o DATA` has found them."""
    with house.store.database.read() as connection:
        terms = terms_of(connection, lab)
    audit = read_audit(house.store.folder, lab)
    if audit is None:
        raise NotThere(
            f"The hidden checks of {lab} have not been audited. On the server, say: "
            f"autograder audit {lab} -o {house.store.folder}"
        )
    titles = {row.name: row.name.replace("_", " ") for row in audit.rows}
    frame = {**surroundings(request), "back": f"/class/labs/{lab}"}
    html = audit_page(templates(), audit, terms.title, titles, frame)
    return Response(html, media_type="text/html; charset=utf-8")


@router.get("/class/export/{format_}")
def export(
    house: AHouse, person: Exports, format_: Annotated[str, Path(pattern="^(csv|canvas|moodle)$")]
) -> Response:
    """All scores, as a table or as a platform imports them."""
    with house.store.database.read() as connection:
        files = as_files(connection, house.course, format_)
    name, data = next(iter(files.items()))
    return attachment(data, name)
