"""The pages in a real browser, headless Chromium, with scripts switched off: none are needed."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from live import Served

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

    def __init__(self, chromium, served, klass):
        self.chromium, self.served, self.klass = chromium, served, klass
        self.complaints: list[str] = []
        self._contexts: list = []

    def page(self, viewport=WIDE, **options):
        """An empty page; whatever the browser complains of is noted."""
        context = self.chromium.new_context(
            base_url=self.served.server, viewport=viewport, java_script_enabled=False, **options
        )
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
def desk(chromium, klass, isolation):
    served = Served(klass.course.root, klass.store.folder, isolation)
    served.start()
    found = Desk(chromium, served, klass)
    yield found
    found.close()
    served.stop()
    assert found.complaints == []


def doubling(filled):
    return json.dumps(filled(half="def half(x):\n    return x * 2\n")).encode()


def test_a_student_hands_in_watches_the_grading_and_reads_feedback(desk, filled, tmp_path):
    page = desk.signed_in("ada")
    page.get_by_role("link", name="A small lab").click()
    notebook = tmp_path / "small.ipynb"
    notebook.write_bytes(doubling(filled))
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Your notebook").click()
    chooser.value.set_files(notebook)
    page.get_by_role("button", name="Hand in").click()
    # Nothing is clicked: the page looks again by itself until the points are there.
    expect(page.get_by_role("heading", name="Attempt 1")).to_be_visible()
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
    publish = page.get_by_role("button", name="Publish the new scores")
    expect(publish).to_be_visible(timeout=SOON)
    publish.click()
    expect(page.get_by_text("published")).to_be_visible()
    page.get_by_role("link", name="Class", exact=True).click()
    expect(
        page.get_by_role("row", name=re.compile("Ada Lovelace")).get_by_text("20")
    ).to_be_visible()
