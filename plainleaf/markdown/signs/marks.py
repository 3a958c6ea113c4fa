"""Marks of lists as they are pasted: bullets, dashes, numbers and letters, each with the text that it begins.

Marks that could be prose, such as 'a.', '(1)', a dash or a picture, count only where the next or the last line
continues the series.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from plainleaf.markdown.white_space import ODD
from plainleaf.patterns import lazy_pattern

GLYPHS = "•·‣◦▪▫■□●○◆◇►▸▶∙⁃➢➤→❖☐❑❒➔⦁⚬⁌⁍ꞏ‧⚫⚪◾◽▹▻⮚✦◘"
DASHES = "–‑−‒‐"
# Bullets as HTML names them.
NAMED = "&(?:bull|middot|#8226|#x2022|#183|#9642|#9679);"
SPACE = f"[ \\t{ODD}]"
# What varies the picture before it, or joins it to the next.
VARIED = "\ufe0f\u200d\U0001f3fb-\U0001f3ff"
# A picture, a tick or a cross: it begins an item, and stays in its text. Other signs of ASCII mean something else.
PICTURE = lazy_pattern(
    rf"({SPACE}*)((?:[^\w\s\x00-\x7f°©®™](?:[{VARIED}]|(?<=\u200d)[^\w\s\x00-\x7f{VARIED}])*+|[-=]>)"
    rf"{SPACE}+|[✓✔✗✘])(?=[^\W\d_])"
)
OF_PICTURES = ("So", "Sm")
ARROWS = ("->", "=>", "»", "›")
# A bullet; a dash that is none of Markdown; 'o' as the bullet of a second level; a mark of Markdown without its space.
BULLET = lazy_pattern(
    rf"({SPACE}*)(?:([{GLYPHS}]|{NAMED}){SPACE}*|([{DASHES}]|--){SPACE}+(?!\d)|([—―])[\t{ODD}]{SPACE}*"
    rf"|(o)(?:\t|[{ODD}]|[ ]{{3}}){SPACE}*|([-*+])[{ODD}]{SPACE}*)(?=\S)"
)
NUMBER = lazy_pattern(
    rf"({SPACE}*)(?:(\()?(\d{{1,2}}|[A-Za-z]|[ivxIVX]{{2,4}})(\))|(\d{{1,2}}|[a-zA-Z]|[ivxIVX]{{2,4}})(\.)){SPACE}+(?=\S)"
    # '1- Rest', '1: Rest', '1 . Rest'. In '8 - 12' there is no word.
    rf"|({SPACE}*)(\d{{1,2}})([ ]?[-–:]|[ ]\.){SPACE}+(?=[^\W\d_])"
)
# The bullets of Wingdings as other fonts show them; before a plain space, only what is no word. Its crosses say no.
LETTER = lazy_pattern(
    rf"({SPACE}*)(?:([§Øüþûýqvunlw¨¤])[\t{ODD}]{SPACE}*(?=\S)|(§)(?=[^\W\d_])|([§Øüþûýqv¨¤])[ ]+(?=[^\W\d_])"
    r"|(o)[ ]+(?=[^\W\d_a-z]))"
)
CROSSES = "ûý"
# A mark of Markdown that a program wrote so that it is none: '\- Rest', '1\. Rest'.
ESCAPED = lazy_pattern(rf"({SPACE}*)(?:\\([-*+])|(\d{{1,2}})\\[.)]){SPACE}+(?=[^\W\d_])")
MARKDOWN_ITEM = lazy_pattern(r" *(?:[-*+]|[0-9]{1,9}\.)(?:[ \t]|$)")
# A mark without the space after it: '-Rest', '1.Rest'. '-5' and '1.5' are numbers, '*Rest*' is emphasis.
TIGHT = lazy_pattern(rf"({SPACE}*)(?:[-+]|\*(?![^*\n]*\*)|(\d{{1,2}})\.)(?=[^\W\d_]{{2}})")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


class Mark(Struct, frozen=True):
    """A pasted mark: as written, its indent in columns, where the text begins, and its number (0 for a bullet).

    After a mark that `is_tight` the space is missing. `instead` begins the item in place of what the mark said.
    """

    written: str
    indent: int
    end: int
    number: int = 0
    is_tight: bool = False
    instead: str = ""


def find_mark(lines: Sequence[str], index: int) -> Mark | None:
    """The pasted mark at the start of a line."""
    line = lines[index]
    # Most lines begin with a word.
    if not line or line[:5].isalpha():
        return None
    if found := TIGHT.match(line):
        return _find_tight(lines, index, found)
    if found := BULLET.match(line):
        written = next(filter(None, found.groups()[1:]))
        if written in (*DASHES, "--") and not _has_bullet_beside(lines, index):
            return None
        return Mark(written, width_of(found.group(1)), found.end())
    if mark := _find_in_series(lines, index):
        return mark
    found = NUMBER.match(line)
    return _read_number(lines, index, found) if found else None


def _find_in_series(lines: Sequence[str], index: int) -> Mark | None:
    """A mark that is one only because the line above or below begins with one of its kind."""
    sign, found = _read_sign(lines[index])
    if found is None or sign not in (_sign_beside(lines, index, -1), _sign_beside(lines, index, 1)):
        return None
    indent, written = width_of(found.group(1)), found.group()[len(found.group(1)) :].strip()
    if sign == "picture":
        return Mark(written, indent, found.end() if written in ARROWS else found.end(1))
    number = re.match(r"\d+", written)
    return Mark(written, indent, found.end(), int(number[0]) if number else 0, instead="✗ " if sign in CROSSES else "")


def _sign_beside(lines: Sequence[str], index: int, way: int) -> str:
    """What the line above (-1) or below (1) begins with, if it is not set apart from the one at `index`."""
    at = index + way
    if not 0 <= at < len(lines) or lines[min(at, index)].endswith("  "):
        return ""
    return _read_sign(lines[at])[0]


def _read_sign(line: str) -> tuple[str, re.Match[str] | None]:
    """The sign or its kind that a line begins with, and its match."""
    if found := LETTER.match(line):
        return next(filter(None, found.groups()[1:])), found
    if found := ESCAPED.match(line):
        return found.group(2) or "number", found
    found = PICTURE.match(line)
    is_picture = found and (found.group(2).strip() in ARROWS or unicodedata.category(found.group(2)[0]) in OF_PICTURES)
    return ("picture", found) if is_picture else ("", None)


def _read_number(lines: Sequence[str], index: int, found: re.Match[str]) -> Mark | None:
    """The mark that a number or a letter at the start of a line may be."""
    line, (word, style) = lines[index], _numeral(found)
    if found.group(6) and word.isdigit():
        # Markdown, unless its space is a special one, or its digits are those of another script.
        space = line[found.end(6) : found.end()]
        is_pasted = not space.startswith((" ", "\t")) or (
            not word.isascii() and (int(word) == 1 or not _is_text(lines, index - 1))
        )
        return Mark(f"{word}.", width_of(found.group(1)), found.end(), int(word)) if is_pasted else None
    if found.group(4) and found.group(2) is None and word.isdigit() and (word == "1" or not _is_text(lines, index - 1)):
        return Mark(f"{word})", width_of(found.group(1)), found.end(), int(word))
    number = _series_number(lines, index, word, style)
    indent = width_of(found.group(1) or found.group(7) or "")
    return Mark(found.group().strip(), indent, found.end(), number) if number else None


def _find_tight(lines: Sequence[str], index: int, found: re.Match[str]) -> Mark | None:
    """A mark without its space, if the line above or below begins with the mark of a list too."""
    number = int(found.group(2) or 0)
    if not number and not _has_bullet_beside(lines, index):
        return None
    is_run = not number or len(split_numbers(lines[index])) > 1
    if not is_run and not any(number + way in _numbers_beside(lines, index, way) for way in (-1, 1)):
        return None
    written = found.group()[len(found.group(1)) :]
    return Mark(written, width_of(found.group(1)), found.end(), number, is_tight=True)


def _numbers_beside(lines: Sequence[str], index: int, way: int) -> set[int]:
    """The numbers that the mark on the line above (-1) or below (1) can mean."""
    at = index + way
    at += way if 0 <= at < len(lines) and not lines[at].strip() else 0
    # Of several items on one line, the nearest counts.
    line = split_numbers(lines[at])[min(way, 0)] if 0 <= at < len(lines) else ""
    if found := TIGHT.match(line):
        return {int(found.group(2) or 0)}
    other = NUMBER.match(line)
    return {*_values(_numeral(other)[0]).values()} if other else set()


def split_numbers(line: str) -> tuple[str, ...]:
    """The line, or one for each of its numbered items: '1.Rest 2.Walk', or '1. Rest 2. Walk 3. Breathe'.

    With a space after each number there have to be three: '1. Take 1 or 2. Then rest' is one item.
    """
    begin = re.match(r"( *)([0-9]{1,2})\.( ?)(?=[^\W\d_])", line)
    if begin is None:
        return (line,)
    number, gap, at = int(begin[2]), begin[3], begin.end()
    items: list[str] = []
    while found := re.compile(rf"{SPACE}+{number + 1}\.{gap}(?=[^\W\d_])").search(line, at):
        items.append(f"{begin[1]}{number}. {line[at : found.start()].rstrip()}")
        number, at = number + 1, found.end()
    items.append(f"{begin[1]}{number}. {line[at:].rstrip()}")
    return tuple(items) if len(items) > (2 if gap else 1) else (line,)


def _has_bullet_beside(lines: Sequence[str], index: int) -> bool:
    """Whether a line above or below begins with a bullet too. A single dash tells who said the words above it."""
    for way in (-1, 1):
        at = index + way
        at += way if 0 <= at < len(lines) and not lines[at].strip() else 0
        line = lines[at] if 0 <= at < len(lines) else ""
        tight = TIGHT.match(line)
        if BULLET.match(line) or line.lstrip(" ").startswith(("- ", "* ", "+ ")) or (tight and not tight.group(2)):
            return True
    return False


def _numeral(found: re.Match[str]) -> tuple[str, str]:
    """The number or letter of a mark, and the signs around it."""
    word = found.group(3) or found.group(5) or found.group(8)
    return word, (found.group(2) or "") + (found.group(4) or found.group(6) or found.group(9))


def _series_number(lines: Sequence[str], index: int, word: str, style: str) -> int:
    """The number of a mark, if the mark above or below continues its series; else 0."""
    own = _values(word)
    for way in (-1, 1):
        at = index + way
        at += way if 0 <= at < len(lines) and not lines[at].strip() else 0
        other = NUMBER.match(lines[at]) if 0 <= at < len(lines) else None
        if other is None or _numeral(other)[1] != style or _numeral(other)[0].isupper() != word.isupper():
            continue
        values = _values(_numeral(other)[0])
        for system, number in own.items():
            if values.get(system) == number + way:
                return number
    return 0


def _values(word: str) -> dict[str, int]:
    """What a numeral can mean: a number, a letter, a Roman numeral."""
    if word.isdigit():
        return {"number": int(word)}
    letters = {"letter": ord(word.lower()) - ord("a") + 1} if len(word) == 1 else {}
    return letters | ({"roman": ROMAN.index(word.lower()) + 1} if word.lower() in ROMAN else {})


def _is_text(lines: Sequence[str], index: int) -> bool:
    """Whether a line belongs to a paragraph that the line below it continues."""
    line = lines[index] if index >= 0 else ""
    begins = BULLET.match(line) or NUMBER.match(line) or MARKDOWN_ITEM.match(line)
    tight = TIGHT.match(line)
    is_item = begins is not None or (tight is not None and _find_tight(lines, index, tight) is not None)
    return bool(line.strip()) and not is_item and line.lstrip()[0] not in "#>|:"


def width_of(indent: str) -> int:
    """The width of the white space at the start of a line."""
    return len(indent.expandtabs(4)) - len(indent.expandtabs(4).lstrip(f" {ODD}"))
