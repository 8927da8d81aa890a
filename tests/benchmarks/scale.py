"""What more workers bring: right notebooks, graded by 1, 2 and 4 workers of a Dask cluster.

    python tests/benchmarks/scale.py [--notebooks 100] [--workers 1,2,4]

Seconds count everything, the start of the cluster included; CPU seconds are those of all processes,
which other work on the machine changes little. The last lines reckon, from the CPU seconds that
twice as many submissions cost more, how long 100,000 take on so many cores; 30 s for a start.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from graders import BIN
from material import write_class

from autograder.course import Course

ROOT = Path(__file__).resolve().parents[2]
MANY, START_SECONDS = 100_000, 30


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notebooks", type=int, default=100)
    parser.add_argument("--workers", default="1,2,4")
    wanted = parser.parse_args()
    counts = [int(count) for count in wanted.workers.split(",")]
    print(
        f"{'workers':>8} {'submissions':>12} {'seconds':>9} {'per second':>11} {'CPU s each':>11}"
    )
    for count in counts:
        seconds, cpu = grade(wanted.notebooks, count)
        rate, each = wanted.notebooks / seconds, cpu / wanted.notebooks
        print(f"{count:>8} {wanted.notebooks:>12} {seconds:>9.1f} {rate:>11.1f} {each:>11.3f}")
    more = grade(2 * wanted.notebooks, counts[-1])[1]
    each = (more - cpu) / wanted.notebooks
    load = os.getloadavg()[0]
    print(f"\nload average {load:.1f} on {os.cpu_count()} cores; {each:.3f} CPU s for one more")
    for cores in (8, 64, 512):
        minutes = (MANY * each / cores + START_SECONDS) / 60
        print(f"{MANY:,} submissions on {cores} cores: {minutes:.1f} minutes (reckoned)")


def grade(count: int, workers: int) -> tuple[float, float]:
    """Seconds, and CPU seconds of all processes, for so many notebooks."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_class(Course(ROOT).assignment("pysmorch"), folder / "submitted", count)
        command = [BIN / "autograder", "--course", ROOT, "grade", folder / "submitted"]
        options = ["-o", folder / "out", "--executor", "dask", "-j", str(workers)]
        before, started = _cpu(), time.perf_counter()
        done = subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)
        seconds, cpu = time.perf_counter() - started, _cpu() - before
        assert done.returncode == 0
        lines = (folder / "out/results.jsonl").read_text().splitlines()
        assert [json.loads(line)["score"] for line in lines] == [100] * count
    return seconds, cpu


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
