"""The process that zygotes live in, from the grader's side: bubblewrap, or Python by itself.

On disk it has one private folder, which goes when it goes.
"""

from __future__ import annotations

import socket
import subprocess
import time

from autograder.box import namespaces
from autograder.box.private import PrivateFolder
from autograder.box.settings import BoxSettings, clean_environment, command

PATIENCE = 1.0  # seconds to end by itself, once nobody talks to it any more
CODE_SECONDS = 10.0


class Process:
    """Runs a zygote, which listens at `control`, and all that is forked from it.

    `folder` is where student code may write, as its boxes name it.
    """

    def __init__(self, settings: BoxSettings, control: socket.socket) -> None:
        self._private = None if settings.confined else PrivateFolder()
        self.folder = self._private.path if self._private else namespaces.SCRATCH
        self._popen = subprocess.Popen(
            command(settings, control.fileno()),
            pass_fds=[control.fileno()],
            env=clean_environment(self.folder),
            stdin=subprocess.DEVNULL,
            cwd="/",
            process_group=0,  # by which `close` finds what bubblewrap has left behind
        )

    @property
    def pid(self) -> int:
        """The process's number: with it, zygotes and boxes end."""
        return self._popen.pid

    @property
    def ended(self) -> bool:
        """Whether it is gone, whoever has ended it."""
        return self._popen.poll() is not None

    def exit_code(self) -> int:
        """Wait for its end, which is near, and tell its exit code."""
        return self._popen.wait(timeout=CODE_SECONDS)

    def close(self) -> None:
        """End it: by itself, if it has noticed in a moment that nobody talks to it any more."""
        deadline = time.monotonic() + PATIENCE
        while not self.ended and time.monotonic() < deadline:
            time.sleep(0.002)
        if not self.ended:
            self._popen.kill()
        self._popen.wait()
        namespaces.end_left_behind(self.pid)
        if self._private is not None:
            self._private.close()  # the zygote has emptied it, unless it was killed
            self._private = None  # closed again, its descriptor may be somebody else's
