"""The word lists are plain files that a site can extend."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from plainleaf.problems import Place, Report
from plainleaf.words import WordLists, check_page, join_words, read_words
from tests.words.texts import WORDS, lists, page

OWN = Place("content/en/words.yaml")


@pytest.mark.parametrize("file", sorted(WORDS.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_shipped_lists_can_be_read_and_sent_to_another_process(file: Path) -> None:
    words = lists(file.stem)

    assert pickle.loads(pickle.dumps(words)) == words
    assert [name for name in WordLists.__struct_fields__ if not getattr(words, name)] == []


def test_a_site_adds_its_own_words(report: Report) -> None:
    own = read_words("right: sciatico\nclaims:\n  - magic hands\n", OWN, report)

    problems = check_page(page("The sciatico has magic hands."), join_words(lists(), own))

    assert [problem.rule for problem in problems] == ["unsupported-claim"]
    assert report.problems == []


def test_each_list_has_what_was_written(report: Report) -> None:
    text = "doubles: no yes\n  12:30\ntypos: {alot: a lot}\nnot_the_same:\n  - [a cold, the flu]\nshop: [add to cart]\n"

    words = read_words(text, OWN, report)

    assert report.problems == []
    assert words.doubles == {"no", "yes", "12:30"}
    assert words.typos == (("alot", "a lot"),)
    assert words.not_the_same == (("a cold", "the flu"),)
    assert words.shop == ("add to cart",)
    assert words.claims == ()


@pytest.mark.parametrize(
    ("text", "rule", "at", "fix"),
    [
        ("- a\n", "wrong-type", (1, 1), "Write a group of 'key: value' lines."),
        ("right: a\nklaims: []\n", "unknown-field", (2, 1), "Did you mean 'claims'?"),
        ("right: a\nzebra: []\n", "unknown-field", (2, 1), "use one of: acronym_meanings, acronym_names, acronyms"),
        ("claims: word\n", "wrong-type", (1, 9), "Write it on a line below its key"),
        ("claims:\n  - good\n  - [no, text]\n", "wrong-type", (3, 5), "Write a phrase on one line."),
        ("claims:\n  - |\n    one\n    two\n", "wrong-type", (2, 5), "Write a phrase on one line."),
        ("medical: a\nright: [a]\n", "wrong-type", (2, 8), "Write words with spaces between them."),
        ("right:\n  medical: a\n", "wrong-type", (2, 3), "Put the text in quotes"),
        ("typos: a\n", "wrong-type", (1, 8), "Write lines of the form 'one: other'."),
        ("typos:\n  alot: a lot\n  teh: [the]\n", "wrong-type", (3, 8), "Write a text on one line."),
        ("typos:\n  teh: the\n  teh: then\n", "repeated-key", (3, 3), "Keep one of the two."),
        ("right: a\nright: b\n", "repeated-key", (2, 1), "Keep one of the two."),
        ("not_the_same:\n  - flu\n", "wrong-type", (2, 5), "Write two entries, such as [one, other]."),
        ("not_the_same:\n  - [flu, cold, cough]\n", "wrong-type", (2, 5), "Write two entries, such as [one, other]."),
        ("right: a\n\tclaims: []\n", "yaml-tab", (2, 1), "Replace the tab with spaces"),
        ("claims: [a\n", "yaml-syntax", (1, 9), "Write: claims: [a]"),
    ],
)
def test_a_mistake_is_reported_where_it_was_written(
    text: str, rule: str, at: tuple[int, int], fix: str, report: Report
) -> None:
    read_words(text, OWN, report)

    (problem,) = report.problems
    assert (problem.place, problem.rule) == (Place(OWN.path, *at), rule)
    assert fix in problem.fix


def test_every_mistake_of_a_file_is_reported(report: Report) -> None:
    read_words("rigth: a\nclaims: b\ntypos: c\n", OWN, report)

    assert [problem.place.line for problem in report.problems] == [1, 2, 3]


def test_checks_that_need_no_lists_work_without_them() -> None:
    problems = check_page(page("Call 313-555-0110, superior care.", language="de"), WordLists())

    assert [problem.rule for problem in problems] == ["typed-phone"]


def test_no_correct_word_is_also_a_typo() -> None:
    for language in ("en", "es"):
        words = lists(language)

        assert not {wrong for wrong, _ in words.typos} & (words.medical | words.right)
