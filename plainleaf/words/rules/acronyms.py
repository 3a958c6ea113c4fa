"""Acronyms that a page uses without explaining them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import pairwise

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem
from plainleaf.words.context import paragraph_at
from plainleaf.words.prose import WORD, PageProse
from plainleaf.words.readability.spoken import has_capitals_in_a_row, is_emphasis
from plainleaf.words.standard import ACRONYM, Standard, problem_at

CITED = lazy_pattern(r"[\s§]+(?:[^\W\d_]{3,9}\s)?\d")  # 45 CFR 92, 45 CFR part 92
ZIP_CODE = lazy_pattern(r"\s+\d{5}\b")
# How a word is said, with the stressed syllable in capitals: is-KE-mik, SY-at-ih-kuh.
SAID = lazy_pattern(r"[A-Za-z]+(?:-[A-Za-z]+){2,}")
NOTES = ("note", "quoted")
LOOK_BACK = 100  # characters before an acronym that are searched for its full form


def unexplained_acronyms(prose: PageProse, standard: Standard, elsewhere: Set[str] = frozenset()) -> Iterator[Problem]:
    """A warning at the first use of each acronym that is not spelled out there, not a term and not well known.

    A heading may use an acronym that the text below it explains. Those used `elsewhere` are judged there.
    """
    text = prose.text
    unusual = _unusual_acronyms(prose, standard)
    known = {*_explained_in(prose.page.title, standard), *_defined_in(prose), *elsewhere} if unusual else set()
    for match in unusual:
        acronym = match[1]
        if acronym in known:
            continue
        if _is_spelled_out(text, match, standard):
            known.add(acronym)
        elif not (_is_other(text, match, standard) or _is_heading_or_shout(prose, match.start())):
            known.add(acronym)
            yield problem_at(
                prose,
                match.start(),
                "acronym",
                f"'{acronym}' is not spelled out" + ("" if prose.page.is_labels else " where the page first uses it"),
                f"Write the full words followed by ({acronym}), or add it to terms.yaml as a short form.",
                "warning",
            )


def acronyms_in(prose: PageProse, standard: Standard) -> frozenset[str]:
    """The acronyms of a text that not everybody knows, explained or not."""
    return frozenset(match[1] for match in _unusual_acronyms(prose, standard))


def _unusual_acronyms(prose: PageProse, standard: Standard) -> list[re.Match[str]]:
    """Every acronym that not everybody knows, except in footnotes, where acronyms name sources."""
    acronyms = ACRONYM.finditer(prose.text) if has_capitals_in_a_row(prose) else ()
    unusual = [match for match in acronyms if match[1] not in standard.acronyms]
    kinds = (prose.paragraphs[paragraph_at(prose, match.start())].kind for match in unusual)
    return [match for match, kind in zip(unusual, kinds, strict=True) if kind not in NOTES]


def _is_spelled_out(text: str, match: re.Match[str], standard: Standard) -> bool:
    """Whether the full form is next to an acronym: 'computed tomography (CT)', 'CT (computed …)'."""
    acronym = match[1]
    before = text[max(0, match.start() - LOOK_BACK) : match.start()]
    bracket = standard.grammar.full_form_before.search(before)
    initials = "".join(word[0] for word in WORD.findall(before[: bracket.start()] if bracket else before)).upper()
    if acronym in initials:
        return True
    is_foreign = acronym in standard.lists.foreign_acronyms
    if bracket:
        # Some acronyms skip words or use letters from inside one: electromyography (EMG).
        return is_foreign or acronym[0] in initials[-len(acronym) - 3 :]
    meaning = standard.grammar.full_form_after.match(text, match.end())
    return meaning is not None and (is_foreign or acronym[0] in {word[0].upper() for word in WORD.findall(meaning[0])})


def _is_other(text: str, match: re.Match[str], standard: Standard) -> bool:
    """Whether capitals are not an acronym: a state in an address, letters after a name, a law, a stressed syllable."""
    before = text[max(0, match.start() - LOOK_BACK) : match.start()].rstrip()
    if match[1] in standard.lists.credentials and before.endswith(","):
        return True
    if "-" in (text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]):
        nearby = SAID.finditer(text, max(0, match.start() - LOOK_BACK), match.end() + LOOK_BACK)
        if any(said.start() <= match.start() < said.end() for said in nearby):
            return True
    is_citation = before[-1:].isdigit() and CITED.match(text, match.end()) is not None
    return is_citation or ZIP_CODE.match(text, match.end()) is not None


def _is_heading_or_shout(prose: PageProse, offset: int) -> bool:
    """Whether an offset is in a heading, or in a run of words in capitals."""
    if prose.paragraphs[paragraph_at(prose, offset)].kind == "heading":
        return True
    return is_emphasis(prose.text, offset)


def _defined_in(prose: PageProse) -> set[str]:
    """The acronyms that are terms in a definition list."""
    return {
        match[1]
        for term, definition in pairwise(prose.paragraphs)
        if term.kind == "heading" and definition.kind == "definition"
        for sentence in term.sentences
        for match in ACRONYM.finditer(prose.text, sentence.start, sentence.end)
    }


def _explained_in(text: str, standard: Standard) -> set[str]:
    """The acronyms that a title spells out."""
    return {match[1] for match in ACRONYM.finditer(text) if _is_spelled_out(text, match, standard)}
