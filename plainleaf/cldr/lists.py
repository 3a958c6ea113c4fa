"""Lists in the words and signs of a language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plainleaf.cldr.locales import find_locale
from plainleaf.patterns import lazy_pattern

# What CLDR's patterns leave to programs: how "and" is written before a last item that begins so. Spanish has no "y"
# before the same sound, as in "español e inglés"; in Hebrew, "and" is a part of the next word, unless that has other
# letters. See https://unicode.org/reports/tr35/tr35-general.html#ListPatterns
BEFORE: dict[str, tuple[re.Pattern[str], str, str]] = {
    "es": (lazy_pattern(r"h?[ií](?![aeo])", re.IGNORECASE), "y ", "e "),
    "he": (lazy_pattern(r"[^\u0590-\u05ff]"), "ו", "ו-"),
}


def list_in_words(items: Sequence[str], tag: str) -> str:
    """Some things as a sentence has them: 'a, b, and c' for 'en-US', 'a, b y c' for 'es', 'a、b和c' for 'zh'."""
    from babel.lists import format_list

    locale = find_locale(tag)
    written = format_list(items, "standard", locale)
    if len(items) < 2 or locale.language not in BEFORE:
        return written
    begins, joined, otherwise = BEFORE[locale.language]
    head = written.removesuffix(items[-1])
    if begins.match(items[-1]) and head.endswith(joined):
        head = head.removesuffix(joined) + otherwise
    return head + items[-1]
