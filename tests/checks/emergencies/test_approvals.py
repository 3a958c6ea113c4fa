"""Approvals of red flags: whatever is changed afterwards is reported where it is, also in and by another language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plainleaf.checks.emergencies.approvals import list_sets
from plainleaf.content.load import load
from plainleaf.content.red_flags.approval import make_approval_mark
from plainleaf.problems import Report
from tests.checks.emergencies.test_duties import reviewed_carriers
from tests.content.red_flags.test_sets import PATH, PLACED, SET
from tests.site_stages import check_sources, plan_site
from tests.site_tools import (
    DAY,
    MakeSite,
    about_page,
    minimal_config,
    minimal_page,
    places,
    rules,
    run_plainleaf,
)
from tests.site_variants import SPANISH_TOO, translated_words

# A page that places the set, so that it is of use.
ABOUT = {"content/en/about.md": about_page(PLACED)}
SPANISH_PATH = PATH.replace("/en/", "/es/")
SPANISH = (
    SET.replace("you can't feel the skin", "no siente la piel")
    .replace("it is newly hard", "le cuesta")
    .replace("Call", "Llame al")
)


def approve(root: Path, path: str = PATH) -> None:
    """Write the mark that a set needs now into its file."""
    (mark,) = [
        make_approval_mark(each.flags, each.original)
        for each in list_sets(load(root, Report()).red_flags, "en")
        if each.path == path
    ]
    lines = (root / path).read_text("utf-8").split("\n")
    kept = [f'approval_mark: "{mark}"' if line.startswith("approval_mark:") else line for line in lines]
    (root / path).write_text("\n".join(kept), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("newly hard", "hard", "6:25", "the sign 'bladder' differs"),
        ("id: numb", "id: skin", "5:22", "the sign 'skin' differs"),
        ("  - {id: numb, says: you can't feel the skin between your legs}\n", "", "5:3", "has fewer signs,"),
        ("signs:\n", "signs:\n  - {id: sex, says: sex feels numb}\n", "5:21", "the sign 'sex' differs"),
        (" or go to the {emergency.place}", "", "3:10", "the heading differs"),
        ("urgency: emergency", "urgency: urgent", "2:10", "'urgency' differs"),
        ("heading:", "conditions: []\nheading:", "", ""),
        ("heading:", "pages: [people/ben.md]\nheading:", "3:8", "'pages' differs"),
        ('published: "2020"', 'published: "2021"', "11:3", "the evidence differs"),
        ('published: "2020"', 'published: "2020", accessed: 2026-05-02', "", ""),
        ("says: it is newly", "says: it is  newly", "", ""),
        ("title: Signs of", "title: All signs of", "", ""),
    ],
)
def test_what_was_changed_after_the_approval_is_reported_where_it_is(
    old: str, new: str, place: str, says: str, make_site: MakeSite
) -> None:
    report = plan_site(make_site(files={**ABOUT, PATH: SET.replace(old, new, 1)})).report

    found = [problem for problem in report.problems if problem.place.path == PATH]
    assert [f"{each.place.line}:{each.place.column}" for each in found] == ([place] if place else [])
    assert [each.rule for each in found] == (["edited-since-approval"] if place else [])
    assert all(says in each.message for each in found)


def test_a_condition_that_is_taken_off_a_set_is_a_change(make_site: MakeSite) -> None:
    with_condition = SET.replace("heading:", "conditions: [sciatica/index.md]\nheading:")
    root = make_site(files={**ABOUT, PATH: with_condition})
    approve(root)
    (root / PATH).write_text((root / PATH).read_text("utf-8").replace("[sciatica/index.md]", "[]"), encoding="utf-8")

    report = plan_site(root).report

    assert rules(report) == ["edited-since-approval"]
    assert "'conditions' differs" in report.problems[0].message


def test_signs_in_another_order_are_a_change(make_site: MakeSite) -> None:
    first, second = SET.split("\n")[4:6]
    swapped = SET.replace(first, "-").replace(second, first).replace("-\n", f"{second}\n", 1)

    report = plan_site(make_site(files={**ABOUT, PATH: swapped})).report

    assert [problem.message for problem in report.problems] == [
        "the order of the signs differs from what people/ben.md approved"
    ]


def test_several_changes_are_one_problem_at_the_first(make_site: MakeSite) -> None:
    edited = SET.replace("newly hard", "hard").replace(
        "Call {emergency.number} or go", "Call {emergency.number}, or go"
    )

    report = plan_site(make_site(files={**ABOUT, PATH: edited})).report

    assert places(report) == [f"{PATH}:3:10"]
    assert "the heading and the sign 'bladder' differ from" in report.problems[0].message


@pytest.mark.parametrize(
    ("change", "setting", "severity"),
    [
        (("newly hard", "hard"), "demonstration: no", "error"),
        (("newly hard", "hard"), "demonstration: yes", "warning"),
        (("newly hard", "hard"), "tagline: Care", "warning"),
        (("approval_mark: ", "# "), "demonstration: no", "error"),
        (("approval_mark: ", "# "), "demonstration: yes", "warning"),
        (("approved_by: people/ben.md\n", ""), "demonstration: yes", "error"),
        (("approved: 2026-05-14\n", ""), "demonstration: yes", "error"),
    ],
)
def test_a_set_that_is_not_the_approved_one_stops_a_site_for_real_patients(
    change: tuple[str, str], setting: str, severity: str, make_site: MakeSite
) -> None:
    config = minimal_config(("  name: Small Clinic\n", f"  name: Small Clinic\n  {setting}\n"))
    report = plan_site(make_site(files={**ABOUT, PATH: SET.replace(*change), "config.yaml": config})).report

    found = [problem for problem in report.problems if problem.rule in ("edited-since-approval", "not-approved")]
    assert [problem.severity for problem in found] == [severity]


def test_no_problem_prints_a_mark(make_site: MakeSite) -> None:
    root = make_site(files={**ABOUT, PATH: SET.replace("newly hard", "hard")})

    (problem,) = plan_site(root).report.problems

    (each,) = list_sets(load(root, Report()).red_flags, "en")
    for mark in (each.flags.approval_mark, make_approval_mark(each.flags, each.original)):
        assert not any(part in f"{problem.message} {problem.fix}" for part in mark.split("."))


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-05-14", []),
        ("2028-05-14", []),
        ("2028-05-15", ["review-overdue"]),
        ("2029-05-15", ["review-lapsed"]),
    ],
)
def test_an_approval_goes_out_of_date_as_a_review_does(day: str, found: list[str], make_site: MakeSite) -> None:
    report = plan_site(make_site(files={**ABOUT, PATH: SET}), as_of=day).report

    of_set = [problem for problem in report.problems if problem.place.path == PATH]
    assert [problem.rule for problem in of_set] == found
    assert [problem.place.line for problem in of_set] == [8] * len(found)


def test_a_day_of_approval_before_the_year_2000_is_a_slip(make_site: MakeSite) -> None:
    report = plan_site(make_site(files={**ABOUT, PATH: SET.replace("approved: 2026", "approved: 1926")})).report

    assert rules(report) == ["early-day"]


def translated(make_site: MakeSite) -> Path:
    """A site in two languages, whose sets of red flags are both approved."""
    files = {
        **ABOUT,
        PATH: SET,
        SPANISH_PATH: SPANISH,
        "templates/words/es.yaml": translated_words(),
        "content/es/people/ben.md": minimal_page("people/ben.md"),
        "config.yaml": minimal_config(*SPANISH_TOO),
    }
    root = make_site(files=files)
    approve(root, SPANISH_PATH)
    return root


def of_sets(root: Path) -> list[tuple[str, str]]:
    """The language and the rule of each problem with a set."""
    found = plan_site(root).report.problems
    return [(each.place.path.split("/")[1], each.rule) for each in found if "red-flags/" in each.place.path]


def test_a_translation_has_an_approval_of_its_own(make_site: MakeSite) -> None:
    root = translated(make_site)
    before = of_sets(root)
    text = (root / SPANISH_PATH).read_text("utf-8")
    (root / SPANISH_PATH).write_text(text.replace("no siente", "siente"), encoding="utf-8")

    assert before == []
    assert of_sets(root) == [("es", "edited-since-approval")]


@pytest.mark.parametrize(
    ("setting", "severity"),
    [
        ("demonstration: yes", "warning"),
        ("demonstration: no", "error"),
        ("tagline: A", "error"),
        # A slip in config.yaml is one mistake.
        ("demonstration: maybe", "warning"),
        ("demonstratio: yes", "warning"),
        ("demonstration: [", "warning"),
    ],
)
def test_a_translation_that_nobody_approved_is_for_demonstrations(
    setting: str, severity: str, make_site: MakeSite
) -> None:
    root = translated(make_site)
    config = minimal_config(*SPANISH_TOO, ("  name: Small Clinic\n", f"  name: Small Clinic\n  {setting}\n"))
    (root / "config.yaml").write_text(config, encoding="utf-8")
    unapproved = re.sub(r"^approv.*\n", "", SPANISH, flags=re.MULTILINE)
    (root / SPANISH_PATH).write_text(unapproved, encoding="utf-8")

    found = [each for each in check_sources(root).problems if each["path"] == SPANISH_PATH]

    assert [(each["rule"], each["severity"]) for each in found] == [("not-approved", severity)]


def test_a_slip_in_the_name_of_a_condition_is_one_mistake(make_site: MakeSite) -> None:
    files = reviewed_carriers()
    wrong = str(files[PATH]).replace("[sciatica/index.md]", "[sciatica/indx.md]")
    decided = minimal_config(("  name: Small Clinic\n", "  name: Small Clinic\n  demonstration: yes\n"))
    files["config.yaml"] = decided

    before = rules(plan_site(make_site(files=files)).report)
    after = rules(plan_site(make_site(files={**files, PATH: wrong})).report)

    assert sorted(after) == sorted([*before, "broken-link"])


def test_what_keeps_a_demonstration_from_its_patients_has_translations_to_approve(make_site: MakeSite) -> None:
    root = translated(make_site)
    config = minimal_config(*SPANISH_TOO, ("  name: Small Clinic\n", "  name: Small Clinic\n  demonstration: yes\n"))
    (root / "config.yaml").write_text(config, encoding="utf-8")
    (root / SPANISH_PATH).write_text(re.sub(r"^approv.*\n", "", SPANISH, flags=re.MULTILINE), encoding="utf-8")

    listed = run_plainleaf("check", "--ready", "--root", root, "--as-of", DAY).stdout

    assert re.search(rf"{SPANISH_PATH}:\d+:1: nobody has approved this set of red flags \[not-approved\]", listed)


def test_a_translation_is_approved_again_when_its_original_was(make_site: MakeSite) -> None:
    root = translated(make_site)
    (root / PATH).write_text(SET.replace("newly hard", "getting hard"), encoding="utf-8")
    edited = of_sets(root)
    approve(root)
    approved = of_sets(root)
    fixes = [each.fix for each in plan_site(root).report.problems if each.place.path == SPANISH_PATH]
    approve(root, SPANISH_PATH)

    assert edited == [("en", "edited-since-approval")]
    assert approved == [("es", "edited-since-approval")]
    assert [fix.partition(",")[0] for fix in fixes] == ["Translate the change"]
    assert of_sets(root) == []


def test_a_translation_is_stale_where_a_sign_of_its_original_has_changed_since(make_site: MakeSite) -> None:
    root = translated(make_site)
    unapproved = re.sub(r"^approv.*\n", "", SPANISH, flags=re.MULTILINE)
    (root / SPANISH_PATH).write_text(unapproved, encoding="utf-8")
    run_plainleaf("translations", "--record", SPANISH_PATH, "--root", root, "--as-of", DAY)
    recorded = of_sets(root)
    (root / PATH).write_text(SET.replace("newly hard", "getting hard").replace("SET", "set"), encoding="utf-8")
    approve(root)

    (problem,) = [each for each in plan_site(root).report.problems if each.rule == "stale-translation"]

    assert recorded == [("es", "not-approved")]
    assert problem.severity == "error"
    line = (root / SPANISH_PATH).read_text("utf-8").splitlines()[problem.place.line - 1]
    assert (problem.place.path, "id: bladder" in line) == (SPANISH_PATH, True)
    assert problem.message.startswith(f"{PATH}:")
    assert problem.message.endswith("says something else since this sign 'bladder' was translated")


def test_evidence_that_is_added_to_the_original_leaves_the_translation_approved(make_site: MakeSite) -> None:
    root = translated(make_site)
    (root / PATH).write_text(SET.replace('"2020"', '"2021"'), encoding="utf-8")
    approve(root)

    assert of_sets(root) == []
