from __future__ import annotations

import errno
import hashlib
import os

import pytest

from autograder.errors import GraderError
from autograder.exchange.blobs import Blobs, Lost
from autograder.exchange.database import Full


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path / "blobs")


def test_what_was_added_is_read_back_under_its_sha256(blobs):
    name = blobs.add(b"a notebook")
    assert name == hashlib.sha256(b"a notebook").hexdigest()
    assert blobs.read(name) == b"a notebook"
    assert list(blobs.names()) == [name]


def test_adding_twice_keeps_one_file(blobs):
    assert blobs.add(b"x") == blobs.add(b"x")
    assert len(list(blobs.names())) == 1


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "/" * 64, "0" * 65])
def test_a_name_is_never_a_path(blobs, name):
    with pytest.raises(Lost):
        blobs.read(name)


def test_bytes_that_changed_on_the_disk_are_not_handed_out(blobs):
    name = blobs.add(b"right")
    blobs.path(name).write_bytes(b"wrong")
    with pytest.raises(Lost, match="damaged"):
        blobs.read(name)


def test_a_full_disk_is_said_and_leaves_nothing_half_written(blobs, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Full):
        blobs.add(b"too much")
    assert list(blobs.names()) == []
    assert list(blobs.unfinished.iterdir()) == []


def test_another_fault_of_the_disk_is_ours(blobs, monkeypatch):
    def broken(handle):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(GraderError, match="Input/output error"):
        blobs.add(b"x")


def test_what_a_killed_process_left_is_swept_up(blobs):
    (blobs.unfinished / "tmp123").write_bytes(b"half")
    blobs.sweep()
    assert list(blobs.unfinished.iterdir()) == []
