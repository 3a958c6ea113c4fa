"""What a number in digits says, by the language that it is written in: "1,000" is a thousand in English, one in German.

A separator that makes no sense where it is counts as the other one: "1,5" is one and a half in English as well.
"""

from __future__ import annotations

import re

from plainleaf.cldr.locales import find_locale
from plainleaf.patterns import lazy_pattern

NUMBER = r"(?:\d{1,3}(?:[.,\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
# A sign before three digits, of which nothing else tells whether decimals begin there. "0.125" has no thousands.
IN_EITHER_WAY = lazy_pattern(r"[1-9]\d{0,2}([.,])\d{3}")
GROUPED = lazy_pattern(r"\d{1,3}(?:([.,\u00a0\u202f])\d{3}(?:\1\d{3})*)")
# Its readers come from countries with either sign.
MIXED = "es"
ENGLISH = "en"


def read_number(number: str, language: str) -> tuple[str, ...]:
    """The values that a number may have in a language with its country, such as 'es-US'; first by the rules of both.

    Only Spanish has a second one, where three decimals may be meant as a thousand. Zeros that count for nothing are
    left out.
    """
    as_whole, as_decimal = re.sub(r"\D", "", number), _as_decimal(number)
    if either := IN_EITHER_WAY.fullmatch(number):
        if either[1] != _decimal_sign(language):
            return (_plain(as_whole),)
        is_mixed = language.partition("-")[0] == MIXED
        return tuple(_plain(each) for each in ((as_decimal, as_whole) if is_mixed else (as_decimal,)))
    is_whole = GROUPED.fullmatch(number) and not re.fullmatch(r"0+[.,]\d{3}", number)
    return (_plain(as_whole if is_whole else as_decimal),)


def _as_decimal(number: str) -> str:
    last = max(number.rfind(sign) for sign in ".,")
    return re.sub(r"\D", "", number[:last]) + "." + number[last + 1 :] if last > 0 else re.sub(r"\D", "", number)


def _decimal_sign(language: str) -> str:
    # Who writes English for a site in Germany writes it as English is taught there.
    if language.partition("-")[0] == ENGLISH:
        return "."
    symbols = find_locale(language).number_symbols
    return str(symbols.get("latn", symbols).get("decimal", "."))


def _plain(value: str) -> str:
    whole, _, decimals = value.partition(".")
    decimals = decimals.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")
