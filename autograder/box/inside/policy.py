"""What student code may ask of the kernel; everything not named here is refused.

The list is what CPython, NumPy, SciPy, matplotlib's Agg and threads were seen to need. It says
nothing about paths: which files may be opened or changed is Landlock's part. Where Landlock has
no say (modes, owners, times, attributes, locks) the call is simply missing here. Sockets can be
used but not made: those that the child inherits must be connected streams, which take no address.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass

KILL = 0x80000000  # the whole process, with SIGSYS
ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | errno.EPERM
ABSENT = 0x00050000 | errno.ENOSYS  # "an old kernel": the C library then takes its other way

OWN_PID = -1  # stands for the pid of the process that raises the fence
INT = 0xFFFFFFFF  # of an `int` the kernel reads the low word only, so nothing else may count


@dataclass(frozen=True)
class Argument:
    """Allow a call only if argument number `index`, masked, is one of `values`; else EPERM.

    `mask` is 64 bits wide; `values` fit 32 bits, so a mask that covers the high word demands that
    it be zero. One of the values may be OWN_PID.
    """

    index: int
    mask: int
    values: tuple[int, ...]


# An action of seccomp, or the conditions to be allowed: all of them must hold.
Rule = int | Argument | tuple[Argument, ...]

_ALLOWED = """
    read readv pread64 preadv preadv2 write writev pwrite64 pwritev pwritev2 lseek close close_range
    dup dup2 dup3 pipe pipe2 eventfd eventfd2 poll ppoll select pselect6 epoll_create epoll_create1
    epoll_ctl epoll_wait epoll_pwait epoll_pwait2 timerfd_create timerfd_settime timerfd_gettime
    recvfrom recvmsg sendto sendmsg shutdown getsockname getpeername getsockopt

    creat stat lstat fstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink
    readlinkat getdents getdents64 getcwd chdir fchdir umask ftruncate fsync fdatasync sendfile
    copy_file_range mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link linkat
    symlink symlinkat

    brk mmap munmap mremap mprotect madvise msync arch_prctl

    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack
    pause alarm setitimer getitimer restart_syscall

    futex set_robust_list set_tid_address rseq sched_yield sched_getaffinity sched_getparam
    sched_getscheduler sched_get_priority_max sched_get_priority_min getcpu exit exit_group

    getpid getppid gettid getpgrp getpgid getsid getuid geteuid getgid getegid getresuid getresgid
    getgroups getrlimit getrusage times time gettimeofday clock_gettime clock_getres nanosleep
    clock_nanosleep uname sysinfo getrandom
"""

# A thread, with what the C libraries add to one, and no other flag: nothing that could become a
# process, a namespace or a tracer.
_CLONE_THREAD, _CLONE_OPTIONAL = 0x00010000, 0x007C0F00
_CLONE_MASK = ~_CLONE_OPTIONAL & 0xFFFFFFFFFFFFFFFF

# O_RDONLY|O_TRUNC empties a file that was opened for reading, which Landlock before ABI 3 lets pass
_ACCESS, _TRUNCATE = 0o3, 0o1000
_OPEN_MODES = (0, 1, 2, 1 | _TRUNCATE, 2 | _TRUNCATE)

_SIGKILL = 9
_SIGNALS = tuple(number for number in range(65) if number != _SIGKILL)

_CONDITIONS: dict[str, Rule] = {
    "clone": Argument(0, _CLONE_MASK, (_CLONE_THREAD,)),
    "open": Argument(1, _ACCESS | _TRUNCATE, _OPEN_MODES),
    "openat": Argument(2, _ACCESS | _TRUNCATE, _OPEN_MODES),
    # Signals and limits reach this process alone, whether or not Landlock has its scopes. SIGKILL
    # does not even reach it: a box that dies of one was killed from outside, and is not to blame.
    "tgkill": (Argument(0, INT, (OWN_PID,)), Argument(2, INT, _SIGNALS)),
    "prlimit64": Argument(0, INT, (0, OWN_PID)),
    # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GETPIPE_SZ, F_GET_SEALS: not
    # the owners and signals (SIGIO is a kill by other means), leases, seals, locks, sizes.
    "fcntl": Argument(1, INT, (0, 1, 2, 3, 4, 1030, 1032, 1034)),
    # TCGETS, TCGETS2, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
    "ioctl": Argument(1, INT, (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)),
    # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA (malloc names its arenas)
    "prctl": Argument(0, INT, (15, 16, 0x53564D41)),
    # Its flags lie behind a pointer, where no filter can look.
    "clone3": ABSENT,
}

RULES: Mapping[str, Rule] = {**dict.fromkeys(_ALLOWED.split(), ALLOW), **_CONDITIONS}
