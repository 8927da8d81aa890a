"""The idx format, and every way in which a file may not be of it."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

from autograder.data.idx import read_idx
from autograder.errors import GraderError


def packed(magic: int, *sizes: int, data: bytes) -> bytes:
    return gzip.compress(struct.pack(f">{1 + len(sizes)}I", magic, *sizes) + data, mtime=0)


def test_bytes_come_back_in_their_shape(tmp_path: Path):
    path = tmp_path / "a.gz"
    path.write_bytes(packed(0x803, 2, 1, 3, data=bytes(range(6))))
    found = read_idx(path, 3)
    assert found.dtype == np.uint8
    assert found.tolist() == [[[0, 1, 2]], [[3, 4, 5]]]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"plain text", "no gzip file"),
        (packed(0x803, 2, 1, 3, data=bytes(6))[:-9], "no gzip file"),
        (packed(0x803, data=b""), "less than a header of 16"),
        (packed(0x801, 2, 1, 3, data=bytes(6)), "0x00000801 instead of 0x00000803"),
        (packed(0xD03, 2, 1, 3, data=bytes(6)), "0x00000d03 instead of"),
        (packed(0x803, 2, 1, 3, data=bytes(5)), "but 5 bytes follow"),
        (packed(0x803, 2, 1, 3, data=bytes(7)), "but 7 bytes follow"),
    ],
)
def test_what_is_not_what_it_says_is_refused(tmp_path: Path, data: bytes, words: str):
    path = tmp_path / "a.gz"
    path.write_bytes(data)
    with pytest.raises(GraderError, match=rf"a\.gz is not the data.*{words}"):
        read_idx(path, 3)
