"""The processes of an audit: they do its work, and they end with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

WAITS = """\
import sys, time
from pathlib import Path
from autograder.audit.workers import Workers
from autograder.course import Course

def who(trials, item):
    import os
    time.sleep(0.2)
    return os.getpid()

if __name__ == "__main__":
    with Workers(Course(Path(sys.argv[1])).assignment("small"), sys.argv[2], 2) as workers:
        print(*set(workers.map(who, range(4))), flush=True)
        time.sleep(60)
"""


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_when_the_audit_is_killed(small, isolation, tmp_path, runs, by):
    script = tmp_path / "waits.py"
    script.write_text(WAITS)
    command = [sys.executable, script, small.root, isolation]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as audit:
        assert audit.stdout is not None
        workers = [int(word) for word in audit.stdout.readline().split()]
        os.kill(audit.pid, by)
    assert workers
    deadline = time.monotonic() + 10
    while any(map(runs, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.02)
