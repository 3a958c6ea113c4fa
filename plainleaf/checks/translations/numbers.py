"""Numbers of a translation that differ from those of its original: doses, amounts, and numbers to call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from plainleaf.cldr.locales import make_tag
from plainleaf.content.page import Page
from plainleaf.content.translations.amounts import PHONE, Amount, find_amounts, find_values, phone_key
from plainleaf.content.translations.blocks import Block
from plainleaf.problems import ERROR, WARNING, Place, Problem


class Numbers(Struct, frozen=True):
    """The numbers of a site to call: the one in an emergency, and all by the names that links give them.

    `country` is that of the clinic, "" if it is in several: how numbers are written depends on it.
    """

    emergency: str
    phones: Mapping[str, str]
    country: str


class _Found(NamedTuple):
    """An amount with the place of its block."""

    amount: Amount
    place: Place


class _Side(Struct, frozen=True):
    """The amounts of a page, and the values of all numbers on it, in digits or in words."""

    amounts: tuple[_Found, ...]
    values: frozenset[str]

    def has(self, amount: Amount) -> bool:
        """Whether the page has an amount. A dose or a number to call must be there as such, of others the value."""
        if _is_strict(amount):
            return any(each.is_like(amount) for each, _ in self.amounts)
        return bool(amount.values & self.values)

    def amounts_at(self, place: Place) -> list[_Found]:
        """The amounts of a block."""
        return [found for found in self.amounts if found.place == place]


def compare_numbers(
    page: Page, blocks: Sequence[Block], original: Page, its_blocks: Sequence[Block], numbers: Numbers
) -> Iterator[Problem]:
    """The amounts that only one of a page and its original has; two that stand for each other are one mistake."""
    ours, theirs = _read(page, blocks, numbers), _read(original, its_blocks, numbers)
    added, lacking = _without_repeats(ours, theirs), _without_repeats(theirs, ours)
    for amount, place in added:
        twin = next((each for each in lacking if _stand_for_each_other(each.amount, amount)), None)
        if twin is not None:
            lacking.remove(twin)
            message = f"this page says '{amount.written}' where {_at(twin)} says '{twin.amount.written}'"
        else:
            message = f"this page says '{amount.written}', and {original.path} does not"
        yield _problem(place, message, amount, numbers)
    for found in lacking:
        message = f"{_at(found)} says '{found.amount.written}', and this page does not"
        yield _problem(_like(found.place, blocks, its_blocks), message, found.amount, numbers)
    for mine, its in _with_other_units(ours, theirs, blocks, its_blocks):
        message = f"this page says '{mine.amount.written}' where {_at(its)} says '{its.amount.written}'"
        yield _problem(mine.place, message, mine.amount, numbers)


def _with_other_units(
    ours: _Side, theirs: _Side, blocks: Sequence[Block], its_blocks: Sequence[Block]
) -> Iterator[tuple[_Found, _Found]]:
    """Amounts of the same value and of other units, where a block and that of the original have one each."""
    if not _are_alike(blocks, its_blocks):
        return
    for mine, its in zip(blocks, its_blocks, strict=True):
        here, there = ours.amounts_at(mine.place), theirs.amounts_at(its.place)
        only_here = [each for each in here if not any(each.amount.is_like(other.amount) for other in there)]
        only_there = [each for each in there if not any(each.amount.is_like(other.amount) for other in here)]
        for one in only_here:
            for other in only_there:
                is_strict = _is_strict(one.amount) or _is_strict(other.amount)
                if not is_strict and one.amount.values & other.amount.values:
                    yield one, other


def _is_strict(amount: Amount) -> bool:
    """Whether an amount must be on both pages as such: doses and numbers to call."""
    return amount.is_dose or amount.unit == PHONE


def _stand_for_each_other(one: Amount, other: Amount) -> bool:
    """Whether two amounts are probably one that was changed: in its number or, of a dose, in its unit."""
    return one.unit == other.unit or (one.is_dose and other.is_dose and bool(one.values & other.values))


def _read(page: Page, blocks: Sequence[Block], numbers: Numbers) -> _Side:
    amounts: list[_Found] = []
    values: set[str] = set()
    language = make_tag(page.language, numbers.country)
    for block in blocks:
        values |= find_values(block.words, language)
        amounts += (_Found(each, block.place) for each in find_amounts(block.words, language, numbers.phones))
    return _Side(tuple(amounts), frozenset(values))


def _without_repeats(one: _Side, other: _Side) -> list[_Found]:
    """What only the first has, each amount once."""
    only = (found for found in one.amounts if not other.has(found.amount))
    return list({(found.amount.unit, found.amount.readings): found for found in only}.values())


def _like(place: Place, blocks: Sequence[Block], its_blocks: Sequence[Block]) -> Place:
    """The place of the same block in the translation, if that has as many blocks of the same kinds; else its first."""
    if _are_alike(blocks, its_blocks):
        return next(mine.place for mine, its in zip(blocks, its_blocks, strict=True) if its.place == place)
    return blocks[0].place


def _are_alike(blocks: Sequence[Block], its_blocks: Sequence[Block]) -> bool:
    """Whether two pages have as many blocks of the same kinds, so that each block is that of the other."""
    return [each.kind for each in blocks] == [each.kind for each in its_blocks]


def _at(found: _Found) -> str:
    return f"{found.place.path}:{found.place.line}"


def _problem(place: Place, message: str, amount: Amount, numbers: Numbers) -> Problem:
    is_emergency = amount.unit == PHONE and phone_key(numbers.emergency) in amount.values
    severity = ERROR if amount.is_dose or is_emergency else WARNING
    fix = "Write the number of the original, in digits."
    if amount.is_dose and len(amount.readings) > 1:
        message += f", and may be read as {' or '.join(amount.readings)}"
        fix = "Write the number of the original. Without signs it is the same in every language, such as 1000."
    return Problem(place, "different-number", message, fix, severity)
