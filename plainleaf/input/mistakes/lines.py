"""A line of YAML in its parts, and how to write a text in quotes."""

from __future__ import annotations

from msgspec import Struct

from plainleaf.patterns import lazy_pattern

# 'key:' ends at the first colon before a space or at the end; a list mark may come first.
LINE = lazy_pattern(
    r"(?P<indent> *)(?P<mark>(?:- +)*)(?P<key>[^\s:#\"'\[{][^:#\"\[{]*:(?=\s|$))?(?P<gap>[ \t]*)(?P<value>.*)"
)
CURLY = "“”„‟«»"
CURLY_SINGLE = "‘’‚‹›"


class Line(Struct, frozen=True):
    """The parts of a line: spaces, list marks ('- '), key with its colon, spaces, and the rest."""

    indent: str
    mark: str
    key: str
    gap: str
    value: str

    @property
    def column(self) -> int:
        """The column, from 1, at which the value begins."""
        return len(self.indent) + len(self.mark) + len(self.key) + len(self.gap) + 1

    def with_value(self, value: str) -> str:
        """The line with another value."""
        gap = self.gap or (" " if self.key else "")
        return f"{self.indent}{self.mark}{self.key}{gap}{value}"


def split_line(line: str) -> Line:
    """The parts of a line."""
    found = LINE.match(line.rstrip())
    assert found  # every part may be empty
    return Line(*(found[name] or "" for name in ("indent", "mark", "key", "gap", "value")))


def in_quotes(text: str) -> str:
    """A text as YAML in quotes, with the marks that need the least typing."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'{}'".format(text.replace("'", "''"))


def without_quotes(value: str) -> str:
    """What somebody wanted to put in quotes: a value without the marks around it, of whatever kind they are."""
    marks = f"\"'{CURLY}{CURLY_SINGLE}"
    first, last = value[:1], value[-1:]
    if first in marks and last in marks and len(value) > 1:
        return value[1:-1] if _are_one_pair(value) else value
    # A mark that is alone belongs to the text if there is another one like it: '"5" tips'.
    is_alone = value.count(first) == 1 if first in "\"'" else not set(CURLY + CURLY_SINGLE) & set(value[1:])
    return value[1:] if first and first in marks and is_alone else value


def _are_one_pair(value: str) -> bool:
    """Whether the marks at both ends of a value belong together: not those of '"Heat" or "cold"'."""
    first, last, inside = value[0], value[-1], value[1:-1]
    if not {first, last} <= {'"', "'"}:
        return True
    if first != last:
        return first not in inside and last not in inside
    at = inside.find(first)
    is_closing = at > 0 and not inside[at - 1].isspace() and not inside[at + 1 : at + 2].isalnum()
    return not (is_closing and value.count(first) % 2 == 0)


def sign_fix(line: str, column: int) -> str:
    """How to write a line that has a sign with a meaning in YAML at a column (from 1)."""
    parts = split_line(line)
    if column == parts.column and (parts.key or parts.mark):
        return f"Put the text in quotes: {parts.with_value(in_quotes(without_quotes(parts.value))).strip()}"
    if not parts.key and not parts.mark and parts.value[:1] == "*":
        return f"If this is an entry of a list, write: - {parts.value.lstrip('* ')}"
    return "Put the text that begins with it in quotes."
