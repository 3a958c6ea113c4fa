"""The site while it is edited: what changes in the browser when a file is saved, and what does not."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.test_axe import RULES_OF_ANY_SITE, RUN, TAGS, describe
from tests.browser.visits import DESKTOP, PHONE, lines, overflow, reader, watch
from tests.examples import few
from tests.preview_server import Server, edit, running, save_by_renaming
from tests.site_tools import MakeSite, about_page

pytestmark = pytest.mark.browser

ABOUT = "content/en/about.md"
FILLER = "\n\n".join(f"You can read on here. This is part {number}." for number in range(40))
PROSE = f"""First text.

{FILLER}

## What to bring

Please *bring* your “pills” and [your card](index.md) with you.

::: expander More about the card
It has your name.
:::

Last text."""
LONG_SENTENCE = f"{'This sentence has words and ' * 6}it goes on for much too long."
# Lost when the page is loaded again.
MARK = "window.isSamePage = true"
IS_SAME = "window.isSamePage === true"
SPOT = "[data-plainleaf-spot]"
# The words that are marked on the page.
MARKED = "[...(CSS.highlights.get('plainleaf-spot') ?? [])].join()"


class Live(Struct, frozen=True):
    """A page of a site that is being edited, and what the browser complains of."""

    root: Path
    server: Server
    page: Page
    faults: list[str]

    @property
    def about(self) -> Path:
        """The source of the page."""
        return self.root / ABOUT

    @property
    def panel(self) -> Locator:
        """The list of problems."""
        return self.page.get_by_role("region", name="Problems found by plainleaf")

    @property
    def advice(self) -> Locator:
        """What is said about one problem, beside its sentence."""
        return self.page.get_by_role("region", name="Problem found by plainleaf")


@pytest.fixture
def make_live(make_site: MakeSite, browser: Browser) -> Any:
    """Opens the page About us of a small site that is being served."""

    @contextmanager
    def make(
        prose: str = PROSE, viewport: ViewportSize = DESKTOP, host: str = "127.0.0.1", **choices: Any
    ) -> Iterator[Live]:
        root = make_site(
            "minimal", {ABOUT: about_page(prose), "static/css/99-own.css": ".lede { text-indent: 1px; }\n"}
        )
        with running(root, host=host) as server, reader(browser, viewport, **choices) as page:
            visit = watch(page, server.address)
            page.goto(f"{server.address}about/")
            yield Live(root, server, page, visit.faults)

    return make


def test_a_problem_is_listed_points_at_its_spot_and_goes_when_it_is_fixed(make_live: Any) -> None:
    with make_live() as live:
        expect(live.panel).to_have_count(0)
        edit(live.about, ("with you.", f"with you. {LONG_SENTENCE}"))
        live.panel.get_by_text("1 warning on this page").click()
        expect(live.panel).to_contain_text(f"{ABOUT}:")
        live.panel.get_by_role("button", name="Show line").click()

        spot = live.page.locator(SPOT)
        expect(spot).to_have_text(f"Please bring your “pills” and your card with you. {LONG_SENTENCE}")
        assert live.page.evaluate(MARKED) == LONG_SENTENCE.removesuffix(".")
        expect(live.advice).to_be_focused()
        expect(live.advice).to_contain_text("Problem 1 of 1")
        expect(spot).to_be_in_viewport(ratio=1)
        assert top_of(spot) >= bottom_of(live.panel), "the list covers the spot"
        assert live.page.locator(SPOT).evaluate("element => getComputedStyle(element).outlineWidth") == "3px"

        edit(live.about, (f" {LONG_SENTENCE}", ""))
        expect(live.panel).to_have_count(0)

    assert live.faults == []


@pytest.mark.matrix
def test_a_spot_in_a_closed_expander_is_opened(make_live: Any) -> None:
    with make_live() as live:
        edit(live.about, ("your name.", f"your name. {LONG_SENTENCE}"))
        live.panel.locator("summary").click()
        live.panel.get_by_role("button").click()

        expect(live.page.locator(SPOT)).to_contain_text("It has your name.")
        expect(live.page.locator(SPOT)).to_be_visible()
        expect(live.page.locator(".expander").first).to_have_attribute("open", "")


def test_an_edited_style_is_applied_to_the_page_as_it_stands(make_live: Any) -> None:
    with make_live() as live:
        live.page.evaluate(MARK)
        live.page.mouse.wheel(0, 900)
        live.page.wait_for_function("scrollY > 500")
        scroll = live.page.evaluate("scrollY")
        for old, new in (("1px", "2px"), ("2px", "3px")):
            save_by_renaming(live.root / "static/css/99-own.css", (old, new))
            expect(live.page.locator(".lede")).to_have_css("text-indent", new)

        assert live.page.evaluate(IS_SAME)
        assert live.page.evaluate("scrollY") == scroll
        # The old style sheets go when the new one is there.
        expect(live.page.locator("link[rel=stylesheet][href*='/assets/site.']")).to_have_count(1)


@pytest.mark.matrix
def test_a_list_that_says_the_same_stays_as_it_is(make_live: Any) -> None:
    with make_live(LONG_SENTENCE + PROSE) as live:
        live.panel.locator("details").evaluate("details => { details.open = true; details.isSame = true }")

        # After the second one, the list that came with the first has certainly been looked at.
        for old, new in (("1px", "2px"), ("2px", "3px")):
            edit(live.root / "static/css/99-own.css", (old, new))
            expect(live.page.locator(".lede")).to_have_css("text-indent", new)

        assert live.panel.locator("details").evaluate("details => details.isSame && details.open")


def test_an_edited_text_is_shown_and_the_reader_stays_where_she_was(make_live: Any) -> None:
    with make_live() as live:
        live.page.evaluate(MARK)
        live.page.locator(".expander").first.evaluate("details => { details.open = true }")
        live.page.get_by_text("What to bring").scroll_into_view_if_needed()
        before, scroll = top_of(live.page.get_by_text("What to bring")), live.page.evaluate("scrollY")
        edit(live.about, ("Last text.", "New text."))
        expect(live.page.get_by_text("New text.")).to_be_attached()

        live.page.wait_for_load_state("load")
        assert scroll > 500
        assert not live.page.evaluate(IS_SAME)
        assert top_of(live.page.get_by_text("What to bring")) == pytest.approx(before, abs=1)
        expect(live.page.locator(".expander").first).to_have_attribute("open", "")


@pytest.mark.matrix
def test_a_page_whose_text_is_the_same_is_left_alone(make_live: Any) -> None:
    with make_live() as live:
        live.page.evaluate(MARK)
        live.about.touch()
        live.server.wait_for("Rebuilt")
        edit(live.root / "content/en/people/ada.md", ("title: ", "title: Doctor "))
        live.server.wait_for("Rebuilt")
        # What is built last is told last, and the page had to ask for its state by then.
        edit(live.about, ("summary: ", "sumary: "))
        expect(live.panel).to_be_visible()

        assert live.page.evaluate(IS_SAME)


def test_a_build_with_errors_keeps_the_page_and_says_why(make_live: Any) -> None:
    with make_live() as live:
        live.page.evaluate(MARK)
        edit(live.about, ("First text.", "Second text, and [a link](nowhere.md)."))

        expect(live.panel).to_contain_text("Your last change is not shown.")
        expect(live.panel).to_contain_text("no page 'nowhere.md'")
        expect(live.page.get_by_text("First text.")).to_be_visible()
        assert live.page.evaluate(IS_SAME)
        assert live.panel.get_by_role("button").count() == 1
        expect(live.page.locator("plainleaf-problems [role=status]")).to_have_text(
            "Last good version 1 error on this page"
        )

        live.page.goto(live.server.address)
        expect(live.panel).to_contain_text("1 error on other pages")
        live.panel.get_by_role("link", name="Go to that page").click()
        expect(live.panel).to_contain_text("1 error on this page")
        edit(live.about, (", and [a link](nowhere.md)", ""))
        expect(live.page.get_by_text("Second text.")).to_be_visible()
        expect(live.panel).to_have_count(0)


@pytest.mark.matrix
def test_the_list_can_be_used_by_keyboard_and_stays_folded(make_live: Any) -> None:
    with make_live(LONG_SENTENCE + PROSE) as live:
        expect(live.panel).to_be_visible()
        live.page.keyboard.press("Tab")
        expect(live.panel.locator("summary")).to_be_focused()
        live.page.keyboard.press("Enter")
        live.page.keyboard.press("Tab")
        expect(live.panel.get_by_role("button").first).to_be_focused()
        live.page.keyboard.press("Enter")
        expect(live.advice).to_be_focused()

        live.page.goto(live.server.address)
        live.page.goto(f"{live.server.address}about/")
        expect(live.panel.get_by_role("button").first).to_be_visible()
        live.panel.locator("summary").click()
        live.page.reload()
        expect(live.panel.get_by_role("button").first).not_to_be_visible()


def test_the_keyboard_steps_from_problem_to_problem_and_back_to_the_list(make_live: Any) -> None:
    many = f"{PROSE}\n\n- One item.\n- Another item. It is *not* the {LONG_SENTENCE}\n\nAsk for a ZQXV.\n"
    with make_live(f"{LONG_SENTENCE} First.\n\n{many}") as live:
        live.panel.locator("summary").click()
        live.panel.get_by_role("button").first.press("Enter")
        expect(live.advice).to_contain_text("Problem 1 of 3")
        assert live.page.evaluate(MARKED) == LONG_SENTENCE.removesuffix(".")

        live.page.keyboard.press("n")
        expect(live.advice).to_be_focused()
        expect(live.advice).to_contain_text("Problem 2 of 3")
        assert live.page.evaluate(MARKED) == f"It is not the {LONG_SENTENCE}".removesuffix(".")
        live.advice.get_by_role("button", name="Next").press("Enter")
        expect(live.advice).to_contain_text("'ZQXV'")
        assert live.page.evaluate(MARKED) == "Ask for a ZQXV"
        expect(live.advice.get_by_role("button", name="Next")).to_have_count(0)
        live.page.keyboard.press("p")
        expect(live.advice).to_contain_text("Problem 2 of 3")

        live.page.keyboard.press("Escape")
        expect(live.advice).to_have_count(0)
        expect(live.page.locator(SPOT)).to_have_count(0)
        expect(live.panel.get_by_role("button").nth(1)).to_be_focused()
    assert live.faults == []


@pytest.mark.parametrize(
    ("viewport", "scheme"), few([(PHONE, "dark"), (DESKTOP, "light")]), ids=["phone-dark", "desktop-light"]
)
def test_the_list_fits_and_axe_finds_no_fault(make_live: Any, viewport: ViewportSize, scheme: str) -> None:

    with make_live(LONG_SENTENCE + PROSE, viewport, color_scheme=scheme, forced_colors="none") as live:
        live.page.add_init_script(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
        edit(live.about, ("Last text.", "[A link](nowhere.md)."))
        expect(live.panel).to_contain_text("Your last change is not shown.")
        live.page.reload()
        expect(live.panel).to_contain_text("Your last change is not shown.")
        found = live.page.evaluate(RUN, [TAGS, RULES_OF_ANY_SITE, []])

        faults = [fault for rule in found["violations"] for fault in describe(rule)]
        assert not faults, lines(faults)
        assert overflow(live.page) == 0
        covered = live.page.evaluate("document.querySelector('plainleaf-problems').offsetHeight / innerHeight")
        assert covered < 0.6


@pytest.mark.matrix
def test_what_gets_the_focus_is_not_under_the_list(make_live: Any) -> None:
    with make_live(LONG_SENTENCE + PROSE, PHONE) as live:
        live.panel.locator("summary").click()
        link = live.page.get_by_role("link", name="your card")
        live.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        link.focus()

        assert top_of(link) >= bottom_of(live.panel)


def top_of(element: Locator) -> float:
    """Where an element begins in the window, in pixels."""
    box = element.bounding_box()
    assert box is not None
    return box["y"]


def bottom_of(element: Locator) -> float:
    """Where an element ends in the window, in pixels."""
    box = element.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


@pytest.mark.matrix
def test_a_site_that_is_served_at_an_address_of_ipv6_follows_changes(make_live: Any) -> None:
    if not has_ipv6():
        # Not every machine of CI has it, so this is no failure there. The list of skipped tests says it.
        pytest.skip("this machine has no address ::1 (IPv6), so a site that is served there was not tried")
    with make_live(host="::1") as live:
        edit(live.about, ("First text.", "Another text."))

        expect(live.page.get_by_text("Another text.")).to_be_visible()
        expect(live.page.get_by_role("heading", level=1)).to_have_text("About us")
        assert live.faults == []


def has_ipv6() -> bool:
    """Whether something can listen at ::1."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True
