"""The grader's end of the channel to a box: frames in and out, with a deadline on every one.

What arrives is untrusted. A frame that breaks the rules ends the conversation with Misbehaved.
"""

from __future__ import annotations

import socket
import time
from typing import Any

from autograder.box.inside import wire


class BoxGone(Exception):
    """The box closed the channel or died."""


class BoxSilent(Exception):
    """The box did not answer in time."""


class Misbehaved(Exception):
    """The box sent something that is no proper frame."""


class Connection:
    """A channel to one box."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel

    def send(self, value: Any, seconds: float) -> None:
        """Send a frame; the box must have taken it within `seconds`."""
        self._channel.settimeout(seconds)
        try:
            wire.send(self._channel, value)
        except TimeoutError as error:
            raise BoxSilent from error
        except OSError as error:
            raise BoxGone from error

    def receive(self, seconds: float) -> Any:
        """Receive a frame that must be complete within `seconds`."""
        deadline = time.monotonic() + seconds
        try:
            return wire.receive(_Deadline(self._channel, deadline))  # type: ignore[arg-type]
        except TimeoutError as error:
            raise BoxSilent from error
        except (EOFError, OSError) as error:
            raise BoxGone from error
        except wire.WireError as error:
            raise Misbehaved(str(error)) from error

    def close(self) -> None:
        """Close the channel."""
        self._channel.close()


class _Deadline:
    """A socket whose reads share one deadline: a box that trickles bytes gains no time."""

    def __init__(self, channel: socket.socket, deadline: float) -> None:
        self._channel, self._deadline = channel, deadline

    def recv_into(self, buffer: memoryview) -> int:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._channel.settimeout(left)
        return self._channel.recv_into(buffer)
