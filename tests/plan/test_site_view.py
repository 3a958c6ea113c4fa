"""What is the same on every page: menu, actions, notices, alert, security policy."""

from __future__ import annotations

import pytest

from tests.site_stages import plan_site
from tests.site_tools import BuildSite, MakeSite, about_page, minimal_config, rules

SNOW = (
    "---\nkind: alert\ntitle: Snow\nsummary: Closed.\n{}owner: Front desk\n---\n\n"
    'The "office" is closed. [](phone:appointments)\n'
)
DAYS = "starts: 2026-11-20\nexpires: 2026-11-30\n"
FORM = "booking:\n  delivery: endpoint\n  endpoint: https://forms.example:8443/a/b\n  allowed_hosts: [forms.example]\n"


def test_the_menu_lists_the_pages_that_ask_for_it_in_their_order(make_site: MakeSite) -> None:
    files = {
        "content/en/about.md": about_page("Hello.", "menu: 2\nmenu_title: About\n"),
        "content/en/news.md": about_page("News.", "menu: 1\n").replace("About us", "News"),
        "content/en/later.md": about_page("Later.", "menu: 3\ndraft: yes\n"),
    }

    menu = plan_site(make_site(files=files)).job("index.html").site.menu

    assert [link.title for link in menu] == ["News", "About"]


def test_a_menu_entry_is_current_on_its_page_and_on_those_below(make_site: MakeSite) -> None:
    page = (make_site() / "content/en/sciatica/index.md").read_text(encoding="utf-8")
    root = make_site(
        files={"content/en/sciatica/index.md": page.replace("title: Sciatica", "title: Sciatica\nmenu: 1")}
    )

    planned = plan_site(root)

    for path, is_current, here in (
        ("sciatica/symptoms", True, ""),
        ("sciatica", True, "/sciatica/"),
        ("about", False, ""),
    ):
        site = planned.job(f"{path}/index.html").site
        assert ([link.is_current for link in site.menu], site.here) == ([is_current], here)


def test_an_action_leads_to_a_page_or_calls_a_number(make_site: MakeSite) -> None:
    actions = (
        "actions:\n  - {label: Ask for a visit, short: Ask, icon: calendar, page: booking.md}\n"
        "  - {label: Call us, short: Call, icon: phone, phone: appointments}\n"
    )

    site = plan_site(make_site(files={"config.yaml": minimal_config(more=actions)})).job("booking/index.html").site

    assert [(action.label, action.number, action.url, action.is_current) for action in site.actions] == [
        ("Ask for a visit", "", "/booking/", True),
        ("Call us", "313-555-0100", "tel:+13135550100", False),
    ]


@pytest.mark.parametrize(("short", "is_long"), [("B" * 30, False), ("B" * 31, True)])
def test_a_bar_whose_labels_do_not_fit_on_two_lines_of_a_phone_says_so(
    short: str, is_long: bool, make_site: MakeSite, build_site: BuildSite
) -> None:
    action = f"  - {{label: Book, short: {short}, icon: calendar, page: booking.md}}\n"

    run = build_site(make_site(files={"config.yaml": minimal_config(more=f"actions:\n{action}{action}")}))

    assert ('<nav class="actions is-long"' in (run.out / "index.html").read_text("utf-8")) == is_long


@pytest.mark.parametrize(
    ("day", "is_live"), [("2026-11-19", False), ("2026-11-20", True), ("2026-11-30", True), ("2026-12-01", False)]
)
def test_an_alert_is_live_from_its_first_day_to_its_last(day: str, is_live: bool, make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"content/en/alerts/snow.md": SNOW.format(DAYS)}), as_of=day)

    alert = planned.job("index.html").site.alert
    assert (alert is not None) == is_live
    assert not any(path.startswith("alerts") for path in planned.paths())
    assert rules(planned.report) == (["alert-expired"] if day == "2026-12-01" else [])


def test_the_text_of_an_alert_is_converted_and_typeset(make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"content/en/alerts/snow.md": SNOW.format(DAYS)}))

    alert = planned.job("index.html").site.alert
    assert alert is not None
    assert alert.html.startswith("<p>The “office” is closed. <a ")
    assert 'href="tel:+13135550100"' in alert.html
    assert ">313-555-0100</a></p>" in alert.html


def test_a_draft_of_an_alert_is_not_live(make_site: MakeSite) -> None:
    planned = plan_site(make_site(files={"content/en/alerts/snow.md": SNOW.format(f"draft: yes\n{DAYS}")}))

    assert planned.job("index.html").site.alert is None
    assert planned.report.problems == []


def test_the_security_policy_allows_the_sites_own_files_and_nothing_else(make_site: MakeSite) -> None:
    policy = plan_site(make_site()).job("index.html").site.security_policy

    assert "default-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    ("agreement", "target"),
    [("yes", "form-action https://forms.example:8443 'self'"), ("demonstration", "form-action 'none'")],
)
def test_the_security_policy_lets_a_form_go_where_it_is_sent(agreement: str, target: str, make_site: MakeSite) -> None:
    booking = f"{FORM}  agreement: {agreement}\n"
    config = minimal_config(("booking:\n  delivery: none\n", booking))

    policy = plan_site(make_site(files={"config.yaml": config})).job("index.html").site.security_policy

    assert policy.endswith(target)
