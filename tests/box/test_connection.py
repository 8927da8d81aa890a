"""The grader's end of a channel: every wait has an end, and every ending its own exception."""

from __future__ import annotations

import socket
import struct
import threading
import time

import pytest

from autograder.box.connection import BoxGone, BoxSilent, Connection, Misbehaved
from autograder.box.inside import wire


@pytest.fixture
def channel():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Connection(ours), theirs


def test_frames_pass(channel):
    connection, theirs = channel
    connection.send({"a": 1}, 1.0)
    assert wire.receive(theirs) == {"a": 1}
    wire.send(theirs, [1.5])
    assert connection.receive(1.0) == [1.5]


def test_silence_ends_in_time(channel):
    connection, _ = channel
    started = time.monotonic()
    with pytest.raises(BoxSilent):
        connection.receive(0.1)
    assert time.monotonic() - started < 1


def test_a_trickle_of_bytes_gains_no_time(channel):
    connection, theirs = channel
    stop = threading.Event()

    def trickle():
        theirs.sendall(struct.pack("<I", 1000))
        while not stop.wait(0.02):
            theirs.sendall(b"x")

    sender = threading.Thread(target=trickle)
    sender.start()
    started = time.monotonic()
    with pytest.raises(BoxSilent):
        connection.receive(0.3)
    assert time.monotonic() - started < 1
    stop.set()
    sender.join()


def test_a_box_that_takes_nothing_is_silent(channel):
    connection, _ = channel
    with pytest.raises(BoxSilent):
        connection.send("x" * 1_000_000, 0.1)


def test_a_closed_channel_is_a_box_that_is_gone(channel):
    connection, theirs = channel
    theirs.close()
    with pytest.raises(BoxGone):
        connection.receive(1.0)
    with pytest.raises(BoxGone):
        connection.send(1, 1.0)


@pytest.mark.parametrize("frame", [b"\xff\xff\xff\xff", b"\x01\x00\x00\x00\xc1"])
def test_what_is_no_frame_is_misbehaviour(channel, frame):
    connection, theirs = channel
    theirs.sendall(frame)
    with pytest.raises(Misbehaved):
        connection.receive(1.0)


def test_no_time_left_is_silence_even_if_a_frame_waits(channel):
    connection, theirs = channel
    wire.send(theirs, 1)
    with pytest.raises(BoxSilent):
        connection.receive(0.0)
