"""On paper, in forced colors, with less motion: the page adapts to what its reader needs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.served_site import Site
from tests.browser.visits import DESKTOP, PHONE, lines, reused_page, style

pytestmark = [pytest.mark.browser, pytest.mark.matrix]

MOVING = """
  () => [...document.querySelectorAll('*')].filter(element => {
    const { transitionDuration, animationName } = getComputedStyle(element)
    return animationName !== 'none' || transitionDuration.split(',').some(time => parseFloat(time) > 0)
  }).map(element => `${element.tagName}.${element.className}`)
"""


def test_navigation_and_actions_are_not_printed(browser: Browser, site: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{site.address}sciatica/symptoms/")
        assert page.locator("nav").first.is_visible()

        page.emulate_media(media="print")

        shown = [nav.get_attribute("aria-label") for nav in page.locator("nav, .skip").all() if nav.is_visible()]
        assert shown == []


def test_closed_expanders_are_printed_open(browser: Browser, site: Site) -> None:
    faults = []
    with reused_page(browser, DESKTOP) as page:
        for path in site.pages:
            if 'class="expander"' not in site.read(path):
                continue
            page.goto(site.address + path)
            page.emulate_media(media="print")
            for body in page.locator(".expander-body").all():
                box = body.bounding_box()
                if not body.is_visible() or not box or box["height"] < 10:
                    faults.append(f"{path}: {body.text_content()}")

    assert not faults, lines(faults)


def test_the_printed_address_of_a_person_follows_the_name(browser: Browser, site: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{site.address}sciatica/symptoms/")
        page.emulate_media(media="print")

        # In a flex box, the address would be a column of its own beside the name.
        assert style(page, ".person-name a", "display") == "inline"


def test_links_are_printed_with_their_addresses(browser: Browser, site: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{site.address}sciatica/symptoms/")
        page.emulate_media(media="print")

        address = page.locator(".references a").first.get_attribute("href")

        assert address
        assert address in style(page, ".references a", "content", "::after")


def test_the_address_of_the_page_is_printed(browser: Browser, site: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{site.address}sciatica/symptoms/")
        page.emulate_media(media="print")

        assert page.get_by_text("https://juniper-ridge.example/clinic/sciatica/symptoms/").is_visible()


def test_how_urgent_a_care_card_is_can_be_read_on_paper(browser: Browser, site: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{site.address}sciatica/symptoms/")
        prefix = page.locator(".care-emergency .visually-hidden").first
        on_screen = prefix.bounding_box()

        page.emulate_media(media="print")

        on_paper = prefix.bounding_box()
        assert on_screen is not None
        assert on_paper is not None
        assert on_screen["width"] <= 1
        assert on_paper["width"] > 50
        assert style(page, ".care-emergency .visually-hidden", "clipPath") == "none"
        assert prefix.inner_text().strip() == "Immediate action required:"


def test_text_on_paper_is_at_least_12_points(browser: Browser, site: Site) -> None:
    with reused_page(browser, DESKTOP) as page:
        page.goto(f"{site.address}sciatica/symptoms/")

        page.emulate_media(media="print")

        assert float(style(page, ".prose p", "fontSize").removesuffix("px")) >= 12 * 96 / 72


def test_a_care_card_has_a_border_in_forced_colors(browser: Browser, site: Site) -> None:
    with reused_page(browser, DESKTOP, forced_colors="active") as page:
        page.goto(f"{site.address}sciatica/symptoms/")

        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert style(page, ".care-card", "borderTopStyle") == "solid"
        assert float(style(page, ".care-card", "borderTopWidth").removesuffix("px")) >= 2
        assert style(page, ".care-card", "borderTopColor") != style(page, "body", "backgroundColor")


def test_buttons_keep_an_edge_in_forced_colors(browser: Browser, site: Site) -> None:
    with reused_page(browser, DESKTOP, forced_colors="active") as page:
        page.goto(site.address)

        assert style(page, "main .button", "borderTopStyle") == "solid"
        assert style(page, "main .button", "borderTopColor") != style(page, "body", "backgroundColor")


def test_the_signs_of_what_to_do_and_not_to_do_are_seen_in_forced_colors(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE, forced_colors="active") as page:
        page.goto(f"{site.address}sciatica/exercises/")

        for verdict in ("do", "dont"):
            sign = f".do-list-{verdict} .icon"
            assert style(page, sign, "stroke") == style(page, "body", "backgroundColor")
            assert style(page, sign, "backgroundColor") == style(page, "body", "color")


def test_an_address_has_a_line_of_its_own_before_it_is_broken(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE) as page:
        page.goto(f"{site.address}contact/")

        pieces = page.locator("a[href^='mailto:']").evaluate_all("links => links.map(a => a.getClientRects().length)")

    assert set(pieces) == {1}
    assert len(pieces) > 5


def test_a_line_with_a_note_is_as_high_as_the_others(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE) as page:
        page.goto(f"{site.address}sciatica/treatments/surgery/")

        lines_of = page.locator("p:has(> .footnote-ref), p:has(> sup)").evaluate_all(
            "all => all.map(p => p.offsetHeight / parseFloat(getComputedStyle(p).lineHeight))"
        )

    assert lines_of
    assert max(abs(count - round(count)) for count in lines_of) < 0.1


def test_an_action_without_its_page_has_no_line_in_forced_colors(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE, forced_colors="active") as page:
        page.goto(f"{site.address}sciatica/symptoms/")

        for action in (".actions a:not([aria-current])", ".more summary"):
            assert style(page, action, "borderBottomColor") == style(page, "body", "backgroundColor")


def test_nothing_moves_for_readers_who_ask_for_less_motion(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE) as page:
        page.goto(f"{site.address}sciatica/symptoms/")

        assert page.evaluate(MOVING) == []
        assert style(page, "html", "scrollBehavior") == "auto"


def test_styles_of_a_site_win_over_those_of_components(browser: Browser, site: Site) -> None:
    sheets = (file.read_text("utf-8") for file in (site.folder / "assets").glob("site.*.css"))
    shipped = next(css for css in sheets if ".ask{" in css)
    with reused_page(browser, DESKTOP) as page:
        # The styles of components come after a site's own, and this one has the stronger selector.
        page.set_content(f"<style>div {{ border-top-width: 9px }}\n{shipped}</style><div class='ask'>Ask</div>")

        assert style(page, ".ask", "borderLeftWidth") == "2px"
        assert style(page, ".ask", "borderTopWidth") == "9px"
