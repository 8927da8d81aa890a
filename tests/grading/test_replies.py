"""A reply to a hidden question: answers, or a reason that carries nothing of the question."""

from __future__ import annotations

import pytest

from autograder.box.connection import Misbehaved
from autograder.checks.outcome import Lacking, Missing, Raised, TookTooLong
from autograder.grading.plan import END, Plan, Step
from autograder.grading.replies import answers
from autograder.verdict import ReportStatus

STEPS = (Step(3, "class Odd(Exception): pass\ndef f(x):\n    raise Odd"), Step(checkpoint=END))
PLAN = Plan(STEPS, {"half": END}, foreign=False)
INNER = ["function", ["x"], [["name", "inner"]], b""]
ASKED = [["name", "half"], ["get", b"", "G"], INNER, ["take", b""], ["take", b""]]


def outcome(reply):
    try:
        return answers(reply, 7, 0.5, ASKED, PLAN)
    except (Lacking, Missing, Raised, TookTooLong) as error:
        return error


def raised(**fields):
    return outcome({"id": 7, "problem": {"kind": "raised", **fields}})


def test_answers_are_passed_on():
    assert outcome({"id": 7, "answers": [1, 2], "problem": None}) == [1, 2]


def test_too_little_time_is_told():
    assert outcome({"id": 7, "problem": {"kind": "timeout"}}) == TookTooLong(0.5)


@pytest.mark.parametrize(
    "reply",
    [
        None, 7, [], {}, {"id": 6, "answers": [1, 2]}, {"id": 7}, {"id": [7], "answers": [1, 2]},
        {"id": 7, "answers": [1]}, {"id": 7, "answers": 5}, {"id": 7, "problem": 5},
    ],
)  # fmt: skip
def test_what_is_no_reply_is_misbehaviour(reply):
    with pytest.raises(Misbehaved):
        outcome(reply)


@pytest.mark.parametrize("name", ["half", "inner"])
def test_a_name_that_was_asked_for_may_be_missing(name):
    assert outcome({"id": 7, "problem": {"kind": "missing", "name": name}}) == Missing(name)


def test_an_attribute_that_was_asked_for_may_be_lacking():
    assert outcome({"id": 7, "problem": {"kind": "lacking", "name": "G"}}) == Lacking("G")


@pytest.mark.parametrize("kind", ["missing", "lacking"])
@pytest.mark.parametrize("name", ["x0_1234567", "", None, 5, [], {}, "take"])
def test_no_other_name_is_missing(name, kind):
    with pytest.raises(Misbehaved):
        outcome({"id": 7, "problem": {"kind": kind, "name": name}})


@pytest.mark.parametrize(("kind", "name"), [("missing", "G"), ("lacking", "half")])
def test_a_name_is_no_attribute(kind, name):
    with pytest.raises(Misbehaved):
        outcome({"id": 7, "problem": {"kind": kind, "name": name}})


@pytest.mark.parametrize("name", ["ValueError", "LinAlgError", "Odd", "SystemExit"])
def test_a_type_that_was_there_beforehand_is_told(name):
    assert raised(type=name, cell=3, line=2) == Raised(name, 3, 2)


@pytest.mark.parametrize("name", ["N0_1234567", "Od", "0.25", "", None, 5, [], "Odd(Exception)"])
def test_a_type_that_is_made_of_what_was_seen_is_not(name):
    assert raised(type=name, cell=3, line=2) == Raised("an exception", 3, 2)


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        (3, 0),
        (3, 4),
        (3, 10**12),
        (4, 1),
        (10**15, 1),
        (0, 1),
        (True, True),
        ("3", 1),
        (None, None),
    ],
)
def test_a_place_that_is_not_in_the_notebook_is_not_told(cell, line):
    assert raised(type="ValueError", cell=cell, line=line) == Raised("ValueError")


TELL_TALES = {
    "in a type's name": "def half(x):\n    raise type('N' + {seen}, (Exception,), {{}})",
    "in a type's name, patched": (
        "import sys\nserved = sys.modules['inside.served']\n"
        "def half(x):\n"
        "    served.describe = lambda *a, **k: {{'type': 'N' + {seen}, 'cell': 1, 'line': 1}}\n"
        "    raise ValueError"
    ),
    "in a missing name": (
        "import sys\nmissing = sys.modules['inside.served'].MissingName\n"
        "def half(x): raise missing('N' + {seen})"
    ),
    "in a message": "def half(x): raise ValueError('N' + {seen})",
    "in the output": "def half(x):\n    print('N' + {seen}, flush=True)\n    return x",
    "in the output, later": (
        "import atexit, os\ndef half(x):\n    os.write(1, ('N' + {seen}).encode())\n    os._exit(0)"
    ),
}


@pytest.mark.parametrize("way", TELL_TALES)
def test_no_number_of_a_hidden_check_reaches_the_student(grade, filled, way):
    """The answers are opaque; a mark beside the number shows that it would have been seen."""
    seen = "'MARK' + format(abs(float(x[0])), '.6f').replace('.', '')"
    report = grade(filled(half=TELL_TALES[way].format(seen=seen)))
    assert report.status is ReportStatus.GRADED
    assert report.score == 6
    source = TELL_TALES[way].format(seen=seen)
    told = report.to_json().replace(source, "")
    assert "NMARK" not in told
