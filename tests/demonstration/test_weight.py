"""What a phone loads before it can show a page: its HTML and its styles fit into the first packets of a connection."""

from __future__ import annotations

from math import inf

from plainleaf.command.upkeep.weights import ARTICLE, GUIDE, find_weights
from tests.shipped_site import ShippedSite

# The start of the guide lists all of it.
LARGER = {"/sciatica/": GUIDE, "/es/ciatica/": GUIDE}
# Lists for people who know what they look for, and a page for staff.
EXEMPT = ("/a-to-z/", "/glossary/", "/gallery/")


def test_every_page_is_light(shipped: ShippedSite) -> None:
    pages = {page.address for page in shipped.every()}
    weights = {f"/{each.path.removesuffix('index.html')}": each.total for each in find_weights(shipped.folder)}

    assert pages <= weights.keys()
    assert {at: weights[at] for at in pages if weights[at] > most_of(shipped, at)} == {}


def most_of(shipped: ShippedSite, address: str) -> float:
    """The most bytes that the page at an address may have."""
    return inf if shipped.original_of(address) in EXEMPT else LARGER.get(address, ARTICLE)
