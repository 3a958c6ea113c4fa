"""Texts for readers: which declared values are such texts, and where each of their characters stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec import Struct

from plainleaf.content.config.settings import Settings
from plainleaf.content.kinds import KINDS
from plainleaf.input.fields import Field, declare, fields_of, read_group
from plainleaf.input.fieldtypes import choice, group_of, line, list_of, names_of, text
from plainleaf.input.nodes import Node, find_place
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.input.texts import place_in, texts_of, with_texts
from plainleaf.problems import Place, Report

YAML = """\
plain: one two
quoted: "  one two"
folded: >-
  one
  two, and
  three
kept: |
  one two
  three
several: one
  two
list: [one, two three]
group:
  deep:
    - key: 'one two'
"""


class Step(Struct, frozen=True, kw_only=True):
    """A group inside another."""

    title: str = declare(line(), "Its title.")
    code: str = declare(line(wording=""), "For machines.")


class Guide(Struct, frozen=True, kw_only=True):
    """A group with every shape of field."""

    says: str = declare(text(), "A text.")
    author: str = declare(line(wording="name"), "A name.")
    style: str = declare(choice("short", "long"), "A choice.")
    signs: tuple[str, ...] = declare(list_of(line()), "A list.")
    steps: tuple[Step, ...] = declare(list_of(group_of(Step)), "A list of groups.")
    places: Mapping[str, Step] = declare(names_of(group_of(Step)), "Groups by name.")
    first: Step | None = declare(group_of(Step), "A group.")


def test_every_text_for_readers_is_found_with_its_keys_in_groups_lists_and_under_names() -> None:
    written = (
        "says: A\nauthor: B\nstyle: short\nsigns: [C, D]\nsteps: [{title: E, code: x}]\n"
        "places: {north.west: {title: F}}\nfirst: {title: G}\n"
    )
    node = read_yaml(written, Place("a.yaml"))
    assert isinstance(node, Node)

    found = [*texts_of(read_group(Guide, node, Report()))]

    assert [(keys, text, wording) for keys, text, wording in found] == [
        (("says",), "A", "own"),
        (("author",), "B", "name"),
        (("signs", "0"), "C", "own"),
        (("signs", "1"), "D", "own"),
        (("steps", "0", "title"), "E", "own"),
        (("places", "north.west", "title"), "F", "own"),
        (("first", "title"), "G", "own"),
    ]
    assert [find_place(node, list(keys)).line for keys, _, _ in found] == [1, 2, 4, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("keys", "part", "place"),
    [
        ("plain", "two", (1, 12)),
        ("plain", "wo", (1, 13)),
        ("quoted", "one", (2, 12)),
        ("quoted", "two", (2, 16)),
        ("folded", "one", (4, 3)),
        ("folded", "and", (5, 8)),
        ("folded", "three", (6, 3)),
        ("kept", "three", (9, 3)),
        ("several", "two", (11, 3)),
        ("list.1", "three", (12, 17)),
        ("group.deep.0.key", "two", (15, 17)),
    ],
)
def test_a_character_of_a_value_is_found_whichever_way_the_value_is_written(
    keys: str, part: str, place: tuple[int, int]
) -> None:
    node = read_yaml(YAML, Place("a.yaml", 5))
    assert isinstance(node, Node)
    value: Any = node
    for key in keys.split("."):
        value = value.value[int(key)] if isinstance(value.value, tuple) else value.value.values[key]
    words = value.value.strip()

    found = place_in(YAML.split("\n"), 5, find_place(node, keys.split(".")), words, words.index(part))

    assert (found.line - 4, found.column) == place


def not_for_readers(groups: tuple[type, ...], above: str = "") -> set[str]:
    """The fields of groups, and of those inside them, that hold text which no reader sees."""
    found: set[str] = set()
    for group in groups:
        for field in fields_of(group):
            found |= {f"{above}{field.name}"} if is_hidden(field) else set()
            inner = (field.type.group,) if field.type.group else ()
            found |= not_for_readers(inner, f"{above}{field.name}.")
    return found


def is_hidden(field: Field) -> bool:
    """Whether any text may be written in a field, and none of it is for readers."""
    label = field.type.label if field.type.shape == "value" else ""
    return label in ("a text", "a text on one line") and not [*with_texts([field])]


def test_only_these_fields_are_for_staff_or_machines_and_not_read() -> None:
    of_pages = {name for kind in KINDS for name in not_for_readers(kind.groups)}

    assert of_pages == {
        "slug",
        "review_mark",
        "translation.source",
        "owner",
        "currency",
        "consent.kept_by",
        "evidence.still_current",
        "evidence.superseded_by",
    }
    questions = {"name", "autocomplete", "inputmode", "justification"}
    assert not_for_readers((Settings,)) == {
        "languages.default",
        *(f"{form}.fields.{name}" for form in ("booking", "message") for name in questions),
        *(f"editor.{name}" for name in ("repository", "branch", "application")),
        "nondiscrimination.source",
        "language_lines.source",
        "language_lines.lines.language",
        "policies.waivers.rule",
        "policies.waivers.file",
        "policies.waivers.reason",
    }
