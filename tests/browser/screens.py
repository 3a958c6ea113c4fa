"""The pictures in the README: `python -m tests.browser.screens` makes them from the shipped site."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM, CHROMIUM_OPTIONS
from tests.browser.served_site import HOST, Site, build_site, serve_site
from tests.browser.test_first_screen import PHONE
from tests.site_tools import CHECKOUT

IMAGES = CHECKOUT / "docs" / "images"
# By the name of its file: a page, its colors, and what is at the top of the window, "" for the start of the page.
SCREENS = {
    "home": ("", "light", ""),
    "symptoms": ("sciatica/symptoms/", "light", ""),
    "drawing": ("sciatica/", "dark", ".diagram"),
    "foot": ("sciatica/symptoms/", "light", ".site-footer"),
}
QUALITY = 72


def take_screen(browser: Browser, site: Site, name: str) -> Image.Image:
    """One screen of a phone, with three pixels of its own for each two of CSS."""
    path, scheme, top = SCREENS[name]
    page = browser.new_page(viewport=PHONE, device_scale_factor=1.5, color_scheme=scheme)  # type: ignore[arg-type]  # of two
    page.goto(site.address + path)
    if top:
        page.locator(top).first.evaluate("element => element.scrollIntoView()")
        page.locator(top).first.evaluate(
            "element => Promise.all([...element.querySelectorAll('img')].map(i => i.decode()))"
        )
    screen = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    return screen


def main() -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build_site(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        with serve_site(Path(folder) / HOST) as site:
            for name in SCREENS:
                take_screen(browser, site, name).save(IMAGES / f"{name}.webp", quality=QUALITY, method=6)
        browser.close()


if __name__ == "__main__":
    main()
