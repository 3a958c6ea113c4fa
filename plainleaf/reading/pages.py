"""Checks across pages: articles that say the same, and case studies that are about something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from plainleaf.problems import Place, Problem
from plainleaf.reading.phrases import find_phrases, phrase_index, words_of
from plainleaf.reading.prose import Prose, read_prose
from plainleaf.reading.values import ARTICLE_KINDS, Limits, PageText

COMPARED_KINDS = ARTICLE_KINDS | {"page"}
RUN = 5  # words
SHORTEST = 50  # runs: two shorter texts have too little to be told apart by
# A run of words on more pages than this is a standing phrase of the site and says nothing about two of them.
STANDING_PHRASE = 20


class _Owners(NamedTuple):
    """The pages that a run stands on: the first one, and those after it. Most runs stand on one page only."""

    first: dict[int, int]
    later: dict[int, list[int]]


def check_pages(pages: Sequence[PageText], limits: Limits | None = None) -> list[Problem]:
    """What is wrong between pages, in order of place. Give all pages of a site, in all languages."""
    prose = [read_prose(page) for page in pages if page.kind in COMPARED_KINDS]
    problems = [*near_duplicates(prose, limits or Limits()), *off_topic_cases(prose)]
    return sorted(problems, key=lambda problem: (problem.place, problem.rule))


def near_duplicates(pages: Sequence[Prose], limits: Limits) -> Iterator[Problem]:
    """A warning for each article that shares too many runs of five words with an earlier one, by path.

    The share is of the shorter of the two.
    """
    pages = sorted(pages, key=lambda prose: prose.page.path)
    owners = _Owners({}, {})
    sizes: list[int] = []
    for number, prose in enumerate(pages):
        runs = _runs(prose)
        sizes.append(len(runs))
        shares = [
            (count / min(sizes[other], len(runs)), -other)
            for other, count in _claim(runs, number, owners).items()
            if min(sizes[other], len(runs)) >= SHORTEST
        ]
        share, partner = max(shares, default=(0.0, 0))
        if share > limits.duplicate_share:
            yield Problem(
                Place(prose.page.path, prose.page.first_line, prose.page.first_column),
                "near-duplicate",
                f"{share:.0%} of the text also stands in {pages[-partner].page.path}",
                "Make one page of the two, or say on each only what the other does not.",
                "warning",
            )


def off_topic_cases(pages: Sequence[Prose]) -> Iterator[Problem]:
    """An error for each case study that has none of the names of its condition, which the page is given."""
    for prose in pages:
        page = prose.page
        if page.kind != "case-study" or not page.names:
            continue
        forms = tuple(" ".join(words_of(form)) for name in page.names for form in (name, f"{name}s"))
        is_named = any(find_phrases(prose, phrase_index(forms)))
        if not is_named:
            yield Problem(
                Place(page.path, page.first_line, page.first_column),
                "off-topic",
                f"the case study never mentions '{page.names[0]}'",
                "Say how the case bears on the condition, or put it under the condition that it is about.",
                "error",
            )


def _runs(prose: Prose) -> frozenset[int]:
    """The runs of five words of the prose, as hashes."""
    words = [
        word
        for paragraph in prose.paragraphs
        if paragraph.is_prose
        for sentence in paragraph.sentences
        for word in prose.words[sentence.first_word : sentence.after_words]
    ]
    return frozenset(map(hash, zip(*(words[start:] for start in range(RUN)), strict=False)))


def _claim(runs: frozenset[int], number: int, owners: _Owners) -> Counter[int]:
    """Note that a page has these runs, and count how many of them each earlier page has."""
    shared: Counter[int] = Counter()
    known = runs & owners.first.keys()
    for run in known:
        later = owners.later.setdefault(run, [])
        if len(later) < STANDING_PHRASE:
            shared.update([owners.first[run], *later])
            later.append(number)
    owners.first.update(dict.fromkeys(runs - known, number))
    return shared
