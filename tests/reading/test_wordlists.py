"""The word lists are plain files that a site can add to."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from plainleaf.reading import RULES, WordLists, check_page, read_words
from tests.reading.texts import WORDS, lists, page


@pytest.mark.parametrize("file", sorted(WORDS.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_lists_that_are_shipped_can_be_read_and_sent_to_another_process(file: Path) -> None:
    words = read_words(file)

    assert words.language == file.stem
    assert pickle.loads(pickle.dumps(words)) == words


def test_a_site_adds_its_own_words() -> None:
    words = read_words(WORDS / "en.yaml", "right: sciatico\nclaims:\n  - magic hands\n")

    problems = check_page(page("The sciatico has magic hands."), words)

    assert [problem.rule for problem in problems] == ["unsupported-claim"]


@pytest.mark.parametrize(
    "text",
    ["- a\n", "klaims: []\n", "claims: word\n", "right: [a]\n", "typos: a\n"],
)
def test_a_list_of_the_wrong_shape_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "xx.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ValueError, match="xx"):
        read_words(tmp_path / "xx.yaml")


def test_without_lists_the_checks_of_shape_still_work() -> None:
    problems = check_page(page("Call 313-555-0110, superior care.", language="de"), WordLists("de"))

    assert [problem.rule for problem in problems] == ["typed-phone"]


def test_no_right_word_is_also_a_typing_error() -> None:
    for language in ("en", "es"):
        words = lists(language)

        assert not {wrong for wrong, _ in words.typos} & (words.medical | words.right)


def test_every_rule_is_explained_in_two_sentences() -> None:
    for rule, words in RULES.items():
        assert words.count(". ") == 1, rule
        assert words.endswith("."), rule
