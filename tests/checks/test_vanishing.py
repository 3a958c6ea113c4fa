"""What patients would miss: topics without their hub, hubs that are not there, alerts in one language only."""

from __future__ import annotations

import pytest

from tests.site_stages import check_sources, plan_site
from tests.site_tools import MakeSite, about_page, minimal_page, rules, write_files
from tests.site_variants import in_two_languages

DAYS = "starts: {}\nexpires: {}\n"
ALERT = "---\nkind: alert\ntitle: Snow\nsummary: Closed.\n{}owner: Ada\n---\n\nWe are closed.\n"
NOW = DAYS.format("2026-11-20", "2026-11-25")
TOPIC = minimal_page("sciatica/symptoms.md", ("(get-help.md)", "(../sciatica/get-help.md)"))


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"content/en/pain/signs.md": TOPIC}, ["no-hub"]),
        ({"content/en/signs.md": TOPIC.replace("../sciatica", "sciatica")}, ["no-hub"]),
        ({"content/en/pain/signs.md": TOPIC, "content/en/pain/index.md": about_page("Text.")}, ["no-hub"]),
        ({"content/en/news/index.md": about_page("A.", "draft: yes\n"), "content/en/news/a.md": about_page("B.")},
         ["hub-not-published"]),
        ({"content/en/news/index.md": about_page("A.", "expires: 2026-11-01\n"),
          "content/en/news/a.md": about_page("B.")}, ["hub-not-published"]),
        ({"content/en/news/index.md": about_page("A.", "publish: 2026-12-01\n"),
          "content/en/news/a.md": about_page("B.", "publish: 2026-12-01\n")}, []),
        ({"content/en/news/index.md": about_page("A.", "draft: yes\n"), "content/en/news/of/26/a.md": about_page("B.")},
         ["hub-not-published"]),
        ({"content/en/news/index.md": about_page("A."), "content/en/news/a.md": about_page("B.")}, []),
    ],
)  # fmt: skip
def test_a_page_belongs_below_one_that_is_there(files: dict[str, str], found: list[str], make_site: MakeSite) -> None:
    report = plan_site(make_site(files=files)).report

    assert [rule for rule in rules(report) if "hub" in rule] == found


def test_a_page_may_belong_to_one_that_cannot_be_read(make_site: MakeSite) -> None:
    files = {"content/en/pain/signs.md": TOPIC, "content/en/pain/index.md": "No front matter."}

    found = check_sources(make_site(files=files)).rules

    assert "no-front-matter" in found
    assert "no-hub" not in found


@pytest.mark.parametrize(
    ("front", "what"), [("draft: yes\n", "a draft"), ("expires: 2026-11-01\n", "not on the site on this day")]
)
def test_a_page_above_others_is_told_why_it_is_not_on_the_site(front: str, what: str, make_site: MakeSite) -> None:
    files = {"content/en/news/index.md": about_page("A.", front), "content/en/news/a.md": about_page("B.")}

    report = plan_site(make_site(files=files)).report

    assert [(each.rule, each.message) for each in report.problems] == [
        ("hub-not-published", f"this page is {what}, but a page is below it on the site, such as 'news/a.md'")
    ]


@pytest.mark.parametrize(
    ("days", "other", "found"),
    [
        (NOW, None, ["alert-in-one-language"]),
        (DAYS.format("2026-12-20", "2026-12-25"), None, ["alert-in-one-language"]),
        (NOW, ("alerts/snow.md", NOW), []),
        (NOW, ("alerts/nieve.md", NOW), []),
        (NOW, ("alerts/snow.md", f"draft: yes\n{NOW}"), ["alert-in-one-language"]),
        (NOW, ("alerts/nieve.md", DAYS.format("2026-12-01", "2026-12-02")), ["alert-in-one-language"] * 2),
        (f"draft: yes\n{NOW}", None, []),
        (DAYS.format("2026-10-20", "2026-10-25"), None, []),
    ],
)
def test_an_alert_is_for_readers_of_every_language(
    days: str, other: tuple[str, str] | None, found: list[str], make_site: MakeSite
) -> None:
    root = make_site(files={"content/en/alerts/snow.md": ALERT.format(days)})
    in_two_languages(root)
    if other:
        write_files(root, {f"content/es/{other[0]}": ALERT.format(other[1])})

    assert [rule for rule in check_sources(root).rules if rule == "alert-in-one-language"] == found


@pytest.mark.parametrize(
    ("other", "days", "fix"),
    [
        (DAYS.format("2026-11-20", "2026-11-22"), "from 2026-11-23 on", "Give content/es/alerts/snow.md the same"),
        (DAYS.format("2026-11-24", "2026-11-25"), "on 2026-11-21", "Give content/es/alerts/snow.md the same"),
        (DAYS.format("2026-11-25", "2026-11-30"), "on 2026-11-21", "Give content/es/alerts/snow.md the same"),
        (DAYS.format("2026-10-20", "2026-10-25"), "", "Give content/es/alerts/snow.md the same"),
        (DAYS.format("2026-11-21", "2026-11-25"), None, ""),
    ],
)
def test_an_alert_is_for_every_day_of_it(other: str, days: str | None, fix: str, make_site: MakeSite) -> None:
    root = make_site(files={"content/en/alerts/snow.md": ALERT.format(DAYS.format("2026-11-20", "2026-11-25"))})
    in_two_languages(root)
    write_files(root, {"content/es/alerts/snow.md": ALERT.format(other)})

    alert = ("alert-in-one-language", "content/en/alerts/snow.md")
    found = [each for each in check_sources(root).problems if (each["rule"], each["path"]) == alert]

    assert [each["message"].partition("this alert")[2].strip() for each in found] == ([] if days is None else [days])
    assert all(each["fix"].startswith(fix) for each in found)


def test_nothing_is_said_of_alerts_in_a_language_with_a_page_that_cannot_be_read(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/alerts/snow.md": ALERT.format(NOW)})
    in_two_languages(root)
    write_files(root, {"content/es/alerts/nieve.md": ALERT.format("starts: soon\nexpires: 2026-11-25\n")})

    rules_found = check_sources(root).rules

    assert "wrong-type" in rules_found
    assert "alert-in-one-language" not in rules_found


@pytest.mark.parametrize(
    ("path", "front", "fix"),
    [
        ("knee/_index.md", "", "Rename it to 'index.md'."),
        ("knee/Index.md", "", "Rename it to 'index.md'."),
        ("_drafts/knee.md", "", "If it is not finished, write 'draft: yes'. If it is, rename '_drafts' to 'drafts'."),
        ("_knee.md", "", "If it is not finished, write 'draft: yes'. If it is, rename '_knee.md' to 'knee.md'."),
        ("_drafts/knee.md", "draft: yes\n", ""),
        ("drafts/knee_pain.md", "", ""),
        ("knee/index.md", "", ""),
    ],
)
def test_names_that_other_programs_read_in_another_way_are_named(
    path: str, front: str, fix: str, make_site: MakeSite
) -> None:
    report = plan_site(make_site(files={f"content/en/{path}": about_page("A.", front)})).report

    assert [(each.rule, each.fix) for each in report.problems] == ([("file-name", fix)] if fix else [])
