"""The page that shows instructors the labs says of each what its release says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from autograder.course import Assignment, Course

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "assignments" / "README.md").read_text(encoding="utf-8")
LABS = Course(ROOT).assignments


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_the_row_of_a_lab_gives_its_hours_exercises_and_points(lab: Assignment) -> None:
    manifest = json.loads((lab.release / "MANIFEST.json").read_text(encoding="utf-8"))
    row = re.search(rf"^\| \[`{lab.name}`\].*\| (\d+) \| (\d+) \| (\d+) \|$", PAGE, re.MULTILINE)
    assert row, f"assignments/README.md has no row for {lab.name}"
    points = [exercise["points"] for exercise in manifest["exercises"]]
    assert [float(cell) for cell in row.groups()] == [lab.hours, len(points), sum(points)]


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_a_lab_is_shown_with_its_exercises_in_order_and_a_picture(lab: Assignment) -> None:
    manifest = json.loads((lab.release / "MANIFEST.json").read_text(encoding="utf-8"))
    section = PAGE.split(f"\n## {lab.name}\n")[1].split("\n## ")[0]
    named = re.findall(r"`(\w+)`", section.strip().split("\n\n")[0])
    assert named == [exercise["name"] for exercise in manifest["exercises"]]
    (picture,) = re.findall(r"\]\((pictures/\w+\.png)\)", section)
    assert (ROOT / "assignments" / picture).stat().st_size > 1000
