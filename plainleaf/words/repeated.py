"""Repeated: which 5-grams occur on two or more pages. Most occur on only one and say nothing about duplicates.

Finding them takes longer than using them, so they are cached from one build to the next. A 5-gram that is repeated now
was already repeated in the last build, or is new on one of its pages: if few pages changed, few 5-grams are new.
Samples stay in their serialized form, which takes little memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from msgspec import Struct

# The type code of the numbers in a serialized sample: 32 bits each.
SAMPLE_TYPE = "I"
# If more than one page in so many changed, it is faster to examine everything.
FEW = 4


class Repeated(Struct, frozen=True):
    """The 5-grams that occur on two or more pages, serialized like a sample.

    `of_samples` has those of each sample. It may include a few that are no longer repeated.
    """

    stored: bytes
    of_samples: Mapping[bytes, frozenset[int]]


NOTHING_REPEATED = Repeated(b"", {})


def read_sample(stored: bytes) -> Collection[int]:
    """The 5-grams of a serialized sample, each as a number."""
    return array(SAMPLE_TYPE, stored)


def store_sample(ngrams: Iterable[int]) -> bytes:
    """5-grams in serialized form."""
    return array(SAMPLE_TYPE, ngrams).tobytes()


def find_repeated(samples: Iterable[Collection[int]]) -> set[int]:
    """The 5-grams that occur in two or more samples."""
    seen, repeated = set[int](), set[int]()
    for sample in samples:
        repeated.update(seen.intersection(sample))
        seen.update(sample)
    return repeated


def renew_repeated(
    samples: Mapping[Any, bytes],
    last_samples: Mapping[Any, bytes],
    last: Repeated,
    read: Callable[[bytes], Collection[int]] = read_sample,
) -> Repeated:
    """What is repeated in `samples` (by page), given that `last` was repeated in `last_samples`.

    Pages may be missing from `last_samples`, and samples from the `of_samples` of `last`. `read` deserializes a sample.
    """
    changed = [page for page, sample in samples.items() if last_samples.get(page) != sample]
    if len(changed) * FEW > len(samples):
        last = NOTHING_REPEATED
        new = find_repeated(map(read, samples.values()))
    else:
        differing = ((samples[page], last_samples.get(page, b"")) for page in changed)
        new = {ngram for sample, earlier in differing for ngram in set(read(sample)).difference(read(earlier))}
    candidates = new.union(read(last.stored))
    of_samples: dict[bytes, frozenset[int]] = {}
    for sample in samples.values():
        known = last.of_samples.get(sample)
        if known is None:
            known = frozenset(candidates.intersection(read(sample)))
        elif more := new.intersection(read(sample)):
            known |= more
        of_samples[sample] = known
    repeated = find_repeated(of_samples[sample] for sample in samples.values())
    # Most of what is new on these pages occurs nowhere else.
    of_samples |= {samples[page]: of_samples[samples[page]] & repeated for page in changed}
    return Repeated(store_sample(repeated), of_samples)
