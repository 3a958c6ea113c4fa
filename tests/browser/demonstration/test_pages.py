"""Single pages of the demonstration, as a patient uses them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.served_site import Site
from tests.browser.visits import PHONE, lines, reader, reused_page, watch
from tests.examples import few

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", few(["booking/", "contact/", "booking/telehealth/", "booking/in-office/"]))
def test_the_demonstration_forms_send_nothing(browser: Browser, site: Site, path: str) -> None:
    with reader(browser, PHONE) as page:
        page.goto(site.address + path)
        visit = watch(page, site.address)

        page.locator("#field-name").fill("Example Patient")
        page.locator("#field-name").press("Enter")
        page.get_by_role("radio").first.check()
        page.get_by_role("radio").first.press("Enter")
        # A request that Enter had started would have been made by now: the browser answers in order.
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

        assert page.locator("form").count() == 0
        # The icon in the browser's tab comes when the browser has time for it.
        assert [address for address in visit.requests if "/icons/" not in address] == []
        assert page.url == site.address + path
        assert page.locator("#field-name").input_value() == "Example Patient"


def test_no_page_holds_a_form_that_could_send(site: Site) -> None:
    pages = {path: site.read(path) for path in site.every()}

    assert [path for path, text in pages.items() if "<form" in text and not path.startswith("gallery/")] == []


@pytest.mark.parametrize(
    ("path", "chosen"),
    [("booking/telehealth/", "Telehealth visit"), ("booking/in-office/", "In-office visit")],
)
def test_the_kind_of_visit_is_chosen_already(browser: Browser, site: Site, path: str, chosen: str) -> None:
    with reused_page(browser, PHONE, java_script_enabled=False) as page:
        page.goto(site.address + path)

        assert page.get_by_role("radio", name=chosen).is_checked()


def test_no_kind_of_visit_is_chosen_where_the_reader_has_not_said(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE) as page:
        page.goto(f"{site.address}booking/")

        visit = page.get_by_role("group", name="What kind of visit")
        assert visit.get_by_role("radio").count() == 2
        assert not any(radio.is_checked() for radio in visit.get_by_role("radio").all())


def test_language_lines_can_be_reached_from_home_and_say_their_language(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE) as page:
        page.goto(site.address)
        page.get_by_role("contentinfo").get_by_role("link", name="Language").first.click()

        entries = page.locator("main .language-lines > li").all()
        languages = {entry.get_attribute("lang"): entry.get_attribute("dir") for entry in entries}

        assert len(languages) == len(entries) > 10
        assert None not in languages
        assert languages["ar"] == "rtl"
        assert languages["es"] == "ltr"
        assert all(entry.get_by_role("link").count() == 2 for entry in entries), "a phone number and a relay number"


def test_a_term_leads_to_its_explanation_and_back(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE, java_script_enabled=False) as page:
        page.goto(f"{site.address}sciatica/symptoms/")
        term = page.locator("a.term").first
        anchor = (term.get_attribute("href") or "").removeprefix("#")

        term.click()
        explanation = page.locator(f"[id='{anchor}']")
        box = explanation.bounding_box()

        assert box is not None
        assert 0 <= box["y"] < PHONE["height"]
        assert explanation.evaluate("element => element.closest('.words') !== null")
        page.go_back()
        assert page.url == f"{site.address}sciatica/symptoms/"


def test_actions_lead_to_a_request_and_a_call(browser: Browser, site: Site) -> None:
    with reused_page(browser, PHONE) as page:
        page.goto(f"{site.address}sciatica/symptoms/")
        addresses = [link.get_attribute("href") or "" for link in page.locator(".actions a").all()]

        missing = [address for address in addresses if not address.startswith(("/clinic/", "tel:"))]

        assert not missing, lines(missing)
        assert "/clinic/booking/telehealth/" in addresses
        assert any(address.startswith("tel:") for address in addresses)
