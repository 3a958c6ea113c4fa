"""Checks across pages: near-duplicate articles, and case studies that are about something else.

A sample of the 5-grams of each article is small enough to be cached from one build to the next. Two articles whose
samples agree are then compared in full.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import compress, count
from operator import attrgetter, eq

from msgspec import Struct

from plainleaf.problems import Place, Problem
from plainleaf.words.book import find_phrases, make_book
from plainleaf.words.cache import memoized
from plainleaf.words.phrases import words_of
from plainleaf.words.prose import PageProse, read_prose
from plainleaf.words.repeated import find_repeated
from plainleaf.words.values import Limits, PageText, TextTraits

NGRAM_WORDS = 5
SHORTEST = 50  # 5-grams: a shorter text has too few for a comparison
# A 5-gram on more pages than this is boilerplate and says nothing about any two of them.
BOILERPLATE_PAGES = 20
SAMPLING_INTERVAL = 8  # about one 5-gram in so many is in the sample
# A sample may underestimate the share that two texts have in common by this much.
SAMPLING_ERROR = 0.15

Sample = tuple[int, ...]


class Sampled(Struct, frozen=True):
    """A page as it is compared with others: the place where its text begins, and the size of its sample.

    `repeated` are the 5-grams in it that also occur on another page. Extra ones do no harm.
    """

    place: Place
    size: int
    repeated: Collection[int]


def check_pages(pages: Sequence[PageText], limits: Limits | None = None) -> list[Problem]:
    """The problems between pages, in order of place. Takes all pages of a site, in all languages."""
    prose = [read_prose(page) for page in pages if page.traits.is_compared]
    texts = {_beginning(each.page): each.page.text for each in prose}
    samples = {_beginning(each.page): sample_ngrams(each) for each in prose}
    repeated = find_repeated(samples.values())
    sampled = [Sampled(place, len(sample), repeated.intersection(sample)) for place, sample in samples.items()]
    problems = [*compare_pages(sampled, texts.__getitem__, limits or Limits())]
    problems += [problem for each in prose for problem in off_topic_case(each)]
    return sorted(problems, key=lambda problem: (problem.place, problem.rule))


def sample_ngrams(prose: PageProse) -> Sample:
    """A sample of a page's 5-grams, as hashes that are the same in every process; () if it is not compared."""
    if not prose.page.traits.is_compared:
        return ()
    words = prose.scored_words
    hashes = [*map(_sampling_hash, words)]
    chosen = compress(count(), map(eq, hashes, hashes[NGRAM_WORDS - 1 :]))
    return tuple(sorted({zlib.crc32(" ".join(words[first : first + NGRAM_WORDS]).encode()) for first in chosen}))


@memoized(50_000)
def _sampling_hash(word: str) -> int:
    """A small hash of a word: a 5-gram is in the sample if those of its first and last word are equal."""
    return zlib.crc32(word.encode()) % SAMPLING_INTERVAL


def _beginning(page: PageText) -> Place:
    return Place(page.path, page.first_line, page.first_column)


def compare_pages(pages: Iterable[Sampled], text_of: Callable[[Place], str], limits: Limits) -> Iterator[Problem]:
    """A warning for each article that shares too many 5-grams with an earlier one, by path.

    `text_of` returns the text at a place. The share is that of the shorter text.
    """
    pages = sorted(pages, key=attrgetter("place"))
    least = limits.duplicate_share - SAMPLING_ERROR
    enough = [least * page.size for page in pages]
    telling = _find_telling(pages, enough)
    owners: dict[int, list[int]] = {}
    for number, page in enumerate(pages):
        if telling.isdisjoint(page.repeated):
            continue
        shared = _count_shared(telling.intersection(page.repeated), number, owners)
        likely = [other for other, count in shared.items() if count > enough[other] or count > enough[number]]
        if not likely:
            continue
        share, partner = max((_share(text_of(page.place), text_of(pages[other].place)), -other) for other in likely)
        if share > limits.duplicate_share:
            yield Problem(
                page.place,
                "near-duplicate",
                f"{share:.0%} of the text is also in {pages[-partner].place.path}",
                "Merge the two pages, or say on each only what the other does not.",
                "warning",
            )


def _find_telling(pages: Sequence[Sampled], enough: Sequence[float]) -> frozenset[int]:
    """The 5-grams of pages that share enough with all others together.

    The shorter of two similar pages is such a page, and everything the two share is among its 5-grams.
    """
    alike = (page.repeated for page, least in zip(pages, enough, strict=True) if len(page.repeated) > least)
    return frozenset[int]().union(*alike)


def _count_shared(sample: Iterable[int], number: int, owners: dict[int, list[int]]) -> dict[int, int]:
    """Count how many of these 5-grams each earlier page has, and record that page `number` has them."""
    shared: dict[int, int] = {}
    for ngram in sample:
        earlier = owners.setdefault(ngram, [])
        if len(earlier) < BOILERPLATE_PAGES:
            for other in earlier:
                shared[other] = shared.get(other, 0) + 1
            earlier.append(number)
    return shared


def _share(one: str, other: str) -> float:
    """The share of the shorter text's 5-grams that the other text has too; 0 if there are too few to tell."""
    ngrams, others = (
        frozenset(_ngrams(read_prose(PageText("", 1, TextTraits(), "", "", text)))) for text in (one, other)
    )
    shorter = min(len(ngrams), len(others))
    return len(ngrams & others) / shorter if shorter >= SHORTEST else 0.0


def off_topic_case(prose: PageProse) -> Iterator[Problem]:
    """An error for a text that mentions none of the given names of its subject."""
    page = prose.page
    if not page.traits.names_subject or not page.names:
        return
    forms = {words_of(form) for name in page.names for form in (name, f"{name}s")}
    if not find_phrases(prose, make_book({"names": forms - {()}})):
        yield Problem(
            Place(page.path, page.first_line, page.first_column),
            "off-topic",
            f"the case study never mentions '{page.names[0]}'",
            "Say how the case relates to the condition, or move it to the condition that it is about.",
            "error",
        )


def _ngrams(prose: PageProse) -> Iterator[int]:
    """The 5-grams of the prose, as hashes."""
    words = [word.encode() for word in prose.scored_words]
    ngrams = zip(*(words[first:] for first in range(NGRAM_WORDS)), strict=False)
    return map(zlib.crc32, map(b" ".join, ngrams))
