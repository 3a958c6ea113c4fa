"""Who sends, without knowing who it is: how many requests came from one address within some minutes.

An address is kept as a hash with a salt that is only in memory and new every day, so it cannot be found out later.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv6Address, ip_address

DAY = 86_400
WINDOW = 600  # seconds in which requests are counted
# More addresses than these within one window are an attack from many places, which counting cannot stop.
MAX_ADDRESSES = 100_000
# A household has many addresses of IPv6, which share the first 64 of 128 bits.
HOUSEHOLD = (1 << 128) - (1 << 64)


def find_address(peer: str | None, forwarded: str, proxies: Collection[str]) -> str:
    """The address that a request comes from. What a proxy says of it counts only if the proxy is one of ours.

    `peer` is None behind a Unix socket, which only our own proxy can reach.
    """
    named = [name.strip() for name in forwarded.split(",") if name.strip()]
    address = peer
    # Each proxy adds at the end whom it talks to; what stands before was written by whoever that was.
    while named and (address is None or address in proxies):
        address = named.pop()
    return address or ""


class Rates:
    """Counts the requests from each address. `now` returns seconds that never go back."""

    def __init__(self, most: int, now: Callable[[], float]) -> None:
        """`most` requests are let in from one address within ten minutes."""
        self._most = most
        self._now = now
        self._salt = b""
        self._salted = 0.0
        self._counts: dict[bytes, int] = {}
        self._began = 0.0

    def lets_in(self, address: str) -> bool:
        """Count one more request, and say whether it is one too many."""
        self._renew()
        name = hashlib.blake2b(_household(address), key=self._salt, digest_size=16).digest()
        if name not in self._counts and len(self._counts) >= MAX_ADDRESSES:
            return True
        count = self._counts[name] = self._counts.get(name, 0) + 1
        return count <= self._most

    def _renew(self) -> None:
        now = self._now()
        if not self._salt or now - self._salted >= DAY:
            self._salt, self._salted, self._counts = secrets.token_bytes(32), now, {}
        if now - self._began >= WINDOW:
            self._began, self._counts = now, {}


def _household(address: str) -> bytes:
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return b""
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or IPv6Address(int(found) & HOUSEHOLD)
    return found.packed
