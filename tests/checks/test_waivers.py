"""Waivers: a warning may be left by a named person, for a reason, until a day. An error may not."""

from __future__ import annotations

import pytest

from tests.site_stages import check_sources
from tests.site_tools import MakeSite, about_page, build_folder, minimal_config

VAGUE = about_page("To reach us, [click here](contact.md).")


def waiver(rule: str = "vague-link", by: str = "people/ada.md", until: str = "2027-05-01") -> str:
    """A config.yaml with a waiver for the page about us."""
    fields = f"{{rule: {rule}, file: content/en/about.md, reason: It is a poster., by: {by}, until: {until}}}"
    return f"{minimal_config()}policies:\n  waivers:\n    - {fields}\n"


def test_a_waived_warning_is_not_reported_up_to_its_last_day(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": VAGUE, "config.yaml": waiver(until="2026-12-31")})

    last_day, after = (build_folder(root, as_of=day) for day in ("2026-12-31", "2027-01-01"))

    assert last_day.rules == []
    assert sorted(after.rules) == ["vague-link", "waiver-over"]


def test_a_waiver_holds_for_its_file_alone(make_site: MakeSite) -> None:
    files = {"content/en/about.md": VAGUE, "content/en/team.md": VAGUE.replace("About us", "Our team")}
    root = make_site(files={**files, "config.yaml": waiver()})

    assert [each["path"] for each in check_sources(root).problems] == ["content/en/team.md"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [("You can skip your insulin dose today.", "unsafe-medicine"), ("[Us](nowhere.md)", "broken-link")],
)
def test_an_error_cannot_be_waived(text: str, rule: str, make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": about_page(text), "config.yaml": waiver(rule)})

    result = check_sources(root)

    assert sorted(result.rules) == sorted([rule, "waiver-unused"])
    assert result.code == 1


@pytest.mark.parametrize("by", ["people/nobody.md", "contact.md"])
def test_a_waiver_by_nobody_does_not_count(by: str, make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": VAGUE, "config.yaml": waiver(by=by)})

    assert sorted(check_sources(root).rules) == ["vague-link", "wrong-waiver"]


@pytest.mark.parametrize(
    ("reason", "found"), [("Because.", ["vague-link", "wrong-waiver"]), ("A poster.", ["vague-link", "wrong-waiver"]),
                          ("On a poster.", [])],
)  # fmt: skip
def test_a_reason_has_three_words_at_least(reason: str, found: list[str], make_site: MakeSite) -> None:
    config = waiver().replace("It is a poster.", reason)
    root = make_site(files={"content/en/about.md": VAGUE, "config.yaml": config})

    assert sorted(check_sources(root).rules) == found


STATEMENT = """---
kind: notice
title: Accessibility
summary: Who can use this site.
notice: accessibility
as_of: 2026-05-01
jurisdiction: Michigan
target: the guidelines, level AA
---

Tell us what stops you.
"""


@pytest.mark.parametrize(("day", "limits"), [("2026-12-31", 1), ("2027-01-01", 0)])
def test_what_is_waived_is_a_known_limit_in_the_accessibility_statement(
    day: str, limits: int, make_site: MakeSite
) -> None:
    files = {"content/en/about.md": VAGUE, "content/en/notices/accessibility.md": STATEMENT}
    root = make_site(files={**files, "config.yaml": waiver(until="2026-12-31")})

    out = build_folder(root, as_of=day).out

    page = (out / "notices/accessibility/index.html").read_text("utf-8")
    says = '<a href="/about/">About us</a> has a link that does not say well where it leads.'
    assert page.count(says) == limits
    assert page.count("December 31, 2026") == limits
    assert ("What does not work yet" in page) == bool(limits)
