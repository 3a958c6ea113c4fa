"""Lists in the words and signs of a language."""

from __future__ import annotations

from collections.abc import Sequence

from plainleaf.cldr.locales import find_locale


def list_in_words(items: Sequence[str], tag: str) -> str:
    """Some things as a sentence has them: 'a, b, and c' for 'en-US', 'a, b y c' for 'es', 'a、b和c' for 'zh'."""
    from babel.lists import format_list

    return format_list(items, "standard", find_locale(tag))
