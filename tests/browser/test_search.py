"""The search page: pages are found by their words and by other names, on the site itself, and nothing leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.served_site import FOLDER, HOST, Site, serve_site
from tests.browser.test_axe import RULES_OF_ANY_SITE, RUN, TAGS, describe
from tests.browser.visits import DESKTOP, PATIENCE, PHONE, lines, overflow, reader, reused_page, watch
from tests.language_site import build_languages
from tests.site_tools import build_folder, lay_minimal, minimal_config, minimal_page, write_files

pytestmark = pytest.mark.browser

HUB = "sciatica/index.md"
OTHER_NAME = ("kind: condition\n", "kind: condition\nalso_known_as: [pinched nerve]\n")
ADDRESS = ("address: https://small.example/\n", f"address: https://small.example/{FOLDER}/\n")


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The minimal site with a search page, served from a folder with its own headers."""
    workplace = tmp_path_factory.mktemp("search")
    root = workplace / "site"
    lay_minimal(root)
    write_files(
        root,
        {
            "config.yaml": minimal_config(ADDRESS, more="search: yes\n"),
            f"content/en/{HUB}": minimal_page(HUB, OTHER_NAME),
        },
    )
    run = build_folder(root, out=workplace / HOST / FOLDER)
    assert run.code == 0, run.problems
    with serve_site(workplace / HOST) as site:
        yield site


def search(page: Page, words: str) -> None:
    """Type words and press Enter, as most people do."""
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")


def test_pages_are_found_and_nothing_leaves_the_site(browser: Browser, searched: Site) -> None:
    with reused_page(browser, PHONE) as page:
        visit = watch(page, searched.address)
        page.goto(f"{searched.address}search/")
        search(page, "cannot pee")

        expect(page.get_by_role("status").last).to_contain_text("Pages found")
        link = page.get_by_role("list").get_by_role("link", name="When to get help").last
        link.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("When to get help")

        assert not [url for url in visit.requests if "pee" in url]
        page.go_back()
        expect(page.get_by_role("searchbox")).to_have_value("cannot pee")
        expect(page.locator(".search-results li").first).to_be_visible()
        assert visit.faults == [], lines(visit.faults)


def test_another_name_of_a_topic_finds_it(browser: Browser, searched: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{searched.address}search/")
        search(page, "Pinched  nerve")

        expect(page.locator(".search-results a").first).to_have_text("Sciatica")


def test_what_is_not_there_is_said(browser: Browser, searched: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{searched.address}search/")
        search(page, "xylophone")

        expect(page.locator(".search-status")).to_have_text("Nothing was found. Try other words.")
        expect(page.get_by_role("main").get_by_role("link", name="A to Z")).to_be_visible()


def test_an_index_that_does_not_load_is_said(browser: Browser, searched: Site) -> None:
    # A window of its own, in which the route ends.
    with reader(browser, DESKTOP) as page:
        page.route("**/search/index/**", lambda route: route.abort())
        page.goto(f"{searched.address}search/")
        search(page, "leg")

        expect(page.locator(".search-status")).to_contain_text("The search does not work right now.")


def test_without_scripts_the_a_to_z_is_offered(browser: Browser, searched: Site) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    try:
        page = context.new_page()
        page.goto(f"{searched.address}search/")

        expect(page.locator(".search-status")).to_contain_text("Please use the A to Z.")
        expect(page.get_by_role("searchbox")).to_have_count(0)
    finally:
        context.close()


def test_the_search_page_is_accessible_and_fits(browser: Browser, searched: Site) -> None:
    with reused_page(browser, {"width": 320, "height": 568}, bypass_csp=True) as page:
        page.goto(f"{searched.address}search/")
        search(page, "leg")
        expect(page.locator(".search-results li").first).to_be_visible()

        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
        found = page.evaluate(RUN, [TAGS, RULES_OF_ANY_SITE, []])
        faults = [fault for rule in found["violations"] for fault in describe(rule)]
        assert faults == [], lines(faults)
        assert overflow(page) == 0


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site in five languages with search pages."""
    workplace = tmp_path_factory.mktemp("chinese")
    run = build_languages(
        workplace / "root", workplace / HOST / FOLDER, ADDRESS, ("notices:\n", "search: yes\nnotices:\n")
    )
    assert run.code == 0, run.problems
    with serve_site(workplace / HOST) as site:
        yield site


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("坐骨神经痛", id="a-title"),
        pytest.param("无法排尿", id="the-beginning-of-a-phrase"),
    ],
)
def test_chinese_is_found(browser: Browser, chinese: Site, words: str) -> None:
    with reused_page(browser, PHONE) as page:
        page.goto(f"{chinese.address}zh/search/")
        search(page, words)

        expect(page.get_by_role("list").get_by_role("link", name="坐骨神经痛").last).to_be_visible(
            timeout=PATIENCE * 1000
        )
