"""Planted leaks are found wherever they stand; an honest release has none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.course import Assignment
from autograder.publish.bundle import Bundle, bundle
from autograder.publish.compose import compose
from autograder.publish.leaks import leaks
from autograder.publish.reference import is_trivial
from autograder.publish.strip import strip


@pytest.fixture
def built(tiny: Assignment, points) -> Bundle:
    return bundle(tiny, strip(compose(tiny, points)), points)


def planted(built: Bundle, name: str, text: str) -> Bundle:
    """The bundle with a line more in a cell (named by its id) or in a file."""
    files = dict(built.files)
    if name in files:
        files[name] += f"{text}\n".encode()
    else:
        notebook = json.loads(files["tiny.ipynb"])
        cell = next(cell for cell in notebook["cells"] if cell["id"] == name)
        cell["source"] += ["\n", text]
        files["tiny.ipynb"] = json.dumps(notebook).encode()
    return Bundle(built.assignment, files)


def test_an_honest_release_has_no_leak(tiny: Assignment, built: Bundle):
    assert leaks(tiny, built) == []


@pytest.mark.parametrize("name", ["intro", "setup", "scale", "scale-test", "README.md"])
@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("return np.multiply(self.inputs, self.factor)", "scale/solution.py:19"),
        ("    moved=inputs  +self.offset  # why not", "shift/solution.py:9"),
        ("The answer is `moved = inputs + self.offset`.", "shift/solution.py:9"),
        ("# moved = inputs + self.offset", "shift/solution.py:9"),
        ('hidden_answer = box.call("forward", 21.0) * 2', "scale/checks.py:2"),
    ],
)
def test_a_planted_answer_is_found(
    tiny: Assignment, built: Bundle, name: str, text: str, secret: str
):
    (sentence,) = leaks(tiny, planted(built, name, text))
    assert f"holds reference/tiny/{secret}, which is not public" in sentence
    assert name in sentence


@pytest.mark.parametrize("name", ["intro", "scale", "scale-test", "scale-picture", "utility.py"])
@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("return np.add(inputs, self.factor)", "scale/mistakes/adds.py:9"),
        ("product = self.factor * inputs", "scale/variants/inplace.py:3"),
    ],
)
def test_a_planted_line_of_the_bank_is_found(
    tiny: Assignment, built: Bundle, name: str, text: str, secret: str
):
    (sentence,) = leaks(tiny, planted(built, name, text))
    assert f"holds reference/tiny/{secret}, which is not public" in sentence
    assert name in sentence


def test_the_leak_is_named_with_cell_and_line(tiny: Assignment, built: Bundle):
    (sentence,) = leaks(tiny, planted(built, "scale-test", "moved = inputs + self.offset"))
    assert sentence == (
        "tiny.ipynb, cell 'scale-test', line 3 holds reference/tiny/shift/solution.py:9, which is "
        "not public: moved = inputs + self.offset"
    )


def test_a_leak_in_a_shipped_file_is_found(tiny: Assignment, points):
    utility = tiny.root / "assignments/common/utility.py"
    utility.write_text(utility.read_text() + "\n\ndef f(inputs):\n    self.remember( inputs )\n")
    (sentence,) = leaks(tiny, bundle(tiny, strip(compose(tiny, points)), points))
    assert sentence.startswith("utility.py, line 10 holds reference/tiny/scale/solution.py:18")


def test_a_leak_beside_a_cells_source_is_found(tiny: Assignment, built: Bundle):
    notebook = json.loads(built.files["tiny.ipynb"])
    notebook["cells"][1]["outputs"] = [{"text": ["moved = inputs + self.offset\n"]}]
    files = {**built.files, "tiny.ipynb": json.dumps(notebook).encode()}
    (sentence,) = leaks(tiny, Bundle("tiny", files))
    assert "cell 'setup', beside its source" in sentence


def test_a_solution_that_was_never_stripped_is_found(tiny: Assignment, points):
    sentences = leaks(tiny, bundle(tiny, compose(tiny, points), points))
    assert sum("is a mark of a solution" in sentence for sentence in sentences) == 4
    assert sum("which is not public" in sentence for sentence in sentences) == 3


@pytest.mark.parametrize("name", ["intro", "scale", "README.md", "utility.py"])
@pytest.mark.parametrize(
    "mark", ["### BEGIN SOLUTION", "    # end solutoin", "### END HIDDEN TESTS"]
)
def test_a_mark_of_any_spelling_is_found(tiny: Assignment, built: Bundle, name: str, mark: str):
    (sentence,) = leaks(tiny, planted(built, name, mark))
    assert "is a mark of a solution" in sentence
    assert name in sentence


def test_the_bank_may_repeat_what_students_are_given(tiny: Assignment, built: Bundle):
    mistake = tiny.reference / "scale/mistakes/adds.py"
    assert "self.inputs = np.array(inputs)" in mistake.read_text()
    assert "self.inputs = np.array(inputs)" in (tiny.folder / "layer.py").read_text()
    assert leaks(tiny, built) == []


def test_a_solution_may_not_even_repeat_what_students_are_given(tiny: Assignment, built: Bundle):
    layer = tiny.folder / "layer.py"
    solution = tiny.reference / "shift/solution.py"
    line = layer.read_text().splitlines()[-1].strip()
    solution.write_text(solution.read_text().replace("moved = inputs + self.offset", line))
    (sentence,) = leaks(tiny, built)
    assert "cell 'layer', line 4 holds reference/tiny/shift/solution.py:9" in sentence


def test_a_part_of_a_longer_name_is_no_leak(tiny: Assignment, built: Bundle):
    text = "unmoved = inputs + self.offset\nmoved = inputs + self.offsets\n"
    assert leaks(tiny, planted(built, "scale-test", text)) == []


@pytest.mark.parametrize(
    "line",
    [
        "",
        "else:",
        "x = a + b",
        "import numpy as np",
        "from numpy import array",
        "def forward(self, inputs):",
        "class Scale(Layer):",
        '"""The scaled inputs, of the same shape."""',
        "return self.outputs",
        "@staticmethod",
        "raise NotImplementedError()",
        "continue    ",
    ],
)
def test_lines_that_tell_nothing_are_trivial(line: str):
    assert is_trivial(line)


@pytest.mark.parametrize(
    "line",
    [
        "self.total = 0",
        "return np.maximum(0, x)",
        "weights -= 0.1",
        "for layer in network:",
        "import_weights(layer, path)",
    ],
)
def test_lines_that_tell_something_are_not(line: str):
    assert not is_trivial(line)


def test_a_mistake_that_does_not_parse_is_read_all_the_same(tiny: Assignment, built: Bundle):
    Path(tiny.reference / "scale/mistakes/broken.py").write_bytes(
        b"if factor = 3\n    odd(  # \xe9\n"
    )
    (sentence,) = leaks(tiny, planted(built, "intro", "if factor = 3"))
    assert "mistakes/broken.py:1" in sentence
