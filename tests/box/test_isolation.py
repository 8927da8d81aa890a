"""The choice of isolation, on this machine and on machines that refuse."""

import os
import subprocess
import sys

import pytest

from autograder.box import isolation, namespaces, selftest
from autograder.box.isolation import NONE, STRICT, UNPRIVILEGED, choose, missing_for_strict
from autograder.errors import GraderError

needs_namespaces = pytest.mark.skipif(bool(missing_for_strict()), reason=missing_for_strict())


@pytest.fixture
def bwrap(tmp_path, monkeypatch):
    """Return a way to put another bubblewrap, or none, in the place of the machine's own."""

    def replace(script):
        if script is not None:
            (tmp_path / "bwrap").write_text(f"#!/bin/sh\n{script}\n")
            (tmp_path / "bwrap").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        missing_for_strict.cache_clear()

    yield replace
    missing_for_strict.cache_clear()


REFUSES = "echo 'bwrap: No permissions to create new namespace' >&2; exit 1"


@needs_namespaces
def test_the_strongest_isolation_is_chosen():
    assert choose(None) == STRICT


def test_isolation_can_be_named():
    assert choose(UNPRIVILEGED) == UNPRIVILEGED
    assert choose(NONE) == NONE


@pytest.mark.parametrize("script", [None, REFUSES, "exit 3", "kill -9 $$"])
def test_where_namespaces_are_refused_the_next_best_is_chosen(bwrap, script):
    bwrap(script)
    assert choose(None) == UNPRIVILEGED


@pytest.mark.parametrize(
    ("script", "reason"),
    [(None, "not installed"), (REFUSES, "No permissions"), ("exit 3", "exit code 3")],
)
def test_strict_is_refused_with_the_reason_and_a_way_out(bwrap, script, reason):
    bwrap(script)
    with pytest.raises(GraderError, match=reason) as refusal:
        choose(STRICT)
    assert "--isolation" in str(refusal.value)


def test_a_bubblewrap_that_hangs_is_given_up(bwrap, monkeypatch):
    monkeypatch.setattr(namespaces, "TRIAL_SECONDS", 0.2)
    bwrap("exec /bin/sleep 20")
    assert "did not come back" in missing_for_strict()


def test_without_landlock_there_is_no_isolation_but_none(monkeypatch):
    monkeypatch.setattr(isolation.landlock, "abi", lambda: 0)
    for asked in (None, STRICT, UNPRIVILEGED):
        with pytest.raises(GraderError, match="no Landlock"):
            choose(asked)
    assert choose(NONE) == NONE


ASK = """
from autograder.box import isolation, selftest
chosen = isolation.choose(None)
selftest.refuse_leaks(chosen)
print(chosen)
"""
# Root of a namespace that may have no further ones; then no root of anything.
REFUSED = 'echo 0 > /proc/sys/user/max_user_namespaces; exec setpriv --bounding-set=-all "$@"'


def ask(*prefix):
    command = [*prefix, sys.executable, "-c", ASK]
    asked = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert asked.returncode == 0, asked.stderr
    return asked.stdout.strip()


@needs_namespaces
def test_an_ordinary_user_gets_strict_isolation():
    ids = ["--map-user=1000", "--map-group=1000"] if os.geteuid() == 0 else ["--map-current-user"]
    assert ask("unshare", "--user", *ids) == STRICT


@needs_namespaces
def test_a_profile_without_namespaces_gets_the_next_best():
    shell = ["sh", "-c", REFUSED, "sh"]
    assert ask("unshare", "--user", "--map-root-user", *shell) == UNPRIVILEGED


@pytest.mark.parametrize("mode", [pytest.param(STRICT, marks=needs_namespaces), UNPRIVILEGED])
def test_every_attack_of_the_self_test_is_held(mode):
    escaped = [f.what for f in selftest.self_test(mode) if not f.held]
    assert escaped == ([] if mode == STRICT else ["tell which files there are"])


def test_the_self_test_sees_a_box_without_fences():
    held = [f.what for f in selftest.self_test(NONE) if f.held]
    assert "read a file outside the box" not in held
    assert "start a process" not in held


def test_a_leak_that_is_not_promised_away_stops_grading():
    with pytest.raises(GraderError, match="Nothing was graded"):
        selftest.refuse_leaks(NONE)
    selftest.refuse_leaks(UNPRIVILEGED)
