"""A server that is killed, cut off, slowed down: every receipt's submission is there afterwards.

The whole search (`--soak`) kills a hundred times.
"""

from __future__ import annotations

import contextlib
import ipaddress
import json
import os
import random
import shutil
import socket
import subprocess
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
import requests
from live import Served, kill, until

from autograder.course import Course
from autograder.errors import GraderError
from autograder.exchange.access import Role
from autograder.exchange.client import Away
from autograder.exchange.handouts import publish
from autograder.exchange.integrity import problems
from autograder.exchange.people import Entry, enrol, new_token
from autograder.exchange.queue import waiting
from autograder.exchange.standing import class_standing
from autograder.exchange.store import Store

STUDENTS = 8


@pytest.fixture
def served(tmp_path, small_root, url, isolation):
    """A server with a few students; their tokens."""
    yield from _served(tmp_path / "data", small_root, url, isolation)


def _served(data, root, url, isolation):
    found = Served(root, data, isolation, url)
    tokens = _class_of(STUDENTS, data, root, url)
    found.start()
    yield found, tokens
    found.stop()


def _class_of(count, data, root, url):
    """An exchange with so many students and a lab; their tokens."""
    store = Store.open(data, url)
    names = [f"s{n}" for n in range(count)]
    enrol(store, [Entry(name) for name in names], Role.STUDENT, "tests")
    publish(store, Course(root).assignment("small"), "tests")
    tokens = [new_token(store, name, "tests") for name in names]
    store.close()
    return tokens


class Storm:
    """Students who hand in without end, through whatever happens to the server."""

    def __init__(self, served, tokens, filled):
        self.receipts: list[dict] = []
        self.unheard = 0
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._hand_in, args=(served, token, filled, number))
            for number, token in enumerate(tokens)
        ]

    def _hand_in(self, served, token, filled, number):
        client = served.client(token, tries=40, sleep=lambda pause: time.sleep(min(pause, 0.3)))
        attempt = 0
        while not self._over.is_set():
            attempt += 1
            notebook = {**filled(), "student": number, "attempt": attempt}
            data = json.dumps(notebook).encode()
            try:
                self.receipts.append(client.submit("small", "small.ipynb", data))
            except Away:
                self.unheard += 1
            time.sleep(random.uniform(0.05, 0.4))

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        for thread in self._threads:
            thread.join()


def test_whatever_is_killed_every_receipt_is_kept_once_with_its_bytes_and_graded(
    served, filled, soak, url, monkeypatch
):
    server, tokens = served
    # A room full of students hands in more often than one may.
    rounds, chance = (100 if soak else 3), random.Random(7)
    with Storm(server, tokens, filled) as storm:
        for number in range(rounds):
            time.sleep(chance.uniform(0.2, 1.0))
            if number % 2 and (pids := server.worker_pids()):
                kill(chance.choice(pids))
            else:
                server.kill()
                server.start()
        time.sleep(0.5)
    store = Store.open(server.data, url)
    until(lambda: waiting(store) == 0, "the queue", 300)
    server.stop()
    assert list(problems(store)) == []
    kept = _kept(store)
    receipts = {(one["student"], one["attempt"]): one["sha256"] for one in storm.receipts}
    assert len(receipts) == len({one["submission"] for one in storm.receipts})
    assert {key: kept[key] for key in receipts} == receipts
    assert len(receipts) > rounds
    assert all(place.counting for place in _standing(store).values())
    store.close()


def _kept(store):
    from autograder.exchange.people import everybody
    from autograder.exchange.standing import attempts_of

    with store.database.read() as connection:
        return {
            (person.login, one.attempt): one.sha256
            for person in everybody(connection)
            for one in attempts_of(connection, person.id)
        }


def _standing(store):
    with store.database.read() as connection:
        return class_standing(connection)


@pytest.fixture(scope="module")
def calm(tmp_path_factory, small, isolation):
    """A server that nobody kills, for several tests; its tokens."""
    yield from _served(tmp_path_factory.mktemp("calm") / "data", small.root, None, isolation)


def head(token, data):
    return (
        f"POST /api/v1/labs/small/submissions?filename=small.ipynb HTTP/1.1\r\n"
        f"Host: x\r\nAuthorization: Bearer {token}\r\nContent-Length: {len(data)}\r\n\r\n"
    ).encode()


def test_a_client_that_is_cut_off_leaves_nothing_and_can_begin_again(calm, filled):
    server, tokens = calm
    data = json.dumps(filled()).encode()
    for cut in (0, 1, len(data) // 2, len(data) - 1):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(head(tokens[0], data) + data[:cut])
    client = server.client(tokens[0])
    assert client.submissions() == []
    assert client.submit("small", "small.ipynb", data)["attempt"] == 1
    assert requests.get(f"{server.server}/healthz", timeout=10).ok


def test_an_answer_that_was_lost_is_heard_the_second_time(calm, filled):
    """The client hangs up without reading the receipt; its retry gets that same receipt."""
    server, tokens = calm
    data = json.dumps(filled()).encode()
    client = server.client(tokens[1])
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(head(tokens[1], data) + data)
        until(lambda: client.submissions(), "the submission")
    assert client.submit("small", "small.ipynb", data)["attempt"] == 1
    assert len(client.submissions()) == 1


def test_stopping_the_server_ends_all_that_it_started(calm, runs):
    server, _ = calm
    until(lambda: server.worker_pids(), "a worker")
    pids = server.worker_pids()
    server.stop()
    assert not any(map(runs, pids))


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_who_says_nothing_is_hung_up_on(tmp_path, small_root, url, monkeypatch):
    """In this process, so that the patience can be short."""
    import asyncio

    import uvicorn

    from autograder.exchange.web import running
    from autograder.exchange.web.context import House

    monkeypatch.setattr(running, "HEADER_SECONDS", 0.3)
    store = Store.open(tmp_path / "data")
    serving = running.Serving("127.0.0.1", 0, 0, "none")
    server: uvicorn.Server = running.server(House(store, Course(small_root)), serving)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    until(lambda: server.started, "the server")
    port = server.servers[0].sockets[0].getsockname()[1]
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: ")
        connection.settimeout(20)
        with contextlib.suppress(ConnectionResetError):
            assert connection.recv(100) == b""
    server.should_exit = True
    thread.join()
    store.close()


ON_A_SMALL_DISK = """\
set -eu
mount -t tmpfs -o size=1m none "$1"
cp -a "$2"/. "$1"
shift 2
exec "$@"
"""


def may_mount():
    tried = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return shutil.which("unshare") and subprocess.run(tried, check=False).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="only root may mount a small disk")
def test_on_a_disk_that_is_full_nothing_with_a_receipt_is_lost_and_with_room_it_goes_on(
    tmp_path, small_root, isolation, filled
):
    """A real one: the tables, the notebooks and the reports all find no room."""
    seed, data = tmp_path / "seed", tmp_path / "data"
    tokens = _class_of(STUDENTS, seed, small_root, None)
    data.mkdir()
    within = ("unshare", "--mount", "sh", "-c", ON_A_SMALL_DISK, "sh", str(data), str(seed))
    server = Served(small_root, data, isolation, within=within)
    server.start()
    inside = ["nsenter", "-m", "-t", str(server.process.pid)]
    try:
        receipts, said = _fill(server, tokens, filled)
        assert "full" in said
        assert server.client(tokens[0]).submissions()
        subprocess.run([*inside, "mount", "-o", "remount,size=64m", data], check=True)
        receipts += [_hand_in(server, token, filled, "with room") for token in tokens]
        clients = [server.client(token) for token in tokens]
        until(lambda: all(map(_graded, clients)), "the gradings", 120)
        subprocess.run([*inside, "cp", "-a", data, tmp_path / "kept"], check=True)
    finally:
        server.stop()
    store = Store.open(tmp_path / "kept")
    assert list(problems(store)) == []
    kept = _kept(store)
    assert {(one["student"], one["attempt"]): one["sha256"] for one in receipts} == kept
    store.close()


def _fill(server, tokens, filled):
    """Hand in until there is no room: the receipts, and what was said then."""
    receipts = []
    for number in range(8 * len(tokens)):
        try:
            token = tokens[number % len(tokens)]
            receipts.append(_hand_in(server, token, filled, os.urandom(20_000).hex()))
        except GraderError as error:
            return receipts, str(error)
    raise AssertionError("the disk was never full")


def _hand_in(server, token, filled, words):
    data = json.dumps({**filled(), "words": words}).encode()
    return server.client(token).submit("small", "small.ipynb", data)


def _graded(client):
    return all(one["status"] == "graded" for one in client.submissions())


def test_over_tls_the_cookie_and_the_token_are_kept_to_it(tmp_path, small_root):
    certificate, key = _self_signed(tmp_path)
    (token,) = _class_of(1, tmp_path / "data", small_root, None)
    options = ("--tls-cert", str(certificate), "--tls-key", str(key))
    server = Served(small_root, tmp_path / "data", "none", workers=0, options=options)
    server.certificate = str(certificate)
    server.start()
    try:
        signing_in = {"data": {"token": token}, "timeout": 10, "verify": str(certificate)}
        with requests.Session() as session:
            session.headers["Connection"] = "close"  # or the server waits for it when it stops
            answer = session.post(f"{server.server}/login", **signing_in)
        assert "Sign out" in answer.text
        (cookie,) = session.cookies
        assert (cookie.name, cookie.secure) == ("__Host-autograder", True)
        assert "max-age" in answer.headers["strict-transport-security"]
        with pytest.raises(Away, match="certificate is not good"):
            server.client(token, tries=1).labs()
    finally:
        server.stop()


def _self_signed(folder):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "lab")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1).add_extension(here, critical=False)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    encoding = serialization.Encoding.PEM
    (folder / "lab.pem").write_bytes(certificate.public_bytes(encoding))
    plain, bare = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "lab.key").write_bytes(key.private_bytes(encoding, plain, bare))
    return folder / "lab.pem", folder / "lab.key"
