"""Strict YAML: values stay as written, and anything unsafe is refused at its place."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.input.yaml_parser import MAX_CHARACTERS, MAX_DEPTH
from plainleaf.problems import Place, Problem

START = Place("page.md", 2)
SIGNS = some.text("ab:-[]{}&*!#|>%@`'\",?\\ \t\n~=0é\u2028\ue000\x85\ufeff", max_size=60)
BOMB = "\n".join(
    ["a: &a [x, x]", *(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20))]
)


def value_of(text: str) -> object:
    """The value of the key 'key' of a valid text."""
    node = read_yaml(text, START)
    assert isinstance(node, Node)
    assert isinstance(node.value, Pairs)
    return node.value.values["key"].value


def problem_of(text: str) -> Problem:
    """The problem of an invalid text."""
    problem = read_yaml(text, START)
    assert isinstance(problem, Problem)
    return problem


@pytest.mark.parametrize(
    "written",
    [
        "NO",
        "no",
        "yes",
        "on",
        "12:30",
        "0123",
        "1e3",
        "0x1F",
        "1_000",
        "313-555-0100",
        "2026-05-14",
        ".5",
        "+1",
        "True",
        "=",
    ],
)
def test_a_value_stays_the_text_that_was_written(written: str) -> None:
    assert value_of(f"key: {written}") == written


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_an_empty_value_is_none(written: str) -> None:
    assert value_of(f"key: {written}") is None


@pytest.mark.parametrize("written", ['""', "''", '"~"', "'null'"])
def test_a_text_in_quotes_is_a_text(written: str) -> None:
    assert value_of(f"key: {written}") == written[1:-1]


def test_an_empty_text_is_an_empty_group() -> None:
    node = read_yaml("", START)

    assert node == Node(Pairs({}, {}), START)


def test_every_key_and_every_value_has_its_place() -> None:
    node = read_yaml("title: Home\nphones:\n  nurse: 911\n", START)

    assert isinstance(node, Node)
    assert isinstance(node.value, Pairs)
    phones = node.value.values["phones"]
    assert isinstance(phones.value, Pairs)
    assert node.value.key_places["phones"] == Place("page.md", 3, 1)
    assert phones.value.key_places["nurse"] == Place("page.md", 4, 3)
    assert phones.value.values["nurse"].place == Place("page.md", 4, 10)


def test_a_column_counts_characters_and_not_bytes() -> None:
    problem = problem_of("key: [é, ü, *name]")

    assert problem.place == Place("page.md", 2, 13)


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "repeated-key", 4, 1),
        ("a: {b: 1, b: 2}\n", "repeated-key", 2, 11),
        ("a: &x 1\n", "yaml-alias", 2, 4),
        ("a: [*x]\n", "yaml-alias", 2, 5),
        ("<<: *x\n", "yaml-alias", 2, 5),
        ("a: !!python/object/apply:os.system [ls]\n", "yaml-tag", 2, 4),
        ("a: !secret x\n", "yaml-tag", 2, 4),
        ("a:\n\t- b\n", "yaml-tab", 3, 1),
        ("a:\n  -\tb\n", "yaml-tab", 3, 4),
        ("a: b: c\n", "yaml-syntax", 2, 5),
        ("a: [b\n", "yaml-syntax", 2, 4),
        ("? [a]\n: b\n", "yaml-syntax", 2, 3),
        ("a: 1\n---\nb: 2\n", "yaml-syntax", 3, 1),
    ],
)
def test_what_breaks_a_rule_is_refused_at_its_place(text: str, rule: str, line: int, column: int) -> None:
    problem = problem_of(text)

    assert (problem.rule, problem.place.line, problem.place.column) == (rule, line, column)


@pytest.mark.parametrize("tag", ["!!str", "!secret"])
def test_a_tag_is_shown_as_it_was_written(tag: str) -> None:
    assert problem_of(f"a: {tag} b\n").message == f"'{tag}' is a YAML tag"


def test_a_repeated_key_names_the_first_line() -> None:
    problem = problem_of("a: 1\nb: 2\na: 3\n")

    assert "line 2" in problem.message


def test_a_tab_inside_a_text_is_accepted() -> None:
    assert value_of("key: one\ttwo") == "one\ttwo"


def test_lists_as_deep_as_allowed_are_read() -> None:
    # The mapping itself is one level.
    depth = MAX_DEPTH - 1

    assert isinstance(value_of(f"key: {'[' * depth}{']' * depth}"), tuple)


@pytest.mark.parametrize("depth", [MAX_DEPTH, 100, 100_000])
def test_deeper_lists_are_refused_whatever_their_depth(depth: int) -> None:
    assert problem_of(f"key: {'[' * depth}{']' * depth}").rule == "yaml-too-deep"


def test_a_bomb_of_aliases_is_refused_at_the_first_anchor() -> None:
    problem = problem_of(BOMB)

    assert (problem.rule, problem.place.line) == ("yaml-alias", 2)


def test_a_text_that_is_too_long_is_not_read() -> None:
    assert problem_of("a" * (MAX_CHARACTERS + 1)).rule == "yaml-too-long"


@given(some.one_of(some.text(max_size=80), SIGNS))
@example("a: b\x00c")
@example("\ufeffa: b")
@example("%YAML 9.9\n---\na")
@example("- - - -\n?")
def test_any_text_gives_a_value_or_a_problem_inside_it(text: str) -> None:
    result = read_yaml(text, START)

    lines = text.count("\n") + text.count("\r") + text.count("\u2028") + text.count("\u2029") + text.count("\x85") + 1
    assert 2 <= result.place.line <= 2 + lines
    assert result.place.column >= 1


@given(
    some.dictionaries(
        some.from_regex(r"[a-z]{1,8}", fullmatch=True),
        some.from_regex(r"[A-Za-z0-9][A-Za-z0-9.-]{0,20}", fullmatch=True),
    )
)
def test_plain_texts_are_read_unchanged(pairs: dict[str, str]) -> None:
    pairs = {key: value for key, value in pairs.items() if value != "null"}

    node = read_yaml("".join(f"{key}: {value}\n" for key, value in pairs.items()), START)

    assert isinstance(node, Node)
    assert isinstance(node.value, Pairs)
    assert {key: each.value for key, each in node.value.values.items()} == pairs


@pytest.mark.parametrize(
    ("text", "line", "column", "fix"),
    [
        ("key: {en:Call us}", 2, 7, "Write: en: Call us"),
        ("key:\n  label: {en: Call us, es:Llame}", 3, 24, "Write: es: Llame"),
    ],
)
def test_a_colon_without_a_space_is_one_mistake_at_its_place(text: str, line: int, column: int, fix: str) -> None:
    problem = problem_of(text)

    assert (problem.place.line, problem.place.column, problem.fix) == (line, column, fix)


@pytest.mark.parametrize("written", ["{https://a.example/}", '{"en:Call us"}', "{en: Call:us}"])
def test_other_colons_in_braces_are_read(written: str) -> None:
    assert value_of(f"key: {written}") is not None


@pytest.mark.parametrize(
    ("text", "place", "fix"),
    [
        ("name: {en: Back, Nerve and Spine}", (1, 18), 'Put the text in quotes: en: "Back, Nerve and Spine"'),
        ("name: {en: Back, Nerve, Spine, es: c}", (1, 18), 'Put the text in quotes: en: "Back, Nerve, Spine"'),
        ("hours:\n  - {days: Monday, Tuesday, opens: a}", (2, 20), 'Put the text in quotes: days: "Monday, Tuesday"'),
        ("name: {en: Back,\n  Nerve}", (2, 3), 'Put the text in quotes: en: "Back, Nerve"'),
        ('name: {en: "Back", Nerve}', (1, 20), "Put a text with a comma in it in quotes"),
    ],
)
def test_a_text_between_braces_that_a_comma_cuts_is_shown_in_quotes(
    text: str, place: tuple[int, int], fix: str
) -> None:
    problem = read_yaml(text, Place("config.yaml"))

    assert isinstance(problem, Problem)
    assert (problem.rule, problem.place.line, problem.place.column) == ("yaml-syntax", *place)
    assert problem.fix.startswith(fix)


@pytest.mark.parametrize(
    "text", ["a: {b: c, }", "a: {b: c, d: }", "a: {b}", "a: {b: c,\n  d: e}", "a: [b, c]", "b: {'c, d': e}"]
)
def test_other_commas_cut_nothing(text: str) -> None:
    assert isinstance(read_yaml(text, Place("config.yaml")), Node)
