"""What a patient education site must offer, in 17 rows, looked for on the shipped pages."""

from __future__ import annotations

import re

import pytest

from tests.shipped_site import ShippedSite, missing

HUB = "/sciatica/"
EMERGENCY = ("911", "nearest emergency room")
AFTER_THE_ARTICLE = ("Words on this page", "Who stands behind this page", "Where this information comes from")
PLACES = (
    "Juniper Ridge Downtown",
    "100 Example Street",
    "Monday to Thursday: 8 am to 5 pm",
    "Friday: 8 am to 3 pm",
    "Juniper Ridge Lakeside",
    "200 Example Shore Drive",
    "Monday to Friday: 1 pm to 6 pm",
)


def test_row_1_a_lede_a_plain_definition_how_bad_it_gets_and_options_that_lead_to_care(shipped: ShippedSite) -> None:
    hub = shipped[HUB]

    assert hub.one(".lede").order > hub.one("h1").order
    assert missing(hub.one(".lede").text, ["nerve pain", "you have options"]) == []
    assert missing(hub.section("What sciatica is"), ["pain that travels along", "sign, not a disease"]) == []
    assert missing(hub.section("How bad it can get"), ["dull ache", "burning", "hard to sit, stand, or sleep"]) == []
    assert "/booking/" in hub.links
    options = [link for link in hub.links if link.startswith("/sciatica/treatments/")]
    assert hub.section("You have options")
    assert len(options) >= 3


def test_row_2_symptoms_tell_the_path_of_the_pain_in_prose(shipped: ShippedSite) -> None:
    path = shipped["/sciatica/symptoms/"].section("Follow the path of the pain")

    assert missing(path, ["bottom", "thigh", "knee", "calf", "foot"]) == []


@pytest.mark.parametrize(
    ("term", "definition"),
    [
        ("disc", "pad between two of them"),
        ("vertebra", "each bone is a vertebra"),
        ("piriformis syndrome", "the muscle irritates the nerve"),
    ],
)
def test_row_2_causes_define_terms_where_they_stand(term: str, definition: str, shipped: ShippedSite) -> None:
    causes = shipped["/sciatica/causes/"]

    assert missing(causes.one(".prose").text, [term, definition]) == []
    assert term in [word.text.lower() for word in causes.find("dt", causes.one(".words"))]


def test_row_2_treatment_goes_in_steps_and_is_decided_together(shipped: ShippedSite) -> None:
    treatment = shipped["/sciatica/treatment/"]
    steps = [heading.text for heading in treatment.headings if heading.text.startswith("Step ")]

    assert [step.split(":")[0] for step in steps] == [f"Step {number}" for number in range(1, 6)]
    assert missing(treatment.section("Step 1"), ["do not stay in bed", "keep up your daily life"]) == []
    assert missing(treatment.section("Step 2"), ["physical therapist", "your core is"]) == []
    assert missing(treatment.section("Step 3"), ["anti-inflammatory", "these are strong pain drugs"]) == []
    assert missing(treatment.section("Step 4"), ["puts medicine close to"]) == []
    surgery = ["work through a small cut", "treatment through the skin", "microsurgery", "percutaneous"]
    assert missing(treatment.section("Step 5"), surgery) == []
    assert missing(treatment.section("Deciding together"), ["benefits", "risks", "if you wait"]) == []


@pytest.mark.parametrize("address", ["/sciatica/", "/sciatica/treatment/", "/sciatica/get-help/"])
def test_row_3_a_next_step_ends_the_article_and_names_what_is_scheduled(address: str, shipped: ShippedSite) -> None:
    page = shipped[address]
    block = page.one(".next-step")
    heading = page.one("h2", block)
    later = [each.text for each in page.find("h2", page.main) if each.order > heading.order]

    assert heading.text == "Request an appointment for sciatica"
    assert "/booking/" in page.links_in(block)
    assert missing(block.text, EMERGENCY) == []
    assert [text for text in later if text not in AFTER_THE_ARTICLE] == []


def test_row_3_the_page_that_schedules_names_the_condition(shipped: ShippedSite) -> None:
    assert shipped["/booking/"].one("h1").text == "Request an appointment for sciatica"


def test_row_4_an_emergency_notice_is_beside_every_way_of_booking(shipped: ShippedSite) -> None:
    blocks = [(page, block) for page in shipped for block in page.find(".next-step")]
    forms = [(page, page.one(".form-area")) for page in shipped.of_kind("booking")]

    assert len(blocks) >= 10
    assert len(forms) == 5
    assert [page.address for page, block in blocks + forms if missing(block.text, EMERGENCY)] == []
    assert [page.address for page, form in forms if missing(form.text, ["not for urgent problems"])] == []
    # The bar of booking buttons is below this line on every page.
    assert [page.address for page in shipped if missing(page.one(".emergency-line").text, EMERGENCY)] == []


def test_row_5_help_to_communicate_is_free_for_patients_and_visitors_and_can_be_asked_for(shipped: ShippedSite) -> None:
    notice = shipped["/notices/auxiliary-aids/"]

    who_and_what = ["Deaf", "hard of hearing", "visitor", "sign-language interpreter", "teletypewriter", "free"]
    assert missing(notice.main.text, who_and_what) == []
    assert "tel:+13135550114" in notice.links
    assert "mailto:aids@juniper-ridge.example" in notice.links
    assert "/notices/auxiliary-aids/" in shipped[HUB].links_in(shipped[HUB].footer)


def test_row_6_a_health_alert_has_conditions_a_nurse_line_and_an_end(shipped: ShippedSite) -> None:
    alert = shipped["/"].one(".alert")

    asked = ["in the last 14 days, you", "nurse line at 313-555-0112", "ends on March 31, 2027"]
    assert missing(alert.text, asked) == []
    assert "tel:+13135550112" in shipped["/"].links_in(alert)
    assert all(len(page.find(".alert")) == 1 for page in shipped.every())


def test_row_7_numbers_can_be_called_and_doctors_and_services_can_be_followed(shipped: ShippedSite) -> None:
    unlinked = []
    for page in shipped.every():
        links = page.links_in(page.elements[0])
        numbers = re.findall(r"\d{3}-\d{3}-\d{4}", page.text)
        unlinked += [page.address for number in numbers if f"tel:+1{number.replace('-', '')}" not in links]

    team, services = shipped["/people/"], shipped["/services/"]
    social = [link for link in shipped["/"].links_in(shipped["/"].footer) if link.startswith("https://")]

    assert unlinked == []
    assert {"/people/rowan-fielding/", "/people/ines-calder/", "/people/tobias-wren/"} <= set(team.links)
    assert {"/services/first-visit/", "/services/gait-analysis/"} <= set(services.links)
    assert len(social) == 2


def test_row_8_the_title_has_the_other_name_and_the_page_the_nerve_its_roots_and_where_it_is_trapped(
    shipped: ShippedSite,
) -> None:
    hub = shipped[HUB]

    assert hub.one("h1").text == "Sciatica (sciatic nerve pain)"
    assert (
        missing(hub.section("The nerve and its path"), ["L4, L5, S1, S2, and S3", "piriformis", "tibial", "shin"]) == []
    )
    trapped = ["disc", "spinal stenosis", "spondylolisthesis", "piriformis"]
    assert missing(hub.section("Where the nerve can get trapped"), trapped) == []
    assert any("nerve-roots" in image["src"] for image in hub.find("img"))


def test_row_9_severity_side_triggers_risks_causes_outlook_and_what_mimics_it(shipped: ShippedSite) -> None:
    symptoms, causes, outlook = (shipped[f"{HUB}{name}/"] for name in ("symptoms", "causes", "outlook"))

    assert missing(symptoms.section("What sciatica feels like"), ["mild", "so strong", "tingling", "burning"]) == []
    assert missing(symptoms.section("One side or both"), ["one side only", "warning sign"]) == []
    assert missing(causes.section("What can set it off"), ["lifting", "long drive", "cough"]) == []
    assert (
        missing(causes.section("Who is more likely"), ["between 30 and 60", "smoke", "extra weight", "heavy work"])
        == []
    )
    assert missing(causes.section("What can look like sciatica"), ["sacroiliac joint", "hip", "blood flow"]) == []
    assert missing(outlook.one(".lede").text, ["often passes by itself"]) == []


def test_row_10_diagnosis_tells_what_happens_and_what_each_test_can_and_cannot_tell(shipped: ShippedSite) -> None:
    diagnosis = shipped["/sciatica/diagnosis/"]

    exam = ["how you move", "strength", "feeling", "reflexes", "straight leg raise"]
    assert missing(diagnosis.section("Then, the exam"), exam) == []
    table = diagnosis.one("table")
    assert [cell.text for cell in diagnosis.find("th", table)][:3] == [
        "Test",
        "What it can tell",
        "What it cannot tell",
    ]
    tests = {f"/sciatica/tests/{name}/" for name in ("mri", "emg", "nerve-conduction", "ultrasound", "x-ray")}
    assert set(diagnosis.links_in(table)) == tests
    assert {page.address for page in shipped.of_kind("test")} == tests
    for page in shipped.of_kind("test"):
        assert page.section("What it can show")
        assert page.section("What it cannot show")
    assert missing(shipped["/sciatica/tests/ultrasound/"].main.text, ["at the clinic", "during your visit"]) == []


@pytest.mark.parametrize(
    "name",
    [
        "physical-therapy",
        "nerve-flossing",
        "pelvic-stability",
        "chiropractic-care",
        "shockwave-therapy",
        "gait-retraining",
        "dynamic-neuromuscular-stabilization",
        "manual-therapy",
    ],
)
def test_row_11_each_approach_has_a_page_with_sections(name: str, shipped: ShippedSite) -> None:
    page = shipped[f"/sciatica/treatments/{name}/"]

    for heading in ("What it may do for you", "What may go wrong", "If you do not have it", "What is not known"):
        assert page.section(heading)
    assert len([heading for heading in page.headings if heading.name == "h2"]) >= 6
    assert page.address in shipped["/sciatica/treatments/"].links
    assert page.address in shipped["/sciatica/treatment/"].links


def test_row_11_care_is_individual_and_treatment_has_an_aim(shipped: ShippedSite) -> None:
    treatment = shipped["/sciatica/treatment/"]

    assert missing(treatment.main.text, ["the aim of treatment", "care is individual"]) == []
    assert shipped["/sciatica/treatments/"].section("Care that is made for you")


def test_row_12_a_local_page_has_the_places_and_their_hours(shipped: ShippedSite) -> None:
    local = shipped["/sciatica-specialist-maple-harbor/"]

    assert local.one("h1").text == "Sciatica specialist in Maple Harbor"
    assert missing(local.section("Where we are"), PLACES) == []


def test_row_13_an_author_has_photo_name_credentials_role_expertise_publications_and_patients(
    shipped: ShippedSite,
) -> None:
    people = shipped.of_kind("person")

    assert [page.one("h1").text.split(", ", 1)[1] for page in people] == ["PT, DPT", "MD", "DC"]
    for page in people:
        assert "portrait" in page.one(".portrait-large")["src"]
        assert page.one(".person-job").text
        facts = page.find(".facts")[0].text
        assert missing(facts, ["Treats", "Knows most about"]) == []
        assert page.section("Publications")
    written = shipped["/sciatica/"]
    assert "/people/rowan-fielding/" in written.links_in(written.one(".review-people"))


def test_row_14_a_case_has_its_five_parts_and_says_whether_there_is_consent(shipped: ShippedSite) -> None:
    case = shipped["/case-studies/delivery-driver/"]

    parts = ["What brought the person in", "What had been tried", "What we found", "What we did", "How it ended"]
    assert missing(case.section("The case in short"), [*parts, "What we can learn"]) == []
    assert missing(case.main.text, ["It is not about a real person.", "No real patient is described."]) == []
    assert "with written consent" in shipped["/about/"].section("Patient stories")


def test_row_15_pictures_have_text_alternatives_and_captions_of_several_lines(shipped: ShippedSite) -> None:
    pages = [page for page in shipped.every() if page.kind != "gallery"]
    figures = [(page, figure) for page in pages for figure in page.find(".figure")]

    assert len(figures) >= 15
    for page, figure in figures:
        assert len(page.one("img", figure)["alt"]) > 20
        assert page.one("figcaption", figure).text
    several = [page.address for page, figure in figures if len(page.find("p", figure)) >= 3]
    assert len(several) >= 10


def test_row_15_a_video_has_captions_a_transcript_and_its_own_date(shipped: ShippedSite) -> None:
    page = shipped["/sciatica/treatments/nerve-flossing/"]
    figure = page.one("figure.video")
    track = page.one("track", figure)

    assert (track["kind"], track["srclang"]) == ("captions", "en")
    assert (shipped.folder / track["src"].lstrip("/")).read_text("utf-8").startswith("WEBVTT")
    assert missing(figure.text, ["Transcript:", "Recorded: September 1, 2026", "Length: 12 seconds"]) == []
    assert page.one("video", figure)["poster"]


@pytest.mark.parametrize(("name", "price"), [("gait-analysis", "$180.00"), ("first-visit", "$210.00")])
def test_row_16_a_service_is_bought_in_a_hosted_checkout(name: str, price: str, shipped: ShippedSite) -> None:
    page = shipped[f"/services/{name}/"]
    checkout = [link for link in page.find("a", page.main) if link["href"].startswith("https://pay.example/")]

    assert [link.text for link in checkout] == [f"Pay {price} with ExamplePay"]
    assert page.one(".price").text == price
    assert "another website" in page.main.text
    assert "/thanks/payment/" in shipped.pages


def test_row_17_the_same_five_actions_are_on_every_page(shipped: ShippedSite) -> None:
    actions = {
        "Request a telehealth visit": "/booking/telehealth/",
        "Request an in-office visit": "/booking/in-office/",
        "Request an appointment": "/booking/",
        "Call us: 313-555-0110": "tel:+13135550110",
        "Send a message": "/contact/",
    }
    for page in shipped:
        bar = page.one("nav.actions")
        labels = [label.text for label in page.find(".action-label", bar)]
        assert dict(zip(labels, page.links_in(bar), strict=True)) == actions, page.address
