"""Checks across pages: articles that say the same, and case studies that are about something else.

Of each article a sample of its runs of five words is kept, which is small enough to be remembered from one build to
the next. Two articles whose samples agree are then compared in full.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import compress, count
from operator import attrgetter, eq

from msgspec import Struct

from plainleaf.problems import Place, Problem
from plainleaf.words.cache import memoized
from plainleaf.words.phrases import find_phrases, phrase_index, words_of
from plainleaf.words.prose import PageProse, read_prose
from plainleaf.words.repeated import find_repeated
from plainleaf.words.values import Limits, PageText, TextTraits

RUN = 5  # words
SHORTEST = 50  # runs: two shorter texts have too little to be told apart by
# A run of words on more pages than this is a standing phrase of the site and says nothing about two of them.
STANDING_PHRASE = 20
SAMPLED = 8  # about one run of so many is in the sample
# A sample may show somewhat less of what two texts share than there is.
SAMPLING_ERROR = 0.15

Sample = tuple[int, ...]


class Sampled(Struct, frozen=True):
    """A page as it is compared with others: the place where its text begins, and how many runs are in its sample.

    `repeated` are those of them that stand on another page as well. Others may be among them, which changes nothing.
    """

    place: Place
    size: int
    repeated: Collection[int]


def check_pages(pages: Sequence[PageText], limits: Limits | None = None) -> list[Problem]:
    """What is wrong between pages, in order of place. Give all pages of a site, in all languages."""
    prose = [read_prose(page) for page in pages if page.traits.is_compared]
    texts = {_beginning(each.page): each.page.text for each in prose}
    samples = {_beginning(each.page): sample_runs(each) for each in prose}
    repeated = find_repeated(samples.values())
    sampled = [Sampled(place, len(sample), repeated.intersection(sample)) for place, sample in samples.items()]
    problems = [*compare_pages(sampled, texts.__getitem__, limits or Limits())]
    problems += [problem for each in prose for problem in off_topic_case(each)]
    return sorted(problems, key=lambda problem: (problem.place, problem.rule))


def sample_runs(prose: PageProse) -> Sample:
    """A sample of a page's runs of five words, as hashes that are the same in every process; () for others."""
    if not prose.page.traits.is_compared:
        return ()
    words = prose.scored_words
    marks = [*map(_sampling_hash, words)]
    chosen = compress(count(), map(eq, marks, marks[RUN - 1 :]))
    return tuple(sorted({zlib.crc32(" ".join(words[first : first + RUN]).encode()) for first in chosen}))


@memoized(50_000)
def _sampling_hash(word: str) -> int:
    """A small number by the letters of a word: a run is in the sample if those of its first and last word are equal."""
    return zlib.crc32(word.encode()) % SAMPLED


def _beginning(page: PageText) -> Place:
    return Place(page.path, page.first_line, page.first_column)


def compare_pages(pages: Iterable[Sampled], text_of: Callable[[Place], str], limits: Limits) -> Iterator[Problem]:
    """A warning for each article that shares too many runs of five words with an earlier one, by path.

    `text_of` gives the text at a place. The share is of the shorter of the two.
    """
    pages = sorted(pages, key=attrgetter("place"))
    least = limits.duplicate_share - SAMPLING_ERROR
    enough = [least * page.size for page in pages]
    telling = _find_telling(pages, enough)
    owners: dict[int, list[int]] = {}
    for number, page in enumerate(pages):
        if telling.isdisjoint(page.repeated):
            continue
        shared = _claim(telling.intersection(page.repeated), number, owners)
        likely = [other for other, count in shared.items() if count > enough[other] or count > enough[number]]
        if not likely:
            continue
        share, partner = max((_share(text_of(page.place), text_of(pages[other].place)), -other) for other in likely)
        if share > limits.duplicate_share:
            yield Problem(
                page.place,
                "near-duplicate",
                f"{share:.0%} of the text also stands in {pages[-partner].place.path}",
                "Make one page of the two, or say on each only what the other does not.",
                "warning",
            )


def _find_telling(pages: Sequence[Sampled], enough: Sequence[float]) -> frozenset[int]:
    """The runs of pages that share enough with all others together.

    The shorter of two pages that are alike is such a page, and all that the two share is among its runs.
    """
    alike = (page.repeated for page, least in zip(pages, enough, strict=True) if len(page.repeated) > least)
    return frozenset[int]().union(*alike)


def _claim(sample: Iterable[int], number: int, owners: dict[int, list[int]]) -> dict[int, int]:
    """Note that a page has these runs, and count how many of them each earlier page has."""
    shared: dict[int, int] = {}
    for run in sample:
        earlier = owners.setdefault(run, [])
        if len(earlier) < STANDING_PHRASE:
            for other in earlier:
                shared[other] = shared.get(other, 0) + 1
            earlier.append(number)
    return shared


def _share(one: str, other: str) -> float:
    """The share of the runs of the shorter text that the other has too; 0 when there are too few to tell."""
    runs, others = (frozenset(_runs(read_prose(PageText("", 1, TextTraits(), "", "", text)))) for text in (one, other))
    shorter = min(len(runs), len(others))
    return len(runs & others) / shorter if shorter >= SHORTEST else 0.0


def off_topic_case(prose: PageProse) -> Iterator[Problem]:
    """An error for a text that mentions none of the names of its subject, which it is given."""
    page = prose.page
    if not page.traits.names_subject or not page.names:
        return
    forms = tuple(" ".join(words_of(form)) for name in page.names for form in (name, f"{name}s"))
    if not any(find_phrases(prose, phrase_index(forms))):
        yield Problem(
            Place(page.path, page.first_line, page.first_column),
            "off-topic",
            f"the case study never mentions '{page.names[0]}'",
            "Say how the case bears on the condition, or put it under the condition that it is about.",
            "error",
        )


def _runs(prose: PageProse) -> Iterator[int]:
    """The runs of five words of the prose, as hashes."""
    words = [word.encode() for word in prose.scored_words]
    runs = zip(*(words[first:] for first in range(RUN)), strict=False)
    return map(zlib.crc32, map(b" ".join, runs))
