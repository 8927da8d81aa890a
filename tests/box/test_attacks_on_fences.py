"""Each attack is refused behind all fences, by each layer that is said to stop it, alone; and it
gets through when those layers are gone, or it would prove nothing."""

import os
from dataclasses import dataclass

import pytest

from autograder.box.inside import landlock

LANDLOCK, SECCOMP, CAPABILITIES = "landlock", "seccomp", "capabilities"
LAYERS = ("limits", CAPABILITIES, "session", LANDLOCK, SECCOMP)
NOBODY = 65534
ROOT = os.geteuid() == 0
GOT_THROUGH = 42


@dataclass(frozen=True)
class Attack:
    """Code that raises if it is stopped, and the layers that stop it, each for itself."""

    name: str
    source: str
    held_by: tuple[str, ...]
    needs_abi: int = 1
    besides: tuple[str, ...] = ()  # layers that happen to stop it on some kernels


FILES = [
    Attack("read a file outside", "open(forbidden + '/file').read()", (LANDLOCK,)),
    Attack("list a folder outside", "os.listdir(forbidden)", (LANDLOCK,)),
    Attack("list the folder above", "os.listdir(readable + '/..')", (LANDLOCK,)),
    Attack("make a file outside", "open(forbidden + '/new', 'w')", (LANDLOCK,)),
    Attack("make a file where one may read", "open(readable + '/new', 'w')", (LANDLOCK,)),
    Attack("change what one may read", "open(readable + '/file', 'r+')", (LANDLOCK,)),
    Attack("remove a file outside", "os.unlink(forbidden + '/file')", (LANDLOCK,)),
    Attack("remove what one may read", "os.unlink(readable + '/file')", (LANDLOCK,)),
    Attack("make a folder outside", "os.mkdir(forbidden + '/new')", (LANDLOCK,)),
    Attack("rename outside", "os.rename(forbidden + '/file', forbidden + '/f')", (LANDLOCK,)),
    Attack("move a file in", "os.rename(forbidden + '/file', writable + '/f')", (LANDLOCK,)),
    Attack("link a file in", "os.link(readable + '/file', writable + '/f')", (LANDLOCK,)),
    Attack("plant a symlink outside", "os.symlink('/etc', forbidden + '/etc')", (LANDLOCK,)),
    Attack(
        "follow a symlink out",
        "os.symlink(forbidden, writable + '/out'); open(writable + '/out/file')",
        (LANDLOCK,),
    ),
    Attack("read the zygote's environment", "open(f'/proc/{zygote}/environ').read()", (LANDLOCK,)),
    Attack("read the zygote's memory", "open(f'/proc/{zygote}/mem', 'rb')", (LANDLOCK,)),
    Attack("list processes", "os.listdir('/proc')", (LANDLOCK,)),
    Attack("use a device", "open('/dev/full', 'wb')", (LANDLOCK,)),
    Attack(
        "empty a file by opening it to read",
        "os.open(readable + '/file', os.O_RDONLY | os.O_TRUNC)",
        (LANDLOCK, SECCOMP),
        needs_abi=3,
    ),
    Attack("truncate", "os.truncate(readable + '/file', 0)", (LANDLOCK, SECCOMP), needs_abi=3),
    Attack("make a pipe", "os.mkfifo(writable + '/pipe')", (LANDLOCK, SECCOMP)),
    Attack("change a mode", "os.chmod(forbidden + '/file', 0)", (SECCOMP,)),
    Attack("change a time", "os.utime(forbidden + '/file', (0, 0))", (SECCOMP,)),
    Attack("change an owner", "os.chown(forbidden + '/file', -1, os.getgid())", (SECCOMP,)),
    Attack(
        "lock a file",
        "fcntl.flock(os.open(readable + '/file', os.O_RDONLY), fcntl.LOCK_EX)",
        (SECCOMP,),
    ),
]

TCP = "s = socket.socket(); "
UNIX = "s = socket.socket(socket.AF_UNIX); "
UDP = "s = socket.socket(type=socket.SOCK_DGRAM); "
NETWORK = [
    Attack("tcp connect", TCP + "s.connect(('127.0.0.1', port))", (LANDLOCK, SECCOMP), 4),
    Attack("tcp bind", TCP + "s.bind(('127.0.0.1', 0))", (LANDLOCK, SECCOMP), 4),
    Attack("udp", UDP + "s.sendto(b'', ('127.0.0.1', port))", (SECCOMP,)),
    Attack("abstract socket", UNIX + "s.connect('\\0' + abstract)", (LANDLOCK, SECCOMP), 6),
    Attack("path socket", UNIX + "s.bind(writable + '/socket')", (LANDLOCK, SECCOMP)),
    Attack("netlink", "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", (SECCOMP,)),
    Attack("socket pair", "socket.socketpair()", (SECCOMP,)),
]

PROCESSES = [
    Attack("fork", "os.fork() or os._exit(0)", (SECCOMP,)),
    Attack("vfork", "call('vfork') or os._exit(0)", (SECCOMP,)),
    Attack(
        "clone3", "call('clone3', bytes(32) + b'\\x11' + bytes(55), 88) or os._exit(0)", (SECCOMP,)
    ),
    Attack("system", "assert os.system('exit 3') == 3 << 8", (LANDLOCK, SECCOMP)),
    Attack(
        "subprocess",
        "subprocess.run(['/bin/sh', '-c', ''], check=True)",
        (LANDLOCK, SECCOMP),
    ),
    Attack("exec", "os.execv('/bin/sh', ['sh', '-c', 'exit 42'])", (LANDLOCK, SECCOMP)),
    Attack("kill the zygote", "os.kill(zygote, 0)", (LANDLOCK, SECCOMP), 6),
    Attack("kill a sibling", "os.kill(sibling, signal.SIGTERM)", (LANDLOCK, SECCOMP), 6),
    Attack("tkill", "call('tkill', sibling, signal.SIGTERM)", (LANDLOCK, SECCOMP), 6),
    Attack("tgkill", "call('tgkill', sibling, sibling, signal.SIGTERM)", (LANDLOCK, SECCOMP), 6),
    Attack("pidfd", "os.pidfd_open(sibling)", (SECCOMP,)),
    Attack(
        "queue a signal",
        "call('rt_sigqueueinfo', sibling, 15, bytes(8) + (-1).to_bytes(4, 'little', signed=True)"
        " + bytes(116))",
        (LANDLOCK, SECCOMP),
        6,
    ),
    Attack("trace a sibling", "call('ptrace', 0x4206, sibling, 0, 0)", (LANDLOCK, SECCOMP)),
    Attack(
        "read a sibling's memory",
        "here = ctypes.create_string_buffer(8)\n"
        "at = ctypes.addressof(here); vector = struct.pack('PN', at, 8)\n"
        "call('process_vm_readv', sibling, vector, 1, vector, 1, 0)",
        (LANDLOCK, SECCOMP),
    ),
    Attack("limits of the zygote", "resource.prlimit(zygote, 7)", (SECCOMP,)),
    Attack("move the zygote", "os.sched_setaffinity(zygote, os.sched_getaffinity(0))", (SECCOMP,)),
    Attack("slow the zygote down", "os.setpriority(os.PRIO_PROCESS, zygote, 19)", (SECCOMP,)),
    Attack(
        "own a pipe for someone else",
        "fcntl.fcntl(os.pipe()[0], 8, zygote)",
        (SECCOMP,),
    ),
    Attack("choose another signal", "fcntl.fcntl(os.pipe()[0], 10, 9)", (SECCOMP,)),
    Attack("hide a command's high word", "call('fcntl', 0, 8 | 1 << 32, zygote)", (SECCOMP,)),
]

KERNEL = [
    Attack("unshare files", "call('unshare', 0x200)", (SECCOMP,)),
    Attack("unshare mounts", "call('unshare', 0x20000)", (CAPABILITIES, SECCOMP)),
    Attack("new user namespace", "call('unshare', 0x10000000)", (SECCOMP,)),
    Attack("chroot", "os.chroot('/')", (CAPABILITIES, SECCOMP)),
    Attack(
        "io_uring",
        "ring = ctypes.create_string_buffer(120); call("
        "'io_uring_setup', 1, ctypes.addressof(ring))",
        (SECCOMP,),
        besides=("limits",),
    ),
    Attack(
        "bpf",
        "call('bpf', 0, struct.pack('4I', 2, 4, 4, 1) + bytes(112), 128)",
        (CAPABILITIES, SECCOMP),
    ),
    Attack("userfaultfd", "call('userfaultfd', 1)", (SECCOMP,)),
    Attack("memory file", "os.memfd_create('m')", (SECCOMP,)),
    Attack("keyring", "call('keyctl', 0, 0xFFFFFFFE, 1)", (SECCOMP,)),
    Attack("shared memory", "call('shmctl', call('shmget', 0, 4096, 0o600), 0, 0)", (SECCOMP,)),
    Attack("watch a folder", "call('inotify_init1', 0)", (SECCOMP,)),
    Attack("be traceable again", "call('prctl', 4, 1)", (SECCOMP,)),
    Attack("outlive the zygote", "call('prctl', 1, 0)", (SECCOMP,)),
]

ATTACKS = [*FILES, *NETWORK, *PROCESSES, *KERNEL]
EVERY = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
ORDINARY = NOBODY if ROOT else None
USERS = pytest.mark.parametrize("user", sorted({None, ORDINARY}, key=str), ids=str)
PROGRAMS = ("/usr", "/bin", "/lib", "/lib64")


def got_through(ending):
    """Tell a success from a refusal; anything else is a fault of the test."""
    if ending.code == GOT_THROUGH or (ending.code == 0 and not ending.error):
        return True
    kinds = ("PermissionError", "OSError", "BlockingIOError", "AssertionError")
    assert ending.error.startswith(kinds), ending
    return False


@USERS
def test_every_attack_is_refused_behind_all_fences(zygote, user):
    endings = zygote(user=user, read=PROGRAMS).run(*(attack.source for attack in ATTACKS))
    judged = zip(ATTACKS, endings, strict=True)
    assert [attack.name for attack, ending in judged if got_through(ending)] == []


@pytest.mark.parametrize(
    ("attack", "alone"),
    [
        pytest.param(attack, layer, id=f"{attack.name}-{layer}")
        for attack in ATTACKS
        if len(attack.held_by) > 1
        for layer in attack.held_by
    ],
)
def test_each_layer_that_stops_an_attack_does_so_alone(zygote, attack, alone):
    if alone == LANDLOCK and landlock.abi() < attack.needs_abi:
        pytest.skip("this kernel's Landlock leaves it to the filter")
    user = None if alone == CAPABILITIES else ORDINARY  # who has none that could stop him too
    without = frozenset(attack.held_by) - {alone}
    (ending,) = zygote(without=without, user=user, read=PROGRAMS).run(attack.source)
    assert not got_through(ending)


@EVERY
def test_an_attack_gets_through_without_the_layers_that_stop_it(zygote, attack):
    without = frozenset({*attack.held_by, *attack.besides})
    # Root who gave up his capabilities may not touch a root who kept them; an ordinary user has
    # none to miss, but is not the owner of the ground.
    if any(
        got_through(zygote(without=without, user=user).run(attack.source)[0])
        for user in {None, ORDINARY}
    ):
        return
    (bare,) = zygote(without=frozenset(LAYERS)).run(attack.source)
    if got_through(bare):
        pytest.fail("a layer that is not said to stop it does")
    pytest.skip(f"this machine refuses it to everyone: {bare.error}")
