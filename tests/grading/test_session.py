"""A session with boxes that die, fall silent, or speak the wire's language to cheat.

Whatever a box does, the session ends in time, nothing but a NoAnswer or a GraderError comes out of
it, and no point is got.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import random
import time

import pytest

from autograder.checks.outcome import Died, NoAnswer, NoData, OutOfBudget, Raised, TookTooLong
from autograder.grading.grader import Grader
from autograder.grading.plan import END, Plan, Step
from autograder.grading.session import MAX_BOXES, Session, own_problems
from autograder.grading.sources import Source
from autograder.limits import Limits
from autograder.verdict import ReportStatus

LIMITS = Limits(cell_seconds=0.5, scenario_seconds=0.5, submission_seconds=10.0, output_kib=8)


@pytest.fixture
def session(grader):
    """A session over cells that have been run."""
    made = []

    def session(*cells, **limits):
        steps = [Step(number, source) for number, source in enumerate(cells, 1)]
        plan = Plan((*steps, Step(checkpoint=END)), {"half": END}, foreign=False)
        made.append(Session(grader.warm(), plan, dataclasses.replace(LIMITS, **limits), seed=1))
        made[-1].run_cells()
        return made[-1]

    yield session
    for one in made:
        one.close()


def slot(number):
    return number.to_bytes(4, "little")


CALL_F = (["name", "f"], ["call", slot(0), [], {}], ["take", slot(1)])
CALL_G = (["name", "g"], *CALL_F[1:])


def ask(session, operations=CALL_F):
    return session.transport("half")(list(operations))


# --- honest boxes --------------------------------------------------------------------------------


def test_questions_are_answered(session):
    assert ask(session("def f(): return 7")) == [7]


def test_a_cell_that_kills_its_box_is_left_out_and_the_others_run_again(session):
    one = session("x = 1", "import os; os._exit(1)", "def f(): return x")
    assert ask(one) == [1]
    assert one.boxes == 2
    [problem] = own_problems(one)
    assert (problem.cell, problem.status) == (2, "killed")
    assert "exit code 1" in problem.message


def test_several_cells_that_kill_are_all_left_out(session):
    deadly = ["import os; os._exit(1)"] * 5
    one = session(*deadly, "def f(): return 7")
    assert (ask(one), one.boxes, len(one.problems)) == ([7], 6, 5)


def test_of_a_cell_that_kills_its_box_the_definitions_are_kept(session):
    one = session("def f(): return 7\nimport os\nos._exit(1)")
    assert (ask(one), one.boxes) == ([7], 2)
    assert [problem.status for problem in own_problems(one)] == ["killed"]


def test_a_cell_whose_definitions_kill_as_well_is_left_out(session):
    one = session("import os\nclass A:\n  os._exit(1)", "def f(): return 7")
    assert (ask(one), one.boxes) == ([7], 3)


def test_a_new_box_does_not_wait_for_endless_cells_once_more(session):
    one = session("while True: pass", "import os; os._exit(1)", "def f(): return 7")
    started = time.monotonic()
    assert (ask(one), one.boxes) == ([7], 2)
    assert time.monotonic() - started < 0.5
    assert [problem.status for problem in own_problems(one)] == ["timeout", "killed"]


def test_a_submission_that_only_kills_is_given_up(session):
    one = session(*["import os; os._exit(1)"] * (MAX_BOXES + 3), "def f(): return 7")
    assert one.boxes == MAX_BOXES
    with pytest.raises(Died, match="did not run to their end"):
        ask(one)


def test_a_deaf_endless_cell_is_a_timeout_of_its_own(session):
    one = session("import itertools; sum(itertools.repeat(0))", "def f(): return 7")
    assert ask(one) == [7]
    assert own_problems(one)[0].status == "timeout"


def test_after_a_deadly_question_the_next_is_answered_by_a_new_box(session):
    one = session("import os\ndef f(): os._exit(1)\ndef g(): return 7")
    with pytest.raises(Died, match="exit code 1"):
        ask(one)
    assert ask(one, CALL_G) == [7]
    assert one.boxes == 2


def test_a_slow_question_is_a_timeout_and_keeps_its_box(session):
    one = session("def f():\n  while True: pass\ndef g(): return 7")
    with pytest.raises(TookTooLong, match=r"0\.5 s"):
        ask(one)
    assert (ask(one, CALL_G), one.boxes) == ([7], 1)


def test_a_deaf_question_is_a_timeout_and_costs_its_box(session):
    one = session("import itertools\ndef f(): sum(itertools.repeat(0))\ndef g(): return 7")
    with pytest.raises(TookTooLong):
        ask(one)
    assert (ask(one, CALL_G), one.boxes) == ([7], 2)


def together(session, *scenarios):
    return session.together("half")([("check", list(scenario)) for scenario in scenarios])


CALL_SEEDED = (["name", "seeded"], *CALL_F[1:])
SEEDED = "import random\ndef seeded(): return random.random()"


def test_scenarios_asked_together_are_answered_in_order(session):
    one = session("def f(): return 7\ndef g(): return 8")
    assert together(one, CALL_F, CALL_G, CALL_F) == [[7], [8], [7]]
    assert (ask(one), one.boxes) == ([7], 1)


def test_together_or_alone_a_scenario_has_the_same_seed(session):
    alone, at_once = session(SEEDED), session(SEEDED)
    one_by_one = [ask(alone, CALL_SEEDED) for _ in range(3)]
    assert [*together(at_once, *[CALL_SEEDED] * 2), ask(at_once, CALL_SEEDED)] == one_by_one
    assert at_once.last_seed == alone.last_seed


def test_the_first_without_an_answer_is_the_last_of_its_round_trip(session):
    one = session("def f(): return 7\ndef g(): raise ValueError")
    answers, silence = together(one, CALL_F, CALL_G, CALL_F)
    assert (answers, type(silence)) == ([7], Raised)
    assert ask(one) == [7]


def test_a_slow_one_among_others_is_a_timeout_and_keeps_its_box(session):
    one = session("def f(): return 7\ndef g():\n  while True: pass")
    answers, silence = together(one, CALL_F, CALL_G, CALL_F)
    assert (answers, type(silence), one.boxes) == ([7], TookTooLong, 1)


@pytest.mark.parametrize(
    "deadly", ["import os; os._exit(1)", "import itertools; sum(itertools.repeat(0))"]
)
def test_a_box_lost_among_others_is_blamed_on_whoever_loses_it_alone(session, deadly):
    one = session(f"def f(): return 7\ndef g(): {deadly}")
    outcomes = together(one, CALL_F, CALL_G, CALL_F)
    assert outcomes in ([], [[7]])  # what had been said when it was lost
    assert ask(one) == [7]
    with pytest.raises((Died, TookTooLong)):
        ask(one, CALL_G)
    assert ask(one) == [7]
    assert one.boxes == 2


def test_much_said_together_arrives(session):
    one = session("import numpy as np\ndef f(): return np.zeros(1_000_000)")
    outcomes = together(one, *[CALL_F] * 10)
    assert [answer.shape for [answer] in outcomes] == [(1_000_000,)] * 10


def test_an_error_says_where_it_arose_and_keeps_its_message(session):
    with pytest.raises(Raised) as raised:
        ask(session("x = 1", "def f():\n    raise ValueError('hidden 0.123')"))
    assert str(raised.value) == "Your code raised ValueError on line 2 of code cell 2."


def test_questions_after_the_budget_are_not_asked(session):
    one = session("def f(): return 7", submission_seconds=0.3)
    time.sleep(0.4)
    with pytest.raises(OutOfBudget, match=r"0\.3 s"):
        ask(one)
    time.sleep(1.2)  # later, too, when not even the grace is left
    with pytest.raises(OutOfBudget):
        ask(one)


def test_cells_that_use_up_the_budget_end_the_session_in_time(session):
    started = time.monotonic()
    one = session(*["import time; time.sleep(0.3)"] * 30, submission_seconds=1.0)
    assert time.monotonic() - started < 6
    with pytest.raises(NoAnswer):
        ask(one)


def test_new_time_can_be_given(session):
    one = session("def f(): return 7", submission_seconds=0.3)
    time.sleep(0.4)
    one.give_time()
    assert ask(one) == [7]


# --- boxes that cheat ----------------------------------------------------------------------------

# Student code that has found the channel and may write to it what it likes.
FIND = """
import os, socket, struct, sys, time
channels = []
for fd in range(3, 64):
    try:
        channels.append(socket.socket(fileno=fd))
    except OSError:
        pass
channel = channels[0]
import msgpack
def send(value):
    body = value if isinstance(value, bytes) else msgpack.packb(value)
    channel.sendall(struct.pack("<I", len(body)) + body)
"""

ENOUGH = "def f(): return 7"
FORGED = {
    "garbage": "channel.sendall(b'\\xff' * 100)",
    "a malformed frame": "send(b'\\xc1')",
    "a huge frame": "channel.sendall(struct.pack('<I', 1 << 31))",
    "half a frame": "channel.sendall(struct.pack('<I', 100) + b'x')",
    "a frame that is a number": "send(5)",
    "a frame that is a list": "send([1, 2])",
    "news of nothing": "send({})",
    "news of a cell that is not there": "send({'began': 99})",
    "news of cell zero": "send({'began': 0})",
    "an end of a cell that is not there": "send({'ended': 99, 'status': 'error'})",
    "an end with strange fields": "send({'ended': 1, 'status': [], 'type': {}, 'line': 'x'})",
    "a truth for a number": "send({'began': True})",
    "readiness too early": "send({'ready': True})",
    "readiness a thousand times": "for _ in range(1000): send({'ready': True})",
    "an answer before the question": "send({'id': 1, 'answers': [7], 'problem': None})",
    "answers to all questions": (
        "send({'ready': True})\n"
        "for i in range(1, 20): send({'id': i, 'answers': [7], 'problem': None})"
    ),
    "too many answers": "send({'ready': True}); send({'id': 1, 'answers': [7, 7, 7]})",
    "answers that are none": "send({'ready': True}); send({'id': 1, 'answers': 7})",
    "a strange problem": "send({'ready': True}); send({'id': 1, 'problem': {'kind': {}}})",
    "a problem with strange fields": (
        "send({'ready': True})\n"
        "send({'id': 1, 'problem': {'kind': 'raised', 'type': 5, 'cell': 'x', 'line': []}})"
    ),
    "an id that is a list": "send({'ready': True}); send({'id': [1], 'answers': [7]})",
    "a closed channel": "channel.close()",
    "a closed channel and sleep": "channel.close(); time.sleep(60)",
    "a shut channel": "channel.shutdown(socket.SHUT_RDWR); time.sleep(60)",
    "nothing read any more": "channel.shutdown(socket.SHUT_RD)",
    "an endless stream of news": "while True: send({'began': 1})",
    "a slow stream of news": "while True: send({'began': 1}); time.sleep(0.05)",
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_frames_gain_nothing_and_break_nothing(session, name):
    started = time.monotonic()
    one = session(FIND + FORGED[name], "raise SystemExit", submission_seconds=2.0)
    answered = []
    for _ in range(3):
        with contextlib.suppress(NoAnswer):
            answered.append(ask(one))
    # Nobody defined f: whatever was answered was forged, and is a value to be judged like any.
    assert all(isinstance(answer, list) for answer in answered)
    assert time.monotonic() - started < 20
    for problem in own_problems(one):
        assert isinstance(problem.message, str)


@pytest.mark.parametrize("name", [n for n in FORGED if "stream" not in n])
def test_a_submission_with_forged_frames_gets_no_points(grade, blank, code_cell, name):
    notebook = blank()
    notebook["cells"].insert(2, code_cell(FIND + FORGED[name]))
    report = grade(notebook)
    assert report.status in (ReportStatus.GRADED, ReportStatus.GRADER_ERROR), report.reason
    assert report.score == 0
    assert report.status is ReportStatus.GRADED, report.reason


def test_a_reply_to_an_earlier_question_is_no_answer(session):
    one = session(FIND, "def f():\n  send({'id': 1, 'answers': [0], 'problem': None})\n  return 7")
    assert ask(one) == [0]  # believed no more than any answer: it has to be right
    with pytest.raises(NoData):
        ask(one)


def test_random_frames_end_in_no_answer(session, soak):
    for seed in range(200 if soak else 8):
        rng = random.Random(seed)
        frames = [rng.randbytes(rng.randint(0, 60)) for _ in range(20)]
        one = session(FIND + f"for frame in {frames!r}: send(frame)", ENOUGH)
        try:
            answer = ask(one)
        except NoAnswer:
            continue
        assert isinstance(answer, list)


def test_the_next_submission_notices_nothing(small, isolation, filled, blank, code_cell):
    cheat = blank()
    cheat["cells"].insert(2, code_cell(FIND + FORGED["garbage"]))
    with Grader.of(small, isolation) as grader:
        for notebook, score in ((filled(), 10), (cheat, 0), (filled(), 10)):
            data = json.dumps(notebook).encode()
            assert grader.grade_bytes(Source("a.ipynb", ""), data).score == score
