"""The notices of the shipped site, item by item; the first stands beside each form (see test_forms.py)."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from plainleaf.content.config.read import read_config
from plainleaf.problems import Report
from tests.examples import few
from tests.shipped_site import ShippedSite, build_on_another_day, missing
from tests.site_tools import CHECKOUT, bytes_below


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


def test_notice_4_each_line_says_that_language_services_and_aids_are_free(shipped: ShippedSite) -> None:
    page = shipped["/notices/language-assistance/"]
    said = {
        "es": ("ayuda con el idioma", "ayudas para comunicarse", "gratis"),
        "ar": ("المساعدة اللغوية", "المساعدة على التواصل", "مجانًا"),
        "zh-Hans": ("语言帮助", "沟通辅助", "免费"),
        "zh-Hant": ("語言協助", "溝通輔助", "免費"),
        "vi": ("trợ giúp ngôn ngữ", "hỗ trợ giao tiếp", "miễn phí"),
        "sq": ("ndihma gjuhësore", "mjetet ndihmëse", "falas"),
        "ko": ("언어 지원", "의사소통 보조", "무료"),
        "bn": ("ভাষা সহায়তা", "যোগাযোগের সহায়ক", "বিনামূল্যে"),
        "pl": ("pomoc językowa", "pomoce w komunikacji", "bezpłatne"),
        "de": ("sprachliche Hilfe", "Hilfsmittel", "kostenlos"),
        "it": ("assistenza linguistica", "ausili per la comunicazione", "gratuiti"),
        "ja": ("言語の支援", "コミュニケーション補助", "無料"),
        "ru": ("языковая помощь", "вспомогательные средства", "бесплатны"),
        "sh": ("jezička pomoć", "pomagala za sporazumevanje", "besplatni"),
        "tl": ("tulong sa wika", "pantulong sa komunikasyon", "libre"),
    }

    lines = {line["lang"]: line.text for line in page.find("li", page.one(".language-lines"))}

    assert lines.keys() == said.keys()
    assert [(code, word) for code, words in said.items() for word in words if word not in lines[code]] == []
    assert "Syriac" not in page.main.text


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


@pytest.mark.parametrize("day", few(["2027-04-01", "2026-10-14"]))
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


@pytest.mark.parametrize(
    ("address", "section", "words"),
    [("/notices/privacy/", "The forms", "{} days"), ("/es/notices/privacidad/", "Los formularios", "{} días")],
)
def test_the_privacy_notice_says_how_long_requests_are_kept(
    address: str, section: str, words: str, shipped: ShippedSite
) -> None:
    days = read_config(CHECKOUT, Report()).settings.policies.keep_requests

    assert words.format(days) in shipped[address].section(section)


def test_the_contents_of_the_contact_page_lead_to_its_numbers_and_addresses(shipped: ShippedSite) -> None:
    for address, places in (("/contact/", "Come to us"), ("/es/contacto/", "Venga a vernos")):
        page = shipped[address]
        contents = page.one("nav.contents")

        assert page.links_in(contents)[-3:] == ["#phones", "#emails", "#places"]
        assert places in contents.text
