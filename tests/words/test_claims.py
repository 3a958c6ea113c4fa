"""Claims need a source, and an article is not a shop."""

from __future__ import annotations

import pytest

from tests.words.texts import OTHER, check, places


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("We give superior care.", 9),
        ("Ours is the most technologically advanced clinic.", 13),
        ("The visit is **pain-free**.", 16),
        ("Our results are guaranteed.", 17),
        ("Laser light cures sciatica.", 13),
        ("State-of-the-art care.", 1),
        ("We are the leading clinic here.", 12),
        ("See the best doctors in town.", 9),
        ("It works better than surgery.", 10),
        ("It has no side effects.", 8),
    ],
)
def test_comparisons_and_superlatives_without_a_source_are_warnings(text: str, column: int) -> None:
    problems = check(f"About us.\n\n{text}\n", "unsupported-claim")

    assert places(problems) == [(12, column)]
    assert problems[0].severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "Walking was better than surgery in one trial.[^a]\n\n[^a]: A trial.",
        "It is best to walk. Ask your best friend. What suits you best?",
        "There is no cure. We do not guarantee that it works.",
        "Is there a cure?",
        "Sciatica is a leading cause of leg pain, leading to weakness.",
        "The superior gluteal nerve runs above the muscle.",
        "Stay within a pain-free range.",
        "None of these:\n\n- cures sciatica\n- works better than surgery",
        "It is the most common cause. Most people get better.",
        "Walk faster than usual. You may need more advanced exercises.",
    ],
)
def test_plain_statements_are_not_claims(text: str) -> None:
    assert not check(text, "unsupported-claim")


@pytest.mark.parametrize(
    ("text", "column"),
    [("Add to Cart", 1), ("**Payment Success!**", 3), ("Checkout now for free shipping", 1), ("SKU 123", 1)],
)
def test_shop_text_in_an_article_is_an_error(text: str, column: int) -> None:
    problems = check(f"Exercise helps.\n\n{text}\n", "shop-text")

    assert places(problems)[0] == (12, column)
    assert problems[0].severity == "error"


def test_a_service_page_may_mention_the_checkout() -> None:
    assert not check("Go to checkout. Payment received.", "shop-text", traits=OTHER)


def test_a_claim_within_another_one_is_reported_once() -> None:
    assert len(check("We think that our treatment is pain-free.\n", "unsupported-claim")) == 1
