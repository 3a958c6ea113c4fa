"""Repeated 5-grams are derived from the last build, with the same problems as a full comparison."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from plainleaf.problems import Place, Problem
from plainleaf.words import Limits, PageText, Repeated, Sampled, compare_pages, read_sample, store_sample
from plainleaf.words.prose import read_prose
from plainleaf.words.repeated import find_repeated, renew_repeated
from plainleaf.words.rules.duplicates import BOILERPLATE_PAGES, _share, sample_ngrams
from tests.words.texts import ARTICLE

# Passages of these lengths, in words: a page is a few of them, so that pages share more or less of what they say.
PASSAGES = (120, 100, 70, 60, 40, 20)
# The number of pages that share a text from the beginning: more than a 5-gram may occur on before it is boilerplate.
SHARING_PAGES = 23
NAMES = [f"{letter}.md" for letter in "abcdefgh"]
NOTHING_KNOWN = Repeated(b"", {})

Site = dict[str, tuple[int, ...]]
Texts = some.lists(some.integers(0, len(PASSAGES) - 1), max_size=4).map(tuple)
# A page gets a text, new or instead of its own; it is copied or moved; or it is deleted.
Changes = some.one_of(
    some.tuples(some.just("write"), some.sampled_from(NAMES), Texts),
    some.tuples(some.sampled_from(["copy", "move"]), some.sampled_from(NAMES), some.sampled_from([*NAMES, "aa.md"])),
    some.tuples(some.just("delete"), some.sampled_from([*NAMES, "s00.md", "s11.md"]), some.none()),
)


@cache
def passage(number: int) -> str:
    """A sequence of random words."""
    words = [f"{first}{last}" for first in "bcdfglmnprst" for last in ("an", "el", "in", "or", "us", "ity", "ion")]
    return " ".join(random.Random(number).choices(words, k=PASSAGES[number % len(PASSAGES)]))


@cache
def text_of(numbers: tuple[int, ...]) -> str:
    """The text of a page made up of these passages."""
    return "".join(f"{passage(number)}.\n\n" for number in numbers)


@cache
def sample_of(numbers: tuple[int, ...]) -> bytes:
    """The serialized sample of such a page."""
    return store_sample(sample_ngrams(read_prose(PageText("a.md", 1, ARTICLE, "en", "", text_of(numbers)))))


def apply(site: Site, change: tuple[str, str, object]) -> Site:
    """The site after a change."""
    what, name, other = change
    site = dict(site)
    if what == "write":
        assert isinstance(other, tuple)
        site[name] = other
    elif name in site:
        text = site[name] if what == "copy" else site.pop(name)
        if what != "delete":
            site[str(other)] = text
    return site


def samples_of(site: Site) -> dict[str, bytes]:
    """The sample of each page, by its path."""
    return {path: sample_of(numbers) for path, numbers in site.items()}


@cache
def share_of(one: str, other: str) -> float:
    """The share of one text that another has too (cached)."""
    return _share(one, other)


def problems_of(site: Site, ngrams: Mapping[str, frozenset[int]]) -> list[Problem]:
    """The problems of a site, given these 5-grams of each page."""
    pages = [Sampled(Place(path), len(read_sample(sample_of(text))), ngrams[path]) for path, text in site.items()]
    with pytest.MonkeyPatch.context() as patch:
        # Caches the full comparison of the same texts.
        patch.setattr("plainleaf.words.rules.duplicates._share", share_of)
        return list(compare_pages(pages, lambda place: text_of(site[place.path]), Limits()))


def expected_of(site: Site) -> list[tuple[str, str]]:
    """The pages that are reported, with their messages, found by a simple reference implementation."""
    ngrams = {path: frozenset(read_sample(sample_of(site[path]))) for path in sorted(site)}
    owners = {
        ngram: [path for path in ngrams if ngram in ngrams[path]][:BOILERPLATE_PAGES]
        for ngram in set().union(*ngrams.values())
    }
    counted = {path: {ngram for ngram in ngrams[path] if path in owners[ngram]} for path in ngrams}
    found = []
    for path in ngrams:
        earlier = [other for other in ngrams if other < path]
        least = {other: 0.35 * min(len(ngrams[path]), len(ngrams[other])) for other in earlier}
        likely = [other for other in earlier if len(counted[path] & counted[other]) > least[other]]
        shares = {other: share_of(text_of(site[path]), text_of(site[other])) for other in likely}
        if shares and max(shares.values()) > 0.5:
            most = max(shares, key=lambda other: shares[other])
            found.append((path, f"{shares[most]:.0%} of the text is also in {most}"))
    return found


@pytest.mark.parametrize("stays", [False, True])
@given(some.lists(Changes, min_size=1, max_size=5))
@example([("write", "h.md", (0, 2)), ("copy", "h.md", "a.md"), ("write", "h.md", (0, 3)), ("move", "a.md", "aa.md")])
@example([("write", "a.md", (120, 13)), ("write", "b.md", (120, 19))])
@example([("write", "b.md", (1,)), ("write", "b.md", (0, 1))])
@example([("delete", "s00.md", None), ("delete", "s11.md", None), ("move", "s01.md", "z.md")])
def test_successive_small_changes_give_the_same_result_as_a_full_comparison(
    stays: bool, changes: list[tuple[str, str, object]]
) -> None:
    # The last pages have no other text; whether they are reported depends on how many come before them.
    site: Site = {f"s{number:02}.md": (3, 6 + 6 * number) if number < 18 else (3,) for number in range(SHARING_PAGES)}
    site["c.md"] = (0,)
    last = renew_repeated(samples_of(site), {}, NOTHING_KNOWN)

    for change in changes:
        before, site = samples_of(site), apply(site, change)
        last = renew_repeated(samples_of(site), before, last if stays else Repeated(last.stored, {}))

        of_pages = {path: last.of_samples[sample] for path, sample in samples_of(site).items()}
        all_ngrams = {path: frozenset(read_sample(sample)) for path, sample in samples_of(site).items()}
        problems = [(each.place.path, each.message) for each in problems_of(site, of_pages)]
        assert problems == expected_of(site), change
        assert set(read_sample(last.stored)) == find_repeated(all_ngrams.values()), change
