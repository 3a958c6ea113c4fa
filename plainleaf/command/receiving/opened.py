"""Requests as they are read on a staff computer: opened, or with the reason why they cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

import msgspec
from msgspec import Struct

from plainleaf.command.receiving.relay import Moment, Sent, is_sensible
from plainleaf.receiver.sealing import SealingError, open_sealed
from plainleaf.receiver.store import StoredRequest

VERSION = 1
NO_KEY = "this computer has no key"
NOT_A_REQUEST = "What is in it is no request. It was not made by plainleaf."
OTHER_PLACE = "It was put in the place of another request: somebody changed the store."


# A request as a store keeps it, or as it came from one.
Kept: TypeAlias = StoredRequest | Sent


class Answer(Struct, frozen=True):
    """The answer to a question of a form. Whoever chose several things gave several answers."""

    name: str
    label: str
    value: str


class Content(Struct, frozen=True):
    """What was sealed."""

    version: int
    id: str
    form: str
    page: str
    language: str
    received: Moment
    answers: tuple[Answer, ...]


class Request(Struct, frozen=True):
    """A request. Without a content, `fault` says why, as a sentence."""

    number: int
    form: str
    language: str
    received: datetime
    answered: datetime | None
    content: Content | None = None
    fault: str = ""


class _Version(Struct, frozen=True):
    """What every version of a content has."""

    version: int


def open_requests(kept: Iterable[Kept], keys: Sequence[str]) -> Iterator[Request]:
    """Each request of a store, opened by whichever of the private keys fits."""
    for each in kept:
        content, fault = _open(each, keys)
        shown = content or each
        yield Request(each.id, shown.form, shown.language, shown.received, each.answered, content, fault)


def _open(kept: Kept, keys: Sequence[str]) -> tuple[Content | None, str]:
    if not keys:
        return None, NO_KEY
    try:
        text = open_sealed(kept.sealed, keys)
        version = msgspec.json.decode(text, type=_Version).version
        if version != VERSION:
            return None, f"It has the form of another version of plainleaf ({version}). Install the newest one here."
        content = msgspec.json.decode(text, type=Content)
    except SealingError as error:
        return None, str(error)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None, NOT_A_REQUEST
    if content.id != kept.key.hex():
        return None, OTHER_PLACE
    if not is_sensible(content.received):
        return None, NOT_A_REQUEST
    return content, ""
