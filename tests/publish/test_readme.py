"""What a student reads first."""

from __future__ import annotations

import dataclasses

from autograder.course import Assignment
from autograder.publish.readme import readme

FILES = ("tiny.ipynb", "utility.py")


def test_it_says_what_when_and_for_how_many_points(tiny: Assignment):
    text = readme(tiny, FILES, {"scale": 2.0, "shift": 1.5})
    assert text.startswith("# A tiny lab\n\nDue 2027-03-01 23:59 UTC. Plan about 1.5 hours.\n")
    assert "| `scale` | 2 |\n| `shift` | 1.5 |\n| total | 3.5 |" in text
    assert "- `utility.py`: " in text
    assert text.count("`tiny.ipynb`:") == 1


def test_it_installs_the_packages_that_the_box_has(tiny: Assignment):
    torch = dataclasses.replace(tiny, preload=("numpy", "numpy.linalg", "torch"))
    assert "pip install jupyterlab matplotlib numpy torch\n" in readme(torch, FILES, {})


def test_it_is_silent_about_a_date_that_is_not_set(tiny: Assignment):
    text = readme(dataclasses.replace(tiny, due=None, hours=None), FILES, {})
    assert text.startswith("# A tiny lab\n\n## What is in this folder")
