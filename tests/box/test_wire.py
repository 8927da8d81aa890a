"""The wire: what it carries arrives unchanged, and nothing else is let in.

A frame is untrusted, so whatever bytes come, the only ways out are a plain value, WireError, or
EOFError.
"""

from __future__ import annotations

import math
import random
import socket
import struct
import threading

import msgpack
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from autograder.box.inside import wire
from autograder.box.inside.wire import Opaque, WireError

DTYPES = ["?", "i1", "<i2", "<i4", "<i8", "u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8"]
ARRAYS = st.sampled_from(DTYPES).flatmap(
    lambda dtype: arrays(dtype, array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3))
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PLAIN = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**64 - 1),
        st.floats(),
        TEXT,
        ARRAYS,
        st.builds(Opaque, TEXT),
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
ALLOWED = (type(None), bool, int, float, str, list, dict, np.ndarray, Opaque)


def same(one, other):
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype != "?")
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, float):
        return one == other or (math.isnan(one) and math.isnan(other))
    return type(one) is type(other) and one == other


def arrived(value):
    return wire.unpack(wire.pack(value)[4:])


@given(PLAIN)
def test_every_plain_value_arrives_as_it_was_sent(value):
    assert same(value, arrived(value))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("layout", [np.array, np.asfortranarray, lambda a: a[::-1, ::2]])
def test_arrays_of_any_layout_and_byte_order_arrive(order, layout):
    array = layout(np.arange(12.0).reshape(3, 4)).astype(f"{order}f8")
    assert np.array_equal(arrived(array), array)
    assert arrived(array).flags.writeable


def test_tuples_arrive_as_lists_and_numpy_scalars_as_arrays():
    assert arrived((1, (2, 3))) == [1, [2, 3]]
    assert arrived(np.float32(1.5)).shape == ()


def test_bytes_stand_for_slots_and_come_from_the_grader_alone():
    body = wire.pack(["call", b"\x07\0\0\0"])[4:]
    assert wire.unpack_questions(body) == ["call", b"\x07\0\0\0"]
    with pytest.raises(WireError):
        wire.unpack(body)


@pytest.mark.parametrize(
    "value",
    [
        object(),
        {1, 2},
        1j,
        np.array([1j]),
        np.array(["text"]),
        np.array([object()]),
        np.zeros([1] * 9),
        2**64,
        -(2**63) - 1,
        {"a": lambda: 0},
        "\ud800",
        type("Text", (str,), {})("text"),
        type("Number", (int,), {})(3),
        np.zeros(wire.MAX_FRAME // 8 + 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_anything_else_is_not_sent(value):
    with pytest.raises(WireError):
        wire.pack(value)


# --- malformed frames ----------------------------------------------------------------------------


def let_in(body):
    """What comes of a frame's body: a plain value, or None where it was refused."""
    try:
        value = wire.unpack(body)
    except WireError:
        return None
    pending = [value]
    while pending:
        one = pending.pop()
        # An empty byte string is all that may pass of a type that is none of ours.
        assert type(one) in ALLOWED or one == b"", type(one)
        if isinstance(one, list):
            pending += one
        if isinstance(one, dict):
            pending += one.values()
    return value


def ext(code, data):
    return msgpack.packb(msgpack.ExtType(code, data))


def array_frame(code, shape, data):
    return ext(
        1, struct.pack("<BB", code, len(shape)) + struct.pack(f"<{len(shape)}Q", *shape) + data
    )


MALFORMED = {
    "nothing": b"",
    "two values": b"\x01\x02",
    "a cut-off list": b"\x93\x01",
    "a list of billions": b"\xdd\xff\xff\xff\xff",
    "a map of billions": b"\xdf\xff\xff\xff\xff",
    "a text of billions": b"\xdb\xff\xff\xff\xff",
    "bytes": b"\xc4\x01x",
    "the unused code": b"\xc1",
    "a text that is no UTF-8": b"\xa2\xff\xfe",
    "a map with a list as key": b"\x81\x90\x01",
    "a map with an array as key": b"\x81" + array_frame(11, (), b"\0" * 8) + b"\x01",
    "an unknown extension": ext(9, b"1234"),
    "a pickle": ext(4, b"cos\nsystem\n(S'true'\ntR."),
    "an array without a header": ext(1, b"\x01"),
    "an array of an unknown type": array_frame(12, (1,), b"\0" * 8),
    "an array of objects": array_frame(255, (1,), b"\0" * 8),
    "an array of nine dimensions": array_frame(11, (1,) * 9, b"\0" * 8),
    "an array without its shape": ext(1, b"\x0b\x02" + b"\0" * 8),
    "an array with too little data": array_frame(11, (2,), b"\0" * 8),
    "an array with too much data": array_frame(11, (1,), b"\0" * 9),
    "a shape that wraps to zero": array_frame(11, (2**32, 2**32), b""),
    "a shape that wraps to one": array_frame(5, (2**63, 2, 1), b"\0"),
    "a negative shape": array_frame(11, (2**64 - 1, 0), b""),
    "a huge empty shape": array_frame(11, (2**62, 2**62, 0), b""),
    "booleans that are neither": array_frame(0, (1,), b"\x02"),
    "a short reference": ext(2, b"\x01"),
    "a long type name": ext(3, b"x" * 201),
    "ten thousand lists in each other": b"\x91" * 10_000 + b"\xc0",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_frame_is_a_wire_error(name):
    with pytest.raises(WireError):
        wire.unpack(MALFORMED[name])


@given(st.binary(max_size=300))
@example(b"\xd6\xff" + b"\x01" * 4)  # a time stamp, msgpack's own extension
@example(b"\xc7\x0c\xff" + b"\x7f" * 12)
@example(array_frame(11, (0, 2**64 - 1), b""))
def test_random_bytes_are_let_in_as_plain_values_or_refused(body):
    let_in(body)


@given(PLAIN, st.integers(0, 2**32 - 1))
def test_mutated_frames_are_let_in_as_plain_values_or_refused(value, seed):
    body, rng = bytearray(wire.pack(value)[4:]), random.Random(seed)
    for _ in range(rng.randint(1, 4)):
        if body:
            place = rng.randrange(len(body))
            kind = rng.randrange(4)
            if kind == 0:
                body[place] = rng.randrange(256)
            elif kind == 1:
                del body[place : place + rng.randint(1, 8)]
            elif kind == 2:
                body[place:place] = rng.randbytes(rng.randint(1, 8))
            else:
                body[place : place + 4] = b"\xff\xff\xff\xff"
    let_in(bytes(body))


LIST = b"\xdd\x00\x00\x03\xe8"  # of a thousand
BOMBS = {
    "empty lists": b"\x9f" + (LIST + b"\x90" * 1000) * 15,
    "empty maps": b"\x9f" + (LIST + b"\x80" * 1000) * 15,
    "nothings": b"\x9f" + (LIST + b"\xc0" * 1000) * 15,
    "maps": b"\x9f" + b"".join(b"\xde\x03\xe8" + msgpack.packb(dict.fromkeys(range(1000), 0))[3:]
                              for _ in range(15)),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_the_values_of_a_frame_are_counted_as_a_whole(monkeypatch, name):
    """An empty list is one byte of a frame and sixty in memory: 64 MiB would grow to 4 GiB."""
    monkeypatch.setattr(wire, "MAX_ITEMS", 31_000)
    assert len(wire.unpack(BOMBS[name])) == 15
    monkeypatch.setattr(wire, "MAX_ITEMS", 14_000)
    with pytest.raises(WireError, match="more than 14000 values"):
        wire.unpack(BOMBS[name])


# --- the stream ----------------------------------------------------------------------------------


@pytest.fixture
def channel():
    ours, theirs = socket.socketpair()
    ours.settimeout(5)
    with ours, theirs:
        yield ours, theirs


def test_frames_come_one_after_another(channel):
    ours, theirs = channel
    wire.send(theirs, {"began": 1})
    wire.send(theirs, [np.ones(3)])
    assert wire.receive(ours) == {"began": 1}
    assert wire.receive(ours)[0].tolist() == [1, 1, 1]


def test_a_large_array_comes_in_pieces(channel):
    ours, theirs = channel
    array = np.arange(1_000_000.0)
    sender = threading.Thread(target=wire.send, args=(theirs, array))
    sender.start()
    assert np.array_equal(wire.receive(ours), array)
    sender.join()


def test_a_frame_over_the_limit_is_refused_before_it_is_read(channel):
    ours, theirs = channel
    theirs.sendall(struct.pack("<I", wire.MAX_FRAME + 1))
    with pytest.raises(WireError, match="over the limit"):
        wire.receive(ours)


@pytest.mark.parametrize(
    "sent", [b"", b"\x01", struct.pack("<I", 10), struct.pack("<I", 10) + b"x"]
)
def test_a_stream_that_ends_too_soon_is_its_end(channel, sent):
    ours, theirs = channel
    theirs.sendall(sent)
    theirs.close()
    with pytest.raises(EOFError):
        wire.receive(ours)
