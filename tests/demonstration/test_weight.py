"""What a phone loads before it can show a page: its HTML and its styles fit into the first packets of a connection."""

from __future__ import annotations

import gzip
import re

from tests.shipped_site import ShippedSite

# Ten packets, which servers send before the first answer of the phone (RFC 6928).
ARTICLE = 14_336  # bytes
# The start of the guide lists all of it. Decision aids have figures, and fields to mark.
LARGER = {
    "/sciatica/": 15_560,
    "/sciatica/treatments/epidural-injection/": 14_900,
    "/sciatica/treatments/surgery/": 16_600,
}
# Lists for people who know what they look for, and a page for staff.
EXEMPT = ("/a-to-z/", "/glossary/", "/gallery/")
STYLES = re.compile(r'<link rel="stylesheet" href="/([^"]+)">')


def compressed(content: bytes) -> int:
    """The number of bytes that a server sends."""
    return len(gzip.compress(content, 9, mtime=0))


def test_every_page_is_light(shipped: ShippedSite) -> None:
    weights: dict[str, int] = {}
    for page in shipped:
        (styles,) = STYLES.findall(page.source)
        weights[page.address] = compressed(page.source.encode()) + compressed((shipped.folder / styles).read_bytes())

    heavy = {at: weight for at, weight in weights.items() if weight > LARGER.get(at, ARTICLE) and at not in EXEMPT}
    assert heavy == {}
