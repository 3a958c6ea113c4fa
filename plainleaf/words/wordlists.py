"""The word lists of a language, which staff may edit in YAML files; the code knows no words."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from plainleaf.input.fields import declare, read_group
from plainleaf.input.fieldtypes import line, list_of, pair_of, pairs_of, words
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place, Problem, Report

PHRASES = list_of(line("a phrase on one line"))


class WordLists(Struct, frozen=True, kw_only=True):
    """The words and phrases that the checks of one language look for.

    Phrases are kept as they are written, where `best care|clinic` means two phrases. An empty list switches its check
    off.
    """

    medical: frozenset[str] = declare(words(), "Words that are often misspelt. One that is close to them is reported.")
    right: frozenset[str] = declare(words(), "Correct words that look like one of `medical`.")
    endings: frozenset[str] = declare(words(), "Words that differ in two of these endings only are forms of one word.")
    typos: tuple[tuple[str, str], ...] = declare(pairs_of(line()), "Common typing errors, each with what was meant.")
    doubles: frozenset[str] = declare(words(), "Words that can be right twice in a row, as in 'that that'.")
    acronyms: frozenset[str] = declare(words(), "Acronyms that everybody knows.")
    credentials: frozenset[str] = declare(words(), "Letters after a name.")
    denials: frozenset[str] = declare(words(), "Words before a claim that deny it.")
    claims: tuple[str, ...] = declare(PHRASES, "Claims that need a source.")
    not_claims: tuple[str, ...] = declare(PHRASES, "Phrases that look like a claim and are none.")
    rest: tuple[str, ...] = declare(PHRASES, "Phrases that tell a patient to rest in bed.")
    rest_names: tuple[str, ...] = declare(PHRASES, "Names of such rest.")
    recommending: frozenset[str] = declare(words(), "Words before the name of a rest that recommend it.")
    rest_excuses: frozenset[str] = declare(words(), "Words before a phrase about rest that make it no advice.")
    rest_harms: frozenset[str] = declare(words(), "Words in the same sentence that make it no advice.")
    not_the_same: tuple[tuple[str, str], ...] = declare(
        list_of(pair_of(line())), "Pairs of conditions that are not the same."
    )
    same_as: tuple[str, ...] = declare(PHRASES, "Words between such a pair that claim they are the same.")
    shop: tuple[str, ...] = declare(PHRASES, "Text of a shop, which has no place in an article.")
    email_promises: tuple[str, ...] = declare(PHRASES, "Phrases that promise an answer by e-mail, or ask for one.")
    email_promises_in_notices: tuple[str, ...] = declare(PHRASES, "More such phrases, for notices only.")


def read_words(text: str, start: Place, report: Report) -> WordLists:
    """The lists in a YAML text that begins at `start`; mistakes are reported at their line and column."""
    node = read_yaml(text, start)
    if isinstance(node, Problem):
        report.extend([node])
        return WordLists()
    return read_group(WordLists, node, report)


def join_words(first: WordLists, second: WordLists) -> WordLists:
    """The lists of both."""
    both: dict[str, Any] = {}  # a set or a tuple by the name of its field
    for name in WordLists.__struct_fields__:
        one, other = getattr(first, name), getattr(second, name)
        both[name] = one | other if isinstance(one, frozenset) else (*one, *other)
    return WordLists(**both)
