"""A memoized function computes each result once, and its cache does not grow beyond its limit."""

from __future__ import annotations

from plainleaf.words.cache import memoized


def test_each_result_is_computed_once_until_the_cache_is_full() -> None:
    computed: list[str] = []

    @memoized(2)
    def length(word: str) -> int:
        computed.append(word)
        return len(word)

    assert [length(word) for word in ("leg", "spine", "leg", "spine")] == [3, 5, 3, 5]
    assert computed == ["leg", "spine"]

    assert [length(word) for word in ("foot", "foot", "leg")] == [4, 4, 3]
    assert computed == ["leg", "spine", "foot", "leg"]
