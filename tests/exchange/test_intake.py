from __future__ import annotations

import gzip
import io
import json
import threading
import zipfile
from datetime import timedelta

import pytest

from autograder.exchange import intake
from autograder.exchange.access import NotThere
from autograder.exchange.database import Full
from autograder.exchange.intake import Upload, take_in
from autograder.exchange.integrity import problems
from autograder.exchange.queue import waiting
from autograder.exchange.receipts import verify
from autograder.exchange.standing import attempts_of
from autograder.exchange.terms import change_terms, extend


def test_a_submission_is_kept_with_its_bytes_and_a_receipt_that_verifies(klass, filled):
    taken = klass.submit("ada", filled())
    receipt = verify(taken.receipt, klass.store.signer.public)
    assert (receipt.student, receipt.lab, receipt.attempt) == ("ada", "small", 1)
    assert klass.store.blobs.read(receipt.sha256) == json.dumps(filled()).encode()
    assert waiting(klass.store) == 1
    assert list(problems(klass.store)) == []


def test_the_same_bytes_again_get_the_same_receipt_and_are_no_attempt(klass, filled):
    first = klass.submit("ada", filled())
    klass.clock.forward(hours=1)
    again = klass.submit("ada", filled())
    assert (again.receipt, again.is_new) == (first.receipt, False)
    assert waiting(klass.store) == 1


def test_an_earlier_file_handed_in_again_is_a_new_attempt(klass, filled, blank):
    klass.submit("ada", filled())
    klass.submit("ada", blank())
    assert klass.submit("ada", filled()).receipt["attempt"] == 3


def test_a_retry_is_known_by_its_key_whatever_came_in_between(klass, filled, blank):
    first = klass.submit("ada", filled(), retry_key="k1")
    klass.submit("ada", blank(), retry_key="k2")
    assert klass.submit("ada", filled(), retry_key="k1").receipt == first.receipt


def test_a_key_does_not_stand_for_another_file(klass, filled, blank):
    klass.submit("ada", filled(), retry_key="k1")
    with pytest.raises(intake.Refused, match="Idempotency-Key"):
        klass.submit("ada", blank(), retry_key="k1")


def test_two_people_may_use_one_key_and_hand_in_the_same_bytes(klass, filled):
    assert klass.submit("ada", filled(), retry_key="k").is_new
    assert klass.submit("ben", filled(), retry_key="k").is_new


def packed(data):
    """A zip that is small and unpacks to much; nothing unpacks it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("small.ipynb", data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("small.ipynb", b"", intake.Refused, "empty"),
        ("small.ipynb", b"{", intake.Refused, "JSON"),
        ("small.ipynb", b"[]", intake.Refused, "no notebook"),
        ("small.zip", b"PK\x03\x04", intake.WrongType, "notebook"),
        ("small.ipynb.exe", b"MZ", intake.WrongType, "notebook"),
        ("small.py", b"\x00\x01", intake.Refused, "NUL"),
        ("small.ipynb", packed(b"0" * 50_000_000), intake.Refused, "JSON|UTF-8"),
        ("small.ipynb.gz", gzip.compress(b"0" * 50_000_000), intake.WrongType, "notebook"),
        ("small.ipynb", b" " * (20 * 2**20 + 1), intake.TooLarge, "20 MB"),
        ("small.ipynb", b'{"cells": ' + b"[" * 100_000, intake.Refused, "JSON|valid"),
    ],
)
def test_what_could_never_be_graded_is_refused_at_once(klass, name, data, error, words):
    with pytest.raises(error, match=words):
        take_in(klass.store, klass.person("ada"), "small", Upload(name, data))
    assert waiting(klass.store) == 0


def test_the_notebook_of_another_lab_is_refused(klass, filled):
    other = filled()
    other["metadata"]["autograder"]["assignment"] = "another"
    with pytest.raises(intake.Refused, match="of another"):
        klass.submit("ada", other)


def test_bytes_that_were_damaged_on_their_way_are_refused(klass, filled):
    with pytest.raises(intake.Refused, match="damaged"):
        klass.submit("ada", filled(), sha256="0" * 64)


def test_a_lab_that_is_not_open_is_not_there_for_students(klass, filled):
    change_terms(klass.store, "small", "ina", opens=klass.clock() + timedelta(hours=1))
    with pytest.raises(NotThere):
        klass.submit("ada", filled())
    assert klass.submit("ina", filled()).is_new


def test_after_the_close_nothing_is_taken_but_from_who_has_an_extension(klass, filled):
    due = klass.clock() - timedelta(hours=1)
    change_terms(klass.store, "small", "ina", due=due, closes=due)
    with pytest.raises(intake.Closed):
        klass.submit("ada", filled())
    extend(klass.store, "ada", "small", klass.clock() + timedelta(hours=1), "ill", "ina")
    assert klass.submit("ada", filled()).is_new
    with pytest.raises(intake.Closed):
        klass.submit("ben", filled())


def test_attempts_run_out(klass, filled, blank):
    change_terms(klass.store, "small", "ina", most_attempts=1)
    klass.submit("ada", filled())
    with pytest.raises(intake.Closed, match="attempts"):
        klass.submit("ada", blank())
    assert not klass.submit("ada", filled()).is_new


def test_receipts_never_go_back_in_time_though_the_clock_does(klass, filled, blank):
    first = klass.submit("ada", filled())
    klass.clock.forward(hours=-3)
    second = klass.submit("ada", blank())
    assert first.receipt["time"] < second.receipt["time"]
    assert klass.store.stepped_back() > timedelta(hours=2)


def test_many_at_once_get_attempts_one_after_the_other(klass, filled):
    def hand_in(number):
        notebook = filled()
        notebook["metadata"]["number"] = number
        receipts.append(klass.submit("ada", notebook).receipt)

    receipts: list[dict] = []
    threads = [threading.Thread(target=hand_in, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one["attempt"] for one in receipts) == list(range(1, 21))
    by_attempt = sorted(receipts, key=lambda one: one["attempt"])
    assert [one["time"] for one in by_attempt] == sorted(one["time"] for one in receipts)
    assert list(problems(klass.store)) == []


def test_on_a_full_disk_there_is_no_receipt_and_no_row(klass, filled, monkeypatch):
    def full(path, data):
        raise Full("The server's disk is full.")

    monkeypatch.setattr(klass.store.blobs, "add", lambda data: full(None, data))
    with pytest.raises(Full):
        klass.submit("ada", filled())
    monkeypatch.undo()
    with klass.store.database.read() as connection:
        assert attempts_of(connection, klass.person("ada").id) == []


@pytest.mark.parametrize(
    "name", ["../../etc/x.ipynb", "a\r\nSet-Cookie: x.ipynb", "\x1b[31m.ipynb"]
)
def test_a_file_name_is_kept_as_its_last_part_without_what_acts_on_anything(klass, filled, name):
    upload = Upload(name, json.dumps(filled()).encode())
    number = take_in(klass.store, klass.person("ada"), "small", upload).submission
    with klass.store.database.read() as connection:
        (attempt,) = attempts_of(connection, klass.person("ada").id)
    assert attempt.submission == number
    assert attempt.filename.isprintable()
    assert "/" not in attempt.filename
