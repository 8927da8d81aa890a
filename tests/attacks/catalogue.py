"""The attacks: each a small submission, and the layers that stop it, each of them alone.

An attack's code is appended to a blank notebook as one cell. It has got through if it runs to its
end, which it then says; if it earns a point; or if a neighbour's grade changes. What is dangerous
to do is only probed (signal 0, a child that ends at once), so that a machine without fences
survives the catalogue, too. `{root}`, `{grader}`, `{secret}`, `{outside}`, `{port}` and
`{abstract}` stand for the course, the grader's pid, a file and a folder of ours, and open sockets.
"""

from __future__ import annotations

from dataclasses import dataclass

NAMESPACES, LIMITS, CAPABILITIES = "namespaces", "limits", "capabilities"
SESSION, NO_NEW_PRIVS, LANDLOCK, SECCOMP = "session", "no_new_privs", "landlock", "seccomp"
LAYERS = (NAMESPACES, LIMITS, CAPABILITIES, SESSION, NO_NEW_PRIVS, LANDLOCK, SECCOMP)

FILES = (NAMESPACES, LANDLOCK)
CALLS = (SECCOMP,)
POWERS = (NAMESPACES, CAPABILITIES, SECCOMP)  # bubblewrap drops them, too


@dataclass(frozen=True)
class Attack:
    """One attack.

    `held_by` names fences that hold it, each alone; none means that it is held by what no run can
    leave out: the trust line, the readers, the clock. `before` is a submission that comes first.
    `needs_abi` is the Landlock version from which that fence holds it; `as_root` marks what only
    root could do anyway, `rare` what a kernel may refuse to everyone.
    """

    family: str
    name: str
    code: str
    held_by: tuple[str, ...] = ()
    before: str = ""
    needs_abi: int = 1
    as_root: bool = False
    rare: bool = False
    ends_well: bool = False  # its code may run to the end: only points and neighbours count

    @property
    def id(self) -> str:
        """The attack in words."""
        return f"{self.family}: {self.name}"


def _family(family: str, held_by: tuple[str, ...], **attacks: str) -> list[Attack]:
    return [Attack(family, name.replace("_", " "), code, held_by) for name, code in attacks.items()]


READ = [
    *_family(
        "read",
        FILES,
        hidden_checks="open('{root}/reference/pysmorch/linear/checks.py').read()",
        solution="open('{root}/reference/pysmorch/linear/solution.py').read()",
        known_mistakes="import os; os.listdir('{root}/reference/pysmorch/linear/mistakes')",
        the_engine="open('{root}/autograder/checks/compare.py').read()",
        results_of_others="open('{secret}').read()",
        submissions_of_others="import os; os.listdir('{outside}')",
        through_a_link="import os; os.symlink('{secret}', 'way'); open('way').read()",
        through_a_link_to_the_root="import os; os.symlink('/', 'r'); open('r{secret}').read()",
        accounts="open('/etc/passwd').read()",
        the_grader_s_environment="open('/proc/{grader}/environ', 'rb').read()",
        the_grader_s_command="open('/proc/{grader}/cmdline', 'rb').read()",
        the_grader_s_memory="open('/proc/{grader}/mem', 'rb').close()",
        the_grader_s_files="import os; os.listdir('/proc/{grader}/fd')",
        log_messages="open('/dev/kmsg').close()",
    ),
    Attack(
        "read",
        "the zygote's environment",
        "import os; open(f'/proc/{os.getppid()}/environ', 'rb').read()",
        (LANDLOCK,),
    ),
    Attack(
        "read",
        "through the folder above",
        "import os; os.listdir('{root}/release/pysmorch/..')",
        (LANDLOCK,),
    ),
    Attack("read", "who else runs", "import os; os.listdir('/proc')", (LANDLOCK,)),
    Attack(
        "read",
        "the checks, by import",
        "import sys; sys.path[:0] = ['{root}']; from reference.pysmorch.linear import checks",
        FILES,
    ),
]

STAT = _family(
    "stat",
    (NAMESPACES,),
    a_file="import os; os.stat('{secret}')",
    the_reference="import os; assert os.path.isdir('{root}/reference')",
    a_home="import os; assert os.path.exists('/etc/shadow')",
    free_space="import os; os.statvfs('{outside}')",
    go_there="import os; os.chdir('{outside}')",
)

WRITE = [
    *_family(
        "write",
        FILES,
        a_file="open('{outside}/mine', 'w').write('x')",
        over_a_file="open('{secret}', 'r+').write('x')",
        append_to_a_grade="open('{secret}', 'a').write('x')",
        remove_a_file="import os; os.unlink('{outside}/spare'); open('{outside}/spare', 'w')",
        rename_a_file="import os; os.rename('{secret}', '{secret}'); open('{secret}', 'r+')",
        make_a_folder="import os; os.mkdir('{outside}/new'); os.rmdir('{outside}/new')",
        plant_a_link="import os; os.symlink('/', '{outside}/l'); os.unlink('{outside}/l')",
        a_handed_out_file="import os; os.close(os.open('utility.py', os.O_WRONLY))",
        the_engine_s_code="open('{root}/autograder/box/inside/wire.py', 'r+').close()",
        a_package=(
            "import numpy, os; p = os.path.dirname(numpy.__file__) + '/planted.py'\n"
            "open(p, 'w').close(); os.unlink(p)"
        ),
    ),
    *_family(
        "write",
        (NAMESPACES, SECCOMP),
        open_a_file_to_all="import os; os.chmod('{secret}', 0o644)",
        turn_back_a_clock="import os; os.utime('{secret}', (0, 0))",
        give_a_file_away="import os; os.chown('{secret}', -1, os.getgid())",
    ),
    Attack(
        "write",
        "shared memory",
        "import os; open('/dev/shm/x', 'w').close(); os.unlink('/dev/shm/x')",
        (LANDLOCK,),
    ),
    Attack(
        "write",
        "empty a file opened to read",
        "import os; os.open('{outside}/spare', os.O_RDONLY | os.O_TRUNC)",
        (NAMESPACES, LANDLOCK, SECCOMP),
        needs_abi=3,
    ),
    Attack(
        "write",
        "truncate by name",
        "import os; os.truncate('{outside}/spare', 0)",
        (NAMESPACES, LANDLOCK, SECCOMP),
        needs_abi=3,
    ),
]

CALL = (
    "import os, struct, ctypes, socket, signal, fcntl, resource\nfrom inside.syscalls import call\n"
)
# Memory that is not there: to be told so is to have been let in.
VECTOR = """b = ctypes.create_string_buffer(8); own = struct.pack('PN', ctypes.addressof(b), 8)
def reach(verb, pid):
    try: call(verb, pid, own, 1, struct.pack('PN', 16, 8), 1, 0)
    except OSError as error: assert error.errno == 14
"""
PROCESSES = [
    Attack(
        "processes",
        name,
        CALL + code,
        held_by,
        needs_abi=6 if name.startswith("signal") else 1,
    )
    for name, code, held_by in [
        ("signal the grader", "os.kill({grader}, 0)", (NAMESPACES, LANDLOCK, SECCOMP)),
        ("signal the zygote", "os.kill(os.getppid(), 0)", (LANDLOCK, SECCOMP)),
        ("signal everyone", "os.kill(-1, 0)", CALLS),
        ("signal by thread", "call('tkill', os.getppid(), 0)", (LANDLOCK, SECCOMP)),
        (
            "signal by group and thread",
            "call('tgkill', os.getppid(), os.getppid(), 0)",
            (LANDLOCK, SECCOMP),
        ),
        ("hold the grader by a pidfd", "os.pidfd_open({grader})", (NAMESPACES, SECCOMP)),
        ("hold the zygote by a pidfd", "os.pidfd_open(os.getppid())", CALLS),
        (
            "trace the grader",
            "call('ptrace', 0x4206, {grader}, 0, 0)",
            (NAMESPACES, LANDLOCK, SECCOMP),
        ),
        ("trace the zygote", "call('ptrace', 0x4206, os.getppid(), 0, 0)", (LANDLOCK, SECCOMP)),
        (
            "read the grader's memory",
            VECTOR + "reach('process_vm_readv', {grader})",
            (NAMESPACES, LANDLOCK, SECCOMP),
        ),
        (
            "read the zygote's memory",
            VECTOR + "reach('process_vm_readv', os.getppid())",
            (LANDLOCK, SECCOMP),
        ),
        (
            "write the zygote's memory",
            VECTOR + "reach('process_vm_writev', os.getppid())",
            (LANDLOCK, SECCOMP),
        ),
        (
            "aim SIGIO at the grader",
            "fcntl.fcntl(os.pipe()[0], 8, {grader})",
            (NAMESPACES, SECCOMP),
        ),
        ("aim SIGIO at the zygote", "fcntl.fcntl(os.pipe()[0], 8, os.getppid())", CALLS),
        ("the grader's limits", "resource.prlimit({grader}, 7)", (NAMESPACES, SECCOMP)),
        ("the zygote's limits", "resource.prlimit(os.getppid(), 7)", CALLS),
        (
            "move the zygote to another core",
            "os.sched_setaffinity(os.getppid(), os.sched_getaffinity(0))",
            CALLS,
        ),
        (
            "slow the zygote down",
            "os.setpriority(0, os.getppid(), os.getpriority(0, os.getppid()))",
            CALLS,
        ),
        (
            "stay in the grader's group, which a signal may be sent to",
            "assert os.getpgid(0) != os.getpid()",
            (SESSION,),
        ),
        ("outlive the zygote", "call('prctl', 1, 0)", CALLS),
        ("be traceable again", "call('prctl', 4, 1)", CALLS),
        ("take a descriptor", "call('pidfd_getfd', call('pidfd_open', os.getppid()), 0)", CALLS),
    ]
]

NETWORK = [
    Attack(
        "network",
        name,
        "import socket\n" + code,
        held_by,
        needs_abi=abi,
        as_root=held_by is POWERS,
        rare="machine" in name,
    )
    for name, code, held_by, abi in [
        (
            "tcp",
            "socket.create_connection(('127.0.0.1', {port}), 2)",
            (NAMESPACES, LANDLOCK, SECCOMP),
            4,
        ),
        (
            "listen",
            "s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()",
            (LANDLOCK, SECCOMP),
            4,
        ),
        (
            "udp",
            "s = socket.socket(type=socket.SOCK_DGRAM); s.sendto(b'x', ('127.0.0.1', {port}))",
            CALLS,
            1,
        ),
        (
            "abstract socket",
            "socket.socket(socket.AF_UNIX).connect('\\0{abstract}')",
            (NAMESPACES, LANDLOCK, SECCOMP),
            6,
        ),
        (
            "path socket",
            "socket.socket(socket.AF_UNIX).connect('{outside}/socket')",
            (NAMESPACES, SECCOMP),
            1,
        ),
        ("raw socket", "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)", POWERS, 1),
        ("netlink", "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", CALLS, 1),
        ("packet socket", "socket.socket(socket.AF_PACKET, 2)", POWERS, 1),
        ("virtual machine's socket", "socket.socket(40, socket.SOCK_STREAM)", CALLS, 1),
        ("socket pair", "socket.socketpair()", CALLS, 1),
    ]
]

KERNEL = [
    Attack("kernel", name, CALL + code, held_by, as_root=as_root, rare=rare)
    for name, code, held_by, as_root, rare in [
        ("fork", "os.fork() or os._exit(0); os.wait()", CALLS, False, False),
        ("vfork by number", "call('clone', 17, 0, 0, 0, 0) or os._exit(0)", CALLS, False, False),
        (
            "clone3",
            "call('clone3', bytes(32) + b'\\x11' + bytes(55), 88) or os._exit(0)",
            CALLS,
            False,
            False,
        ),
        (
            "run a program",
            "import subprocess; subprocess.run(['/usr/bin/true'], check=True)",
            (LANDLOCK, SECCOMP),
            False,
            False,
        ),
        ("shell", "assert os.system('exit 3') == 3 << 8", (LANDLOCK, SECCOMP), False, False),
        (
            "gain by a program's privileges",
            "assert call('prctl', 39) == 0",
            (NAMESPACES, NO_NEW_PRIVS, SECCOMP),
            False,
            False,
        ),
        (
            "start a process by multiprocessing",
            "import multiprocessing as m; p = m.get_context('fork').Process(target=print)\n"
            "p.start(); p.join(); assert p.exitcode == 0",
            CALLS,
            False,
            False,
        ),
        ("new user namespace", "call('unshare', 0x10000000)", CALLS, False, True),
        ("new mounts", "call('unshare', 0x20000)", POWERS, True, False),
        (
            "mount",
            "call('unshare', 0x20000); call('mount', b'none\\0', b'/\\0', 0, 0x44000, 0)",
            POWERS,
            True,
            False,
        ),
        ("chroot", "os.chroot('/')", POWERS, True, False),
        ("become another user", "os.setuid(65534)", POWERS, True, False),
        (
            "bpf",
            "call('bpf', 0, struct.pack('4I', 2, 4, 4, 1) + bytes(112), 128)",
            POWERS,
            True,
            True,
        ),
        (
            "io_uring",
            "b = ctypes.create_string_buffer(120)\ncall('io_uring_setup', 1, ctypes.addressof(b))",
            CALLS,
            False,
            True,
        ),
        ("userfaultfd", "call('userfaultfd', 1)", CALLS, False, True),
        ("memory file", "os.memfd_create('m')", CALLS, False, False),
        ("keyring", "call('keyctl', 0, 0xFFFFFFFE, 1)", CALLS, False, True),
        ("message queue", "call('msgget', 0, 0o1600)", CALLS, False, True),
        ("watch a folder", "call('inotify_init1', 0)", CALLS, False, False),
        ("count cycles", "call('perf_event_open', bytes(128), 0, -1, -1, 0)", CALLS, False, True),
        ("change the host's name", "call('sethostname', b'x', 1)", POWERS, True, True),
        (
            "the numbers of x32",
            "assert ctypes.CDLL(None).syscall(0x40000000 + 39) > 0",
            CALLS,
            False,
            True,
        ),
    ]
]

BOMBS = [
    Attack("bombs", name, code, (LIMITS,))
    for name, code in [
        ("memory in one piece", "held = bytearray(1 << 28)"),
        ("memory in many pieces", "held = [bytes(1 << 24) for _ in range(16)]"),
        ("an array too large", "import numpy as np; held = np.ones(1 << 25)"),
        ("memory by mapping", "import mmap; held = mmap.mmap(-1, 1 << 28)"),
        (
            "descriptors",
            "import os; held = [os.dup(1) for _ in range(500)]",
        ),
        ("one large file", "open('large', 'wb').write(bytes(17 << 20))"),
        (
            "a dump of the memory",
            "import resource; assert resource.getrlimit(resource.RLIMIT_CORE)[1]",
        ),
        (
            "locked memory",
            "import resource; assert resource.getrlimit(resource.RLIMIT_MEMLOCK)[1]",
        ),
        (
            "take the limits off",
            "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))",
        ),
    ]
]

FENCED = [*READ, *STAT, *WRITE, *PROCESSES, *NETWORK, *KERNEL, *BOMBS]
