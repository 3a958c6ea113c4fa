"""Headings that a page has twice, and two articles on one page."""

from __future__ import annotations

import pytest

from tests.words.texts import LEGAL, check, places

ARTICLE = "## Symptoms\n\nPain.\n\n## Causes\n\nA disc.\n\n## Treatment\n\nWalk.\n\n"


def test_a_heading_below_the_same_one_is_reported_at_its_second_place() -> None:
    text = "## At home\n\nWalk.\n\n## At work\n\nStand.\n\n## At Home\n\nRest.\n"

    assert places(check(text, "repeated-heading")) == [(18, 4)]
    assert not check(text, "repeated-heading", traits=LEGAL)


@pytest.mark.parametrize(
    "text",
    [
        "## Walking\n\n### How often\n\nDaily.\n\n## Cycling\n\n### How often\n\nDaily.\n",
        "## Walking\n\nA.\n\n### Walking\n\nB.\n",
        "::: emergency\n## Call us if:\n\n- A.\n:::\n\n::: urgent\n## Call us if:\n\n- B.\n:::\n",
        ARTICLE,
    ],
)
def test_headings_below_different_ones_may_be_the_same(text: str) -> None:
    assert not check(text, "repeated-heading")
    assert not check(text, "article-twice")


def test_two_articles_are_one_problem_at_the_second() -> None:
    second = "## What are the symptoms?\n\nNumbness.\n\n## Causes of it\n\nA nerve.\n\n## Treatment\n\nMove.\n"

    problems = check(ARTICLE + second, "article-twice")

    assert places(problems) == [(22, 4)]
    assert not check(ARTICLE + second, "repeated-heading")


@pytest.mark.parametrize(
    "more",
    [
        "## Symptoms that need help\n\nFever.\n",
        "## Symptoms in children\n\nFever.\n\n## Treatment in children\n\nWalk.\n",
        "## Prevention\n\nWalk.\n\n## Outlook\n\nGood.\n",
    ],
)
def test_fewer_than_three_sections_twice_are_one_article(more: str) -> None:
    assert not check(ARTICLE + more, "article-twice")


def test_a_line_in_bold_above_text_is_a_heading_that_screen_readers_do_not_list() -> None:
    text = "**Walking**\n\nWalk.\n\n## At home\n\nRest.\n\n__When to call?__\nCall us.\n\n***Heat***\\\nWarm.\n"
    text += "\n**Signs**\n\n- fever\n"

    problems = check(text, "bold-heading", traits=LEGAL)

    assert places(problems) == [(10, 1), (18, 1), (21, 1), (24, 1)]
    fixes = [each.fix.rpartition(": ")[2] for each in problems]
    assert fixes == ["## Walking", "### When to call?", "### Heat", "### Signs"]


@pytest.mark.parametrize(
    "text",
    [
        "**Keep on walking.** It helps.\n\nText.\n",
        "**Keep on walking.**\n\nIt helps.\n",
        "**Bring with you:**\n\n- a list\n",
        "**313-555-0100**\n\nCall.\n",
        "**[Call us](phone:appointments)**\n\nNow.\n",
        "**Doses of a day**\n\n| A | B |\n|---|---|\n| c | d |\n",
        "**Ada Example**\n\n**Nurse**\n\n## Next\n",
        "Thank you.\n\n**Your team at Small Clinic**\n",
        "::: figure\npicture: /a.svg\n\n**A nerve**\n\nIt runs down.\n:::\n",
        "Text\n**more text**\nand more.\n",
        "- One\n\n    **Two**\n\n    Three.\n",
        "**One** and **two**\n\nText.\n",
        "**Juniper Ridge Downtown**\\\n12 Hill Street\\\nMaple Harbor\n",
        "**Juniper Ridge Downtown**\n\n12 Hill Street\n\nCall us.\n",
        "**Ada Example**\\\nPhysical therapist\n",
    ],
)
def test_bold_text_that_is_no_heading_is_left_alone(text: str) -> None:
    assert not check(text, "bold-heading")
