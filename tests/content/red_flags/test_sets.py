"""Sets of red flags: read from YAML, filled in from config.yaml, and placed whole."""

from __future__ import annotations

import pytest

from plainleaf.checks.emergencies.approvals import list_sets
from plainleaf.content.load import load
from plainleaf.content.red_flags.approval import make_approval_mark
from plainleaf.input.shipped import find_shipped
from plainleaf.problems import Report
from tests.site_stages import check_sources, plan_site
from tests.site_tools import (
    BuildSite,
    MakeSite,
    about_page,
    build_folder,
    minimal_config,
    minimal_page,
    rules,
)

SET = """\
title: Signs of squeezed nerves
urgency: emergency
heading: "Call {emergency.number} or go to the {emergency.place} if:"
signs:
  - {id: numb, says: you can't feel the skin between your legs}
  - {id: bladder, says: it is newly hard to start peeing}
approved_by: people/ben.md
approved: 2026-05-14
approval_mark: "5dd81713bb.fc68.6309.4f53.4f53.eb00.4f53.7f35.fdb0"
evidence:
  - {title: Low back pain and sciatica, publisher: NICE, published: "2020", address: "https://www.nice.org.uk/guidance/ng59"}
"""
PATH = "content/en/red-flags/signs.yaml"
PLACED = "::: red-flags signs\n:::\n\n## Next\n\nWe call back."


def test_a_space_that_must_not_break_is_no_other_word_on_the_finished_page(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    words = (
        (find_shipped() / "templates/words/en.yaml").read_text("utf-8").replace("action required:", "action required :")
    )
    french = SET.replace(" if:", " if :").replace("hard to start", "« hard » to start")
    mark = french.partition('approval_mark: "')[2].partition('"')[0]
    root = make_site(files={PATH: french, "content/en/about.md": about_page(PLACED), "templates/words/en.yaml": words})
    (now,) = [make_approval_mark(each.flags, each.original) for each in list_sets(load(root, Report()).red_flags, "en")]
    (root / PATH).write_text(french.replace(mark, now), encoding="utf-8")

    run = build_site(root)

    assert [problem["rule"] for problem in run.problems if problem["severity"] == "error"] == []
    page = (run.out / "about/index.html").read_text("utf-8")
    assert "action required\N{NO-BREAK SPACE}: </span>" in page
    assert "«\N{NO-BREAK SPACE}hard\N{NO-BREAK SPACE}» to start" in page


def test_a_set_is_placed_whole_with_the_number_of_the_clinic(make_site: MakeSite, build_site: BuildSite) -> None:
    config = minimal_config(
        ("address:", "emergency: {number: '999', place: hospital, reason: The number here}\naddress:")
    )
    files = {PATH: SET, "content/en/about.md": about_page(PLACED), "config.yaml": config}
    for name in ("sciatica/index.md", "sciatica/get-help.md"):
        files[f"content/en/{name}"] = minimal_page(name, ("Call 911", "Call 999"))

    run = build_site(make_site(files=files))

    page = (run.out / "about/index.html").read_text("utf-8")
    assert {problem["rule"] for problem in run.problems} == {"edited-since-review"}
    assert "Call 999 or go to the hospital if:</span></h2>" in page
    assert "<li>you can’t feel the skin between your legs</li>\n<li>it is newly hard to start peeing</li>" in page


def test_its_heading_is_in_the_list_of_contents(make_site: MakeSite, build_site: BuildSite) -> None:
    prose = f"{PLACED}\n\n## More\n\nText.\n\n## Yet more\n\nText."
    run = build_site(make_site(files={PATH: SET, "content/en/about.md": about_page(prose)}))

    page = (run.out / "about/index.html").read_text("utf-8")

    assert 'href="#call-911-or-go-to-the-nearest-emergency-room-if"' in page


@pytest.mark.parametrize(
    ("old", "new", "rule", "place"),
    [
        ("urgency: emergency", "urgency: soon", "wrong-type", "2:10"),
        ("says: it is newly", "says: it is **newly", "wrong-type", "6:25"),
        ("says: it is newly", "says: '[book](booking.md) newly", "wrong-type", "6:25"),
        ("id: bladder", "id: numb", "repeated-key", "6:10"),
        ("id: bladder", "id: Bladder!", "wrong-type", "6:10"),
        ("Call {emergency.number} or", "Call us or", "card-without-number", "3:10"),
        ("approved: 2026-05-14\n", "", "not-approved", "1:1"),
    ],
)
def test_a_mistake_in_a_set_is_reported_once_at_its_place(
    old: str, new: str, rule: str, place: str, make_site: MakeSite
) -> None:
    text = SET.replace(old, new).replace("start peeing}", "start peeing'}" if "'[" in new else "start peeing}")
    root = make_site(files={PATH: text, "content/en/about.md": about_page(PLACED)})

    problems = check_sources(root).problems

    assert [problem["rule"] for problem in problems] == [rule]
    assert f"{problems[0]['path']}:{problems[0]['line']}:{problems[0]['column']}" == f"{PATH}:{place}"


@pytest.mark.parametrize(
    ("gap", "fix"),
    [
        ("{emergency.nummer}", "Did you mean '{emergency.number}'?"),
        ("{phone}", "Only {emergency.number} and {emergency.place} are."),
    ],
)
def test_a_gap_that_nothing_fills_in_is_named(gap: str, fix: str, make_site: MakeSite) -> None:
    text = SET.replace("{emergency.number}", gap)
    root = make_site(files={PATH: text, "content/en/about.md": about_page(PLACED)})

    (problem,) = check_sources(root).problems

    assert problem["fix"] == f"Nothing is filled in for '{gap}'. {fix}"


def test_a_set_with_an_unknown_page_or_an_approver_who_is_no_person_is_reported(make_site: MakeSite) -> None:
    text = SET.replace("people/ben.md", "about.md").replace("heading:", "pages: [abuot.md]\nheading:")

    planned = plan_site(make_site(files={PATH: text}))

    assert rules(planned.report) == ["broken-link", "wrong-kind"]
    assert planned.report.problems[0].fix == "Did you mean 'about.md'?"


@pytest.mark.parametrize(
    ("files", "is_reported"),
    [
        ({}, True),
        ({"content/en/about.md": about_page(PLACED)}, False),
        # A draft will place it, and what is misspelt may.
        ({"content/en/about.md": about_page(PLACED, "draft: yes\n")}, False),
        ({"content/en/about.md": about_page(PLACED.replace("signs", "sings"))}, False),
        ({"content/en/about.md": about_page(PLACED.replace("red-flags", "red-flgas"))}, False),
        ({"content/en/about.md": "---\ntitle: [\n---\n"}, False),
        ({PATH: SET.replace("heading:", "pages: [about.md]\nheading:")}, False),
        ({PATH: SET.replace("heading:", "conditions: [sciatica/index.md]\nheading:")}, False),
        # No page must carry a set that is only urgent.
        ({PATH: SET.replace("heading:", "pages: [about.md]\nheading:").replace(": emergency", ": urgent")}, True),
    ],
)
def test_a_set_that_no_page_shows_and_none_has_to_is_reported(
    files: dict[str, str], is_reported: bool, make_site: MakeSite
) -> None:
    root = make_site(files={PATH: SET, **files})

    found = check_sources(root).rules

    assert found.count("unused-red-flags") == is_reported


def test_a_set_is_in_use_in_the_next_build_too(make_site: MakeSite) -> None:
    root = make_site(files={PATH: SET, "content/en/about.md": about_page(PLACED)})
    build_folder(root)

    contact = root / "content/en/contact.md"
    contact.write_text(f"{contact.read_text('utf-8')}\nMore.\n", "utf-8")
    again = build_folder(root).rules
    (root / "content/en/about.md").write_text(about_page("Text."), "utf-8")

    assert "unused-red-flags" not in again
    assert "unused-red-flags" in build_folder(root).rules


def test_an_approval_in_the_future_is_reported(make_site: MakeSite) -> None:
    planned = plan_site(
        make_site(files={"content/en/about.md": about_page(PLACED), PATH: SET.replace("2026-05-14", "2026-11-22")})
    )

    assert rules(planned.report) == ["future-review"]


def test_a_changed_sign_changes_every_page_that_carries_it(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site(files={PATH: SET, "content/en/about.md": about_page(PLACED)})
    build_site(root)
    (root / PATH).write_text(SET.replace("newly hard", "getting hard"), encoding="utf-8")

    run = build_site(root)

    assert "it is getting hard to start peeing" in (run.out / "about/index.html").read_text("utf-8")


def test_the_sets_of_a_language_are_loaded_by_the_names_of_their_files(make_site: MakeSite) -> None:
    report = Report()

    inputs = load(make_site(files={PATH: SET, "content/en/red-flags/notes.txt": "Not a set."}), report)

    assert [sign.id for sign in inputs.red_flags["en"].known["signs"].signs] == ["numb", "bladder"]
    assert list(inputs.red_flags["en"].known) == ["signs"]
