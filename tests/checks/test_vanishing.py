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
