"""Names: one Unicode form, what Windows cannot store, and how long they may be."""

from __future__ import annotations

import pytest

from plainleaf.input.paths import find_length_fault, find_windows_fault, to_nfc


def test_two_ways_to_store_an_accent_are_one() -> None:
    assert to_nfc("cafe\u0301.md") == to_nfc("caf\u00e9.md") == "caf\u00e9.md"


@pytest.mark.parametrize("name", ["CON", "nul.md", "Aux.txt", "com1", "LPT9.svg", "why?.md", "a:b.md", "end.", "end "])
def test_windows_cannot_store_it(name: str) -> None:
    assert find_windows_fault(name)


@pytest.mark.parametrize(
    "name", ["console.md", "nulls", "com10.md", "a.b.md", ".well-known", "\u00e9t\u00e9.md", "con-1.md"]
)
def test_windows_can_store_it(name: str) -> None:
    assert find_windows_fault(name) is None


@pytest.mark.parametrize(
    ("path", "is_long"),
    [
        ("a" * 255, False),
        ("a" * 256, True),
        ("\u00e9" * 127 + "a", False),
        ("\u00e9" * 128, True),
        ("/".join(["a" * 99] * 9), False),
        ("/".join(["a" * 99] * 10), True),
    ],
)
def test_a_path_may_have_so_many_bytes(path: str, is_long: bool) -> None:
    assert bool(find_length_fault(path)) == is_long
