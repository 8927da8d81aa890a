"""Whatever is handed in and whatever a box says: a verdict in time, and never a fault of ours.

Files are valid notebooks with random damage to structure, values, code and bytes: 500 here, 10,000
with `--soak`. Boxes speak frames with random damage: 30 here, 1,000 with `--soak`. A number of a
test that failed gives the same damage again.
"""

from __future__ import annotations

import copy
import dataclasses
import io
import json
import random
import time
import zipfile

import pytest

from autograder.grading import session
from autograder.grading.grader import Grader
from autograder.grading.notebook import read
from autograder.grading.sources import Source, collect
from autograder.limits import Limits
from autograder.verdict import Report, ReportStatus

LIMITS = Limits(
    cell_seconds=0.3,
    scenario_seconds=0.3,
    submission_seconds=3.0,
    cpu_seconds=5,
    memory_mib=256,
    output_kib=8,
)
LONGEST = 30.0  # seconds for one file on a busy machine: anything more is a hang

STRANGE = (
    None, True, False, 0, -1, 2**31, 2**63, 2**64, 10**400, 0.5, float("nan"), float("inf"), "",
    "\0", "\ud800", "\u202e", "𝕏", "code", "markdown", "raw", "x" * 100_000, "\n" * 1000, "../..",
    [], {}, [[]], [None], [[["x"]]], {"": {}}, {"source": "1"}, ["a\n", 1, None], "%%bash\nls",
    "!rm -rf x", "%matplotlib inline", "await x", "return", "def half(x): return x / 2",
    "raise SystemExit", "import sys; sys.stdout = None", "1/0", "print(", "if True:\n\tx\n    y",
)  # fmt: skip
CODE = ("(", ")", "\\", "'''", "\t", "\r", "\x0c", "é", "%", "!", "?", "\n", "# %%", "async ", "=")


def places(value, way=()):
    """Every place in a tree of lists and dicts."""
    yield way
    inner = value.items() if isinstance(value, dict) else (
        enumerate(value) if isinstance(value, list) else ()
    )  # fmt: skip
    for key, item in inner:
        yield from places(item, (*way, key))


def damaged_tree(rng, notebook):
    way = rng.choice([w for w in places(notebook) if w])
    holder = notebook
    for key in way[:-1]:
        holder = holder[key]
    key = way[-1]
    match rng.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[key] = copy.deepcopy(rng.choice(STRANGE))
        case 2:
            other = holder_of(notebook, rng.choice([w for w in places(notebook) if w]))
            holder[key] = copy.deepcopy(other)
        case 3 if isinstance(holder, list):
            holder[key:key] = [copy.deepcopy(holder[key])] * rng.choice([1, 2, 200])
        case 4 if isinstance(holder, list):
            rng.shuffle(holder)
        case 5 if isinstance(holder[key], str):
            holder[key] = damaged_text(rng, holder[key])
        case _:
            holder[key] = [holder[key]]


def holder_of(tree, way):
    for key in way:
        tree = tree[key]
    return tree


def damaged_text(rng, text):
    for _ in range(rng.randint(1, 4)):
        at = rng.randint(0, len(text))
        text = text[:at] + rng.choice([*CODE, "", text[: rng.randint(0, 40)]]) + text[
            at + rng.choice([0, 0, 1, 5]) :
        ]  # fmt: skip
    return text


def damaged_bytes(rng, data):
    for _ in range(rng.choice([0, 0, 0, 1, 3])):
        at = rng.randint(0, len(data))
        junk = rng.randbytes(rng.choice([1, 2, 30]))
        data = rng.choice(
            [data[:at], data[:at] + junk + data[at:], data[:at] + junk + data[at + 2 :]]
        )
    return data


def encoded(rng, notebook):
    text = json.dumps(notebook, ensure_ascii=rng.random() < 0.5)
    encoding = rng.choice(["utf-8"] * 6 + ["utf-8-sig", "utf-16", "utf-32", "latin-1", "utf-7"])
    return text.encode(encoding, rng.choice(["surrogatepass", "replace"]) if "utf-" in encoding
                       and encoding != "utf-7" else "replace")  # fmt: skip


def made(rng, notebook):
    """A damaged file, as (name, bytes)."""
    for _ in range(rng.choice([0, 1, 1, 2, 3, 8])):
        damaged_tree(rng, notebook)
    kind = rng.choice(["ipynb"] * 8 + ["py", "py"])
    if kind == "py":
        cells = notebook.get("cells")
        cells = cells if isinstance(cells, list) else []
        texts = [c.get("source") for c in cells if isinstance(c, dict)]
        text = "\n\n# %%\n".join(t for t in texts if isinstance(t, str))
        data = damaged_text(rng, text).encode("utf-8", "surrogatepass")
    else:
        data = encoded(rng, notebook)
    return f"fuzz.{kind}", damaged_bytes(rng, data)


@pytest.fixture(scope="module")
def grader(small, isolation):
    patch = pytest.MonkeyPatch()
    patch.setattr(session, "GRACE", 0.3)
    with Grader.of(dataclasses.replace(small, limits=LIMITS), isolation) as grader:
        yield grader
    patch.undo()


def fault(report, seconds):
    """What is wrong with a verdict, or nothing."""
    if report.status not in (ReportStatus.GRADED, ReportStatus.UNGRADABLE):
        return f"{report.status}: {report.reason}"
    if (report.status is ReportStatus.UNGRADABLE) != bool(report.reason):
        return f"{report.status} because of {report.reason!r}"
    if not 0 <= report.score <= report.max_score:
        return f"{report.score} of {report.max_score} points"
    if Report.from_json(report.to_json()) != report:
        return "the report does not come back as it was"
    return f"{seconds:.0f} s" if seconds > LONGEST else ""


def test_no_damage_to_a_file_is_a_fault_of_ours(grader, filled, blank, soak):
    faults, seen = [], set()
    for number in range(10_000 if soak else 500):
        rng = random.Random(number)
        name, data = made(rng, rng.choice([filled, blank])())
        began = time.monotonic()
        try:
            report = grader.grade_bytes(Source(name, ""), data)
        except Exception as error:
            faults.append(f"{number}: {type(error).__name__}: {error}")
            continue
        seen.add((report.status, report.score))
        if wrong := fault(report, time.monotonic() - began):
            faults.append(f"{number}: {wrong}")
    assert faults == []
    assert {status for status, _ in seen} == {ReportStatus.GRADED, ReportStatus.UNGRADABLE}
    assert {score for _, score in seen} >= {0, 4, 6, 10}, "some damage must leave the rest alone"


def test_no_damage_to_a_zip_is_a_fault_of_ours(grader, blank, tmp_path, soak):
    faults = []
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ada/small.ipynb", json.dumps(blank()))
        archive.writestr("ben.ipynb", "{")
    for number in range(2000 if soak else 100):
        rng = random.Random(number)
        data = bytearray(packed.getvalue())
        for _ in range(rng.randint(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        (tmp_path / "class.zip").write_bytes(data[: rng.choice([None, rng.randrange(len(data))])])
        try:
            reports = [grader.grade(s) for s in collect([str(tmp_path)], ["small"]).sources]
        except Exception as error:
            faults.append(f"{number}: {type(error).__name__}: {error}")
            continue
        faults += [f"{number}: {wrong}" for report in reports if (wrong := fault(report, 0))]
    assert faults == []


DAMAGED_FRAMES = """
import random, sys
wire = sys.modules['inside.wire']
def send(channel, value, rng=random.Random({number})):
    data = bytearray(wire.pack(value))
    for _ in range(rng.choice([0, 0, 1, 2, 5])):
        at = rng.randrange(len(data))
        junk = rng.randbytes(rng.choice([1, 2, 9]))
        data[at:at + rng.choice([0, 1, len(junk)])] = rng.choice([junk, b''])
        data = data or bytearray(1)
    channel.sendall(bytes(data))
    if rng.random() < 0.1: channel.sendall(bytes(data))
wire.send = send
"""


def test_no_damage_to_what_a_box_says_is_a_fault_of_ours(
    small, isolation, filled, blank, monkeypatch, soak
):
    monkeypatch.setattr(session, "GRACE", 0.05)
    quick = dataclasses.replace(LIMITS, cell_seconds=0.1, scenario_seconds=0.1)
    faults = []
    with Grader.of(dataclasses.replace(small, limits=quick), isolation) as grader:
        for number in range(1000 if soak else 30):
            right = number % 2
            notebook = (filled if right else blank)()
            code = DAMAGED_FRAMES.format(number=number)
            cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": code}
            notebook["cells"].insert(0, cell)
            began = time.monotonic()
            report = grader.grade_bytes(Source("fuzz.ipynb", ""), json.dumps(notebook).encode())
            wrong = fault(report, time.monotonic() - began)
            if wrong or (report.score and not right):
                faults.append(f"{number}: {wrong or report.score}")
    assert faults == []


def test_a_fault_of_ours_would_be_seen():
    def report(**about):
        fields = {"status": ReportStatus.GRADED, "isolation": "strict", "seed": "s", **about}
        return Report("small", "a", None, "", **fields)

    assert fault(report(), 0) == ""
    assert fault(report(status=ReportStatus.GRADER_ERROR, reason="x"), 0)
    assert fault(report(status=ReportStatus.UNGRADABLE), 0)
    assert fault(report(reason="x"), 0)
    assert fault(report(), LONGEST + 1)


def test_the_damage_is_of_every_kind(filled):
    """Else the search would be of little worth: most files must still be read as notebooks."""
    readable = 0
    for number in range(200):
        rng = random.Random(number)
        name, data = made(rng, filled())
        try:
            readable += bool(read(name, data).cells)
        except Exception:
            continue
    assert 60 < readable < 190
