"""What foreign work shows of the handout that it was done against.

The newer handouts have a LogSoftMax, and a criterion for its logarithms beside an unstable one for
probabilities; there, p is the chance to drop. In the older ones `Module` has a method `training`,
which newer ones call `train`, and dropout is to multiply by a Bernoulli(p) mask, which leaves open
what p is the chance of and whether anything is scaled.
"""

import numpy as np

from autograder.checks import CheckFailed, Sign, as_array
from autograder.checks.outcome import NoAnswer

P = 0.8
SHAPE = (40, 50)


def signs(student):
    """The signs of both conventions, as far as there are any."""
    return [sign for read in (nll_input, dropout) if (sign := read(student))]


def nll_input(student):
    """Logarithms, where the criterion for probabilities has another name or there is LogSoftMax."""
    with student.scenario() as s:
        unstable = s.defined("ClassNLLCriterionUnstable")
        logarithms = s.defined("LogSoftMax")
    if unstable.value is True:
        return Sign(
            "nll_input",
            "log-probabilities",
            "beside `ClassNLLCriterionUnstable`, `ClassNLLCriterion` is the criterion that is given "
            "the logarithms of the probabilities.",
        )
    if logarithms.value is True and takes_logarithms(student):
        return Sign(
            "nll_input",
            "log-probabilities",
            "your notebook has a `LogSoftMax`, so `ClassNLLCriterion` is given logarithms.",
        )
    return None


def takes_logarithms(student):
    """Whether the loss of one row is −x at the right class, for x the logarithm of a half."""
    X = np.log(np.array([[0.5, 0.25, 0.25]]))
    with student.scenario() as s:
        loss = s.take(s.name("ClassNLLCriterion")().forward(X, np.array([[1.0, 0.0, 0.0]])))
    got = as_array(loss.value)
    return got is not None and got.size == 1 and bool(np.isclose(got.item(), np.log(2)))


DROPOUT = {
    "keep": "p is the chance to keep a unit and nothing is scaled, as in your handout. The expected "
    "output is then p times the input: in newer libraries p drops, and the rest is divided by 1 − p.",
    "keep-scaled": "p is the chance to keep a unit, and what stays is divided by p.",
}


def dropout(student):
    """Of an older handout: what p = 0.8 leaves, and what it multiplies it by."""
    with student.scenario() as s:
        older = s.take(s.has(s.name("Module"), "training"))
    if older.value is not True:
        return None
    try:
        with student.scenario() as s:
            layer = s.name("Dropout")(P)
            layer.training = True
            out = s.take(layer.forward(np.ones(SHAPE)))
        got = as_array(out.value)
    except (CheckFailed, NoAnswer):
        return None
    if got is None or got.shape != SHAPE or not np.mean(got != 0) > (1 + P) / 2 - 0.2:
        return None
    factor = float(np.max(got))
    scaled = {"keep": 1.0, "keep-scaled": 1 / P}
    for value, words in DROPOUT.items():
        if np.isclose(factor, scaled[value]):
            return Sign("dropout", value, words)
    return None
