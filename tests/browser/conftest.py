"""One served site for all tests, and one browser of each font family for those of a worker."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.fonts import FAMILIES, write_config
from tests.browser.live import MakeLive, serve_live
from tests.browser.served_site import HOST, Site, build_site, serve_site
from tests.shared_folders import share
from tests.site_tools import MakeSite

CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_OPTIONS = [
    "--no-sandbox",  # CI is root in a container, where Chromium's own sandbox cannot start.
    "--disable-gpu",
    "--no-first-run",
    # Nothing here may depend on a network.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TIMEOUT = 60_000  # milliseconds
OpenBrowser = Callable[[str], Browser]


def leave_out(reason: str) -> None:
    """Skip a test for what this machine lacks, or fail where PLAINLEAF_REQUIRE_BROWSER is set, as in CI."""
    if "PLAINLEAF_REQUIRE_BROWSER" in os.environ:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def open_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBrowser]:
    """Opens Debian's Chromium with the fonts of one family, once for each."""
    if not CHROMIUM.exists():
        leave_out(f"there is no {CHROMIUM}: install Debian's package chromium")
    expect.set_options(timeout=TIMEOUT)
    with sync_playwright() as playwright, ExitStack() as stack:

        @cache
        def launch(family: str) -> Browser:
            config = write_config(FAMILIES[family], tmp_path_factory.mktemp(family))
            environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(config)}
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS, env=environment)
            stack.callback(browser.close)
            return browser

        yield launch


@pytest.fixture(scope="session")
def browser(open_browser: OpenBrowser) -> Browser:
    """Chromium with the widest fonts that this machine has, for tests that do not depend on them."""
    family = next((name for name, family in FAMILIES.items() if family.is_installed), None)
    if family is None:
        packages = " or ".join(family.package for family in FAMILIES.values())
        leave_out(f"there are no fonts: install Debian's package {packages}")
    return open_browser(str(family))


@pytest.fixture(params=["widest", *(pytest.param(name, marks=pytest.mark.matrix) for name in FAMILIES)])
def browser_of_fonts(request: pytest.FixtureRequest) -> Browser:
    """Chromium with the widest fonts that this machine has, and in the matrix with those of each family."""
    if request.param == "widest":
        widest: Browser = request.getfixturevalue("browser")
        return widest
    return open_family(request.param, request.getfixturevalue("open_browser"))


@pytest.fixture(params=FAMILIES)
def each_browser(request: pytest.FixtureRequest, open_browser: OpenBrowser) -> Browser:
    """Chromium with the fonts of one family: a test that asks for it runs once for each."""
    return open_family(request.param, open_browser)


def open_family(name: str, open_browser: OpenBrowser) -> Browser:
    """Chromium with the fonts of a family; the test is left out where they are not installed."""
    family = FAMILIES[name]
    if not family.is_installed:
        leave_out(f"there are no fonts in {family.folder}: install Debian's package {family.package}")
    return open_browser(name)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of this repository, built and served."""
    folder = share(tmp_path_factory, "served", build_site)
    with serve_site(folder / HOST) as site:
        yield site


@pytest.fixture
def make_live(make_site: MakeSite, browser: Browser) -> MakeLive:
    """Opens the page About us of a small site that is being served, as `serve_live` does."""
    return partial(serve_live, make_site, browser)
