"""Scanning finds links, pictures, headings and raw HTML in prose, with their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.markdown.scan import find_bare_addresses, scan
from tests.prose_tools import parse


def targets(source: str) -> list[tuple[str, bool, int, int]]:
    """Each target as written, whether it is a picture, line and column."""
    found = scan(parse(source)).targets
    return [(each.target, each.is_picture, each.place.line, each.place.column) for each in found]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[a](b.md)", [("b.md", False, 1, 5)]),
        ("One.\n\nSee [a](b.md#c).", [("b.md#c", False, 3, 9)]),
        ("![a](/b.svg)", [("/b.svg", True, 1, 6)]),
        ("[![a](/b.svg)](c.md)", [("/b.svg", True, 1, 7), ("c.md", False, 1, 16)]),
        ("[a](<b c.md>)", [("b c.md", False, 1, 6)]),
        ('[a](b.md "Title")', [("b.md", False, 1, 5)]),
        ("[a](b_(c).md)", [("b_(c).md", False, 1, 5)]),
        ("[](phone:nurse)", [("phone:nurse", False, 1, 4)]),
        ("[two\nlines](b.md)", [("b.md", False, 2, 8)]),
        ("[a][1]\n\n[1]: b.md", [("b.md", False, 3, 6)]),
        ("[a](b.md) and [a](b.md)", [("b.md", False, 1, 5), ("b.md", False, 1, 19)]),
        ("[a]()", [("", False, 1, 5)]),
        ("Write to a@b.example.", [("mailto:a@b.example", False, 1, 10)]),
        ("Write to `a@b.example`.", [("mailto:a@b.example", False, 1, 11)]),
        ("<a@b.example>", [("mailto:a@b.example", False, 1, 2)]),
        ("See <https://a.example/b>.", [("https://a.example/b", False, 1, 6)]),
    ],
)
def test_a_target_is_found_where_it_is_written(source: str, expected: list[tuple[str, bool, int, int]]) -> None:
    assert targets(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "`[a](b.md)`",
        "`` ` [a](b.md) ` ``",
        "a [b] (c.md)",
        "[^1]: a note",
        "https://social.example/@clinic@social.example",
        "3 @ 5",
    ],
)
def test_what_is_not_a_link_is_not_mistaken_for_one(source: str) -> None:
    assert targets(source) == []


def test_an_option_of_a_component_is_not_prose() -> None:
    assert targets("::: figure\npicture: /a.svg\nalt: See [a](b.md)\n:::") == []


def test_code_does_not_change_the_places_after_it() -> None:
    assert targets("`code` and [a](b.md)") == [("b.md", False, 1, 16)]


@pytest.mark.parametrize(
    ("source", "name", "column"),
    [
        ("<div>", "div", 1),
        ("a <BR/> b", "br", 3),
        ("</p>", "p", 1),
        ("<!-- note -->", "!--", 1),
        ("<script\nsrc=x>", "script", 1),
        ("<img src=x onerror=alert(1)", "img", 1),
        ("<svg/onload=alert(1)>", "svg", 1),
        ("<my-element>", "my-element", 1),
    ],
)
def test_raw_html_is_found(source: str, name: str, column: int) -> None:
    found = scan(parse(source)).tags

    assert [(tag.name, tag.place.column) for tag in found] == [(name, column)]


@pytest.mark.parametrize("source", ["3 < 5 > 2", "`<div>`", "a <- b", "<https://nhs.example/>", "x<y"])
def test_angle_brackets_that_are_not_html_are_ignored(source: str) -> None:
    assert scan(parse(source)).tags == ()


@pytest.mark.parametrize(
    ("source", "level", "text"),
    [
        ("## Signs", 2, "Signs"),
        ("### Signs ###", 3, "Signs"),
        ("#Signs", 1, "Signs"),
        ("- # Signs", 1, "Signs"),
        ("> ## Signs", 2, "Signs"),
        ("1. ## Signs", 2, "Signs"),
        ("##", 2, ""),
        ("## #1 reason", 2, "#1 reason"),
    ],
)
def test_headings_are_found_as_the_converter_reads_them(source: str, level: int, text: str) -> None:
    found = scan(parse(source)).headings

    assert [(heading.level, heading.text) for heading in found] == [(level, text)]


def test_a_footnote_at_the_start_of_a_line_is_its_text_and_elsewhere_a_reference() -> None:
    found = scan(parse("[^a] and [^b]: see `[^c]`\n\n   [^a]: A text.\n    [^d]: Code.")).notes

    assert [(note.name, note.is_text, note.place.line, note.place.column) for note in found] == [
        ("a", False, 1, 1),
        ("b", False, 1, 10),
        ("a", True, 3, 4),
        ("d", False, 4, 5),
    ]


@given(some.text("[]()!<>`#\\ \n.:ab/&;\"'@", max_size=80))
def test_every_place_is_in_the_text(source: str) -> None:
    lines = source.split("\n")

    seen = scan(parse(source))

    places = [each.place for each in seen.targets]
    places += [each.place for each in seen.tags]
    places += [each.place for each in seen.notes]
    places += [each.place for each in seen.headings]
    for place in places:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1


def test_a_link_after_a_long_text_of_brackets_is_still_found() -> None:
    source = "[" * 40_000 + "](" * 2_000 + "\n\n[a](b.md)"

    assert targets(source)[-1] == ("b.md", False, 3, 5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See www.a.example/b?c=d.", ["www.a.example/b?c=d"]),
        ("(https://a.example/b), then *http://c.example*", ["https://a.example/b", "http://c.example"]),
        ("[^a]: https://a.example/", ["https://a.example/"]),
        ("See nice.org.uk/guidance/ng59.", ["nice.org.uk/guidance/ng59"]),
        ("Read nhs.uk/conditions, then call", ["nhs.uk/conditions"]),
        ("At Healthgrades.com and/or com/net, with a@b.com/c and report.md", []),
        ("[a](nhs.uk/conditions) and `nhs.uk/conditions`", []),
        ("[a](https://a.example) <https://a.example> [https://a.example](b.md)", []),
        ("[see https://a.example here](b.md)", []),
        ("[a]: https://a.example", []),
        ("`https://a.example` and a@www.a.example", []),
    ],
)
def test_an_address_outside_a_link_is_bare(text: str, found: list[str]) -> None:
    assert [address for address, _ in find_bare_addresses(parse(text))] == found
