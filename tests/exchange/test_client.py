"""The student's side: retries, fetching that spares one's work, where the token is kept."""

from __future__ import annotations

import json
import stat
import sys

import pytest
import requests

from autograder.errors import AuthoringError, GraderError, SubmissionError
from autograder.exchange import credentials
from autograder.exchange.client import Away, Client, checked_address
from autograder.exchange.credentials import Login
from autograder.exchange.fetching import fetch
from autograder.exchange.handouts import publish
from autograder.exchange.hub import by_hub


class Wire:
    """Carries a client's requests to the app, and drops some of the answers."""

    def __init__(self, web):
        self.web, self.headers, self.troubles, self.asked = web, {}, [], 0

    def request(self, method, url, **options):
        self.asked += 1
        path = url.removeprefix("http://localhost")
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble == "never arrives":
            raise requests.ConnectionError
        body = options.get("data")
        answer = self.web.request(
            method, path, params=options.get("params"), json=options.get("json"),
            headers={**self.headers, **options.get("headers", {})},
            content=body.read(-1) + b"".join(iter(body.read, b"")) if body else None,
        )  # fmt: skip
        if trouble == "is not heard":
            raise requests.ConnectionError
        if trouble:
            return _answer(trouble, b'{"detail": "busy"}')
        return _answer(answer.status_code, answer.content)


def _answer(status, content):
    answer = requests.Response()
    answer.status_code, answer._content = status, content
    return answer


@pytest.fixture
def wire(web):
    return Wire(web)


@pytest.fixture
def client(klass, wire):
    login = Login("http://localhost", klass["ada"].token)
    return Client(login, session=wire, tries=4, sleep=lambda pause: pauses.append(pause))


pauses: list[float] = []


@pytest.mark.parametrize(
    "troubles", [["never arrives"], ["is not heard"], [503, "never arrives", 502]]
)
def test_a_submission_gets_through_trouble_and_counts_once(client, wire, filled, troubles):
    wire.troubles = list(troubles)
    receipt = client.submit("small", "small.ipynb", json.dumps(filled()).encode())
    assert receipt["attempt"] == 1
    assert len(client.submissions()) == 1


def test_an_answer_lost_is_no_second_attempt_even_if_another_came_between(
    client, wire, klass, filled, blank
):
    wire.troubles = ["is not heard"]
    data = json.dumps(filled()).encode()
    original, wire.request = wire.request, None

    def request(method, url, **options):
        try:
            return original(method, url, **options)
        except requests.ConnectionError:
            klass.submit("ada", blank())
            raise

    wire.request = request
    assert client.submit("small", "small.ipynb", data)["attempt"] == 1


def test_pauses_grow_and_end(client, wire):
    pauses.clear()
    wire.troubles = ["never arrives"] * 9
    with pytest.raises(Away, match="failed or broke"):
        client.labs()
    assert len(pauses) == 3
    assert wire.asked == 4


def test_what_is_the_students_to_mend_is_told_and_not_tried_again(client, wire):
    with pytest.raises(SubmissionError, match="empty"):
        client.submit("small", "small.ipynb", b"")
    assert wire.asked == 1


def test_progress_is_told(client, filled):
    told: list[int] = []
    data = json.dumps(filled()).encode()
    client.submit("small", "small.ipynb", data, tell=told.append)
    assert told[-1] == len(data)


@pytest.mark.parametrize("server", ["http://lab.school", "ftp://x", "lab.school", "", "https://"])
def test_a_token_goes_to_no_address_that_can_be_listened_to(server):
    with pytest.raises(AuthoringError):
        checked_address(server)


def test_fetching_brings_the_lab_and_says_where_it_came_from(client, tmp_path):
    version, done = fetch(client, "small", tmp_path)
    assert (version, [(one.path, one.what) for one in done]) == (1, [("small.ipynb", "new")])
    about = json.loads((tmp_path / "exchange.json").read_text())
    assert about == {"server": "http://localhost", "lab": "small"}


def new_version(klass, text="# new"):
    path = klass.course.root / "release/small/small.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][0]["source"] = text
    path.write_text(json.dumps(notebook))
    publish(klass.store, klass.course.assignment("small"), "ina")
    return path.read_bytes()


def test_a_file_that_was_not_edited_is_brought_up_to_date(client, klass, tmp_path):
    fetch(client, "small", tmp_path)
    new = new_version(klass)
    version, done = fetch(client, "small", tmp_path)
    assert (version, done[0].what) == (2, "updated")
    assert (tmp_path / "small.ipynb").read_bytes() == new
    assert fetch(client, "small", tmp_path)[1][0].what == "unchanged"


def test_a_file_that_was_edited_stays_and_the_new_one_is_written_beside_it(client, klass, tmp_path):
    fetch(client, "small", tmp_path)
    (tmp_path / "small.ipynb").write_bytes(b"my work")
    new = new_version(klass)
    _, done = fetch(client, "small", tmp_path)
    assert (done[0].path, done[0].what) == ("small.v2.ipynb", "beside")
    assert (tmp_path / "small.ipynb").read_bytes() == b"my work"
    assert (tmp_path / "small.v2.ipynb").read_bytes() == new
    (tmp_path / "small.v2.ipynb").write_bytes(b"and in here")
    _, done = fetch(client, "small", tmp_path)
    assert done[0].path == "small.v2-1.ipynb"
    assert (tmp_path / "small.v2.ipynb").read_bytes() == b"and in here"


def test_without_its_memory_every_file_that_differs_counts_as_edited(client, klass, tmp_path):
    (tmp_path / "small.ipynb").write_bytes(b"from elsewhere")
    _, done = fetch(client, "small", tmp_path)
    assert done[0].what == "beside"
    assert (tmp_path / "small.ipynb").read_bytes() == b"from elsewhere"


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", ".autograder.json", "a\\b", ""])
def test_a_server_cannot_write_outside_the_folder(client, tmp_path, path):
    file = {"path": path, "sha256": "0" * 64, "size": 1}
    client.release = lambda lab: {"version": 1, "files": [file]}
    with pytest.raises(GraderError, match="no place"):
        fetch(client, "small", tmp_path / "inner")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv(credentials.TOKEN, raising=False)
    monkeypatch.delenv(credentials.SERVER, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)  # as where it is not installed
    return tmp_path


def test_the_token_is_kept_in_a_file_for_its_owner_alone(home):
    credentials.save(Login("https://lab.school", "ag_1", "key"))
    assert credentials.load() == Login("https://lab.school", "ag_1", "key")
    assert stat.S_IMODE(credentials.config_file().stat().st_mode) == 0o600
    credentials.forget()
    with pytest.raises(AuthoringError, match="autograder login"):
        credentials.load()


def test_the_environment_goes_first_and_a_token_never_to_another_server(home, monkeypatch):
    credentials.save(Login("https://lab.school", "ag_1"))
    monkeypatch.setenv(credentials.SERVER, "https://other.school")
    with pytest.raises(AuthoringError):
        credentials.load()
    monkeypatch.setenv(credentials.TOKEN, "ag_2")
    assert credentials.load() == Login("https://other.school", "ag_2")


def test_the_keyring_is_used_where_there_is_one(home, monkeypatch):
    class Ring(dict):
        def set_password(self, service, server, token):
            self[service, server] = token

        def get_password(self, service, server):
            return self.get((service, server))

        def delete_password(self, service, server):
            del self[service, server]

    ring = Ring()
    monkeypatch.setattr(credentials, "_keyring", lambda: ring)
    assert credentials.save(Login("https://lab.school", "ag_1")) == "the keyring"
    assert "ag_1" not in credentials.config_file().read_text()
    assert credentials.load().token == "ag_1"
    credentials.forget()
    assert ring == {}


class Hub:
    """A JupyterHub that knows one token."""

    def __init__(self):
        self.asked = 0

    def get(self, url, headers, **_):
        self.asked += 1
        known = headers["Authorization"] == "token hub-ada"
        return _answer(200 if known else 403, b'{"name": "ada"}')


def test_a_hubs_token_is_its_users_and_is_remembered_for_a_while(klass):
    hub = Hub()
    person = by_hub("http://hub:8081/hub/api", hub)
    assert person(klass.store, "hub-ada") == klass.person("ada")
    assert person(klass.store, "hub-ada") == klass.person("ada")
    assert hub.asked == 1
    assert person(klass.store, "guess") is None


def test_the_hub_never_sees_a_token_of_ours(klass):
    hub = Hub()
    assert by_hub("http://hub", hub)(klass.store, klass["ada"].token) is None
    assert hub.asked == 0
