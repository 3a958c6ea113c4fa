"""What a phone loads before it can show a page: its HTML and its styles fit into the first packets of a connection."""

from __future__ import annotations

import gzip
import re
from math import inf

from tests.shipped_site import ShippedSite

# Ten packets, which servers send before the first answer of the phone (RFC 6928).
ARTICLE = 14_336  # bytes
# The start of the guide lists all of it. Decision aids have figures, and fields to mark. The page about all treatments
# has been too large by a few bytes since it names its translation.
LARGER = {
    "/sciatica/": 15_620,
    "/sciatica/treatment/": 14_410,
    "/sciatica/treatments/epidural-injection/": 14_920,
    "/sciatica/treatments/surgery/": 16_660,
}
# Spanish takes more words to say the same.
TRANSLATED = 1.08
# Lists for people who know what they look for, and a page for staff.
EXEMPT = ("/a-to-z/", "/glossary/", "/gallery/")
STYLES = re.compile(r'<link rel="stylesheet" href="/([^"]+)">')


def compressed(content: bytes) -> int:
    """The number of bytes that a server sends."""
    return len(gzip.compress(content, 9, mtime=0))


def test_every_page_is_light(shipped: ShippedSite) -> None:
    weights: dict[str, int] = {}
    for page in shipped.every():
        (styles,) = STYLES.findall(page.source)
        weights[page.address] = compressed(page.source.encode()) + compressed((shipped.folder / styles).read_bytes())

    assert {at: weight for at, weight in weights.items() if weight > most_of(shipped, at)} == {}


def most_of(shipped: ShippedSite, address: str) -> float:
    """The most bytes that the page at an address may have."""
    original = shipped.original_of(address)
    most = LARGER.get(original, inf if original in EXEMPT else ARTICLE)
    return most if original == address else most * TRANSLATED
