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
        self._incoming = _Incoming(channel)

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
        self._incoming.deadline = time.monotonic() + seconds
        try:
            return wire.receive(self._incoming)  # type: ignore[arg-type]
        except TimeoutError as error:
            raise BoxSilent from error
        except (EOFError, OSError) as error:
            raise BoxGone from error
        except wire.WireError as error:
            raise Misbehaved(str(error)) from error

    def close(self) -> None:
        """Close the channel."""
        self._channel.close()


class _Incoming:
    """A socket whose reads share one deadline: a box that trickles bytes gains no time.

    Takes a small frame, length and body, out of the socket at once.
    """

    def __init__(self, channel: socket.socket) -> None:
        self._channel, self.deadline = channel, 0.0
        self._buffer = memoryview(bytearray(1 << 14))
        self._ahead = self._buffer[:0]

    def recv_into(self, wanted: memoryview) -> int:
        if not self._ahead:
            if len(wanted) >= len(self._buffer):
                return self._receive(wanted)
            self._ahead = self._buffer[: self._receive(self._buffer)]
        count = min(len(wanted), len(self._ahead))
        wanted[:count] = self._ahead[:count]
        self._ahead = self._ahead[count:]
        return count

    def _receive(self, room: memoryview) -> int:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._channel.settimeout(left)
        return self._channel.recv_into(room)
