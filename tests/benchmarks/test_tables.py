"""The README's measured tables: each has its place, and a command that writes it."""

from __future__ import annotations

import re

import pytest
import tables

README = (tables.ROOT / "README.md").read_text("utf-8")
MAKEFILE = (tables.ROOT / "Makefile").read_text("utf-8")


def row(name, count, cpu=9.0):
    taken = {"seconds": 10.0, "cpu": cpu, "parent_mb": 80.0, "children_mb": 0.0}
    return {"name": name, "count": count, "taken": taken, "workers": 1}


NUMBERS = {
    "audit": {
        "exercises": [
            {
                "exercise": "bias",
                "wrong": [20, 20],
                "right": [10, 10],
                "mutants": {"caught": 38, "tried": 40, "listed": [["a", "b", "the same"]] * 2},
                "diagnosis": {"bank": [19, 19], "restyled": [18, 19]},
                "milliseconds": 3.61,
                "round_trips": 2,
            }
        ]
    },
    "matrix": {
        "attacks": 200,
        "through": {"a strict box": 0, "all layers but seccomp": 7, "no box at all": 180},
    },
    "attacks": {
        "autograder": [{"points": False, "leak": False, "harm": False}] * 2,
        "nbgrader": [{"points": True, "leak": False, "harm": True}] * 2,
    },
    "speed": {
        "compared": [
            row("nbgrader autograde", 2),
            row("the floor", 450),
            row("autograder grade, no box", 500),
            row("autograder grade", 400),
        ],
        "scaling": [row("autograder grade", 100, cpu=4.0), row("autograder grade", 300)],
    },
    "scale": {
        "cores": 2,
        "runs": [
            {"workers": 1, "count": 100, "seconds": 10.0, "cpu": 8.0},
            {"workers": 2, "count": 100, "seconds": 5.0, "cpu": 8.0},
            {"workers": 2, "count": 200, "seconds": 9.0, "cpu": 12.0},
        ],
    },
}
SAYS = {
    "audit": r"bias +20/20 +10/10 +38/38 +19/19 +18/19 +3\.6 +2",
    "matrix": r"of 200 attacks .* get through\na strict box +0\nall layers but seccomp +7\nno box",
    "attacks": r"of 2 attacks +autograder +nbgrader\ngain points +0 +2\nlearn.* 0 +0\nharm.* 0 +2",
    "speed": (
        r"(?s)nbgrader autograde +2 +0\.20 +1\.0 .*"
        r"\nautograder grade +400 +40\.00 +200\.0 +22\.5 .*"
        r"\n200 times the rate of nbgrader autograde\n"
        r"25\.0 ms of processor time for one more submission, 1\.2 times the floor's\n"
        r"20 % of the rate for isolation"
    ),
    "scale": (
        r"(?s)\n +1 +100 +10\.0 +10\.0 +0\.080\n.*one more submission takes 0\.040 CPU s\n"
        r".*100,000 submissions on 64 cores take 1\.5 minutes"
    ),
}


@pytest.mark.parametrize("name", tables.TABLES)
def test_a_table_stands_in_its_place_and_leaves_the_rest_alone(name):
    new = tables.rewritten(README, name, NUMBERS[name])
    before, after = (tables.block(name).search(text) for text in (README, new))
    assert re.search(SAYS[name], after[2])
    assert new[: after.start()] == README[: before.start()]
    assert new[after.end() :] == README[before.end() :]


@pytest.mark.parametrize("name", tables.TABLES)
def test_what_the_readme_shows_has_the_columns_that_the_command_writes(name):
    shown = tables.block(name).search(README)[2].splitlines()
    made = list(tables.TABLES[name](NUMBERS[name]))
    numbers = re.compile(r"\d+")
    assert numbers.sub("N", shown[0].split("  ")[0]) == numbers.sub("N", made[0].split("  ")[0])
    assert shown[0].split()[-2:] == made[0].split()[-2:] or name == "attacks"
    assert len(shown) > 1
    assert all(len(line) <= tables.WIDTH for line in shown)


def test_a_text_without_a_place_for_it_is_refused():
    with pytest.raises(ValueError, match="0 places marked"):
        tables.rewritten("# nothing\n", "matrix", NUMBERS["matrix"])


def test_a_table_that_is_too_wide_is_refused():
    wide = {"attacks": 1, "through": {"x" * 90: 1}}
    with pytest.raises(ValueError, match="wider than"):
        tables.rewritten(README, "matrix", wide)


def test_every_table_has_a_make_target_that_writes_its_numbers():
    assert set(tables.MEASURED) == set(tables.TABLES)
    for name in tables.TABLES:
        assert f"build/measured/{name}.json" in MAKEFILE
    assert set(re.findall(r"<!-- measured: (\w+) -->", README)) == set(tables.TABLES)
