"""Words of a site: its terms, the texts of its templates, and the word lists of the reading checks, by language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Formatter

from msgspec import Struct

from plainleaf.content.config.settings import Languages
from plainleaf.input.fields import Named, declare
from plainleaf.input.fieldtypes import group_of, line, list_of, named, names_of, text
from plainleaf.input.files import read_text
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.shipped import find_shipped
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.input.unclear import find_unclear
from plainleaf.problems import Place, Problem, Report
from plainleaf.words import WordLists, join_words, read_words

WORD_LISTS = Path(__file__).parents[1] / "words" / "lists"


class Term(Struct, frozen=True, kw_only=True):
    """A word that patients may not know, from terms.yaml."""

    term: str = declare(line(), "The word, in lower case unless it is a name.", required=True)
    short: str = declare(line(), "Its abbreviation.")
    also: tuple[str, ...] = declare(list_of(line()), "Other forms of it in texts.")
    says: str = declare(text(), "What it means, in one or two plain sentences.", required=True)
    page: Named | None = declare(named("the path of a page"), "The page that says more.")


class Vocabulary(Struct, frozen=True):
    """What the reading checks know of a language: the site's terms, and the word lists with those of its words.yaml.

    `own` is the text of that file. It `is_clear` when all terms and lists could be read.
    """

    terms: tuple[Term, ...]
    lists: WordLists
    own: str
    is_clear: bool


def load_vocabulary(root: Path, language: str, report: Report) -> Vocabulary:
    """The terms and the word lists of a language."""
    terms, are_clear = _load_terms(root, language, report)
    path, found = f"content/{language}/words.yaml", Report()
    own = (read_text(root, path, found) or "") if (root / path).exists() else ""
    lists = join_words(_load_shipped_lists(language), read_words(own, Place(path), found))
    report.extend(found.problems)
    return Vocabulary(terms, lists, own, are_clear and not found.problems)


def _load_shipped_lists(language: str) -> WordLists:
    """plainleaf's own word lists; empty for a language that it has none for."""
    name, ours = f"{language}.yaml", Report()
    if not (WORD_LISTS / name).exists():
        return WordLists()
    lists = read_words(read_text(WORD_LISTS, name, ours) or "", Place(name), ours)
    assert not ours.problems, ours.problems
    return lists


def _load_terms(root: Path, language: str, report: Report) -> tuple[tuple[Term, ...], bool]:
    """The terms of a language, and whether it is clear which words they are."""
    path = f"content/{language}/terms.yaml"
    if not (root / path).exists():
        return (), True
    text = read_text(root, path, report)
    node = read_yaml(text, Place(path)) if text is not None else None
    if not isinstance(node, Node):
        report.extend([node] if node else [])
        return (), False
    _report_repeated(node, report)
    terms: tuple[Term, ...] = list_of(group_of(Term)).read(node, report)
    entries = node.value if isinstance(node.value, tuple) else (node,)
    are_clear = not any(find_unclear((Term,), entry).touches("term", "short", "also") for entry in entries)
    return terms, are_clear


def _report_repeated(node: Node, report: Report) -> None:
    """Report terms that are listed twice: only the first would be explained."""
    lines: dict[str, int] = {}
    for entry in node.value if isinstance(node.value, tuple) else ():
        term = entry.value.values.get("term") if isinstance(entry.value, Pairs) else None
        if term is not None and isinstance(term.value, str):
            first = lines.setdefault(term.value.casefold(), term.place.line)
            if first != term.place.line:
                message = f"the term '{term.value}' stands twice; it is already on line {first}"
                report.add(term.place, "repeated-key", message, "Keep one of the two.")


def load_texts(root: Path, languages: Languages, report: Report) -> dict[str, dict[str, str]]:
    """The interface texts of each language, complete.

    Those that plainleaf or the default language has and another one lacks are reported, and stand in for what is
    missing.
    """
    english, _ = _load_texts(find_shipped(), "en", {}, report)
    loaded = {language: _load_texts(root, language, english, report) for language in languages.names}
    every = {**english, **loaded.get(languages.default, ({}, True))[0]}
    texts: dict[str, dict[str, str]] = {}
    for language, (own, is_clear) in loaded.items():
        missing = [name for name in every if name not in own]
        if missing and is_clear:
            place = Place(f"templates/words/{language}.yaml")
            message = f"{len(missing)} interface texts are missing, the first is '{missing[0]}'"
            source = languages.default if language != languages.default else "en"
            fix = f"Copy templates/words/{source}.yaml to this name and translate what follows the colons."
            report.add(place, "missing-words", message, fix)
        texts[language] = {**every, **own} if missing else own
    return texts


def _load_texts(root: Path, language: str, english: Mapping[str, str], report: Report) -> tuple[dict[str, str], bool]:
    """The interface texts of one language: plainleaf's own, with those of the site's folder over them; whether all
    could be read.

    Gaps in a text are held against those of the `english` text, since that is what templates fill.
    """
    texts: dict[str, str] = {}
    path = f"templates/words/{language}.yaml"
    found = Report()
    for layer in (find_shipped(), root):
        text = read_text(layer, path, found) if (layer / path).exists() else ""
        node = read_yaml(text or "", Place(path))
        if isinstance(node, Problem):
            found.extend([node])
            continue
        _check_gaps(node, english, found)
        texts.update(names_of(line()).read(node, found))
    report.extend(found.problems)
    return texts, not found.problems


def _check_gaps(node: Node, known: Mapping[str, str], report: Report) -> None:
    """Report {gaps} in a site's own texts that the text which they replace does not have: nothing would fill them."""
    for name, words in node.value.values.items() if isinstance(node.value, Pairs) else ():
        if name in known and isinstance(words.value, str) and not _gaps_in(words.value) <= _gaps_in(known[name]):
            gaps = ", ".join(f"{{{gap}}}" for gap in sorted(_gaps_in(known[name]))) or "none"
            message = f"the interface text '{name}' has gaps that nothing fills"
            report.add(words.place, "wrong-type", message, f"The gaps it may have: {gaps}.")


def _gaps_in(text: str) -> frozenset[str]:
    """The names in braces of a text; a brace that is alone counts as one."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset("{")
