"""A class in parts: every submission in one part, the same on every machine, and all in the end."""

from __future__ import annotations

import hashlib
import json

import pytest

from autograder.errors import AuthoringError
from autograder.grading import run
from autograder.grading.journal import read_results
from autograder.grading.pool import Job
from autograder.grading.run import Tally
from autograder.grading.shards import Shard
from autograder.grading.sources import Source, collect

COUNT = 3


@pytest.mark.parametrize("text", ["0/4", "5/4", "1/0", "1", "a/b", "1/2/3", "-1/4", "", "1/ 4"])
def test_what_names_no_part_is_the_command_lines_fault(text):
    with pytest.raises(AuthoringError, match="I from 1 to N"):
        Shard.parse(text)


def test_a_part_is_written_as_it_is_read():
    assert str(Shard.parse("2/8")) == "2/8"
    assert Shard.parse("2/8").results == "shards/2-of-8.jsonl"


@pytest.fixture
def sources(tmp_path):
    for number in range(200):
        (tmp_path / f"{number:03}.py").write_text(f"x = {number}")
    return collect([str(tmp_path)], []).sources


@pytest.mark.parametrize("count", [1, 2, 7])
def test_every_submission_is_in_one_part(sources, count):
    parts = [Shard(number, count).of(sources) for number in range(1, count + 1)]
    assert sorted(s.name for part in parts for s in part) == sorted(s.name for s in sources)
    sizes = [len(part) for part in parts]
    assert min(sizes) > 0.5 * len(sources) / count, "no machine idles while another works"


def test_the_content_decides_and_not_the_name_or_the_place(sources, tmp_path):
    copy = tmp_path / "elsewhere" / "other.py"
    copy.parent.mkdir()
    copy.write_text("x = 17")
    [same] = [s for s in sources if s.name.endswith("017.py")]
    of = [number for number in range(1, 8) if Shard(number, 7).holds(same)]
    assert of == [n for n in range(1, 8) if Shard(n, 7).holds(Source("b", str(copy)))]
    digest = int.from_bytes(hashlib.sha256(b"x = 17").digest()[:8], "big")
    assert of == [digest % 7 + 1]


def test_what_cannot_be_read_is_in_one_part_too():
    gone = Source("gone.py", "/nowhere/gone.py")
    assert sum(Shard(number, 5).holds(gone) for number in range(1, 6)) == 1


@pytest.fixture(scope="module")
def place(tmp_path_factory, filled, blank):
    folder = tmp_path_factory.mktemp("shards") / "submitted"
    folder.mkdir()
    for number in range(5):
        right = filled(half=f"def half(x): return x / {2 + number % 2}  # {number}")
        (folder / f"{number}.ipynb").write_text(json.dumps(right))
    (folder / "blank.ipynb").write_text(json.dumps(blank()))
    (folder / "cut.ipynb").write_text("{")
    return folder


@pytest.fixture
def grade(small, place, tmp_path):
    def grade(out, shard=None, **options):
        tally, sources = Tally(), collect([str(place)], []).sources
        own = shard.of(sources) if shard else sources
        job = Job(small.root, ("small",), "none", 1)
        names = list(run.grade(job, own, tmp_path / out, tally, shard=shard, **options))
        assert len(names) == len(own)
        return tally

    return grade


def without_timing(out, *name):
    plain = [report.to_dict() for report in read_results(out, *name)]
    return [{**line, "timing": None} for line in plain]


def test_the_parts_in_one_folder_are_taken_up_as_the_whole(grade, tmp_path):
    grade("whole")
    for number in range(1, COUNT + 1):
        grade("parts", Shard(number, COUNT))
    assert not (tmp_path / "parts/results.jsonl").exists()
    tally = grade("parts", resume=True)
    assert (tally.graded, tally.kept) == (0, 7)
    assert without_timing(tmp_path / "parts") == without_timing(tmp_path / "whole")
    reports = [sorted(p.name for p in (tmp_path / o / "reports").iterdir())
               for o in ("parts", "whole")]  # fmt: skip
    assert reports[0] == reports[1]


def test_what_a_lost_part_did_not_grade_is_graded_then(grade, tmp_path):
    grade("whole")
    first = grade("parts", Shard(1, COUNT)).graded
    tally = grade("parts", resume=True)
    assert (tally.graded, tally.kept) == (7 - first, first)
    assert without_timing(tmp_path / "parts") == without_timing(tmp_path / "whole")


def test_a_part_that_is_run_again_changes_nothing(grade, tmp_path):
    shard = Shard(1, 2)
    grade("parts", shard)
    before = (tmp_path / "parts" / shard.results).read_bytes()
    tally = grade("parts", shard, resume=True)
    assert (tally.graded, (tmp_path / "parts" / shard.results).read_bytes()) == (0, before)
    grade("parts", shard)
    [once, again] = [[json.loads(line) for line in data.splitlines()] for data in
                     (before, (tmp_path / "parts" / shard.results).read_bytes())]  # fmt: skip
    assert [x["score"] for x in once] == [x["score"] for x in again]


def test_a_part_that_was_cut_off_is_taken_up_as_far_as_it_is_whole(grade, tmp_path):
    grade("whole")
    for number in range(1, COUNT + 1):
        grade("parts", Shard(number, COUNT))
        path = tmp_path / "parts" / Shard(number, COUNT).results
        path.write_bytes(path.read_bytes()[:-9])
    assert grade("parts", resume=True).graded >= 1
    assert without_timing(tmp_path / "parts") == without_timing(tmp_path / "whole")


def test_a_part_may_have_no_submission_at_all(grade, place, tmp_path):
    sources = collect([str(place)], []).sources
    empty = next(s for n in range(1, 101) if not (s := Shard(n, 100)).of(sources))
    assert grade("parts", empty).graded == 0
    assert without_timing(tmp_path / "parts", empty.results) == []
