"""Repairs: for a line of YAML that cannot be read, what its author probably meant.

A repair is only a proposal. The parser tries it (see explain.py), so a wrong one is never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import itemgetter

from msgspec import Struct

from plainleaf.input.mistakes.lines import CURLY, Line, in_quotes, split_line, without_quotes
from plainleaf.patterns import lazy_pattern

# Spaces that look like one but are not one in YAML.
OTHER_SPACES = "\u00a0\u2007\u202f\u3000"
SPACE_IN_PLACE = lazy_pattern(rf"^[ -]*[{OTHER_SPACES}]|^[^:]*:[{OTHER_SPACES}]")
NAME = r"[A-Za-z_][\w-]*"
NO_SPACE = lazy_pattern(rf"( *(?:- +)?)({NAME}):(?!//)([^\s:].*)")
SCHEMES = ("https", "http", "mailto", "tel", "phone", "email")
OTHER_SIGN = lazy_pattern(rf"( *(?:- +)?)({NAME}) ?(=>|:=|[=;：]) *(\S.*)")
DECORATED = lazy_pattern(rf"( *(?:- +)?)[*_`“”\"'‘’]+({NAME})[*_`“”\"'‘’]*(:)[*_`“”\"'‘’]* *(.*)")
WHOLE_LINE = lazy_pattern(rf"( *)([\"'“”])({NAME}: .*)[\"'”]")
OTHER_COMMENT = lazy_pattern(r" *(//+|<!--|/\*) *(.*?)(?:-->|\*/)?")
LIST_MARK = lazy_pattern(r"( *)([-–—•·▪◦*+‣]+)([ \t\u00a0]*)(\S.*)")
ENTRY = lazy_pattern(rf" *(?:- |{NAME} *:(?:\s|$)|#|$)")
PAIR_WITH_COLON = lazy_pattern(r"([\w-]+: )([^\"'\[{].*: .*)")
PAIR_START = lazy_pattern(r"[\w-]+: +")
SPECIAL = "@`%|>&*!?-[]{},"
# Characters: nobody types longer lines, and the patterns below take time that grows with the square.
LONGEST_LINE = 5000
# How many lines a text goes on for at most.
MAX_LINES = 50
CLOSING = {"[": "]", "{": "}"}


class Repair(Struct, frozen=True):
    """What may be wrong at a column (from 1) of a line, and the lines that would stand there instead of `count`."""

    index: int
    column: int
    message: str
    fix: str
    lines: tuple[str, ...]
    count: int = 1


def find_repairs(lines: Sequence[str], index: int) -> Iterator[Repair]:
    """What may be wrong with one line, whatever stands around it; the most specific mistakes come first."""
    line = lines[index].rstrip()
    if line.lstrip()[:1] in ("", "#") or len(line) > LONGEST_LINE:
        return
    yield from _space(line, index)
    yield from _comment(line, index)
    yield from _cut_text(lines, index)
    yield from _colon(line, index)
    yield from _quoted_key(line, index)
    yield from _list_mark(line, index)
    if re.match(r" *:(?: |$)", line):
        fix = f"Write the name of the field before it, or delete the colon: {line.lstrip(': ')}"
        yield Repair(index, line.index(":") + 1, "there is nothing before the colon", fix, ("x" + line.strip(),))
    yield from _value(split_line(line), index, _continuation(lines, index))


def _continuation(lines: Sequence[str], index: int) -> tuple[str, ...]:
    """The lines below that continue the text of this one: they are indented more, and are no fields or entries."""
    indent = len(split_line(lines[index]).indent)
    below = lines[index + 1 : index + 1 + MAX_LINES]
    is_more = (len(line) - len(line.lstrip(" ")) > indent and not ENTRY.match(line) for line in below)
    return tuple(line.strip() for line, _ in takewhile(itemgetter(1), zip(below, is_more, strict=True)))


def _write(index: int, column: int, message: str, line: str) -> Repair:
    return Repair(index, column, message, f"Write: {line.strip()}", (line,))


def _space(line: str, index: int) -> Iterator[Repair]:
    found = SPACE_IN_PLACE.match(line)
    if found:
        fixed = re.sub(f"[{OTHER_SPACES}]", " ", line)
        fix = f"Delete it and type a plain space: {fixed.strip()}"
        yield Repair(index, found.end(), "there is a no-break space where YAML needs a plain one", fix, (fixed,))


def _comment(line: str, index: int) -> Iterator[Repair]:
    found = OTHER_COMMENT.fullmatch(line)
    if found:
        message = f"'{found[1]}' does not begin a comment in YAML"
        yield _write(index, found.start(1) + 1, message, f"# {found[2].strip()}")


def _cut_text(lines: Sequence[str], index: int) -> Iterator[Repair]:
    """A comment in the middle of a text that begins on the line below its key."""
    is_cut = re.search(r"\S[ \t]+#", lines[index])
    start = index
    while start > 0 and lines[start].strip() and not split_line(lines[start]).key:
        start -= 1
    head, more = split_line(lines[start]), _continuation(lines, start)
    if is_cut and head.key and not head.value and start < index < start + len(more):
        fixed = head.with_value(in_quotes(" ".join(more)))
        message = "'#' begins a comment in the text below, so the text ends there"
        yield Repair(start, head.column, message, f"Write on one line: {fixed.strip()}", (fixed,), 1 + len(more))


def _colon(line: str, index: int) -> Iterator[Repair]:
    """A missing space after the colon, or another sign in its place."""
    found = NO_SPACE.fullmatch(line)
    if found and found[2] not in SCHEMES:
        message = f"there is no space after the colon of '{found[2]}:'"
        # A quotation mark behind the colon may lack its end, too.
        is_open = found[3][0] in "\"'" and found[3][0] not in found[3][1:]
        value = in_quotes(without_quotes(found[3])) if is_open else found[3]
        yield _write(index, found.end(2) + 2, message, f"{found[1]}{found[2]}: {value}")
    found = OTHER_SIGN.fullmatch(line)
    if found:
        message = f"there is '{found[3]}' where a colon belongs"
        yield _write(index, found.start(3) + 1, message, f"{found[1]}{found[2]}: {found[4]}")


def _quoted_key(line: str, index: int) -> Iterator[Repair]:
    """Quotation marks or stars around a key, or around the whole line."""
    found = WHOLE_LINE.fullmatch(line)
    if found:
        message = "the whole line is in quotation marks; only the value may be"
        yield _write(index, found.start(2) + 1, message, f"{found[1]}{found[3]}")
    found = DECORATED.fullmatch(line)
    if found:
        message = f"the name '{found[2]}' has signs around it"
        yield _write(index, len(found[1]) + 1, message, f"{found[1]}{found[2]}: {found[4]}".rstrip())


def _list_mark(line: str, index: int) -> Iterator[Repair]:
    found = LIST_MARK.fullmatch(line)
    if not found or (found[2] == "-" and found[3] == " ") or set(found[4]) <= {"-"}:
        return
    is_without_space = found[2] == "-" and not found[3]
    what = "there is no space after the '-' of the list" if is_without_space else f"'{found[2]}' does not begin a list"
    yield _write(index, found.start(2) + 1, what, f"{found[1]}- {found[4]}")


def _value(line: Line, index: int, more: tuple[str, ...]) -> Iterator[Repair]:
    """A value that must be in quotes, or whose own quotes are wrong."""
    value = line.value
    if not value or not (line.key or line.mark):
        return
    if line.key and value.startswith("- "):
        inner = f"{line.indent}{' ' * len(line.mark)}  {value}"
        key = f"{line.indent}{line.mark}{line.key}"
        fix = f"Press Enter after '{line.key.strip()}', and begin the next line with two spaces: {value}"
        fix += f" If it is a text, write: {line.with_value(in_quotes(value)).strip()}"
        yield Repair(index, line.column, "a list cannot begin on the line of its key", fix, (key, inner))
    if value[0] in CLOSING:
        yield from _bracket(line, index)
        yield from _inside_brackets(line, index)
    where = "Write on one line" if more else "Write"
    fixed = line.with_value(in_quotes(without_quotes(" ".join((value, *more)))))
    for column, message in _why_quotes(value, line.column):
        if not (value[0] in CLOSING and value.endswith(CLOSING[value[0]])):
            yield Repair(index, column, message, f"{where}: {fixed.strip()}", (fixed,), 1 + len(more))


def _bracket(line: Line, index: int) -> Iterator[Repair]:
    closing = CLOSING[line.value[0]]
    if line.value.count(line.value[0]) > re.sub(r"\s#.*", "", line.value).count(closing):
        text = re.sub(r"\s#.*", "", line.value).rstrip(", ")
        comment = re.search(r"\s#", line.value)
        message = f"the bracket '{line.value[0]}' that opens here is not closed"
        if comment:
            message = "'#' begins a comment here, so the bracket before it is not closed"
        column = line.column + comment.start() + 1 if comment else line.column
        if not text.strip("[{ "):
            fix = f"Add a line '{closing}' where the list ends, or write it as lines that begin with '- '."
            yield Repair(index, column, message, fix, (line.with_value(text + closing),))
        elif comment and closing in line.value:
            entries = [each.strip() for each in line.value[1 : line.value.rindex(closing)].split(",")]
            quoted = ", ".join(_with_quotes(each) for each in entries)
            yield _write(index, column, message, line.with_value(f"{line.value[0]}{quoted}{closing}"))
        else:
            yield _write(index, column, message, line.with_value(text + closing))


def _with_quotes(entry: str) -> str:
    """An entry between brackets with quotes around a value that '#' would cut."""
    key, value = PAIR_START.match(entry), PAIR_START.sub("", entry)
    is_quoted = value[:1] in ("'", '"') and value[-1:] == value[:1] and len(value) > 1
    return entry if "#" not in value or is_quoted else f"{key.group() if key else ''}{in_quotes(value)}"


def _inside_brackets(line: Line, index: int) -> Iterator[Repair]:
    """One bracket too many, or a colon in a text between brackets."""
    value = line.value
    extra = re.fullmatch(r"(.*[\]}])[\]}]", value)
    if extra:
        message = f"there is one '{value[-1]}' too many"
        yield _write(index, line.column + len(value) - 1, message, line.with_value(extra[1]))
    if not value.endswith(CLOSING[value[0]]):
        return
    entries = [each.strip() for each in value[1:-1].split(",")]
    fixed = [PAIR_WITH_COLON.sub(lambda pair: f"{pair[1]}{in_quotes(pair[2])}", each) for each in entries]
    wrong = next((each for each, other in zip(entries, fixed, strict=True) if each != other), "")
    column = line.column + value.find(wrong) + wrong.rfind(": ")
    message = "there is a colon in the text, so it must be in quotes"
    yield _write(index, column, message, line.with_value(f"{value[0]}{', '.join(fixed)}{value[-1]}"))


def _why_quotes(value: str, column: int) -> Iterator[tuple[int, str]]:
    """Why a value that cannot be read must be in (other) quotes, and at which column."""
    first = value[0]
    if first in "\"'":
        yield from _why_other_quotes(value, column)
        return
    if first in CURLY:
        yield column, f"'{first}' is not a quotation mark in YAML"
    elif first in SPECIAL:
        yield column, f"a value that begins with '{first}' must be in quotes"
    colon, comment = re.search(r":(?=\s|$)", value), re.search(r"\s#", value)
    if colon:
        yield column + colon.start(), "there is a colon in the text, so it must be in quotes"
    if comment:
        yield column + comment.start() + 1, "'#' begins a comment here, so the text ends before it"


def _why_other_quotes(value: str, column: int) -> Iterator[tuple[int, str]]:
    """What is wrong with the quotes around a value, and at which column."""
    first, rest = value[0], value[1:]
    end = rest.find(first)
    if end < 0:
        yield column, "the quotation mark that begins here has no end"
    elif rest[end + 1 :].strip() and not rest.endswith(first):
        yield column + end + 2, "there is text after the closing quotation mark"
    elif first == '"' and "\\" in value:
        yield column + value.find("\\"), "a backslash has a special meaning between double quotation marks"
    elif end < len(rest) - 1:
        what = "an apostrophe" if first == "'" else "a quotation mark"
        yield column + end + 1, f"{what} inside the quotation marks ends the text too early"
