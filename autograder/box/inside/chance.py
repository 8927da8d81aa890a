"""Starts every random generator that student code may draw from, so that a run can be repeated."""

from __future__ import annotations

import random
import sys

import numpy as np


def start(seed: int) -> None:
    """Let Python's, NumPy's and, where it is loaded, PyTorch's global generators start here."""
    random.seed(seed)
    np.random.seed(seed)
    if torch := sys.modules.get("torch"):  # an extra; by itself it starts differently every time
        torch.manual_seed(seed)
