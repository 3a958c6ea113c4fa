"""Bed rest is not recommended, and two conditions are not treated as the same."""

from __future__ import annotations

import pytest

from plainleaf.words import Limits
from tests.words.texts import check, places


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Stay in bed until the pain goes.", 1),
        ("At first, rest in bed.", 11),
        ("We recommend strict bed rest.", 14),
        ("Bed rest is the best treatment.", 1),
        ("You should try bed rest for a week.", 16),
        ("For two weeks:\n\n- lie in bed", 3),
    ],
)
def test_recommending_bed_rest_is_an_error(text: str, column: int) -> None:
    problems = check(f"What to do.\n\n{text}\n", "unsafe-advice")

    assert places(problems) == [(12 + text.count("\n"), column)]
    assert problems[0].severity == "error"


@pytest.mark.parametrize(
    "text",
    [
        "Do not stay in bed.",
        "You don't need to stay in bed. Never rest in bed for days.",
        "Keep active rather than rest in bed. Walk instead of strict bed rest.",
        "Avoid bed rest. We do not recommend bed rest.",
        "Long bed rest can make it worse. Strict bed rest weakens your muscles.",
        "If you must stay in bed, get up each hour.",
        "Doctors once told people to stay in bed.",
        "Bed rest does not help sciatica. Bed rest was common.",
        "Do not:\n\n- stay in bed\n- sit for long",
        "Should you stay in bed?",
        "The driver stayed in bed for two weeks.",
    ],
)
def test_warnings_against_bed_rest_are_accepted(text: str) -> None:
    assert not check(text, "unsafe-advice")


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("A slipped disc (spondylolisthesis) can hurt.", 17),
        ("Spondylolisthesis, or a slipped disc, can hurt.", 25),
        ("Spondylolisthesis is also called a slipped disk.", 36),
        ("A slipped disc is the same thing as spondylolisthesis.", 37),
        ("## Slipped disc/spondylolisthesis", 17),
    ],
)
def test_equating_a_slipped_disc_with_spondylolisthesis_is_an_error(text: str, column: int) -> None:
    problems = check(f"Causes.\n\n{text}\n", "unsafe-advice")

    assert places(problems) == [(12, column)]
    assert problems[0].severity == "error"


@pytest.mark.parametrize(
    "text",
    [
        "A slipped disc is not spondylolisthesis.",
        "A fracture, a slipped disc, or spondylolisthesis can press on the nerve.",
        "A slipped disc or spondylolisthesis can press on the nerve.",
        "This is **not** a slipped disc. In spondylolisthesis, a bone has moved.",
        "A slipped disc is common; spondylolisthesis is rare.",
    ],
)
def test_two_conditions_side_by_side_are_accepted(text: str) -> None:
    assert not check(text, "unsafe-advice")


def test_words_that_blame_are_reported_only_where_advice_is_asked_for() -> None:
    text = "Many people suffer from sciatica.\n"

    assert check(text, "stigma") == []
    assert places(check(text, "stigma", limits=Limits(advice=True))) == [(10, 13)]


@pytest.mark.parametrize(
    "text",
    [
        "Thin bones are prone to fracture (osteoporosis).",
        "Kyphosis/scoliosis tends to get worse.",
        "Besides bursitis, a cause of such pain is osteoarthritis.",
        "Have you had gout, or osteoporosis, before?",
    ],
)
def test_names_that_only_stand_beside_each_other_are_accepted(text: str) -> None:
    assert not check(text, "unsafe-advice")
