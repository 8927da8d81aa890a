"""The same attacks on this project, on nbgrader and on otter-grader; `make attacks-compare`.

    python tests/benchmarks/attacks_compared.py [--only WORDS] [--graders autograder,nbgrader,otter]

Every attack is graded after an honest submission and before another. It counts as points if the
attacker, who answered nothing, has any; as a leak if his code got hold of a mark that stands in the
hidden tests, the solution, a neighbour's work or the grader's own environment; as others harmed if
an honest submission ends without its full points, or the run does not end. Takes about 15 minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from compared.attacks import ATTACKS, TOOLS, Attack
from compared.graders import (
    POINTS,
    Autograder,
    Grader,
    Nbgrader,
    Otter,
    install_otter,
)

ROOT = Path(__file__).resolve().parents[2]
KINDS: dict[str, type[Grader]] = {k.name: k for k in (Autograder, Nbgrader, Otter)}
HONEST = "def half(x):\n    return x / 2"


@dataclass(frozen=True)
class Outcome:
    """What an attack got from one grader."""

    points: bool
    leak: bool
    harm: bool

    def __str__(self) -> str:
        words = [w for w, is_so in vars(self).items() if is_so]
        return ", ".join(words) or "·"


class Trial:
    """A grader, set up once in a template that every attack gets a copy of."""

    def __init__(self, kind: type[Grader], folder: Path) -> None:
        rng = random.Random()
        self.marks = {w: str(rng.randrange(10**8, 10**9))
                      for w in ("tests", "solution", "neighbour", "token")}  # fmt: skip
        self.kind, self.folder = kind, folder / kind.name
        # Every copy stands at the same place, for the paths that graders write down.
        self.world = self.folder / "world"
        self.world.mkdir(parents=True)
        grader = self._grader()
        grader.prepare(self.marks)
        honest = f"{HONEST}  # MARK-{self.marks['neighbour']}"
        for name in ("a-honest", "z-honest"):
            grader.hand_in(name, json.dumps(grader.notebook(honest)).encode())
        if not (grader.grade(["a-honest", "z-honest"]) and self._honest_are_right(grader)):
            raise SystemExit(f"{kind.name} does not grade: {(self.world / 'log').read_text()}")
        shutil.rmtree(self.world)
        self.world.mkdir()
        grader.prepare(self.marks)
        grader.hand_in("a-honest", json.dumps(grader.notebook(honest)).encode())
        grader.grade(["a-honest"])
        self.later = json.dumps(grader.notebook(honest)).encode()
        self.world.rename(self.folder / "template")

    def _grader(self) -> Grader:
        return self.kind(self.world, {"CI_TOKEN": f"MARK-{self.marks['token']}"})

    def _honest_are_right(self, grader: Grader) -> bool:
        return all(grader.score(name) == POINTS for name in ("a-honest", "z-honest"))

    def outcome(self, attack: Attack) -> Outcome:
        """Try one attack."""
        shutil.copytree(self.folder / "template", self.world, symlinks=True)
        try:
            with listener() as (port, heard):
                grader = self._grader()
                (self.world / "home").mkdir(exist_ok=True)
                (self.world / "home/.token").write_text(f"MARK-{self.marks['token']}")
                grader.hand_in("m-attack", self._handed_in(grader, attack, port))
                grader.hand_in("z-honest", self.later)
                ended = grader.grade(["m-attack", "z-honest"])
                found = [grader.shown("m-attack"), *heard]
                if (self.world / "loot").exists():
                    found.append((self.world / "loot").read_text())
                stolen = [m for m in self.marks.values() if any(self._says(f, m) for f in found)]
                harm = not ended or not self._honest_are_right(grader)
                return Outcome((grader.score("m-attack") or 0) > 0, bool(stolen), harm)
        finally:
            shutil.rmtree(self.world, ignore_errors=True)

    @staticmethod
    def _says(text: str, mark: str) -> bool:
        # A notebook's own copy of a hidden test is no loot; what was printed or noted is.
        return f"LOOT:{mark}" in text or mark in text.split()

    def _handed_in(self, grader: Grader, attack: Attack, port: int) -> bytes:
        tools = TOOLS.format(world=str(self.world), port=port)
        notebook = grader.notebook(tools + attack.code)
        edited = attack.edit(notebook)
        return json.dumps(notebook).encode() if edited is None else edited


@contextmanager
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port that somebody may phone home to, and what was said."""
    heard: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    with server.accept()[0] as caller:
                        caller.settimeout(2)
                        heard.append(caller.recv(1000).decode("ascii", "replace"))
                except TimeoutError:
                    continue
                except OSError:
                    return

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield server.getsockname()[1], heard
        server.shutdown(socket.SHUT_RDWR)
        thread.join(3)


def table(outcomes: dict[str, list[Outcome]], attacks: list[Attack]) -> str:
    """A line for every attack, and the sums that the README shows."""
    names = list(outcomes)
    lines = [f"{'':58}" + "".join(f"{name:22}" for name in names)]
    for attack, row in zip(attacks, zip(*outcomes.values(), strict=True), strict=True):
        lines.append(f"{attack.aim + ': ' + attack.name:58}" + "".join(f"{o!s:22}" for o in row))
    return "\n".join([*lines, "", sums(outcomes)])


def sums(outcomes: Mapping[str, Sequence[Outcome]]) -> str:
    """How many of the attacks paid, by grader and by what they got."""
    tried = max(map(len, outcomes.values()))
    lines = [f"{f'of {tried} attacks':34}" + "".join(f"{name:>12}" for name in outcomes)]
    for what, field in (
        ("gain points", "points"),
        ("learn what is secret", "leak"),
        ("harm others or stop the run", "harm"),
    ):
        counts = [sum(getattr(o, field) for o in those) for those in outcomes.values()]
        lines.append(f"{what:34}" + "".join(f"{count:>12}" for count in counts))
    return "\n".join(lines)


def main() -> int:
    """Try everything and print the table; 1 if an attack on this project paid."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="attacks with these words in their names")
    parser.add_argument("--graders", default=",".join(KINDS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the outcomes, too")
    wanted = parser.parse_args()
    attacks = [a for a in ATTACKS if wanted.only in f"{a.aim}: {a.name}"]
    chosen = wanted.graders.split(",")
    if "otter" in chosen:
        Otter.home = install_otter(ROOT / "build" / "otter")
    outcomes: dict[str, list[Outcome]] = {}
    with tempfile.TemporaryDirectory(prefix="compared-") as folder:
        for name in chosen:
            trial = Trial(KINDS[name], Path(folder))
            outcomes[name] = []
            for attack in attacks:
                outcomes[name].append(trial.outcome(attack))
                print(f"{name}: {attack.aim}: {attack.name}: {outcomes[name][-1]}", file=sys.stderr)
    print(table(outcomes, attacks))
    if wanted.json:
        wanted.json.parent.mkdir(parents=True, exist_ok=True)
        plain = {name: [vars(o) for o in those] for name, those in outcomes.items()}
        wanted.json.write_text(json.dumps(plain, indent=1))
    paid = [o for o in outcomes.get("autograder", []) if o.points or o.leak or o.harm]
    return 1 if paid else 0


if __name__ == "__main__":
    sys.exit(main())
