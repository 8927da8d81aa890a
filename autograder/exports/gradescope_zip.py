"""The autograder that is uploaded to Gradescope: setup.sh, run_autograder, our wheel, the lab.

Gradescope unpacks it to /autograder/source, runs setup.sh once when the image is built, and
run_autograder for each submission. AUTOGRADER_ROOT names another root, to try it elsewhere; there
no system package is installed.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from autograder.course import Assignment
from autograder.disk import is_litter
from autograder.errors import AuthoringError
from autograder.exports.gradescope import Visibility
from autograder.exports.wheel import pack_wheel, zip_bytes

SECRET = "AUTOGRADER_SECRET"
SETUP, RUN = "setup.sh", "run_autograder"

_SETUP = """\
#!/usr/bin/env bash
# Run once, when Gradescope builds the image: Python, bubblewrap for strict isolation, our package.
set -euo pipefail
source="${{AUTOGRADER_ROOT:-/autograder}}/source"

fits() {{ "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }}
find_python() {{
    for python in python3 python3.13 python3.12 python3.11; do
        if fits "$python"; then echo "$python"; return; fi
    done
}}

if [ -z "${{AUTOGRADER_ROOT:-}}" ]; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends bubblewrap
fi
if [ ! -x "$source/.venv/bin/python" ]; then
    if [ -z "$(find_python)" ]; then
        apt-get install -y -qq --no-install-recommends python3.11 python3.11-venv
    fi
    "$(find_python)" -m venv "$source/.venv" || {{
        apt-get install -y -qq --no-install-recommends python3-venv
        "$(find_python)" -m venv "$source/.venv"
    }}
fi
"$source/.venv/bin/python" -m pip install --quiet "$source/{wheel}{extra}"
"""

_RUN = """\
#!/usr/bin/env bash
# Run for each submission. Without a results.json Gradescope says that the autograder failed, which
# is what we want where the fault is ours.
set -uo pipefail
root="${{AUTOGRADER_ROOT:-/autograder}}"
{secret}autograder=("$root/source/.venv/bin/autograder" --course "$root/source/course")
graded="$(mktemp -d)"
trap 'rm -rf "$graded"' EXIT
"${{autograder[@]}}" grade "$root/submission" -a {name} -o "$graded" -j 1
"${{autograder[@]}}" export gradescope "$graded" -a {name} \\
    --submission "$root/submission" \\
    --metadata "$root/submission_metadata.json" \\
    --results "$root/results/results.json" \\
    --visibility {tests} --stdout-visibility {stdout}
"""


def autograder_zip(assignment: Assignment, visibility: Visibility) -> bytes:
    """The zip to upload, the same bytes for the same lab and package.

    It holds the hidden checks and the secret, if one is set: it is for Gradescope alone.
    """
    wheel, data = pack_wheel()
    files = {
        SETUP: _setup(assignment, wheel).encode(),
        RUN: _run(assignment, visibility).encode(),
        wheel: data,
        **{f"course/{name}": content for name, content in _course(assignment)},
    }
    return zip_bytes(files, executable=(SETUP, RUN))


def _setup(assignment: Assignment, wheel: str) -> str:
    extra = f"[{assignment.extra}]" if assignment.extra else ""
    return _SETUP.format(wheel=wheel, extra=extra)


def _run(assignment: Assignment, visibility: Visibility) -> str:
    secret = os.environ.get(SECRET, "")
    return _RUN.format(
        name=assignment.name,
        tests=visibility.tests,
        stdout=visibility.stdout,
        secret=f"export {SECRET}={shlex.quote(secret)}\n" if secret else "",
    )


def _course(assignment: Assignment) -> Iterator[tuple[str, bytes]]:
    """What grading this one lab reads. Extensions stay here: Gradescope knows its own."""
    if not assignment.released_notebook.exists():
        raise AuthoringError(
            f"{assignment.name} has not been released. Run `autograder release {assignment.name}`."
        )
    root = assignment.root
    loose = [root / "course.toml", *assignment.shipped().values()]
    folders = (assignment.folder, assignment.reference, assignment.release)
    inside = [path for folder in folders for path in folder.rglob("*")]
    for path in sorted({*filter(Path.is_file, [*loose, *inside])}):
        if not is_litter(path):
            yield path.relative_to(root).as_posix(), path.read_bytes()
