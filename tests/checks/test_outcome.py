"""The words for a check that ended without an answer."""

import pytest

from autograder.checks.outcome import Died, Lacking, Missing, NoAnswer, NoData, Raised, TookTooLong
from autograder.verdict import CheckStatus

ENDINGS = {
    "unwritten": (Raised("NotImplementedError", 3, 2), "This part is not written yet"),
    "raised": (Raised("ValueError", 3, 2), "raised ValueError on line 2 of code cell 3."),
    "raised elsewhere": (Raised("ValueError"), "raised ValueError."),
    "called in vain": (Raised("TypeError"), "does a method take other arguments"),
    "lacking": (Lacking("G"), "Nothing of the name `G` is there where it is looked for."),
    "missing": (Missing("Linear"), "There is no `Linear` in your notebook."),
    "slow": (TookTooLong(5.0), "ran longer than 5 s"),
    "dead": (Died("it made a system call"), "did not survive this check: it made a system call."),
    "forged": (NoData("a frame"), "something that is not data"),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_has_words_for_the_student(ending):
    outcome, words = ENDINGS[ending]
    assert isinstance(outcome, NoAnswer)
    assert words in str(outcome)


def test_only_slowness_counts_as_a_timeout():
    slow = [name for name, (o, _) in ENDINGS.items() if o.status is CheckStatus.TIMEOUT]
    assert slow == ["slow"]
