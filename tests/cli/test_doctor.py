"""`autograder doctor` tells the truth: as root, as an ordinary user, where a profile says no."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.box.isolation import missing_for_strict

PROFILE = Path(__file__).parents[1] / "box" / "profile.py"
needs_namespaces = pytest.mark.skipif(bool(missing_for_strict()), reason=missing_for_strict())
# Both are what the kernel sees; the first keeps root's right to read this machine's Python.
MAPPED = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
REAL = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def run(*prefix, verb=("doctor",), here=None):
    command = [*map(str, prefix), sys.executable, "-m", "autograder.cli.main", *map(str, verb)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=here,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def under_profile(*refused):
    return [sys.executable, PROFILE, ",".join(refused)]


def modes(text):
    """What each mode is said to be: yes, no or only."""
    lines = (line.strip(" ✓").split() for line in text.splitlines())
    return {w[0]: w[1].rstrip(":") for w in lines if w and w[0] in ("strict", "unprivileged")}


@needs_namespaces
def test_where_everything_is_to_be_had_everything_is_tried():
    done = run()
    assert done.returncode == 0, done.stderr
    assert modes(done.stdout) == {"strict": "yes", "unprivileged": "yes"}
    assert "✓ strict" in done.stdout
    assert "GOT THROUGH" not in done.stdout


@needs_namespaces
def test_an_ordinary_user_is_told_the_same():
    done = run(*(MAPPED if os.geteuid() == 0 else []))
    assert done.returncode == 0, done.stdout + done.stderr
    assert modes(done.stdout) == {"strict": "yes", "unprivileged": "yes"}
    assert "GOT THROUGH" not in done.stdout


def may_read_our_python():
    """Not where it lies in root's home: the first step may work and what it starts may not."""
    inner = "subprocess.run([sys.executable, '-c', 'import msgpack'], check=True)"
    code = f"import subprocess, sys; {inner}"
    tried = [*REAL, sys.executable, "-c", code]
    done = os.geteuid() == 0 and subprocess.run(tried, check=False, cwd="/", capture_output=True)
    return bool(done) and done.returncode == 0


@pytest.mark.skipif(not may_read_our_python(), reason="no other user may read this Python")
def test_another_user_of_this_machine_is_told_what_he_has():
    done = run(*REAL)
    assert done.returncode == 0, done.stdout + done.stderr
    assert modes(done.stdout)["unprivileged"] == "yes"
    assert "GOT THROUGH" not in done.stdout


def test_a_profile_without_namespaces_leaves_the_next_best():
    done = run(*under_profile("unshare"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert modes(done.stdout) == {"strict": "no", "unprivileged": "yes"}
    assert "✓ unprivileged" in done.stdout
    assert "Strict isolation needs bubblewrap" in done.stdout
    assert "known: only namespaces stop it" in done.stdout
    assert "GOT THROUGH" not in done.stdout


@pytest.mark.parametrize(
    ("refused", "reason"),
    [("landlock_create_ruleset", "no Landlock"), ("seccomp", "seccomp")],
)
def test_a_profile_that_refuses_a_fence_is_exit_code_3_and_a_way_out(refused, reason):
    done = run(*under_profile(refused))
    assert done.returncode == 3
    assert "cannot isolate student code" in done.stdout
    assert reason in done.stdout
    assert "make image" in done.stdout


@pytest.fixture
def class_(small, filled, tmp_path):
    (tmp_path / "ada.ipynb").write_text(json.dumps(filled()))
    return tmp_path


def grade(class_, small, prefix, *options):
    verb = ["--course", small.root, "grade", "ada.ipynb", "-j", "1", *options]
    return run(*prefix, verb=verb, here=class_)


def report(class_):
    return json.loads((class_ / "graded/results.jsonl").read_text())


def test_under_a_profile_without_namespaces_grading_says_which_isolation_it_had(class_, small):
    done = grade(class_, small, under_profile("unshare"))
    assert done.returncode == 0, done.stderr
    assert "Isolation: unprivileged, because bubblewrap" in done.stderr
    assert (report(class_)["isolation"], report(class_)["score"]) == ("unprivileged", 10)


def test_under_a_profile_without_namespaces_strict_is_refused(class_, small):
    done = grade(class_, small, under_profile("unshare"), "--isolation", "strict")
    assert done.returncode == 3
    assert "cannot isolate strictly" in done.stderr
    assert not (class_ / "graded").exists()


def test_under_a_profile_without_landlock_nothing_is_graded(class_, small):
    done = grade(class_, small, under_profile("landlock_create_ruleset"))
    assert done.returncode == 3
    assert "--isolation none" in done.stderr
    assert not (class_ / "graded").exists()
