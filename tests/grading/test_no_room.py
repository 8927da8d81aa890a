"""OUT is full, or gone, in mid-run: said so, nothing half written, and `--resume` goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from autograder.errors import GraderError
from autograder.grading import run
from autograder.grading.journal import Journal, read_results
from autograder.grading.pool import Job
from autograder.grading.run import Tally
from autograder.grading.sources import collect
from autograder.verdict import Report, ReportStatus

COUNT = 6


@pytest.fixture
def submitted(tmp_path, filled):
    folder = tmp_path / "submitted"
    folder.mkdir()
    for number in range(COUNT):
        slow = f"import time\ntime.sleep(0.1)\ndef half(x): return x / 2  # {number}"
        (folder / f"{number}.ipynb").write_text(json.dumps(filled(half=slow)))
    return folder


def report(name, size=0):
    status = ReportStatus.GRADED
    return Report("small", name, None, "sha", status, "strict", "s", output="x" * size)


def test_a_folder_that_is_removed_in_mid_run_ends_the_run_and_says_so(small, submitted, tmp_path):
    job, out = Job(small.root, ("small",), "none", 1), tmp_path / "out"
    sources = collect([str(submitted)], []).sources
    running = run.grade(job, sources, out, Tally())
    next(running)
    shutil.rmtree(out)
    with pytest.raises(GraderError, match=r"removed while we graded.*--resume"):
        list(running)
    tally = Tally()
    list(run.grade(job, sources, out, tally, resume=True))
    assert tally.graded == COUNT
    assert [r.score for r in read_results(out)] == [10] * COUNT


ON_A_SMALL_DISK = """\
set -eu
mkdir -p {out}
mount -t tmpfs -o size={small} none {out}
code=0; {grade} || code=$?
echo "first: $code"; wc -l < {out}/results.jsonl; df {out} >&2
mount -o remount,size=8m {out}
code=0; {grade} --resume || code=$?
echo "then: $code"
cat {out}/results.jsonl > {copy}
ls -A {out}/reports
"""
NAMESPACE = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]


def may_mount():
    tried = [*NAMESPACE, "mount", "-t", "tmpfs", "none", "/mnt"]
    return shutil.which("unshare") and subprocess.run(tried, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not may_mount(), reason="nobody here may mount a small disk")
def test_a_full_disk_ends_the_run_and_with_room_it_goes_on(small, submitted, tmp_path):
    command = f"{sys.executable} -m autograder.cli.main --course {small.root}"
    steps = ON_A_SMALL_DISK.format(
        out=tmp_path / "out",
        small="24k",
        copy=tmp_path / "copy",
        grade=f"{command} grade {submitted} -o {tmp_path}/out -j 1 --isolation unprivileged",
    )
    done = subprocess.run(
        [*NAMESPACE, "sh", "-c", steps],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert "first: 3" in said, done.stderr
    assert "then: 0" in said, done.stderr
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert "were kept from an earlier run" in done.stderr
    assert len([line for line in said if line.endswith(".json")]) == COUNT
    lines = (tmp_path / "copy").read_text().splitlines()
    assert [json.loads(line)["score"] for line in lines] == [10] * COUNT


def test_a_line_that_did_not_fit_is_dropped_and_the_others_kept(tmp_path):
    """As a full disk leaves it: the end of a line is missing."""
    with Journal(tmp_path, resume=False) as journal:
        journal.add(report("a.py"))
        journal.add(report("b.py"))
    path = tmp_path / "results.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    with Journal(tmp_path, resume=True) as journal:
        assert (journal.known_seed("a.py"), journal.known_seed("b.py")) == ("s", None)
        journal.add(report("b.py"))
    assert [r.submission for r in read_results(tmp_path)] == ["a.py", "b.py"]
