"""Drift: an original that was changed since a page was translated from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plainleaf.content.page import Page
from plainleaf.content.translations.blocks import Block, find_drift, gone_in_words, has_drifted
from plainleaf.problems import ERROR, WARNING, Problem

# How many lines a message names.
MANY = 5


def check_drift(page: Page, original: Page, blocks: Sequence[Block]) -> Iterator[Problem]:
    """What has changed in an original, whose `blocks` these are, since the page was translated from it.

    What is about safety is an error; all the rest is one warning.
    """
    record = page.basics.translation
    if record is None or not has_drifted(record.source, original.blocks):
        return
    drift = find_drift(record.source, original.blocks)
    changed = [blocks[number] for number in drift.changed]
    about_safety = [block for block in changed if block.is_safety]
    others = [block for block in changed if not block.is_safety]
    place = page.place_of("translation.source")
    fix = f"Translate what has changed, then run: plainleaf translations --record {page.path}"
    if about_safety or drift.lost_safety:
        where = f" at {name_lines(about_safety)}" if about_safety else ""
        message = f"{original.path} says something else about safety{where} since this page was translated"
        yield Problem(place, "stale-translation", message, fix, ERROR)
    if others or not (about_safety or drift.lost_safety):
        message = f"{original.path} has changed since this page was translated: {_what_changed(others, drift.gone)}"
        yield Problem(place, "stale-translation", message, fix, WARNING)


def _what_changed(blocks: Sequence[Block], gone: int) -> str:
    """How many blocks have changed, and where."""
    told: list[str] = []
    if blocks:
        count = "1 part" if len(blocks) == 1 else f"{len(blocks)} parts"
        told.append(f"{count} at {name_lines(blocks)}")
    told += filter(None, [gone_in_words(gone)])
    return ", and ".join(told) or "the order of its parts"


def name_lines(blocks: Sequence[Block]) -> str:
    """The lines of blocks; of many, only the first are named."""
    lines = list(dict.fromkeys(str(block.place.line) for block in blocks))
    named = ", ".join(lines[:MANY]) + (", …" if len(lines) > MANY else "")
    return f"line {named}" if len(lines) == 1 else f"lines {named}"
