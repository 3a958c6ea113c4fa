"""Cuts off who says or hears nothing. One connection is for one request, so it has an age that it never needs."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

# The longest head: a few lines about the browser, and the address.
LARGEST_HEAD = 16_384  # bytes
# Below the 1024 files that a process may have open. A web server in front answers for whoever is cut off.
MAX_CONNECTIONS = 950
# After so many times the patience for a head, a request was read, stored and answered, or never will be.
LONGEST = 4


class ImpatientProtocol(H11Protocol):
    """A connection that is closed unless the head of a request has come in time, and its answer has been taken; for its
    body see service.py.

    The time is that which uvicorn would wait for the next request on a connection, which there never is. A class
    because uvicorn asks for one.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        if len(self.connections) > MAX_CONNECTIONS:
            transport.abort()
        patience = self.config.timeout_keep_alive
        self._ends = (
            self.loop.call_later(patience, self._lose_patience),
            self.loop.call_later(LONGEST * patience, transport.abort),
        )

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        for end in self._ends:
            end.cancel()
        super().connection_lost(exc)

    def _lose_patience(self) -> None:
        cycle: Any = self.cycle
        if cycle is None and not self.transport.is_closing():
            self.transport.abort()
