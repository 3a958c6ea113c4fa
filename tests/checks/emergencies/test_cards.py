"""Emergency cards: what is in them and near them, and the interface texts and settings about emergencies."""

from __future__ import annotations

import pytest

from tests.site_stages import plan_site
from tests.site_tools import MakeSite, about_page, minimal_config, places, rules

CARD = "::: emergency\n## Call 911 if:\n- you faint\n- you cannot pee\n:::\n"
WORDS = "templates/words/en.yaml"


@pytest.mark.parametrize(
    ("prose", "line"),
    [
        (f"Most of these are nothing to worry about.\n\n{CARD}", 6),
        (f"We are here for you.\n\nThese signs are\nrarely serious.\n\n{CARD}", 9),
        (f"## When not to worry\n\n{CARD}", 6),
        (f"## Signs\n\nPlease call *us* first.\n\n{CARD}", 8),
        (f"## Signs\n\nYou do not need to call if:\n\n{CARD}", 8),
        (f"::: inset\nIt is unlikely to be serious.\n:::\n\n{CARD}", 7),
        (f"{CARD}\n::: inset\nDo not worry.\n:::\n\n## Next\n\nWe call.", 13),
    ],
)
def test_words_that_calm_may_not_be_near_a_card(prose: str, line: int, make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"content/en/about.md": about_page(prose)}))

    assert rules(planned.report) == ["diluted-card"]
    assert planned.report.problems[0].place.line == line


@pytest.mark.parametrize(
    "prose",
    [
        f"Most people get better.\n\n{CARD}",
        f"## Good news\n\nIt is rarely serious, so do not worry.\n\n## Signs\n\n{CARD}",
        f"{CARD}\n## Next\n\nDo not worry. It is often nothing.",
        f"If it is not urgent, use the form.\n\n{CARD}",
        f"Call 911 first, then us.\n\n{CARD}",
        "Do not worry.\n\n::: urgent\n## Call us today if:\n- you fell\n- you have a fever\n:::",
    ],
)
def test_other_words_near_a_card_are_left_alone(prose: str, make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"content/en/about.md": about_page(prose)}))

    assert rules(planned.report) == []


def test_a_summary_above_a_card_may_not_calm(make_site: MakeSite) -> None:
    page = about_page(CARD).replace("Who we are.", "Leg pain is nothing to worry about.")

    planned = plan_site(make_site(files={"content/en/about.md": page}))

    assert (rules(planned.report), places(planned.report)) == (["diluted-card"], ["content/en/about.md:3:1"])


@pytest.mark.parametrize(("name", "broken"), [("front", ["emergency-link"]), ("emergency", []), ("crisis", [])])
def test_a_card_calls_nobody_but_help(name: str, broken: list[str], make_site: MakeSite) -> None:
    config = minimal_config(more='emergency: {lines: {crisis: {label: Crisis line, number: "988"}}}\n')
    phone = next(line for line in config.split("phones:\n")[1].split("\n")).strip().partition(":")[0]
    prose = CARD.replace("you faint", f"you faint: [](phone:{phone if name == 'front' else name})")

    planned = plan_site(make_site(files={"content/en/about.md": about_page(prose), "config.yaml": config}))

    assert rules(planned.report) == broken


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('care_emergency: "Non-urgent advice:"', "diluted-card"),
        ('care_emergency: "No immediate action required:"', "diluted-card"),
        ('care_emergency: "Not an emergency:"', "diluted-card"),
        ('care_emergency: "Emergency, but do not worry:"', "diluted-card"),
        ("care_emergency: Please note", "diluted-card"),
        ('emergency_line: "In an emergency, go to the {place}."', "card-without-number"),
        ('form_emergency: "In an emergency, write to us."', "card-without-number"),
        ('emergency_line: "You may want to call {number} or go to the {place}."', "diluted-card"),
    ],
)
def test_an_interface_text_may_not_play_an_emergency_down(text: str, rule: str, make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={WORDS: f"# Ours.\n{text}\n"}))

    assert set(rules(planned.report)) == {rule}
    assert planned.report.problems[0].place.path == WORDS
    assert planned.report.problems[0].place.line == 2


@pytest.mark.parametrize(
    "text", ['care_emergency: "Emergency:"', 'care_emergency: "Call 911 now:"', 'emergency_line: "Call {number}."']
)
def test_an_interface_text_may_say_it_in_other_words(text: str, make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={WORDS: f"{text}\n"}))

    assert rules(planned.report) == []


@pytest.mark.parametrize(
    ("setting", "broken"),
    [
        ("{place: nearest emergency room}", []),
        ("{place: County Hospital}", []),
        ("{place: nearest ER}", []),
        ("{place: nearest emergency room if you like}", ["diluted-card"]),
        ("{place: our front desk}", ["wrong-emergency-place"]),
        ("{place: booking page}", ["wrong-emergency-place"]),
        ('{number: "988", reason: yes}', ["wrong-emergency-number"]),
        ('{number: "313-555-0110", reason: Ours is better}', []),
    ],
)
def test_the_place_and_the_number_are_for_emergencies(setting: str, broken: list[str], make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"config.yaml": minimal_config(more=f"emergency: {setting}\n")}))

    wanted = {"wrong-emergency-place", "wrong-emergency-number", "diluted-card"}
    assert [rule for rule in rules(planned.report) if rule in wanted] == broken


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("label: Emergencies and appointments", True),
        ("label: Appointments, hours: Day and night in an emergency", True),
        ("label: Nurse line (not for emergencies)", False),
        ("label: Appointments, hours: Monday to Friday", False),
    ],
)
def test_another_number_is_not_for_emergencies(text: str, broken: bool, make_site: MakeSite) -> None:
    config = minimal_config(("{label: Appointments,", f"{{{text},"))

    planned = plan_site(make_site(files={"config.yaml": config}))

    found = [each for each in planned.report.problems if each.rule == "wrong-emergency-number"]
    assert [each.place.path for each in found] == ["config.yaml"] * broken


def test_a_button_that_calls_the_clinic_is_not_for_emergencies(make_site: MakeSite) -> None:
    buttons = "actions:\n  - {label: Emergency, short: Call, icon: phone, phone: appointments}\n"
    to_help = "  - {label: In an emergency, short: Help, icon: clinic, page: contact.md}\n"

    planned = plan_site(make_site(files={"config.yaml": minimal_config(more=buttons + to_help)}))

    assert rules(planned.report) == ["wrong-emergency-number"]
