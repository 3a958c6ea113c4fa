"""Read: front matter by its kind, prose by what a page may contain."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from datetime import date
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.fences import Placeable
from plainleaf.content.load import load
from plainleaf.content.read import MANY, read, read_body
from plainleaf.content.read_page import Grammar, make_known, read_page
from plainleaf.content.sources import SourceFile
from plainleaf.options import Options
from plainleaf.problems import ChangedMeanwhileError, Place, Problem, Report, StoppedError, WorkerDiedError
from plainleaf.workers.choose import open_workers
from plainleaf.workers.processes import Processes
from tests.site_tools import MakeSite, about_page, minimal_config, places, rules


def check(make_site: MakeSite, report: Report, text: str, *, config: str = "") -> None:
    """Read the minimal site with another page about us."""
    files = {"content/en/about.md": text, "config.yaml": minimal_config(more=config)}
    inputs = load(make_site(files=files), report)
    assert inputs is not None
    read(inputs, report)


@pytest.mark.parametrize(
    ("prose", "spots"),
    [
        ("## A\n\n### B\n\n## C\n\n### D", []),
        ("## A\n\n#### B", ["8:1"]),
        ("### A", ["6:1"]),
        ("# A\n\n## B", ["6:1"]),
        ("## A\n\n### B\n\n##### C\n\n###### D", ["10:1"]),
        ("::: warning\n### A\n\nText.\n:::", ["7:1"]),
        ("`# no heading`", []),
    ],
)
def test_headings_go_down_one_level_at_a_time(
    prose: str, spots: list[str], make_site: MakeSite, report: Report
) -> None:
    check(make_site, report, about_page(prose))

    assert places(report) == [f"content/en/about.md:{spot}" for spot in spots]
    assert set(rules(report)) <= {"heading-level"}


@pytest.mark.parametrize(
    ("prose", "fix"),
    [
        ("<img src=x>", "::: figure"),
        ("<iframe src=x></iframe>", "a link to the page"),
        ("<b>now</b>", "**two stars**"),
        ("<details><summary>x</summary>y</details>", "::: expander"),
        ("<script>alert(1)</script>", "Markdown or a component"),
        ("a<br>b", "an empty line"),
        ("<form action=x>", "booking or contact"),
    ],
)
def test_raw_html_is_refused_and_the_fix_says_what_to_use_instead(
    prose: str, fix: str, make_site: MakeSite, report: Report
) -> None:
    check(make_site, report, about_page(prose))

    assert set(rules(report)) == {"raw-html"}
    assert fix in report.problems[0].fix


def test_an_element_and_its_closing_tag_are_one_mistake(make_site: MakeSite, report: Report) -> None:
    check(make_site, report, about_page("<b>now</b>"))

    assert rules(report) == ["raw-html"]


@pytest.mark.parametrize("prose", ["H<sub>2</sub>O", "H<SUB>2</SUB>O", "Press <kbd>Enter</kbd>."])
def test_harmless_elements_are_accepted_if_the_clinic_allows_them(
    prose: str, make_site: MakeSite, report: Report
) -> None:
    check(make_site, report, about_page(prose), config="allowed_html: [sub, kbd]\n")

    assert report.problems == []


def test_an_allowed_element_may_not_have_attributes(make_site: MakeSite, report: Report) -> None:
    check(make_site, report, about_page('H<sub class="x">2</sub>O'), config="allowed_html: [sub]\n")

    assert rules(report) == ["raw-html"]


def test_a_kind_takes_its_own_fields_and_no_others(make_site: MakeSite, report: Report) -> None:
    check(make_site, report, about_page("Text.", "price: $100\naspect: symptoms\nauthor: people/ada.md\n"))

    assert rules(report) == ["unknown-field"] * 3


def test_every_mistake_of_a_page_is_reported_in_one_run(make_site: MakeSite, report: Report) -> None:
    prose = "# Hello\n\n<b>now</b> ![](/pictures/nerve.svg)\n\n::: insett\n:::\n\n:::"

    check(make_site, report, about_page(prose, "publish: soon\n"))

    assert sorted(rules(report)) == [
        "heading-level", "missing-alt", "raw-html", "stray-fence", "unknown-component", "wrong-type",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("layout: page", "unknown-field"),
        ("type: service", "unknown-field"),
        ("knd: page", "unknown-field"),
        ("knd: artikel", "unknown-field"),
        ("kind: artikel", "unknown-kind"),
        ("kind: [page]", "unknown-kind"),
    ],
)
def test_a_page_whose_kind_is_unclear_hides_no_mistake_in_itself(
    kind: str, rule: str, make_site: MakeSite, report: Report
) -> None:
    front = f"{kind}\nweight: 3\npriced: 4\norder: first\n"

    check(make_site, report, about_page("# Hello\n\n<b>now</b>", front))

    others = {"unknown-field", "wrong-type", "heading-level", "raw-html"}
    found = [each for each in report.problems if each.rule != "missing-field"]
    assert {each.rule for each in found} == {rule} | others
    assert [each.place.line for each in found if each.rule == "unknown-field"][-2:] == [5, 6]
    assert len(found) == 6


def test_a_misspelt_kind_is_the_only_problem_of_a_draft(make_site: MakeSite, report: Report) -> None:
    check(make_site, report, "---\ntitle: About\nkind: artikel\ndraft: yes\n---\n")

    assert rules(report) == ["unknown-kind"]


def test_a_page_of_an_unknown_kind_hides_no_mistake_of_another(make_site: MakeSite, report: Report) -> None:
    files = {
        "content/en/about.md": about_page("Text.", "kind: artikel\n"),
        "content/en/more.md": about_page("<b>x</b>"),
    }
    inputs = load(make_site(files=files), report)
    assert inputs is not None

    read(inputs, report)

    assert rules(report) == ["unknown-kind", "raw-html"]


def test_signs_that_only_look_like_html_are_text(make_site: MakeSite, report: Report) -> None:
    check(make_site, report, about_page("If pain < 5 and > 2, see <https://nhs.example/>. `<div>`"))

    assert report.problems == []


def test_a_page_saved_during_a_build_is_not_mistaken_for_the_one_that_was_read(
    make_site: MakeSite, report: Report
) -> None:
    root = make_site(files={"content/en/about.md": about_page("One.")})
    inputs = load(root, report)
    assert inputs is not None
    pages = read(inputs, report)
    page = next(page for page in pages.pages if page.page == "about.md")
    later = replace(pages, bodies={})
    same = read_body(page, later, inputs, report)
    assert (report.problems, same) == ([], pages.bodies[page.path])

    (root / page.path).write_text(about_page("Two."), encoding="utf-8")

    with pytest.raises(ChangedMeanwhileError) as raised:
        read_body(page, later, inputs, report)
    assert raised.value.file == root / page.path


@pytest.mark.matrix
def test_pages_that_other_processes_read_are_the_same(make_site: MakeSite, report: Report) -> None:
    pages: dict[str, str | bytes] = {
        f"content/en/page-{number}.md": about_page(f"Text {number}.") for number in range(MANY)
    }
    broken: dict[str, str | bytes] = {
        "content/en/broken.md": "---\ntitel: A\n---\n# B\n",
        "content/en/unread.md": b"\xff\xfe\x00",
    }
    root = make_site(files={**pages, **broken})
    inputs = load(root, report)
    assert inputs is not None
    assert len(inputs.sources) >= MANY
    alone, together = Report(), Report()
    options = Options(root, root / "public", date(2026, 11, 21), jobs=2)

    expected = read(inputs, alone)
    with open_workers(options, MANY) as workers:
        found = read(inputs, together, workers=workers)

    assert isinstance(workers, Processes)
    assert found == expected
    assert alone.problems == together.problems
    assert rules(alone)


class Dying(Struct, frozen=True):
    """Workers that die at the second item."""

    share_files: bool

    def map(
        self, work: Callable[[Any, Sequence[Any]], Sequence[Any]], make: Callable[[], Any], items: Iterable[Any]
    ) -> Generator[Any, None, None]:
        """Do the first item."""
        first, second, *_ = items
        yield from work(make(), [first])
        raise WorkerDiedError(second)

    def prepare(self, work: object, make: object) -> None:
        """Nothing to get ready."""


def test_a_page_at_which_workers_die_is_named_and_workers_without_the_files_read_none(
    make_site: MakeSite, report: Report
) -> None:
    more = {f"content/en/more/{number}.md": about_page(f"Text {number}.") for number in range(MANY)}
    inputs = load(make_site(files=more), report)

    with pytest.raises(StoppedError) as stopped:
        read(inputs, report, workers=Dying(share_files=True))
    elsewhere = read(inputs, report, workers=Dying(share_files=False))

    assert stopped.value.problem.rule == "worker-died"
    assert stopped.value.problem.place == Place(inputs.sources[1].path)
    assert len(elsewhere.pages) >= MANY


@pytest.mark.parametrize(("line", "is_known"), [(2, False), (5, True)])
def test_unchanged_front_matter_is_not_read_again_unless_it_had_problems(
    line: int, *, is_known: bool, report: Report
) -> None:
    file, text, grammar = (
        SourceFile("content/en/a.md", "en", "a.md"),
        about_page("Text."),
        Grammar({"en": Placeable({})}, ()),
    )
    page, body = read_page(file, text, grammar, report)
    assert page is not None
    known = make_known(replace(page, language="known"), body, "", report)
    problem = Problem(Place(file.path, line), "rule", "message", "fix", "warning")

    again, _ = read_page(file, text, grammar, report, replace(known, problems=(problem,)))

    assert again is not None
    assert (again.language == "known") == is_known
