"""The sources of a page or of a set of red flags, one by one and all together.

An old trial can still be the best there is, and many good pages cite one next to newer sources. So age alone is a
problem only where nothing on the page is newer, and for guidance, which its publisher renews.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from plainleaf.checks.evidence.published import is_older, last_year
from plainleaf.content.front_matter import EvidenceSource
from plainleaf.content.page import Page
from plainleaf.content.red_flags.sets import RedFlagSets
from plainleaf.input.addresses.hosts import is_host_below
from plainleaf.input.nodes import place_finder
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Place, Problem

# Where anybody can publish without an editor. A name includes its subdomains.
BLOG_HOSTS = (
    "blogger.com", "blogspot.com", "medium.com", "substack.com", "tumblr.com", "wordpress.com", "facebook.com",
    "instagram.com", "quora.com", "reddit.com", "tiktok.com", "x.com",
)  # fmt: skip
BLOG_PART = lazy_pattern(r"blogs?", re.IGNORECASE)
BLOG_WORD = lazy_pattern(r"\bblog\b", re.IGNORECASE)
# A title that names guidance, in English and Spanish, unless it is that of a study about guidance.
GUIDANCE = lazy_pattern(r"\b(?:guidelines?|guidance|appropriateness criteria|guías? (?:de|clínicas?))\b", re.IGNORECASE)
STUDY = lazy_pattern(
    r"\b(?:trials?|cohort|study|studies|systematic|reviews?|meta-analysis|survey|adherence|implement\w*|compar\w+"
    r"|ensayos?|estudios?|revisi(?:ón|ones))\b",
    re.IGNORECASE,
)
# In a message, in characters.
LONGEST_TITLE = 60
SAY_WHY = "or say why it still holds, in 'still_current' of this source."
# The place of a value by its path, such as 'evidence.0.address'.
PlaceOf = Callable[[str], Place]


def check_page_sources(page: Page, years: int, as_of: date) -> Iterator[Problem]:
    """What is wrong with the sources of a page. `years` is the age from which they are old."""
    if page.review is not None and not page.unclear.touches("evidence"):
        yield from check_sources(page.review.evidence, page.place_of, years, as_of)


def check_set_sources(sets: Mapping[str, RedFlagSets], years: int, as_of: date) -> Iterator[Problem]:
    """What is wrong with the sources of the sets of red flags of each language."""
    for of_language in sets.values():
        for name, flags in of_language.known.items():
            yield from check_sources(flags.evidence, place_finder(of_language.nodes[name]), years, as_of)


def check_sources(sources: Sequence[EvidenceSource], place_of: PlaceOf, years: int, as_of: date) -> Iterator[Problem]:
    """What is wrong with some sources, each by itself and all of them together."""
    for number, source in enumerate(sources):
        yield from _check_source(source, f"evidence.{number}", place_of)
        if is_old_guidance(source, years, as_of):
            message = f"this guidance is from {last_year(source.published)}, more than {years} years ago"
            fix = f"Check whether its publisher has updated it, and cite the newer version; {SAY_WHY}"
            yield Problem(place_of(f"evidence.{number}.published"), "evidence-old", message, fix, WARNING)
    if sources and all(_is_old(source, years, as_of) and not _is_guidance(source) for source in sources):
        newest = max(last_year(source.published) or 0 for source in sources)
        message = f"everything that this page is based on is more than {years} years old: the newest is from {newest}"
        fix = f"Look for newer evidence; {SAY_WHY}"
        yield Problem(place_of("evidence"), "evidence-old", message, fix, WARNING)


def is_old_guidance(source: EvidenceSource, years: int, as_of: date) -> bool:
    """Whether a source is guidance of so many years ago, without a reason to rely on it."""
    return _is_guidance(source) and _is_old(source, years, as_of)


def _is_old(source: EvidenceSource, years: int, as_of: date) -> bool:
    """Whether a source is old and nobody has said why it still holds, or that it does not."""
    return is_older(source.published, years, as_of) and not source.still_current and not source.superseded_by


def _is_guidance(source: EvidenceSource) -> bool:
    return bool(GUIDANCE.search(source.title)) and not STUDY.search(source.title)


def _check_source(source: EvidenceSource, path: str, place_of: PlaceOf) -> Iterator[Problem]:
    if source.superseded_by:
        message = f"this source has been replaced by '{source.superseded_by}'"
        fix = "Compare the page with the newer source, cite that one instead, and have the page reviewed."
        yield Problem(place_of(f"{path}.superseded_by"), "evidence-superseded", message, fix, WARNING)
    if not source.address:
        message = f"readers cannot find '{_shortened(source.title)}': it has no address"
        fix = "Write 'address: https://doi.org/' and its DOI, or the address of its page at the publisher."
        yield Problem(place_of(f"{path}.title"), "evidence-without-address", message, fix, WARNING)
    elif is_blog(source.address) or BLOG_WORD.search(source.publisher):
        message = f"'{_shortened(source.title)}' is on a blog or a social network, which nobody has reviewed"
        fix = "Cite the study or guidance that it reports."
        yield Problem(place_of(f"{path}.address"), "evidence-blog", message, fix, WARNING)


def is_blog(address: str) -> bool:
    """Whether an address is on a blog or a social network, by its host or the first parts of its path."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    names = [host.partition(".")[0], *parts.path.split("/")[1:3]]
    return is_host_below(host, BLOG_HOSTS) or any(BLOG_PART.fullmatch(name) for name in names)


def _shortened(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"
