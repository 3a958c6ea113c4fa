"""A build after a page was renamed, moved in lists or taken off the site makes what a clean build makes, and plans only
the pages that may show it.
"""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from plainleaf.content.load_inputs import load_inputs
from plainleaf.content.read import read
from plainleaf.index.overview import Reusable, make_overview
from plainleaf.input.shipped import find_shipped
from plainleaf.options import Options
from plainleaf.problems import Report
from plainleaf.reuse import load_baseline
from plainleaf.state.state import open_state
from tests.edits import append, change
from tests.examples import examples
from tests.site_tools import DAY, MakeSite, build_folder, differing_files, lay_minimal
from tests.site_variants import in_two_languages

# Pages, and lines of front matter that they get. What an edit breaks, the next of its field puts right.
ONE_OF_EACH = (
    ("en/about.md", "title: What we are"),
    ("en/sciatica/index.md", "title: The sciatic nerve"),
    ("en/sciatica/index.md", "menu_title: Nerve"),
    ("en/sciatica/symptoms.md", "summary: What you may feel."),
    ("en/sciatica/symptoms.md", "order: 1"),
    ("en/sciatica/get-help.md", "title: Get help soon"),
    ("en/people/ada.md", "title: Ada Sample"),
    ("en/index.md", "title: Another clinic"),
    ("es/index.md", "title: Nuestra casa"),
    ("en/about.md", "also_known_as: [Our people]"),
    ("en/about.md", "menu: 3"),
    ("en/about.md", "title: Ourselves"),
    ("en/about.md", "slug: ourselves"),
    ("en/about.md", "publish: 2026-11-01"),
    ("en/about.md", "expires: 2026-11-20"),
    ("en/about.md", "expires: 2027-11-20"),
    ("en/about.md", "draft: yes"),
    ("en/about.md", "draft: no"),
)
PAGES = sorted({page for page, _ in ONE_OF_EACH} | {"en/contact.md", "en/booking.md", "en/notices/privacy.md"})
FIELDS = ("title", "menu_title", "summary", "also_known_as", "order", "menu", "aliases")
VALUES = {"order": some.integers(1, 9), "menu": some.integers(1, 9), "aliases": some.sampled_from(["[/a/]", "[/b/c/]"])}
TEXTS = some.sampled_from(["Back pain", "Aches", "Zeal", 'our "own" way', "Leg pain"]).map(lambda text: f"'{text}'")
LINES = some.sampled_from(FIELDS).flatmap(
    lambda field: VALUES.get(field, TEXTS.map(lambda text: f"[{text}]" if field == "also_known_as" else text)).map(
        lambda value: f"{field}: {value}"
    )
)


def set_field(root: Path, page: str, line: str) -> None:
    """Give a page a line of front matter, in place of that with the same field."""
    file = root / "content" / page
    text = re.sub(rf"(?m)^{line.split(':')[0]}:.*\n", "", file.read_text(encoding="utf-8"), count=1)
    file.write_text(text.replace("---\n", f"---\n{line}\n", 1), encoding="utf-8")


def differences(root: Path, clean_out: Path) -> list[str]:
    """In what an incremental build differs from a clean one."""
    made, clean = build_folder(root), build_folder(root, "--clean", out=clean_out)
    if (made.code, made.problems) != (clean.code, clean.problems):
        return [f"{made.problems} instead of {clean.problems}"]
    return differing_files(made.out, clean.out) if clean.code == 0 else []


def test_a_site_follows_whatever_is_edited_in_front_matter(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    in_two_languages(root)
    build_folder(root)

    for page, line in ONE_OF_EACH:
        set_field(root, page, line)

        assert differences(root, tmp_path / "clean") == [], f"{line} of {page}"


@settings(max_examples=examples(1, thorough=12), suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(some.tuples(some.sampled_from(PAGES), LINES, some.booleans()), min_size=2, max_size=5))
def test_a_site_follows_any_sequence_of_names(edits: list[tuple[str, str, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        lay_minimal(root)
        in_two_languages(root)
        build_folder(root)

        for page, line, has_text in edits:
            set_field(root, page, line)
            if has_text:
                append(root, "content/en/contact.md", "\nOne more line.\n")

            assert differences(root, Path(folder) / "clean") == [], f"{line} of {page}"


def find_reusable(root: Path) -> Reusable:
    """What the next build of a site may reuse of the last plan."""
    options = Options(root, root / "public", date.fromisoformat(DAY))
    state, report = open_state(options), Report()
    snapshot = state.take_snapshot(options, find_shipped())
    baseline = load_baseline(state, state.load_record(), snapshot, options)
    inputs = load_inputs(options, state, baseline, report)
    return make_overview(inputs, read(inputs, report, baseline), baseline, options, state).reusable


@pytest.mark.parametrize("line", ["title: Privacy", "summary: What we keep.", "order: 2"])
def test_only_pages_that_may_show_a_name_are_planned_again(line: str, make_site: MakeSite) -> None:
    root = make_site()
    change(root, "content/en/about.md", "We help", "Read [this](notices/privacy.md). We help")
    build_folder(root)

    set_field(root, "en/notices/privacy.md", line)

    kept = find_reusable(root).sources
    apart = {f"content/en/{name}.md" for name in ("index", "contact", "notices/disclaimer", "sciatica/symptoms")}
    assert apart <= kept
    # The page of a person lists what that person has written.
    shown = {f"content/en/{name}.md" for name in ("about", "notices/privacy", "people/ada")}
    assert kept.isdisjoint(shown)


def test_the_list_above_a_page_is_planned_again(make_site: MakeSite) -> None:
    root = make_site()
    build_folder(root)

    set_field(root, "en/sciatica/symptoms.md", "title: What it feels like")

    kept = find_reusable(root).sources
    assert "content/en/about.md" in kept
    assert kept.isdisjoint({f"content/en/sciatica/{name}.md" for name in ("index", "symptoms", "get-help")})


def test_a_problem_of_a_draft_moves_with_its_line(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    dates = "publish: 2026-12-12\nexpires: 2026-12-01\n"
    (root / "content/en/plan.md").write_text(
        f"---\ntitle: A plan\nsummary: What is to come.\n{dates}draft: yes\n---\n\nSoon.\n", encoding="utf-8"
    )
    assert build_folder(root).rules == ["page-dates"]

    set_field(root, "en/plan.md", "order: 3")

    assert differences(root, tmp_path / "clean") == []
