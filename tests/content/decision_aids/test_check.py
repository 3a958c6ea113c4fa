"""A comparison of options is fair, whole, and can be looked up; and good ones are left alone."""

from __future__ import annotations

import pytest

from tests.content.decision_aids.aids import AID, PAGE, changed, page_with, parse
from tests.documents import examples_in
from tests.site_tools import CHECKOUT, CheckSite, MakeSite, about_page, rules

OF_REVIEW = {"edited-since-review", "no-review-mark"}


def option(name: str) -> str:
    """Another option, as it is written."""
    return f"  - {{name: {name}, what: You take tablets., good: [Less pain.], bad: [Your stomach may hurt.]}}\n"


def with_more_options(*names: str) -> str:
    """The aid with more options, which have figures."""
    figures = "".join(f"      {name}: 3\n" for name in names)
    aid = changed(("outcomes:\n", "".join(map(option, names)) + "outcomes:\n"))
    return aid.replace("    source: Low", f"{figures}    source: Low")


def test_an_aid_that_is_right_has_no_problem() -> None:
    assert parse(AID)[1].problems == []


@pytest.mark.parametrize("names", [(), ("Take tablets",), ("Take tablets", "Rest your leg")])
def test_two_to_four_options_can_be_compared(names: tuple[str, ...]) -> None:
    assert parse(with_more_options(*names))[1].problems == []


def test_five_options_cannot_be_compared() -> None:
    _, report = parse(with_more_options("Take tablets", "Rest your leg", "Have a shot"))

    (problem,) = report.problems
    assert (problem.rule, problem.place.line, problem.place.column) == ("component-content", 4, 3)
    assert "5 options" in problem.message


def test_one_option_is_no_choice_and_that_is_one_mistake() -> None:
    start, end = AID.index("  - name: Wait first"), AID.index("outcomes:")
    aid = (AID[:start] + AID[end:]).replace("      Wait first: 94\n", "").replace("      Wait first: not known\n", "")

    assert rules(parse(aid)[1]) == ["component-content"]


def test_two_options_of_one_name_are_reported_at_the_second() -> None:
    _, report = parse(changed(("name: Wait first", "name: Have surgery"), ("      Wait first: 94\n", ""),
                              ("      Wait first: not known\n", "")))  # fmt: skip

    assert [(each.rule, each.place.line) for each in report.problems] == [("repeated-key", 8)]


def test_a_misspelt_name_of_an_option_is_one_mistake_with_its_correction() -> None:
    _, report = parse(changed(("Wait first: 94", "Wait frist: 94")))

    (problem,) = report.problems
    assert (problem.rule, problem.place.line, problem.place.column) == ("uneven-figures", 19, 7)
    assert problem.fix == "Did you mean 'Wait first'?"


@pytest.mark.parametrize(
    "change",
    [
        ("    waits: yes\n", "    wait: yes\n"),
        ("    effect: harm\n", "    effect: harmful\n"),
        ("    figures:\n      Have surgery: 95\n      Wait first: 94\n", ""),
        ("  - name: Wait first\n    what", "  - what"),
        ("not_known: [Who will feel better.]\n", ""),
    ],
)
def test_what_depends_on_an_option_that_is_wrong_is_not_judged(change: tuple[str, str]) -> None:
    assert len(parse(changed(change))[1].problems) == 1


SHARES = [
    "About 1 in 8 people are hurt.", "One in 20 has an infection.", "It helps 60% of people.", "It helps 60 percent.",
    "It goes well for 9 of 10 patients.", "It goes well for 9 out of 10 people.", "In 12.5 % there is harm.",
    "1 in 1,000 cannot walk.", "3 in every 50 people are hurt.", "95 of 100 people recover.",
]  # fmt: skip
NO_SHARES = [
    "You go home in 1 day.", "It takes 15 to 30 minutes.", "You have 2 of 3 visits at home.", "You see one of our men.",
    "Pain was 5 points out of 100 lower.", "You can lift 10 pounds after 6 weeks.", "You come in at 8.",
    "One in the team calls you.", "It is one of two ways.", "The scar is 1 inch long.", "It lasts 1 to 2 years.",
    "You take part in 1 in-office visit.",
]  # fmt: skip


@pytest.mark.parametrize("text", SHARES)
def test_a_share_of_people_beside_an_option_has_no_source(text: str) -> None:
    _, report = parse(changed(("The nerve may be hurt.", f'"{text}"')))

    assert [(each.rule, each.place.line) for each in report.problems] == [("figure-without-source", 7)]


@pytest.mark.parametrize("text", NO_SHARES)
def test_other_numbers_beside_an_option_are_left_alone(text: str) -> None:
    assert parse(changed(("The nerve may be hurt.", f'"{text}"')))[1].problems == []


OTHER_BASES = [
    "It was 1 in 8.", "It was 9 of 64 people.", "It was 3 out of 10 patients.", "It is twice as likely.",
    "It is 3 times as likely.", "That doubles the risk.", "Surgery halves the chance.", "The risk was 50% lower.",
    "That is 20 percent more.", "It happens half as often.",
]  # fmt: skip
GOOD_NOTES = [
    "The exact figure is 12.5.", "It was 20 of 100 people in both groups.", "Leg pain was 5 points out of 100 lower.",
    "The exact figure is 12.5%.", "It was 1 of 2 studies.", "Half had surgery later.", "Some chose surgery later.",
    "They rated their pain 2.8 out of 10.", "The lead was gone in 6 months.", "It is as likely in both groups.",
    "Twice a year they were asked.", "The study lasted 2 of 3 planned years.",
]  # fmt: skip


@pytest.mark.parametrize("text", OTHER_BASES)
def test_a_note_that_counts_in_another_way_is_a_warning(text: str) -> None:
    _, report = parse(changed(("Nobody knows why.", f'"{text}"')))

    assert [(each.rule, each.place.line, each.severity) for each in report.problems] == [("other-base", 23, "warning")]


@pytest.mark.parametrize("text", GOOD_NOTES)
def test_a_note_that_counts_in_the_same_way_or_not_at_all_is_left_alone(text: str) -> None:
    assert parse(changed(("Nobody knows why.", f'"{text}"')))[1].problems == []


def found_in(page: str, make_site: MakeSite, check_site: CheckSite, path: str = PAGE) -> list[tuple[str, int, str]]:
    """Rule, line and fix of each problem of a page, but for those of its review."""
    problems = check_site(make_site(files={path: page})).problems
    return [(each["rule"], each["line"], each["fix"]) for each in problems if each["rule"] not in OF_REVIEW]


def test_a_source_in_the_evidence_of_the_page_is_right(make_site: MakeSite, check_site: CheckSite) -> None:
    assert found_in(page_with(AID), make_site, check_site) == []


def test_the_first_words_of_two_titles_name_no_source(make_site: MakeSite, check_site: CheckSite) -> None:
    one = '  - {title: Low back pain and sciatica, publisher: NICE, published: "2020", address: "https://www.nice.org.uk/guidance/ng59"}\n'
    two = one.replace("sciatica", "sciatica in figures") + one.replace("sciatica", "sciatica in words")
    page = page_with(AID.replace("source: Low back pain and sciatica", "source: Low back"), (one, two))

    found = found_in(page, make_site, check_site)

    assert [(rule, fix) for rule, _, fix in found] == [("figure-without-source", "Write more of the title.")] * 2


def test_a_page_that_nobody_reviews_cannot_give_a_source(make_site: MakeSite, check_site: CheckSite) -> None:
    found = found_in(about_page(AID), make_site, check_site, "content/en/about.md")

    assert {rule for rule, _, _ in found} == {"figure-without-source"}
    assert "topic" in found[0][2]


def test_evidence_that_is_wrong_is_the_only_mistake(make_site: MakeSite, check_site: CheckSite) -> None:
    page = page_with(AID, ("title: Low back pain and sciatica, ", ""))

    found = found_in(page, make_site, check_site)

    assert [rule for rule, _, _ in found] == ["missing-field"]


def test_the_example_in_the_documents_is_right(make_site: MakeSite, check_site: CheckSite) -> None:
    (example,) = examples_in(CHECKOUT / "docs" / "how-to" / "write-a-decision-aid.md")
    title = "Surgery versus prolonged conservative treatment for sciatica"

    page = page_with(example.text, ("Low back pain and sciatica", title))

    assert found_in(page, make_site, check_site) == []
