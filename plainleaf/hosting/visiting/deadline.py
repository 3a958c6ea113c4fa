"""Answers that end in time. The timeout of a socket is for one wait, so who sends byte by byte is never late."""

from __future__ import annotations

import http.client
import io
import socket
import time
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

TOO_SLOW = "it came too slowly"
Connection = TypeVar("Connection", bound=http.client.HTTPConnection)


def end_answers(connection: Connection, until: float) -> Connection:
    """A connection whose answers raise TimeoutError when they are not there by a moment of the monotonic clock."""
    # Typed as a class, and only ever called.
    make_response: Any = partial(_Response, until)
    connection.response_class = make_response
    return connection


class _Response(http.client.HTTPResponse):
    """An answer that ends in time, its status line, headers and trailers included. http.client wants a class."""

    def __init__(self, until: float, sock: socket.socket, debuglevel: int = 0, method: str | None = None) -> None:
        super().__init__(sock, debuglevel, method)
        self.fp: io.BufferedReader = io.BufferedReader(_InTime(sock, self.fp.detach(), until))


class _InTime(io.RawIOBase):
    """What a socket sends until a moment. A class because that is what a buffered reader reads from."""

    def __init__(self, sock: socket.socket, sent: io.RawIOBase, until: float) -> None:
        super().__init__()
        self._sock, self._sent, self._until = sock, sent, until
        self._patience = sock.gettimeout()

    def readable(self) -> bool:
        """Whether this can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        """Wait for what comes next, and put it into `buffer`. Returns the number of bytes; raises OSError."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError(TOO_SLOW)
        self._sock.settimeout(left if self._patience is None else min(left, self._patience))
        try:
            return self._sent.readinto(buffer)
        except TimeoutError:
            raise TimeoutError(TOO_SLOW) from None

    def close(self) -> None:
        """Close what the socket sends, but not the socket."""
        self._sent.close()
        super().close()
