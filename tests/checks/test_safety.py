"""Safety: what a person with a red-flag symptom must not miss."""

from __future__ import annotations

import pytest

from tests.site_stages import plan_site
from tests.site_tools import CheckSite, MakeSite, about_page, minimal_config, minimal_page, places, rules

CARD = "::: emergency\n## Call 911 if:\n- you faint\n- you cannot pee\n:::\n"
URGENT = "::: urgent\n## Call us today if:\n- you fell\n- you have a fever\n:::\n"


@pytest.mark.parametrize(
    ("prose", "broken"),
    [
        (f"{CARD}\n## Next\n\n[Book](booking.md)", []),
        (f"{CARD}\n{URGENT}\n## Next\n\nWe call back.", []),
        (f"{URGENT}\n## Next\n\n[Book](booking.md)", []),
        (f"{URGENT}\n::: next-step Book\npage: booking.md\n:::", []),
        (f"::: next-step Book\npage: booking.md\n:::\n\n{CARD}", ["emergency-link"]),
        (f"[Book](booking.md)\n\n{CARD}", ["emergency-link"]),
        (f"{CARD}\n## Next\n\n::: next-step Book\npage: booking.md\n:::", []),
        (f"::: pages\nlist:\n  - booking.md\n:::\n\n{CARD}", ["emergency-link"]),
        (f"::: pages\nlist:\n  - index.md\n:::\n\n{CARD}", []),
        (f"{CARD}\n::: pages\nlist:\n  - index.md\n  - contact.md\n:::", ["emergency-link"]),
        (URGENT.replace("you fell", "you fell: [ask](contact.md)"), []),
        (f"{CARD}\n[About](index.md)", ["card-follow"]),
        (f"{CARD}\nWe call back.", ["card-follow"]),
        (f"{CARD}\n[Book](booking.md)", ["card-follow", "emergency-link"]),
        (f"{CARD}\n::: next-step Book\npage: booking.md\n:::", ["emergency-link"]),
        (CARD.replace("you faint", "you faint: [call](phone:emergency)"), []),
        (CARD.replace("you faint", "you faint: [write](email:hello)"), ["emergency-link"]),
        (CARD.replace("you faint", "you faint: [the leaflet](https://nhs.example/)"), ["emergency-link"]),
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


def test_a_link_in_a_card_is_reported_at_its_place(make_site: MakeSite) -> None:
    prose = CARD.replace("you faint", "you faint: [ask](contact.md)")

    planned = plan_site(make_site(files={"content/en/about.md": about_page(prose)}))

    assert places(planned.report) == ["content/en/about.md:8:20"]


@pytest.mark.parametrize("link", ["get-help.md", "get-help.md#call-911-if", "../sciatica/get-help.md"])
def test_a_topic_may_link_to_the_page_that_says_when_to_get_help(link: str, make_site: MakeSite) -> None:
    root = make_site("no-way-to-help")
    file = root / "content/en/sciatica/symptoms.md"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n[Get help]({link})\n", encoding="utf-8")

    planned = plan_site(root)

    assert "no-emergency-card" not in rules(planned.report)


PART = "content/en/sciatica/symptoms.md"
HUB = "content/en/sciatica/index.md"
HUB_CARD = "::: emergency\n## Call 911 if:\n- you cannot feel the skin between your legs\n- you cannot pee\n:::\n"
OF_CARDS = ("no-emergency-card", "emergency-first")


@pytest.mark.parametrize(
    ("top", "broken"),
    [
        (HUB_CARD, []),
        (f"Pain in one leg.\n\n{HUB_CARD}", []),
        (f"## Signs\n\nPain in one leg.\n\n{HUB_CARD}", ["emergency-first"]),
        (URGENT, ["no-emergency-card"]),
        (f"{URGENT}\n## Signs\n\n{HUB_CARD}", ["emergency-first"]),
        ("", ["no-emergency-card"]),
    ],
)
def test_a_condition_begins_with_its_emergency_card(top: str, broken: list[str], make_site: MakeSite) -> None:
    hub = minimal_page("sciatica/index.md", (HUB_CARD, top))

    planned = plan_site(make_site(files={HUB: hub}))

    assert [rule for rule in rules(planned.report) if rule in OF_CARDS] == broken


@pytest.mark.parametrize(
    ("help_", "broken"),
    [
        ("See [when to get help](get-help.md).", []),
        (CARD, []),
        ("We call back.", ["no-emergency-card"]),
        (URGENT, ["no-emergency-card"]),
        ("See [the condition](index.md).", ["no-emergency-card"]),
        ("[Book](../booking.md) a visit.", ["no-emergency-card"]),
    ],
)
def test_a_topic_has_the_emergency_card_or_leads_to_it(help_: str, broken: list[str], make_site: MakeSite) -> None:
    part = minimal_page("sciatica/symptoms.md", ("Some signs [cannot wait](get-help.md).", f"\n\n## Help\n\n{help_}"))

    planned = plan_site(make_site(files={PART: part}))

    assert [rule for rule in rules(planned.report) if rule in OF_CARDS] == broken


@pytest.mark.parametrize(
    ("written", "mistake"),
    [
        (HUB_CARD.replace("::: emergency", "::: emergancy"), "unknown-component"),
        (f"{HUB_CARD}\n:::\n", "stray-fence"),
    ],
)
def test_a_mistake_in_a_fence_gives_no_second_problem_of_safety(
    written: str, mistake: str, make_site: MakeSite, check_site: CheckSite
) -> None:
    hub = minimal_page("sciatica/index.md", (HUB_CARD, written))

    result = check_site(make_site(files={HUB: hub}))

    assert set(result.rules) - {"edited-since-review"} == {mistake}


def test_a_page_where_people_book_may_lead_to_others_beside_its_emergency_card(make_site: MakeSite) -> None:
    page = f"---\nkind: contact\ntitle: Write us\nsummary: We answer.\n---\n\n{CARD}\n[Book](booking.md)\n"

    planned = plan_site(make_site(files={"content/en/write.md": page}))

    assert "emergency-link" not in rules(planned.report)


@pytest.mark.parametrize(
    ("front", "mistake"),
    [("kind: topik\naspect: get-help", "unknown-kind"), ("kind: topic", "missing-field")],
)
def test_a_page_that_may_say_when_to_get_help_is_enough_while_that_is_unclear(
    front: str, mistake: str, make_site: MakeSite, check_site: CheckSite
) -> None:
    page = minimal_page("sciatica/get-help.md", ("kind: topic\naspect: get-help", front))

    result = check_site(make_site(files={"content/en/sciatica/get-help.md": page}))

    assert result.rules == [mistake]


def test_a_draft_does_not_say_when_to_get_help(make_site: MakeSite) -> None:
    page = minimal_page("sciatica/get-help.md", ("kind: topic", "draft: yes\nkind: topic"))

    planned = plan_site(make_site(files={"content/en/sciatica/get-help.md": page}))

    assert "no-emergency-card" in rules(planned.report)


@pytest.mark.parametrize(
    ("name", "change", "found"),
    [
        ("legal/ours", ("notice: privacy", "notice: emergency"), ["missing-notice", "unlisted-notice"]),
        ("legal/ours", ("kind: notice", "draft: yes\nkind: notice"), ["missing-notice"]),
        ("legal/ours", ("notice: privacy", "notice: privat"), ["wrong-type"]),
        ("legal/ours", ("notice: privacy\n", ""), ["missing-field"]),
        ("legal/privacy", ("kind: notice", "kind: notise"), ["unknown-kind"]),
        ("notices/ours", ("kind: notice", "kind: notise"), ["unknown-kind"]),
        ("legal/ours", ("kind: notice", "kind: notise"), ["missing-notice", "unknown-kind"]),
    ],
)
def test_a_notice_is_missed_unless_an_unclear_page_may_be_it(
    name: str, change: tuple[str, str], found: list[str], make_site: MakeSite, check_site: CheckSite
) -> None:
    config = minimal_config(("  - notices/privacy.md\n", ""))
    page = minimal_page("notices/privacy.md", change)
    root = make_site(files={"config.yaml": config, f"content/en/{name}.md": page})
    (root / "content/en/notices/privacy.md").unlink()

    assert sorted(check_site(root).rules) == found


def test_every_notice_that_is_missing_is_named(make_site: MakeSite) -> None:
    root = make_site(files={"config.yaml": minimal_config(("  - notices/privacy.md\n", ""))})
    (root / "content/en/notices/privacy.md").unlink()
    (root / "content/en/notices/disclaimer.md").unlink()

    problems = plan_site(root).report.problems

    missed = {problem.message for problem in problems if problem.rule == "missing-notice"}
    assert missed == {"there is no privacy notice", "there is no disclaimer notice"}


@pytest.mark.parametrize(("link", "broken"), [("get-hlep.md", ["broken-link"]), ("index.md", ["no-emergency-card"])])
def test_a_misspelt_link_to_help_is_one_mistake(link: str, broken: list[str], make_site: MakeSite) -> None:
    root = make_site("no-way-to-help")
    file = root / "content/en/sciatica/symptoms.md"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n[Get help]({link})\n", encoding="utf-8")

    planned = plan_site(root)

    assert [rule for rule in rules(planned.report) if rule != "edited-since-review"] == broken


@pytest.mark.parametrize(
    ("more", "broken"),
    [
        ("[Book](../booking.md)", ["emergency-link"]),
        ("::: next-step Book\npage: ../booking.md\n:::", ["emergency-link"]),
        ("[About us](../about.md)", []),
        (f"{URGENT}\n## A visit\n\n[Book](../booking.md)", []),
    ],
)
def test_a_page_about_emergencies_only_offers_no_visit(more: str, broken: list[str], make_site: MakeSite) -> None:
    page = f"{minimal_page('sciatica/get-help.md')}\n## While you wait\n\nStay with somebody.\n\n## More\n\n{more}\n"

    planned = plan_site(make_site(files={"content/en/sciatica/get-help.md": page}))

    assert [rule for rule in rules(planned.report) if rule != "edited-since-review"] == broken


def test_the_notice_about_emergencies_offers_no_visit(make_site: MakeSite) -> None:
    page = "---\nkind: notice\nnotice: emergency\ntitle: Emergencies\nsummary: Help.\n---\n\n[Book](../booking.md)\n"

    planned = plan_site(make_site(files={"content/en/notices/emergency.md": page}))

    assert "emergency-link" in rules(planned.report)
