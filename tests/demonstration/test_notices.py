"""The notices and the booking request of the shipped site, item by item."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from tests.shipped_site import (
    Element,
    Page,
    ShippedSite,
    build_on_another_day,
    build_shipped_site,
    copy_site,
    missing,
    read_site,
)
from tests.site_tools import CHECKOUT, bytes_below

BOOKING = (
    "/booking/", "/booking/telehealth/", "/booking/in-office/", "/booking/first-visit/", "/booking/gait-analysis/",
)  # fmt: skip
FORMS = (*BOOKING, "/contact/")
ASKED = {"visit", "patient", "service", "name", "reply", "reply_to", "when", "needs"}
MOST_QUESTIONS = 10


def controls(page: Page, form: Element) -> list[Element]:
    """The inputs of a form, text areas with them."""
    return [element for name in ("input", "textarea", "select") for element in page.find(name, form)]


@pytest.mark.parametrize("address", FORMS)
def test_notice_1_emergency_stands_beside_each_form_and_before_its_first_question(
    address: str, shipped: ShippedSite
) -> None:
    page = shipped[address]
    notice = page.one(".form-emergency", page.one(".form-area"))

    must = ["This form is not for urgent problems.", "call 911", "nearest emergency room"]
    assert missing(notice.text, must) == []
    assert page.links_in(notice) == ["tel:911"]
    assert notice.order < page.one(".form").order


def test_notice_2_auxiliary_aids_says_who_what_at_no_cost_how_and_how_long_ahead(shipped: ShippedSite) -> None:
    page = shipped["/notices/auxiliary-aids/"]

    who = ["Deaf", "hard of hearing", "blind", "low vision", "trouble speaking", "patient", "visitor", "companion"]
    assert missing(page.section("Who can ask"), who) == []
    what = ["qualified sign-language interpreter", "TTY", "relay service", "711", "captions", "louder in your ear"]
    assert missing(page.section("What you can ask for"), [*what, "large print", "braille", "screen reader"]) == []
    assert missing(page.main.text, ["They are free", "We do not ask you to pay"]) == []
    ways = ["Phone: 313-555-0114", "dial 711", "Email: aids@juniper-ridge.example"]
    assert missing(page.section("How to ask"), ways) == []
    assert "three working days before" in page.section("How soon to ask")


def test_notice_3_nondiscrimination_holds_what_section_1557_asks_for(shipped: ShippedSite) -> None:
    page = shipped["/notices/nondiscrimination/"]

    assert missing(page.main.text, ["We follow federal civil rights law", "We do not discriminate"]) == []
    bases = ["race", "color", "national origin", "age", "disability", "sex, as described in the federal rule"]
    assert missing(page.section("We treat nobody worse because of"), bases) == []
    assert missing(page.section("Free help to communicate"), ["at no cost", "free language help", "interpreters"]) == []
    coordinator = ["Civil Rights Coordinator", "100 Example Street", "313-555-0115", "Relay or TTY: 711"]
    assert missing(page.section("Who to turn to"), [*coordinator, "rights@juniper-ridge.example"]) == []
    grievance = ["within 60 days", "do you need help to file?", "the coordinator can help you"]
    assert missing(page.section("How to file a grievance"), grievance) == []
    government = ["Office for Civil Rights", "Department of Health and Human Services", "Online", "200 Independence"]
    assert missing(page.section("How to complain to the government"), government) == []
    assert "We do not punish you" in page.section("Nobody may punish you")
    assert page.address in shipped["/"].links


def test_notice_4_language_lines_have_name_script_direction_phone_and_tty(shipped: ShippedSite) -> None:
    page = shipped["/notices/language-assistance/"]
    lines = page.find("li", page.one(".language-lines"))
    names = {line["lang"]: page.find("strong", line)[0].text for line in lines}

    assert len(names) == len(lines) == 15
    assert [line["lang"] for line in lines if line["dir"] == "rtl"] == ["ar"]
    assert (names["ar"], names["ko"], names["bn"], names["ru"]) == ("العربية", "한국어", "বাংলা", "Русский")
    assert {tuple(page.links_in(line)) for line in lines} == {("tel:+13135550114", "tel:711")}
    assert missing(page.main.text, ["top 15 languages", "September 2016", "Last checked: November 21, 2026"]) == []
    assert page.address in shipped["/"].links


def test_notice_5_the_accessibility_statement_has_its_six_parts(shipped: ShippedSite) -> None:
    page = shipped["/notices/accessibility/"]

    assert "We want everyone to be able to use this site" in page.main.text
    assert missing(page.section("What we aim for"), ["(WCAG), version 2.2, level AA"]) == []
    contact = ["website@juniper-ridge.example", "313-555-0114", "711", "within two working days"]
    assert missing(page.section("Tell us about a problem"), contact) == []
    limits = ["people who have disabilities", "every screen reader", "in English and Spanish only"]
    assert missing(page.section("What does not work yet"), limits) == []
    tested = ["axe", "keyboard", "400 percent", "November 29, 2026"]
    assert missing(page.section("How we test"), tested) == []


def test_notice_5_the_statement_names_only_tools_that_the_tests_use_in_their_versions(shipped: ShippedSite) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    checker = (CHECKOUT / "Makefile").read_text("utf-8")
    used = {
        "axe-core": re.search(r"axe v([\d.]+)", axe),
        "Nu HTML Checker": re.search(r"vnu-jar@([\d.]+)", checker),
    }
    page = shipped["/notices/accessibility/"]

    claimed = dict(tool.text.rsplit(" ", 1) for tool in page.find("strong", page.main) if tool.text[-1].isdigit())

    # The version of the browser is that of the machine on the day of the test.
    assert claimed.keys() == {*used, "Chromium"}
    assert {tool: version and version[1] for tool, version in used.items()} == {
        tool: version for tool, version in claimed.items() if tool in used
    }


def test_notice_5_every_footer_links_the_statement_with_the_same_words(shipped: ShippedSite) -> None:
    texts = {link.text for page in shipped for link in page.find("a", page.footer) if "/accessibility/" in link["href"]}

    assert texts == {"Accessibility"}
    assert all("/notices/accessibility/" in page.links_in(page.footer) for page in shipped)


def test_notice_6_privacy_says_what_is_collected_what_a_form_sends_and_the_practices(shipped: ShippedSite) -> None:
    page = shipped["/notices/privacy/"]

    assert missing(page.section("This website"), ["We collect nothing about you", "no cookies", "no trackers"]) == []
    form = ["A form sends only what you type", "What it asks", "Where it goes", "Example Forms", "How long we keep it"]
    assert missing(page.section("The forms"), form) == []
    practices = ["how medical information about you may be used and disclosed", "Please review it carefully"]
    assert missing(page.section("Notice of Privacy Practices"), practices) == []
    for heading in ("How we may use and share", "When we need your written yes", "Your rights", "Our duties"):
        assert page.section(heading)
    assert "complaint page" in page.section("Questions and complaints")


def test_notice_7_education_only_supports_care_and_does_not_replace_it(shipped: ShippedSite) -> None:
    text = shipped["/notices/disclaimer/"].main.text

    assert missing(text, ["They support the care you get.", "They do not replace it.", "call 911"]) == []
    supports = "It supports the care you get and does not replace it."
    assert [page.address for page in shipped if supports not in page.footer.text] == []


def test_notice_8_the_alert_has_title_text_audience_and_end(shipped: ShippedSite) -> None:
    page = shipped["/"]
    alert = page.one(".alert")

    assert page.one(".alert-title", alert).text == "Cough or fever? Call first"
    assert "For: Everyone who comes to one of our offices" in alert.text
    assert "please wear a mask" in alert.text
    assert page.one(".alert-end", alert).text == "This message ends on March 31, 2027."


@pytest.mark.parametrize("day", ["2026-10-14", "2027-04-01"])
def test_notice_8_the_alert_is_left_out_before_it_starts_and_after_it_ends(
    day: str, shipped: ShippedSite, tmp_path: Path
) -> None:
    run = build_on_another_day(shipped, tmp_path / "out", day)

    assert run.code == 0
    assert [name for name, content in bytes_below(run.out).items() if b"Cough or fever? Call first" in content] == []


def test_legal_facts_say_where_they_apply_and_when_they_were_read(shipped: ShippedSite) -> None:
    for page in shipped.of_kind("notice"):
        assert re.search(r"Applies in: United States.*Last checked: November 21, 2026\.", page.main.text), page.address
    statement = shipped["/notices/accessibility/"].one(".legal-facts").text
    assert missing(statement, ["May 11, 2027", "May 10, 2028", "91 FR 25496"]) == []


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
    assert len(asked) <= MOST_QUESTIONS
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


def test_a_form_that_sends_goes_by_post_to_the_host_that_is_allowed(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "root", ("agreement: demonstration", "agreement: yes"))

    run = build_shipped_site(tmp_path / "out", root=root)
    page = read_site(run)["/booking/"]
    form = page.one("form")

    assert run.code == 0
    assert (form["method"], form["action"]) == ("post", "https://forms.example/juniper-ridge/booking")
    assert len(page.find("button", form)) == 1
    assert "form-action https://forms.example 'self';" in (run.out / "_headers").read_text("utf-8")


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
