"""What more workers bring: right notebooks, graded by 1, 2 and 4 workers of a Dask cluster.

    python tests/benchmarks/scale.py [--notebooks 600] [--workers 1,2,4]

Seconds count everything, the start of the cluster included; CPU seconds are those of all processes,
which other work on the machine changes little. The last lines reckon, from the CPU seconds that
twice as many submissions cost more, how long 100,000 take on so many cores; 30 s for a start.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import measured
from graders import BIN
from material import write_class

from autograder.course import Course

ROOT = Path(__file__).resolve().parents[2]
MANY, START_SECONDS = 100_000, 30
CORES = (8, 64, 512)


def main() -> None:
    """Measure, print the table, keep the numbers."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--notebooks", type=int, default=600)
    parser.add_argument("--workers", default="1,2,4")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "scale")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the numbers, too")
    wanted = parser.parse_args()
    counts = [int(count) for count in wanted.workers.split(",")]
    numbers: dict[str, Any] = {"cores": os.cpu_count(), "runs": []}
    for workers, count in [
        *((workers, wanted.notebooks) for workers in counts),
        (counts[-1], 2 * wanted.notebooks),
    ]:
        numbers["runs"].append(grade(wanted.folder, count, workers))
    for line in table(numbers):
        print(line)
    print(f"Load at the end: {measured.load()}")
    if wanted.json:
        wanted.json.parent.mkdir(parents=True, exist_ok=True)
        wanted.json.write_text(json.dumps(numbers, indent=1))


def table(numbers: dict[str, Any]) -> Iterator[str]:
    """What was measured, and what is reckoned from it."""
    *runs, last, more = numbers["runs"]
    yield f"{'workers':>8}{'submissions':>13}{'seconds':>9}{'per second':>12}{'CPU s each':>12}"
    for run in (*runs, last, more):
        rate, each = run["count"] / run["seconds"], run["cpu"] / run["count"]
        yield (
            f"{run['workers']:>8}{run['count']:>13}{run['seconds']:>9.1f}{rate:>12.1f}{each:>12.3f}"
        )
    each = (more["cpu"] - last["cpu"]) / (more["count"] - last["count"])
    yield ""
    yield f"measured on {numbers['cores']} cores; one more submission takes {each:.3f} CPU s"
    for cores in CORES:
        minutes = (MANY * each / cores + START_SECONDS) / 60
        yield f"reckoned: {MANY:,} submissions on {cores} cores take {minutes:.1f} minutes"


def grade(folder: Path, count: int, workers: int) -> dict[str, Any]:
    """Seconds, and CPU seconds of all processes, for so many notebooks."""
    shutil.rmtree(folder, ignore_errors=True)
    write_class(Course(ROOT).assignment("pysmorch"), folder / "submitted", count)
    command = [BIN / "autograder", "--course", ROOT, "grade", folder / "submitted"]
    options = ["-o", folder / "out", "--executor", "dask", "-j", str(workers)]
    taken = measured.run([*command, *options])
    lines = (folder / "out/results.jsonl").read_text().splitlines()
    if [json.loads(line)["score"] for line in lines] != [100] * count:
        raise SystemExit("every notebook is right, and not every one got all points")
    return {"workers": workers, "count": count, "seconds": taken.seconds, "cpu": taken.cpu}


if __name__ == "__main__":
    main()
