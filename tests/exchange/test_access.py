"""Every rule of access, and somebody who tries to break it."""

from __future__ import annotations

import pytest
from fastapi.routing import APIRoute
from live import signed_in

from autograder.exchange.access import RULES, Action, Forbidden, NotThere, Role, demand, demand_own
from autograder.exchange.access import Person as Anybody
from autograder.exchange.tables import feedback_files
from autograder.exchange.terms import Shown, change_terms
from autograder.exchange.web import staff_api
from autograder.exchange.web.app import PARTS, STAFF_PAGES

PUBLIC = {"/login", "/style.css", "/icon.svg"}
ROUTES = [route for part in PARTS for route in part.router.routes if isinstance(route, APIRoute)]


def action_of(route):
    """The action that a route says it is, read off what it depends on."""
    found = [getattr(d.call, "action", None) for d in route.dependant.dependencies]
    (action,) = [one for one in found if one is not None]
    return action


def named(route):
    return f"{'/'.join(sorted(route.methods))} {route.path}"


def person(role):
    return Anybody(1, "x", "", "", role)


@pytest.mark.parametrize("route", [r for r in ROUTES if r.path not in PUBLIC], ids=named)
def test_every_route_says_which_action_it_is(route):
    assert action_of(route) in RULES


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_the_table_decides_and_nothing_else(role, action):
    if role in RULES[action]:
        demand(person(role), action)
    else:
        with pytest.raises(Forbidden):
            demand(person(role), action)


def test_students_may_take_part_and_do_nothing_else():
    allowed = {action for action, roles in RULES.items() if Role.STUDENT in roles}
    assert allowed == {Action.TAKE_PART}


def test_graders_change_nothing_that_is_the_instructors():
    allowed = {action for action, roles in RULES.items() if Role.GRADER in roles}
    assert allowed == {Action.TAKE_PART, Action.SEE_UNOPENED, Action.SEE_CLASS, Action.EXPORT}


def test_somebody_elses_is_not_there_rather_than_forbidden():
    with pytest.raises(NotThere):
        demand_own(person(Role.STUDENT), 2)
    demand_own(person(Role.GRADER), 2)


def filled_in(path):
    values = {
        "lab": "small",
        "number": "1",
        "login": "ada",
        "name": "x.html",
        "path": "small.ipynb",
    }
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", value).replace(f"{{{name}:path}}", value)
    return path


def for_staff(*parts):
    routes = [route for part in parts for route in part.router.routes]
    return [r for r in ROUTES if r in routes and action_of(r) is not Action.TAKE_PART]


def allows(route, role):
    return role in RULES[action_of(route)]


def is_form(route):
    """Whether a browser sends it from a page of ours; signing in needs no session yet."""
    is_page = not route.path.startswith("/api/") and route.path not in PUBLIC
    return is_page and "POST" in route.methods


SENT = {"reason": "x", "due": "2030-01-01T00:00:00Z", "lab": "small"}


@pytest.fixture(scope="module")
def ada(unmoved):
    """A student who has signed in, and the key of her forms."""
    web, klass = unmoved
    key = signed_in(web, klass["ada"].token)
    cookies = dict(web.cookies)
    web.cookies.clear()
    return cookies, key


@pytest.mark.parametrize("route", for_staff(staff_api), ids=named)
def test_a_student_gets_nothing_from_the_staffs_api(unmoved, route):
    web, klass = unmoved
    for method in route.methods:
        answer = web.request(
            method, filled_in(route.path), headers=klass["ada"].headers,
            json=SENT,
        )  # fmt: skip
        assert answer.status_code in (403, 422)
        assert answer.status_code == 403 or "body" in answer.text


@pytest.mark.parametrize("route", for_staff(*STAFF_PAGES), ids=named)
def test_a_student_gets_nothing_from_the_staffs_pages(unmoved, ada, route):
    (web, _), (cookies, key) = unmoved, ada
    web.cookies.update(cookies)
    for method in route.methods:
        answer = web.request(method, filled_in(route.path), data={"form_key": key})
        assert answer.status_code == 403
    web.cookies.clear()


@pytest.mark.parametrize("route", [r for r in ROUTES if r.path not in PUBLIC], ids=named)
def test_without_signing_in_nobody_gets_anything(unmoved, route):
    web, _ = unmoved
    for method in route.methods:
        answer = web.request(method, filled_in(route.path), follow_redirects=False)
        to_sign_in = answer.status_code == 303 and answer.headers["location"] == "/login"
        assert answer.status_code in (401, 403) or to_sign_in


@pytest.mark.parametrize(
    "route",
    [r for r in for_staff(staff_api, *STAFF_PAGES) if not allows(r, Role.GRADER)],
    ids=named,
)
def test_a_grader_gets_nothing_that_is_the_instructors(unmoved, route):
    web, klass = unmoved
    is_api, headers = route.path.startswith("/api/"), klass["gus"].headers
    key = "" if is_api else signed_in(web, klass["gus"].token)
    body = {"json": SENT} if is_api else {"data": {"form_key": key, **SENT}}
    for method in route.methods:
        answer = web.request(method, filled_in(route.path), headers=headers, **body)
        assert answer.status_code == 403
    web.cookies.clear()


@pytest.mark.parametrize("route", [r for r in ROUTES if is_form(r)], ids=named)
def test_every_form_needs_the_key_of_its_session(unmoved, route):
    """As the instructor, who may do anything: the browser's cookie alone does nothing."""
    web, klass = unmoved
    signed_in(web, klass["ina"].token)
    for key in ({}, {"form_key": "guessed"}):
        answer = web.post(filled_in(route.path), data={**SENT, **key})
        assert answer.status_code == 403
    web.cookies.clear()


READS = [
    route for route in ROUTES if route.methods == {"GET"} and "/submissions/{number}" in route.path
]


@pytest.fixture
def graded(klass, filled, isolation):
    """Ada's submission, with all that can be read of it; a number that nobody has."""
    number = klass.submit("ada", filled()).submission
    klass.grade(isolation)
    row = {"submission": number, "name": "x.html", "sha256": klass.store.blobs.add(b"a page")}
    with klass.store.database.write() as connection:
        connection.execute(feedback_files.insert().values(**row))
    return number


@pytest.mark.parametrize("route", READS, ids=named)
def test_a_student_cannot_read_anothers_submission(web, klass, graded, route):
    mine, nobodys = (
        route.path.replace("{number}", str(n)).replace("{name}", "x.html") for n in (graded, 999)
    )

    def read(login, path):
        signed_in(web, klass[login].token)
        answer = web.get(path, headers=klass[login].headers)
        return answer.status_code, answer.text.partition("<main")[2] or answer.text

    assert read("ada", mine)[0] == 200
    assert read("ben", mine) == read("ben", nobodys)
    assert read("ben", mine)[0] == 404


def test_the_list_of_submissions_is_ones_own(web, klass, filled):
    klass.submit("ada", filled())
    assert web.get("/api/v1/submissions", headers=klass["ben"].headers).json() == []


def test_feedback_that_is_not_shown_yet_is_on_no_page_and_in_no_answer(
    web, klass, sign_in, filled, isolation
):
    klass.submit("ada", filled(half="def half(x):\n    return x * 2\n"))
    klass.grade(isolation)
    change_terms(klass.store, "small", "ina", before_due=Shown.PUBLIC)
    told = web.get("/api/v1/submissions/1", headers=klass["ada"].headers).json()
    assert (told["score"], told["exercises"]) == (None, [])
    listed = web.get("/api/v1/submissions", headers=klass["ada"].headers).json()
    assert listed[0]["score"] is None
    sign_in("ada")
    for page in ("/", "/labs/small", "/submissions/1", "/submissions/1/feedback"):
        text = web.get(page).text
        assert "6 of 10" not in text.replace("<strong>", "").replace("</strong>", "")
        assert "where you should halve" not in text
    sign_in("gus")
    assert "where you should halve" in web.get("/submissions/1/feedback").text


def test_a_lab_that_is_not_open_is_nowhere_for_students(web, klass, sign_in):
    from datetime import timedelta

    change_terms(klass.store, "small", "ina", opens=klass.clock() + timedelta(days=1))
    ada = klass["ada"].headers
    assert web.get("/api/v1/labs", headers=ada).json() == []
    for place in ("release", "files/small.ipynb"):
        assert web.get(f"/api/v1/labs/small/{place}", headers=ada).status_code == 404
    sign_in("ada")
    for place in ("/labs/small", "/labs/small/all.zip", "/labs/small/files/small.ipynb"):
        assert web.get(place).status_code == 404
    assert len(web.get("/api/v1/labs", headers=klass["gus"].headers).json()) == 1


def test_who_was_taken_off_the_roster_is_let_in_no_more(web, klass, sign_in):
    from autograder.exchange.people import deactivate

    sign_in("ada")
    deactivate(klass.store, "ada", "ina")
    assert web.get("/", follow_redirects=False).headers["location"] == "/login"
    assert web.get("/api/v1/me", headers=klass["ada"].headers).status_code == 401
