"""Faults planted into the reference solutions: each is caught, by the check that should.

For every lab alike: what a layer returns, stores or hands on is changed on its way out, so that
nothing else of the solution is. It runs in this process, and its answers travel as the wire's own
bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from autograder.checks import ask
from autograder.course import Course
from autograder.grading.batteries import load_battery
from autograder.grading.seeds import generators
from autograder.verdict import CheckStatus

COURSE = Path(__file__).parents[2]
SEEDS = 1
GIVEN = {
    "pysmorch": "from assignments.pysmorch.given import *",
    "numpy_network": "from assignments.numpy_network.given import *",
    "miniflow": "\n".join(f"from assignments.miniflow.{m} import *" for m in ("nodes", "graph")),
    "modules": "\n".join(f"from assignments.modules.{m} import *" for m in ("criterion", "relu")),
}


@pytest.fixture(autouse=True)
def _course_is_importable(monkeypatch):
    monkeypatch.syspath_prepend(str(COURSE))


def some(value, entry):
    """The value with one entry replaced."""
    changed = np.array(value, dtype=float)
    changed.flat[changed.size // 2] = entry
    return changed if changed.ndim else changed[()]


def off_by_a_little(value):
    """One entry is off by a millionth of the largest."""
    middle = np.ravel(value)[np.size(value) // 2]
    return some(value, middle + 1e-6 * max(1.0, np.max(np.abs(value))))


FAULTS = {
    "times 1.0005": lambda v: 1.0005 * v,
    "times 1 + 1e-6": lambda v: (1 + 1e-6) * v,
    "the other sign": lambda v: -v,
    "transposed": np.transpose,
    "one NaN": lambda v: some(v, np.nan),
    "one infinity": lambda v: some(v, np.inf),
    "zeros": np.zeros_like,
    "a constant": lambda v: np.full_like(v, 0.25),
    "one entry off by a little": off_by_a_little,
    "single precision": np.float32,
    "None": lambda v: None,
    "rows in another order": lambda v: np.roll(v, 1, axis=0),
    "one number for all": lambda v: v + np.sum(np.abs(v)),
    "off by one": lambda v: v + 1,
}


@dataclass(frozen=True)
class Site:
    """A place where a result leaves a solution, and the check that must see it changed there.

    `plant(names, change)` replaces the class or the function among the names by one whose result
    goes through `change`. `blind` are faults that are none here; `alone` is False where others of
    the exercise's results are made of this one.
    """

    target: str
    check: str
    plant: object
    blind: frozenset = field(default_factory=frozenset)
    alone: bool = True

    @property
    def label(self):
        return f"{self.target}: {self.check}"


# Where a layer's tolerance lets these pass, its check `digits` must see them.
SMALL = frozenset({"times 1 + 1e-6", "one entry off by a little", "single precision"})
SCALAR = frozenset({"transposed", "rows in another order"})
LINE = frozenset({"transposed"})  # of one dimension: nothing to transpose


def returned(name, method):
    """What a method returns."""

    def plant(names, change):
        kind = names[name]

        def changed(self, *args, **kwargs):
            return change(getattr(kind, method)(self, *args, **kwargs))

        names[name] = type(name, (kind,), {method: _named_as(kind, method, changed)})

    return plant


def kept(name, method, attribute):
    """What a method leaves in an attribute, and returns where it returns that."""

    def plant(names, change):
        kind = names[name]

        def changed(self, *args, **kwargs):
            result = getattr(kind, method)(self, *args, **kwargs)
            left = getattr(self, attribute)
            setattr(self, attribute, change(left))
            return getattr(self, attribute) if result is left else result

        names[name] = type(name, (kind,), {method: _named_as(kind, method, changed)})

    return plant


def stepped(name, attribute):
    """How far a parameter moves in backward; it may start where a test puts it."""

    def plant(names, change):
        kind = names[name]

        def backward(self, input, grad_output):
            before = np.array(getattr(self, attribute))
            result = kind.backward(self, input, grad_output)
            moved = change(getattr(self, attribute) - before)
            setattr(self, attribute, None if moved is None else before + moved)
            return result

        names[name] = type(name, (kind,), {"backward": backward})

    return plant


def handed_on(name):
    """The gradient that a layer of a chain hands to the one below."""

    def plant(names, change):
        kind = names[name]

        class Between:
            def __init__(self, below):
                self._below = below

            def __getattr__(self, attribute):
                return getattr(self._below, attribute)

            def backward(self, gradient):
                self._below.backward(change(gradient))

        def init(self, in_layer, *args, **kwargs):
            kind.__init__(self, Between(in_layer), *args, **kwargs)

        names[name] = type(name, (kind,), {"__init__": init})

    return plant


def slope(name, place):
    """The entry that a node's backward leaves for one of its inbound nodes."""

    def plant(names, change):
        kind = names[name]

        def backward(self):
            kind.backward(self)
            inbound = self.inbound_nodes[place]
            self.gradients[inbound] = change(self.gradients[inbound])

        names[name] = type(name, (kind,), {"backward": backward})

    return plant


def answered(name, each=False):
    """What a function returns; `each` entry of it, where it is a list."""

    def plant(names, change):
        function = names[name]

        def changed(*args, **kwargs):
            result = function(*args, **kwargs)
            return [change(one) for one in result] if each else change(result)

        names[name] = changed

    return plant


def _named_as(kind, method, function):
    function.__name__ = getattr(kind, method).__name__
    return function


LOSS = "softmax_crossentropy_with_logits"
SITES = [
    Site("pysmorch/linear", "forward", returned("Linear", "forward")),
    Site("pysmorch/linear", "gradient_W", kept("Linear", "backward", "G")),
    Site("pysmorch/linear", "gradient_X", handed_on("Linear")),
    Site("pysmorch/relu", "forward", returned("Relu", "forward")),
    Site("pysmorch/relu", "gradient_X", handed_on("Relu")),
    Site("pysmorch/bias", "forward", returned("Bias", "forward")),
    Site("pysmorch/bias", "gradient_W", kept("Bias", "backward", "G"), SCALAR - LINE),
    Site("pysmorch/bias", "gradient_X", handed_on("Bias")),
    Site("pysmorch/cross_entropy", "forward", returned("CrossEntropy", "forward"), SCALAR),
    Site("pysmorch/cross_entropy", "gradient_X", handed_on("CrossEntropy")),
    Site("numpy_network/relu", "forward", returned("ReLU", "forward")),
    Site("numpy_network/relu", "gradient_X", returned("ReLU", "backward")),
    Site("numpy_network/dense", "forward", returned("Dense", "forward")),
    Site("numpy_network/dense", "gradient_X", returned("Dense", "backward")),
    Site("numpy_network/dense", "gradient_W", stepped("Dense", "weights"), LINE),
    Site("numpy_network/dense", "gradient_b", stepped("Dense", "biases"), LINE),
    Site("numpy_network/loss", "forward", answered(LOSS), LINE),
    Site("numpy_network/loss", "gradient_X", answered(f"grad_{LOSS}")),
    Site("numpy_network/forward", "activations", answered("forward", each=True), alone=False),
    Site(
        "numpy_network/forward",
        "predict",
        answered("predict"),
        # Whole numbers lose nothing in single precision.
        LINE | {"single precision"},
    ),
    Site("numpy_network/train", "loss", answered("train"), SCALAR),
    Site("miniflow/mul", "forward", kept("Mul", "forward", "value"), SCALAR),
    Site("miniflow/mul", "gradient_x", slope("Mul", 0), SCALAR),
    Site("miniflow/mul", "gradient_y", slope("Mul", 1), SCALAR),
    Site("miniflow/linear", "forward", kept("Linear", "forward", "value")),
    Site("miniflow/linear", "gradient_X", slope("Linear", 0)),
    Site("miniflow/linear", "gradient_W", slope("Linear", 1)),
    Site("miniflow/linear", "gradient_b", slope("Linear", 2), LINE),
    # Its backward works with the value, so that a wrong value makes both wrong.
    Site("miniflow/sigmoid", "forward", kept("Sigmoid", "forward", "value"), alone=False),
    Site("miniflow/sigmoid", "gradient_X", slope("Sigmoid", 0)),
    Site(
        "miniflow/cross_entropy_with_softmax",
        "forward",
        kept("CrossEntropyWithSoftmax", "forward", "value"),
        SCALAR,
    ),
    Site("miniflow/cross_entropy_with_softmax", "gradient_X", slope("CrossEntropyWithSoftmax", 0)),
    Site(
        "miniflow/cross_entropy_with_softmax",
        "softmax",
        returned("CrossEntropyWithSoftmax", "_softmax"),
        alone=False,
    ),
    Site("miniflow/sgd", "step_loss", answered("sgd_step"), SCALAR),
    Site("modules/linear", "forward", returned("Linear", "updateOutput")),
    Site("modules/linear", "gradient_X", kept("Linear", "updateGradInput", "gradInput")),
    Site("modules/linear", "gradient_W", kept("Linear", "accGradParameters", "gradW")),
    Site("modules/linear", "gradient_b", kept("Linear", "accGradParameters", "gradb"), LINE),
    Site("modules/softmax", "forward", returned("SoftMax", "updateOutput")),
    Site("modules/softmax", "gradient_X", kept("SoftMax", "updateGradInput", "gradInput")),
    Site("modules/leaky_relu", "forward", returned("LeakyReLU", "updateOutput")),
    Site("modules/leaky_relu", "gradient_X", kept("LeakyReLU", "updateGradInput", "gradInput")),
    Site("modules/class_nll", "forward", returned("ClassNLLCriterion", "updateOutput"), SCALAR),
    Site(
        "modules/class_nll", "gradient_X", kept("ClassNLLCriterion", "updateGradInput", "gradInput")
    ),
    # The mask is read off the output, so that a wrong output leaves no gradient to judge.
    Site("modules/dropout", "forward", returned("Dropout", "updateOutput"), alone=False),
    Site("modules/dropout", "gradient_X", kept("Dropout", "updateGradInput", "gradInput")),
    Site("modules/sequential", "forward", returned("Sequential", "updateOutput")),
    Site("modules/sequential", "backward", returned("Sequential", "backward")),
]
IDS = [site.label for site in SITES]


@cache
def sources(target):
    """The given code of a lab, and the solution of one of its exercises, compiled."""
    lab = target.partition("/")[0]
    path = COURSE / "reference" / target / "solution.py"
    return [
        compile(f"import numpy as np\n{GIVEN[lab]}", "given", "exec"),
        compile(path.read_text("utf-8"), str(path), "exec"),
    ]


def names_of(target):
    names = {}
    for source in sources(target):
        exec(source, names)  # the course's own code
    return names


@cache
def battery(target):
    """Those checks of the exercise that a site names, and those that they need."""
    lab, exercise = target.split("/")
    checks = load_battery(Course(COURSE).assignment(lab), exercise)
    wanted = {site.check for site in SITES if site.target == target} | {"new_batch", "digits"}
    wanted |= {name for check in checks if check.name in wanted for name in check.needs}
    return tuple(check for check in checks if check.name in wanted)


def lost(student_of, site, change, seed):
    """What did not pass, by the check's name."""
    names = names_of(site.target)
    site.plant(names, change)
    return lost_by(student_of, site.target, names, seed)


def lost_by(student_of, target, names, seed):
    np.random.seed(seed)  # what a Dropout draws is drawn again in the next run
    results = ask(battery(target), student_of(names), generators(str(seed), target))
    return {r.name: r.status for r in results if r.status is not CheckStatus.PASSED}


def asks_for_digits(site):
    return any(check.name == "digits" for check in battery(site.target))


def siblings(site):
    return {one.check for one in SITES if one.target == site.target and one != site}


CASES = [
    pytest.param(site, fault, id=f"{site.label}: {fault}")
    for site in SITES
    for fault in FAULTS
    if fault not in site.blind
]


@pytest.mark.parametrize("site", SITES, ids=IDS)
def test_the_reference_passes_with_a_stranger_on_the_way_out(student_of, site):
    for seed in range(SEEDS):
        assert lost(student_of, site, lambda value: value, seed) == {}


@pytest.mark.parametrize(("site", "fault"), CASES)
def test_a_planted_fault_is_caught_where_it_is(student_of, site, fault):
    for seed in range(SEEDS):
        found = lost(student_of, site, FAULTS[fault], seed)
        seen_by = (
            {site.check, "digits"} if fault in SMALL and asks_for_digits(site) else {site.check}
        )
        caught = {found.get(check) for check in seen_by}
        assert caught & {CheckStatus.FAILED, CheckStatus.ERROR}, (seed, found)
        assert not site.alone or not siblings(site) & set(found), (seed, found)


@pytest.mark.parametrize("site", SITES, ids=IDS)
def test_what_is_right_on_one_seed_only_is_caught_on_every_other(student_of, site):
    """Answers learned by heart, as from the numbers of a public test."""
    known = set()

    def learn(value):
        known.add(np.asarray(value).tobytes())
        return value

    def recall(value):
        return value if np.asarray(value).tobytes() in known else 1.5 * np.asarray(value)

    assert lost(student_of, site, learn, seed=0) == {}
    assert lost(student_of, site, recall, seed=0) == {}
    for seed in range(1, 1 + SEEDS):
        assert lost(student_of, site, recall, seed).get(site.check) is CheckStatus.FAILED, seed


def shifted_in_pysmorch(names):
    class Shifted(names["CrossEntropy"]):
        def __init__(self, in_layer, ones_hot):
            super().__init__(in_layer, np.roll(ones_hot, 1, axis=1))

    names["CrossEntropy"] = Shifted


def shifted_in_numpy_network(names):
    for name in (LOSS, f"grad_{LOSS}"):
        right = names[name]
        names[name] = lambda X, y, right=right: right(X, (y + 1) % X.shape[1])


def shifted_in_miniflow(names):
    class Shifted(names["CrossEntropyWithSoftmax"]):
        def forward(self):
            self.shifted(super().forward)

        def backward(self):
            self.shifted(super().backward)

        def shifted(self, work):
            x, y = self.inbound_nodes
            held, y.value = y.value, (y.value + 1) % x.value.shape[1]
            work()
            y.value = held

    names["CrossEntropyWithSoftmax"] = Shifted


def shifted_in_modules(names):
    kind = names["ClassNLLCriterion"]

    def shifted(method):
        return lambda self, p, target: method(self, p, np.roll(target, 1, axis=1))

    methods = ("updateOutput", "updateGradInput")
    names["ClassNLLCriterion"] = type(
        "Shifted", (kind,), {name: shifted(getattr(kind, name)) for name in methods}
    )


@pytest.mark.parametrize(
    ("target", "shift"),
    [
        ("pysmorch/cross_entropy", shifted_in_pysmorch),
        ("numpy_network/loss", shifted_in_numpy_network),
        ("miniflow/cross_entropy_with_softmax", shifted_in_miniflow),
        ("modules/class_nll", shifted_in_modules),
    ],
)
def test_labels_one_class_off_cost_forward_and_not_the_backward_that_belongs_to_it(
    student_of, target, shift
):
    for seed in range(5):
        names = names_of(target)
        shift(names)
        found = lost_by(student_of, target, names, seed)
        assert found["forward"] is CheckStatus.FAILED, seed
        assert "gradient_X" not in found


class LaterWrong:
    """Right when an instance is first used, wrong after that: told by what it hangs on."""

    def __init__(self):
        self.calls = 0

    def __call__(self, value):
        self.calls += 1
        return value if self.calls == 1 else 2 * value


TOLD_APART = [s for s in SITES if s.target.split("/")[1] in {"linear", "relu", "bias", "softmax"}]


@pytest.mark.parametrize("site", TOLD_APART, ids=[site.label for site in TOLD_APART])
def test_a_layer_that_is_right_only_once_is_caught_by_its_second_batch(student_of, site):
    """Every instance gets a change of its own."""
    names = names_of(site.target)
    (kind,) = [n for n in CLASSES if n in names and names[n].__module__ == "builtins"]
    right = names[kind]

    def made(*args, **kwargs):
        planted = {kind: right}
        site.plant(planted, LaterWrong())
        return planted[kind](*args, **kwargs)

    names[kind] = made
    found = lost_by(student_of, site.target, names, seed=1)
    assert found == {"new_batch": CheckStatus.FAILED}


CLASSES = ("Linear", "Relu", "ReLU", "Bias", "SoftMax")
