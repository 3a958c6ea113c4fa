"""From problem to problem in the preview: the list, the sentence on the page, and the advice beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.live import ABOUT, LONG_SENTENCE, MARKED, PROSE, SPOT, MakeLive, bottom_of, top_of
from tests.preview_server import edit

pytestmark = pytest.mark.browser


def test_a_problem_is_listed_points_at_its_spot_and_goes_when_it_is_fixed(make_live: MakeLive) -> None:
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
def test_a_spot_in_a_closed_expander_is_opened(make_live: MakeLive) -> None:
    with make_live() as live:
        edit(live.about, ("your name.", f"your name. {LONG_SENTENCE}"))
        live.panel.locator("summary").click()
        live.panel.get_by_role("button").click()

        expect(live.page.locator(SPOT)).to_contain_text("It has your name.")
        expect(live.page.locator(SPOT)).to_be_visible()
        expect(live.page.locator(".expander").first).to_have_attribute("open", "")


@pytest.mark.matrix
def test_the_list_can_be_used_by_keyboard_and_stays_folded(make_live: MakeLive) -> None:
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


@pytest.mark.matrix
def test_the_keyboard_steps_from_problem_to_problem_and_back_to_the_list(make_live: MakeLive) -> None:
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
