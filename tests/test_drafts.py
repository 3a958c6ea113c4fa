"""Drafts: whatever is in them, the site is built without them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plainleaf.content.kinds import all_kinds
from plainleaf.options import Options, Result
from plainleaf.problems import WARNING, Problem
from plainleaf.state.state import MemoryState
from tests.site_stages import check_sources
from tests.site_tools import (
    DAY,
    BuildSite,
    MakeSite,
    Run,
    about_page,
    build_by,
    build_folder,
    bytes_below,
    minimal_page,
    run_plainleaf,
    write_files,
)
from tests.test_broken_sites import place_of
from tests.test_resident import options_of_server

DRAFT = "content/en/draft.md"
DRAFT_LINE = re.compile(r"(?:- )?(?:draft|Draft|darft):")
SAYS = "draft: must be fixed before it is published"
# What is wrong with a draft: its text, the rules it breaks, and the line of the first.
BROKEN: dict[str, tuple[str | bytes, list[str], int]] = {
    "HTML": (about_page("<b>now</b>", "draft: yes\n"), ["raw-html"], 7),
    "an open component": (about_page("::: inset\nText.", "draft: yes\n"), ["unclosed-component"], 7),
    "a picture": (about_page("![](/pictures/none.png)", "draft: yes\n"), ["missing-alt"], 7),
    "a heading": (about_page("# One", "draft: yes\n"), ["heading-level"], 7),
    "a field": (about_page("Text.", "draft: true\nsumary: A\n"), ["unknown-field"], 5),
    "a day": (about_page("Text.", "draft: Yes\npublish: soon\n"), ["wrong-type"], 5),
    "a slug": (about_page("Text.", "draft: yes\nslug: a/b\n"), ["bad-slug"], 5),
    "a kind": (about_page("Text.", "draft: yes\nkind: artikel\n"), ["unknown-kind"], 5),
    "a capital": (about_page("# One", "Draft: yes\n"), ["unknown-field", "heading-level"], 4),
    "a slip": (about_page("# One", "darft: yes\n"), ["unknown-field", "heading-level"], 4),
    "a list": ("---\n- title: A\n- draft: yes\n---\n\nText.\n", ["wrong-type"], 2),
    "YAML": ('---\ntitle: A: "b: c\ndraft: "yes"\n---\n\nText.\n', ["yaml-syntax"], 2),
    "YAML and text": ("---\ntitle: A: b: c\ndraft: yes\n---\n\n# One\n", ["yaml-syntax", "heading-level"], 2),
    "no end": ("---\ntitle: A\ndraft: yes\n\nText.\n", ["no-front-matter"], 5),
    "no beginning": ("title: A\ndraft: yes\n---\n\nText.\n", ["no-front-matter"], 1),
    "bytes": (b"---\r\ntitle: \xff\r\ndraft: yes\r\n---\r\n", ["not-utf8"], 2),
    "a character": ("---\ntitle: A\ndraft: yes\n---\n\nA\x02.\n", ["control-character"], 6),
    "nothing that is reported": ("---\nkind: topic\ndraft: yes\n---\n\n[a](nowhere.md) [b](about.md#c)\n", [], 0),
}


# The file of each draft, beside the others.
FILES = {name: f"content/en/draft-{number}.md" for number, name in enumerate(BROKEN)}
DRAFTS = {FILES[name]: text for name, (text, _, _) in BROKEN.items()}


def problems_of(run: Run, name: str) -> list[dict[str, Any]]:
    """The problems of one of the broken drafts."""
    return [each for each in run.problems if each["path"] == FILES[name]]


def test_a_broken_draft_never_stops_the_build(make_site: MakeSite) -> None:
    root = make_site(files=DRAFTS)

    built, again, clean = build_folder(root), build_folder(root), build_folder(root, "--clean")

    assert built.code == 0
    assert list((root / "public").glob("draft*")) == []
    assert {name: [each["rule"] for each in problems_of(built, name)] for name in BROKEN} == {
        name: rules for name, (_, rules, _) in BROKEN.items()
    }
    assert {problem["severity"] for problem in built.problems} == {WARNING}
    assert all(SAYS in problem["message"] for problem in built.problems)
    first_lines = {name: found[0]["line"] for name in BROKEN if (found := problems_of(built, name))}
    assert first_lines == {name: line for name, (_, rules, line) in BROKEN.items() if rules}
    assert built.problems == again.problems == clean.problems


def test_what_was_wrong_with_a_draft_is_an_error_once_it_is_none(make_site: MakeSite) -> None:
    root = make_site(files=DRAFTS)
    assert build_folder(root).code == 0
    published = {
        path: text.replace(b"draft: yes\r\n", b"") if isinstance(text, bytes) else _without_draft(text)
        for path, text in DRAFTS.items()
    }

    write_files(root, published)
    built = build_folder(root)

    assert built.code == 1
    assert [name for name in BROKEN if "error" not in {each["severity"] for each in problems_of(built, name)}] == []


def _without_draft(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not DRAFT_LINE.match(line))


ALERT = (
    "---\nkind: alert\ntitle: Closed today\nsummary: A.\nstarts: 2026-11-20\nexpires: 2026-11-29\nowner: Ada\n{}---\n"
    "\nWe are [closed](nowhere.md).\n"
)


def _serve(root: Path) -> tuple[dict[str, str], list[str], dict[str, str]]:
    """Why pages of the preview are not published, its problems, and the texts of its pages."""
    out = root.parent / "out"
    result, problems = build_by(Options(root, out, date.fromisoformat(DAY), address="http://127.0.0.1:8000/"))
    assert result is not None, problems
    pages = {str(file.relative_to(out)): file.read_text(encoding="utf-8") for file in out.rglob("*.html")}
    return dict(result.standings), [f"{each.severity}: {each.message}" for each in problems], pages


@pytest.mark.parametrize(
    ("text", "standing", "why"),
    [
        (ALERT.format("draft: yes\n"), "Draft: not on the published site.", SAYS),
        (ALERT.format("draft: yes\n").replace("owner: Ada\n", ""), "Draft: not on the published site.", SAYS),
        (
            ALERT.format("").replace("2026-11-20", "2026-11-25"),
            "Scheduled: on the published site from 2026-11-25.",
            "scheduled: must be fixed before 2026-11-25",
        ),
    ],
)
def test_the_preview_shows_an_alert_that_is_not_on_the_site_yet(
    text: str, standing: str, why: str, make_site: MakeSite
) -> None:
    standings, problems, pages = _serve(make_site(files={"content/en/alerts/snow.md": text}))

    assert standings == {"content/en/alerts/snow.md": standing}
    assert problems == [f"warning: no page 'nowhere.md' ({why})"]
    assert 'class="alert"' in pages["alerts/snow/index.html"]
    assert "This message ends on November 29, 2026." in pages["alerts/snow/index.html"]
    assert not any('class="alert"' in page for path, page in pages.items() if path != "alerts/snow/index.html")


def test_a_draft_of_an_alert_without_its_last_day_is_shown_as_a_page(make_site: MakeSite) -> None:
    text = ALERT.format("draft: yes\n").replace("expires: 2026-11-29\n", "")

    _, _, pages = _serve(make_site(files={"content/en/alerts/snow.md": text}))

    assert "We are" in pages["alerts/snow/index.html"]
    assert 'class="alert"' not in pages["alerts/snow/index.html"]


def test_no_draft_of_an_alert_is_published(make_site: MakeSite, build_site: BuildSite) -> None:
    result = build_site(make_site(files={"content/en/alerts/snow.md": ALERT.format("draft: yes\n")}))

    assert result.rules == []
    assert not (result.out / "alerts").exists()
    assert "Closed today" not in (result.out / "index.html").read_text(encoding="utf-8")


def test_a_link_to_a_broken_draft_is_one_to_a_draft(make_site: MakeSite) -> None:
    links = "\n".join(f"[part {chr(97 + number)}]({Path(path).name})" for number, path in enumerate(DRAFTS))
    root = make_site(files={**DRAFTS, "content/en/about.md": about_page(links)})

    built = check_sources(root)

    assert built.code == 1
    errors = [problem for problem in built.problems if problem["severity"] != WARNING]
    assert [(place_of(each), each["message"]) for each in errors] == [
        (f"content/en/about.md:{6 + number}:10", f"the page '{Path(path).name}' is a draft")
        for number, path in enumerate(DRAFTS)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A: b: c\n---\n\ndraft: yes\n",
        "---\ntitle: A: b: c\n# draft: yes\n---\n\nText.\n",
        "---\ntitle: A: b: c\ndraft: no\n---\n\nText.\n",
        "---\ntitle: A: b: c\npublished: yes\n---\n\nText.\n",
        "---\ntitle: A: b: c\nmore:\n  draft: yes\n---\n\nText.\n",
    ],
)
def test_a_broken_page_that_does_not_say_that_it_is_a_draft_is_an_error(text: str, make_site: MakeSite) -> None:
    built = check_sources(make_site(files={DRAFT: text}))

    assert (built.code, built.rules) == (1, ["yaml-syntax"])


def serve_once(root: Path, state: MemoryState | None = None) -> tuple[Result, list[Problem]]:
    """Build as `serve` does, into site/served; the result and every problem."""
    result, problems = build_by(options_of_server(root, root / "served"), state or MemoryState())
    assert result is not None, problems
    return result, problems


def test_the_preview_shows_a_draft_whatever_is_in_it(make_site: MakeSite) -> None:
    shown = {FILES[name]: BROKEN[name][0] for name in BROKEN.keys() - {"bytes", "a character", "a slug"}}
    result, problems = serve_once(root := make_site(files=shown))

    assert result.standings == dict.fromkeys(shown, "Draft: not on the published site.")
    for path in shown:
        assert "<h1>" in (root / "served" / Path(path).stem / "index.html").read_text(encoding="utf-8")
    assert {problem.severity for problem in problems} <= {WARNING}


def test_nothing_on_the_site_leads_to_a_draft_in_the_preview(make_site: MakeSite) -> None:
    root = make_site()
    serve_once(root)
    before = bytes_below(root / "served")

    write_files(root, {DRAFT: about_page("Text.", "draft: yes\nmenu: 1\npublish: 2026-01-01\n")})
    serve_once(root)

    after = bytes_below(root / "served")
    assert after.keys() - before.keys() == {"draft/index.html"}
    assert {path for path in before if before[path] != after[path]} == set()


def test_a_new_page_can_be_looked_at_as_it_is(make_site: MakeSite) -> None:
    root = make_site()
    kinds = sorted(name for name, kind in all_kinds().items() if kind.has_own_page)

    new = [run_plainleaf("new", kind, f"fresh/{kind}/page.md", "--root", root).code for kind in kinds]
    built = run_plainleaf("build", "--root", root, "--as-of", DAY, "--format", "json")
    _, problems = serve_once(root)

    assert (set(new), built.code, built.problems, problems) == ({0}, 0, [], [])
    for kind in kinds:
        page = (root / f"served/fresh/{kind}/page/index.html").read_text(encoding="utf-8")
        assert "<h1>Page</h1>" in page
        assert "Write for a reader who is in pain" in page
        assert "review-people" not in page


def test_a_draft_that_becomes_a_page_and_back_is_what_it_says(make_site: MakeSite) -> None:
    root, state = make_site(files={DRAFT: about_page("Text.", "draft: yes\n")}), MemoryState()
    standings = [serve_once(root, state)[0].standings]

    for front in ("", "draft: yes\n", "publish: 2026-12-10\n"):
        write_files(root, {DRAFT: about_page("Text.", front)})
        standings.append(serve_once(root, state)[0].standings)

    draft = {DRAFT: "Draft: not on the published site."}
    assert standings == [draft, {}, draft, {DRAFT: "Scheduled: on the published site from 2026-12-10."}]


@pytest.mark.parametrize("standing", ["draft: yes", "publish: 2026-12-10"])
def test_the_next_version_of_a_page_may_wait_at_its_address(standing: str, make_site: MakeSite) -> None:
    files = {DRAFT: about_page("The next text.", f"{standing}\nslug: about\n")}

    result, problems = serve_once(root := make_site(files=files))

    assert (problems, result.standings) == ([], {})
    assert "The next text." not in (root / "served/about/index.html").read_text(encoding="utf-8")


SCHEDULED = minimal_page("sciatica/symptoms.md", ("kind:", "publish: 2026-12-10\nkind:"), ("(get-help.md)", "(no.md)"))
WHY = "scheduled: must be fixed before 2026-12-10"


def test_a_scheduled_page_is_checked_before_its_day(make_site: MakeSite) -> None:
    text = SCHEDULED.replace("title: Symptoms", "title: Signs")
    root = make_site(files={"content/en/sciatica/signs.md": text + "\nStay in bed for two weeks.\n"})

    early, again, clean = build_folder(root), build_folder(root), build_folder(root, "--clean")
    served = serve_once(root)[1]
    late = build_folder(root, as_of="2026-12-10")

    assert early.code == 0
    assert early.problems == again.problems == clean.problems
    assert [(each.rule, each.message) for each in served] == [
        (each["rule"], each["message"]) for each in early.problems
    ]
    errors = [problem["rule"] for problem in late.problems if problem["severity"] != WARNING]
    assert sorted(errors) == ["broken-link", "unsafe-advice"]
    softened = [problem["rule"] for problem in early.problems if WHY in problem["message"]]
    assert sorted(softened) == sorted(errors)


def test_two_pages_for_the_same_day_may_lead_to_each_other(make_site: MakeSite) -> None:
    one, other = (about_page(f"[there]({name}.md)", "publish: 2026-12-10\n") for name in ("other", "one"))

    root = make_site(files={"content/en/one.md": one, "content/en/other.md": other})

    assert build_folder(root).problems == []
    assert build_folder(root, as_of="2026-12-10").problems == []
