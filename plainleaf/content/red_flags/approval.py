"""Approvals of red flags: a digest of what a clinician approved, so that any later change is found, and where it is.

The mark of an approval begins with the digest of the whole set. After it come short digests of its parts, which only
tell what has changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from plainleaf.content.red_flags.sets import RedFlags, RedFlagSets, Sign

WHOLE_LENGTH, PART_LENGTH = 10, 4
ORIGINAL = "original"
# The parts of a set beside its signs, each with what it is called in a message.
PARTS: Mapping[str, str] = {
    "heading": "the heading",
    "urgency": "'urgency'",
    "conditions": "'conditions'",
    "pages": "'pages'",
    "evidence": "the evidence",
    ORIGINAL: "the set of the default language, which this one translates,",
}


class Change(Struct, frozen=True):
    """What differs from the approved set: the keys that lead to it in the file, and its name in a message."""

    path: tuple[str, ...]
    what: str


def find_original(red_flags: Mapping[str, RedFlagSets], default: str, language: str, name: str) -> RedFlags | None:
    """The set of the default language that a set translates; None if there is none, or it is that set itself."""
    return None if language == default else red_flags.get(default, RedFlagSets()).known.get(name)


def make_approval_mark(flags: RedFlags, original: RedFlags | None) -> str:
    """The mark of a set's approval: it changes with any word, name or sign, and not with spaces or line ends.

    A translation is approved as that of an `original`, so a change of the original's words changes it as well.
    """
    parts = [*_parts_of(flags, original).values(), *(_words_of(sign) for sign in flags.signs)]
    whole = _digest([text for part in parts for text in (str(len(part)), *part)], WHOLE_LENGTH)
    return ".".join([whole, *(_digest(part, PART_LENGTH) for part in parts)])


def is_as_approved(flags: RedFlags, original: RedFlags | None) -> bool:
    """Whether a set is exactly the one that was approved."""
    return flags.approval_mark == make_approval_mark(flags, original)


def find_changes(flags: RedFlags, original: RedFlags | None) -> tuple[Change, ...]:
    """What has changed since the approval of a set; nothing if it is as it was approved, or if that cannot be told."""
    before, now = (mark.split(".")[1:] for mark in (flags.approval_mark, make_approval_mark(flags, original)))
    parts = list(zip(PARTS.items(), before, now, strict=False))
    changed = (Change((name,), called) for (name, called), old, new in parts if old != new)
    return (*changed, *_changed_signs(flags, before[len(PARTS) :], now[len(PARTS) :]))


def _changed_signs(flags: RedFlags, before: list[str], now: list[str]) -> Iterator[Change]:
    new = [number for number, each in enumerate(now) if each not in before]
    gone = [each for each in before if each not in now]
    for number in new:
        yield Change(("signs", str(number), "says"), f"the sign '{flags.signs[number].id}'")
    if len(gone) > len(new):
        yield Change(("signs",), "the list of signs, which has fewer signs,")
    elif not new and before != now:
        yield Change(("signs",), "the order of the signs")


def _parts_of(flags: RedFlags, original: RedFlags | None) -> dict[str, list[str]]:
    """The texts of each part of a set beside its signs. The day on which a source was read is not approved."""
    sources = ((each.title, each.publisher, each.published, each.address) for each in flags.evidence)
    signs = (text for sign in original.signs for text in _words_of(sign)) if original else ()
    return {
        "heading": [flags.heading],
        "urgency": [flags.urgency],
        "conditions": [named.name for named in flags.conditions],
        "pages": [named.name for named in flags.pages],
        "evidence": [text for source in sources for text in source],
        ORIGINAL: [original.heading, original.urgency, *signs] if original else [],
    }


def _words_of(sign: Sign) -> list[str]:
    return [sign.id, sign.says]


def _digest(texts: list[str], length: int) -> str:
    plain = [re.sub(r"\s+", " ", text).strip() for text in texts]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:length]
