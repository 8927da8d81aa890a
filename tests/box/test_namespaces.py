import contextlib
import os
import random
import signal
import time
from pathlib import Path

import pytest

from autograder.box import namespaces
from autograder.box.isolation import missing_for_strict
from autograder.box.settings import BoxSettings
from autograder.box.zygote import Zygote
from autograder.errors import GraderError


def test_paths_below_others_need_no_bind_of_their_own():
    paths = ["/usr/lib/x", "/usr", "/usrlocal", "/opt/a/b", "/opt/a", "/opt/a"]
    assert namespaces.topmost(paths) == ("/opt/a", "/usr", "/usrlocal")


def test_the_command_comes_last_and_whole():
    wrapped = namespaces.wrapped(["python", "--unshare-net"], ["/usr"], 1024)
    assert wrapped[-3:] == ["--", "python", "--unshare-net"]


def test_only_the_private_folder_can_be_written_to():
    words = namespaces.wrapped(["true"], ["/usr", "/opt"], 4096)
    assert not {"--bind", "--dev-bind", "--bind-try"} & set(words)
    assert words[words.index("--tmpfs") + 1] == namespaces.SCRATCH
    assert words[words.index("--size") + 1] == "4096"
    assert words[words.index("--remount-ro") + 1] == "/"


def test_a_zygote_whose_namespaces_fail_is_a_grader_error(tmp_path, monkeypatch):
    (tmp_path / "bwrap").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GraderError, match="ended by itself"):
        Zygote(BoxSettings(folder=tmp_path, without=()))


def test_a_trial_that_leaves_somebody_behind_ends_at_once_and_so_does_he(tmp_path, runs):
    """As bubblewrap does when it is killed while it starts."""
    program, noted = tmp_path / "bwrap", tmp_path / "pid"
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {noted}\necho no luck >&2\nkill -9 $$\n")
    program.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", path)
        began = time.monotonic()
        said = namespaces.refusal(["true"], [], {"PATH": path})
    assert "no luck" in said
    assert time.monotonic() - began < 10
    deadline = time.monotonic() + 5
    while runs(int(noted.read_text())):
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.skipif(bool(missing_for_strict()), reason="this machine gives no namespaces")
def test_a_bubblewrap_that_is_killed_while_it_starts_leaves_nobody_waiting(tmp_path, monkeypatch):
    rng, killed = random.Random(1), []

    def kill(self):
        time.sleep(rng.random() * 0.02)  # between its first fork and the zygote's first line
        os.kill(self.pid, signal.SIGKILL)
        killed.append(self.pid)
        raise GraderError("killed")

    monkeypatch.setattr(Zygote, "_await_start", kill)
    for _ in range(30):
        with pytest.raises(GraderError, match="killed"):
            Zygote(BoxSettings(folder=tmp_path, without=()))
    deadline = time.monotonic() + 5
    while left := sorted(members(killed)):
        assert time.monotonic() < deadline, left
        time.sleep(0.02)


def members(groups):
    """The processes that still run in one of these process groups."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended since
            state, _, group = path.read_text().rpartition(")")[2].split()[:3]
            if int(group) in groups and state != "Z":
                yield int(path.parent.name)
