"""The attacks that no fence can hold: on the grading itself, its channel, its files and its clock.

What stops them is that hidden checks judge numbers in another process, that every frame and file
is read with suspicion, and that time is measured outside.
"""

from __future__ import annotations

from catalogue import Attack

SECRETS = [
    Attack("secrets", name, code)
    for name, code in {
        "modules of the grader": (
            "import sys\n"
            "assert {m.split('.')[0] for m in sys.modules} & {'reference', 'autograder'}"
        ),
        "the seed in the environment": "import os; os.environ['AUTOGRADER_SECRET']",
        "the grader's environment": "import os; assert len(os.environ) > 16",
        "the grader's arguments": "import sys; assert [a for a in sys.argv if '{root}' in a]",
        "checks in memory": (
            "import gc; assert [o for o in gc.get_objects() if type(o).__name__ == 'Check']"
        ),
        "the text of a solution in memory": (
            "import gc\n"
            "texts = [o for d in gc.get_objects() if type(d) is dict for o in d.values()]\n"
            "assert [t for t in texts if type(t) is str and 'BEGIN SOLUTION' in t]"
        ),
        "open descriptors": (
            "import os, stat\n"
            "kinds = []\n"
            "for n in range(3, 32):\n"
            "    try: kinds.append(os.fstat(n).st_mode)\n"
            "    except OSError: pass\n"
            "assert [k for k in kinds if not stat.S_ISSOCK(k)]"
        ),
    }.items()
]

# Their code may run to its end: whether it paid shows in the points and at the neighbours.
CHEATS = [
    Attack("patches", name, code, ends_well=True)
    for name, code in {
        "numpy's comparisons": (
            "import numpy as np\n"
            "np.allclose = np.array_equal = np.isclose = lambda *a, **k: True\n"
            "np.testing.assert_allclose = np.testing.assert_array_equal = lambda *a, **k: None"
        ),
        "assert": "import builtins; builtins.AssertionError = type('Fine', (Exception,), {})",
        "every builtin": (
            "import builtins\n"
            "for name in ('abs', 'all', 'any', 'max', 'min', 'len', 'isinstance', 'getattr'):\n"
            "    setattr(builtins, name, lambda *a, **k: True)"
        ),
        "the interpreter of scenarios": (
            "import sys; s = sys.modules['inside.scenario']\n"
            "s._VERBS = dict.fromkeys(s._VERBS, lambda self, *a: self.answers.append(True))"
        ),
        "the answers": (
            "import sys; s = sys.modules['inside.scenario']\n"
            "s.plain = lambda value: 0.0; s.Scenario.take = lambda self, v: self.answers.append(1)"
        ),
        "the reply": (
            "import sys; s = sys.modules['inside.served']\n"
            "send = s.wire.send\n"
            "s.wire.send = lambda c, f: send(c, {**f, 'problem': None, 'passed': True,\n"
            "    'score': 100, 'answers': [True] * len(f.get('answers', ()))})"
        ),
        "the stand-ins": (
            "import sys; s = sys.modules['inside.stand_in']\n"
            "s.make = lambda *a: type('Any', (), {'__getattr__': lambda self, n: self,\n"
            "    '__call__': lambda self, *a: self})()"
        ),
        "the watched functions": (
            "import numpy as np\n"
            "for n in ('exp', 'exp2', 'expm1', 'power'): getattr(np, n)._note = lambda *a: None"
        ),
        "the random numbers": (
            "import numpy as np, random\n"
            "np.random.seed = random.seed = lambda *a: None\n"
            "np.random.default_rng = lambda *a: None"
        ),
        "the clock": (
            "import time, signal\n"
            "time.time = time.monotonic = lambda: 0.0\n"
            "signal.setitimer = signal.alarm = lambda *a: None"
        ),
        "equality": (
            "import numpy as np\n"
            "class Right(np.ndarray):\n"
            "    __eq__ = __lt__ = __le__ = __ne__ = lambda self, other: True\n"
            "    __hash__ = None\n"
            "    __array_finalize__ = lambda self, obj: None\n"
            "    __array_function__ = lambda self, *a: True\n"
            "    all = any = lambda self, *a: True\n"
            "class Layer:\n"
            "    def __init__(self, *a): self.W = self.G = self.b = np.zeros(3).view(Right)\n"
            "    forward = lambda self, *a: np.zeros((4, 3)).view(Right)\n"
            "    backward = lambda self, *a: np.zeros((4, 3)).view(Right)\n"
            "Linear = Relu = Bias = SoftmaxCrossEntropy = CrossEntropy = Network = Layer"
        ),
        "answers that are everything": (
            "class Everything:\n"
            "    def __getattr__(self, name): return self\n"
            "    def __call__(self, *a, **k): return self\n"
            "    def __array__(self, *a, **k): raise SystemExit\n"
            "    def __float__(self): return float('nan')\n"
            "    slot = 0\n"
            "Linear = Relu = Bias = CrossEntropy = Network = Everything()"
        ),
        "answers that are not numbers": (
            "import numpy as np\n"
            "class Layer:\n"
            "    def __init__(self, *a): pass\n"
            "    forward = backward = lambda self, *a: np.full((4, 5), np.nan)\n"
            "Linear = Relu = Bias = CrossEntropy = Network = Layer"
        ),
        "numbers read from the questions": (
            "import sys; s = sys.modules['inside.scenario']; run = s.Scenario.run\n"
            "def spy(self, operations):\n"
            "    import numpy as np\n"
            "    seen = [a for o in operations for a in o if isinstance(a, np.ndarray)]\n"
            "    self.answers += seen[:sum(o[0] == 'take' for o in operations)]\n"
            "s.Scenario.run = spy"
        ),
        "the module of the notebook": (
            "import sys; sys.modules['__main__'] = None; del sys.modules['numpy']"
        ),
        "IPython": "import IPython; IPython.get_ipython = lambda: None; del IPython",
        "exit codes": "import atexit, os; atexit.register(os._exit, 0)",
    }.items()
]

CHANNEL = (
    "import gc, os, socket, struct, sys\n"
    "wire = sys.modules['inside.wire']\n"
    "sockets = [o for o in gc.get_objects() if isinstance(o, socket.socket)]\n"
    "channel = next(o for o in sockets if o.fileno() > 2)\n"
)
FORGED = [
    Attack("frames", name, CHANNEL + code, ends_well=True)
    for name, code in {
        "garbage": "channel.sendall(os.urandom(4096))",
        "a huge length": "channel.sendall(b'\\xff' * 4)",
        "a length and nothing more": "channel.sendall(struct.pack('<I', 100))",
        "an empty frame": "channel.sendall(struct.pack('<I', 0))",
        "ready before the end": "wire.send(channel, {'ready': True})",
        "news of a cell that is not there": "wire.send(channel, {'ended': 10**9, 'status': 'ok'})",
        "news without end": (
            "channel.settimeout(0.5)\n"
            "try:\n"
            "    while True: wire.send(channel, {'began': 1})\n"
            "except OSError: pass"
        ),
        "answers before the questions": (
            "wire.send(channel, {'ready': True})\n"
            "for n in range(1, 60):\n"
            "    wire.send(channel, {'id': n, 'answers': [True] * 4, 'problem': None})"
        ),
        "every answer twice": (
            "send = wire.send\ndef twice(c, f): send(c, f); send(c, f)\nwire.send = twice"
        ),
        "a nest without a bottom": (
            "b = b'\\x91' * 100_000 + b'\\xc0'; channel.sendall(struct.pack('<I', len(b)) + b)"
        ),
        "an array larger than it is": (
            "import msgpack\n"
            "b = msgpack.packb({'id': 1, 'answers': [msgpack.ExtType(1, struct.pack("
            "'<BB2Q', 11, 2, 2**63, 2))]})\n"
            "wire.send(channel, {'ready': True}); channel.sendall(struct.pack('<I', len(b)) + b)"
        ),
        "a pickle": (
            "import msgpack, pickle\n"
            "b = msgpack.packb({'ready': msgpack.ExtType(5, pickle.dumps(print))})\n"
            "channel.sendall(struct.pack('<I', len(b)) + b)"
        ),
        "many megabytes": (
            "channel.settimeout(0.5)\n"
            "try: wire.send(channel, {'ready': True, 'x': [bytes(0)] and 'x' * (50 << 20)})\n"
            "except Exception: pass"
        ),
        "a closed channel": "channel.close(); os.closerange(3, 64)",
        "half a closed channel": "channel.shutdown(socket.SHUT_WR)",
        "another one's channel": "os.dup2(1, channel.fileno())",
    }.items()
]

LONG = 300  # seconds: more than any limit
ENDINGS = [
    Attack("endings", name, code, ends_well=True)
    for name, code in {
        "leave with success": "import os; os._exit(0)",
        "leave by sys.exit": "import sys; sys.exit(0)",
        "interrupt": "raise KeyboardInterrupt",
        "stop the process": "import os, signal; signal.raise_signal(signal.SIGSTOP)",
        "kill the process": "import os, signal; signal.raise_signal(signal.SIGKILL)",
        "crash the interpreter": "import ctypes; ctypes.string_at(0)",
        "abort": "import os; os.abort()",
        "an endless loop": "while True: pass",
        "a loop that catches everything": (
            "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
        ),
        "a loop inside C": "import itertools; sum(itertools.repeat(0))",
        "a number without end": "9 ** 9 ** 9 ** 9",
        "sleep": f"import time; time.sleep({LONG})",
        "sleep with alarms off": (
            "import signal, time\n"
            "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
            f"time.sleep({LONG})"
        ),
        "a thread that goes on": (
            "import threading\n"
            "def work():\n    while True: pass\n"
            "threading.Thread(target=work).start()"
        ),
        "a thousand threads": (
            "import threading, time\n"
            "threading.stack_size(1 << 16)\n"
            f"for _ in range(1000): threading.Thread(target=time.sleep, args=({LONG},)).start()"
        ),
        "endless output": "while True: print('x' * 10_000)",
        "endless output below Python": (
            "import os\ntry:\n    while True: os.write(1, bytes(1 << 20))\nexcept OSError: pass"
        ),
        "endless recursion": "def f(): return f()\nf()",
        "recursion without a limit": (
            "import sys; sys.setrecursionlimit(10**9)\ndef f(n): return [f(n + 1)][0]\nf(0)"
        ),
        "a parser bomb": "eval('(' * 100_000 + ')' * 100_000)",
        "a compiler bomb": "exec('x = ' + '-' * 200_000 + '1')",
        "a pattern without end": "import re; re.match('(a+)+$', 'a' * 40 + 'b')",
        "fill the disk": (
            "import os\n"
            "n = 0\n"
            "while True:\n"
            "    n += 1\n"
            "    try: open(f'f{n}', 'wb').write(bytes(1 << 20))\n"
            "    except OSError: raise SystemExit from None"
        ),
        "files without end": "for n in range(10**7): open(f'f{n}', 'w').close()",
        "folders without a bottom": "import os\nwhile True: os.mkdir('d'); os.chdir('d')",
        "a file full of holes": "open('s', 'w').truncate(1 << 40)",
        "a __del__ that goes on": (
            "class Long:\n    def __del__(self):\n        while True: pass\nLong()"
        ),
        "an error whose text never comes": (
            "class Long(Exception):\n    def __str__(self):\n        while True: pass\nraise Long()"
        ),
        "an error whose text sleeps": (
            "import time\n"
            "class Long(Exception):\n"
            f"    def __str__(self): time.sleep({LONG})\n"
            "raise Long()"
        ),
        "a sleep on the way out": f"import atexit, time; atexit.register(time.sleep, {LONG})",
        "a hook at the end of the cell": (
            "import sys\n"
            "sys.settrace(lambda *a: (_ for _ in ()).throw(SystemExit))\n"
            "sys.excepthook = sys.unraisablehook = None"
        ),
    }.items()
]

LOOK = (
    "import os\nassert 'root' in os.listdir() or [n for n in os.listdir() if not os.path.islink(n)]"
)
NEXT_ONE = [
    Attack("the next one", name, look, before=leave)
    for name, leave, look in [
        ("a note in the folder", "open('note', 'w').write('solutions')", LOOK),
        ("a note in a folder", "import os; os.makedirs('a/b/c'); open('a/b/c/n', 'w')", LOOK),
        ("a folder closed to its owner", "import os; os.mkdir('closed', 0)", LOOK),
        ("a way out", "import os; os.symlink('/', 'root')", LOOK),
        (
            "a module beside the notebook",
            "open('numpy.py', 'w').write('planted = 1')",
            "import sys; sys.modules.pop('numpy'); import numpy; numpy.planted",
        ),
        (
            "another utility.py",
            "import os; os.unlink('utility.py'); open('utility.py', 'w').write('planted = 1')",
            "import utility; utility.planted",
        ),
        ("a patched library", "import numpy; numpy.planted = 1", "import numpy; numpy.planted"),
        (
            "a variable",
            "import os; os.environ['PLANTED'] = '1'",
            "import os; os.environ['PLANTED']",
        ),
        (
            "another folder to work in",
            "import os; os.chdir('/')",
            "import os; assert os.getcwd() == '/'",
        ),
        (
            "something in the output",
            "import os; os.lseek(1, 0, 2); os.write(1, b'planted')",
            "import os; assert b'planted' in os.pread(1, 9999, 0)",
        ),
        (
            "a signal on its way",
            "import signal; signal.setitimer(signal.ITIMER_REAL, 30, 30)",
            "import signal; assert signal.getitimer(signal.ITIMER_REAL)[1] > 1",
        ),
        (
            "a given cell compiled otherwise",
            "import sys; sys.modules['inside.cells']._COMPILED['planted'] = 1",
            "import sys; sys.modules['inside.cells']._COMPILED['planted']",
        ),
        (
            "a package that waits, loaded",
            "import sys, matplotlib; matplotlib.planted = 1",
            "import matplotlib; matplotlib.planted",
        ),
        (
            "a module loaded before",
            "import colorsys, sys; sys.modules['planted'] = colorsys",
            "import planted",
        ),
    ]
]

UNFENCED = [*SECRETS, *CHEATS, *FORGED, *ENDINGS, *NEXT_ONE]
