"""Safety: what a person with a red-flag symptom must not miss."""

from __future__ import annotations

import pytest

from tests.site_stages import plan_site
from tests.site_tools import MakeSite, about_page, places, rules

CARD = "::: emergency\n## Call 911 if:\n- you faint\n- you cannot pee\n:::\n"
URGENT = "::: urgent\n## Call us today if:\n- you fell\n- you have a fever\n:::\n"


@pytest.mark.parametrize(
    ("prose", "broken"),
    [
        (f"{CARD}\n## Next\n\n[Book](booking.md)", []),
        (f"{CARD}\n{URGENT}\n## Next\n\nWe call back.", []),
        (f"{URGENT}\n## Next\n\n[Book](booking.md)", []),
        (f"{CARD}\nWe call back.", ["card-follow"]),
        (f"{CARD}\n[Book](booking.md)", ["card-follow", "emergency-link"]),
        (f"{CARD}\n::: next-step Book\npage: booking.md\n:::", ["emergency-link"]),
        (CARD.replace("you faint", "you faint: [call](phone:emergency)"), []),
        (CARD.replace("you faint", "you faint: [write](email:hello)"), ["emergency-link"]),
        (CARD.replace("you faint", "you faint: [read](https://nhs.example/)"), ["emergency-link"]),
        (CARD.replace("you faint", "you faint: [ask](contact.md)"), ["emergency-link"]),
        (f"{CARD}\n## Next\n\nWe call.\n\n{CARD}", ["card-repeated"]),
        (f"{CARD}\n## Next\n\nWe call.\n\n{URGENT}", []),
    ],
)
def test_nothing_comes_between_an_emergency_card_and_the_call(
    prose: str, broken: list[str], make_site: MakeSite
) -> None:
    planned = plan_site(make_site(files={"content/en/about.md": about_page(prose)}))

    assert rules(planned.report) == broken


def test_a_link_in_a_card_is_reported_where_it_stands(make_site: MakeSite) -> None:
    prose = CARD.replace("you faint", "you faint: [ask](contact.md)")

    planned = plan_site(make_site(files={"content/en/about.md": about_page(prose)}))

    assert places(planned.report) == ["content/en/about.md:8:20"]


@pytest.mark.parametrize("link", ["get-help.md", "get-help.md#call-911-if", "../sciatica/get-help.md"])
def test_a_topic_may_lead_to_the_page_that_says_when_to_get_help(link: str, make_site: MakeSite) -> None:
    root = make_site("no-way-to-help")
    file = root / "content/en/sciatica/symptoms.md"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n[Get help]({link})\n", encoding="utf-8")

    planned = plan_site(root)

    assert "no-emergency-card" not in rules(planned.report)


@pytest.mark.parametrize(("link", "broken"), [("get-hlep.md", ["broken-link"]), ("index.md", ["no-emergency-card"])])
def test_a_misspelt_link_to_help_is_one_mistake(link: str, broken: list[str], make_site: MakeSite) -> None:
    root = make_site("no-way-to-help")
    file = root / "content/en/sciatica/symptoms.md"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n[Get help]({link})\n", encoding="utf-8")

    planned = plan_site(root)

    assert [rule for rule in rules(planned.report) if rule != "edited-since-review"] == broken
