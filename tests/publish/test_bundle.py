"""The files of a release and their bytes."""

from __future__ import annotations

import dataclasses
import hashlib
import json

import nbformat
import pytest

from autograder.course import Assignment, Course
from autograder.errors import AuthoringError
from autograder.publish.bundle import Bundle, built_from, bundle
from autograder.publish.compose import compose
from autograder.publish.strip import strip


def build(assignment: Assignment, points) -> Bundle:
    return bundle(assignment, strip(compose(assignment, points)), points)


def manifest_of(built: Bundle):
    return json.loads(built.files["MANIFEST.json"])


def test_the_bundle_holds_what_students_get_and_nothing_else(tiny: Assignment, points):
    assert list(build(tiny, points).files) == [
        ".github/workflows/check.yml",
        ".gitlab-ci.yml",
        "MANIFEST.json",
        "README.md",
        "data/numbers.bin",
        "tiny.ipynb",
        "utility.py",
    ]


def test_two_builds_are_the_same_bytes(root, points):
    first = build(Course(root).assignment("tiny"), points)
    second = build(Course(root).assignment("tiny"), points)
    assert first == second


def test_the_notebook_reads_back_as_it_was(tiny: Assignment, points):
    release = strip(compose(tiny, points))
    data = bundle(tiny, release, points).files["tiny.ipynb"]
    assert nbformat.reads(data.decode(), as_version=4) == release
    assert data.endswith(b"}\n")


def test_the_manifest_knows_every_other_file(tiny: Assignment, points):
    built = build(tiny, points)
    files = manifest_of(built)["files"]
    assert set(files) == set(built.files) - {"MANIFEST.json"}
    for name, entry in files.items():
        assert entry["sha256"] == hashlib.sha256(built.files[name]).hexdigest()
        assert entry["size"] == len(built.files[name])


def test_the_manifest_lists_exercises_in_the_order_of_the_notebook(tiny: Assignment, points):
    manifest = manifest_of(build(tiny, points))
    assert manifest["exercises"] == [
        {"name": "scale", "points": 2.0},
        {"name": "shift", "points": 1.5},
    ]
    assert manifest["due"] == "2027-03-01T23:59:00+00:00"
    assert (manifest["assignment"], manifest["title"]) == ("tiny", "A tiny lab")


@pytest.mark.parametrize(
    "name",
    [
        "assignments/tiny/notebook.py",
        "assignments/tiny/layer.py",
        "assignments/common/utility.py",
        "reference/tiny/scale/solution.py",
    ],
)
def test_a_changed_source_changes_what_the_release_is_built_from(tiny: Assignment, name: str):
    before = built_from(tiny)
    path = tiny.root / name
    path.write_text(path.read_text() + "\n# later\n")
    assert built_from(tiny) != before


@pytest.mark.parametrize(
    "name",
    ["reference/tiny/scale/mistakes/adds.py", "assignments/tiny/__pycache__/layer.pyc"],
)
def test_what_changes_no_released_file_does_not_count(tiny: Assignment, name: str):
    before = built_from(tiny)
    (tiny.root / name).parent.mkdir(exist_ok=True)
    (tiny.root / name).write_text("# later\n")
    assert built_from(tiny) == before


@pytest.mark.parametrize("name", ["README.md", "../other/file.txt", "/etc/hosts", "./a.txt"])
def test_a_shipped_file_cannot_leave_the_folder_or_take_a_name(tiny: Assignment, points, name):
    release = strip(compose(tiny, points))
    shipping = dataclasses.replace(tiny, ship=(name,))
    path = tiny.folder / name
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    with pytest.raises(AuthoringError, match=r"assignment\.toml ships"):
        bundle(shipping, release, points)


def test_the_files_cannot_be_changed_afterwards(tiny: Assignment, points):
    with pytest.raises(TypeError):
        build(tiny, points).files["README.md"] = b""
