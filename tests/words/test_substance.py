"""What people need to weigh a treatment is said, and not only that there is nothing to say."""

from __future__ import annotations

import pytest

from plainleaf.words import WordLists, says_nothing
from tests.words.texts import lists


@pytest.mark.parametrize(
    "texts",
    [
        ["none"],
        ["None."],
        ["N/A"],
        ["No known risks"],
        ["There are no known side effects."],
        ["Bleeding"],
        ["Not known", "Not applicable"],
        ["Ask your doctor."],
        ["It is completely safe."],
    ],
)
def test_an_answer_without_substance_is_recognized(texts: list[str]) -> None:
    assert says_nothing(texts, lists())


@pytest.mark.parametrize(
    "texts",
    [
        ["Bleeding", "Infection", "A headache"],
        ["You may feel sore."],
        ["We do not know how long the relief lasts."],
        ["No study has looked at harm."],
        ["There are no known risks to your back, but the skin may burn."],
        ["Unknown", "It may leave a small bruise."],
    ],
)
def test_an_answer_that_tells_something_is_accepted(texts: list[str]) -> None:
    assert not says_nothing(texts, lists())


def test_a_language_without_a_list_of_empty_answers_is_not_judged() -> None:
    assert not says_nothing(["无"], WordLists())
    assert says_nothing(["Ninguno."], lists("es"))
