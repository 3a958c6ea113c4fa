"""The report for staff in a browser: it sorts and filters without a server, and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site_tools import DAY, MakeSite, about_page, run_plainleaf

pytestmark = [pytest.mark.browser, pytest.mark.matrix]


@pytest.fixture
def opened(browser: Browser, make_site: MakeSite) -> Iterator[Page]:
    """The report of a small site with one finding, opened as a file."""
    root: Path = make_site(files={"content/en/about.md": about_page("Ask [us](nowhere.md).")})
    run_plainleaf("report", "--root", root, "--as-of", DAY)
    context = browser.new_context()
    page = context.new_page()
    page.goto((root / "report" / "report.html").as_uri())
    yield page
    context.close()


def test_pages_are_sorted_by_a_column_and_back(opened: Page) -> None:
    header = opened.get_by_role("columnheader", name="Findings")
    first = opened.locator("tbody tr").first

    header.get_by_role("button").press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    expect(first).not_to_contain_text("content/en/about.md")
    header.get_by_role("button").press("Enter")

    expect(header).to_have_attribute("aria-sort", "descending")
    expect(first).to_contain_text("content/en/about.md")


def test_pages_are_filtered_by_words_review_and_findings(opened: Page) -> None:
    count = opened.get_by_role("status")

    opened.get_by_label("only with findings").check()
    expect(count).to_contain_text("1 of ")
    opened.get_by_label("only with findings").uncheck()
    opened.get_by_label("Review", exact=True).select_option("current")
    expect(count).to_contain_text("3 of ")
    opened.get_by_label("Show pages with these words").fill("symptoms topic")

    expect(count).to_contain_text("1 of ")
