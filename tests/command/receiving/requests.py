"""Requests as a receiver keeps them, made for a test."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from plainleaf.command.receiving.key_files import make_private_key, public_of, save_key
from plainleaf.receiver.sealing import seal
from plainleaf.receiver.store import Store, open_store
from tests.site_tools import Run, run_plainleaf

NOW = datetime(2026, 11, 30, 15, 4, tzinfo=UTC)


def give_key(folder: Path, name: str = "desk", passphrase: str = "") -> str:
    """Put a new key into the folder of a staff computer, and give its public half."""
    private = make_private_key()
    save_key(folder, name, private, passphrase)
    return public_of(private)


def answer(name: str, value: str, label: str = "") -> dict[str, str]:
    """An answer as it is sealed."""
    return {"name": name, "label": label or f"Your {name}?", "value": value}


class Receiver:
    """What stands on a server: a store, and the public keys for which requests are sealed."""

    def __init__(self, file: Path, *recipients: str) -> None:
        self.file = file
        self.recipients = recipients
        self.store: Store = open_store(str(file))

    def take(
        self, *answers: dict[str, str], days_ago: float = 0, recipients: Sequence[str] = (), **changes: Any
    ) -> int:
        """Keep a request, and give its number. `changes` replace what is sealed."""
        key, received = secrets.token_bytes(32), datetime.now(UTC) - timedelta(days=days_ago)
        content = {
            "version": 1, "id": key.hex(), "form": "booking", "page": "booking/index.html", "language": "en",
            "received": received.isoformat(), "answers": answers, **changes,
        }  # fmt: skip
        return self.keep(seal(json.dumps(content).encode(), recipients or self.recipients), received, key)

    def keep(self, sealed: bytes, received: datetime = NOW, key: bytes = b"key") -> int:
        """Keep what is given, and give its number."""
        assert self.store.add(key, sealed, "booking", "en", received)
        return max(request.id for request in self.store.read())


def inbox(receiver: Receiver, *arguments: str | Path) -> Run:
    """Run `inbox` on the store of a receiver."""
    return run_plainleaf("inbox", *arguments, "--store", receiver.file)
