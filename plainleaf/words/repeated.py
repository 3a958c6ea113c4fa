"""Repeated: which runs of words stand on two pages or more. Most stand on one only, and say nothing about two of them.

Finding them takes longer than all that is done with them, so they are kept from one build to the next. A run that is
repeated now was so in the last build, or has come to one of its pages since: if few pages changed, few runs are new.
Samples are given as they are stored, which takes little memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from msgspec import Struct

# How the numbers of a sample are stored: 32 bits each.
SAMPLE_TYPE = "I"
# If more pages changed than one of so many, it is quicker to look at everything.
FEW = 4


class Repeated(Struct, frozen=True):
    """The runs that stand on two pages or more, stored as a sample is.

    `of_samples` has those of each sample. A few may be among them that stood on two pages in an earlier build.
    """

    stored: bytes
    of_samples: Mapping[bytes, frozenset[int]]


NOTHING_REPEATED = Repeated(b"", {})


def read_sample(stored: bytes) -> Collection[int]:
    """The runs of a sample, each a number."""
    return array(SAMPLE_TYPE, stored)


def store_sample(runs: Iterable[int]) -> bytes:
    """Runs as they are stored."""
    return array(SAMPLE_TYPE, runs).tobytes()


def find_repeated(samples: Iterable[Collection[int]]) -> set[int]:
    """The runs that stand in two samples or more."""
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
    """What is repeated in the samples of a site's pages, by page, if `last` was so in `last_samples`.

    Pages may be missing from `last_samples`, and samples from the `of_samples` of `last`. `read` gives the runs of a
    sample.
    """
    changed = [page for page, sample in samples.items() if last_samples.get(page) != sample]
    if len(changed) * FEW > len(samples):
        last = NOTHING_REPEATED
        new = find_repeated(map(read, samples.values()))
    else:
        differing = ((samples[page], last_samples.get(page, b"")) for page in changed)
        new = {run for sample, earlier in differing for run in set(read(sample)).difference(read(earlier))}
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
    # What is new on these pages stands nowhere else, mostly.
    of_samples |= {samples[page]: of_samples[samples[page]] & repeated for page in changed}
    return Repeated(store_sample(repeated), of_samples)
