"""Long sentences, paragraphs and lists are reported; short ones are not."""

from __future__ import annotations

from plainleaf.words import Limits
from tests.words.texts import LEGAL, check, places

TWENTY = "One two three four five six seven eight nine ten one two three four five six seven eight nine ten"


def test_a_sentence_of_more_than_twenty_words_is_a_warning_at_its_first_word() -> None:
    problems = check(f"Short.\n\nShort too. **{TWENTY} more.**\n", "long-sentence")

    assert places(problems) == [(12, 14)]
    assert problems[0].severity == "warning"
    assert "21 words" in problems[0].message


def test_a_sentence_of_twenty_words_is_accepted() -> None:
    assert not check(f"{TWENTY}.", "long-sentence")


def test_a_long_list_item_is_a_long_sentence() -> None:
    assert places(check(f"- short\n- {TWENTY} more\n", "long-sentence")) == [(11, 3)]


def test_a_paragraph_of_more_than_three_sentences_is_a_warning() -> None:
    problems = check("One. Two. Three.\n\nOne. Two.\nThree. Four.\n", "long-paragraph")

    assert places(problems) == [(12, 1)]
    assert problems[0].severity == "warning"


def test_a_list_of_more_than_seven_items_is_a_warning_at_its_first_item() -> None:
    problems = check("Text:\n\n" + "- item\n" * 8 + "\nText:\n\n" + "- item\n" * 7, "long-list")

    assert places(problems) == [(12, 3)]
    assert problems[0].severity == "warning"


def test_limits_can_be_set() -> None:
    assert check("One two three.", "long-sentence", limits=Limits(sentence_words=2))


def test_a_notice_may_be_long_because_the_law_sets_its_wording() -> None:
    assert not check(f"{TWENTY} more.", "long-sentence", traits=LEGAL)
    assert not check("- item\n" * 8, "long-list", traits=LEGAL)
