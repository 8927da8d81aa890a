import os
import re
import subprocess
from pathlib import Path

import pytest

from autograder.box.inside import syscalls

HEADER = Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
GENERIC = Path("/usr/include/asm-generic/unistd.h")


@pytest.mark.skipif(not HEADER.exists(), reason="needs the kernel's headers of an x86_64 machine")
def test_every_number_for_x86_64_is_the_one_in_the_kernels_header():
    header = dict(re.findall(r"#define __NR_(\w+)\s+(\d+)", HEADER.read_text()))
    ours = {k: v for k, v in syscalls.X86_64.numbers.items() if k in header}
    assert len(ours) > 300
    assert ours == {name: int(header[name]) for name in ours}


@pytest.mark.skipif(not GENERIC.exists(), reason="needs the kernel's headers")
def test_every_number_for_aarch64_is_the_one_in_the_kernels_generic_header():
    defines = re.findall(r"#define (__NR\w+)\s+(\w+)", GENERIC.read_text())
    header = {name: value for name, value in defines if value.isdigit()}
    renamed = {"newfstatat": "fstatat"}
    for name, number in syscalls.AARCH64.numbers.items():
        raw = renamed.get(name, name)
        found = header.get(f"__NR_{raw}", header.get(f"__NR3264_{raw}"))
        assert found is not None, name
        assert int(found) == number, name


def test_calls_that_aarch64_never_had_have_no_number_there():
    assert {"open", "stat", "fork", "unlink", "poll"}.isdisjoint(syscalls.AARCH64.numbers)
    assert {"openat", "newfstatat", "clone", "unlinkat", "ppoll"} <= set(syscalls.AARCH64.numbers)


def test_a_call_returns_what_the_kernel_answers():
    assert syscalls.call("getpid") == os.getpid()


def test_a_refused_call_raises_the_kernels_reason_and_names_the_call():
    with pytest.raises(FileNotFoundError, match="chdir"):
        syscalls.call("chdir", b"/no/such/folder")


def test_a_machine_without_a_table_is_named_in_the_error(monkeypatch):
    machine = type("uname", (), {"machine": "riscv64"})
    monkeypatch.setattr(syscalls.os, "uname", lambda: machine)
    with pytest.raises(NotImplementedError, match="riscv64"):
        syscalls.native.__wrapped__()


def test_the_tables_are_for_the_machines_that_the_kernel_calls_so():
    machine = subprocess.run(["uname", "-m"], capture_output=True, text=True, check=True).stdout
    assert syscalls.native().name == machine.strip()
