"""The wire: length-prefixed msgpack frames of plain values and whitelisted arrays, both directions.

Refuses everything else: no objects, no pickles, no dtype beyond the list, no frame over the limit.
Whoever reads a frame may trust its types and sizes and nothing more.
"""

from __future__ import annotations

import math
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgpack
import numpy as np

MAX_FRAME = 64 * 1024 * 1024
MAX_ITEMS = 1_000_000
MAX_DIMENSIONS = 8
_USUAL_FRAME = 1 << 13  # it grows; msgpack's own megabyte has to be mapped anew for every frame

_LENGTH = struct.Struct("<I")
_ARRAY, _OPAQUE = 1, 3
# A dtype's code is its position: append only.
_NAMES = ("|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8")
_DTYPES = tuple(map(np.dtype, _NAMES))
_CODES = {dtype: code for code, dtype in enumerate(_DTYPES)}
# The code, the number of dimensions, and the shape of so many dimensions.
_HEADERS = tuple(struct.Struct(f"<BB{number}Q") for number in range(MAX_DIMENSIONS + 1))


class WireError(Exception):
    """A frame that is too large, cut off, or not made of the allowed types."""


@dataclass(frozen=True)
class Opaque:
    """Stands for a value that is no data, such as a layer or a function; only its type's name."""

    type: str


def pack(value: Any) -> bytes:
    """`value` as a frame, its length in front. Raises WireError for what it cannot carry."""
    try:
        body = msgpack.packb(
            value, default=_pack_extension, strict_types=True, buf_size=_USUAL_FRAME
        )
    except (TypeError, ValueError, OverflowError) as error:
        raise WireError(f"not a value the wire carries: {error}") from error
    if len(body) > MAX_FRAME:
        raise WireError(f"a frame of {len(body)} bytes, over the limit of {MAX_FRAME}")
    return _LENGTH.pack(len(body)) + bytes(body)


def unpack(body: bytes | bytearray | memoryview) -> Any:
    """The value of a frame's body (without its length). Raises WireError for all else."""
    # Whatever fits in so many bytes holds no more values than that: then nobody needs to count.
    count = _Count() if len(body) > MAX_ITEMS else None
    return _unpack(body, list_hook=count, object_hook=count, max_bin_len=0)


def unpack_questions(body: bytes | bytearray | memoryview) -> Any:
    """As `unpack`, for what the grader says, who may also refer to slots: those arrive as bytes."""
    return _unpack(body, max_bin_len=MAX_FRAME)


def _unpack(body: bytes | bytearray | memoryview, **bounds: Any) -> Any:
    try:
        return msgpack.unpackb(
            body,
            ext_hook=_unpack_extension,
            timestamp=1,  # msgpack's own extension: a plain float instead of an object
            strict_map_key=False,
            raw=False,
            max_str_len=1_000_000,
            max_array_len=MAX_ITEMS,
            max_map_len=MAX_ITEMS,
            max_ext_len=MAX_FRAME,
            **bounds,
        )
    except (ValueError, TypeError, RecursionError, msgpack.exceptions.UnpackException) as error:
        raise WireError(f"a malformed frame: {error}") from error


class _Count:
    """Counts a frame's values: an empty list is one byte on the wire and sixty in memory."""

    def __init__(self) -> None:
        self._left = MAX_ITEMS

    def __call__(self, values: Any) -> Any:
        self._left -= 1 + len(values)
        if self._left < 0:
            raise ValueError(f"more than {MAX_ITEMS} values")
        return values


def send(channel: socket.socket, value: Any) -> None:
    """Write one frame."""
    channel.sendall(pack(value))


def receive(channel: socket.socket, unpack: Callable[[bytearray], Any] = unpack) -> Any:
    """Read one frame. Raises EOFError at the end of the stream and WireError for a bad frame."""
    (length,) = _LENGTH.unpack(_read_exactly(channel, _LENGTH.size))
    if length > MAX_FRAME:
        raise WireError(f"a frame of {length} bytes, over the limit of {MAX_FRAME}")
    return unpack(_read_exactly(channel, length))


def _read_exactly(channel: socket.socket, count: int) -> bytearray:
    buffer = bytearray(count)
    view, got = memoryview(buffer), 0
    while got < count:
        read = channel.recv_into(view[got:])
        if read == 0:
            raise EOFError("the other side closed the channel")
        got += read
    return buffer


def _pack_extension(value: Any) -> Any:
    if type(value) is np.ndarray:
        return msgpack.ExtType(_ARRAY, _pack_array(value))
    if type(value) is tuple:
        return list(value)
    if type(value) is Opaque:
        return msgpack.ExtType(_OPAQUE, value.type.encode()[:200])
    if isinstance(value, np.generic):
        return msgpack.ExtType(_ARRAY, _pack_array(np.asarray(value)))
    raise TypeError(f"{type(value).__name__}")


def _pack_array(array: np.ndarray[Any, Any]) -> bytes:
    dtype = array.dtype
    code, dimensions = _CODES.get(dtype), array.ndim
    if code is None:  # the same numbers in the other byte order, perhaps
        dtype = dtype.newbyteorder("<")
        code, array = _CODES.get(dtype), array.astype(dtype)
    if code is None or dimensions > MAX_DIMENSIONS:
        raise TypeError(f"an array of {array.dtype} with {dimensions} dimensions")
    return _HEADERS[dimensions].pack(code, dimensions, *array.shape) + array.tobytes()


def _unpack_extension(code: int, data: bytes) -> Any:
    if code == _ARRAY:
        return _unpack_array(data)
    if code == _OPAQUE and len(data) <= 200:
        return Opaque(data.decode(errors="replace"))
    raise ValueError(f"extension {code} of {len(data)} bytes")


def _unpack_array(data: bytes) -> np.ndarray[Any, Any]:
    if len(data) < _HEADERS[0].size:
        raise ValueError("an array without a header")
    code, dimensions = data[0], data[1]
    if code >= len(_DTYPES) or dimensions > MAX_DIMENSIONS:
        raise ValueError("an array with a bad header")
    header = _HEADERS[dimensions]
    if len(data) < header.size:
        raise ValueError("an array with a bad header")
    dtype, shape = _DTYPES[code], header.unpack_from(data)[2:]
    # math.prod over Python integers cannot overflow, so a huge shape cannot wrap to a small one.
    if math.prod(shape) * dtype.itemsize != len(data) - header.size:
        raise ValueError("an array whose shape and size disagree")
    if code == 0 and data[header.size :].strip(b"\x00\x01"):
        raise ValueError("booleans other than 0 and 1")
    return np.ndarray(shape, dtype, data, header.size).copy()
