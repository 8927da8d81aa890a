"""The private folder of a box, in every isolation that this machine can give."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from autograder.box import isolation
from autograder.box.connection import BoxGone
from autograder.box.settings import BoxSettings
from autograder.box.zygote import Zygote

MODES = [
    pytest.param(
        isolation.STRICT,
        marks=pytest.mark.skipif(
            bool(isolation.missing_for_strict()), reason=isolation.missing_for_strict()
        ),
    ),
    isolation.UNPRIVILEGED,
    isolation.NONE,
]


@pytest.fixture(scope="module", params=MODES)
def zygote(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("handed-out")
    (folder / "utility.py").write_text("x = 'given'")
    settings = BoxSettings(
        folder=folder,
        preload=("matplotlib.pyplot",),
        without=isolation.WITHOUT[request.param],
        scratch_mib=8,
        file_mib=2,
    )
    with Zygote(settings) as warm:
        yield warm


def converse(zygote, *cells):
    """What the cells printed, their problems, and how the box ended."""
    box, problems = zygote.open_box(), []
    steps = [{"cell": n, "source": source} for n, source in enumerate(cells, 1)]
    plan = {"steps": steps, "cell_seconds": 20.0, "output_bytes": 10_000, "seed": 0}
    try:
        box.connection.send(plan, 5)
        while "ready" not in (frame := box.connection.receive(30)):
            if "ended" in frame:
                problems.append(f"{frame['type']}: {frame['message']}")
    except BoxGone:
        problems.append("gone")
    finally:
        said = box.output()
        ending = box.close()
    return said.strip(), problems, ending


def test_files_can_be_written_and_read_again(zygote):
    said, problems, _ = converse(
        zygote,
        "import numpy as np; np.save('w.npy', np.arange(3)); print(np.load('w.npy').sum())",
    )
    assert (said, problems) == ("3", [])


def test_temporary_files_and_folders_work(zygote):
    said, problems, _ = converse(
        zygote,
        "import tempfile, os\n"
        "with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile() as file:\n"
        "    file.write(b'x'); open(os.path.join(folder, 'y'), 'w').close()\n"
        "with tempfile.TemporaryFile() as file: file.write(b'x')\n"
        "print(tempfile.gettempdir() == os.environ['HOME'] == os.getcwd())",
    )
    assert (said, problems) == ("True", [])


def test_plots_are_drawn_shown_and_saved(zygote):
    said, problems, _ = converse(
        zygote,
        "%matplotlib inline\nimport matplotlib.pyplot as plt",
        "plt.plot([1, 2]); plt.title('loss'); plt.savefig('loss.png'); plt.show()",
        "import os; print(os.path.getsize('loss.png') > 1000)",
    )
    assert (said, problems) == ("True", [])


def test_a_plot_costs_little(zygote):
    drawing = "import matplotlib.pyplot as plt\nplt.plot([1]); plt.savefig('p.png'); plt.show()"
    cost = min(converse(zygote, drawing)[2].cpu for _ in range(3))
    assert cost < 0.25  # 0.06 here; building the font cache alone takes longer than this


def test_what_is_displayed_is_printed(zygote):
    said, problems, _ = converse(
        zygote, "from IPython.display import display, HTML\ndisplay(3)", "display(HTML('<b>x</b>'))"
    )
    assert problems == []
    assert "3" in said


def test_nothing_is_left_for_the_next_one(zygote):
    converse(
        zygote,
        "import os; open('note', 'w').write('psst'); os.makedirs('a/b'); os.symlink('/', 'root')",
        "os.unlink('utility.py'); open('utility.py', 'w').write('x = 1')",
        "os.umask(0o777); os.mkdir('closed')",
    )
    said, problems, _ = converse(
        zygote, "import os; print(os.listdir(), open('utility.py').read())"
    )
    assert (said, problems) == ("['utility.py'] x = 'given'", [])


def test_a_module_written_here_shadows_no_other(zygote):
    _, problems, _ = converse(
        zygote, "open('decimal.py', 'w').write('planted = 1')", "import decimal; print(decimal.D)"
    )
    assert problems
    assert "AttributeError" in problems[0]


def test_a_file_has_a_bound(zygote):
    _, problems, _ = converse(zygote, "open('big', 'wb').write(bytes(3 << 20))")
    assert problems
    assert "OSError" in problems[0]


def test_who_fills_the_folder_is_stopped(zygote):
    many = "for n in range(10**6):\n    open(str(n), 'wb').write(bytes(1 << 20))"
    _, problems, ending = converse(zygote, many)
    assert "gone" in problems or "No space" in problems[0]
    if "gone" in problems:
        assert ending.exceeded == "files"
        assert "temporary files" in ending.reason


def test_who_makes_endless_files_is_stopped(zygote):
    many = "for n in range(10**7):\n    open(str(n), 'w').close()"
    _, problems, ending = converse(zygote, many)
    assert problems == ["gone"]
    assert ending.exceeded == "files"


def test_who_digs_too_deep_is_stopped_and_swept_away(zygote):
    _, problems, ending = converse(
        zygote, "import os\nwhile True:\n    os.mkdir('d'); os.chdir('d')"
    )
    assert problems == ["gone"]
    assert ending.exceeded == "files"
    assert converse(zygote, "import os; print(os.listdir())")[0] == "['utility.py']"


def test_an_honest_box_is_not_said_to_be_overfull(zygote):
    assert not converse(zygote, "import time; time.sleep(0.2)")[2].exceeded


@pytest.fixture
def own_temporary(tmp_path_factory, monkeypatch):
    """A place for temporary folders in which nobody else makes any."""
    place = str(tmp_path_factory.mktemp("temporary"))
    monkeypatch.setattr(tempfile, "tempdir", place)
    monkeypatch.setenv("TMPDIR", place)


def folders_of_ours():
    return set(Path(tempfile.gettempdir()).glob("autograder-*"))


@pytest.mark.usefixtures("own_temporary")
def test_the_folder_goes_with_the_zygote(tmp_path):
    before = folders_of_ours()
    with Zygote(BoxSettings(folder=tmp_path)) as zygote:
        (made,) = folders_of_ours() - before
        assert made.stat().st_mode & 0o777 == 0o700
        converse(zygote, "open('x', 'w').write('y')")
    assert not made.exists()


@pytest.mark.usefixtures("own_temporary")
def test_the_folder_goes_when_the_zygote_is_killed(tmp_path):
    before = folders_of_ours()
    zygote = Zygote(BoxSettings(folder=tmp_path))
    (made,) = folders_of_ours() - before
    os.kill(zygote.pid, 9)
    zygote.close()
    assert not made.exists()


GRADER = """
import sys, time
from pathlib import Path
from autograder.box.settings import BoxSettings
from autograder.box.zygote import Zygote
zygote = Zygote(BoxSettings(Path(sys.argv[1]), without=tuple(sys.argv[2:])))
box = zygote.open_box()
box.connection.send({{"steps": [{{"cell": 1, "source": {source!r}}}], "cell_seconds": 60.0,
                     "output_bytes": 10, "seed": 0}}, 5)
print(zygote.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.usefixtures("own_temporary")
@pytest.mark.parametrize("mode", MODES)
def test_nothing_outlives_a_grader_that_is_killed(tmp_path, mode, runs):
    before = folders_of_ours()
    source = GRADER.format(source="open('x', 'w').write('y')\nwhile True: pass")
    grader = subprocess.Popen(
        [sys.executable, "-c", source, str(tmp_path), *isolation.WITHOUT[mode]],
        stdout=subprocess.PIPE,
    )
    with grader.stdout:
        pid = int(grader.stdout.readline())
    time.sleep(0.2)
    grader.kill()
    grader.wait()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and (runs(pid) or folders_of_ours() - before):
        time.sleep(0.02)
    assert not runs(pid)
    assert folders_of_ours() == before
