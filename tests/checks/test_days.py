"""Days that cannot be right, wherever they are written."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.site_stages import plan_site
from tests.site_tools import MakeSite, about_page, build_folder, minimal_config, minimal_page, places, rules

SYMPTOMS = "content/en/sciatica/symptoms.md"
SOURCE = 'publisher: NICE, published: "2020"'
PRIVACY = "content/en/notices/privacy.md"


def symptoms(*changes: tuple[str, str]) -> dict[str, str]:
    """The page about symptoms with texts replaced."""
    return {SYMPTOMS: minimal_page("sciatica/symptoms.md", *changes)}


def privacy(more: str) -> dict[str, str]:
    """The privacy notice with more lines of front matter."""
    return {PRIVACY: minimal_page("notices/privacy.md", ("notice: privacy\n", f"notice: privacy\n{more}\n"))}


@pytest.mark.parametrize(
    ("files", "rule", "line"),
    [
        (symptoms((SOURCE, f"{SOURCE}, accessed: 2026-11-22")), "future-day", f"{SYMPTOMS}:12:5"),
        (symptoms((SOURCE, f"{SOURCE}, accessed: 1996-11-22")), "early-day", f"{SYMPTOMS}:12:5"),
        (symptoms((SOURCE, f"{SOURCE}, accessed: 2019-12-31")), "early-day", f"{SYMPTOMS}:12:5"),
        (symptoms(('"2020"', '"2027"')), "future-day", f"{SYMPTOMS}:12:5"),
        (symptoms(('"2020"', '"2026-12"')), "future-day", f"{SYMPTOMS}:12:5"),
        (symptoms(('"2020"', '"2016, updated in 2027"')), "future-day", f"{SYMPTOMS}:12:5"),
        (symptoms(("reviewed: 2026", "reviewed: 1926")), "early-day", f"{SYMPTOMS}:9:1"),
        (privacy("as_of: 2026-11-22"), "future-day", f"{PRIVACY}:4:1"),
        (privacy("as_of: 1026-11-22"), "early-day", f"{PRIVACY}:4:1"),
        (privacy("facts:\n  - {fact: A, source: B, as_of: 2027-01-01}"), "future-day", f"{PRIVACY}:5:5"),
        (privacy("sources:\n  - {title: A, accessed: 2027-01-01}"), "future-day", f"{PRIVACY}:5:5"),
    ],
)
def test_a_day_on_which_something_has_happened_is_a_likely_one(
    files: dict[str, str], rule: str, line: str, make_site: MakeSite
) -> None:
    report = plan_site(make_site(files=files)).report

    found = [(each, place) for each, place in zip(rules(report), places(report), strict=True) if each.endswith("-day")]
    assert found == [(rule, line)]


@pytest.mark.parametrize(
    "files",
    [
        symptoms((SOURCE, f"{SOURCE}, accessed: 2026-11-21")),
        symptoms((SOURCE, f"{SOURCE}, accessed: 2020-01-01")),
        symptoms(('"2020"', '"1934"')),
        privacy("as_of: 2000-01-01"),
    ],
)
def test_a_likely_day_is_left_alone(files: dict[str, str], make_site: MakeSite) -> None:
    assert not [rule for rule in rules(plan_site(make_site(files=files)).report) if rule.endswith("-day")]


@pytest.mark.parametrize("day", ["2027-01-01", "1999-12-31"])
def test_days_in_the_settings_are_checked_too(day: str, make_site: MakeSite) -> None:
    lines = f"as_of: {day}, source: HHS, lines: [{{language: es, name: Español, text: Hola}}]"
    config = minimal_config(more=f"language_lines: {{{lines}}}\n")

    report = plan_site(make_site(files={"config.yaml": config})).report

    assert rules(report) == ["future-day" if day > "2026" else "early-day"]
    assert places(report)[0].startswith("config.yaml:")


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("1026-12-10", ["early-day"]),
        ("2062-12-10", ["future-day"]),
        ("9999-12-31", ["future-day"]),
        ("2028-11-20", []),
        ("2000-01-01", []),
    ],
)
@pytest.mark.parametrize("kind", ["page", "alert"])
def test_a_page_or_an_alert_begins_in_a_likely_year(day: str, found: list[str], kind: str, make_site: MakeSite) -> None:
    front = f"publish: {day}\n"
    if kind == "alert":
        front = f"kind: alert\nstarts: {day}\nexpires: {day}\nowner: Front desk\naudience: everyone\n"
    root = make_site(files={"content/en/news.md": about_page("We are closed.", front)})

    report = plan_site(root).report

    assert [rule for rule in rules(report) if rule.endswith("-day")] == found
    assert [place for place in places(report) if ":6:" in place or ":5:" in place or ":4:" in place] or not found


@pytest.mark.parametrize(("last", "found"), [("2026-12-09", ["page-dates"]), ("2026-12-10", [])])
def test_a_page_may_be_on_the_site_for_one_day(last: str, found: list[str], make_site: MakeSite) -> None:
    page = about_page("Text.", f"publish: 2026-12-10\nexpires: {last}\n")
    root = make_site(files={"content/en/news.md": page})

    assert build_folder(root).rules == found
    assert (root / "public/news").exists() is False
    assert (build_folder(root, as_of="2026-12-10").code == 0) is not bool(found)


def test_no_day_to_come_is_in_a_list_or_in_the_history_of_a_page(make_site: MakeSite) -> None:
    new, old = "{date: 2026-12-24, type: clinical, note: New}", "{date: 2026-06-01, type: editorial, note: Old}"
    changes = f"changes:\n  - {new}\n  - {old}"
    root = make_site(files=symptoms(("evidence:", f"{changes}\nevidence:")))

    early, late = plan_site(root), plan_site(root, as_of="2026-12-24")

    for name in ("feed.xml", "sitemap.xml"):
        assert "2026-06-01" in early.text(name)
        assert "2026-12-24" not in early.text(name)
        assert "2026-12-24" in late.text(name)
    assert ElementTree.fromstring(early.text("feed.xml")).findtext("{*}updated") == "2026-06-01T00:00:00Z"
    page, later = (each.job("sciatica/symptoms/index.html").page.review for each in (early, late))
    assert page is not None
    assert later is not None
    assert [change.note for change in page.changes] == ["Old"]
    assert [change.note for change in later.changes] == ["New", "Old"]


@pytest.mark.parametrize(("kind", "is_found"), [("past-date", True), ("date", False)])
def test_a_day_in_a_component_of_a_site_may_be_to_come(kind: str, is_found: bool, make_site: MakeSite) -> None:
    declared = (
        f"title: A class\nsays: It is for all.\noptions:\n  day: {{type: {kind}, help: A day.}}\n"
        "examples:\n  - name: class\n    markdown: |\n      ::: class\n      Come.\n      :::\n"
    )
    files = {
        "templates/components/class/component.yaml": declared,
        "templates/components/class/template.html": "<div>{{ options.day|day }}{{ body|safe }}</div>",
        "content/en/about.md": about_page("::: class\nday: 2027-03-01\n\nCome.\n:::"),
    }

    result = build_folder(make_site(files=files))

    assert [each["line"] for each in result.problems if each["rule"] == "future-day"] == [7] * is_found
