"""The blocks of a page that a translation has to follow: texts of the front matter, headings, paragraphs, list items,
and what is written where a component begins.

The marks of a page begin with the digest of all of it. After it comes a short digest of each block, with an 's' where
the block is about safety, which tells which of them have changed.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.fences import options_below
from plainleaf.content.front_matter import Basics
from plainleaf.content.page import Page
from plainleaf.content.translations.amounts import has_dose, has_number
from plainleaf.input.texts import texts_of
from plainleaf.model.prose import ParsedProse, Use
from plainleaf.problems import Place
from plainleaf.words import outline

WHOLE_LENGTH, PART_LENGTH = 10, 4
SAFETY = "s"
COMPONENT = "component"
# How a kind of block of the outline is called in a message.
KINDS = {
    "paragraph": "paragraph",
    "item": "list item",
    "definition": "definition",
    "heading": "heading",
    "row": "row of a table",
    "note": "note",
    "quoted": "quotation",
}


class Block(Struct, frozen=True):
    """One block: its place in the file, what it is, its words as written, and whether it is about safety.

    About safety are emergency and other care cards, red flags, doses and the emergency number. `is_own` tells the
    site's own words from names and from those of a source, which may stay as they are in every language.
    """

    place: Place
    kind: str
    words: str
    is_safety: bool
    is_own: bool = True

    @property
    def mark(self) -> str:
        """The short digest of its words."""
        return _digest([self.kind, self.words], PART_LENGTH) + SAFETY * self.is_safety


class Drift(Struct, frozen=True):
    """What differs between the marks that a translation recorded and those of its original now.

    `changed` are the numbers of the blocks that are new or changed. Of the blocks that are gone, only their number is
    known and whether one of them was about safety.
    """

    changed: tuple[int, ...]
    gone: int
    lost_safety: bool


def find_blocks(page: Page, prose: ParsedProse, source: str, number: str) -> tuple[Block, ...]:
    """The blocks of a page, in order. `source` is its prose as written, `number` the one to call in an emergency."""
    in_prose = sorted(
        chain(_in_outline(prose, number), _at_components(prose, source, number)), key=lambda each: each.place
    )
    return (*_in_front_matter(page, number), *in_prose)


def make_marks(blocks: tuple[Block, ...]) -> str:
    """The marks of blocks, as they are recorded. Spaces and line ends do not count."""
    whole = _digest([text for each in blocks for text in (each.kind, each.words)], WHOLE_LENGTH)
    return ".".join([whole, *(each.mark for each in blocks)])


def has_drifted(recorded: str, now: str) -> bool:
    """Whether an original has changed since its marks were recorded; no if either is unknown."""
    return bool(recorded and now) and recorded.split(".")[0] != now.split(".")[0]


def find_stale(pages: Iterable[Page], default: str) -> list[str]:
    """The paths of the translations whose originals, in the default language, have changed since."""
    originals = {page.page: page.blocks for page in pages if page.language == default and page.blocks}
    recorded = ((page, page.basics.translation) for page in pages if page.language != default)
    return sorted(
        page.path for page, record in recorded if record and has_drifted(record.source, originals.get(page.page, ""))
    )


def find_drift(recorded: str, now: str) -> Drift:
    """What has changed between two marks. A block that was only moved has not changed."""
    before, after = (marks.split(".")[1:] for marks in (recorded, now))
    left, changed = Counter(before), list[int]()
    for number, mark in enumerate(after):
        if left[mark]:
            left[mark] -= 1
        else:
            changed.append(number)
    missing = +left
    # A block that was changed is gone in its old words.
    gone = max(missing.total() - len(changed), 0)
    lost_safety = any(mark.endswith(SAFETY) for mark in missing)
    return Drift(tuple(changed), gone, lost_safety)


def gone_in_words(gone: int) -> str:
    """How many blocks of an original are gone, "" for none."""
    if not gone:
        return ""
    return "1 part is gone" if gone == 1 else f"{gone} parts are gone"


def _in_front_matter(page: Page, number: str) -> Iterator[Block]:
    for group in (page.basics, page.details):
        for path, text, wording in texts_of(group):
            if not (isinstance(group, Basics) and path[0] == "translation"):
                block = _block(page.place_of(".".join(path)), f"'{path[0]}'", text, number)
                yield block if wording == "own" else replace(block, is_own=False)


def _in_outline(prose: ParsedProse, number: str) -> Iterator[Block]:
    text = prose.visible
    cards = [use for use in prose.uses if _is_card(use)]
    line, done = prose.first_line, 0
    for kind, start, end in outline(text).spans:
        line, done = line + text.count("\n", done, start), start
        is_in_card = any(use.place.line < line < use.last_line for use in cards)
        yield _block(Place(prose.path, line), KINDS[kind], text[start:end], number, is_safety=is_in_card)


def _at_components(prose: ParsedProse, source: str, number: str) -> Iterator[Block]:
    """What is written at the beginning of each component: its name and its options."""
    lines = source.split("\n") if prose.uses else []
    for use in prose.uses:
        index = use.place.line - prose.first_line
        words = "\n".join([lines[index], *options_below(lines, index)])
        yield _block(Place(prose.path, use.place.line), COMPONENT, words, number, is_safety=_is_card(use))


def _is_card(use: Use) -> bool:
    return bool(use.urgency) or use.red_flags is not None


def _block(place: Place, kind: str, text: str, number: str, *, is_safety: bool = False) -> Block:
    words = re.sub(r"\s+", " ", text).strip()
    return Block(place, kind, words, is_safety or has_dose(words) or has_number(words, number))


def _digest(texts: list[str], length: int) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:length]
