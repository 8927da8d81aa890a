"""Start of the zygote: `python -I autograder/box/inside SOCKET`."""

import sys
from pathlib import Path

# Loaded as the package `inside`, so that the box needs no import path into the engine.
sys.path[0] = str(Path(__file__).resolve().parent.parent)
from inside import zygote  # noqa: E402

del sys.path[0]
zygote.main(int(sys.argv[1]))
