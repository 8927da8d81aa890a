"""The pages, as a browser without scripts uses them."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from live import form_key

from autograder.exchange.terms import terms_of


class Outline(HTMLParser):
    """What a page is made of: headings, fields with and without a label, links."""

    def __init__(self, html):
        super().__init__()
        self.fields, self.labels, self.headings, self.inside = [], set(), [], 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "label":
            self.inside += 1
            self.labels.add(given.get("for"))
        if tag in ("input", "select") and given.get("type") != "hidden":
            named = self.inside or "aria-label" in given
            self.fields.append((given.get("id"), bool(named)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        if tag == "label":
            self.inside -= 1

    @property
    def unlabelled(self):
        return [id_ for id_, named in self.fields if not named and id_ not in self.labels]


@pytest.fixture
def lived(klass, filled, isolation):
    klass.submit("ada", filled(half="def half(x):\n    return x * 2\n"))
    klass.submit("ben", filled())
    klass.grade(isolation)
    klass.submit("chloe", filled())
    return klass


STUDENTS = [
    "/", "/labs/small", "/submissions/1", "/submissions/1/feedback", "/privacy", "/nothing",
]  # fmt: skip
STAFF = [
    "/", "/class", "/class?q=ada", "/class/people/1", "/class/labs", "/class/labs/small",
    "/class/labs/small/checks", "/class/regrades", "/class/people", "/class/changes",
    "/submissions/1", "/submissions/3",
]  # fmt: skip


@pytest.mark.parametrize(
    ("login", "path"), [*(("ada", path) for path in STUDENTS), *(("ina", path) for path in STAFF)]
)
def test_every_page_can_be_read_without_seeing_it(web, lived, sign_in, login, path):
    sign_in(login)
    html = web.get(path).text
    outline = Outline(html)
    assert '<html lang="en">' in html
    assert html.count("<main") == html.count("<h1") == 1
    assert outline.unlabelled == []
    assert outline.headings[0] == 1
    assert all(b - a <= 1 for a, b in zip(outline.headings, outline.headings[1:], strict=False))
    assert not re.search(r"<script|javascript:|\son\w+=", html)


def test_a_file_handed_in_on_the_page_gets_a_receipt_to_download(web, klass, sign_in, filled):
    key = sign_in("ada")
    files = {"file": ("small.ipynb", json.dumps(filled()).encode())}
    page = web.post("/labs/small", data={"form_key": key}, files=files)
    assert "We have it" in page.text
    assert 'http-equiv="refresh"' in page.text
    receipt = web.get("/submissions/1/receipt")
    assert receipt.json()["student"] == "ada"
    assert "receipt-small-1.json" in receipt.headers["content-disposition"]


@pytest.mark.parametrize(
    ("files", "words"),
    [({}, "Choose a file"), ({"file": ("small.ipynb", b"{")}, "not valid JSON"),
     ({"file": ("small.zip", b"PK")}, "Hand in a notebook")],
)  # fmt: skip
def test_a_refusal_is_said_on_the_page_where_it_can_be_mended(web, sign_in, files, words):
    key = sign_in("ada")
    page = web.post("/labs/small", data={"form_key": key}, files=files)
    assert page.status_code == 422
    assert words in page.text
    assert 'type="file"' in page.text


def test_a_waiting_page_looks_again_and_a_graded_one_does_not(web, lived, sign_in):
    sign_in("chloe")
    assert 'http-equiv="refresh"' in web.get("/submissions/3").text
    sign_in("ada")
    assert 'http-equiv="refresh"' not in web.get("/submissions/1").text


def test_the_class_table_is_searched(web, lived, sign_in):
    sign_in("gus")
    assert "1 of 3 students" in web.get("/class?q=LOVE").text
    assert "Nobody is called so" in web.get("/class?q=zzz").text


def test_terms_and_extensions_are_changed_by_forms(web, lived, sign_in):
    key = sign_in("ina")
    due = lived.clock() + timedelta(days=1)
    terms = {
        "form_key": key, "opens": "", "due": f"{due:%Y-%m-%dT%H:%M}", "closes": "",
        "before_due": "public", "after_due": "all", "counts": "best", "most_attempts": "3",
        "late_percent": "10", "late_most": "50", "late_days": "", "grace_minutes": "5",
        "rounding": "0.5",
    }  # fmt: skip
    assert web.post("/class/labs/small/terms", data=terms).status_code == 200
    with lived.store.database.read() as connection:
        found = terms_of(connection, "small")
    assert (found.due, found.most_attempts, found.before_due) == (due, 3, "public")
    assert (found.policy.late_percent, found.policy.counts) == (10, "best")
    extension = {"form_key": key, "lab": "small", "due": "2027-04-01T12:00", "reason": "ill"}
    number = lived.person("ada").id
    page = web.post(f"/class/people/{number}/extension", data=extension)
    assert "01 Apr 2027, 12:00 UTC" in page.text
    wrong = web.post("/class/labs/small/terms", data={**terms, "due": "soon"})
    assert wrong.status_code == 400
    assert "is no date and time" in wrong.text


def test_a_regrade_is_begun_looked_at_and_discarded_by_forms(web, lived, sign_in, isolation):
    key = sign_in("ina")
    begin = {"form_key": key, "lab": "small", "reason": "mended"}
    page = web.post("/class/regrades", data=begin)
    assert "0 of 3 submissions" in page.text
    lived.grade(isolation)
    assert "No score would change" in web.get("/class/regrades/1").text
    page = web.post("/class/regrades/1", data={"form_key": key, "do": "discard"})
    assert "discarded" in page.text


def test_a_roster_is_read_and_a_token_shown_once(web, klass, sign_in):
    key = sign_in("ina")
    files = {"roster": ("class.csv", b"id,name\ndora,Dora\n")}
    page = web.post("/class/people", data={"form_key": key, "role": "student"}, files=files)
    assert "1 added" in page.text
    page = web.post("/class/people", data={"form_key": key, "login": "dora"})
    token = re.search(r'class="token">(ag_[\w-]+)<', page.text)[1]
    assert token not in web.get("/class/people").text
    answer = web.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["login"] == "dora"


def test_a_lab_is_handed_out_by_a_button(web, klass, sign_in):
    key = sign_in("ina")
    path = klass.course.root / "release/small/small.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][0]["source"] = "# A second version"
    path.write_text(json.dumps(notebook))
    page = web.post("/class/labs", data={"form_key": key, "lab": "small"})
    assert "Version 2" in page.text


@pytest.mark.parametrize("format_", ["csv", "canvas", "moodle"])
def test_scores_are_downloaded(web, lived, sign_in, format_):
    sign_in("gus")
    answer = web.get(f"/class/export/{format_}")
    assert "Ada Lovelace" in answer.text or "ada" in answer.text
    assert "attachment" in answer.headers["content-disposition"]


def test_the_zip_of_a_lab_says_where_to_hand_it_in(web, sign_in):
    import io
    import zipfile

    sign_in("ada")
    with zipfile.ZipFile(io.BytesIO(web.get("/labs/small/all.zip").content)) as packed:
        about = json.loads(packed.read("small/exchange.json"))
        assert "small/small.ipynb" in packed.namelist()
    assert about == {"server": "http://testserver", "lab": "small"}


def test_health_and_metrics_are_told_without_a_token_and_name_nobody(web, lived):
    assert web.get("/healthz").json()["status"] == "ok"
    text = web.get("/metrics").text
    assert "autograder_queue_length 1.0" in text
    assert "ada" not in text


def test_signing_in_wrongly_says_so_on_the_page(web, klass):
    answer = web.post("/login", data={"token": "ag_wrong"})
    assert answer.status_code == 401
    assert "not known here" in answer.text
    assert form_key(answer.text) == ""


def test_an_address_that_leads_nowhere_says_so_and_keeps_the_frame(web, klass, sign_in):
    assert "Sign out" not in web.get("/nothing").text
    sign_in("ada")
    for path in ("/nothing", "/labs/NO-SUCH-NAME", "/submissions/abc"):
        answer = web.get(path)
        assert answer.status_code == 404
        assert "No page has this address" in answer.text
        assert "Sign out" in answer.text


def test_changing_one_of_the_terms_notes_that_one(web, lived, sign_in):
    from autograder.exchange.terms import change_terms
    from autograder.policy import Policy

    due = lived.clock() + timedelta(days=1, seconds=59)
    change_terms(lived.store, "small", "ina", due=due, policy=Policy(late_percent=10))
    sign_in("ina")
    assert f'value="{due:%Y-%m-%dT%H:%M:%S}"' in web.get("/class/labs/small").text
    change_terms(lived.store, "small", "ina", policy=Policy(late_percent=20))
    newest = web.get("/class/changes").text.partition("<tbody>")[2].partition("</tr>")[0]
    assert re.sub("<[^>]*>", " ", newest).split()[-2:] == ["late_percent", "20"]


def test_the_audit_of_the_hidden_checks_is_a_page_once_it_was_made(web, klass, sign_in, capsys):
    from autograder.cli.main import run

    sign_in("ina")
    told = web.get("/class/labs/small/checks")
    assert told.status_code == 404
    assert "autograder audit small -o" in told.text
    course, out = str(klass.course.root), str(klass.store.folder)
    effort = ["--seeds", "1", "--mutants", "0", "-j", "1"]
    assert run(["--course", course, "audit", "small", "-o", out, *effort]) == 0
    page = web.get("/class/labs/small/checks")
    assert "every known mistake was caught" in page.text
    assert 'href="/class/labs/small"' in page.text


def test_a_student_sees_what_is_kept_about_them_and_of_nobody_else(web, lived, sign_in):
    from autograder.exchange.terms import extend

    extend(lived.store, "ada", "small", lived.clock(), "was ill", "ina")
    sign_in("ada")
    text = web.get("/privacy").text
    assert "Ada Lovelace" in text
    assert "was ill" in text
    assert "1 file" in text
    sign_in("ben")
    assert "was ill" not in web.get("/privacy").text
