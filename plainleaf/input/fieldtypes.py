"""The types that a declared field can have: what may be written, and the resulting value."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

from plainleaf.input.characters import FORBIDDEN, REPLACEMENT
from plainleaf.input.fields import FieldType, Named, read_group, wrong_type
from plainleaf.input.nodes import Node, Pairs
from plainleaf.problems import Place, Report, closest

# Emergency and relay numbers have three digits, all others ten, grouped the way people in the US read them aloud.
PHONE = re.compile(r"(?:\d{3}|(?:1-)?\d{3}-\d{3}-\d{4})", re.ASCII)
# Parts of a path; '.' and '..' would lead elsewhere.
OLD_ADDRESS = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[^/\s?#\\]+)+/?")
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
SHORT_NAME = re.compile(r"[a-z][a-z0-9-]*")
# What Markdown reads as more than words, anywhere or at the beginning of a line.
MARKDOWN_SIGN = re.compile(r"[*_`~\[\]<>\\|&#{}\n]|^\s*(?:[-+=:]|\d+[.)])")
EMAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+")
HARMLESS = (
    "abbr", "bdi", "bdo", "cite", "dfn", "kbd", "mark", "q", "s", "samp", "small", "sub", "sup", "u", "var", "wbr",
)  # fmt: skip
YES = ("yes", "true")
NO = ("no", "false")


def line(label: str = "a text on one line") -> FieldType:
    """A text without line breaks."""
    return _matching(label, lambda text: "\n" not in text and "\r" not in text)


def text() -> FieldType:
    """A text of any length, without white space at either end."""
    return _matching("a text", str.strip)


def plain_line(*filled_in: str) -> FieldType:
    """A line that Markdown reads as plain words. It may also contain the names `filled_in`, in braces."""

    def is_plain(text: str) -> bool:
        for name in filled_in:
            text = text.replace(name, "")
        return not MARKDOWN_SIGN.search(text)

    return _matching("a line of plain words, without signs such as * _ # [ ] < >", is_plain)


def short_name() -> FieldType:
    """A name by which other files refer to a value."""
    return _matching("a name in lower-case letters, digits and hyphens", SHORT_NAME.fullmatch, is_verbatim=True)


def words() -> FieldType:
    """A set of words, separated by spaces or line breaks."""
    label = "words with spaces between them"

    def read(node: Node, report: Report) -> frozenset[str]:
        return frozenset(_read_text(node, label, report).split())

    return FieldType(label, read, frozenset())


def color() -> FieldType:
    """A color as six hexadecimal digits."""
    return _matching('a color such as "#0b5d5e", in quotes', COLOR.fullmatch, is_verbatim=True)


def phone_number() -> FieldType:
    """A phone number in the one format that is easy to read aloud."""
    return _matching("a phone number such as 313-555-0110", PHONE.fullmatch, is_verbatim=True)


def email_address() -> FieldType:
    """An e-mail address."""
    return _matching("an e-mail address such as hello@clinic.example", EMAIL.fullmatch, is_verbatim=True)


def https_address() -> FieldType:
    """The full https address of a page elsewhere."""
    return _matching(
        "an address that begins with https://", lambda text: _is_address(text, ("https",)), is_verbatim=True
    )


def web_address() -> FieldType:
    """The address at which a site is published; http is allowed for trying things out."""
    return _matching(
        "an address such as https://clinic.example/",
        lambda text: _is_address(text, ("https", "http")),
        is_verbatim=True,
    )


def old_address() -> FieldType:
    """The path of a page that has moved."""
    label = "an old address on this site such as /old-page/"
    # Browsers show /café/ as /caf%C3%A9/: both are the same address, and neither may point outside the site.
    return _matching(label, lambda text: all(map(_is_old_address, (text, unquote(text)))), is_verbatim=True)


def language_code() -> FieldType:
    """A language code as used in HTML and addresses (BCP 47)."""
    label = "a language code such as es or pt-BR"
    return _matching(label, re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*").fullmatch, is_verbatim=True)


def clock_time() -> FieldType:
    """A time of day on the 24-hour clock."""
    return _matching("a time such as 08:30", re.compile(r"([01]\d|2[0-3]):[0-5]\d").fullmatch, is_verbatim=True)


def named(label: str) -> FieldType:
    """The name of something else: a page, a picture, a phone number. Whether it exists is checked later."""

    def read(node: Node, report: Report) -> Named:
        value = _read_text(node, label, report)
        return Named(value, node.place)

    return FieldType(label, read, None, fallback=lambda: Named("", Place("")))


def _is_old_address(value: str) -> bool:
    # %FF and the like are not valid UTF-8: unquote turns them into U+FFFD.
    return bool(OLD_ADDRESS.fullmatch(value)) and not FORBIDDEN.search(value) and REPLACEMENT not in value


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname) and not re.search(r"[\s<>\"]", value)


def _read_text(node: Node, label: str, report: Report) -> str:
    if isinstance(node.value, str) and node.value.strip():
        return node.value.strip()
    wrong_type(node, label, report)
    return ""


def _matching(label: str, accepts: Callable[[str], object], *, is_verbatim: bool = False) -> FieldType:
    def read(node: Node, report: Report) -> str:
        value = node.value.strip() if isinstance(node.value, str) else ""
        if not value or not accepts(value):
            wrong_type(node, label, report)
            return ""
        return value

    return FieldType(label, read, "", is_verbatim=is_verbatim)


def day() -> FieldType:
    """A calendar date, ISO 8601."""
    label = "a date such as 2026-05-01"

    def read(node: Node, report: Report) -> date | None:
        try:
            # fromisoformat also accepts 20260501 and 2026-W18-5, which few people recognize as a date.
            if isinstance(node.value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", node.value):
                return date.fromisoformat(node.value)
        except ValueError:
            pass
        wrong_type(node, label, report)
        return None

    return FieldType(label, read, None, fallback=lambda: date.min)


def flag() -> FieldType:
    """Yes or no."""

    def read(node: Node, report: Report) -> bool:
        if isinstance(node.value, str) and node.value.lower() in YES + NO:
            return node.value.lower() in YES
        wrong_type(node, "yes or no", report)
        return False

    return FieldType("yes or no", read, False)


def number(low: int, high: int) -> FieldType:
    """A whole number from `low` to `high`."""
    label = f"a whole number from {low} to {high}"

    def read(node: Node, report: Report) -> int | None:
        if isinstance(node.value, str) and re.fullmatch(r"[0-9]{1,9}", node.value) and low <= int(node.value) <= high:
            return int(node.value)
        wrong_type(node, label, report)
        return None

    return FieldType(label, read, None)


def choice(*names: str) -> FieldType:
    """One of a few names."""
    label = f"one of: {', '.join(names)}"

    def read(node: Node, report: Report) -> str:
        if isinstance(node.value, str) and node.value in names:
            return node.value
        guess = closest(node.value, names) if isinstance(node.value, str) else None
        if guess is None:
            wrong_type(node, label, report)
            return ""
        message = f"'{node.value}' is not {label}"
        report.add(node.place, "wrong-type", message, f"Did you mean '{guess}'?")
        return guess

    return FieldType(label, read, "", is_verbatim=True)


def harmless_element() -> FieldType:
    """A harmless HTML element: it has a meaning but no behavior."""
    return choice(*HARMLESS)


def list_of(item: FieldType) -> FieldType:
    """A list of values of one type."""
    label = "a list: each entry on a line of its own, after '- '"

    def read(node: Node, report: Report) -> tuple[Any, ...]:
        if not isinstance(node.value, tuple):
            wrong_type(node, label, report)
            return ()
        return tuple(item.read(entry, report) for entry in node.value)

    return FieldType(label, read, (), item.group, "list", item.is_verbatim)


def group_of(group: type) -> FieldType:
    """A nested group of declared fields."""
    label = "a group of 'key: value' lines"

    def make() -> object:
        return read_group(group, Node(Pairs({}, {}), Place("")), Report())

    return FieldType(label, lambda node, report: read_group(group, node, report), None, group, fallback=make)


def names_of(item: FieldType, names: FieldType | None = None) -> FieldType:
    """Entries of one type, each under a name that the author chooses; `names` is the type of such a name."""
    label = "names, each followed by its own lines"

    def read(node: Node, report: Report) -> dict[str, Any]:
        if not isinstance(node.value, Pairs):
            wrong_type(node, label, report)
            return {}
        places = node.value.key_places
        known = [name for name in places if names is None or names.read(Node(name, places[name]), report)]
        return {name: item.read(node.value.values[name], report) for name in known}

    return FieldType(label, read, {}, item.group, "names", item.is_verbatim)


def pairs_of(item: FieldType) -> FieldType:
    """Pairs of a key and a value, in the order written."""
    label = "lines of the form 'one: other'"

    def read(node: Node, report: Report) -> tuple[tuple[str, Any], ...]:
        if not isinstance(node.value, Pairs):
            wrong_type(node, label, report)
            return ()
        return tuple((key, item.read(value, report)) for key, value in node.value.values.items())

    return FieldType(label, read, (), item.group)


def pair_of(item: FieldType) -> FieldType:
    """Two values of one type."""
    label = "two entries, such as [one, other]"

    def read(node: Node, report: Report) -> tuple[Any, Any]:
        if not isinstance(node.value, tuple) or len(node.value) != 2:
            wrong_type(node, label, report)
            return (item.empty, item.empty)
        one, other = node.value
        return (item.read(one, report), item.read(other, report))

    return FieldType(label, read, (item.empty, item.empty), item.group)
