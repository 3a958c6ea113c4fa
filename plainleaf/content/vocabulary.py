"""The vocabulary of a language: the terms that a site explains, and the word lists of the reading checks."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from plainleaf.input.fields import Named, declare, fields_of
from plainleaf.input.fieldtypes import group_of, line, list_of, named, text
from plainleaf.input.files import read_text
from plainleaf.input.mistakes.lines import in_quotes
from plainleaf.input.mistakes.other_names import our_name
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.shipped import read_shipped
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.input.unclear import find_unclear
from plainleaf.problems import Place, Report, closest_field
from plainleaf.words import WordLists, join_words, read_words

WORD_LISTS = Path(__file__).parents[1] / "words" / "lists"


class Term(Struct, frozen=True, kw_only=True):
    """A word that patients may not know, from terms.yaml."""

    term: str = declare(line(), "The word, in lower case unless it is a name.", required=True)
    short: str = declare(line(), "Its abbreviation.")
    also: tuple[str, ...] = declare(list_of(line()), "Other forms of it in texts.")
    says: str = declare(text(), "What it means, in plain sentences.", required=True)
    page: Named | None = declare(named("the path of a page"), "The page that says more.")


TERMS = list_of(group_of(Term))


class Vocabulary(Struct, frozen=True):
    """What the reading checks know of a language: the site's terms, and the word lists with those of its words.yaml.

    `own` is the text of that file. It `is_clear` if all terms and lists could be read.
    """

    terms: tuple[Term, ...]
    lists: WordLists
    own: str
    is_clear: bool


def load_vocabulary(root: Path, language: str, report: Report) -> Vocabulary:
    """The terms and the word lists of a language."""
    terms, are_clear = _load_terms(root, language, report)
    path, found = f"content/{language}/words.yaml", Report()
    own = (read_text(root, path, found) or "") if os.path.lexists(root / path) else ""
    lists = join_words(_load_shipped_lists(language), read_words(own, Place(path), found))
    report.extend(found.problems)
    return Vocabulary(terms, lists, own, are_clear and not found.has_errors)


def _load_shipped_lists(language: str) -> WordLists:
    """plainleaf's own word lists; empty for a language without any."""
    name, ours = f"{language}.yaml", Report()
    if not (WORD_LISTS / name).exists():
        return WordLists()
    text = read_shipped(WORD_LISTS, name, ours)
    assert text and not ours.problems, ours.problems
    return _read_shipped_lists(name, text)


# A process that builds several sites reads the same lists for each.
@lru_cache(maxsize=8)
def _read_shipped_lists(name: str, text: str) -> WordLists:
    ours = Report()
    lists = read_words(text, Place(name), ours)
    assert not ours.problems, ours.problems
    return lists


def _load_terms(root: Path, language: str, report: Report) -> tuple[tuple[Term, ...], bool]:
    """The terms of a language, and whether it is clear which words they are."""
    path = f"content/{language}/terms.yaml"
    if not os.path.lexists(root / path):
        return (), True
    text = read_text(root, path, report)
    node = read_yaml(text, Place(path)) if text is not None else None
    if not isinstance(node, Node):
        report.extend([node] if node else [])
        return (), False
    _report_repeated(node, report)
    entries = node.value if isinstance(node.value, tuple) else (node,)
    whole = tuple(entry for entry in entries if not _report_short_form(entry, report))
    terms: tuple[Term, ...] = TERMS.read(node if len(whole) == len(entries) else Node(whole, node.place), report)
    are_clear = not any(find_unclear((Term,), entry).touches("term", "short", "also") for entry in entries)
    return terms, are_clear


def _report_short_form(entry: Node, report: Report) -> bool:
    """Report terms that are written as 'disc: A cushion between bones', and whether an entry is such."""
    known = {field.name for field in fields_of(Term)}
    if not isinstance(entry.value, Pairs) or not entry.value.values or known & entry.value.values.keys():
        return False
    term, says = next(iter(entry.value.values.items()))
    if not isinstance(says.value, str) or closest_field(term, known) or our_name(term, known):
        return False
    text = says.value if ": " not in says.value and " #" not in says.value else in_quotes(says.value)
    message = "a term has a line 'term' for the word and a line 'says' for what it means"
    fix = f"Write each term on two lines:\n- term: {term}\n  says: {text}"
    report.add(entry.value.key_places[term], "wrong-type", message, fix)
    return True


def _report_repeated(node: Node, report: Report) -> None:
    """Report terms that are listed twice: only the first would be explained."""
    lines: dict[str, int] = {}
    for entry in node.value if isinstance(node.value, tuple) else ():
        term = entry.value.values.get("term") if isinstance(entry.value, Pairs) else None
        if term is not None and isinstance(term.value, str):
            first = lines.setdefault(term.value.casefold(), term.place.line)
            if first != term.place.line:
                message = f"the term '{term.value}' is listed twice; it is already on line {first}"
                report.add(term.place, "repeated-key", message, "Keep one of the two.")
