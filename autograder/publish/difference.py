"""How two versions of one released file differ, in words and a few lines of diff."""

from __future__ import annotations

import json
from difflib import unified_diff
from pathlib import Path
from typing import Any

_MOST_LINES = 20


def between(path: Path, committed: bytes, built: bytes) -> list[str]:
    """Sentences about two different contents of a file: by cell for notebooks, else by line."""
    try:
        if path.suffix == ".ipynb":
            return _cells(path, json.loads(committed), json.loads(built))
        return [_sentence(f"{path} differs", committed.decode(), built.decode())]
    except (ValueError, KeyError, TypeError, AttributeError):
        # Not text, or not a notebook: all there is to say is that they differ.
        return [f"{path} differs: {len(committed)} bytes are committed, {len(built)} are built."]


def _cells(path: Path, committed: dict[str, Any], built: dict[str, Any]) -> list[str]:
    old = {str(cell["id"]): _text(cell) for cell in committed["cells"]}
    new = {str(cell["id"]): _text(cell) for cell in built["cells"]}
    sentences = [
        _sentence(f"{path}, cell {name!r} differs", old.get(name, ""), new.get(name, ""))
        for name in {**new, **old}
        if old.get(name) != new.get(name)
    ]
    if not sentences and list(old) != list(new):
        return [f"{path}: the same cells stand in another order."]
    return sentences or [f"{path} differs outside its cells, in metadata or layout."]


def _text(cell: dict[str, Any]) -> str:
    """A cell as lines: its source as it reads, then everything else about it."""
    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    rest = {key: value for key, value in cell.items() if key not in ("source", "id")}
    return f"{source}\n{json.dumps(rest, indent=1, sort_keys=True)}"


def _sentence(what: str, committed: str, built: str) -> str:
    diff = list(unified_diff(committed.splitlines(), built.splitlines(), lineterm="", n=1))[2:]
    if not diff:
        return f"{what} in its line ends."
    shown = diff[:_MOST_LINES]
    if len(diff) > len(shown):
        shown[-1] = f"… {len(diff) - len(shown) + 1} more lines"
    return "\n".join([f"{what} (- committed, + built):", *(f"  {line}" for line in shown)])
