"""The mistakes of two real clinic pages, none of which the demonstration has."""

from __future__ import annotations

import re
from itertools import combinations

from tests.shipped_site import Page, ShippedSite, missing

REVIEWED = ("condition", "topic", "treatment", "test", "case-study")
FORMS_AND_NOTICES = ("booking", "contact", "notice")
# 313-555-0100 to 0199 are reserved for fictitious numbers.
INVENTED_NUMBER = re.compile(r"\+?1?-?313-?555-?01\d\d")
# Emergencies, relay, the crisis line and Poison Help.
NATIONAL_NUMBERS = {"911", "711", "988", "800-222-1222", "+18002221222"}
ANY_NUMBER = re.compile(r"\(?\b\d{3}\)?[-. ]{1,2}\d{3}[-. ]{1,2}\d{4}\b")
ANY_EMAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
RED_FLAGS = (
    "both legs",
    "getting weaker or more numb",
    "genitals, your bottom, or your inner thighs",
    "newly hard to start peeing",
    "cannot tell if you need to",
    "fever and new weakness",
    "cannot hold your poop",
    "sex feels numb or different",
)
CLAIMS = re.compile(
    r"\b(superior|state.of.the.art|world.class|cutting.edge|leading|miracle|pain.free|guaranteed?|safest|fastest"
    r"|most advanced|(technologically|more) advanced|(our|the) best (care|doctors?|clinic|treatment))\b",
    re.IGNORECASE,
)
HARD_WORDS = re.compile(
    r"\b(?:p[iy]r+[iy]\w+|sacr\w+|sciat\w+|s[iy]at\w+|spond\w+|st[ei]nos\w+|vert[ei]b\w+)", re.IGNORECASE
)
RIGHT_WORDS = {"piriformis", "sacroiliac", "sacrum", "sciatic", "sciatica", "spondylolisthesis", "stenosis", "vertebra"}


def test_red_flags_are_the_first_thing_of_the_condition_page(shipped: ShippedSite) -> None:
    hub = shipped["/sciatica/"]
    card = hub.one(".care-emergency")

    in_main = [each.text for each in hub.headings if each.order > hub.main.order]
    assert in_main[1].startswith("Immediate action required: Call 911")
    assert missing(card.text, RED_FLAGS) == []
    assert hub.find("a", card) == []
    assert missing(shipped["/sciatica/get-help/"].section("Urgent advice"), ["fever", "lost weight", "cancer"]) == []


def test_every_medical_page_leads_to_the_red_flags(shipped: ShippedSite) -> None:
    lead_there = [page for page in shipped.of_kind(*REVIEWED) if _leads_to_red_flags(page)]

    assert len(lead_there) == len(shipped.of_kind(*REVIEWED)) == 31


def _leads_to_red_flags(page: Page) -> bool:
    return bool(page.find(".care-emergency")) or "/sciatica/get-help/" in page.links


def test_every_medical_page_has_its_date_another_reviewer_and_references(shipped: ShippedSite) -> None:
    for page in shipped.of_kind(*REVIEWED):
        author, reviewer = (card.text for card in page.find(".person-name", page.one(".review")))
        dates = re.fullmatch(
            r"Page last reviewed: \w+ \d+, 2026\. Next review due: \w+ \d+, 202[78]\."
            r"|This page was edited after its last review on \w+ \d+, 2026\. The changes have not been checked yet\.",
            page.one(".review-line").text,
        )

        assert author != reviewer, page.address
        assert dates, page.address
        assert len(page.find("li", page.one(".references"))) >= 2, page.address


def test_an_alert_tells_when_it_ends_and_there_is_one_only(shipped: ShippedSite) -> None:
    assert {page.one(".alert-end").text for page in shipped} == {"This message ends on March 31, 2027."}


def test_every_phone_number_is_invented_and_written_without_stray_spaces(shipped: ShippedSite) -> None:
    for page in shipped.every():
        written = ANY_NUMBER.findall(page.text)
        called = [link.removeprefix("tel:") for link in page.links_in(page.elements[0]) if link.startswith("tel:")]

        real = [each for each in (*written, *called) if not INVENTED_NUMBER.fullmatch(each)]
        assert {*real} <= NATIONAL_NUMBERS, page.address


# What a form says of the address of a patient.
LIKE_THIS = {"name@example.com", "nombre@example.com"}


def test_every_email_address_is_invented(shipped: ShippedSite) -> None:
    addresses = {address for page in shipped.every() for address in ANY_EMAIL.findall(page.source)} - LIKE_THIS

    assert len(addresses) == 6
    assert all(address.endswith("@juniper-ridge.example") for address in addresses)


def test_where_email_is_promised_there_is_an_address(shipped: ShippedSite) -> None:
    promising = [
        page for page in shipped.of_kind(*FORMS_AND_NOTICES) if re.search(r"\be-?mail\b", page.main.text, re.I)
    ]

    assert len(promising) >= 6
    for page in promising:
        assert [link for link in page.links if link.startswith("mailto:")], page.address


def test_medical_words_are_spelt_right(shipped: ShippedSite) -> None:
    found = {word.lower() for page in shipped for word in HARD_WORDS.findall(page.text)}

    assert found == RIGHT_WORDS


def test_a_slipped_disc_is_kept_apart_from_spondylolisthesis(shipped: ShippedSite) -> None:
    causes = shipped["/sciatica/causes/"]

    told_apart = ["This is not a slipped disc.", "a bone has moved", "the pad between two bones bulges"]
    assert missing(causes.section("A bone that has slid forward"), told_apart) == []
    assert missing(causes.section("A bulging or broken disc"), ["a disc does not slip"]) == []
    elsewhere = [page.address for page in shipped if "slipped disc" in page.text.lower() and page != causes]
    assert elsewhere == []


def test_patients_are_told_to_keep_active_and_never_to_rest_in_bed(shipped: ShippedSite) -> None:
    keep_active = {
        "/": "Keep moving.",
        "/sciatica/": "Staying active",
        "/sciatica/self-care/": "Lying in bed for days does not help you heal.",
        "/sciatica/treatment/": "do not stay in bed",
        "/case-studies/delivery-driver/": "Bed rest does not help sciatica.",
    }

    assert [address for address, words in keep_active.items() if missing(shipped[address].main.text, [words])] == []
    advised = re.compile(r"(?<!not )\b(stay in bed|bed rest is|rest in bed (for|until))", re.IGNORECASE)
    articles = [page for page in shipped if page.kind != "gallery"]
    assert [page.address for page in articles if advised.search(page.one("main").text)] == []


def test_nothing_is_said_to_be_superior_or_free_of_pain(shipped: ShippedSite) -> None:
    claims = [(page.address, claim.group()) for page in shipped for claim in CLAIMS.finditer(page.text)]

    assert claims == []


def test_no_two_articles_are_nearly_the_same(shipped: ShippedSite) -> None:
    articles = {page.address: _runs_of_words(page) for page in shipped.of_kind(*REVIEWED)}

    alike = [
        (one, other)
        for (one, words), (other, others) in combinations(articles.items(), 2)
        if len(words & others) > 0.2 * len(words | others)
    ]

    assert alike == []
    titles = [page.one("h1").text for page in shipped]
    assert len(titles) == len({*titles})


def _runs_of_words(page: Page, length: int = 5) -> set[tuple[str, ...]]:
    words = [word for prose in page.find(".prose") for word in prose.text.split()]
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_the_case_is_about_the_condition_it_is_listed_under(shipped: ShippedSite) -> None:
    case = shipped["/case-studies/delivery-driver/"]

    assert missing(case.main.text, ["leg pain", "L5 nerve root", "Read more about Sciatica"]) == []
    assert "thigh muscle" not in case.main.text


def test_articles_hold_no_prices_and_no_word_of_payment(shipped: ShippedSite) -> None:
    selling = [
        page.address
        for page in shipped.of_kind(*REVIEWED)
        if page.find(".price") or re.search(r"\$\d|\bpayment|pay\.example|checkout", f"{page.main.text} {page.links}")
    ]

    assert selling == []


def test_an_acronym_is_spelt_out_on_the_page_that_uses_it(shipped: ShippedSite) -> None:
    # A journal's name, of which the letters are all that is left.
    names = {"BMJ"}
    for page in shipped.of_kind(*REVIEWED):
        used = {short for prose in page.find(".prose") for short in re.findall(r"\b[A-Z]{2,6}\b", prose.text)}

        assert [short for short in used - names if f"({short})" not in page.main.text] == [], page.address


def test_reading_grades_are_within_the_gates(shipped: ShippedSite) -> None:
    assert "reading-grade" not in shipped.run.rules


def test_other_languages_and_the_relay_number_are_on_every_page(shipped: ShippedSite) -> None:
    for page in shipped:
        assert "Relay or TTY: 711" in page.footer.text, page.address
        assert "tel:711" in page.links_in(page.footer), page.address
        assert "/notices/language-assistance/" in page.links_in(page.footer), page.address
