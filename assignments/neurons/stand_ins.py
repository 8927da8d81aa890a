"""Stand-ins for einops, jaxtyping and tqdm, for cells that others wrote with them.

This lab needs none of the three. A package that is installed is left alone; of the others this
makes what such cells use: shapes as annotations, `einops.einsum`, a rearrangement of axes, and a
progress bar that shows nothing.
"""

from __future__ import annotations

import importlib.util
import sys
import types
from collections.abc import Iterable
from typing import Any


class _Annotation:
    """`Float[Tensor, "batch features"]` is a remark for readers; any value will do."""

    def __class_getitem__(cls, item: Any) -> Any:
        return Any


def _letters(pattern: str) -> str:
    """An einops pattern as torch.einsum writes it: one letter for each axis."""
    names = sorted(
        {name for name in pattern.replace(",", " ").split() if name not in ("->", "...")}
    )
    letters = {name: chr(ord("a") + number) for number, name in enumerate(names)}
    words = pattern.replace(",", " , ").split()
    return "".join(letters.get(word, word) for word in words)


def einsum(*tensors_and_pattern: Any) -> Any:
    """`einops.einsum(tensor, ..., "i j, j -> i")`."""
    import torch

    *tensors, pattern = tensors_and_pattern
    return torch.einsum(_letters(pattern), *tensors)


def rearrange(tensor: Any, pattern: str) -> Any:
    """`einops.rearrange` for axes that change places, and for `... h w -> ... (h w)`."""
    if pattern.split("->")[1].split() == ["...", "(h", "w)"]:
        return tensor.reshape(*tensor.shape[:-2], -1)
    if "(" in pattern:
        raise NotImplementedError("Install einops for patterns with brackets.")
    return einsum(tensor, pattern)


def tqdm(items: Iterable[Any], *_: Any, **__: Any) -> Iterable[Any]:
    """The items, one after another, and no bar."""
    return items


_CONTENTS: dict[str, dict[str, Any]] = {
    "einops": {"einsum": einsum, "rearrange": rearrange},
    "jaxtyping": dict.fromkeys(("Float", "Int", "Bool", "Shaped"), _Annotation),
    "tqdm": {"tqdm": tqdm, "trange": lambda *bounds: range(*bounds)},
}

for _name, _contents in _CONTENTS.items():
    if importlib.util.find_spec(_name) is None:
        sys.modules[_name] = types.ModuleType(_name)
        sys.modules[_name].__dict__.update(_contents)
