import os
from pathlib import Path

import pytest

from autograder.box.inside import scratch
from autograder.box.inside.scratch import Scratch

MANY = 10_000


@pytest.fixture
def handed_out(tmp_path):
    folder = tmp_path / "handed-out"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "digits.npz").write_bytes(b"digits")
    (folder / "utility.py").write_text("x = 1")
    return folder


@pytest.fixture
def folder(tmp_path, handed_out):
    (tmp_path / "scratch").mkdir()
    made = Scratch(str(tmp_path / "scratch"), str(handed_out), 1 << 20, MANY)
    made.restore()
    return made


def names(folder):
    return sorted(os.listdir(folder.path))


def dig(folder, depth):
    home = Path.cwd()
    os.chdir(folder.path)
    for _ in range(depth):
        os.mkdir("deeper")
        os.chdir("deeper")
    Path("bottom").write_text("here")
    os.chdir(home)


def test_the_handed_out_files_stand_in_it(folder):
    assert Path(folder.path, "data", "digits.npz").read_bytes() == b"digits"
    assert names(folder) == ["data", "utility.py"]


@pytest.mark.parametrize(
    "mess",
    [
        pytest.param(lambda path: (path / "note").write_text("for the next one"), id="a file"),
        pytest.param(lambda path: (path / "a" / "b").mkdir(parents=True), id="folders"),
        pytest.param(lambda path: (path / "way-out").symlink_to("/etc"), id="a link"),
        pytest.param(lambda path: (path / "loop").symlink_to("."), id="a link to itself"),
        pytest.param(lambda path: (path / "closed").mkdir(0), id="a folder closed to its owner"),
        pytest.param(lambda path: (path / "utility.py").unlink(), id="a link removed"),
        pytest.param(
            lambda path: (path / "data").rename(path / "utility.py"), id="a link over another"
        ),
        pytest.param(lambda path: (path / os.fsdecode(b"\xff\n")).touch(), id="a strange name"),
    ],
)
def test_whatever_a_box_leaves_is_gone_afterwards(folder, mess):
    mess(Path(folder.path))
    folder.restore()
    assert names(folder) == ["data", "utility.py"]
    assert Path(folder.path, "utility.py").read_text() == "x = 1"


def test_a_planted_file_under_a_handed_out_name_is_replaced(folder):
    planted = Path(folder.path, "utility.py")
    planted.unlink()
    planted.write_text("x = 'planted'")
    folder.restore()
    assert planted.read_text() == "x = 1"


def test_a_link_bent_elsewhere_is_put_right(folder, tmp_path):
    bent = Path(folder.path, "data")
    bent.unlink()
    bent.symlink_to(tmp_path)
    folder.restore()
    assert (bent / "digits.npz").exists()


def test_what_a_link_points_to_is_left_alone(folder, tmp_path):
    treasure = tmp_path / "treasure"
    treasure.mkdir()
    (treasure / "gold").touch()
    Path(folder.path, "way").symlink_to(treasure)
    folder.restore()
    assert (treasure / "gold").exists()


def test_a_tree_deeper_than_any_path_is_removed(folder):
    dig(folder, 2500)
    folder.restore()
    assert names(folder) == ["data", "utility.py"]


def test_an_untouched_folder_is_left_as_it_is(folder):
    before = os.stat(Path(folder.path, "data"), follow_symlinks=False).st_ino
    folder.restore()
    assert os.stat(Path(folder.path, "data"), follow_symlinks=False).st_ino == before


def test_a_little_is_not_too_much(folder):
    Path(folder.path, "a", "b").mkdir(parents=True)
    Path(folder.path, "a", "b", "plot.png").write_bytes(bytes(500_000))
    assert not folder.overfull()


@pytest.mark.parametrize(
    "fill",
    [
        pytest.param(lambda path: (path / "big").write_bytes(bytes(2 << 20)), id="one file"),
        pytest.param(
            lambda path: [(path / f"{n}").write_bytes(bytes(1 << 16)) for n in range(20)],
            id="many files",
        ),
        pytest.param(
            lambda path: [(path / f"{n}").touch() for n in range(MANY)], id="many empty files"
        ),
    ],
)
def test_too_much_is_seen(folder, fill):
    fill(Path(folder.path))
    assert folder.overfull()


def test_too_much_is_seen_below(folder):
    below = Path(folder.path, "a", "b", "c")
    below.mkdir(parents=True)
    (below / "big").write_bytes(bytes(2 << 20))
    assert folder.overfull()


def test_a_file_with_a_hole_counts_what_it_takes(folder):
    with open(Path(folder.path, "sparse"), "wb") as file:
        file.truncate(1 << 40)
    assert not folder.overfull()


def test_a_tree_deeper_than_honest_code_makes_it_counts_as_too_much(folder):
    dig(folder, 100)
    assert folder.overfull()


def test_removing_leaves_nothing(folder):
    Path(folder.path, "a", "b").mkdir(parents=True)
    scratch.remove(folder.path)
    assert not os.path.exists(folder.path)


def test_removing_what_is_gone_is_no_error(tmp_path):
    scratch.remove(str(tmp_path / "gone"))
