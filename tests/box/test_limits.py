import os
import resource
import signal

import pytest

from autograder.box.inside import limits

NO_LIMITS = frozenset({"limits"})
MEBIBYTE = 1 << 20


def outcome(ending):
    return ending.signal or ending.error.partition(":")[0] or ending.said


def test_memory_above_the_image_is_bounded(zygote):
    small, large = "bytearray(40 << 20); said = 'had'", "bytearray(200 << 20); said = 'had'"
    fenced = zygote(limits={"memory_bytes": 100 * MEBIBYTE}).run(small, large)
    assert [outcome(ending) for ending in fenced] == ["had", "MemoryError"]
    (free,) = zygote(limits={"memory_bytes": 100 * MEBIBYTE}, without=NO_LIMITS).run(large)
    assert outcome(free) == "had"


def test_what_the_image_already_holds_does_not_count(zygote):
    ballast = "import mmap, builtins; builtins.ballast = mmap.mmap(-1, 300 << 20)"
    (ending,) = zygote(imports=ballast, limits={"memory_bytes": 100 * MEBIBYTE}).run(
        "bytearray(40 << 20); said = 'had'"
    )
    assert outcome(ending) == "had"


BURN = "start = time.process_time()\nwhile time.process_time() - start < {}: pass\nsaid = 'burnt'"


def test_a_cpu_bomb_meets_sigxcpu(zygote):
    (fenced,) = zygote(limits={"cpu_seconds": 1}).run(BURN.format(1.8))
    assert outcome(fenced) == signal.SIGXCPU
    (free,) = zygote(limits={"cpu_seconds": 1}, without=NO_LIMITS).run(BURN.format(1.8))
    assert outcome(free) == "burnt"


def test_a_cpu_bomb_that_is_deaf_to_sigxcpu_is_killed_a_second_later(zygote):
    deaf = "signal.signal(signal.SIGXCPU, signal.SIG_IGN)\n" + BURN.format(3)
    (ending,) = zygote(limits={"cpu_seconds": 1}).run(deaf)
    assert outcome(ending) == signal.SIGKILL


def test_descriptors_run_out(zygote):
    source = "held = [open('/dev/null') for _ in range(50)]; said = len(held)"
    (fenced,) = zygote().run(source)
    (free,) = zygote(without=NO_LIMITS).run(source)
    assert "Too many open files" in fenced.error
    assert free.said == 50


def test_files_do_not_grow_past_their_limit(zygote):
    source = "said = os.write(os.open(writable + '/big', os.O_CREAT | os.O_WRONLY), bytes(5000))"
    limits_ = {"file_bytes": 4096}
    (fenced,) = zygote(limits=limits_).run(source)
    (free,) = zygote(limits=limits_, without=NO_LIMITS).run(source)
    assert (fenced.said, free.said) == (4096, 5000)


def test_nothing_is_left_of_cores_locked_memory_queues_and_priorities(zygote):
    kinds = ("CORE", "MEMLOCK", "MSGQUEUE", "NICE", "RTPRIO")
    source = f"said = [resource.getrlimit(getattr(resource, 'RLIMIT_' + k)) for k in {kinds}]"
    (ending,) = zygote().run(source)
    assert ending.said == [[0, 0]] * 5


def test_no_limit_can_be_lifted_again(zygote):
    lift = "resource.setrlimit(resource.RLIMIT_AS, (-1, -1)); said = 'lifted'"
    (fenced,) = zygote().run(lift)
    assert outcome(fenced) in ("PermissionError", "ValueError")
    (free,) = zygote(without=NO_LIMITS).run(lift)
    assert outcome(free) == "lifted"


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a user of whom nothing else runs")
def test_threads_are_bounded_for_an_ordinary_user_when_asked(zygote):
    source = """
    import threading, _thread
    threading.stack_size(1 << 16)
    hold = threading.Event()
    for _ in range(60):
        _thread.start_new_thread(hold.wait, ())
    said = 'all'
    """
    room = {"memory_bytes": 1 << 36}
    (bounded,) = zygote(user=54321, limits={**room, "tasks": 20}).run(source)
    (unbounded,) = zygote(user=54321, limits=room).run(source)
    assert (outcome(bounded), outcome(unbounded)) == ("RuntimeError", "all")


@pytest.mark.parametrize(
    ("wanted", "held", "result"),
    [(5, resource.RLIM_INFINITY, 5), (5, 9, 5), (9, 5, 5), (0, 0, 0)],
)
def test_a_limit_that_holds_is_never_loosened(wanted, held, result):
    assert limits._tighter(wanted, held) == result
