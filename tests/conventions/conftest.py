"""A lab that depends on a convention: `total` averages, or sums, or takes half the sum.

Its other exercise, `shift`, knows nothing of that.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from autograder.course import Assignment, Course

FILES = {
    "assignments/tally/assignment.toml": """
        title = "A lab with a convention"
        ship = ["utility.py"]

        [conventions.reduction]
        value = "mean"
        choices = ["mean", "sum", "half-sum"]
        """,
    "assignments/common/utility.py": """
        def columns():
            return 3
        """,
    "assignments/tally/notebook.py": """
        # %% [markdown]
        # # Tally

        # %% id="setup" role="given"
        import numpy as np
        from utility import columns

        # %% [markdown] convention="reduction=sum,half-sum"
        # Here nothing is divided by the number of rows.

        # %% id="halve" role="given" convention="reduction=half-sum"
        HALF = 0.5

        # %% id="total" role="solution" exercise="total"
        from reference.tally.total.solution import total

        # %% id="total-test" role="test" exercise="total" convention="reduction=mean"
        assert np.allclose(total(np.ones((2, columns()))), 1.0)

        # %% id="total-test" role="test" exercise="total" convention="reduction=sum"
        assert np.allclose(total(np.ones((2, columns()))), 2.0)

        # %% id="total-half-test" role="test" exercise="total" convention="reduction=half-sum"
        assert np.allclose(total(np.ones((2, columns()))), 1.0) and HALF < 1

        # %% id="shift" role="solution" exercise="shift"
        from reference.tally.shift.solution import shift

        # %% id="shift-test" role="test" exercise="shift"
        assert shift(1.0) == 2.0
        """,
    "reference/tally/total/solution.py": '''
        """The mean of the rows."""

        import numpy as np


        def total(table):
            """One row out of many."""
            ### BEGIN SOLUTION
            return np.mean(table, axis=0)
            ### END SOLUTION
        ''',
    "reference/tally/total/solution_sum.py": '''
        """The sum of the rows."""

        import numpy as np


        def total(table):
            """One row out of many, added up."""
            ### BEGIN SOLUTION
            return np.sum(table, axis=0)
            ### END SOLUTION
        ''',
    "reference/tally/total/solution_half_sum.py": '''
        """Half the sum of the rows."""

        import numpy as np

        HALF = 0.5


        def total(table):
            """One row out of many, added up and halved."""
            ### BEGIN SOLUTION
            return 0.5 * np.add.reduce(table)
            ### END SOLUTION
        ''',
    "reference/tally/total/checks.py": """
        from autograder.checks import check, expect


        @check("value", "`total` makes one row of many", 3)
        def value(student, rng):
            table = rng.normal(size=(4, 3))
            with student.scenario() as s:
                got = s.take(s.name("total")(table))
            factor = {"mean": 0.25, "sum": 1.0, "half-sum": 0.5}[student.conventions["reduction"]]
            expect(got.value, factor * table.sum(axis=0), "the row that `total` returns")


        CHECKS = [value]
        """,
    "reference/tally/total/mistakes/averages.py": '''
        """The table is averaged, although it is to be added up. How many rows are there?

        Convention: reduction=sum,half-sum
        Caught-by: value
        """

        import numpy as np


        def total(table):
            return np.mean(table, axis=0)
        ''',
    "reference/tally/total/mistakes/sums_everything.py": '''
        """All numbers become one. The columns are to stay apart.

        Caught-by: value
        """

        import numpy as np


        def total(table):
            return np.sum(table)
        ''',
    "reference/tally/total/variants/divides.py": '''
        """Divides by hand.

        Convention: reduction=mean
        """


        def total(table):
            return sum(table) / len(table)
        ''',
    "reference/tally/total/variants/adds_rows.py": '''
        """Adds row by row.

        Convention: reduction=sum
        """


        def total(table):
            return sum(table)
        ''',
    "reference/tally/shift/solution.py": """
        def shift(number):
            ### BEGIN SOLUTION
            return number + 1.0
            ### END SOLUTION
        """,
    "reference/tally/shift/checks.py": """
        from autograder.checks import check, expect


        @check("value", "`shift` adds one", 1)
        def value(student, rng):
            with student.scenario() as s:
                got = s.take(s.name("shift")(41.0))
            expect(got.value, 42.0, "what `shift` returns")


        CHECKS = [value]
        """,
    "reference/tally/shift/mistakes/adds_nothing.py": '''
        """The number stays as it was. What is to be added?

        Caught-by: value
        """


        def shift(number):
            return number
        ''',
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The course's directory; its files may be edited before anything reads them."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def tally(root: Path) -> Assignment:
    return Course(root).assignment("tally")


@pytest.fixture
def released(tally: Assignment) -> Assignment:
    """The assignment with its release on disk, under the values of its file."""
    from autograder.publish.build import build
    from autograder.publish.write import write_release

    write_release(build(tally), tally.release)
    return tally
