"""The site while it is edited: what changes in the browser when a file is saved, and what does not."""

from __future__ import annotations

import socket
from importlib.resources import files

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.live import IS_SAME, LONG_SENTENCE, MARK, PROSE, MakeLive, bottom_of, top_of
from tests.browser.test_axe import RULES_OF_ANY_SITE, RUN, TAGS, describe
from tests.browser.visits import DESKTOP, PHONE, lines, overflow
from tests.examples import few
from tests.preview_server import edit, save_by_renaming

pytestmark = pytest.mark.browser


def test_an_edited_style_is_applied_to_the_page_as_it_stands(make_live: MakeLive) -> None:
    with make_live() as live:
        live.page.evaluate(MARK)
        live.page.evaluate("scrollTo({top: 900, behavior: 'instant'})")
        scroll = live.page.evaluate("scrollY")
        for old, new in (("1px", "2px"), ("2px", "3px")):
            save_by_renaming(live.root / "static/css/99-own.css", (old, new))
            expect(live.page.locator(".lede")).to_have_css("text-indent", new)

        assert live.page.evaluate(IS_SAME)
        assert live.page.evaluate("scrollY") == scroll > 500
        # The old style sheets go when the new one is there.
        expect(live.page.locator("link[rel=stylesheet][href*='/assets/site.']")).to_have_count(1)


@pytest.mark.matrix
def test_a_list_that_says_the_same_stays_as_it_is(make_live: MakeLive) -> None:
    with make_live(LONG_SENTENCE + PROSE) as live:
        live.panel.locator("details").evaluate("details => { details.open = true; details.isSame = true }")

        # After the second one, the list that came with the first has certainly been looked at.
        for old, new in (("1px", "2px"), ("2px", "3px")):
            edit(live.root / "static/css/99-own.css", (old, new))
            expect(live.page.locator(".lede")).to_have_css("text-indent", new)

        assert live.panel.locator("details").evaluate("details => details.isSame && details.open")


def test_an_edited_text_is_shown_and_the_reader_stays_where_she_was(make_live: MakeLive) -> None:
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
def test_a_page_whose_text_is_the_same_is_left_alone(make_live: MakeLive) -> None:
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


def test_a_build_with_errors_keeps_the_page_and_says_why(make_live: MakeLive) -> None:
    with make_live() as live:
        live.page.evaluate(MARK)
        edit(live.about, ("First text.", "Second text, and [our rooms](nowhere.md)."))

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
        edit(live.about, (", and [our rooms](nowhere.md)", ""))
        expect(live.page.get_by_text("Second text.")).to_be_visible()
        expect(live.panel).to_have_count(0)


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("viewport", "scheme"), few([(PHONE, "dark"), (DESKTOP, "light")]), ids=["phone-dark", "desktop-light"]
)
def test_the_list_fits_and_axe_finds_no_fault(make_live: MakeLive, viewport: ViewportSize, scheme: str) -> None:

    with make_live(LONG_SENTENCE + PROSE, viewport, color_scheme=scheme, forced_colors="none") as live:
        live.page.add_init_script(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
        edit(live.about, ("Last text.", "[Our rooms](nowhere.md)."))
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
def test_what_gets_the_focus_is_not_under_the_list(make_live: MakeLive) -> None:
    with make_live(LONG_SENTENCE + PROSE, PHONE) as live:
        live.panel.locator("summary").click()
        link = live.page.get_by_role("link", name="your card")
        live.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        link.focus()

        assert top_of(link) >= bottom_of(live.panel)


@pytest.mark.matrix
def test_a_site_that_is_served_at_an_address_of_ipv6_follows_changes(make_live: MakeLive) -> None:
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
