"""Which words of an original have changed since it was translated: git has the text whose marks were recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from pathlib import Path

from msgspec import Struct

from plainleaf.command.reviewing.earlier_text import find_text
from plainleaf.content.translations.blocks import Block, find_drift, has_drifted, make_marks

# How alike two texts are, from 0 to 1, of which one is taken for the other in its old words.
ALIKE = 0.4
# So many words are shown before and after those that changed.
AROUND = 4


class Change(Struct, frozen=True):
    """A block of an original in the words that were translated, and as it is now; None where there is none."""

    before: Block | None
    now: Block | None


class Original(Struct, frozen=True):
    """A file that is translated: its path, its blocks as they are now, and what reads them from another text of it."""

    path: str
    blocks: tuple[Block, ...]
    read: Callable[[str], tuple[Block, ...]]

    @property
    def marks(self) -> str:
        """The marks of its blocks as they are now; "" if it cannot be read."""
        return make_marks(self.blocks) if self.blocks else ""


def find_changes(root: Path, original: Original, recorded: str) -> list[Change] | None:
    """What has changed in an original since its marks were recorded, in its present order, then what is gone.

    None where git does not have the text that was translated.
    """

    def is_it(text: str) -> bool:
        blocks = original.read(text)
        return bool(blocks) and not has_drifted(recorded, make_marks(blocks))

    text = find_text(root, original.path, is_it)
    if text is None:
        return None
    missing = Counter(recorded.split(".")[1:]) - Counter(original.marks.split(".")[1:])
    left = list(_take(original.read(text), missing))
    changes = []
    for number in find_drift(recorded, original.marks).changed:
        block = original.blocks[number]
        same_kind = [(_likeness(each, block), -place) for place, each in enumerate(left) if each.kind == block.kind]
        likeness, place = max(same_kind, default=(0.0, 0))
        changes.append(Change(left.pop(-place) if likeness >= ALIKE else None, block))
    return changes + [Change(each, None) for each in left]


def narrow(before: str, now: str) -> tuple[str, str]:
    """Two texts without most of what they begin and end with alike."""
    old, new = before.split(), now.split()
    first = _count_alike(old, new)
    last = _count_alike(old[first:][::-1], new[first:][::-1])
    begin, end = max(first - AROUND, 0), max(last - AROUND, 0)

    def shown(words: Sequence[str]) -> str:
        return " ".join(["…"] * (begin > 0) + [*words[begin : len(words) - end]] + ["…"] * (end > 0))

    return shown(old), shown(new)


def _count_alike(old: Sequence[str], new: Sequence[str]) -> int:
    """With how many words both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _take(blocks: Sequence[Block], missing: Counter[str]) -> Iterator[Block]:
    for block in blocks:
        if missing[block.mark] > 0:
            missing[block.mark] -= 1
            yield block


def _likeness(one: Block, other: Block) -> float:
    return SequenceMatcher(None, one.words.split(), other.words.split(), autojunk=False).ratio()
