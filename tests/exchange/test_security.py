"""Attacks from the outside: forged forms, guessed tokens, paths, scripts, headers, floods."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import logging
import re

import pytest
from sqlalchemy import select, text
from starlette.testclient import TestClient

from autograder.exchange import grades
from autograder.exchange.access import Role
from autograder.exchange.database import Busy
from autograder.exchange.people import Entry, enrol, new_token
from autograder.exchange.tables import audit
from autograder.exchange.terms import extend
from autograder.exchange.web import guard
from autograder.exchange.web.app import build
from autograder.exchange.web.context import House
from autograder.exchange.web.limits import Rate, TooMany

SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def test_a_form_without_the_sessions_key_is_refused(web, sign_in, filled, klass):
    sign_in("ina")
    for key in ("", "guessed", SCRIPT):
        answer = web.post("/class/labs", data={"form_key": key, "lab": "small"})
        assert answer.status_code == 403


def test_the_key_of_another_session_does_not_help(web, sign_in):
    theirs = sign_in("ada")
    sign_in("ben")
    answer = web.post("/logout", data={"form_key": theirs})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "header", [{"Origin": "https://evil.school"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_form_from_another_site_is_refused_even_with_the_key(web, sign_in, header):
    key = sign_in("ada")
    assert web.post("/logout", data={"form_key": key}, headers=header).status_code == 403


def test_the_cookie_alone_does_nothing_at_the_api(web, sign_in):
    sign_in("ina")
    assert web.get("/api/v1/me").status_code == 401


def test_guessing_tokens_is_slowed_down_and_a_right_one_is_not_counted(web, klass):
    for _ in range(30):
        assert web.get("/api/v1/me", headers=klass["ada"].headers).status_code == 200
    codes = [
        web.get("/api/v1/me", headers={"Authorization": f"Bearer ag_{n}"}).status_code
        for n in range(25)
    ]
    assert codes[0] == 401
    assert codes[-1] == 429


def test_guessing_on_the_page_ends_for_the_whole_address_and_for_no_other(web, house, klass):
    answers = [web.post("/login", data={"token": f"ag_{n}"}) for n in range(25)]
    assert "not known here" in answers[0].text
    assert answers[-1].status_code == 429
    assert "Not so fast" in answers[-1].text
    assert int(answers[-1].headers["retry-after"]) > 0
    right = {"token": klass["ada"].token}
    assert web.post("/login", data=right).status_code == 429
    with TestClient(build(house), client=("10.0.0.7", 5000)) as elsewhere:
        assert elsewhere.post("/login", data=right).status_code == 200


def test_handing_in_without_end_is_slowed_down(web, klass, filled):
    codes = []
    for number in range(15):
        data = json.dumps({**filled(), "n": number}).encode()
        place = "/api/v1/labs/small/submissions?filename=small.ipynb"
        codes.append(web.post(place, content=data, headers=klass["ada"].headers).status_code)
    assert codes[0] == 201
    assert codes[-1] == 429


def test_a_rate_recovers_with_time():
    now = 0.0
    rate = Rate(2, 10, "Too often.", clock=lambda: now)
    rate.count("a")
    rate.count("a")
    with pytest.raises(TooMany):
        rate.demand("a")
    rate.demand("b")
    now = 6.0
    rate.demand("a")


def test_handing_in_on_the_page_has_the_same_limit(web, sign_in, filled):
    key = sign_in("ada")
    for number in range(15):
        files = {"file": ("small.ipynb", json.dumps({**filled(), "n": number}).encode())}
        answer = web.post("/labs/small", data={"form_key": key}, files=files)
    assert answer.status_code == 429
    assert "You hand in very often. Try again in" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "../../exchange.db",
        "..%2f..%2fexchange.db",
        "%2e%2e/receipts.key",
        "/etc/passwd",
        "small.ipynb/..",
    ],
)
def test_a_path_leads_to_nothing_but_the_files_of_the_release(web, klass, path):
    answer = web.get(f"/api/v1/labs/small/files/{path}", headers=klass["ada"].headers)
    assert answer.status_code in (404, 405, 422)
    assert b"root:" not in answer.content


def test_nothing_that_a_person_wrote_becomes_markup(web, klass, sign_in, filled, isolation):
    enrol(klass.store, [Entry("mallory", SCRIPT, SCRIPT, SCRIPT)], Role.STUDENT, SCRIPT)
    token = new_token(klass.store, "mallory", "tests")
    notebook = filled(square=f"print({SCRIPT!r})\nraise ValueError({SCRIPT!r})")
    web.post(
        "/api/v1/labs/small/submissions",
        params={"filename": f"{SCRIPT}.ipynb"},
        content=json.dumps(notebook).encode(),
        headers={"Authorization": f"Bearer {token}"},
    )
    klass.grade(isolation)
    grades.start_regrade(klass.store, "small", SCRIPT, SCRIPT)
    extend(klass.store, "mallory", "small", klass.clock(), SCRIPT, SCRIPT)
    sign_in("ina")
    mallory = web.get("/class").text.partition("/class/people/")[2]
    assert mallory
    numbers = set(re.findall(r"/class/people/(\d+)", web.get("/class").text))
    people = [f"/class/people/{number}" for number in sorted(numbers)]
    for page in (
        "/", "/class", f"/class?q={SCRIPT}", *people, "/submissions/1", "/submissions/1/feedback",
        "/class/people", "/class/changes", "/class/labs/small",
        "/class/regrades", "/class/regrades/1",
    ):  # fmt: skip
        text = web.get(page).text
        assert "<script" not in text
        assert "<img" not in text
    web.cookies.clear()
    web.post("/login", data={"token": token})
    for page in ("/", "/labs/small", "/submissions/1", "/submissions/1/feedback", "/privacy"):
        text = web.get(page).text
        assert SCRIPT not in text
        assert "&lt;script" in text


def test_every_answer_forbids_scripts_frames_and_guessing_types(web, sign_in):
    sign_in("ada")
    for page in ("/", "/labs/small", "/nothing", "/api/v1/me", "/style.css", "/login"):
        headers = web.get(page).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "script-src" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_files_are_kept_and_never_opened_and_their_names_inject_no_header(web, klass, filled):
    place = "/api/v1/labs/small/submissions"
    params = {"filename": 'x"\r\nSet-Cookie: a=b; "é.ipynb'}
    data = json.dumps(filled()).encode()
    answer = web.post(place, params=params, content=data, headers=klass["ada"].headers)
    number = answer.json()["submission"]
    kept = web.get(f"/api/v1/submissions/{number}/file", headers=klass["ada"].headers)
    assert kept.headers["content-disposition"].startswith("attachment; filename=")
    assert "set-cookie" not in kept.headers
    assert kept.headers["content-type"] == "application/octet-stream"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(web, klass):
    answer = web.post(
        "https://testserver/login", data={"token": klass["ada"].token}, follow_redirects=False
    )
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-autograder=")
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert part in cookie
    assert "max-age" in answer.headers["strict-transport-security"]


def test_signing_in_ends_what_the_cookie_was_before(web, klass, sign_in):
    sign_in("ada")
    before = web.cookies["autograder"]
    sign_in("ada")
    assert web.cookies["autograder"] != before


def test_signing_out_ends_the_session_on_the_server(web, klass, sign_in):
    key = sign_in("ada")
    cookie = web.cookies["autograder"]
    web.post("/logout", data={"form_key": key})
    web.cookies.set("autograder", cookie)
    assert web.get("/", follow_redirects=False).headers["location"] == "/login"


def test_too_large_a_body_is_cut_off_while_it_comes(web, klass, monkeypatch):
    monkeypatch.setattr(guard, "MOST_BYTES", 1000)
    sent = 0

    def body():
        nonlocal sent
        for _ in range(1000):
            sent += 500
            yield b"x" * 500

    place = "/api/v1/labs/small/submissions?filename=small.ipynb"
    answer = web.post(place, content=body(), headers=klass["ada"].headers)
    assert answer.status_code == 413


def test_a_body_that_dribbles_is_hung_up_on(house, klass):
    sent = []

    async def dribble():
        await asyncio.sleep(0.05)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message):
        sent.append(message)

    token = klass["ada"].headers["Authorization"].encode()
    scope = {
        "type": "http", "method": "POST", "path": "/api/v1/labs/small/submissions",
        "query_string": b"filename=small.ipynb", "headers": [(b"authorization", token)],
        "http_version": "1.1", "scheme": "http", "server": ("x", 80), "client": ("x", 1),
    }  # fmt: skip
    asyncio.run(build(house, body_seconds=0.2)(scope, dribble, send))
    assert sent[0]["status"] == 408
    assert b"took too long" in sent[1]["body"]


def test_a_body_said_to_be_compressed_is_not_unpacked(web, klass, filled):
    place = "/api/v1/labs/small/submissions?filename=small.ipynb"
    headers = {**klass["ada"].headers, "Content-Encoding": "gzip"}
    bomb = gzip.compress(json.dumps(filled()).encode() + b" " * 50_000_000)
    answer = web.post(place, content=bomb, headers=headers)
    assert answer.status_code == 422


def test_too_many_bytes_at_a_time_are_put_off(web, klass, monkeypatch):
    monkeypatch.setattr(guard, "HELD_BYTES", 1000)
    place = "/api/v1/labs/small/submissions?filename=small.ipynb"
    answer = web.post(place, content=b"x" * 2000, headers=klass["ada"].headers)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "3")
    small = web.post("/login", data={"token": klass["ada"].token})
    assert small.status_code == 200


def test_a_file_in_a_form_is_bounded_like_any_body(web, sign_in, monkeypatch):
    key = sign_in("ada")
    monkeypatch.setattr(guard, "MOST_BYTES", 1000)
    files = {"file": ("small.ipynb", io.BytesIO(b"x" * 5000))}
    answer = web.post("/labs/small", data={"form_key": key}, files=files)
    assert answer.status_code == 413
    assert "clear all outputs" in answer.text


def test_tokens_are_in_no_log_and_not_in_the_data_folder(klass, web, caplog):
    token = klass["ada"].token
    with caplog.at_level(logging.INFO, logger="autograder.exchange"):
        web.get("/api/v1/me", headers=klass["ada"].headers)
        web.post("/login", data={"token": token})
        web.get(f"/labs?token={token}")
    assert caplog.records
    assert all(token not in str(vars(record)) for record in caplog.records)
    for path in klass.store.folder.rglob("*"):
        assert not path.is_file() or token.encode() not in path.read_bytes()


def test_a_fault_of_ours_shows_no_trace(klass, web, monkeypatch):
    from autograder.exchange.web import api

    def broken(*_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(api, "all_terms", broken)
    answer = web.get("/api/v1/labs", headers=klass["ada"].headers)
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text


def test_a_database_that_is_locked_is_answered_with_try_again(klass, filled):
    from autograder.exchange.database import Database
    from autograder.exchange.store import Store

    impatient = Database(klass.store.database.url, longest_wait=0.2)
    store = Store(klass.store.folder, impatient, klass.store.blobs, klass.store.signer, klass.clock)
    place = "/api/v1/labs/small/submissions?filename=small.ipynb"
    data = json.dumps(filled()).encode()
    with TestClient(build(House(store, klass.course)), raise_server_exceptions=False) as web:
        with klass.store.database.write() as writing:
            klass.store.stamp(writing)
            answer = web.post(place, content=data, headers=klass["ada"].headers)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert web.post(place, content=data, headers=klass["ada"].headers).status_code == 201
    impatient.close()


def test_a_full_disk_is_answered_in_words_and_nothing_is_lost(klass, web, filled, monkeypatch):
    import errno
    import os

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    place = "/api/v1/labs/small/submissions?filename=small.ipynb"
    data = json.dumps(filled()).encode()
    answer = web.post(place, content=data, headers=klass["ada"].headers)
    assert answer.status_code == 507
    assert "full" in answer.json()["detail"]
    monkeypatch.undo()
    assert web.post(place, content=data, headers=klass["ada"].headers).status_code == 201


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_connections_that_the_database_ended_are_opened_anew(klass, post, web, filled):
    klass.submit("ada", filled())
    post.say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    assert len(web.get("/api/v1/submissions", headers=klass["ada"].headers).json()) == 1


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_database_that_goes_away_in_the_middle_leaves_nothing_and_says_try_again(
    klass, post, filled
):
    with pytest.raises(Busy, match="try again"), klass.store.database.write() as connection:
        klass.store.note(connection, "tests", "lost", "small")
        (pid,) = connection.execute(text("SELECT pg_backend_pid()")).one()
        post.say(f"SELECT pg_terminate_backend({pid})")
        klass.store.stamp(connection)
    with klass.store.database.read() as connection:
        assert "lost" not in connection.execute(select(audit.c.action)).scalars().all()
