"""Numbers of items that patients would see as other numbers."""

from __future__ import annotations

import pytest

from plainleaf.markdown.dialect.check import check_dialect
from tests.prose_tools import parse


def misnumbered(text: str) -> list[tuple[int, str]]:
    """The lines of items that get another number, and what is said of it."""
    return [(each.place.line, each.message) for each in check_dialect(parse(text)) if "as number" in each.message]


@pytest.mark.parametrize(
    ("text", "line", "shown", "written"),
    [
        ("1. Rest\n2. Walk\n4. Sit", 3, 3, 4),
        ("1. Rest\n2. Walk\n2. Sit\n3. Lie", 3, 3, 2),
        ("1. Rest\n2. Walk\n\n1. Sit\n2. Lie", 4, 3, 1),
        ("1. Rest\n1. Walk\n2. Sit\n3. Lie", 3, 3, 2),
        ("5. Rest\n6. Walk\n8. Sit", 3, 7, 8),
        ("1. Rest\n    1. Ice\n    3. Heat\n2. Walk", 3, 2, 3),
        ("1. Rest\n\n    With ice.\n\n3. Walk", 5, 2, 3),
    ],
)
def test_the_first_item_with_another_number_is_named(text: str, line: int, shown: int, written: int) -> None:
    assert misnumbered(text) == [(line, f"patients see this item as number {shown}, not {written}")]


@pytest.mark.parametrize(
    "text",
    ["1. Rest\n2. Walk\n3. Sit", "1. Rest\n1. Walk\n1. Sit", "5. Rest\n6. Walk", "1. Rest\n\nThen:\n\n1. Walk",
     "1. Rest\n## Then\n1. Walk", "1. Rest\n    1. Ice\n    2. Heat\n2. Walk\n    1. Far", "In\n2019. Then",
     "- Rest\n- 4. May",
     "1. Rest\nat home\n2. Walk", "::: expander Rest\n1. Rest\n:::\n\n::: expander Walk\n1. Walk\n:::",
     "9. Rest\n10. Walk"],
)  # fmt: skip
def test_numbers_that_patients_see_are_fine(text: str) -> None:
    assert misnumbered(text) == []
