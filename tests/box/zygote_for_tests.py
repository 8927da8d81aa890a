"""Runs as a program: reads a plan, forks a fenced child for each source, prints their endings."""

import contextlib
import ctypes
import fcntl
import json
import os
import resource
import signal
import socket
import struct
import subprocess
import sys
import time

# Loaded before the fences, so that an attack meets them and not a missing module.
MODULES = (ctypes, fcntl, json, os, resource, signal, socket, struct, subprocess, sys, time)


def main():
    plan = json.load(sys.stdin)
    sys.path.insert(0, plan["package"])
    from inside import fences, syscalls

    exec(plan["imports"], {})
    if plan["user"] is not None:
        os.setgroups([])
        os.setgid(plan["user"])
        os.setuid(plan["user"])
        syscalls.call("prctl", 4, 1)  # as if the user had started us: open to his own processes
    prepared = fences.prepare(
        fences.Limits(**plan["limits"]),
        plan["read"],
        [plan["ground"]["writable"]],
        frozenset(fences.Layer(name) for name in plan["without"]),
    )
    sibling = spawn_sibling(syscalls)
    names = {"call": syscalls.call, "sibling": sibling, "zygote": os.getpid(), **plan["ground"]}
    names |= {module.__name__: module for module in MODULES}
    endings = [run(source, prepared, fences, dict(names)) for source in plan["sources"]]
    os.kill(sibling, signal.SIGKILL)
    print(json.dumps(endings))


def spawn_sibling(syscalls):
    """Somebody to attack: open to tracers, deaf to SIGTERM and SIGIO."""
    sibling = os.fork()
    if sibling == 0:
        for harmless in (signal.SIGTERM, signal.SIGIO):
            signal.signal(harmless, signal.SIG_IGN)
        with contextlib.suppress(OSError):  # where there is no Yama
            syscalls.call("prctl", 0x59616D61, 0xFFFFFFFFFFFFFFFF)  # any tracer may
        syscalls.call("prctl", 1, signal.SIGKILL)
        time.sleep(600)
    return sibling


def run(source, prepared, fences, names):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        end(writer, attempt(source, prepared, fences, names))
    os.close(writer)
    with os.fdopen(reader, "rb") as answers:
        answer = answers.read()
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return {"signal": os.WTERMSIG(status)}
    return {**(json.loads(answer) if answer else {}), "code": os.WEXITSTATUS(status)}


def attempt(source, prepared, fences, names):
    try:
        fences.raise_fences(prepared)
        exec(compile(source, "<source>", "exec"), names)
    except BaseException as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return {"said": names.get("said")}


def end(writer, answer):
    os.write(writer, json.dumps(answer).encode())
    os._exit(0)


if __name__ == "__main__":
    main()
