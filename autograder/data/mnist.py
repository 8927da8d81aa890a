"""MNIST: 70,000 pictures of handwritten digits as one .npz that a lab's notebook loads.

The four files are kept in the user's cache, so that they are downloaded once; the .npz is written
beside its place and renamed into it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder.data.download import Patience, RemoteFile, fetch
from autograder.data.idx import Bytes, read_idx
from autograder.disk import write_beside
from autograder.errors import AuthoringError, GraderError

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist",
    "https://storage.googleapis.com/cvdf-datasets/mnist",
)


@dataclass(frozen=True)
class Part:
    """One of the set's parts: a file of pictures and one of their labels."""

    images: RemoteFile
    labels: RemoteFile


# Test pictures last: whoever splits off the end for testing gets those that are meant for it.
PARTS = (
    Part(
        RemoteFile(
            "train-images-idx3-ubyte.gz",
            9_912_422,
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        ),
        RemoteFile(
            "train-labels-idx1-ubyte.gz",
            28_881,
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        ),
    ),
    Part(
        RemoteFile(
            "t10k-images-idx3-ubyte.gz",
            1_648_877,
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        ),
        RemoteFile(
            "t10k-labels-idx1-ubyte.gz",
            4_542,
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        ),
    ),
)


def files_of(parts: Sequence[Part]) -> tuple[RemoteFile, ...]:
    """All files, in the order in which they are fetched."""
    return tuple(file for part in parts for file in (part.images, part.labels))


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where downloads are kept: below XDG_CACHE_HOME, or below .cache in the home folder."""
    home = Path(environment.get("XDG_CACHE_HOME", ""))
    # A relative path there means nothing, says the specification of that variable.
    base = home if home.is_absolute() else Path.home() / ".cache"
    return base / "autograder" / "mnist"


def prepare(
    out: Path,
    parts: Sequence[Part],
    mirrors: Sequence[str],
    cache: Path,
    arrived: Callable[[int], None] = lambda count: None,
    patience: Patience | None = None,
) -> tuple[int, ...]:
    """Write `images` (n, height, width) and `labels` (n,), both uint8; give the images' shape.

    `arrived` is told how many bytes of all files there are. GraderError if a file cannot be had or
    is not what it should be, AuthoringError if `out` cannot be written.
    """
    before = 0

    def of_all(count: int) -> None:
        arrived(before + count)

    for file in files_of(parts):
        fetch(file, mirrors, cache, of_all, patience)
        before += file.size
    read = [_read(part, cache) for part in parts]
    images = np.concatenate([images for images, _ in read])
    labels = np.concatenate([labels for _, labels in read])
    data = io.BytesIO()
    np.savez_compressed(data, images=images, labels=labels)
    try:
        write_beside(out, data.getvalue())
    except OSError as error:
        raise AuthoringError(
            f"{out} cannot be written: {error.strerror}. Name another file with -o."
        ) from error
    return images.shape


def _read(part: Part, cache: Path) -> tuple[Bytes, Bytes]:
    images = read_idx(cache / part.images.name, 3)
    labels = read_idx(cache / part.labels.name, 1)
    if len(images) != len(labels):
        raise GraderError(
            f"{cache / part.labels.name} has {len(labels)} labels for {len(images)} pictures. "
            "Delete both files and try again."
        )
    return images, labels
