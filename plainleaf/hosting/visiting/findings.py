"""What can be wrong with a live site, for people: what was found where, and what to do."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal[
    "stale", "missing", "changed", "added", "headers", "type", "redirect", "not-found", "insecure", "alert-over",
    "expired", "exposed", "unlisted", "unread",
]  # fmt: skip


class Finding(Struct, frozen=True):
    """Something that is wrong: its kind, the address where it was seen first, what it is, and what to do."""

    kind: Kind
    address: str
    what: str
    fix: str
