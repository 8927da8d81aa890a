"""A sentence reaches everyone: unknown wrong answers become one group, and the group a mistake."""

from __future__ import annotations

import json

import pytest

SQUARE = """\
class Square:
    def __init__(self, below):
        self.below = below

    def forward(self):
        self.seen = self.below.forward()
        return self.seen**2

    def backward(self, upstream):
        # {name} wrote this
        self.below.backward({gradient})
"""
THREE_STYLES = {
    "ada": "3 * self.seen * upstream",
    "ben": "np.multiply(upstream, self.seen) * 3",
    "chloe": "self.seen * upstream + (self.seen + self.seen) * upstream",
}
WORDS = "Your gradient is that of x³ divided by x: what is the derivative of x²?"


@pytest.fixture
def grade(command, tmp_path, filled):
    """Grade a class, a gradient for every name; returns the exercises `square` by name."""

    def grade(gradients, out):
        submitted = tmp_path / f"submitted-{out.name}"
        submitted.mkdir()
        for name, gradient in gradients.items():
            square = SQUARE.format(name=name, gradient=gradient)
            (submitted / f"{name}.ipynb").write_text(json.dumps(filled(square=square)))
        done = command("grade", str(submitted), "-a", "small", "-o", str(out), "-j", "1")
        assert done.code == 0
        reports = map(json.loads, (out / "results.jsonl").read_text().splitlines())
        return {
            report["submission"].removesuffix(".ipynb").rpartition("/")[2]: next(
                e for e in report["exercises"] if e["name"] == "square"
            )
            for report in reports
        }

    return grade


def group_of(command, out):
    """The one group of the class, by `mistake list`."""
    listed = command("mistake", "list", str(out))
    assert listed.code == 0
    [first] = [line for line in listed.out.splitlines() if line.startswith("square-")]
    return first.split()[:2]


def test_one_sentence_reaches_everyone_who_made_the_mistake(command, grade, tmp_path, small_root):
    out = tmp_path / "out"
    before = grade({**THREE_STYLES, "dana": "2 * self.seen * upstream"}, out)
    assert not any(check["mistake"] for e in before.values() for check in e["checks"])
    group, size = group_of(command, out)
    assert size == "3"

    done = command("mistake", "add", str(out), group, "--words", WORDS, "--name", "triples")
    assert done.code == 0
    entry = (small_root / "reference/small/square/mistakes/triples.py").read_text()
    assert WORDS in entry
    assert "Caught-by: gradient_X" in entry
    assert "wrote this" not in entry
    audit = command("audit", "small/square", "--seeds", "2", "--mutants", "0", "-j", "1", "--json")
    [square] = json.loads(audit.out)["exercises"]
    assert audit.code == 0
    assert square["wrong"] == [2, 2]
    assert square["diagnosis"]["bank"] == square["diagnosis"]["restyled"] == [2, 2]

    after = grade({**THREE_STYLES, "emil": "4 * self.seen * upstream"}, tmp_path / "again")
    for name in THREE_STYLES:
        told = {c["name"]: c for c in after[name]["checks"]}["gradient_X"]
        assert told["mistake"] == "triples"
        assert WORDS in told["message"]
        assert after[name]["score"] == before[name]["score"]
    assert not any(check["mistake"] for check in after["emil"]["checks"])
    assert command("mistake", "list", str(out)).code == 0


def test_answers_that_are_wrong_in_other_ways_are_other_groups(command, grade, tmp_path):
    grade({"ada": "3 * self.seen * upstream", "ben": "4 * self.seen * upstream"}, tmp_path / "out")
    listed = command("mistake", "list", str(tmp_path / "out"))
    assert len([line for line in listed.out.splitlines() if line.startswith("square-")]) == 2


def test_a_group_that_is_not_there_is_exit_code_2_and_names_those_that_are(
    command, grade, tmp_path
):
    grade({"ada": "3 * self.seen * upstream"}, tmp_path / "out")
    group, _ = group_of(command, tmp_path / "out")
    done = command("mistake", "add", str(tmp_path / "out"), "square-nothing", "--words", WORDS)
    assert (done.code, group in done.err) == (2, True)


def test_an_entry_is_never_written_over_another(command, grade, tmp_path):
    grade({"ada": "3 * self.seen * upstream"}, tmp_path / "out")
    group, _ = group_of(command, tmp_path / "out")
    arguments = ("mistake", "add", str(tmp_path / "out"), group, "--words", WORDS)
    assert command(*arguments, "--name", "forgets_the_two").code == 2
    assert command(*arguments, "--name", "No Name!").code == 2
    assert command(*arguments).code == 0


def test_who_raises_is_in_no_entry(command, grade, tmp_path):
    grade({"ada": "self.unheard_of"}, tmp_path / "out")
    group, _ = group_of(command, tmp_path / "out")
    done = command("mistake", "add", str(tmp_path / "out"), group, "--words", WORDS)
    assert (done.code, "told the line" in done.err) == (2, True)
