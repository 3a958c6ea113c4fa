"""Opens what the receiver listens at: a port, or a socket that only its own group can reach."""

from __future__ import annotations

import socket
from contextlib import closing, suppress
from pathlib import Path

WAITING = 1024  # connections that may wait to be taken up
OWNER_AND_GROUP = 0o660


def listen_at(place: str) -> socket.socket:
    """A socket at an address and port, or at a path. Raises OSError."""
    if place.startswith("/"):
        return _listen_at_path(Path(place))
    host, _, port = place.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, int(port)), family=family, backlog=WAITING)


def name_of(listening: socket.socket) -> str:
    """How to write where a socket listens."""
    name = listening.getsockname()
    return name if isinstance(name, str) else f"{name[0]}:{name[1]}"


def _listen_at_path(path: Path) -> socket.socket:
    with closing(socket.socket(socket.AF_UNIX)) as other, suppress(ConnectionRefusedError, FileNotFoundError):
        other.connect(str(path))
        raise OSError(None, "another receiver listens there")
    # What a killed receiver has left refuses connections.
    if path.is_socket():
        path.unlink()
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(path))
    path.chmod(OWNER_AND_GROUP)
    listening.listen(WAITING)
    return listening
