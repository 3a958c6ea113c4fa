"""YAML that cannot be read, or is read otherwise than it was meant: what its author is told, and where.

`yaml_mistakes.txt` holds one mistake after the other, each with the place, the message and the fix after '>>>'.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.input.mistakes.explain import MAX_CHARACTERS, explain
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place, Problem
from tests.examples import few

START = Place("page.md")
MISTAKES = [
    each.replace("<tab>", "\t").replace("<no-break space>", "\u00a0").split("\n>>> ")
    for each in (Path(__file__).parent / "yaml_mistakes.txt").read_text(encoding="utf-8").strip().split("\n\n")
    if ">>>" in each
]
LIBRARY = re.compile(
    r"not allowed here|in this context|(?:could|did) not find|while (?:scanning|parsing)|found (?:un|char|dup|a tab)"
    r"|block (?:mapping|sequence|end|collection)|flow (?:mapping|sequence)|\b(?:token|scalar|stream|mapping|node)s?\b"
)
GOOD = """kind: topic
title: Symptoms
summary: "Pain: down one leg, and 'pins and needles'."
# A comment
aliases:
  - /old/
  - '/older/'
evidence:
  - title: A study
    published: 2020
    tags: [one, {two: three}]
owner: >
  Ada: at the
  front desk
"""
SIGNS = ": \t\"'-[]{}#&*!|>%@`,?\\=\n“–\u00a0a"


@pytest.mark.parametrize(("text", "message", "fix"), MISTAKES, ids=lambda text: text.split("\n")[0][:40])
def test_a_mistake_is_explained_where_it_was_made(text: str, message: str, fix: str) -> None:
    problem = read_yaml(f"{text}\n", START)

    assert isinstance(problem, Problem)
    assert f"{problem.place.line}:{problem.place.column} {problem.message}" == message
    assert problem.fix == fix


def test_there_are_many_mistakes() -> None:
    assert len(MISTAKES) > 80


@pytest.mark.parametrize("sign", few(SIGNS, 6))
def test_no_message_is_in_the_words_of_the_library(sign: str) -> None:
    texts = [GOOD[:spot] + sign + GOOD[spot + cut :] for spot in range(len(GOOD)) for cut in (0, 1)]

    problems = [found for text in texts if isinstance(found := read_yaml(text, START), Problem)]

    assert [found for found in problems if LIBRARY.search(f"{found.message} {found.fix}")] == []
    assert all(1 <= found.place.line <= GOOD.count("\n") + 2 for found in problems)


@given(some.text("ab:-[]{}*#\"' \n", max_size=60))
def test_whatever_is_wrong_is_said_in_our_words(text: str) -> None:
    problem = read_yaml(text, START)

    if isinstance(problem, Problem):
        assert not LIBRARY.search(re.sub(r"\bWrite:.*", "", f"{problem.message} {problem.fix}"))


def test_how_many_repairs_are_tried_depends_on_the_length_of_the_text() -> None:
    read: list[int] = []

    def find_error(text: str) -> int:
        read.append(len(text))
        return 0

    for lines in (10, 1000, 20_000):
        read.clear()
        explain("a: b: c\n" * lines, START, find_error)

        assert sum(read) < 2 * MAX_CHARACTERS


def test_a_mistake_further_down_does_not_hide_the_first_one() -> None:
    problem = read_yaml("title: Two things: walking\nsummary: And: more\nowner: 'Ada\n", START)

    assert isinstance(problem, Problem)
    assert problem.place == Place("page.md", 1, 18)


@pytest.mark.parametrize(
    "text",
    [
        "title: 'it''s'",
        'title: Ada "the best" Example',
        "title: Symptoms # a comment",
        "title: AT&T, 100% and 5 > 3 - 2",
        'summary: "Over two\n  lines: yes"',
        "summary: Over two lines\n  at 10:30 and https://clinic.example",
        "summary: A walk\n  – a short one – helps",
        "summary: |\n  - one\n  - two\n  note:this",
        "aliases:\n- /old/\n- /older/",
        "title : Symptoms",
        "hours: 08:30",
        "evidence:\n  - title: Care of the lumbar\n      spine, 2nd edition\n    year: 2020",
        "signs:\n  - pain that\n    goes on",
    ],
)
def test_what_is_right_is_not_explained(text: str) -> None:
    assert not isinstance(read_yaml(text, START), Problem)
