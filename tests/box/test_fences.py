import ast
import dataclasses
import os
import platform
import signal
import sys
import textwrap
from pathlib import Path

import pytest

from autograder.box.inside import fences, landlock, seccomp, syscalls
from autograder.box.inside.fences import FenceError, Layer, Limits

LIBRARIES = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", sys.prefix, sys.base_prefix)

# What honest submissions do: name → (code, what it must say).
HONEST = {
    "matrix product": ("said = (numpy.eye(3) @ numpy.arange(3.0)).tolist()", [0.0, 1.0, 2.0]),
    "large product": (
        "a = numpy.ones((600, 600)); said = float((a @ a)[0, 0])",
        600.0,
    ),
    "linear solve": (
        "said = numpy.linalg.solve(numpy.eye(2) * 2, numpy.ones(2)).tolist()",
        [0.5, 0.5],
    ),
    "random numbers": ("said = numpy.random.default_rng(0).normal(size=(2, 3)).size", 6),
    "convolution": (
        "said = scipy.signal.convolve2d(numpy.ones((3, 3)), numpy.ones((2, 2)))[1, 1].item()",
        4.0,
    ),
    "a plot": (
        """
        import io
        import matplotlib.pyplot as plt
        plt.plot([1, 2, 3]); plt.title('loss'); plt.xlabel('$\\\\epsilon$')
        picture = io.BytesIO(); plt.savefig(picture)
        said = picture.getvalue()[1:4].decode()
        """,
        "PNG",
    ),
    "threads": (
        """
        import threading
        heard = []
        threads = [threading.Thread(target=heard.append, args=(i,)) for i in range(4)]
        [t.start() for t in threads]; [t.join() for t in threads]
        said = sorted(heard)
        """,
        [0, 1, 2, 3],
    ),
    "a pool of threads": (
        """
        from concurrent.futures import ThreadPoolExecutor
        with ThreadPoolExecutor(3) as pool:
            said = list(pool.map(abs, [-1, -2]))
        """,
        [1, 2],
    ),
    "a late import": ("import decimal; said = str(decimal.Decimal('0.1') * 3)", "0.3"),
    "a late import of a library": ("import zoneinfo, lzma, sqlite3; said = 'loaded'", "loaded"),
    "sleeping": ("time.sleep(0.01); said = time.monotonic() > 0", True),
    "an alarm": (
        """
        rung = []
        signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        time.sleep(0.1)
        said = rung
        """,
        [1],
    ),
    "a timer of cpu time": (
        """
        rung = []
        signal.signal(signal.SIGPROF, lambda *_: rung.append(1))
        signal.setitimer(signal.ITIMER_PROF, 0.01)
        while not rung: pass
        said = rung
        """,
        [1],
    ),
    "a traceback": (
        """
        import traceback
        try:
            1 / 0
        except ZeroDivisionError:
            said = 'ZeroDivisionError' in traceback.format_exc()
        """,
        True,
    ),
    "a temporary file": (
        """
        import tempfile
        with tempfile.TemporaryDirectory(dir=writable) as folder:
            numpy.save(folder + '/w.npy', numpy.ones(3))
            said = numpy.load(folder + '/w.npy').tolist()
        """,
        [1.0, 1.0, 1.0],
    ),
    "a signal to itself": (
        """
        heard = []
        signal.signal(signal.SIGUSR1, lambda *_: heard.append(1))
        signal.raise_signal(signal.SIGUSR1)
        said = heard
        """,
        [1],
    ),
    "its own limits": ("said = resource.getrlimit(resource.RLIMIT_NOFILE)", [32, 32]),
    "asking about the machine": ("said = os.cpu_count() > 0 and len(os.uname()) == 5", True),
    "a terminal's size": ("import shutil; said = len(shutil.get_terminal_size())", 2),
    "randomness of the system": ("import secrets; said = len(secrets.token_bytes(8))", 8),
    "json": ("said = json.loads(json.dumps({'a': [1.5]}))['a']", [1.5]),
}
IMPORTS = "import numpy, scipy.signal, matplotlib.pyplot"


def test_honest_code_does_not_notice_the_fences(zygote):
    ready = "import numpy, scipy.signal\n"
    made = zygote(read=LIBRARIES, imports=IMPORTS)
    endings = made.run(*(ready + textwrap.dedent(code) for code, _ in HONEST.values()))
    for (name, (_, expected)), ending in zip(HONEST.items(), endings, strict=True):
        assert (name, ending.error, ending.said) == (name, "", expected)


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user is tested by the test above")
def test_an_ordinary_user_does_not_notice_the_fences_either(zygote):
    (ending,) = zygote(imports=IMPORTS, user=65534).run(
        "import numpy; said = numpy.linalg.inv(numpy.eye(2)).tolist()"
    )
    assert ending.said == [[1.0, 0.0], [0.0, 1.0]], ending


needs_x86 = pytest.mark.skipif(platform.machine() != "x86_64", reason="a matter of x86_64")
WITHOUT_FILTER = frozenset({"seccomp"})


@needs_x86
def test_an_x32_call_kills(zygote):
    source = f"said = ctypes.CDLL(None).syscall({0x40000000 | syscalls.X86_64.numbers['getpid']})"
    (fenced,) = zygote().run(source)
    (free,) = zygote(without=WITHOUT_FILTER).run(source)
    assert fenced.signal == signal.SIGSYS
    assert free.signal == 0


@needs_x86
def test_a_call_through_the_32_bit_gate_kills(zygote):
    source = """
    import mmap
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(bytes.fromhex('b814000000cd80c3'))  # mov eax, 20 (getpid); int 0x80; ret
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    said = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    """
    made = zygote(imports="import mmap")
    (fenced,) = made.run(source)
    (free,) = dataclasses.replace(made, without=WITHOUT_FILTER).run(source)
    assert fenced.signal == signal.SIGSYS
    assert free.signal != signal.SIGSYS


def test_an_abort_ends_the_child_and_nothing_else(zygote):
    aborted, after = zygote().run("os.abort()", "said = 'untouched'")
    assert aborted.signal == signal.SIGABRT
    assert after.said == "untouched"


def test_the_descriptor_of_the_ruleset_is_gone(zygote):
    ruleset = landlock.build_ruleset([], [])
    assert "landlock" in os.readlink(f"/proc/self/fd/{ruleset}")
    os.close(ruleset)
    (ending,) = zygote(read=("/proc",), without=frozenset({"session"})).run(
        """
        held = [f'/proc/self/fd/{fd}' for fd in range(32)]
        said = [path for path in held if os.path.islink(path) and 'landlock' in os.readlink(path)]
        """
    )
    assert (ending.error, ending.said) == ("", [])


def test_the_fences_go_up_in_an_order_that_works():
    names = [layer for layer, _ in fences.ORDER]
    assert set(names) == set(Layer)
    assert names.index(Layer.CAPABILITIES) < names.index(Layer.SESSION)
    assert names.index(Layer.NO_NEW_PRIVS) < names.index(Layer.LANDLOCK)
    assert names[-1] is Layer.SECCOMP


def test_a_kernel_without_landlock_is_refused(monkeypatch):
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    with pytest.raises(FenceError, match=r"landlock fence is missing.*Linux 5\.13"):
        fences.prepare(Limits(), [])


def test_a_kernel_without_the_filter_is_refused(monkeypatch):
    monkeypatch.setattr(seccomp, "available", lambda: False)
    with pytest.raises(FenceError, match=r"seccomp fence is missing.*Linux 4\.14"):
        fences.prepare(Limits(), [], without={Layer.LANDLOCK})


def test_an_unknown_machine_is_refused(monkeypatch):
    def unknown():
        raise NotImplementedError("no table for a z80")

    monkeypatch.setattr(syscalls, "native", unknown)
    with pytest.raises(FenceError, match=r"z80.*x86_64 or aarch64"):
        fences.prepare(Limits(), [], without={Layer.LANDLOCK})


def test_a_ruleset_that_cannot_be_built_is_named(monkeypatch):
    def fail(*_):
        raise OSError("too many layers")

    monkeypatch.setattr(landlock, "build_ruleset", fail)
    with pytest.raises(FenceError, match="landlock fence could not be built: too many layers"):
        fences.prepare(Limits(), [])


def test_a_layer_that_is_left_out_is_not_asked_for(monkeypatch):
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    monkeypatch.setattr(seccomp, "available", lambda: False)
    prepared = fences.prepare(Limits(), [], without={Layer.LANDLOCK, Layer.SECCOMP})
    assert prepared.without == {Layer.LANDLOCK, Layer.SECCOMP}


@pytest.mark.parametrize("layer", list(Layer))
def test_a_fence_that_cannot_be_raised_is_named(monkeypatch, layer):
    def fail(_):
        raise OSError("no such luck")

    def succeed(_):
        pass

    order = tuple((each, fail if each is layer else succeed) for each in Layer)
    monkeypatch.setattr(fences, "ORDER", order)
    prepared = fences.prepare(Limits(), [], without={Layer.LANDLOCK, Layer.SECCOMP} - {layer})
    with pytest.raises(FenceError, match=rf"the {layer} fence could not be raised: no such luck"):
        fences.raise_fences(prepared)
    if prepared.ruleset >= 0:
        os.close(prepared.ruleset)


def test_without_no_new_privs_an_ordinary_user_is_told_which_fence_fails(zygote):
    user = 65534 if os.geteuid() == 0 else None
    (ending,) = zygote(user=user, without=frozenset({"no_new_privs"})).run("said = 'ran'")
    assert ending.said is None
    assert ending.error.startswith("FenceError: the landlock fence could not be raised")


def test_a_child_may_get_limits_of_its_own():
    prepared = fences.prepare(Limits(), [], without={Layer.LANDLOCK, Layer.SECCOMP})
    wider = dataclasses.replace(prepared, limits=Limits(cpu_seconds=600))
    assert wider.limits.cpu_seconds == 600
    assert wider.zygote == os.getpid()


def test_the_modules_import_nothing_but_the_standard_library_and_each_other():
    folder = Path(fences.__file__).parent
    for module in ("fences", "landlock", "limits", "policy", "privileges", "seccomp", "syscalls"):
        for node in ast.walk(ast.parse((folder / f"{module}.py").read_text())):
            if isinstance(node, ast.Import):
                assert {alias.name.split(".")[0] for alias in node.names} <= sys.stdlib_module_names
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                assert (node.module or "").split(".")[0] in sys.stdlib_module_names
            if isinstance(node, ast.ImportFrom):
                assert node.level <= 1
