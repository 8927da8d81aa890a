"""The box's own side of a session: raise the fences, run the cells, answer scenarios.

Runs in the forked child and never returns. Everything it sends is an ordinary frame; the grader
believes none of it.
"""

from __future__ import annotations

import itertools
import math
import os
import socket
import sys
import time
from typing import Any, NoReturn

from . import chance, fences, syscalls, wire
from .cells import Notebook, OutOfTime, describe, time_limit
from .output import Output
from .scenario import MissingAttribute, MissingName, Scenario
from .watch import Watched

_LAST = 1 << 31  # beyond every descriptor
_MUCH, _LONG = 1 << 16, 0.1  # bytes and seconds that answers may wait for others to be sent with


def serve(
    channel_fd: int, output_fd: int, prepared: fences.Fences, watchers: dict[str, Watched]
) -> NoReturn:
    """Answer one submission's session on the channel, then exit."""
    status = 1
    try:
        channel = _settle(channel_fd, output_fd, prepared.ruleset)
        fences.raise_fences(prepared)
        _converse(channel, watchers)
        status = 0
    except (EOFError, OSError):
        status = 0  # the grader closed the channel: it has seen enough
    finally:
        os._exit(status)


def _settle(channel_fd: int, output_fd: int, ruleset: int) -> socket.socket:
    """Keep the channel and the output file, and let go of every other descriptor."""
    null = os.open("/dev/null", os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(output_fd, 1)
    os.dup2(output_fd, 2)
    kept = sorted({2, channel_fd, ruleset, _LAST} - {-1})  # -1: there is no ruleset
    for below, above in itertools.pairwise(kept):
        if below + 1 < above:
            syscalls.call("close_range", below + 1, above - 1, 0)
    return socket.socket(fileno=channel_fd)


def _converse(channel: socket.socket, watchers: dict[str, Watched]) -> None:
    plan = wire.receive(channel, wire.unpack_questions)
    sys.stdout = sys.stderr = Output(plan["output_bytes"])
    chance.start(plan["seed"])
    notebook = Notebook()
    _run_cells(channel, notebook, plan)
    while True:
        request = wire.receive(channel, wire.unpack_questions)
        _answer(channel, notebook, request, watchers)


def _run_cells(channel: socket.socket, notebook: Notebook, plan: dict[str, Any]) -> None:
    up = time.monotonic() + plan.get("cells_seconds", math.inf)
    for step in plan["steps"]:
        if "checkpoint" in step:
            notebook.remember(step["checkpoint"])
            continue
        wire.send(channel, {"began": step["cell"]})
        ended = _run_cell(notebook, step, min(plan["cell_seconds"], up - time.monotonic()))
        if ended["status"] != "ok":
            wire.send(channel, {"ended": step["cell"], **ended})
    wire.send(channel, {"ready": True})


def _run_cell(notebook: Notebook, step: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Run a cell; only its definitions where that is all to be done, or no time is left."""
    if step.get("only_definitions") or seconds <= 0:
        return {**notebook.define(step["cell"], step["source"]), "spent": seconds <= 0}
    return notebook.run(step["cell"], step["source"], seconds)


def _answer(
    channel: socket.socket,
    notebook: Notebook,
    request: dict[str, Any],
    watchers: dict[str, Watched],
) -> None:
    """Run the request's scenarios, up to the first that gives no answer; a frame for each.

    Frames wait for each other, since every one sent wakes the grader, but not for long: a grader
    that hears nothing takes the box for dead.
    """
    outgoing, sent = bytearray(), time.monotonic()
    for number, operations in enumerate(request["scenarios"]):
        reply = _reply(notebook, request, number, operations, watchers)
        outgoing += wire.pack(reply)
        if reply["problem"]:
            break
        if len(outgoing) > _MUCH or time.monotonic() - sent > _LONG:
            channel.sendall(outgoing)
            outgoing, sent = bytearray(), time.monotonic()
    channel.sendall(outgoing)


def _reply(
    notebook: Notebook,
    request: dict[str, Any],
    number: int,
    operations: list[list[Any]],
    watchers: dict[str, Watched],
) -> dict[str, Any]:
    notebook.go_to(request["at"])
    chance.start((request["seed"] + number) % 2**32)
    scenario = Scenario(notebook.names, watchers)
    problem = None
    try:
        with time_limit(request["seconds"]):
            scenario.run(operations)
    except OutOfTime:
        problem = {"kind": "timeout"}
    except MissingName as missing:
        problem = {"kind": "missing", "name": str(missing)}
    except MissingAttribute as missing:
        problem = {"kind": "lacking", "name": str(missing)}
    except BaseException as error:  # SystemExit too: a scenario's end is not the box's end
        # The message stays here: it may hold numbers of a hidden check.
        problem = {"kind": "raised", **describe(error, with_message=False)}
    return {"id": request["id"] + number, "answers": scenario.answers, "problem": problem}
