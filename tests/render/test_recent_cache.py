"""Latest: the same value, or an equal one, is not worked on twice while it is among the last few."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from plainleaf.render.recent_cache import SIZE, RecentCache


@given(some.lists(some.lists(some.integers(0, 40), max_size=2), max_size=100))
def test_it_gives_what_is_made_of_a_value_and_caches_few(values: list[list[int]]) -> None:
    latest: RecentCache[list[int], int] = RecentCache(sum)

    assert [latest.get(value) for value in values] == [sum(value) for value in values]
    assert len(latest.entries) <= SIZE


def test_of_equal_values_the_first_is_made_and_the_last_is_known() -> None:
    made: list[list[int]] = []
    latest: RecentCache[list[int], None] = RecentCache(made.append)
    first, second = [1], [1]

    for value in (first, second, [2], first, second):
        latest.get(value)

    assert made == [[1], [2]]
    assert made[0] is first
    assert latest.entries[0][0] is second


def test_the_value_that_came_in_first_is_forgotten_first() -> None:
    made: list[int] = []
    latest: RecentCache[int, None] = RecentCache(made.append)

    for value in (*range(1000, 1000 + SIZE + 1), 1001, 1000):
        latest.get(value)

    assert made == [*range(1000, 1000 + SIZE + 1), 1000]
