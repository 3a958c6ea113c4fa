"""Reviews: when a page is due again, whether its text is the reviewed one, and what the page says about it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.checks.review import due_date
from tests.content.red_flags.test_sets import PATH, SET
from tests.site_stages import check_sources, plan_site
from tests.site_tools import (
    DAY,
    BuildSite,
    CheckSite,
    MakeSite,
    minimal_config,
    minimal_page,
    rules,
)

SYMPTOMS = "content/en/sciatica/symptoms.md"
CASE = """---
kind: case-study
title: A driver
summary: A driver's story.
author: people/ada.md
reviewer: people/ben.md
reviewed: 2026-05-14
condition: sciatica/index.md
presentation: Pain.
finding: A sore nerve.
outcome: He drives again.
lesson: Ask early.
consent: {type: invented}
evidence:
  - {title: Low back pain and sciatica, publisher: NICE, published: "2020", address: "https://www.nice.org.uk/guidance/ng59"}
---

He had sciatica.
"""


@pytest.mark.parametrize(
    ("reviewed", "months", "due"),
    [
        (date(2026, 5, 14), 24, date(2028, 5, 14)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_a_review_is_due_so_many_calendar_months_later(reviewed: date, months: int, due: date) -> None:
    assert due_date(reviewed, months) == due


@given(some.dates(date(2000, 1, 1), date(2090, 1, 1)), some.integers(1, 36))
def test_the_day_is_the_same_or_the_last_of_its_month(reviewed: date, months: int) -> None:
    due = due_date(reviewed, months)

    assert (due.year - reviewed.year) * 12 + due.month - reviewed.month == months
    assert due.day == reviewed.day or (due.day < reviewed.day and due.day >= 28)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-11-21", "current"),
        ("2028-02-14", "current"),
        ("2028-02-15", "due-soon"),
        ("2028-05-14", "due-soon"),
        ("2028-05-15", "overdue"),
        ("2029-05-14", "overdue"),
        ("2029-05-15", "lapsed"),
    ],
)
def test_a_review_goes_from_current_to_lapsed_as_time_goes(day: str, state: str, make_site: MakeSite) -> None:
    planned = plan_site(make_site(), as_of=day)

    review = planned.job("sciatica/symptoms/index.html").page.review
    assert review is not None
    assert (review.state, review.due) == (state, date(2028, 5, 14))


def test_a_page_may_be_due_sooner_than_the_policy_of_the_clinic_says(make_site: MakeSite) -> None:
    page = minimal_page("sciatica/symptoms.md", ("reviewed: 2026-05-14", "reviewed: 2026-05-14\nreview_every: 6"))

    planned = plan_site(make_site(files={SYMPTOMS: page}))

    reviews = [planned.job(f"sciatica/{name}/index.html").page.review for name in ("symptoms", "get-help")]
    assert [review and review.due for review in reviews] == [date(2026, 11, 14), date(2028, 5, 14)]
    assert rules(planned.report) == ["review-overdue"]


@pytest.mark.parametrize(
    ("mistake", "day"),
    [
        (("author: people/ada.md\nreviewer: people/ben.md\n", ""), DAY),
        (("reviewed: 2026-05-14\nreview_mark: 42c682e367\n", ""), "2030-12-31"),
        (("reviewed: 2026-05-14", "reviewed: soon"), "2030-12-31"),
    ],
)
def test_a_review_that_is_unclear_is_not_judged(
    mistake: tuple[str, str], day: str, make_site: MakeSite, check_site: CheckSite
) -> None:
    result = check_site(make_site(files={SYMPTOMS: minimal_page("sciatica/symptoms.md", mistake)}), as_of=day)

    found = {problem["rule"] for problem in result.problems if problem["path"] == SYMPTOMS}
    assert found <= {"missing-field", "wrong-type"}


def test_a_review_in_a_year_that_is_surely_mistyped_is_reported_as_too_early_only(make_site: MakeSite) -> None:
    page = minimal_page("sciatica/symptoms.md", ("reviewed: 2026-05-14", "reviewed: 1926-05-14"))

    report = plan_site(make_site(files={SYMPTOMS: page})).report

    assert rules(report) == ["early-day"]


@pytest.mark.parametrize(("policy", "is_error"), [("warning", False), ("error", True)])
def test_stale_content_is_a_warning_unless_the_clinic_says_otherwise(
    policy: str, is_error: bool, make_site: MakeSite, build_site: BuildSite
) -> None:
    config = (make_site() / "config.yaml").read_text(encoding="utf-8") + f"policies: {{stale: {policy}}}\n"

    result = build_site(make_site(files={"config.yaml": config}), as_of="2030-12-31")

    assert set(result.rules) == {"review-lapsed"}
    assert result.code == is_error


@pytest.mark.parametrize(
    ("change", "is_edited"),
    [
        (("burning", "icy"), True),
        (("summary: What", "summary: Things that"), True),
        (("aspect: symptoms", "aspect: outlook"), True),
        (("Pain, or a burning", "Pain,  or a\nburning"), False),
        (("order: 1", "order: 1\nmenu_title: Signs"), False),
        (("reviewed: 2026-05-14", "reviewed: 2026-06-14"), False),
    ],
)
def test_an_edit_of_the_clinical_text_shows_and_one_of_spaces_does_not(
    change: tuple[str, str], is_edited: bool, make_site: MakeSite
) -> None:
    planned = plan_site(make_site(files={SYMPTOMS: minimal_page("sciatica/symptoms.md", change)}))

    assert rules(planned.report) == (["edited-since-review"] if is_edited else [])


def test_the_mark_does_not_depend_on_line_numbers(make_site: MakeSite) -> None:
    marks = set[str]()
    for text in (CASE, CASE.replace("title:", "# a note to ourselves\ntitle:")):
        planned = plan_site(make_site(files={"content/en/case.md": text}))
        marks.add(planned.page("case.md").mark)

    assert len(marks) == 1


def test_no_problem_prints_the_mark_that_would_silence_it(make_site: MakeSite) -> None:
    edited = minimal_page("sciatica/symptoms.md", ("burning", "icy"))
    planned = plan_site(make_site(files={"content/en/case.md": CASE, SYMPTOMS: edited}))

    marks = [planned.page(page).mark for page in ("case.md", "sciatica/symptoms.md")]
    printed = " ".join(f"{problem.message} {problem.fix}" for problem in planned.report.problems)
    assert rules(planned.report) == ["no-review-mark", "edited-since-review"]
    assert not any(mark in printed for mark in marks)


@pytest.mark.parametrize(
    ("setting", "is_error"), [("demonstration: no", True), ("demonstration: yes", False), ("tagline: Care", False)]
)
def test_an_edit_after_the_review_stops_a_site_for_real_patients(
    setting: str, is_error: bool, make_site: MakeSite
) -> None:
    edited = minimal_page("sciatica/symptoms.md", ("burning", "icy"))
    config = minimal_config(("  name: Small Clinic\n", f"  name: Small Clinic\n  {setting}\n"))
    root = make_site(files={SYMPTOMS: edited, "config.yaml": config})

    run = check_sources(root)

    found = [problem["severity"] for problem in run.problems if problem["rule"] == "edited-since-review"]
    assert found == ["error" if is_error else "warning"]


@pytest.mark.parametrize(("setting", "severity"), [("demonstration: no", "error"), ("demonstration: yes", "warning")])
def test_a_review_to_come_stops_a_site_for_real_patients(setting: str, severity: str, make_site: MakeSite) -> None:
    config = minimal_config(("  name: Small Clinic\n", f"  name: Small Clinic\n  {setting}\n"))
    files = {"config.yaml": config, PATH: SET.replace("2026-05-14", "2026-11-22")}

    report = plan_site(make_site("future-review", files=files)).report

    found = {each.place.path: each.severity for each in report.problems if each.rule == "future-review"}
    assert found == {SYMPTOMS: severity, PATH: severity}


@pytest.mark.parametrize(
    ("day", "found"), [("2026-05-13", ["future-review"] * 3), ("2026-05-14", []), ("2026-05-15", [])]
)
def test_a_review_of_today_is_not_in_the_future(day: str, found: list[str], make_site: MakeSite) -> None:
    assert rules(plan_site(make_site(), as_of=day).report) == found


def test_a_page_says_who_reviewed_it_and_when_the_next_review_is_due(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    result = build_site(make_site())

    page = (result.out / "sciatica/symptoms/index.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", "", page)
    assert "Page last reviewed: May 14, 2026. Next review due: May 14, 2028." in text
    assert "Ada Example" in text
    assert "Ben Example" in text


def test_an_edited_page_never_says_that_it_was_reviewed(make_site: MakeSite, build_site: BuildSite) -> None:
    result = build_site(make_site("edited-since-review"))

    page = (result.out / "sciatica/symptoms/index.html").read_text(encoding="utf-8")
    assert "Page last reviewed" not in page
    assert "lastReviewed" not in page
    assert "reviewedBy" not in page
    assert "edited after its last review" in page


@pytest.mark.parametrize("path", ["booking", "thanks", "contact"])
def test_forms_and_the_pages_after_them_have_no_review_line(
    path: str, make_site: MakeSite, build_site: BuildSite
) -> None:
    result = build_site(make_site())

    assert "reviewed" not in (result.out / path / "index.html").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize(
    ("day", "kind", "found"),
    [
        ("2026-05-15", "clinical", ["edited-since-review"]),
        ("2026-05-14", "clinical", []),
        ("2026-05-15", "editorial", []),
        # That it is to come is another problem.
        ("2026-12-24", "clinical", []),
    ],
)
def test_a_clinical_change_after_the_review_was_not_reviewed(
    day: str, kind: str, found: list[str], make_site: MakeSite
) -> None:
    changes = f"changes:\n  - {{date: {day}, type: {kind}, note: A warning}}\nevidence:"
    page = minimal_page("sciatica/symptoms.md", ("evidence:", changes))

    problems = check_sources(make_site(files={SYMPTOMS: page})).problems
    edited = [problem for problem in problems if problem["rule"] == "edited-since-review"]

    assert [problem["rule"] for problem in edited] == found
    assert all("2026-05-15 is later than the review of 2026-05-14" in problem["message"] for problem in edited)
