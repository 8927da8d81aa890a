"""An exchange for a test: on SQLite and on PostgreSQL, with a clock that the test sets."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from autograder.course import Assignment, Course
from autograder.exchange.access import Person, Role
from autograder.exchange.handouts import publish
from autograder.exchange.intake import Taken, Upload, take_in
from autograder.exchange.marking import Marker
from autograder.exchange.people import Entry, enrol, new_token, person_named
from autograder.exchange.store import Store
from autograder.exchange.tables import metadata
from autograder.exchange.web.app import build
from autograder.exchange.web.context import House
from autograder.exchange.worker import work_once

sys.path.insert(0, str(Path(__file__).parent))

START = datetime(2027, 3, 1, 12, tzinfo=UTC)


@dataclass
class SetClock:
    """A clock that stands where the test puts it."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Post:
    """A PostgreSQL server of the tests' own, on a socket that nobody else can reach."""

    folder: Path

    def new_database(self) -> str:
        """Tables of one's own: a schema is made much sooner than a database."""
        name = f"exchange_{secrets.token_hex(6)}"
        self.say(f"CREATE SCHEMA {name}")
        options = f"options=-csearch_path%3D{name}"
        return f"postgresql://postgres@/postgres?host={self.folder}&{options}"

    def say(self, sql: str) -> None:
        import psycopg

        with psycopg.connect(
            f"postgresql://postgres@/postgres?host={self.folder}", autocommit=True
        ) as connection:
            connection.execute(sql)  # type: ignore[call-overload]


def binaries() -> Path | None:
    """Where PostgreSQL's programs are, if they are installed."""
    found = shutil.which("postgres")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


@pytest.fixture(scope="session")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path("/tmp") / f"autograder-pg-{os.getpid()}-{secrets.token_hex(3)}"
    folder.mkdir(mode=0o755)
    as_other: list[str] = []
    if os.getuid() == 0:  # it refuses to run as root
        shutil.chown(folder, "postgres")
        as_other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data = folder / "data"
    init = [str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "--no-sync"]
    subprocess.run([*as_other, *init], check=True, capture_output=True, cwd=folder)
    server = subprocess.Popen(
        [*as_other, str(programs / "postgres"), "-D", str(data), "-k", str(folder),
         "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    found = Post(folder)
    try:
        _until(lambda: found.say("SELECT 1"))
        yield found
    finally:
        server.send_signal(signal.SIGQUIT)  # at once; nothing of it is kept
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _until(attempt: Callable[[], None]) -> None:
    import time

    for _ in range(100):
        try:
            return attempt()
        except Exception:
            time.sleep(0.1)
    raise AssertionError("PostgreSQL did not start")


DATABASES = ("sqlite", "postgresql")


def database(request: pytest.FixtureRequest) -> str | None:
    """Where the tables are: None is SQLite in the data folder."""
    if request.param == "sqlite":
        return None
    post: Post = request.getfixturevalue("post")
    return post.new_database()


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest) -> str | None:
    """A database of the test's own."""
    return database(request)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def store(tmp_path: Path, url: str | None, clock: SetClock) -> Iterator[Store]:
    found = Store.open(tmp_path / "exchange", url, clock)
    yield found
    found.close()


@pytest.fixture
def course(small_root: Path) -> Course:
    return Course(small_root)


@dataclass
class Somebody:
    """A person with a token."""

    person: Person
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@dataclass
class Class:
    """A lab that is handed out, and people by their logins."""

    store: Store
    course: Course
    clock: SetClock
    people: dict[str, Somebody]

    def __getitem__(self, login: str) -> Somebody:
        return self.people[login]

    def person(self, login: str) -> Person:
        return self.people[login].person

    def submit(self, login: str, notebook: Any, **about: Any) -> Taken:
        data = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
        upload = Upload("small.ipynb", data, **about)
        return take_in(self.store, self.people[login].person, "small", upload)

    def grade(self, isolation: str) -> int:
        """Grade whatever waits; how many submissions that was."""
        marker, count = Marker(self.store, self.course.root, isolation), 0
        try:
            while work_once(self.store, marker, "tests"):
                count += 1
        finally:
            marker.close()
        return count


def begin(store: Store, course: Course, clock: SetClock) -> Class:
    """Ada, Ben and Chloe are students, gus grades, ina instructs; the lab `small` is handed out."""
    entries = [Entry("ada", "Ada Lovelace", "ada@lab.school", "A"), Entry("ben"), Entry("chloe")]
    enrol(store, entries, Role.STUDENT, "tests")
    enrol(store, [Entry("gus", "Gus")], Role.GRADER, "tests")
    enrol(store, [Entry("ina", "Ina")], Role.INSTRUCTOR, "tests")
    publish(store, course.assignment("small"), "tests")
    people = {}
    for login in ("ada", "ben", "chloe", "gus", "ina"):
        token = new_token(store, login, "tests")
        with store.database.read() as connection:
            people[login] = Somebody(person_named(connection, login), token)
    return Class(store, course, clock, people)


@pytest.fixture
def klass(store: Store, course: Course, clock: SetClock) -> Class:
    """A class on its first day."""
    return begin(store, course, clock)


@pytest.fixture(scope="module", params=DATABASES)
def unmoved(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, small: Assignment
) -> Iterator[tuple[TestClient, Class]]:
    """A class and its server for all tests of a module, whose requests must change nothing."""
    clock = SetClock()
    url = database(request)
    store = Store.open(tmp_path_factory.mktemp("unmoved"), url, clock)
    klass = begin(store, Course(small.root), clock)
    before = everything(store)
    with TestClient(build(House(store, klass.course)), raise_server_exceptions=False) as client:
        yield client, klass
    assert everything(store) == before
    store.close()


def everything(store: Store) -> dict[str, list[Any]]:
    """All rows of all tables, but for who is signed in."""
    with store.database.read() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select())]
            for table in metadata.sorted_tables
            if table.name != "sessions"
        }


@pytest.fixture
def house(klass: Class) -> House:
    return House(klass.store, klass.course)


@pytest.fixture
def web(house: House) -> Iterator[TestClient]:
    """A browser that is not signed in, and a program without a token."""
    with TestClient(build(house), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def sign_in(web: TestClient, klass: Class) -> Callable[[str], str]:
    """Sign the browser in as somebody; the key of the session's forms."""
    from live import signed_in

    return lambda login: signed_in(web, klass[login].token)
