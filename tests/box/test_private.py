"""Folders among the machine's temporary files: gone with their maker, however he went."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from autograder.box.private import PREFIX, PrivateFolder


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_there_for_its_maker_alone_and_then_gone(temporary):
    with PrivateFolder() as folder:
        assert os.stat(folder.path).st_mode & 0o777 == 0o700
        Path(folder.path, "file").write_text("x")
    assert list(temporary.iterdir()) == []


def test_folders_that_are_in_use_are_left_alone(temporary):
    with PrivateFolder() as one, PrivateFolder() as other:
        assert {Path(one.path), Path(other.path)} == set(temporary.iterdir())


def make_in_a_process(temporary):
    code = (
        "import sys, time, tempfile; tempfile.tempdir = sys.argv[1]\n"
        "from autograder.box.private import PrivateFolder\n"
        "folder = PrivateFolder(); open(folder.path + '/left', 'w').close()\n"
        "print(folder.path, flush=True); time.sleep(60)"
    )
    maker = subprocess.Popen(
        [sys.executable, "-c", code, str(temporary)], stdout=subprocess.PIPE, text=True
    )
    return maker, Path(maker.stdout.readline().strip())


def test_what_a_killed_process_left_is_removed_by_the_next(temporary):
    maker, left = make_in_a_process(temporary)
    with PrivateFolder():
        assert (left / "left").exists(), "its maker is alive"
    maker.send_signal(signal.SIGKILL)
    maker.communicate()
    assert (left / "left").exists()
    with PrivateFolder():
        assert not left.exists()


def test_what_is_not_ours_is_left_alone(temporary):
    (temporary / "others").mkdir()
    (temporary / f"{PREFIX}file").write_text("x")
    (temporary / f"{PREFIX}link").symlink_to(temporary / "others")
    with PrivateFolder():
        pass
    assert {p.name for p in temporary.iterdir()} == {"others", f"{PREFIX}file", f"{PREFIX}link"}
