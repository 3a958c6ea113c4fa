"""`next-change`: the day on which a site changes by itself, and what a build shows on that day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site_tools import DAY, MakeSite, about_page, minimal_config, minimal_page, run_plainleaf

ALERT = """---
kind: alert
title: Snow
summary: We are closed.
starts: 2026-12-01
expires: 2026-12-24
owner: Front desk
---

We call you.
"""
OVERDUE = "2028-05-15"


def changes(root: Path, *more: str, day: str = DAY) -> list[str]:
    """The lines that the command prints."""
    run = run_plainleaf("next-change", "--root", root, "--as-of", day, *more)
    assert run.code == 0
    return run.stdout.splitlines()


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        (
            "about.md",
            about_page("Hello.", "publish: 2026-11-22\n"),
            "2026-11-22: content/en/about.md: the page is published",
        ),
        (
            "about.md",
            about_page("Hello.", "expires: 2026-11-21\n"),
            "2026-11-22: content/en/about.md: the page is taken off the site",
        ),
        ("alerts/snow.md", ALERT, "2026-12-01: content/en/alerts/snow.md: the alert begins"),
    ],
)
def test_the_next_day_on_which_something_changes_is_said(name: str, text: str, line: str, make_site: MakeSite) -> None:
    assert changes(make_site(files={f"content/en/{name}": text})) == [line]


def test_an_alert_ends_on_the_day_after_its_last(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/alerts/snow.md": ALERT})

    assert changes(root, day="2026-12-01") == ["2026-12-25: content/en/alerts/snow.md: the alert ends"]
    assert changes(root, day="2026-12-24") == ["2026-12-25: content/en/alerts/snow.md: the alert ends"]
    assert changes(root, day="2026-12-25")[0].startswith(OVERDUE)


def test_reviews_fall_due_together_and_lapse_later(make_site: MakeSite) -> None:
    root = make_site()

    first, after = changes(root), changes(root, day=OVERDUE)

    assert len(first) == 3
    assert all(line.startswith(f"{OVERDUE}: content/en/sciatica/") and "overdue" in line for line in first)
    assert all("lapsed" in line for line in after)


def test_an_edited_page_says_so_on_any_day(make_site: MakeSite) -> None:
    page = minimal_page("sciatica/symptoms.md", ("burning", "icy"))

    assert len(changes(make_site(files={"content/en/sciatica/symptoms.md": page}))) == 2


def test_drafts_change_nothing(make_site: MakeSite) -> None:
    draft = about_page("Hello.", "draft: yes\npublish: 2026-11-22\n")

    assert changes(make_site(files={"content/en/about.md": draft}))[0].startswith(OVERDUE)


def test_closings_leave_the_opening_hours_on_the_next_day(make_site: MakeSite) -> None:
    closed = "    closures:\n      - {date: 2026-11-21, reason: Painting}\nbooking:\n"

    (line,) = changes(make_site(files={"config.yaml": minimal_config(("booking:\n", closed))}))

    assert line.startswith("2026-11-22: config.yaml: ")


def test_every_change_to_come_can_be_listed_in_order(make_site: MakeSite) -> None:
    lines = changes(make_site(files={"content/en/alerts/snow.md": ALERT}), "--all")

    assert lines == sorted(lines)
    assert len(lines) == 2 + 2 * 3


def test_a_site_may_stay_as_it_is(make_site: MakeSite) -> None:
    assert changes(make_site(), day="2040-01-01") == ["Nothing on this site changes by itself."]
