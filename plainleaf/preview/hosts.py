"""The host names and addresses that the development server answers to.

A foreign page could point its own name at this machine (DNS rebinding), and read the site in the browser of someone at
the clinic. So the server answers only to names that are known to be this machine's. Nobody can rebind an IP address, so
a server that listens on all addresses of the machine answers to any of them.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from contextlib import suppress
from ipaddress import ip_address

from msgspec import Struct

from plainleaf.patterns import lazy_pattern

HOST = lazy_pattern(r"(?:\[([0-9a-f:.]+)\]|([^:\[\]]+))(?::(\d+))?")
PORT_OF_HTTP = 80
# Addresses reserved for documentation: nobody has them, and nothing is ever sent there.
ELSEWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}


class Hosts(Struct, frozen=True):
    """The port, the names that are answered, and the URLs for browsers: the first of `addresses` is the site's."""

    port: int
    names: frozenset[str]
    addresses: tuple[str, ...]
    answers_any_address: bool
    is_of_this_computer: bool

    @property
    def other_address(self) -> str:
        """The same server under another name of this computer: for browsers, another origin."""
        return _to_url("localhost", self.port)

    def answers(self, host: str) -> bool:
        """Whether a request for 'name:port' is answered."""
        found = HOST.fullmatch(host.lower())
        if not found or int(found[3] or PORT_OF_HTTP) != self.port:
            return False
        name = found[1] or found[2]
        return name in self.names or (self.answers_any_address and _is_address(name))


def find_hosts(host: str, port: int, sockets: Sequence[socket.socket]) -> Hosts:
    """The names for a server that was asked to listen at `host`, and does so on `sockets`."""
    bound = [ip_address(each.getsockname()[0].partition("%")[0]) for each in sockets]
    is_own = all(each.is_loopback for each in bound)
    names = {host.lower(), *map(str, bound), *(["localhost"] if is_own else [])}
    reached = [host]
    if is_anywhere := any(each.is_unspecified for each in bound):
        machine = socket.gethostname().lower()
        names = {"localhost", machine, f"{machine}.local"}
        reached = [*_addresses_in_networks({each.family for each in sockets}), "localhost"]
    return Hosts(port, frozenset(names), tuple(_to_url(name, port) for name in reached), is_anywhere, is_own)


def _addresses_in_networks(families: set[int]) -> Iterator[str]:
    """The source addresses this machine would use to reach others; none without a network."""
    for family, elsewhere in ELSEWHERE.items():
        with suppress(OSError):
            if family in families:
                with socket.socket(family, socket.SOCK_DGRAM) as probe:
                    # On a datagram socket this only selects the route.
                    probe.connect((elsewhere, PORT_OF_HTTP))
                    yield probe.getsockname()[0]


def _to_url(name: str, port: int) -> str:
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
