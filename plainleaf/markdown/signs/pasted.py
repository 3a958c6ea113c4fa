"""Find what word processors paste: bullets and numbers that make no list here, and columns with tabs between them.

A mark that is no mark of Markdown leaves its line a part of the paragraph, or of the item, above it: two signs of an
emergency become one. Marks that could be prose, such as 'a.', '(1)' or a dash, count only where the next or the last
line continues the series.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from plainleaf.markdown.white_space import ODD
from plainleaf.model.prose import ParsedProse
from plainleaf.problems import WARNING, Place, Problem

GLYPHS = "•·‣◦▪▫■□●○◆◇►▸▶∙⁃➢➤→❖"
DASHES = "–‑−‒"
SPACE = f"[ \\t{ODD}]"
# A bullet; a dash that is none of Markdown; 'o' as the bullet of a second level; a mark of Markdown without its space.
BULLET = re.compile(
    rf"({SPACE}*)(?:([{GLYPHS}]){SPACE}*|([{DASHES}]){SPACE}+(?!\d)|(—)[\t{ODD}]{SPACE}*"
    rf"|(o)(?:\t|[{ODD}]|[ ]{{3}}){SPACE}*|([-*+])[{ODD}]{SPACE}*)(?=\S)"
)
NUMBER = re.compile(
    rf"({SPACE}*)(?:(\()?(\d{{1,2}}|[A-Za-z]|[ivxIVX]{{2,4}})(\))|(\d{{1,2}}|[a-zA-Z]|[ivxIVX]{{2,4}})(\.)){SPACE}+(?=\S)"
)
MARKDOWN_ITEM = re.compile(r" *(?:[-*+]|[0-9]{1,9}\.)(?: |$)")
# Another item that was pasted onto the same line.
FUSED = re.compile(rf"{SPACE}*[•‣◦▪●]{SPACE}*(?=\S)")
# A mark without the space after it: '-Rest', '1.Rest'. '-5' and '1.5' are numbers.
TIGHT = re.compile(rf"({SPACE}*)(?:-|(\d{{1,2}})\.)(?=[^\W\d_]{{2}})")
# Every text in which something was pasted matches this; most pages do not, and are looked at no further.
MAYBE = re.compile(
    rf"[\t{GLYPHS}]|^[ {ODD}]*(?:[–‑−‒—]|o[ {ODD}]|[-*+][{ODD}]|\(|\w{{1,4}}\)|[A-Za-z]{{1,4}}\.|\d+\.[{ODD}]"
    r"|(?![0-9])\d{1,2}\.|-[^\W\d_]|\d{1,2}\.[^\W\d_]|[0-9]{1,2}\. [^\n]* [0-9]{1,2}\. )",
    re.MULTILINE,
)
SECOND_LEVEL = "o◦▫○"
NOT_CELLS = ("#", ">", "|", ":::", "    ")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
ITEM_INDENT = "    "


class Mark(Struct, frozen=True):
    """A pasted mark: as written, its indent in columns, where the text begins, and its number (0 for a bullet).

    After a mark that `is_tight` the space is missing.
    """

    written: str
    indent: int
    end: int
    number: int = 0
    is_tight: bool = False


class Pasted(Struct, frozen=True):
    """Pasted lines: the index of the first, the column, what is wrong, and the lines in their place.

    `old` is the number of lines that they replace.
    """

    index: int
    column: int
    says: str
    lines: tuple[str, ...]
    old: int = 1


def find_pasted(lines: Sequence[str]) -> Iterator[Pasted]:
    """What was pasted into a text, in order. Options of components have to be blank lines."""
    index, run = 0, None
    marks = [find_mark(lines, number) for number in range(len(lines))]
    while index < len(lines):
        line, mark = lines[index], marks[index]
        if mark is None:
            columns = _find_columns(lines, marks, index)
            if columns is not None:
                yield columns
                index += columns.old
                run = None
                continue
            item = MARKDOWN_ITEM.match(line)
            run = Mark("-", _width(line), 0) if item and run is None else run if item or not line.strip() else None
            if len(parts := split_numbers(line)) > 1:
                yield Pasted(index, 1, "several items of a list are on this line", parts)
            elif item and FUSED.search(line, item.end() + 1) and _is_bulleted(line[item.end() :]):
                yield Pasted(index, 1, "two items of a list are on this line", _split_items(line))
            index += 1
            continue
        level = 0 if run is None else _level(mark, run)
        run = run or mark
        sign = f"{mark.number}. " if mark.number else "- "
        fixed = _split_items(f"{ITEM_INDENT * level}{sign}{line[mark.end :].strip()}")
        if len(parts := split_numbers(line)) > 1:
            fixed = parts
        yield Pasted(index, mark.indent + 1, _describe(mark), fixed)
        index += 1


def _describe(mark: Mark) -> str:
    if mark.is_tight:
        return f"there is no space after '{mark.written}', so this is no list"
    if mark.written in ("-", "*", "+"):
        return f"the space after '{mark.written}' is a special one, so this is no list"
    return f"'{mark.written}' is no mark of a list here"


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
        if written in DASHES and not _has_bullet_beside(lines, index):
            return None
        return Mark(written, _width(found.group(1)), found.end())
    found = NUMBER.match(line)
    if found is None:
        return None
    word, style = _numeral(found)
    if found.group(6) and word.isdigit():
        # Markdown, unless its space is a special one, or its digits are those of another script.
        space = line[found.end(6) : found.end()]
        is_pasted = not space.startswith((" ", "\t")) or (
            not word.isascii() and (int(word) == 1 or not _is_text(lines, index - 1))
        )
        return Mark(f"{word}.", _width(found.group(1)), found.end(), int(word)) if is_pasted else None
    if found.group(2) is None and word.isdigit() and (word == "1" or not _is_text(lines, index - 1)):
        return Mark(f"{word})", _width(found.group(1)), found.end(), int(word))
    number = _series_number(lines, index, word, style)
    return Mark(found.group().strip(), _width(found.group(1)), found.end(), number) if number else None


def _find_tight(lines: Sequence[str], index: int, found: re.Match[str]) -> Mark | None:
    """A mark without its space, if the line above or below begins with the mark of a list too."""
    number = int(found.group(2) or 0)
    if not number and not _has_bullet_beside(lines, index):
        return None
    is_run = not number or len(split_numbers(lines[index])) > 1
    if not is_run and not any(number + way in _numbers_beside(lines, index, way) for way in (-1, 1)):
        return None
    return Mark(f"{number}." if number else "-", _width(found.group(1)), found.end(), number, is_tight=True)


def _numbers_beside(lines: Sequence[str], index: int, way: int) -> set[int]:
    """What the mark can mean with which the next line begins, above (-1) or below (1)."""
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
    """Whether a line above or below begins with a bullet too. A single dash names whose words stand above it."""
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
    return found.group(3) or found.group(5), (found.group(2) or "") + (found.group(4) or found.group(6))


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
    """Whether a line is one of a paragraph, which the line below it continues."""
    line = lines[index] if index >= 0 else ""
    begins = BULLET.match(line) or NUMBER.match(line) or MARKDOWN_ITEM.match(line)
    tight = TIGHT.match(line)
    is_item = begins is not None or (tight is not None and _find_tight(lines, index, tight) is not None)
    return bool(line.strip()) and not is_item and line.lstrip()[0] not in "#>|:"


def _is_bulleted(text: str) -> bool:
    return bool(re.search(rf"\S{SPACE}+[•‣◦▪●]{SPACE}+\S", text))


def _split_items(line: str) -> tuple[str, ...]:
    """The line, or one for each of the items that were pasted onto it."""
    item = MARKDOWN_ITEM.match(line)
    if item is None or not _is_bulleted(line[item.end() :]):
        return (line,)
    first, *others = re.split(rf"{SPACE}+[•‣◦▪●]{SPACE}+", line)
    indent = line[: len(line) - len(line.lstrip(" "))]
    return (first, *(f"{indent}- {other}" for other in others))


def _level(mark: Mark, first: Mark) -> int:
    """How deep an item is below the first of its list: 0 or 1."""
    is_second = mark.written in SECOND_LEVEL and mark.written != first.written
    return int(is_second or mark.indent > first.indent + 1)


def _width(indent: str) -> int:
    """The width of the white space at the start of a line."""
    return len(indent.expandtabs(4)) - len(indent.expandtabs(4).lstrip(f" {ODD}"))


def _find_columns(lines: Sequence[str], marks: Sequence[Mark | None], index: int) -> Pasted | None:
    """The columns that begin on a line, as a table."""
    if "\t" not in lines[index]:
        return None
    rows: list[list[str]] = []
    for line, mark in zip(islice(lines, index, None), islice(marks, index, None), strict=True):
        cells = [cell.strip() for cell in line.rstrip().split("\t")]
        is_row = mark is None and len(cells) > 1 and cells[0] and not line.startswith((*NOT_CELLS, "\t"))
        if not is_row or "|" in line or MARKDOWN_ITEM.match(line) or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    if len(rows) < 2:
        return None
    table = [f"| {' | '.join(cells)} |" for cells in rows]
    rule = "|" + "---|" * len(rows[0])
    column = lines[index].index("\t") + 1
    return Pasted(index, column, "columns with tabs between them are no table", (table[0], rule, *table[1:]), len(rows))


def check_pasted(prose: ParsedProse) -> tuple[list[Problem], frozenset[int]]:
    """A problem for each pasted line, with the line as it should be, and the numbers of the lines that they explain."""
    if not MAYBE.search(prose.visible):
        return [], frozenset()
    lines = even_lines(prose.visible)
    problems: list[Problem] = []
    explained: set[int] = set()
    for found in find_pasted(lines):
        place = Place(prose.path, prose.first_line + found.index, found.column)
        should = "', '".join(found.lines[:2])
        fix = f"Write '{should}'. 'plainleaf tidy {prose.path}' fixes all such lines."
        problems.append(Problem(place, "pasted-text", found.says, fix, WARNING))
        end = found.index + found.old
        while end < len(lines) and lines[end].strip():
            end += 1
        explained.update(range(place.line, prose.first_line + end))
    return problems, frozenset(explained)


def even_lines(text: str) -> list[str]:
    """The lines of a text, with nothing where there is only white space."""
    return [line if line.strip() else "" for line in text.split("\n")]
