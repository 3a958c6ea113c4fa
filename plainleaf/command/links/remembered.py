"""Answers of other websites, kept for some days in the user's cache folder, so that nobody is asked every time."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from msgspec import MsgspecError, Struct
from msgspec.json import Decoder, encode

from plainleaf.command.links.visit import GONE, MOVED, OK, Answer
from plainleaf.input.around_site import cache_folder
from plainleaf.input.opening import replace_file

FILE = "links.json"
# An address that is gone is asked for again the next day: it may be a short failure, or have been fixed.
KEPT = {OK: timedelta(days=7), MOVED: timedelta(days=7), GONE: timedelta(days=1)}


class Remembered(Struct, frozen=True):
    """An answer, and the day on which it came."""

    answer: Answer
    day: date


def load_answers(today: date) -> dict[str, Remembered]:
    """The answers that are still good, by address. A file that is missing or damaged holds none."""
    try:
        stored = Decoder(dict[str, Remembered]).decode(_file().read_bytes())
    except (OSError, MsgspecError, UnicodeDecodeError, RuntimeError):
        return {}
    return {address: each for address, each in stored.items() if _is_good(each, today)}


def store_answers(answers: Mapping[str, Remembered]) -> None:
    """Keep answers. Where that fails, they are asked for again the next time."""
    kept = {address: each for address, each in sorted(answers.items()) if each.answer.outcome in KEPT}
    with suppress(OSError, RuntimeError):
        file = _file()
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(file, encode(kept))


def _is_good(each: Remembered, today: date) -> bool:
    return timedelta(0) <= today - each.day < KEPT.get(each.answer.outcome, timedelta(0))


def _file() -> Path:
    return cache_folder() / FILE
