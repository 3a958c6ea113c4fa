"""The forms of the demonstration: what booking and contact ask, how, and what comes after."""

from __future__ import annotations

import re

import pytest

from tests.shared_folders import share
from tests.shipped_site import Element, Page, ShippedSite, build_sending_site, missing, read_page

BOOKING = (
    "/booking/", "/booking/telehealth/", "/booking/in-office/", "/booking/first-visit/", "/booking/gait-analysis/",
)  # fmt: skip
FORMS = (*BOOKING, "/contact/")
ASKED = {"visit", "patient", "service", "name", "reply", "reply_to", "when", "needs"}
MAX_QUESTIONS = 10


def controls(page: Page, form: Element) -> list[Element]:
    """The inputs of a form, text areas with them."""
    return [element for name in ("input", "textarea", "select") for element in page.find(name, form)]


@pytest.mark.parametrize("address", FORMS)
def test_notice_1_emergency_is_beside_each_form_and_before_its_first_question(
    address: str, shipped: ShippedSite
) -> None:
    page = shipped[address]
    notice = page.one(".form-emergency", page.one(".form-area"))

    must = ["This form is not for urgent problems.", "call 911", "nearest emergency room"]
    assert missing(notice.text, must) == []
    assert page.links_in(notice) == ["tel:911"]
    assert notice.order < page.one(".form").order


@pytest.mark.parametrize("address", BOOKING)
def test_booking_says_before_on_and_after_the_form_that_it_is_a_request(address: str, shipped: ShippedSite) -> None:
    page = shipped[address]
    after = shipped["/thanks/request-sent/"]

    assert "This is a request, not an appointment. We reply to agree on a time." in page.one(".lede").text
    assert "This is a request, not an appointment." in page.one(".form-area").text
    assert "We reply within one working day." in page.main.text
    assert after.address in page.links
    assert "This was a request, not an appointment." in after.main.text
    assert "within one working day" in after.main.text


@pytest.mark.parametrize("address", BOOKING)
def test_booking_asks_what_it_must_and_nothing_that_it_must_not(address: str, shipped: ShippedSite) -> None:
    page = shipped[address]
    form = page.one(".form")
    asked = {control["name"] for control in controls(page, form)}
    either = {"location", "state"}
    one = {
        "/booking/telehealth/": {"state"},
        "/booking/in-office/": {"location"},
        "/booking/gait-analysis/": {"location"},
    }

    assert asked == ASKED | one.get(address, either)
    assert len(asked) <= MAX_QUESTIONS
    assert {control["type"] for control in controls(page, form)} <= {"radio", "checkbox", "text", "tel", "email"}
    banned = (
        r"symptom|diagnos|reason|medic(?!al details)|birth|social security|member|insur|street|\bsex\b|race|card|pain "
    )
    assert re.search(banned, form.text.replace("First visit for back or leg pain", ""), re.IGNORECASE) is None


@pytest.mark.parametrize("address", FORMS)
def test_forms_have_visible_labels_and_help_the_browser_to_fill_them_in(address: str, shipped: ShippedSite) -> None:
    page = shipped[address]
    form = page.one(".form")
    labelled = {label["for"] for label in page.find("label", form) if label.text}

    for control in controls(page, form):
        assert control["id"] in labelled
        assert "placeholder" not in control.attributes
        assert "pattern" not in control.attributes
    assert "*" not in form.text
    fills = {control["name"]: (control["autocomplete"], control["inputmode"]) for control in controls(page, form)}
    assert fills["name"][0] == "name"
    if address in BOOKING:
        # Nobody can ask for a reply and leave no way to give it. No token of autocomplete means either of the two.
        assert fills["reply_to"] == ("", "")
        assert "Your phone number or email address" in form.text
        assert "Your phone number or email address (optional)" not in form.text


def test_the_only_free_text_is_short_and_asks_for_no_medical_details(shipped: ShippedSite) -> None:
    areas = [
        (page.address, area) for page in shipped.every() if page.kind != "gallery" for area in page.find("textarea")
    ]

    assert [(address, area["maxlength"]) for address, area in areas] == [("/contact/", "200"), ("/es/contacto/", "200")]
    assert "Do not include medical details." in shipped["/contact/"].one(".form").text


def test_the_service_is_chosen_from_the_services_of_the_site(shipped: ShippedSite) -> None:
    page = shipped["/booking/"]
    choices = [control["value"] for control in controls(page, page.one(".form")) if control["name"] == "service"]

    assert choices == [service.one("h1").text for service in shipped.of_kind("service")]


def test_pages_for_a_kind_of_visit_or_a_service_have_it_chosen(shipped: ShippedSite) -> None:
    chosen = {
        page.address: [control["value"] for control in page.find("input") if "checked" in control.attributes]
        for page in shipped.of_kind("booking")
    }

    assert chosen == {
        "/booking/": [],
        "/booking/in-office/": ["In-office visit"],
        "/booking/telehealth/": ["Telehealth visit"],
        "/booking/first-visit/": ["First visit for back or leg pain"],
        "/booking/gait-analysis/": ["In-office visit", "3D gait analysis"],
    }


def test_a_service_leads_to_a_page_where_it_is_chosen(shipped: ShippedSite) -> None:
    for service in shipped.of_kind("service"):
        (address,) = (link for link in service.links if link.startswith("/booking/"))
        checked = [each["value"] for each in shipped[address].find("input") if "checked" in each.attributes]

        assert service.one("h1").text in checked


def test_every_question_that_must_be_answered_says_what_to_do_in_its_own_words(shipped: ShippedSite) -> None:
    fields = [field for address in FORMS for field in shipped[address].find(".field")]
    missing_words = {field["data-missing"] for field in fields if "data-missing" in field.attributes}

    assert len(missing_words) >= 10
    assert [words for words in missing_words if not re.match(r"(?:Enter|Choose|Say|Write) ", words)] == []


def test_no_address_holds_an_answer_or_a_condition(shipped: ShippedSite) -> None:
    links = {link for page in shipped.every() for link in page.links_in(page.elements[0])}

    assert [link for link in links if "?" in link and link.startswith("/")] == []
    forms = {page.address for page in shipped.every() if page.kind in ("booking", "contact")}
    assert [link for link in links if "/booking/" in link and link not in forms] == []


def test_a_form_that_sends_goes_by_post_to_the_host_that_is_allowed(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = share(tmp_path_factory, "sending", build_sending_site) / "out"

    page = read_page("/booking/", (site / "booking/index.html").read_text("utf-8"))

    form = page.one("form")
    assert (form["method"], form["action"]) == ("post", "https://forms.example/juniper-ridge/booking")
    assert len(page.find("button", form)) == 1
    assert "form-action https://forms.example 'self';" in (site / "_headers").read_text("utf-8")


def test_the_page_after_paying_is_kept_out_of_searches_and_claims_nothing(shipped: ShippedSite) -> None:
    page = shipped["/thanks/payment/"]

    assert page.meta["robots"] == "noindex"
    assert missing(page.main.text, ["If you paid", "a receipt comes from ExamplePay", "If none has come by"]) == []
    assert re.search(r"success|thank you for your payment|you have paid|payment received", page.text, re.I) is None


@pytest.mark.parametrize("address", ["/thanks/request-sent/", "/thanks/message-sent/"])
def test_the_pages_after_a_form_are_kept_out_of_searches_and_claim_nothing(address: str, shipped: ShippedSite) -> None:
    page = shipped[address]

    assert page.meta["robots"] == "noindex"
    assert page.one(".lede").text.startswith("If you sent a ")
