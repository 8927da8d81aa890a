"""The idx format of the MNIST files: a magic number, the sizes, then bytes.

Every number in the header is held against what follows it; a file that is not exactly as long as
it says is refused.
"""

from __future__ import annotations

import gzip
import math
import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autograder.errors import GraderError

Bytes = NDArray[np.uint8]
UNSIGNED_BYTES = 0x08  # the third byte of the magic number; the fourth counts the dimensions


def read_idx(path: Path, dimensions: int) -> Bytes:
    """The array in a gzipped idx file of unsigned bytes with so many dimensions."""
    try:
        data = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise _wrong(path, f"it is no gzip file ({error})") from error
    header = 4 + 4 * dimensions
    if len(data) < header:
        raise _wrong(path, f"it holds {len(data)} bytes, less than a header of {header}")
    magic, *shape = struct.unpack(f">{1 + dimensions}I", data[:header])
    expected = UNSIGNED_BYTES << 8 | dimensions
    if magic != expected:
        raise _wrong(path, f"its magic number is {magic:#010x} instead of {expected:#010x}")
    if len(data) - header != math.prod(shape):
        raise _wrong(path, f"{shape} are its sizes, but {len(data) - header} bytes follow")
    return np.frombuffer(data, np.uint8, offset=header).reshape(shape)


def _wrong(path: Path, what: str) -> GraderError:
    return GraderError(
        f"{path} is not the data that was expected: {what}. Delete it and try again."
    )
