"""Cuts off who says nothing. One connection is for one request, so a connection has an age that it never needs."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

# The longest head: a few lines about the browser, and the address.
LARGEST_HEAD = 16_384  # bytes


class ImpatientProtocol(H11Protocol):
    """A connection that is closed unless the head of a request has come in time; for its body see service.py.

    The time is that which uvicorn would wait for the next request on a connection, which there never is. A class
    because uvicorn asks for one.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self.loop.call_later(self.config.timeout_keep_alive, self._lose_patience)

    def _lose_patience(self) -> None:
        cycle: Any = self.cycle
        if cycle is None and not self.transport.is_closing():
            self.transport.abort()
