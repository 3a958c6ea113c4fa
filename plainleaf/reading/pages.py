"""Checks across pages: articles that say the same, and case studies that are about something else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from plainleaf.problems import Place, Problem
from plainleaf.reading.phrases import find_phrases, phrase_index, words_of
from plainleaf.reading.prose import Prose, read_prose
from plainleaf.reading.values import ARTICLE_KINDS, Limits, PageText

COMPARED_KINDS = ARTICLE_KINDS | {"page"}
RUN = 5  # words
SHORTEST = 50  # runs: two shorter texts have too little to be told apart by
# A run of words on more pages than this is a standing phrase of the site and says nothing about two of them.
STANDING_PHRASE = 20


def check_pages(pages: Sequence[PageText], limits: Limits | None = None) -> list[Problem]:
    """What is wrong between pages, in order of place. Give all pages of a site, in all languages."""
    prose = [read_prose(page) for page in pages if page.kind in COMPARED_KINDS]
    problems = [*near_duplicates(prose, limits or Limits()), *off_topic_cases(prose)]
    return sorted(problems, key=lambda problem: (problem.place, problem.rule))


def near_duplicates(pages: Sequence[Prose], limits: Limits) -> Iterator[Problem]:
    """A warning for each article that shares too many runs of five words with another one.

    Of two such articles the one with the later path is named. The share is of the shorter of the two.
    """
    pages = sorted(pages, key=lambda prose: prose.page.path)
    runs = [_runs(prose) for prose in pages]
    for number, partner, share in _pairs(runs, limits.duplicate_share):
        page, other = pages[number].page, pages[partner].page
        yield Problem(
            Place(page.path, page.first_line, page.first_column),
            "near-duplicate",
            f"{share:.0%} of the text also stands in {other.path}",
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


def _pairs(runs: Sequence[frozenset[int]], most: float) -> Iterator[tuple[int, int, float]]:
    """Each text that shares more than `most` with an earlier one: its number, its closest one, the share."""
    owners: dict[int, list[int]] = defaultdict(list)
    for number, own in enumerate(runs):
        shared: Counter[int] = Counter()
        for run in own:
            earlier = owners[run]
            if len(earlier) < STANDING_PHRASE:
                shared.update(earlier)
                earlier.append(number)
        shares = [
            (count / min(len(own), len(runs[other])), -other)
            for other, count in shared.items()
            if min(len(own), len(runs[other])) >= SHORTEST
        ]
        share, partner = max(shares, default=(0.0, 0))
        if share > most:
            yield number, -partner, share
