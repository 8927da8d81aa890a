"""Finding submissions: files, folders, zips; whose they are; and what is refused."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from autograder.errors import SubmissionError
from autograder.grading import sources
from autograder.grading.sources import Source, collect


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*names, data=b"{}"):
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(data)


def zipped(name, *members, data=b"{}", compression=zipfile.ZIP_DEFLATED):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(name, "w", compression) as archive:
        for member in members:
            archive.writestr(member, data)
    return name


def names(*paths, assignments=("small",)):
    return [source.name for source in collect(paths, assignments).sources]


# --- what is found -------------------------------------------------------------------------------


def test_files_keep_the_names_they_were_given(here):
    write("ada.ipynb", "sub/ben.py")
    assert names("ada.ipynb", "./sub/ben.py") == ["ada.ipynb", "./sub/ben.py"]


def test_a_folder_is_walked_in_order(here):
    write("in/b/2.py", "in/a/1.ipynb", "in/c.IPYNB")
    assert names("in") == ["in/a/1.ipynb", "in/b/2.py", "in/c.IPYNB"]
    assert names("in/") == names("in")


def test_a_zip_is_looked_into_wherever_it_lies(here):
    zipped("in/class.ZIP", "b.py", "a/x.ipynb")
    assert names("in") == ["in/class.ZIP/a/x.ipynb", "in/class.ZIP/b.py"]
    assert [s.read() for s in collect(["in"], []).sources] == [b"{}", b"{}"]


def test_other_files_are_counted_and_clutter_is_not_even_that(here):
    write("in/a.ipynb", "in/notes.txt", "in/data.csv", "in/.git/x.py", "in/.DS_Store")
    write("in/.ipynb_checkpoints/a.ipynb", "in/__pycache__/a.py", "in/__MACOSX/a.py")
    zipped("in/z.zip", "b.py", "__MACOSX/._b.py", "readme.md", "folder/")
    found = collect(["in"], [])
    assert [s.name for s in found.sources] == ["in/a.ipynb", "in/z.zip/b.py"]
    assert found.passed_over == 3


def test_paths_that_are_missing_are_told(here):
    write("ada.ipynb")
    found = collect(["gone.ipynb", "ada.ipynb", "nowhere/"], [])
    assert found.missing == ("gone.ipynb", "nowhere/")
    assert len(found.sources) == 1


def test_a_path_named_twice_is_graded_once(here):
    write("in/a.ipynb")
    assert names("in", "in/a.ipynb", "in") == ["in/a.ipynb"]


def test_links_inside_a_folder_are_not_followed(here):
    write("secret.py", "other/b.py")
    os.makedirs("in")
    os.symlink("../secret.py", "in/a.py")
    os.symlink("../other", "in/folder")
    os.symlink(".", "in/circle")
    found = collect(["in"], [])
    assert (found.sources, found.passed_over) == ((), 3)


def test_a_link_on_the_command_line_is_meant(here):
    write("real/a.py")
    os.symlink("real", "in")
    assert names("in") == ["in/a.py"]


def test_a_pipe_in_a_folder_does_not_hold_grading_up(here):
    write("in/a.py")
    os.mkfifo("in/b.py")
    found = collect(["in"], [])
    assert ([s.name for s in found.sources], found.passed_over) == (["in/a.py"], 1)


def test_a_folder_that_looks_like_a_notebook_is_a_folder(here):
    write("in/a.ipynb/b.py")
    assert names("in") == ["in/a.ipynb/b.py"]


@pytest.mark.parametrize("raw", [b"caf\xe9.ipynb", b"\xff\xfe.ipynb"])
def test_a_file_name_that_is_no_text_gets_a_name_that_is(here, raw):
    os.makedirs("in")
    with open(b"in/" + raw, "wb") as file:
        file.write(b"{}")
    [source] = collect(["in"], []).sources
    assert source.name.encode("utf-8")
    assert source.read() == b"{}"


def test_two_names_that_are_no_text_stay_two(here):
    os.makedirs("in")
    for raw in (b"in/\xe9.py", b"in/\xe8.py"):
        with open(raw, "wb") as file:
            file.write(b"x")
    assert len(set(names("in"))) == 2


# --- zips ----------------------------------------------------------------------------------------


def only(path):
    [source] = collect([str(path)], []).sources
    return source


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"PK\x05\x06" + b"\0" * 5])
def test_a_zip_that_is_none_says_so(here, data):
    write("bad.zip", data=data)
    with pytest.raises(SubmissionError, match="The zip cannot be read"):
        only("bad.zip").read()


def test_a_zip_cut_off_says_so(here):
    whole = Path(zipped("whole.zip", "a.py", data=b"x" * 1000)).read_bytes()
    write("cut.zip", data=whole[:-10])
    with pytest.raises(SubmissionError, match="The zip cannot be read"):
        only("cut.zip").read()


def test_a_zip_whose_contents_are_damaged_says_so(here):
    data = bytearray(Path(zipped("z.zip", "a.py", data=os.urandom(1000))).read_bytes())
    data[100] ^= 0xFF
    write("z.zip", data=bytes(data))
    with pytest.raises(SubmissionError, match="The zip cannot be read"):
        only("z.zip").read()


def test_a_zip_with_a_password_says_so(here):
    data = bytearray(Path(zipped("z.zip", "a.py")).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature) + offset
        [flags] = struct.unpack_from("<H", data, place)
        struct.pack_into("<H", data, place, flags | 1)
    write("z.zip", data=bytes(data))
    with pytest.raises(SubmissionError, match="without a password"):
        only("z.zip").read()


def test_a_zip_of_an_unknown_method_says_so(here):
    data = bytearray(Path(zipped("z.zip", "a.py")).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.index(signature) + offset, 99)
    write("z.zip", data=bytes(data))
    with pytest.raises(SubmissionError, match="The zip cannot be read"):
        only("z.zip").read()


def test_a_bomb_is_cut_off(here, monkeypatch):
    monkeypatch.setattr(sources, "MAX_BYTES", 1000)
    zipped("bomb.zip", "a.py", data=b"\0" * 10_000_000)
    with pytest.raises(SubmissionError, match="larger than"):
        only("bomb.zip").read()


def test_members_that_point_upwards_are_names_and_nothing_else(here):
    zipped("z.zip", "../../evil.py", "/etc/evil.py", "a/../../b.py")
    found = collect(["z.zip"], []).sources
    assert [s.name for s in found] == [
        "z.zip/../../evil.py",
        "z.zip//etc/evil.py",
        "z.zip/a/../../b.py",
    ]
    assert all(s.read() == b"{}" for s in found)
    assert sorted(p.name for p in here.rglob("*")) == ["z.zip"]


def test_a_link_in_a_zip_is_read_as_text_and_not_followed(here):
    write("secret.py", data=b"secret")
    link = zipfile.ZipInfo("a.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile("z.zip", "w") as archive:
        archive.writestr(link, "secret.py")
    assert only("z.zip").read() == b"secret.py"


def test_a_zip_does_not_list_without_end(here, monkeypatch):
    monkeypatch.setattr(sources, "MAX_MEMBERS", 3)
    assert len(names(zipped("z.zip", *(f"{i}.py" for i in range(10))))) == 3


# --- reading -------------------------------------------------------------------------------------


def test_a_file_that_vanished_says_so():
    with pytest.raises(SubmissionError, match="There is no such file"):
        Source("a.py", "/nonexistent/a.py").read()


def test_a_file_that_cannot_be_read_says_so(here):
    os.makedirs("a.py")
    with pytest.raises(SubmissionError, match="cannot be read: Is a directory"):
        Source("a.py", "a.py").read()


def test_a_huge_file_says_what_to_do(here):
    with open("a.ipynb", "wb") as file:
        file.truncate(sources.MAX_BYTES + 1)
    with pytest.raises(SubmissionError, match=r"larger than 20 MB\. Clear all outputs"):
        Source("a.ipynb", "a.ipynb").read()


def test_the_largest_file_is_read(here):
    with open("a.ipynb", "wb") as file:
        file.truncate(sources.MAX_BYTES)
    assert len(Source("a.ipynb", "a.ipynb").read()) == sources.MAX_BYTES


# --- whose it is ---------------------------------------------------------------------------------

STUDENTS = {
    "submitted/ada/small/small.ipynb": "ada",
    "ada/small/small.ipynb": "ada",
    "submitted/ada/other/small.ipynb": None,
    "small/small.ipynb": None,
    "lovelaceada_1234_56789_small.ipynb": "lovelaceada",
    "lovelaceada_LATE_1234_56789_small-2.ipynb": "lovelaceada",
    "submissions.zip/lovelaceada_1234_56789_small.ipynb": "lovelaceada",
    "Ada Lovelace_12345_assignsubmission_file_/small.ipynb": "Ada Lovelace",
    "dl.zip/Ada Lovelace_12345_assignsubmission_file/small.ipynb": "Ada Lovelace",
    "dl/Ada Lovelace_12345_assignsubmission_file_small.ipynb": "Ada Lovelace",
    "assignment_export/submission_98765/small.ipynb": "submission_98765",
    "submission_98765/deep/er/small.py": "submission_98765",
    "small.ipynb": None,
    "ada.ipynb": None,
    "week_1_2.py": None,
}


@pytest.mark.parametrize("name", STUDENTS)
def test_students_are_named_by_the_folder_or_the_file(here, name):
    top, in_zip, member = name.rpartition(".zip/")
    if in_zip:
        path = zipped(f"{top}.zip", member)
    else:
        write(name)
        path = name.split("/")[0]
    [source] = collect([path], ["small"]).sources
    assert (source.name, source.student) == (name, STUDENTS[name])


def students(*names):
    write(*names)
    return {source.name: source.student for source in collect(["in"], ["small"]).sources}


def test_a_folder_called_as_the_lab_that_holds_a_class_is_no_student_s(here):
    """Told by nothing but the lab's name, all of them would be handed in by one `in`."""
    loose = ("in/small/ada.ipynb", "in/small/ben.ipynb", "in/small/cleo_1_2_small.ipynb")
    assert students(*loose) == dict(zip(loose, (None, None, "cleo"), strict=True))


def test_a_student_s_folder_may_hold_more_than_the_lab(here):
    names = ("in/ada/small/scratch.ipynb", "in/ada/small/small.ipynb")
    assert set(students(*names).values()) == {"ada"}


def test_where_nbgrader_left_its_timestamp_the_folder_is_a_student_s(here):
    write("in/ada/small/timestamp.txt", data=b"2026-03-01 10:00:00 UTC")
    names = ("in/ada/small/one.ipynb", "in/ada/small/two.ipynb")
    assert set(students(*names).values()) == {"ada"}


def test_the_folder_above_is_no_student(here, monkeypatch):
    write("small/small.ipynb", "elsewhere/x")
    monkeypatch.chdir("elsewhere")
    [source] = collect(["../small/small.ipynb"], ["small"]).sources
    assert source.student is None
