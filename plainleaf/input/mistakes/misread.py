"""Text that YAML reads without a word, but not as it was meant: cut off by '#', or with the next lines swallowed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from plainleaf.input.mistakes.lines import in_quotes, split_line
from plainleaf.input.mistakes.repairs import LIST_MARK, NAME, NO_SPACE, SCHEMES
from plainleaf.input.nodes import Node
from plainleaf.patterns import lazy_pattern

COMMENT = lazy_pattern(r"[ \t]+(#.*)")
FIELD = lazy_pattern(rf" *(?:- +)?{NAME}:(?: |$)")


class Swallowed(Struct, frozen=True):
    """A line, by its index, that was read as part of the text above, or a text that swallows lines."""

    index: int
    column: int
    message: str
    fix: str


def find_comment(lines: Sequence[str], first: int, last: int, end: int, value: str) -> tuple[int, str, str] | None:
    """A comment that directly follows a value, which is on the lines from `first` to `last` and ends at a column, all
    from 0.

    Returns its column from 0, its text, and the line as it would be if it belonged to the value.
    """
    found = COMMENT.match(lines[last], end)
    if not found:
        return None
    parts = split_line(lines[first])
    text = parts.value if first == last else f"{value} {found[1].rstrip()}"
    if not (parts.key or parts.mark) and first and (above := split_line(lines[first - 1])).key and not above.value:
        # The text begins below its key.
        parts = above
    return found.start(1), found[1].rstrip(), parts.with_value(in_quotes(text or found[1])).strip()


def find_comma_fix(line: str, name: str, value: Node, rest: Node) -> str:
    """How to write a text between braces, the `value` of a name, of which a comma has cut off the `rest`.

    The rest ends before the next comma with a colon behind it, or at the brace.
    """
    begin = rest.place.column - 1
    after = re.match(r"[^{}:\"']*(?=\})|[^{}:\"']*?(?=,[^,:{}]*:)", line[begin:])
    if not isinstance(value.value, str) or not value.is_plain or after is None:
        return "Put a text with a comma in it in quotes, and write a colon and a space after each name."
    return f"Put the text in quotes: {name}: {in_quotes(f'{value.value}, {after[0].strip()}')}"


def find_swallowed(lines: Sequence[str], start: int, end: int, quote: str) -> Swallowed | None:
    """What is probably wrong with a text on the lines from `start` to `end`, in these quotation marks if any."""
    if quote:
        return _unclosed(lines, start, end, quote)
    first = LIST_MARK.fullmatch(lines[start])
    is_entry = first is not None and first[2] == "-" and first[3] != ""
    if first and not is_entry:
        return _list_entry(start, first)
    for index in range(start + 1, end + 1):
        item = LIST_MARK.fullmatch(lines[index])
        if item and item[2] in "-*•" and item[3]:
            # The text of an entry may go on, but not with another entry.
            return _list_entry(start, first) if first else _list_entry(index, item)
        found = NO_SPACE.fullmatch(lines[index])
        if found and found[2] not in SCHEMES:
            message = "this line is read as part of the text above, because there is no space after its colon"
            fix = f"Write, with no space before it: {found[2]}: {found[3]}"
            return Swallowed(index, len(found[1]) + 1, message, fix)
    return None


def _unclosed(lines: Sequence[str], start: int, end: int, quote: str) -> Swallowed | None:
    """A text in quotation marks that goes on over a line 'key: value' which is not indented more than its own key."""
    parts = split_line(lines[start])
    for line in lines[start + 1 : end + 1]:
        if len(line) - len(line.lstrip()) <= len(parts.indent) and FIELD.match(line):
            message = f"the quotation mark that begins here is closed only after '{line.partition(':')[0].strip()}'"
            fix = f"Write: {parts.with_value(in_quotes(parts.value.lstrip(quote))).strip()}"
            return Swallowed(start, parts.column, message, fix)
    return None


def _list_entry(index: int, item: re.Match[str]) -> Swallowed:
    """A line that was meant as an entry of a list; its mark was not understood as one."""
    message = f"'{item[2]}' does not begin a list here, so this line is read as text"
    if item[2] == "-" and not item[3]:
        message = "there is no space after the '-' of the list"
    fix = f"Write: - {item[4]}"
    if item[2] == "-" and item[3]:
        fix = f"Begin each entry on a line of its own, also the first one. This one is right: - {item[4]}"
    return Swallowed(index, item.start(2) + 1, message, fix)
