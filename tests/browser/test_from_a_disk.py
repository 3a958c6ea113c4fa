"""A site built with --relative, opened from its folder without a web server."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.served_site import FOLDER, LEADS_ON, build_site
from tests.browser.visits import PHONE, lines, reader, style, watch
from tests.examples import few

pytestmark = [pytest.mark.browser, pytest.mark.matrix]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the shipped site, built with relative links."""
    workplace = tmp_path_factory.mktemp("disk")
    build_site(workplace, "--relative")
    return workplace / "host" / FOLDER


@pytest.mark.parametrize("pages", few(["*/index.html", "**/index.html"]), ids=["some", "all"])
def test_a_page_has_its_styles_and_pictures_and_complains_of_nothing(
    pages: str, browser: Browser, folder: Path
) -> None:
    faults = []
    with reader(browser, PHONE) as page:
        visit = watch(page, folder.as_uri())
        files = sorted(folder.glob(pages))
        assert len(files) > 4
        for file in files:
            # Browsers load no captions from a disk; the words are on the page as well. Old addresses lead to the site.
            text = file.read_text("utf-8")
            if "<track " in text or LEADS_ON in text:
                continue
            page.goto(file.as_uri())
            if style(page, ".masthead", "display") != "block" or style(page, "body", "margin") != "0px":
                faults.append(f"{file}: no styles")
            if page.locator(".site-footer").count():
                page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager' })")
                page.evaluate("Promise.all([...document.images].map(image => image.decode()))")

    assert not faults + visit.faults, lines(faults + visit.faults)


def test_links_lead_from_page_to_page(browser: Browser, folder: Path) -> None:
    with reader(browser, PHONE) as page:
        page.goto((folder / "sciatica" / "symptoms" / "index.html").as_uri())

        page.locator(".crumbs a").first.click()
        page.wait_for_url((folder / "index.html").as_uri())

        assert page.locator("h1").is_visible()
