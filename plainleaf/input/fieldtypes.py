"""The types that a declared field can have: what may be written, and the resulting value."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from plainleaf.input.fields import FieldType, Named, Wording, read_group, report_cut, wrong_type
from plainleaf.input.mistakes.hints import form_hint, list_hint, text_hint
from plainleaf.input.mistakes.lines import in_quotes
from plainleaf.input.mistakes.repeated_entries import report_repeats
from plainleaf.input.nodes import Node, Pairs
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Place, Report, closest

# Emergency and relay numbers have three digits, all others ten, grouped the way people in the US read them aloud.
# Those of other countries have the code of the country, and at most 15 digits (ITU-T E.164). Short numbers have none:
# those that all of Europe shares (116 123), those of Australia (13 11 14), and 15, 17 and 18 in France.
PHONE = lazy_pattern(
    r"(?:\d{3}|116 \d{3}|13 \d\d \d\d|1[578]|(?:1-)?\d{3}-\d{3}-\d{4}"
    r"|\+(?!1)\d{1,3}(?=(?:[ -]?\d){5,14}$)(?:[ -]\d{1,12}){1,6})",
    re.ASCII,
)
COLOR = lazy_pattern(r"#[0-9a-fA-F]{6}")
SHORT_NAME = lazy_pattern(r"[a-z][a-z0-9-]*")
# What Markdown reads as more than words, anywhere or at the beginning of a line.
MARKDOWN_SIGN = lazy_pattern(r"[*_`~\[\]<>\\|&#{}\n]|^\s*(?:[-+=:]|\d+[.)])")
HARMLESS = (
    "abbr", "bdi", "bdo", "cite", "dfn", "kbd", "mark", "q", "s", "samp", "small", "sub", "sup", "u", "var", "wbr",
)  # fmt: skip
# A whole text in curly quotation marks, as word processors make them of those that YAML knows.
IN_CURLY_QUOTES = lazy_pattern(r"[“”„«»]\s*([^“”„«»\s][^“”„«»\n]*?)\s*[“”«»]")
LANGUAGE_CODE = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
# Editors take an unquoted 911 for a number, and true for a truth value; here, both are texts.
ANY_TEXT = {"type": ["string", "number", "boolean"]}
YES = ("yes", "true")
NO = ("no", "false")


def line(label: str = "a text on one line", *, wording: Wording = "own") -> FieldType:
    """A text without line breaks."""
    return matching(label, lambda text: "\n" not in text and "\r" not in text, wording=wording)


def text(*, wording: Wording = "own") -> FieldType:
    """A text of any length, without white space at either end."""
    return matching("a text", str.strip, wording=wording)


def per_language(type_: FieldType) -> FieldType:
    """A text that may be written once, or once for each language of the site: {en: …, es: …}."""
    schema = {"type": [*type_.schema["type"], "object"], "additionalProperties": type_.schema}
    return replace(type_, is_per_language=True, schema=schema)


def plain_line(*filled_in: str) -> FieldType:
    """A line that Markdown reads as plain words. It may also contain the names `filled_in`, in braces."""

    def is_plain(text: str) -> bool:
        for name in filled_in:
            text = text.replace(name, "")
        return not MARKDOWN_SIGN.search(text)

    label = "a line of plain words, without signs such as * _ # [ ] < >"
    return matching(label, is_plain, wording="own", gaps=filled_in)


def short_name() -> FieldType:
    """A name by which other files refer to a value."""
    return _in_pattern("a name in lower-case letters, digits and hyphens", SHORT_NAME, form="name")


def words() -> FieldType:
    """A set of words, separated by spaces or line breaks."""
    label = "words with spaces between them"

    def read(node: Node, report: Report) -> frozenset[str]:
        return frozenset(_read_text(node, label, report).split())

    return FieldType(label, read, frozenset(), schema=ANY_TEXT)


def color() -> FieldType:
    """A color as six hexadecimal digits."""
    return _in_pattern('a color such as "#0b5d5e", in quotes', COLOR, form="color")


def phone_number() -> FieldType:
    """A phone number in the one format that is easy to read aloud."""
    return _in_pattern("a phone number such as 313-555-0110", PHONE, form="phone")


def language_code() -> FieldType:
    """A language code as used in HTML and addresses (BCP 47)."""
    return _in_pattern("a language code such as es or pt-BR", re.compile(LANGUAGE_CODE), form="language")


def country_code() -> FieldType:
    """A country as ISO 3166 writes it in two letters."""
    return matching("a country code of two letters, such as US", re.compile(r"[A-Za-z]{2}").fullmatch)


def clock_time() -> FieldType:
    """A time of day on the 24-hour clock."""
    return _in_pattern("a time such as 08:30", re.compile(r"([01]\d|2[0-3]):[0-5]\d"), form="time")


def _in_pattern(label: str, pattern: re.Pattern[str], *, form: str) -> FieldType:
    """A text that a pattern matches as a whole."""
    type_ = matching(label, pattern.fullmatch, form=form)
    return replace(type_, schema={**ANY_TEXT, "pattern": f"^(?:{pattern.pattern})$"})


def named(label: str) -> FieldType:
    """The name of something else: a page, a picture, a phone number. Whether it exists is checked later."""

    def read(node: Node, report: Report) -> Named:
        value = _read_text(node, label, report, is_prose=False)
        return Named(value, node.place)

    return FieldType(label, read, None, fallback=lambda: Named("", Place("")), schema=ANY_TEXT)


def _read_text(node: Node, label: str, report: Report, *, is_prose: bool = True) -> str:
    if isinstance(node.value, str) and node.value.strip():
        report_cut(node, report, is_text=is_prose)
        return node.value.strip()
    wrong_type(node, label, report, text_hint(node))
    return ""


def matching(
    label: str, accepts: Callable[[str], object], *, form: str = "", wording: Wording = "", gaps: tuple[str, ...] = ()
) -> FieldType:
    """A text that a function accepts. What holds nobody's wording is for programs: it has a `form` (see
    mistakes/formats.py) or is shown as it was written. Of names in braces, only its `gaps` are filled in.
    """

    def read(node: Node, report: Report) -> str:
        value = node.value.strip() if isinstance(node.value, str) else ""
        if not value or not accepts(value):
            wrong_type(node, label, report, form_hint(form, node, accepts) if form else text_hint(node, gaps))
            return ""
        report_cut(node, report, is_text=not form)
        if wording == "own" and node.is_plain and (inside := IN_CURLY_QUOTES.fullmatch(value)):
            message = f"the quotation marks are a part of this text: {value}"
            fix = f"Write {in_quotes(inside[1])}, or {in_quotes(value)} if readers should see the marks."
            report.add(node.place, "kept-quotes", message, fix, severity=WARNING)
        return value

    return FieldType(label, read, "", is_verbatim=not wording, wording=wording, schema=ANY_TEXT)


def past_day() -> FieldType:
    """A day on which something has happened."""
    return replace(day(), is_past=True)


def day() -> FieldType:
    """A calendar date, ISO 8601."""
    label = "a date such as 2026-05-01"

    def read(node: Node, report: Report) -> date | None:
        found = _read_day(node.value) if isinstance(node.value, str) else None
        if found is None:
            wrong_type(node, label, report, form_hint("day", node, _read_day))
        return found

    schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
    return FieldType(label, read, None, fallback=lambda: date.min, schema=schema)


def _read_day(value: str) -> date | None:
    try:
        # fromisoformat also accepts 20260501 and 2026-W18-5, which few people recognize as a date.
        return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None
    except ValueError:
        return None


def flag() -> FieldType:
    """Yes or no."""

    def read(node: Node, report: Report) -> bool:
        if isinstance(node.value, str) and node.value.lower() in YES + NO:
            return node.value.lower() in YES
        wrong_type(node, "yes or no", report, form_hint("flag", node, (YES + NO).__contains__))
        return False

    return FieldType("yes or no", read, False, schema={"enum": [*YES, *NO, True, False]})


def number(low: int, high: int) -> FieldType:
    """A whole number from `low` to `high`."""
    label = f"a whole number from {low} to {high}"

    def accepts(value: str) -> bool:
        return bool(re.fullmatch(r"[0-9]{1,9}", value)) and low <= int(value) <= high

    def read(node: Node, report: Report) -> int | None:
        if isinstance(node.value, str) and accepts(node.value):
            return int(node.value)
        wrong_type(node, label, report, form_hint("number", node, accepts))
        return None

    return FieldType(label, read, None, schema={"type": "integer", "minimum": low, "maximum": high})


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

    return FieldType(label, read, "", is_verbatim=True, schema={"enum": [*names]})


def harmless_element() -> FieldType:
    """A harmless HTML element: it has a meaning but no behavior."""
    return choice(*HARMLESS)


def list_of(item: FieldType, *, tells_repeats: bool = True) -> FieldType:
    """A list of values of one type. Unless something else does, it tells of a text that is there twice."""
    label = "a list: each entry on a line of its own, after '- '"

    def read(node: Node, report: Report) -> tuple[Any, ...]:
        if not isinstance(node.value, tuple):
            wrong_type(node, label, report, list_hint(node))
            return ()
        if tells_repeats:
            report_repeats(node.value, report)
        return tuple(item.read(entry, report) for entry in node.value)

    return FieldType(label, read, (), item.group, "list", item.is_verbatim, wording=item.wording, entry=item)


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

    return FieldType(label, read, {}, item.group, "names", item.is_verbatim, wording=item.wording, entry=item)


def pairs_of(item: FieldType) -> FieldType:
    """Pairs of a key and a value, in the order written."""
    label = "lines of the form 'one: other'"

    def read(node: Node, report: Report) -> tuple[tuple[str, Any], ...]:
        if not isinstance(node.value, Pairs):
            wrong_type(node, label, report)
            return ()
        return tuple((key, item.read(value, report)) for key, value in node.value.values.items())

    return FieldType(label, read, (), item.group, schema={"type": "object"})


def pair_of(item: FieldType) -> FieldType:
    """Two values of one type."""
    label = "two entries, such as [one, other]"

    def read(node: Node, report: Report) -> tuple[Any, Any]:
        if not isinstance(node.value, tuple) or len(node.value) != 2:
            wrong_type(node, label, report)
            return (item.empty, item.empty)
        one, other = node.value
        return (item.read(one, report), item.read(other, report))

    return FieldType(label, read, (item.empty, item.empty), item.group, schema={"type": "array"})
