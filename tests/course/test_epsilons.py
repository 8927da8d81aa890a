"""What a small number beside a share costs hangs on its size, never on the numbers drawn.

Students keep a logarithm from 0 by adding an epsilon or by clipping. It costs the one check that
asks about vanishing shares; where it shows in the digits, also the one that asks about these; and
the same under every seed.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.checks import ask
from autograder.course import Course
from autograder.grading.batteries import load_battery
from autograder.grading.seeds import generators
from autograder.verdict import CheckStatus

COURSE = Course(Path(__file__).parents[2])
SEEDS = 20
UNSEEN = (1e-15, 1e-12, 1e-10)
SEEN = (1e-9, 1e-8, 1e-7, 1e-6)

SHARES = """
import numpy as np

def shares_of(x):
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
"""
PYSMORCH = """
class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer, self.ones_hot = in_layer, ones_hot

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        self.p = shares_of(self.in_layer.forward())
        return -np.sum(self.ones_hot * LOG(self.p)) / len(self.p)

    def backward(self):
        self.in_layer.backward((self.p - self.ones_hot) / len(self.p))
"""
NUMPY_NETWORK = """
def softmax_crossentropy_with_logits(logits, reference_answers):
    return -LOG(shares_of(logits)[np.arange(len(logits)), reference_answers])

def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    return (shares_of(logits) - np.eye(logits.shape[1])[reference_answers]) / len(logits)
"""
MINIFLOW = """
from assignments.miniflow.nodes import Node

class CrossEntropyWithSoftmax(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def _softmax(self, x):
        return shares_of(x)

    def forward(self):
        x, self.y = (node.value for node in self.inbound_nodes)
        self.p = self._softmax(x)
        self.value = -np.mean(LOG(self.p[np.arange(len(x)), self.y]))

    def backward(self):
        slopes = (self.p - np.eye(self.p.shape[1])[self.y]) / len(self.p)
        self.gradients = {self.inbound_nodes[0]: slopes, self.inbound_nodes[1]: 0}
"""
MODULES = """
from assignments.modules.criterion import Criterion

class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        self.output = -np.sum(target * np.log(input + EPSILON)) / len(input)
        return self.output

    def updateGradInput(self, input, target):
        self.gradInput = -target / (input + EPSILON) / len(input)
        return self.gradInput
"""
ANSWERS = {
    "pysmorch/cross_entropy": PYSMORCH,
    "numpy_network/loss": NUMPY_NETWORK,
    "miniflow/cross_entropy_with_softmax": MINIFLOW,
}


def verdicts(student_of, target, source):
    """The sets of checks that were lost, over all seeds; more than one is a matter of luck."""
    lab, exercise = target.split("/")
    battery = load_battery(COURSE.assignment(lab), exercise)
    names: dict[str, object] = {}
    exec(SHARES + source, names)
    student = student_of(names, conventions=COURSE.assignment(lab).in_force)
    found = set()
    with np.errstate(all="ignore"):
        for seed in range(SEEDS):
            results = ask(battery, student, generators(f"epsilon {seed}", target))
            found.add(frozenset(r.name for r in results if r.status is not CheckStatus.PASSED))
    return found


@pytest.fixture(autouse=True)
def _course_is_importable(monkeypatch):
    monkeypatch.syspath_prepend(str(COURSE.root))


@pytest.mark.parametrize("target", ANSWERS)
@pytest.mark.parametrize("epsilon", UNSEEN)
def test_an_epsilon_too_small_to_be_seen_costs_the_vanishing_shares_alone(
    student_of, target, epsilon
):
    source = ANSWERS[target].replace("LOG(", f"(lambda p: np.log(p + {epsilon}))(")
    assert verdicts(student_of, target, source) == {frozenset({"improbable"})}


@pytest.mark.parametrize("target", ANSWERS)
@pytest.mark.parametrize("epsilon", [*UNSEEN, *SEEN])
def test_a_clipped_share_costs_the_vanishing_shares_alone(student_of, target, epsilon):
    clipped = f"(lambda p: np.log(np.clip(p, {epsilon}, 1 - {epsilon})))("
    source = ANSWERS[target].replace("LOG(", clipped)
    assert verdicts(student_of, target, source) == {frozenset({"improbable"})}


@pytest.mark.parametrize("target", ANSWERS)
@pytest.mark.parametrize("epsilon", SEEN)
def test_an_epsilon_that_shows_in_the_digits_costs_these_as_well(student_of, target, epsilon):
    source = ANSWERS[target].replace("LOG(", f"(lambda p: np.log(p + {epsilon}))(")
    assert verdicts(student_of, target, source) == {frozenset({"digits", "improbable"})}


@pytest.mark.parametrize("target", ANSWERS)
def test_an_epsilon_that_makes_another_formula_costs_forward(student_of, target):
    source = ANSWERS[target].replace("LOG(", "(lambda p: np.log(p + 1e-4))(")
    (lost,) = verdicts(student_of, target, source)
    assert "forward" in lost
    assert "gradient_X" not in lost


@pytest.mark.parametrize(
    ("epsilon", "costs"),
    [
        *((epsilon, set()) for epsilon in (1e-15, 1e-12)),
        (1e-10, {"improbable"}),
        *((epsilon, {"digits", "improbable"}) for epsilon in SEEN),
    ],
)
def test_an_epsilon_beside_given_probabilities_costs_what_it_changes(student_of, epsilon, costs):
    """Here a probability of 0 is to be survived: that takes an epsilon, or a floor."""
    source = MODULES.replace("EPSILON", str(epsilon))
    assert verdicts(student_of, "modules/class_nll", source) == {frozenset(costs)}


SOFTMAX = """
from assignments.modules.module import Module

class SoftMax(Module):
    def updateOutput(self, input):
        powers = np.exp(input - input.max(axis=1, keepdims=True))
        self.output = powers / (powers.sum(axis=1, keepdims=True) + EPSILON)
        return self.output

    def updateGradInput(self, input, gradOutput):
        mean = np.sum(self.output * gradOutput, axis=1, keepdims=True)
        self.gradInput = self.output * (gradOutput - mean)
        return self.gradInput
"""


@pytest.mark.parametrize("epsilon", [*UNSEEN, *SEEN])
def test_an_epsilon_beside_the_sum_of_a_softmax_costs_the_digits_at_most(student_of, epsilon):
    (lost,) = verdicts(student_of, "modules/softmax", SOFTMAX.replace("EPSILON", str(epsilon)))
    assert lost == ({"digits"} if epsilon > 1e-9 else set())
