"""The texts of a course that is taken over: its cells, its settings and its README."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from importlib import resources

from autograder.publish.markers import BEGIN, END, hidden_lines
from autograder.starter.nbgrader_source import Part

PRELOADED = ("numpy", "scipy", "pandas", "matplotlib.pyplot")
_MAGIC = re.compile(r"^[%!]", re.MULTILINE)
ANSWER = "*YOUR ANSWER HERE*"
YOUR_CELL = "*Write this in a code cell of your own below. It is not graded by itself.*"
_SECRET = re.compile(
    rf"^[ \t]*(?:{BEGIN}.*?{END}|[#=]+ BEGIN MARK SCHEME.*?END MARK SCHEME[ \t]*[#=]*)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)


def own_words(part: Part) -> str:
    """What students see of a cell that a person grades, or that defines nothing to be checked.

    As in nbgrader, an answer without marks is secret as a whole.
    """
    text, secrets = _SECRET.subn("", part.source)
    stub = text.strip("\n") if secrets or not part.is_answer else ""
    if not part.is_code:
        return f"{stub}\n\n{ANSWER}".strip()
    return f"{YOUR_CELL}\n\n```python\n{stub}\n```" if stub.strip() else YOUR_CELL


def count(number: float, noun: str) -> str:
    """`1 test`, `2 tests`."""
    return f"{number:g} {noun}{'s' * (number != 1)}"


def visible(source: str) -> str:
    """A test cell without its hidden part."""
    hidden = hidden_lines(source)
    lines = source.splitlines()
    marks = {n for n, line in enumerate(lines, 1) if "HIDDEN TESTS" in line}
    kept = [line for n, line in enumerate(lines, 1) if n not in hidden | marks]
    return "\n".join(kept).strip()


def prose_cell(cell_id: str, text: str) -> str:
    """A text cell of the percent format."""
    lines = (f"# {line}".rstrip() for line in text.splitlines())
    return "\n".join([f'# %% [markdown] id="{cell_id}"', *lines])


def code_cell(cell_id: str, role: str, source: str, exercise: str | None = None) -> str:
    """A code cell of the percent format, with what it is for."""
    about = f' exercise="{exercise}"' if exercise else ""
    # In a percent-format file magics stand in comments.
    return f'# %% id="{cell_id}" role="{role}"{about}\n' + _MAGIC.sub(r"# \g<0>", source)


def toml(title: str, header: list[str], shipped: Iterable[str]) -> str:
    """The `assignment.toml`; packages that the given cells import are loaded beforehand."""
    text = "\n".join(header)
    preload = [
        name for name in PRELOADED if re.search(rf"\b{re.escape(name.split('.')[0])}\b", text)
    ]
    lines = {"title": title, "preload": list(dict.fromkeys(["numpy", *preload]))}
    lines |= {"ship": list(shipped)} if shipped else {}
    return "".join(f"{key} = {json.dumps(v, ensure_ascii=False)}\n" for key, v in lines.items())


def readme(lab: str, origin: str, first: str, advice: Sequence[str]) -> str:
    """The course's README, with what its author has to do."""
    text = sample("README.md").replace("integrals", lab)
    text = text.replace("trapezoid", first).replace("with one exercise", "whose first exercise is")
    return text + _LATER.format(origin=origin, advice="\n".join(advice))


def sample(name: str) -> str:
    """A file of the sample course, as text."""
    return (resources.files("autograder.starter") / "course" / name).read_text("utf-8")


_LATER = """
## What to move to the trusted side

This course was taken over from `{origin}`. Tests that run beside the student's code can be read and
patched by it; a check that compares answers in the grader cannot. `autograder init DIR`, without
`--from`, writes a course with such checks to look at. To do:

```
{advice}
```
"""
