"""Files are written whole or not at all, under names that are safe whatever they stand for."""

from __future__ import annotations

import os

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograder import disk
from autograder.disk import RESERVED, files_to_publish, safe_name, with_digest, write_beside

NAMES = st.one_of(
    st.text(max_size=80),
    st.text('aAbB./\\:-_ *?"<>|\x00\n\té', max_size=80),
    st.sampled_from(["con", "CON", "nul.txt", "com1", "..", ".", "", "aux.", "LPT9.ipynb"]),
)


@given(NAMES)
@example("../../etc/passwd")
@example("a" * 500)
@example("\udcff")
def test_a_name_is_one_plain_part_of_a_path(text):
    name = safe_name(text)
    assert name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")
    assert ".." not in name
    assert not name.startswith((".", "-"))
    assert not name.endswith(".")
    assert not RESERVED.match(name)
    assert len(name) <= 100


@given(NAMES, NAMES)
@example("Ada", "ada")
@example("a/b", "a-b")
@example("é", "e")
@example("a" * 60, "a" * 61)
@example("", "submission")
def test_different_texts_have_different_names(one, other):
    if one != other:
        assert safe_name(one) != safe_name(other)


@given(st.text("abcxyz019", min_size=1, max_size=60).filter(lambda s: not RESERVED.match(s)))
def test_a_plain_name_is_its_own(text):
    assert safe_name(text) == text


def test_names_are_the_same_every_time():
    assert safe_name("Ada Lovelace.ipynb") == safe_name("Ada Lovelace.ipynb")
    assert safe_name("Ada Lovelace.ipynb").startswith("ada-lovelace.ipynb-")
    assert with_digest("a", "x") != with_digest("a", "y")


def test_a_file_is_written_with_its_folders(tmp_path):
    path = tmp_path / "a/b/file"
    write_beside(path, b"one")
    write_beside(path, b"two")
    assert path.read_bytes() == b"two"
    assert os.listdir(path.parent) == ["file"]


@pytest.mark.parametrize("failing", ["write", "replace"])
def test_a_file_that_cannot_be_written_keeps_its_old_contents(tmp_path, monkeypatch, failing):
    path = tmp_path / "file"
    write_beside(path, b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    if failing == "write":
        monkeypatch.setattr(type(path), "write_bytes", fail)
    else:
        monkeypatch.setattr(disk.os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_beside(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_long_name_can_be_written_beside(tmp_path):
    path = tmp_path / ("x" * 250)
    write_beside(path, b"one")
    assert path.read_bytes() == b"one"


def test_what_is_published_holds_nothing_hidden_no_litter_and_no_links(tmp_path):
    (tmp_path / "link.py").symlink_to("/etc/passwd")
    for name in ("utility.py", "data/digits.npz", "__pycache__/utility.pyc", ".git/HEAD", ".env"):
        write_beside(tmp_path / name, name.encode())
    names = ("data/digits.npz", "utility.py")
    assert files_to_publish(tmp_path) == {name: name.encode() for name in names}
