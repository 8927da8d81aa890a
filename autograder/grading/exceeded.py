"""A sentence for every limit that a notebook may run into: which one it was, and how much it is.

Says it beside Python's own words, which do not tell who set the limit. What the box says of an
error is believed only as far as words for its own student.
"""

from __future__ import annotations

from autograder.limits import Limits

# The exception's type, a sign in its message, and what to say.
_TOLD: tuple[tuple[str, str, str], ...] = (
    ("MemoryError", "", "A notebook may use {memory_mib} MiB of memory here."),
    ("OSError", "[Errno 12]", "A notebook may use {memory_mib} MiB of memory here."),
    ("OSError", "[Errno 24]", "A notebook may have {open_files} files open at a time here."),
    ("OSError", "[Errno 27]", "A file may have {file_mib} MiB here."),
    ("OSError", "[Errno 28]", "A notebook may write {scratch_mib} MiB of files here."),
    ("RuntimeError", "start new thread", "A notebook may have {threads} threads here."),
)


def told(kind: str, message: str, limits: Limits) -> str:
    """The message of an exception, with a sentence on the limit if it speaks of one."""
    for type_, sign, sentence in _TOLD:
        # NumPy's own MemoryError bears a name with an underscore in front.
        if kind.lstrip("_").endswith(type_) and sign in message:
            return f"{_ended(message)}{sentence.format(**vars(limits))}"
    return message


def time(limits: Limits, *, spent: float | None = None) -> str:
    """That a cell was stopped; `spent`: the seconds of the whole notebook that were used up."""
    if spent is not None:
        words = f"It was stopped when the notebook had run for {spent:g} s."
        return f"{words} Look for cells that take long."
    return f"It ran longer than {limits.cell_seconds:g} s. Look for a loop that does not end."


def output(limits: Limits) -> str:
    """That more was printed than is kept."""
    return (
        f"Your cells printed more than {limits.output_kib} KiB; the rest was dropped. It costs no "
        "points."
    )


def _ended(message: str) -> str:
    return f"{message.rstrip('.')}. " if message else ""
