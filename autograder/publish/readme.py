"""The release's README.md: how a student gets from the folder to a handed-in notebook.

Written from the assignment's own settings, so that it cannot say other points or another date
than the notebook and the manifest.
"""

from __future__ import annotations

from collections.abc import Mapping

from autograder.course import Assignment

# For the notebook itself and its pictures, whatever the assignment adds.
_ALWAYS = ("jupyterlab", "matplotlib")


def readme(assignment: Assignment, files: tuple[str, ...], exercises: Mapping[str, float]) -> str:
    """The README's Markdown; `files` are the others in the release, `exercises` have points."""
    parts = (
        f"# {assignment.title}",
        _when(assignment),
        _contents(assignment, files),
        _start(assignment),
        _work(assignment),
        _points(exercises),
        _hand_in(assignment),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _when(assignment: Assignment) -> str:
    hours = f"Plan about {assignment.hours:g} hours." if assignment.hours else ""
    due = f"Due {assignment.due:%Y-%m-%d %H:%M %Z}." if assignment.due else ""
    return " ".join(part for part in (due, *assignment.policy.told, hours) if part)


def _contents(assignment: Assignment, files: tuple[str, ...]) -> str:
    notebook = f"{assignment.name}.ipynb"
    lines = [f"- `{notebook}`: the lab. You write in this file only."]
    lines += [
        f"- `{name}`: used by the notebook; leave it beside it."
        for name in sorted(files)
        if name != notebook and not name.startswith(".")
    ]
    lines.append(
        "- `.github/`, `.gitlab-ci.yml`: in a repository of your own, run the notebook's tests at "
        "every push;\n  what they say at their top makes them hand in, too."
    )
    lines.append("- `MANIFEST.json`: version and check sums of these files.")
    return "## What is in this folder\n\n" + "\n".join(lines)


def _start(assignment: Assignment) -> str:
    packages = " ".join(sorted({*assignment.packages, *_ALWAYS}))
    return f"""## Start

With Python 3.11 or newer, in this folder:

```
python -m venv .venv
source .venv/bin/activate        # Windows: .venv\\Scripts\\activate
python -m pip install {packages}
jupyter lab {assignment.name}.ipynb
```

After that nothing needs the network."""


def _work(assignment: Assignment) -> str:
    return """## Work

1. Run the notebook from the top, cell by cell, to the first one that says `# YOUR CODE HERE`.
2. Read the text above that cell, then put your code in the place of the comment and of the `raise`
   below it. Keep the names and arguments that are there: the tests call them.
3. Run the test cell that follows. It is quick and finds common slips; when it fails, its message
   says what it expected.
4. Look at the picture that closes the exercise: it shows what your code does.

You may add cells of your own. Cells with given code and tests are locked; whatever you change in
them is put back before grading."""


def _points(exercises: Mapping[str, float]) -> str:
    rows = "\n".join(f"| `{name}` | {points:g} |" for name, points in exercises.items())
    return f"""## Points

| exercise | points |
|---|---:|
{rows}
| total | {sum(exercises.values()):g} |

Grading runs more checks than the notebook shows, on other numbers. Each exercise is graded on its
own, and each part of it separately: one that is still wrong does not cost you the others,
only what runs all exercises together, where a lab asks for that."""


def _hand_in(assignment: Assignment) -> str:
    return f"""## Hand in

Choose *Kernel → Restart Kernel and Run All Cells…* once more, save, and hand in
`{assignment.name}.ipynb`, that one file, where your course collects it. If your course gave you an
address and a token for its exchange, `autograder submit` sends it from the command line and prints
a receipt."""
