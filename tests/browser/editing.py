"""The editor in the browser as somebody at the clinic has it open: Decap CMS itself, beside it the site's preview."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, FrameLocator, Locator, Page, ViewportSize

from plainleaf.command.editors.decap.bundle import keep_bundle
from tests.browser.conftest import leave_out
from tests.browser.visits import DESKTOP, reader, watch
from tests.preview_server import running
from tests.site_tools import CHECKOUT

BUNDLE = CHECKOUT / ".venv" / "editor" / "package" / "dist" / "decap-cms.js"


class Editing(Struct, frozen=True):
    """The editor of a site, and what the browser complains of."""

    root: Path
    page: Page
    faults: list[str]

    @property
    def saved(self) -> FrameLocator:
        """The page as it was last saved, beside the fields."""
        return self.page.frame_locator("#preview-pane").frame_locator("iframe")

    @property
    def panel(self) -> Locator:
        """The list of problems on that page."""
        return self.saved.get_by_role("region", name="Problems found by plainleaf")

    def field(self, name: str) -> Locator:
        """A field of the page, by its name in the front matter, or `body`."""
        return self.page.locator(f"[id^={name}-field]").first

    def open(self, kind: str, title: str) -> None:
        """Choose a page, as one does."""
        self.page.get_by_role("link", name=kind, exact=True).click()
        self.page.get_by_role("link", name=title, exact=True).click()
        self.field("title").wait_for()

    def press_save(self) -> None:
        """Press Save."""
        self.page.get_by_role("button", name="Save", exact=True).click()
        self.page.get_by_role("menuitem", name="Save now").click()

    def save(self) -> None:
        """Press Save, and wait until it is done."""
        self.press_save()
        self.page.get_by_text("Saved. The page on the right follows.").last.wait_for()


@pytest.fixture
def kept_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Decap CMS in a cache folder of the test's own."""
    if not BUNDLE.is_file():
        leave_out("there is no Decap CMS: make editor fetches it with npm")
    monkeypatch.setenv("PLAINLEAF_CACHE", str(tmp_path / "cache"))
    return keep_bundle(BUNDLE.read_bytes())


@contextmanager
def open_editor(root: Path, browser: Browser, viewport: ViewportSize = DESKTOP) -> Iterator[Editing]:
    """The editor of a site, for which `kept_bundle` is needed."""
    with running(root, command="editor") as server, reader(browser, viewport) as page:
        address = server.wait_for("The editor is at").rpartition(" ")[2].strip()
        visit = watch(page, server.address, f"http://localhost:{server.port}/")
        page.goto(address)
        page.get_by_role("heading", name="Collections").wait_for()
        yield Editing(root, page, visit.faults)
