"""The zygote's handle tells boxes that end by themselves, by our hand and by a stranger's apart."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.box import zygote as handle
from autograder.box.connection import BoxGone
from autograder.box.isolation import UNPRIVILEGED, WITHOUT
from autograder.box.settings import BoxSettings
from autograder.box.zygote import Ending, Zygote
from autograder.errors import GraderError


@pytest.fixture(scope="module")
def settings(tmp_path_factory, isolation):
    folder = tmp_path_factory.mktemp("given")
    return BoxSettings(folder=folder, memory_mib=256, cpu_seconds=5, without=WITHOUT[isolation])


@pytest.fixture
def zygote(settings):
    with Zygote(settings) as zygote:
        yield zygote


def begin(box, source):
    plan = {
        "steps": [{"cell": 1, "source": source}],
        "cell_seconds": 60.0,
        "output_bytes": 100,
        "seed": 0,
    }
    box.connection.send(plan, 2.0)
    assert box.connection.receive(5.0) == {"began": 1}


def until_gone(box):
    with pytest.raises(BoxGone):
        list(iter(lambda: box.connection.receive(30.0), None))


def descendants(pid):
    """All processes below one, the youngest first."""
    children = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        children += map(int, (task / "children").read_text().split())
    return [*(d for child in children for d in descendants(child)), *children]


def end_of(zygote, source):
    box = zygote.open_box()
    begin(box, source)
    until_gone(box)
    return box.close(gone=True)


def test_a_box_killed_by_a_stranger_says_so(zygote):
    box = zygote.open_box()
    begin(box, "import time; time.sleep(9)")
    os.kill(descendants(zygote.pid)[0], signal.SIGKILL)
    until_gone(box)
    ending = box.close(gone=True)
    assert (ending.signal, ending.outside, ending.stopped) == (signal.SIGKILL, True, False)


# what student code does to its own process → whether a signal ended it
OWN_ENDS = {
    "import os; os._exit(3)": 0,
    "import ctypes; ctypes.string_at(0)": signal.SIGSEGV,
    "import os; os.abort()": signal.SIGABRT,
    "import signal; signal.raise_signal(signal.SIGTERM)": signal.SIGTERM,
}


@pytest.mark.parametrize("source", OWN_ENDS)
def test_a_box_that_ends_itself_is_not_taken_for_a_strangers_victim(zygote, source):
    ending = end_of(zygote, source)
    assert (ending.signal, ending.outside, ending.stopped) == (OWN_ENDS[source], False, False)


def test_a_box_that_only_lets_go_of_its_channel_is_ended_by_us(zygote):
    """Closing the channel and staying must not pass for having been killed by a stranger."""
    ending = end_of(
        zygote,
        "import os, time\nfor fd in range(3, 64):\n  try: os.close(fd)\n  except OSError: pass\n"
        "time.sleep(9)",
    )
    assert (ending.signal, ending.outside, ending.stopped) == (signal.SIGKILL, False, True)
    assert ending.reason == "it had to be stopped"


def test_a_box_that_still_runs_is_ended_by_us_at_once(zygote):
    box = zygote.open_box()
    begin(box, "while True: pass")
    started = time.monotonic()
    ending = box.close()
    assert time.monotonic() - started < 0.15
    assert (ending.stopped, ending.outside) == (True, False)


def test_a_box_deaf_to_its_processor_limit_is_no_strangers_victim(isolation, tmp_path):
    with Zygote(BoxSettings(tmp_path, cpu_seconds=1, without=WITHOUT[isolation])) as zygote:
        ending = end_of(
            zygote, "import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass"
        )
    assert (ending.signal, ending.outside) == (signal.SIGKILL, False)


@pytest.mark.parametrize(("memory", "counted", "outside"), [
    (200, 1, False),  # it held much, and the kernel has ended somebody
    (200, 0, True),
    (20, 1, True),  # it held little: somebody else ate the memory
])  # fmt: skip
def test_the_kernels_own_need_explains_the_end_of_a_hungry_box(
    zygote, monkeypatch, memory, counted, outside
):
    monkeypatch.setattr(zygote, "_killed_for_memory", 0)
    monkeypatch.setattr(handle, "_killed_for_memory", lambda: counted)
    ending = Ending(signal.SIGKILL, 0, cpu=0.1, memory=memory << 20)
    assert zygote._is_from_outside(ending) is outside


def test_the_kernels_counter_is_a_number():
    assert handle._killed_for_memory() >= 0


def test_a_zygote_that_is_killed_is_a_grader_error(settings):
    with Zygote(settings) as zygote:
        box = zygote.open_box()
        begin(box, "import time; time.sleep(9)")
        for pid in (*descendants(zygote.pid), zygote.pid):
            os.kill(pid, signal.SIGKILL)
        until_gone(box)
        with pytest.raises(GraderError):
            box.close(gone=True)
        with pytest.raises(GraderError):
            zygote.open_box()


def test_boxes_end_with_their_zygote(settings, runs):
    with Zygote(settings) as zygote:
        box = zygote.open_box()
        begin(box, "import time; time.sleep(9)")
        family = descendants(zygote.pid)
        assert family
    until(lambda: not any(map(runs, family)))
    box.connection.close()


def test_a_package_that_is_not_there_is_named(settings, tmp_path):
    with pytest.raises(GraderError, match=r"did not start.*not_there"):
        Zygote(BoxSettings(tmp_path, preload=("not_there",), without=settings.without))


def test_closed_twice_without_namespaces_it_closes_nothing_of_anybody_elses(settings):
    zygote = Zygote(replace(settings, without=WITHOUT[UNPRIVILEGED]))
    zygote.close()
    others = [os.open("/dev/null", os.O_RDONLY) for _ in range(20)]  # on the numbers it had
    zygote.close()
    for descriptor in others:
        os.close(descriptor)


@pytest.fixture
def forked(settings):
    """A zygote that defers two packages, and one forked from it that has the first of them."""
    usual = replace(settings, defer=("colorsys", "sched"))
    laden = replace(settings, preload=(*settings.preload, "colorsys"), defer=("sched",))
    with Zygote(usual) as below, Zygote(laden, below) as above:
        yield below, above


def printed(zygote, source):
    box = zygote.open_box()
    try:
        begin(box, source)
        assert box.connection.receive(5.0) == {"ready": True}
        return box.output().split()
    finally:
        box.close()


def test_a_forked_zygote_has_its_own_packages_and_defers_its_own(forked):
    below, above = forked
    loaded = (
        "import sys\n"
        "print(*(n for n in ('colorsys', 'sched') if '__file__' in vars(sys.modules[n])))"
    )
    assert printed(below, loaded) == []
    assert printed(above, loaded) == ["colorsys"]
    assert printed(above, "import sched; print(sched.scheduler.__name__)") == ["scheduler"]


def test_boxes_of_a_forked_zygote_are_fenced_and_limited_alike(forked):
    _, above = forked
    assert printed(above, "try: open('/etc/passwd')\nexcept OSError: print('no')") == ["no"]
    assert end_of(above, "import ctypes; ctypes.string_at(0)").signal == signal.SIGSEGV
    box = above.open_box()
    begin(box, "import time; time.sleep(9)")
    assert box.close().stopped


def test_a_forked_zygote_that_ends_costs_the_other_nothing(forked):
    below, above = forked
    above.close()
    assert printed(below, "print('here')") == ["here"]


def test_a_forked_zygote_that_dies_has_ended_and_the_other_has_not(forked):
    below, above = forked
    assert not above.ended
    os.kill(pid_of(above), signal.SIGKILL)
    until(lambda: above.ended)
    assert not below.ended
    with pytest.raises(GraderError, match="gone"):
        above.open_box()


def test_a_forked_zygote_ends_with_the_other_and_so_do_its_boxes(forked, runs):
    below, above = forked
    box = above.open_box()
    begin(box, "import time; time.sleep(9)")
    family = descendants(below.pid)
    below.close()
    assert above.ended
    until(lambda: not any(map(runs, family)))
    box.connection.close()


def test_a_package_that_a_forked_zygote_cannot_load_is_named(settings):
    with Zygote(settings) as below:
        with pytest.raises(GraderError, match=r"did not start.*not_there"):
            Zygote(replace(settings, preload=("not_there",)), below)
        assert printed(below, "print('here')") == ["here"]


def test_nothing_is_forked_from_a_zygote_that_is_gone(settings):
    with Zygote(settings) as below:
        pass
    with pytest.raises(GraderError, match="gone"):
        Zygote(settings, below)


def until(true):
    deadline = time.monotonic() + 5
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def pid_of(zygote):
    """The process of a forked zygote: the parent of its boxes."""
    box = zygote.open_box()
    try:
        begin(box, "import time; time.sleep(9)")
        [child] = [p for p in descendants(zygote.pid) if not descendants(p)]
        stat = Path(f"/proc/{child}/stat").read_text()
        return int(stat.rpartition(")")[2].split()[1])
    finally:
        box.close()


def test_the_endings_have_words():
    def reason(**fields):
        return Ending(**{"signal": 0, "exit": 0, "cpu": 0.0, "memory": 0, **fields}).reason

    assert reason(exit=3) == "it ended the Python process (exit code 3)"
    assert reason(signal=signal.SIGSYS) == "it made a system call that is not allowed"
    assert reason(signal=signal.SIGXCPU) == "it used more processor time than allowed"
    assert reason(signal=signal.SIGBUS) == "the Python interpreter crashed (SIGBUS)"
    assert reason(signal=signal.SIGKILL, exceeded="files").startswith(
        "it wrote more temporary files"
    )


def test_a_box_knows_nothing_of_the_graders_environment(zygote, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_SECRET", "tell nobody")
    box = zygote.open_box()
    plan = {
        "steps": [{"cell": 1, "source": "import os; print(sorted(os.environ))"}],
        "cell_seconds": 5.0,
        "output_bytes": 2000,
        "seed": 0,
    }
    box.connection.send(plan, 2.0)
    while box.connection.receive(5.0) != {"ready": True}:
        pass
    printed = box.output()
    box.close()
    assert "AUTOGRADER_SECRET" not in printed
    assert "HOME" in printed
