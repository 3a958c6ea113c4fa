"""How soon a phone on slow 4G shows the largest thing on its first screen, computed from what it has to load for it.

The connection is that of Lighthouse's "slow 4G", and the sum is as in its simulation: a browser tells what the largest
thing is, and numbers tell when it is there, so that a busy machine changes nothing.
"""

from __future__ import annotations

import gzip
from random import Random
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.served_site import Site
from tests.browser.test_first_screen import PHONE
from tests.browser.visits import lines, reused_page

pytestmark = [pytest.mark.browser, pytest.mark.matrix]

# Milliseconds; bits in a millisecond; bytes. What a server sends before the first answer is ten packets (RFC 6928).
ROUND, SPEED, FIRST_PACKETS = 150, 1638.4, 14_336
# To find and greet the server: its name is known, TCP and TLS 1.3 take a round each. Work is what a phone of 2021 does.
GREETING, WORK, SOON = 2 * ROUND, 300, 1200
LARGEST = """
  () => new Promise(resolve => {
    new PerformanceObserver(list => resolve(list.getEntries().at(-1).url)).observe(
      { type: 'largest-contentful-paint', buffered: true })
  })
"""
STYLES = 'link[rel="stylesheet"]:not([media])'


def time_of(*files: bytes) -> float:
    """Milliseconds until files are there that a page asks for one after the other, each compressed if that helps."""
    sizes = [min(len(content), len(gzip.compress(content, 9))) for content in files]
    waits = [ROUND + ROUND * (size > FIRST_PACKETS) + size * 8 / SPEED for size in sizes]
    return GREETING + sum(waits) + WORK


def test_a_file_takes_a_round_and_its_bytes() -> None:
    assert time_of(b"a") == pytest.approx(750, abs=1)
    assert time_of(b"a", b"a") == pytest.approx(900, abs=1)
    # What does not fit into the first packets takes another round: 20,000 bytes are 98 ms.
    assert time_of(Random(1).randbytes(20_000)) == pytest.approx(998, abs=1)


def test_the_largest_thing_on_the_first_screen_is_there_soon(browser: Browser, site: Site) -> None:
    faults = []
    with reused_page(browser, PHONE) as page:
        for path in site.every():
            page.goto(site.address + path, wait_until="load")
            urls = [page.locator(STYLES).first.evaluate("link => link.href"), page.evaluate(LARGEST)]
            files = [site.folder.parent / urlsplit(url).path.lstrip("/") for url in urls if url]
            took = time_of(site.read(path).encode(), *(file.read_bytes() for file in files))
            if took >= SOON:
                faults.append(f"{path}: {took:.0f} ms")

    assert not faults, lines(faults)
