"""A function that remembers gives what it gave before, and forgets before it holds too much."""

from __future__ import annotations

from plainleaf.words.cache import remembered


def test_each_word_is_made_once_until_there_are_too_many() -> None:
    asked: list[str] = []

    @remembered(2)
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    assert [length(word) for word in ("leg", "spine", "leg", "spine")] == [3, 5, 3, 5]
    assert asked == ["leg", "spine"]

    assert [length(word) for word in ("foot", "foot", "leg")] == [4, 4, 3]
    assert asked == ["leg", "spine", "foot", "leg"]
