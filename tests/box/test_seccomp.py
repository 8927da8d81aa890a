"""The filter, read as the kernel reads it, for both architectures on either machine."""

import errno
import struct
import time

import pytest

from autograder.box.inside import policy, seccomp, syscalls
from autograder.box.inside.policy import ABSENT, ALLOW, KILL, REFUSE, RULES, Argument

PID, OTHER = 4711, 4712
BOTH = pytest.mark.parametrize(
    "machine", [syscalls.X86_64, syscalls.AARCH64], ids=lambda machine: machine.name
)


def decide(code: bytes, number: int, *arguments: int, audit: int) -> int:
    """Run a filter over one call, instruction by instruction, and return its verdict."""
    words = [argument & 0xFFFFFFFFFFFFFFFF for argument in arguments]
    call = struct.pack("<IIQ6Q", number, audit, 0, *words, *[0] * (6 - len(words)))
    program = list(struct.iter_unpack("<HBBI", code))
    place = accumulator = 0
    while True:
        operation, jump_true, jump_false, k = program[place]
        place += 1
        if operation == 0x20:
            accumulator = struct.unpack_from("<I", call, k)[0]
        elif operation == 0x54:
            accumulator &= k
        elif operation == 0x06:
            return k
        else:
            tests = {0x15: accumulator == k, 0x35: accumulator >= k, 0x45: bool(accumulator & k)}
            place += jump_true if tests[operation] else jump_false


def ask(machine, name, *arguments):
    code = seccomp.build(RULES, machine).for_process(PID)
    return decide(code, machine.numbers[name], *arguments, audit=machine.audit)


REFUSED = """
    fork vfork execve execveat kill tkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open pidfd_getfd
    pidfd_send_signal ptrace process_vm_readv process_vm_writev process_madvise kcmp setpriority
    sched_setaffinity sched_setscheduler sched_setattr ioprio_set setpgid setsid socket socketpair
    connect bind listen accept accept4 setsockopt sendmmsg mount umount2 move_mount fsopen open_tree
    pivot_root chroot unshare setns bpf perf_event_open io_uring_setup io_uring_enter
    io_uring_register io_setup io_submit userfaultfd memfd_create memfd_secret keyctl add_key
    request_key shmget shmat msgget semget mq_open openat2 open_by_handle_at name_to_handle_at
    truncate chmod fchmod fchmodat chown fchown lchown fchownat utime utimes utimensat futimesat
    setxattr fsetxattr removexattr mknod mknodat flock fallocate fanotify_init inotify_init1 splice
    tee vmsplice seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self capset
    setuid setgid setgroups setresuid setrlimit mlock mlockall personality modify_ldt iopl ioperm
    reboot swapon syslog init_module kexec_load quotactl acct sethostname settimeofday
    clock_settime adjtimex sync syncfs
"""


@BOTH
def test_nothing_is_allowed_that_no_rule_names(machine):
    program = seccomp.build(RULES, machine).for_process(PID)
    names = {number: name for name, number in machine.numbers.items()}
    for number in range(600):
        verdict = decide(program, number, audit=machine.audit)
        if names.get(number) not in RULES:
            assert verdict == REFUSE, names.get(number, number)


@BOTH
def test_every_call_that_a_rule_allows_is_allowed(machine):
    program = seccomp.build(RULES, machine).for_process(PID)
    allowed = [name for name, rule in RULES.items() if rule == ALLOW and name in machine.numbers]
    assert len(allowed) > 100
    for name in allowed:
        assert decide(program, machine.numbers[name], audit=machine.audit) == ALLOW, name


@BOTH
@pytest.mark.parametrize("name", REFUSED.split())
def test_a_dangerous_call_is_refused(machine, name):
    if name in machine.numbers:
        assert ask(machine, name, PID, PID, PID) == REFUSE
    else:
        assert machine is syscalls.AARCH64


def test_every_rule_is_about_a_call_that_exists():
    assert set(RULES) <= set(syscalls.X86_64.numbers) | set(syscalls.AARCH64.numbers)


@BOTH
def test_a_foreign_architecture_is_killed(machine):
    program = seccomp.build(RULES, machine).for_process(PID)
    foreign = [0x40000003, 0x40000028, 0, ({0xC000003E, 0xC00000B7} - {machine.audit}).pop()]
    for audit in foreign:
        assert decide(program, machine.numbers["read"], audit=audit) == KILL


def test_the_x32_numbers_are_killed():
    program = seccomp.build(RULES, syscalls.X86_64).for_process(PID)
    for number in (0x40000000, 0x40000000 | 39, 0x40000000 | 547, 0xFFFFFFFF):
        assert decide(program, number, audit=syscalls.X86_64.audit) == KILL


THREAD_OF_GLIBC, THREAD_OF_MUSL = 0x3D0F00, 0x7D0F00


@BOTH
@pytest.mark.parametrize("flags", [THREAD_OF_GLIBC, THREAD_OF_MUSL])
def test_a_thread_may_start(machine, flags):
    assert ask(machine, "clone", flags) == ALLOW


@BOTH
@pytest.mark.parametrize(
    "flags",
    [
        17,  # fork
        0x4111,  # vfork
        0,
        THREAD_OF_GLIBC & ~0x10000,
        THREAD_OF_GLIBC | 17,
        THREAD_OF_GLIBC | 0x10000000,  # a namespace of users
        THREAD_OF_GLIBC | 0x2000,  # traced
        THREAD_OF_GLIBC | 1 << 32,
        0x10000 << 32,
    ],
)
def test_no_process_may_start(machine, flags):
    assert ask(machine, "clone", flags) == REFUSE


@BOTH
def test_clone3_looks_like_an_old_kernel(machine):
    assert ask(machine, "clone3", 0, 88) == ABSENT == 0x50000 | errno.ENOSYS


@BOTH
def test_signals_and_limits_reach_the_own_process_only(machine):
    assert ask(machine, "tgkill", PID, OTHER, 15) == ALLOW
    assert ask(machine, "tgkill", PID, OTHER, 9) == REFUSE, "a SIGKILL is never its own"
    assert ask(machine, "prlimit64", PID) == ask(machine, "prlimit64", 0) == ALLOW
    for pid in (OTHER, 1, -1, PID + 256):
        assert ask(machine, "tgkill", pid, pid, 15) == REFUSE
        assert ask(machine, "prlimit64", pid) == REFUSE
    assert ask(machine, "tgkill", 0, OTHER, 15) == REFUSE


@BOTH
def test_an_int_is_judged_by_the_word_that_the_kernel_reads(machine):
    rubbish = 0xDEAD << 32
    assert ask(machine, "fcntl", 0, 3 | rubbish) == ALLOW
    assert ask(machine, "fcntl", 0, 8 | rubbish) == REFUSE
    assert ask(machine, "tgkill", OTHER | rubbish, OTHER, 15) == REFUSE


@BOTH
@pytest.mark.parametrize("command", [8, 10, 15, 1024, 1026, 1031, 1033, 5, 6, 7, 36, 37, 38])
def test_fcntl_sets_no_owners_signals_leases_seals_or_locks(machine, command):
    assert ask(machine, "fcntl", 0, command) == REFUSE


@BOTH
def test_ioctl_knows_terminals_and_blocking_only(machine):
    for harmless in (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451):
        assert ask(machine, "ioctl", 0, harmless) == ALLOW
    for request in (0x5412, 0x541C, 0x8901, 0x8902, 0x5452, 0x5413 << 16):  # TIOCSTI, FIOSETOWN, …
        assert ask(machine, "ioctl", 0, request) == REFUSE


@BOTH
def test_a_file_opened_for_reading_is_not_emptied(machine):
    append, create, truncate = 0o2000, 0o100, 0o1000
    for flags in (0, 1, 2, 1 | create | truncate, 2 | truncate, 1 | append | create):
        assert ask(machine, "openat", 0, 0, flags) == ALLOW
    for flags in (truncate, truncate | create, 3, 3 | truncate):
        assert ask(machine, "openat", 0, 0, flags) == REFUSE


def test_prctl_names_threads_and_nothing_more():
    assert ask(syscalls.X86_64, "prctl", 15) == ALLOW
    for option in (1, 4, 22, 23, 24, 28, 36, 38, 47, 0x59616D61):
        assert ask(syscalls.X86_64, "prctl", option) == REFUSE


def test_both_words_of_a_wide_argument_count():
    rule = Argument(2, 0xFFFFFFFFFFFFFFFF, (7,))
    program = seccomp.build({"read": rule}, syscalls.X86_64).for_process(PID)
    for third, verdict in ((7, ALLOW), (8, REFUSE), (7 | 1 << 32, REFUSE), (7 << 32, REFUSE)):
        assert decide(program, 0, 0, 0, third, audit=syscalls.X86_64.audit) == verdict


def test_of_several_conditions_all_must_hold():
    rule = (Argument(0, policy.INT, (1, 2)), Argument(1, policy.INT, (3,)))
    program = seccomp.build({"read": rule}, syscalls.X86_64).for_process(PID)
    for first, second, verdict in ((1, 3, ALLOW), (2, 3, ALLOW), (1, 4, REFUSE), (5, 3, REFUSE)):
        assert decide(program, 0, first, second, audit=syscalls.X86_64.audit) == verdict


@BOTH
def test_a_process_may_send_itself_any_signal_but_the_one_that_says_it_was_killed(machine):
    assert [n for n in range(65) if ask(machine, "tgkill", PID, PID, n) != ALLOW] == [9]
    assert ask(machine, "tgkill", OTHER, OTHER, 15) == REFUSE


def test_number_zero_may_have_no_rule():
    program = seccomp.build({"write": ALLOW}, syscalls.X86_64).for_process(PID)
    assert decide(program, 0, audit=syscalls.X86_64.audit) == REFUSE
    assert decide(program, 1, audit=syscalls.X86_64.audit) == ALLOW


def test_the_simulator_notices_a_filter_that_allows_too_much():
    program = seccomp.build({**RULES, "kill": ALLOW}, syscalls.X86_64).for_process(PID)
    assert decide(program, syscalls.X86_64.numbers["kill"], audit=0xC000003E) == ALLOW


@BOTH
def test_a_filter_for_another_process_differs_in_its_pid_only(machine):
    program = seccomp.build(RULES, machine)
    one, other = program.for_process(1), program.for_process(0x01020304)
    places = {index // 8 for index in range(len(one)) if one[index] != other[index]}
    assert len(one) == len(other) == len(program.code)
    assert len(places) == len(program.pid_offsets) == 2


def test_a_filter_is_fitted_to_a_process_in_less_than_a_tenth_of_a_millisecond():
    program = seccomp.build(RULES, syscalls.X86_64)
    start = time.perf_counter()
    for pid in range(1000):
        program.for_process(pid)
    assert (time.perf_counter() - start) / 1000 < 1e-4


def test_this_machine_filters_system_calls():
    assert seccomp.available()


def test_a_kernel_without_the_filter_is_noticed(monkeypatch):
    def refuse(*_):
        raise OSError(errno.EINVAL, "no such action")

    monkeypatch.setattr(syscalls, "call", refuse)
    assert not seccomp.available()


def test_the_default_is_a_plain_refusal():
    assert policy.REFUSE == 0x50000 | errno.EPERM
