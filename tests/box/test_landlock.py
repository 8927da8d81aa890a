import errno
import os
from pathlib import Path

import pytest

from autograder.box.inside import landlock, syscalls


def outcome(ending):
    return ending.error.partition(":")[0] or ending.said


def test_this_kernel_has_landlock():
    assert landlock.abi() >= 1


def test_a_kernel_without_landlock_has_version_0(monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOSYS, "no such call")

    monkeypatch.setattr(syscalls, "call", refuse)
    assert landlock.abi() == 0


@pytest.mark.parametrize(
    ("abi", "size", "rights"), [(1, 8, 13), (2, 8, 14), (3, 8, 15), (4, 16, 15), (6, 24, 16)]
)
def test_each_version_is_asked_for_what_it_knows_and_no_more(monkeypatch, abi, size, rights):
    asked = []
    monkeypatch.setattr(landlock, "abi", lambda: abi)
    monkeypatch.setattr(landlock, "_add", lambda *_: None)
    monkeypatch.setattr(syscalls, "call", lambda *arguments: asked.append(arguments))
    landlock.build_ruleset([], [])
    ((name, attributes, length, flags),) = asked
    assert (name, len(attributes), length, flags) == ("landlock_create_ruleset", size, size, 0)
    assert int.from_bytes(attributes[:8], "little") == (1 << rights) - 1
    assert all(int.from_bytes(attributes[at : at + 8], "little") == 3 for at in range(8, size, 8))


def test_paths_that_do_not_exist_are_passed_over():
    os.close(landlock.build_ruleset(["/no/such/folder"], ["/nor/this"]))


def test_a_path_that_cannot_be_opened_is_an_error_and_leaves_no_descriptor(tmp_path):
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    before = os.listdir("/proc/self/fd")
    with pytest.raises(OSError, match="loop"):
        landlock.build_ruleset([str(loop)], [])
    assert os.listdir("/proc/self/fd") == before


def test_the_ruleset_does_not_survive_a_program_being_started():
    ruleset = landlock.build_ruleset([], [])
    assert not os.get_inheritable(ruleset)
    os.close(ruleset)


def test_a_readable_tree_can_be_read_and_listed(zygote):
    read, listed = zygote().run(
        "said = open(readable + '/file').read()", "said = os.listdir(readable)"
    )
    assert (read.said, listed.said) == ("contents", ["file"])


def test_a_single_file_can_be_made_readable_without_its_folder(zygote, ground):
    read, listed = zygote(read=(str(ground.forbidden / "file"),)).run(
        "said = open(forbidden + '/file').read()", "said = os.listdir(forbidden)"
    )
    assert (outcome(read), outcome(listed)) == ("contents", "PermissionError")


def test_a_writable_tree_can_be_filled_changed_and_emptied(zygote, ground):
    (ending,) = zygote().run(
        """
        os.mkdir(writable + '/folder')
        with open(writable + '/folder/new', 'w') as new:
            new.write('words')
        os.rename(writable + '/folder/new', writable + '/renamed')
        os.rmdir(writable + '/folder')
        open(writable + '/file', 'w').close()
        said = open(writable + '/renamed').read()
        os.unlink(writable + '/renamed')
        """
    )
    assert ending.said == "words", ending
    assert os.listdir(ground.writable) == ["file"]
    assert (ground.writable / "file").read_text() == ""


def test_nothing_in_a_writable_tree_can_be_started(zygote, ground):
    program = ground.writable / "program"
    program.write_bytes(Path("/bin/true").read_bytes())
    program.chmod(0o755)
    source = "os.execv(writable + '/program', ['program'])"
    (fenced,) = zygote(without=frozenset({"seccomp"}), read=("/lib", "/lib64", "/usr")).run(source)
    (free,) = zygote(without=frozenset({"seccomp", "landlock"})).run(source)
    assert outcome(fenced) == "PermissionError"
    assert (outcome(free), free.code) == (None, 0)


def test_the_two_harmless_devices_are_always_there(zygote):
    written, random = zygote().run(
        "said = open('/dev/null', 'w').write('gone') + len(open('/dev/null').read())",
        "said = len(open('/dev/urandom', 'rb').read(16))",
    )
    assert (written.said, random.said) == (4, 16)
