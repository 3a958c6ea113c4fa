"""Numbers of a translation that differ from those of its original: doses, amounts, and numbers to call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from msgspec import Struct

from plainleaf.cldr.locales import make_tag
from plainleaf.content.translations.amounts import (
    FIGURE,
    PERCENT,
    PHONE,
    SHARE,
    Amount,
    call_key,
    find_amounts,
    find_values,
    has_number_words,
)
from plainleaf.content.translations.blocks import Block
from plainleaf.problems import ERROR, WARNING, Place, Problem


class Numbers(Struct, frozen=True):
    """The numbers of a site to call: the one in an emergency, and all by the names that links give them.

    `country` is that of the clinic, "" if it is in several: how numbers are written depends on it.
    """

    emergency: str
    phones: Mapping[str, str]
    country: str


class Version(Struct, frozen=True):
    """A text in one language, in blocks: its language, its path, and what messages call it."""

    language: str
    path: str
    blocks: Sequence[Block]
    name: str = "this page"


class _Found(NamedTuple):
    """An amount with the place of its block."""

    amount: Amount
    place: Place


class _Side(Struct, frozen=True):
    """The amounts of a page by its blocks, and the values of all numbers in each, in digits or in words.

    `reads_words` where the number words of its language are known.
    """

    blocks: tuple[tuple[_Found, ...], ...]
    values_of: tuple[frozenset[str], ...]
    reads_words: bool

    @property
    def values(self) -> frozenset[str]:
        """The values of all numbers on the page."""
        return frozenset(chain(*self.values_of))

    @property
    def strict(self) -> list[list[_Found]]:
        """Those that must be there as such, by blocks: doses and numbers to call."""
        return [[each for each in block if _is_strict(each.amount)] for block in self.blocks]

    @property
    def others(self) -> list[tuple[int, _Found]]:
        """All others, of which only the value must be there, each with the number of its block."""
        found = ((number, each) for number, block in enumerate(self.blocks) for each in block)
        return [(number, each) for number, each in found if not _is_strict(each.amount)]


def compare_numbers(translation: Version, original: Version, numbers: Numbers) -> Iterator[Problem]:
    """The amounts that only one of a translation and its original has; two that correspond are one mistake.

    Doses and numbers to call are compared block by block, or where the blocks are not alike, page by page.
    """
    ours, theirs = _read(translation, numbers), _read(original, numbers)
    name, is_alike = translation.name, _are_alike(translation.blocks, original.blocks)
    for added, lacking in _differences(ours, theirs, is_alike=is_alike):
        for amount, place in added:
            twin = next((each for each in lacking if _correspond(each.amount, amount)), None)
            if twin is not None:
                lacking.remove(twin)
                message = f"{name} says '{amount.written}' where {_at(twin)} says '{twin.amount.written}'"
            else:
                message = f"{name} says '{amount.written}'{_than(amount, theirs, original.path, is_alike)}"
            yield _problem(place, message, amount, numbers)
        for found in lacking:
            than = _than(found.amount, ours, name, is_alike)
            message = f"{_at(found)} says '{found.amount.written}'{than}"
            yield _problem(_like(found.place, translation.blocks, original.blocks), message, found.amount, numbers)
    for mine, its in _with_other_units(ours, theirs, is_alike=is_alike):
        message = f"{name} says '{mine.amount.written}' where {_at(its)} says '{its.amount.written}'"
        yield _problem(mine.place, message, mine.amount, numbers)


def _differences(ours: _Side, theirs: _Side, *, is_alike: bool) -> Iterator[tuple[list[_Found], list[_Found]]]:
    """What only the first and only the second has, for each two parts that say the same."""
    here, there = ours.strict, theirs.strict
    pairs = zip(here, there, strict=True) if is_alike else [(list(chain(*here)), list(chain(*there)))]
    for mine, its in pairs:
        yield _unmatched(mine, its), _unmatched(its, mine)
    yield _without_repeats(ours, theirs, is_alike=is_alike), _without_repeats(theirs, ours, is_alike=is_alike)


def _unmatched(some: Sequence[_Found], others: Sequence[_Found]) -> list[_Found]:
    """What is left of some amounts after pairing each dose with one of the others; numbers to call may repeat."""
    left, found = list(others), list[_Found]()
    for each in some:
        twin = next((other for other in left if other.amount.is_like(each.amount)), None)
        if twin is None:
            found.append(each)
        elif twin.amount.is_dose:
            left.remove(twin)
    return _once(found)


def _with_other_units(ours: _Side, theirs: _Side, *, is_alike: bool) -> Iterator[tuple[_Found, _Found]]:
    """Amounts of the same value and of other units, where a block and that of the original have one each."""
    if not is_alike:
        return
    for here, there in zip(ours.blocks, theirs.blocks, strict=True):
        only_here = [each for each in here if not any(each.amount.is_like(other.amount) for other in there)]
        only_there = [each for each in there if not any(each.amount.is_like(other.amount) for other in here)]
        for one in only_here:
            for other in only_there:
                is_strict = _is_strict(one.amount) or _is_strict(other.amount)
                if not is_strict and one.amount.values & other.amount.values:
                    yield one, other


def _is_strict(amount: Amount) -> bool:
    """Whether an amount must be on both pages as such: doses, numbers to call, figures of decision aids."""
    return amount.is_dose or amount.unit in (PHONE, FIGURE)


def _correspond(one: Amount, other: Amount) -> bool:
    """Whether two amounts are probably one that was changed: in its number or, of a dose, in its unit."""
    return one.unit == other.unit or (one.is_dose and other.is_dose and bool(one.values & other.values))


def _read(version: Version, numbers: Numbers) -> _Side:
    language, blocks = make_tag(version.language, numbers.country), version.blocks
    amounts = [
        tuple(_Found(each, block.place) for each in find_amounts(block.words, language, numbers.phones))
        for block in blocks
    ]
    values = tuple(find_values(block.words, language) for block in blocks)
    return _Side(tuple(amounts), values, has_number_words(language))


def _without_repeats(one: _Side, other: _Side, *, is_alike: bool) -> list[_Found]:
    """What only the first has, of amounts whose value must be somewhere, each once. That of a share is in its block.

    In a language whose number words are unknown, a number may be written as one ("dreimal"). There, an amount counts as
    lost only if the same block has another number instead, in digits.
    """
    values = other.values
    lost = [
        (number, found)
        for number, found in one.others
        if not found.amount.values
        & (other.values_of[number] if is_alike and found.amount.unit in (SHARE, PERCENT) else values)
    ]
    if not other.reads_words:
        has_another = is_alike and [bool(other.values_of[at] - one.values_of[at]) for at in range(len(one.blocks))]
        lost = [(number, found) for number, found in lost if has_another and has_another[number]]
    return _once(found for _, found in lost)


def _once(found: Iterable[_Found]) -> list[_Found]:
    return list({(each.amount.unit, each.amount.readings): each for each in found}.values())


def _than(amount: Amount, side: _Side, name: str, is_alike: bool) -> str:
    """How a side differs that lacks an amount: it does not have it at all, not in that part, or less often."""
    has = any(each.amount.is_like(amount) for block in side.strict for each in block)
    if not has:
        return f", and {name} does not"
    return f", and that part of {name} does not" if is_alike else f" more often than {name}"


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
    is_emergency = amount.unit == PHONE and call_key(numbers.emergency) in amount.values
    severity = ERROR if amount.is_dose or is_emergency or amount.unit == FIGURE else WARNING
    fix = "Write the number of the original, in digits."
    if amount.is_dose and len(amount.readings) > 1:
        message += f", and may be read as {' or '.join(amount.readings)}"
        fix = "Write the number of the original. Without signs it is the same in every language, such as 1000."
    return Problem(place, "different-number", message, fix, severity)
