"""Runs a command under a profile such as containers have: `profile.py CALL[,CALL] COMMAND...`.

Refuses the named system calls, and with `unshare` whatever else makes a namespace; everything else
is allowed. Built with the box's own filter.
"""

import os
import sys
from pathlib import Path

import autograder.box

sys.path.insert(0, str(Path(autograder.box.__file__).parent))
from inside import policy, privileges, seccomp, syscalls

NAMESPACES = 0x7E020000 | 0x80  # CLONE_NEW…, as far as clone knows them
ABSENT = {"clone3", "landlock_create_ruleset"}  # what an older kernel says


def main():
    refused, command = sys.argv[1].split(","), sys.argv[2:]
    machine = syscalls.native()
    rules = dict.fromkeys(machine.numbers, policy.ALLOW)
    if "unshare" in refused:
        refused += ["clone3", "setns", "mount", "pivot_root"]
        rules["clone"] = policy.Argument(0, NAMESPACES, (0,))
    for name in refused:
        rules[name] = policy.ABSENT if name in ABSENT else policy.REFUSE
    privileges.forgo_new_privileges()
    seccomp.install(seccomp.build(rules, machine).for_process(os.getpid()))
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
