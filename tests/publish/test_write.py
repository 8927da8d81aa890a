"""A release on disk, and how it is told from the one that was committed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.course import Assignment, Course
from autograder.errors import GraderError
from autograder.publish.bundle import Bundle, bundle
from autograder.publish.compose import compose
from autograder.publish.strip import strip
from autograder.publish.write import drift, write_release


def build(root: Path, points) -> Bundle:
    assignment = Course(root).assignment("tiny")
    return bundle(assignment, strip(compose(assignment, points)), points)


@pytest.fixture
def released(tiny: Assignment, points) -> Assignment:
    write_release(build(tiny.root, points), tiny.release)
    return tiny


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_folder_holds_the_bundle_and_nothing_beside_it(released: Assignment, points):
    built = build(released.root, points)
    for name, data in built.files.items():
        assert (released.release / name).read_bytes() == data
    assert [path.name for path in released.release.parent.iterdir()] == ["tiny"]
    assert drift(built, released.release) == []


def test_releasing_again_changes_nothing_and_removes_what_is_no_longer_shipped(
    released: Assignment, points
):
    (released.release / "old.py").write_text("x = 1\n")
    built = build(released.root, points)
    assert drift(built, released.release) == [
        f"{released.release / 'old.py'} is not part of the release any more."
    ]
    write_release(built, released.release)
    assert drift(built, released.release) == []


def test_what_an_interrupted_release_left_is_cleared(released: Assignment, points):
    for name in (".tiny.new", ".tiny.old"):
        (released.release.parent / name).mkdir()
        (released.release.parent / name / "half").write_text("")
    write_release(build(released.root, points), released.release)
    assert [path.name for path in released.release.parent.iterdir()] == ["tiny"]


def test_a_disk_that_refuses_is_a_grader_error_and_keeps_the_old_release(
    released: Assignment, points, monkeypatch
):
    before = (released.release / "README.md").read_bytes()

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    built = build(released.root, points)
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(GraderError, match="No space left"):
        write_release(built, released.release)
    assert (released.release / "README.md").read_bytes() == before


def test_a_release_that_never_was_is_one_sentence(tiny: Assignment, points):
    (sentence,) = drift(build(tiny.root, points), tiny.release)
    assert "nothing has been released yet" in sentence


def test_a_missing_file_is_named(released: Assignment, points):
    (released.release / "data" / "numbers.bin").unlink()
    (sentence,) = drift(build(released.root, points), released.release)
    assert sentence.endswith("numbers.bin is missing.")


def test_litter_of_jupyter_is_no_drift(released: Assignment, points):
    (released.release / ".ipynb_checkpoints").mkdir()
    (released.release / ".ipynb_checkpoints" / "tiny.ipynb").write_text("{}")
    assert drift(build(released.root, points), released.release) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        ("reference/tiny/shift/solution.py", "moved", "shifted", "MANIFEST.json"),
        ("assignments/tiny/notebook.py", "== 3.0", "== 3", "tiny.ipynb, cell 'shift-test'"),
        ("assignments/tiny/notebook.py", "Scales", "Sizes", "tiny.ipynb, cell 'intro'"),
        ("assignments/tiny/layer.py", "np.array", "np.asarray", "tiny.ipynb, cell 'layer'"),
        ("assignments/common/utility.py", "numbers.bin", "n.bin", "utility.py"),
        ("assignments/tiny/assignment.toml", "hours = 1.5", "hours = 2", "README.md"),
    ],
)
def test_an_edited_source_is_found(
    released: Assignment, points, name: str, old: str, new: str, where: str
):
    replace(released.root / name, old, new)
    sentences = drift(build(released.root, points), released.release)
    assert any(where in sentence for sentence in sentences)


def test_other_points_are_found(released: Assignment, points):
    sentences = drift(build(released.root, points | {"scale": 4.0}), released.release)
    assert any("cell 'scale-test'" in s and '+   "points": 4.0' in s for s in sentences)


def test_an_edited_binary_is_found(released: Assignment, points):
    (released.root / "assignments/tiny/data/numbers.bin").write_bytes(b"\xfe\x00")
    sentences = drift(build(released.root, points), released.release)
    assert any("numbers.bin differs: 3 bytes are committed, 2 are built" in s for s in sentences)


def test_a_notebook_edited_by_hand_shows_its_cell_and_lines(released: Assignment, points):
    replace(released.release / "tiny.ipynb", "assert Shift(1.0)", "assert True or Shift(1.0)")
    (sentence,) = drift(build(released.root, points), released.release)
    assert "cell 'shift-test' differs" in sentence
    assert "  -assert True or Shift(1.0).forward(2.0) == 3.0\n" in sentence
    assert "  +assert Shift(1.0).forward(2.0) == 3.0" in sentence


def test_a_long_difference_is_cut(released: Assignment, points):
    path = released.release / "utility.py"
    path.write_text("\n".join(f"x{n} = {n}" for n in range(100)))
    (sentence,) = drift(build(released.root, points), released.release)
    assert len(sentence.splitlines()) == 21
    assert sentence.endswith("more lines")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda nb: nb["cells"].reverse(), "stand in another order"),
        (lambda nb: nb["metadata"].update(x=1), "differs outside its cells"),
        (lambda nb: nb["cells"].pop(), "cell 'shift-test' differs"),
        (lambda nb: nb.pop("cells"), "bytes are committed"),
    ],
)
def test_every_other_change_to_the_notebook_is_found_too(
    released: Assignment, points, change, words: str
):
    path = released.release / "tiny.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    (sentence,) = drift(build(released.root, points), released.release)
    assert words in sentence


def test_changed_line_ends_are_found(released: Assignment, points):
    path = released.release / "utility.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (sentence,) = drift(build(released.root, points), released.release)
    assert "differs in its line ends" in sentence
