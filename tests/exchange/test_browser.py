"""The pages in a real browser, headless Chromium, with scripts switched off: none are needed."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import threading

import pytest
from live import grade_anew, until

from autograder.exchange.web import running
from autograder.exchange.web.context import House

playwright = pytest.importorskip(
    "playwright.sync_api", reason="no playwright: pip install 'autograder[dev]'"
)
expect = playwright.expect

NAMES = ("chromium", "chromium-browser", "google-chrome")
# As root it runs without a sandbox of its own; it sees none but our own pages, and asks for none.
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
WIDE, PHONE = {"width": 1200, "height": 800}, {"width": 390, "height": 800}
SOON = 30_000  # milliseconds, for a grading on a busy machine
HALF_MARK = '"half(x) is x / 2", 4)'


@pytest.fixture
def url():
    return None


@pytest.fixture(scope="module")
def chromium():
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


class Desk:
    """The exchange as served, and people in front of their browsers."""

    def __init__(self, chromium, address, klass):
        self.chromium, self.address, self.klass = chromium, address, klass
        self.complaints: list[str] = []
        self._contexts: list = []

    def page(self, viewport=WIDE, **options):
        """An empty page; whatever the browser complains of is noted."""
        options = {"java_script_enabled": False, **options}
        context = self.chromium.new_context(base_url=self.address, viewport=viewport, **options)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._note)
        return page

    def _note(self, said):
        """Blocked styles and scripts, files that are not there; not Chromium's good advice."""
        if said.type in ("error", "warning"):
            self.complaints.append(said.text)

    def signed_in(self, login, **options):
        """A page on which somebody has signed in by the form."""
        page = self.page(**options)
        page.goto("/")
        page.get_by_label("Token").fill(self.klass[login].token)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="Labs")).to_be_visible()
        return page

    def close(self):
        for context in self._contexts:
            context.close()


@pytest.fixture
def desk(chromium, klass):
    """A server in this process: who hands in is graded when the test says so."""
    serving = running.Serving("127.0.0.1", 0, 0, "none")
    server = running.server(House(klass.store, klass.course), serving)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    until(lambda: server.started, "the server")
    port = server.servers[0].sockets[0].getsockname()[1]
    found = Desk(chromium, f"http://127.0.0.1:{port}", klass)
    yield found
    found.close()
    server.should_exit = True
    thread.join()
    assert found.complaints == []


def doubling(filled):
    return json.dumps(filled(half="def half(x):\n    return x * 2\n")).encode()


def test_a_student_hands_in_watches_the_grading_and_reads_feedback(
    desk, filled, isolation, tmp_path
):
    page = desk.signed_in("ada")
    page.get_by_role("link", name="A small lab").click()
    notebook = tmp_path / "small.ipynb"
    notebook.write_bytes(doubling(filled))
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Your notebook").click()
    chooser.value.set_files(notebook)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("It is the next to be graded")).to_be_visible()
    desk.klass.grade(isolation)
    # Nothing is clicked: the page looks again by itself until the points are there.
    expect(page.get_by_text("6 of 10 points")).to_be_visible(timeout=SOON)
    with page.expect_download() as receipt:
        page.get_by_role("link", name="Download the receipt").click()
    kept = json.loads(receipt.value.path().read_text())
    assert (receipt.value.suggested_filename, kept["student"]) == ("receipt-small-1.json", "ada")
    page.get_by_role("link", name="Read the feedback").click()
    expect(page.get_by_text("You double where you should halve.").first).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_an_instructor_finds_a_student_extends_and_publishes_a_regrade(desk, filled, isolation):
    klass = desk.klass
    klass.submit("ada", filled())
    klass.submit("ben", doubling(filled))
    klass.grade(isolation)
    page = desk.signed_in("ina")
    page.get_by_role("link", name="Class", exact=True).click()
    page.get_by_label("Search names").fill("lovelace")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("1 of 3 students")).to_be_visible()
    page.get_by_role("link", name="Ada Lovelace").click()
    page.get_by_label("Due (UTC)").fill("2027-04-01T12:00")
    page.get_by_label("Reason").fill("ill")
    page.get_by_role("button", name="Give the extension").click()
    expect(page.get_by_text("small is due Thu 01 Apr 2027, 12:00 UTC: ill")).to_be_visible()
    # half() is worth more from now on; that shows before it counts.
    checks = klass.course.root / "reference/small/half/checks.py"
    checks.write_text(checks.read_text().replace(HALF_MARK, HALF_MARK.replace("4)", "14)")))
    page.get_by_role("link", name="Regrade").click()
    page.get_by_label("What was mended").fill("half() is worth more")
    page.get_by_role("button", name="Grade again").click()
    expect(page.get_by_text("0 of 2 submissions have been graded again")).to_be_visible()
    grade_anew(klass, isolation)
    publish = page.get_by_role("button", name="Publish the new scores")
    expect(publish).to_be_visible(timeout=SOON)
    publish.click()
    expect(page.get_by_text("published")).to_be_visible()
    page.get_by_role("link", name="Class", exact=True).click()
    expect(
        page.get_by_role("row", name=re.compile("Ada Lovelace")).get_by_text("20")
    ).to_be_visible()


# The ratio of lightness that WCAG 2 asks of text (level AA), and words that have less.
TOO_FAINT = """() => {
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const found = parts(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const faint = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, style = getComputedStyle(element);
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    const colour = style[element.closest("svg") ? "fill" : "color"];
    const [a, b] = [parts(colour), behind(element)].map(light).sort((a, b) => b - a);
    const size = parseFloat(style.fontSize), bold = style.fontWeight >= 700;
    const enough = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    if ((a + 0.05) / (b + 0.05) < enough) faint.push(walker.currentNode.data.trim());
  }
  return faint;
}"""
SPILLS = "document.documentElement.scrollWidth - innerWidth"
LOOKED_AT = {
    None: ["/login"],
    "ada": [
        "/", "/labs/small", "/submissions/1", "/submissions/1/feedback", "/privacy", "/class",
    ],
    "chloe": ["/labs/small", "/submissions/3", "/submissions/4", "/submissions/4/feedback"],
    "ina": [
        "/class", "/class?q=nobody", "/class/people/1", "/class/labs", "/class/labs/small",
        "/class/labs/small/checks", "/class/regrades", "/class/regrades/1", "/class/people",
        "/class/changes",
    ],
}  # fmt: skip


@pytest.fixture
def lived(klass, filled, isolation):
    """Every state that a page shows: graded, waiting, ungradable, past due, regraded."""
    from autograder.exchange import grades
    from autograder.exchange.terms import change_terms, extend

    klass.submit("ada", json.loads(doubling(filled)))
    klass.submit("ben", filled())
    klass.grade(isolation)
    grades.start_regrade(klass.store, "small", "half() is worth more", "ina")
    klass.grade(isolation)
    klass.submit("chloe", filled())
    klass.submit("chloe", filled(half="print 'Python 2'"))
    klass.grade(isolation)
    klass.submit("ada", filled())
    extend(klass.store, "ben", "small", klass.clock(), "was ill", "ina")
    change_terms(klass.store, "small", "ina", due=klass.clock(), most_attempts=3)
    return klass


def test_every_page_fits_a_phone_and_can_be_read_in_either_light(lived, desk):
    found = {}
    for login, paths in LOOKED_AT.items():
        page = desk.signed_in(login, viewport=PHONE) if login else desk.page(viewport=PHONE)
        for path in paths:
            page.goto(path)
            for light in ("light", "dark"):
                page.emulate_media(color_scheme=light)
                found[path, light] = (page.evaluate(SPILLS), page.evaluate(TOO_FAINT))
    assert {where: told for where, told in found.items() if told != (0, [])} == {}
    desk.complaints.clear()  # a page that is forbidden on purpose is an error to the browser


SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def test_no_script_that_a_student_wrote_runs_where_scripts_could(klass, desk, filled, isolation):
    """Two walls, escaping and the policy: the browser complains of neither, for none is tried."""
    from autograder.exchange.access import Role
    from autograder.exchange.people import Entry, enrol

    enrol(klass.store, [Entry("ada", SCRIPT, SCRIPT, SCRIPT)], Role.STUDENT, "tests")
    notebook = filled(square=f"print({SCRIPT!r})\nraise ValueError({SCRIPT!r})")
    klass.submit("ada", {**notebook, "cells": [*notebook["cells"], prose(SCRIPT)]})
    klass.grade(isolation)
    page, heard = desk.signed_in("ina", java_script_enabled=True), []
    page.on("dialog", lambda dialog: (heard.append(page.url), dialog.dismiss()))
    for path in ("/class", f"/class?q={SCRIPT}", "/class/people/1", "/submissions/1/feedback"):
        page.goto(path)
        assert page.get_by_text("alert(1)").count() or path.startswith("/class?")
    assert heard == desk.complaints == []
    page.set_content(SCRIPT)  # as if nothing were escaped: the policy that remains stops it
    until(lambda: page.title() == "" and desk.complaints, "the browser's complaint")
    assert "Content Security Policy" in desk.complaints[0]
    assert heard == []
    page.goto("about:blank")
    page.set_content(SCRIPT)  # without either wall: whoever listens hears it
    assert heard
    desk.complaints.clear()


def prose(text):
    return {"cell_type": "markdown", "id": "prose-2", "metadata": {}, "source": text}


def test_with_the_keyboard_alone_one_skips_to_the_content_and_sees_where_one_is(desk):
    page = desk.signed_in("ada")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_text("Labs")
    assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_the_looks_are_measured_so_that_faint_text_and_wide_pages_fail(desk):
    page = desk.page(viewport=PHONE)
    page.set_content(
        '<p style="color: #888">faint</p><p style="color: #666">clear</p>'
        '<p style="color: #888; font-size: 2rem">large</p><p style="width: 500px">wide</p>'
    )
    assert page.evaluate(TOO_FAINT) == ["faint"]
    assert page.evaluate(SPILLS) > 0
