"""Tables keep their meaning on phones and on paper, and can be scrolled with the keyboard where they are wide."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.layout import MODES, reader_in
from tests.browser.served_site import Site
from tests.browser.visits import overflow, style, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.matrix]

# Three columns and their names: "Nerve root", "Where you may feel it", "What may feel weak".
TABLE = "sciatica/symptoms/"
WIDER = """
  box => {
    const more = row => row.append(...[1, 2, 3].map(() => row.lastElementChild.cloneNode(true)))
    box.querySelectorAll('tr').forEach(more)
    box.querySelector('table').className = ''
  }
"""


def open_table(page: Page, site: Site) -> None:
    """Open a page with a table."""
    page.goto(f"{site.address}{TABLE}")


def test_a_table_without_room_for_columns_names_the_column_of_each_cell(browser: Browser, site: Site) -> None:
    with reader_in(browser, MODES["small-phone"]) as page:
        open_table(page, site)

        assert page.get_by_role("cell").first.inner_text().split("\n")[0] == "Where you may feel it"
        assert style(page, ".stacks td", "display") == "block"


@pytest.mark.parametrize("name", ["small-phone", "desktop"])
def test_a_table_has_the_same_roles_for_a_screen_reader_in_any_window(browser: Browser, site: Site, name: str) -> None:
    with reader_in(browser, MODES[name]) as page:
        open_table(page, site)

        box = page.get_by_role("region", name="Table: ")
        expect(box.get_by_role("table")).to_have_count(1)
        expect(box.get_by_role("columnheader")).to_have_count(3)
        expect(box.get_by_role("rowheader")).to_have_count(3)
        expect(box.get_by_role("row")).to_have_count(4)
        expect(box.get_by_role("cell")).to_have_count(6)


def test_a_wide_table_scrolls_in_its_own_box_with_the_keyboard(browser: Browser, site: Site) -> None:
    with reader_in(browser, MODES["small-phone"]) as page:
        open_table(page, site)
        box = page.locator(".table-box")
        box.evaluate(WIDER)

        box.focus()
        page.keyboard.press("ArrowRight")

        wait_until(page, "document.querySelector('.table-box').scrollLeft > 0")
        assert overflow(page) == 0


def test_a_table_has_its_columns_on_paper_however_narrow_it_is(browser: Browser, site: Site) -> None:
    with reader_in(browser, MODES["small-phone"]) as page:
        open_table(page, site)
        page.emulate_media(media="print")

        assert style(page, ".stacks td", "display") == "table-cell"
        assert style(page, ".table-box", "overflowX") == "visible"
