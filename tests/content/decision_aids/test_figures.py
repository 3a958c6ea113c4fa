"""Figures of a decision aid that contradict each other, in the language of the page."""

from __future__ import annotations

import pytest

from tests.content.decision_aids.aids import AID, PAGE, changed, page_with
from tests.site_stages import plan_site
from tests.site_tools import MakeSite, build_folder

NOTE = "Nobody knows why."
RULE = "contradicting-figures"
WORSE = """\
  - outcome: {outcome}
    effect: harm
    after: After 1 year
    figures:
      Have surgery: {count}
      Wait first: not known
    source: Low back pain and sciatica
    base: 200 invented people.
    certainty: low
not_known: [Who"""


def with_outcome(outcome: str, count: int) -> str:
    """The aid with another outcome, which so many people have after surgery."""
    return changed(("not_known: [Who", WORSE.format(outcome=outcome, count=count)))


@pytest.mark.parametrize(
    ("note", "is_found"),
    [
        ("In all, 19 of 20 people who had surgery felt better.", False),
        ("Only 5 of 100 people felt no better with surgery.", False),
        ("The exact figure is 94.6.", False),
        ("They were asked after 1.5 years.", False),
        ("It took 4 of 12 weeks.", False),
        ("Of those who waited, 49 of 100 people felt better.", True),
        ("The exact figure is 64.6.", True),
    ],
)
def test_a_note_gives_no_other_figure_than_its_outcome(note: str, is_found: bool, make_site: MakeSite) -> None:
    page = page_with(changed((NOTE, note)))

    found = [each for each in plan_site(make_site(files={PAGE: page})).report.problems if each.rule == RULE]

    lines = page.split("\n")
    assert [lines[each.place.line - 1] for each in found] == [f"    note: {note}"] * is_found


@pytest.mark.parametrize(
    ("outcome", "count", "is_found"),
    [
        ("Do not feel better", 5, False),
        ("Do not feel better", 15, True),
        ("Feel worse", 5, False),
        ("Feel worse", 25, True),
        ("Feel the same", 25, True),
        ("Have less pain", 50, False),
        ("Do not go back to work", 80, False),
    ],
)
def test_people_are_counted_once(outcome: str, count: int, is_found: bool, make_site: MakeSite) -> None:
    files = {PAGE: page_with(with_outcome(outcome, count))}

    assert [each.rule for each in plan_site(make_site(files=files)).report.problems if each.rule == RULE] == [
        RULE
    ] * is_found


def test_outcomes_of_other_times_are_not_compared(make_site: MakeSite) -> None:
    aid = with_outcome("Feel worse", 25).replace("After 1 year", "After 2 years", 1)

    assert RULE not in [each.rule for each in plan_site(make_site(files={PAGE: page_with(aid)})).report.problems]


def test_figures_were_not_compared_on_a_day_to_come(make_site: MakeSite) -> None:
    root = make_site(files={PAGE: page_with(AID.replace("as_of: 2026-05-14", "as_of: 2027-05-14"))})

    early, late = build_folder(root), build_folder(root, as_of="2027-05-14")

    written = (root / PAGE).read_text("utf-8").split("\n")
    lines = [written[each["line"] - 1] for each in early.problems if each["rule"] == "future-day"]
    assert lines == ["as_of: 2027-05-14"]
    assert "future-day" not in late.rules
