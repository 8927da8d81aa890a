"""The CI files of a release: what a student's own repository runs on GitHub and GitLab.

They need nothing that is not public: the packages of the lab and curl. What both have in common
stands once, in `ci/`, and is put into either with its indentation.
"""

from __future__ import annotations

import re
from importlib import resources

from autograder.course import Assignment

GITHUB, GITLAB = ".github/workflows/check.yml", ".gitlab-ci.yml"
# For running a notebook without a browser, and for its pictures, whatever the lab adds.
_ALWAYS = ("ipykernel", "matplotlib", "nbclient")


def workflows(assignment: Assignment) -> dict[str, bytes]:
    """The CI files by their paths in the release."""
    return {
        GITHUB: _filled("github.yml", assignment).encode(),
        GITLAB: _filled("gitlab.yml", assignment).encode(),
    }


def packages(assignment: Assignment) -> str:
    """What pip has to install before the notebook runs."""
    return " ".join(sorted({*assignment.packages, *_ALWAYS}))


def _filled(template: str, assignment: Assignment) -> str:
    text = _text(template)
    for mark, name in (("@PUBLIC_TESTS@", "public_tests.in"), ("@HAND_IN@", "hand_in.sh")):
        text = _put(text, mark, _text(name))
    return text.replace("@LAB@", assignment.name).replace("@PACKAGES@", packages(assignment))


def _put(text: str, mark: str, block: str) -> str:
    """The text with the mark's line replaced by the block, as deep as the mark stood."""
    found = re.search(rf"^( *){re.escape(mark)}\n", text, re.MULTILINE)
    assert found is not None
    lines = (f"{found[1]}{line}".rstrip() for line in block.splitlines())
    return text[: found.start()] + "\n".join(lines) + "\n" + text[found.end() :]


def _text(name: str) -> str:
    return (resources.files("autograder.publish") / "ci" / name).read_text(encoding="utf-8")
