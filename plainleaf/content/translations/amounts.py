"""Amounts and phone numbers in a text, in a form that is the same in every language.

Left out is what languages write in too many ways to be compared: times of day, dates, fractions and numbers without a
unit. A number in words is found as well, so that "two weeks" and "2 semanas" agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from plainleaf.content.translations.readings import NUMBER, read_number
from plainleaf.patterns import lazy_pattern

PERCENT = "%"
# Each unit with its signs in any language, and its words in those that are known.
UNITS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("mg", "mg", {"en": "milligrams?", "es": "miligramos?"}),
    ("mcg", "mcg|µg|μg", {"en": "micrograms?", "es": "microgramos?"}),
    ("ml", "ml", {"en": "milliliters?", "es": "mililitros?"}),
    ("g", "g", {"en": "grams?", "es": "gramos?"}),
    ("kg", "kg", {"en": "kilograms?|kilos?", "es": "kilogramos?|kilos?"}),
    ("lb", "lbs?", {"en": "pounds?", "es": "libras?"}),
    ("cm", "cm", {"en": "centimeters?", "es": "centímetros?"}),
    (PERCENT, "%", {"en": "percent|per cent", "es": "por ciento"}),
    ("tablet", "", {"en": "tablets?|pills?|capsules?", "es": "tabletas?|pastillas?|comprimidos?|píldoras?|cápsulas?"}),
    ("time", "", {"en": "times?", "es": "veces|vez"}),
    ("second", "", {"en": "seconds?", "es": "segundos?"}),
    ("minute", "min", {"en": "minutes?", "es": "minutos?"}),
    ("hour", "", {"en": "hours?", "es": "horas?"}),
    ("day", "", {"en": "days?", "es": "días?"}),
    ("week", "", {"en": "weeks?", "es": "semanas?"}),
    ("month", "", {"en": "months?", "es": "mes(?:es)?"}),
    ("year", "", {"en": "years?", "es": "años?"}),
    ("inch", "", {"en": "inch(?:es)?", "es": "pulgadas?"}),
    ("foot", "", {"en": "foot|feet", "es": "pies?"}),
    ("mile", "", {"en": "miles?", "es": "millas?"}),
    ("people", "", {"en": "people|patients|adults|participants", "es": "personas|pacientes|adult[oa]s|participantes"}),
)
# Not grams: those of food are no dose.
DOSES = frozenset({"mg", "mcg", "ml"})
MONEY, PHONE, SHARE, FIGURE = "$", "phone", "share", "aid"
# Units that stand before their number, such as 'week 20', and words between a part and the whole: '95 of 100'.
FIRST = {"en": "week", "es": "semana"}
OF = {"en": r"(?:out\s+)?of(?:\s+every)?|in", "es": r"de(?:\s+cada|\s+entre)?"}
WHOLE = r"10{1,2}|1[.,]?000|10[.,]?000"
# The figures of a decision aid, below the name of the field.
FIGURES = lazy_pattern(r"\bfigures:((?: [^:]{1,80}: (?:\d+|not known\b))+)")
ROW = rf"(?<![\w/:.,]){NUMBER}(?:\s*(?:-|–|to|or|and|a|o|u|y)\s*{NUMBER})*"
LONG_PHONE = lazy_pattern(r"(?<![\w-])(?:\+?1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-.]\d{4}(?![\w-])")
# As many digits are a number to call only by themselves.
SHORT = 3
PHONE_LINK = lazy_pattern(r"\]\(phone:([\w-]+)\)")
# What is no word of the text: where links lead, addresses, ids, the marks of notes, and signs of emphasis.
NO_WORDS = lazy_pattern(r"\]\([^)\s]*(?:\s\"[^\"]*\")?\)|https?://\S+|\{#[^}]*\}|\[\^[^\]]*\]|[*_]")
# Numbers in words, from 1 on, and words for others.
WORDS = {
    "en": ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    "es": ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"],
}
OTHER_WORDS = {
    "en": {
        "a": 1, "an": 1, "once": 1, "twice": 2, "couple": 2, "both": 2, "dozen": 12, "fifteen": 15, "twenty": 20,
        "half an hour": 30, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100,
    },
    "es": {
        "un": 1, "una": 1, "par": 2, "ambos": 2, "ambas": 2, "docena": 12, "quince": 15, "veinte": 20,
        "media hora": 30, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "noventa": 90, "cien": 100,
        "ciento": 100,
    },
}  # fmt: skip


class Amount(Struct, frozen=True):
    """An amount as it is `written`, with its `unit`: "phone" for a number to call, "aid" for one in a decision aid.

    `readings` are the values that it may have (see read_number), `number` is its digits and signs as written.
    """

    written: str
    readings: tuple[str, ...]
    unit: str
    number: str

    @property
    def values(self) -> frozenset[str]:
        """All values that it may have."""
        return frozenset(self.readings)

    @property
    def is_dose(self) -> bool:
        """Whether it may be a dose of a medicine."""
        return self.unit in DOSES

    def is_like(self, other: Amount) -> bool:
        """Whether it is the same amount as another one: the same unit, and a value that both may have.

        A dose that can be read in two ways, one of them a thousand times the other, is like none but itself.
        """
        if self.unit != other.unit:
            return False
        if not self.is_dose:
            return bool(self.values & other.values)
        is_clear = len(self.readings) == len(other.readings) == 1
        return self.readings[0] == other.readings[0] and (is_clear or _digits(self) == _digits(other))


def find_amounts(text: str, language: str, phones: Mapping[str, str]) -> Iterator[Amount]:
    """Every amount in digits with a unit, and each number to call once. `phones` are those of the site by their names.

    `language` is a tag with a country, such as 'es-US', since numbers are written by the rules of both.
    """
    words = readable(text)
    for found in _units_in(language).finditer(words):
        unit = found.lastgroup or ""
        for number in re.findall(NUMBER, found["row"]):
            yield Amount(f"{number} {found[unit]}", read_number(number, language), _name_of(unit), number)
    for found in _others_in(language.partition("-")[0]).finditer(words):
        number, unit = found["number"], "week"
        if found["part"]:
            number, unit = found["part"], PERCENT if found["whole"] == "100" else SHARE
        yield Amount(" ".join(found[0].split()), read_number(number, language), unit, number)
    figures = (number for found in FIGURES.finditer(words) for number in re.findall(r": (\d+|not known)", found[1]))
    for place, number in ((place, number) for place, number in enumerate(figures) if number.isdecimal()):
        # Each belongs to an option and an outcome, so the first of one page is that of the other.
        yield Amount(number, (f"{place}: {number}",), FIGURE, number)
    for found in re.finditer(rf"\$ ?({NUMBER})", words):
        yield Amount(found[0], read_number(found[1], language), MONEY, found[1])
    for key, number in {call_key(each): each for each in _phones_in(text, words, phones)}.items():
        yield Amount(number, (key,), PHONE, number)


def call_key(number: str) -> str:
    """A phone number for comparison: its digits, without the 1 before North American numbers."""
    key = re.sub(r"[\W_]", "", number).lower()
    return key[1:] if re.fullmatch(r"1\d{10}", key) else key


def find_values(text: str, language: str) -> frozenset[str]:
    """The value of every number in a text, in digits or in words, whatever it counts."""
    words = readable(text)
    in_digits = (value for number in re.findall(NUMBER, words) for value in read_number(number, language))
    known = _number_words(language.partition("-")[0])
    in_words = (known[word.lower()] for word in _words_in(language.partition("-")[0]).findall(words)) if known else ()
    return frozenset((*in_digits, *in_words))


def has_number_words(language: str) -> bool:
    """Whether numbers in words are found in a language."""
    return language.partition("-")[0] in WORDS


def has_dose(text: str) -> bool:
    """Whether a text has an amount that may be a dose, in the words of any language that is known."""
    return any(_name_of(found.lastgroup or "") in DOSES for found in _units_in("").finditer(readable(text)))


def has_number(text: str, number: str) -> bool:
    """Whether a text names the number to call in an emergency, or leads to it."""
    return "phone:emergency" in text or bool(re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", text))


def readable(text: str) -> str:
    """A text with what is no word of it blanked."""
    return NO_WORDS.sub(" ", text)


def _phones_in(text: str, words: str, phones: Mapping[str, str]) -> Iterator[str]:
    """The numbers to call in a text: those that links lead to, and those that are typed."""
    yield from (phones.get(name, name) for name in PHONE_LINK.findall(text))
    yield from (found[0] for found in LONG_PHONE.finditer(words))
    yield from (found[0] for found in _pattern_of(frozenset(phones.values())).finditer(words))


@cache
def _pattern_of(numbers: frozenset[str]) -> re.Pattern[str]:
    """The numbers of a site, with any signs between their digits; short ones such as 911 only without."""
    keys = {call_key(number) for number in numbers} - {""}
    short = "|".join(sorted(key for key in keys if len(key) <= SHORT)) or "(?!)"
    long = "|".join(r"\W?".join(key) for key in sorted(keys) if len(key) > SHORT) or "(?!)"
    return re.compile(rf"(?<![\w$.,:/-])(?:(?:{short})(?![\w%:/-]|[.,]\d)|(?:{long})(?![\w-]))", re.IGNORECASE)


def _digits(amount: Amount) -> str:
    return re.sub(r"\D", "", amount.number)


@cache
def _units_in(language: str) -> re.Pattern[str]:
    """Numbers with a unit, each unit in a group of its own; without a language, in the words of all."""
    code = language.partition("-")[0]
    names: list[str] = []
    for number, (_, signs, words) in enumerate(UNITS):
        of_language = list(words.values()) if not code else [words[code]] if code in words else []
        if alternatives := "|".join(filter(None, [signs, *of_language])):
            names.append(f"(?P<u{number}>{alternatives})")
    return re.compile(rf"(?P<row>{ROW})[\s\u00a0-]*(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)


@cache
def _others_in(code: str) -> re.Pattern[str]:
    """Shares such as '95 of 100', and numbers after their unit."""
    of, first = OF.get(code, "(?!)"), FIRST.get(code, "(?!)")
    return re.compile(
        rf"(?<![\w/:.,])(?P<part>\d+)\s+(?:{of})\s+(?P<whole>{WHOLE})(?![\w%]|[.,]\d)|\b(?:{first})\s+(?P<number>\d+)(?!\w|[.,]\d)",
        re.IGNORECASE,
    )


def _name_of(group: str) -> str:
    return UNITS[int(group[1:])][0]


@cache
def _number_words(language: str) -> Mapping[str, str]:
    in_order = {word: str(number) for number, word in enumerate(WORDS.get(language, ()), 1)}
    return in_order | {word: str(number) for word, number in OTHER_WORDS.get(language, {}).items()}


@cache
def _words_in(language: str) -> re.Pattern[str]:
    # The longest first: "half an hour" is not "an".
    words = sorted(_number_words(language), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
