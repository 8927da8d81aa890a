"""Which submissions need packages that most do without."""

from __future__ import annotations

import dataclasses

import pytest

from autograder.grading.packages import Named
from autograder.grading.plan import Plan, Step
from autograder.grading.release import Release, ReleasedCell

PLOT, SPECIAL, SIGNAL = "matplotlib.pyplot", "scipy.special", "scipy.signal"
GIVEN = "%matplotlib inline\nimport matplotlib.pyplot as plt\nimport numpy as np"


@pytest.fixture
def used(small, tmp_path):
    """The packages that a student's cell uses, below these given cells."""
    assignment = dataclasses.replace(small, preload_if_named=(PLOT, SPECIAL, SIGNAL))

    def used(own, *given):
        cells = tuple(ReleasedCell(str(n), "given", None, cell) for n, cell in enumerate(given))
        steps = (*(Step(1, cell, own=False) for cell in given), Step(2, own), Step(checkpoint=""))
        named = Named(assignment, Release("small", cells, tmp_path))
        return named.used_by(Plan(steps, {}, foreign=False))

    return used


# a student's cell → what it uses below GIVEN
CELLS = {
    "a = np.exp(1)": set(),
    "plt.plot([1, 2])": {PLOT},
    "from matplotlib import pyplot as p": {PLOT},
    "import matplotlib\nmatplotlib.use('Agg')": {PLOT},
    "from scipy.special import logsumexp": {SPECIAL},
    "from scipy import signal": {SIGNAL},
    "import scipy as sp": {SPECIAL, SIGNAL},
    "import scipy\nscipy.special.expit(0)": {SPECIAL},
    "multiplt = special_case = 1": set(),
    "plt.show(); import scipy.signal": {PLOT, SIGNAL},
}


@pytest.mark.parametrize("own", CELLS)
def test_a_package_is_used_where_the_students_code_names_it(used, own):
    assert used(own, GIVEN) == CELLS[own]


def test_a_given_cell_that_does_more_than_import_uses_the_package(used):
    assert used("x = 1", GIVEN, "def show(a):\n    plt.plot(a)") == {PLOT}
    assert used("x = 1", "from scipy.special import expit") == {SPECIAL}
    assert used("x = 1", "import scipy.special, os") == set()


def test_a_given_cell_that_is_no_python_is_read_by_its_words(used):
    assert used("x = 1", "import matplotlib.pyplot as plt\nx =") == {PLOT}


def test_without_such_packages_nothing_is_used(small, tmp_path):
    named = Named(small, Release("small", (), tmp_path))
    assert named.used_by(Plan((Step(1, "import scipy"),), {}, foreign=False)) == set()
