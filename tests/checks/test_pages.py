"""Check: which pages are checked again, and what is known about the others."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from msgspec import Struct, field

from plainleaf.checks.pages import Checks, start_checks
from plainleaf.content.last_build import Baseline, LastBuild
from plainleaf.content.load import load
from plainleaf.content.read import read
from plainleaf.index.overview import make_overview
from plainleaf.options import Options
from plainleaf.problems import Problem, Report
from plainleaf.state.state import MemoryState
from plainleaf.workers.choose import ThisProcess
from tests.site_tools import DAY, MakeSite, about_page, minimal_config, minimal_page, write_files

ABOUT = "content/en/about.md"
EVERYTHING = ["about", "contact", "index", "privacy", "ada", "symptoms"]


class Counting(Struct, frozen=True):
    """One worker that records which pages it is asked to check."""

    share_files: ClassVar[bool] = True
    checked: list[str] = field(default_factory=list)

    def map(
        self, work: Callable[[Any, Sequence[Any]], Sequence[Any]], make: Callable[[], Any], items: Iterable[Any]
    ) -> Generator[Any, None, None]:
        """Do the work here."""
        for item in items:
            self.checked.append(Path(item.page.path).stem)
            yield from ThisProcess().map(work, make, [item])

    def prepare(self, work: object, make: object) -> None:
        """Nothing to get ready."""


def check_site(root: Path, last: Checks | None = None, *, day: str = DAY) -> tuple[Checks, list[str], list[Problem]]:
    """What is found at `root` when `last` is known; which pages were checked for that, and every problem."""
    report, workers = Report(), Counting()
    baseline = Baseline(LastBuild(checks=last.pages, repeated=last.repeated)) if last else Baseline()
    options = Options(root, root / "public", date.fromisoformat(day))
    inputs = load(root, report)
    state = MemoryState()
    overview = make_overview(inputs, read(inputs, report), baseline, options, state)
    with start_checks(overview, options, state, workers, report) as finish_checks:
        checks = finish_checks()
    return checks, workers.checked, report.problems


@pytest.mark.parametrize(
    ("edits", "checked"),
    [
        ({}, []),
        ({ABOUT: about_page("Another text.")}, ["about"]),
        ({"content/en/sciatica/index.md": minimal_page("sciatica/index.md", ("title: S", "title: Our s"))}, ["index"]),
        ({"content/en/more.md": about_page("One more.")}, ["more"]),
        ({"static/css/own.css": "p {}", "templates/words/en.yaml": "home: Start"}, []),
        ({"config.yaml": minimal_config(more="policies: {review_every: 12}\n")}, []),
    ],
)
def test_only_pages_whose_findings_may_change_are_checked_again(
    edits: dict[str, str | bytes], checked: list[str], make_site: MakeSite
) -> None:
    root = make_site()
    last, all_pages, _ = check_site(root)
    write_files(root, edits)

    now, again, problems = check_site(root, last)

    assert set(all_pages) >= set(EVERYTHING)
    assert again == checked
    assert now == check_site(root)[0]
    assert problems == check_site(root)[2]


@pytest.mark.parametrize(
    "edits",
    [
        {"content/en/terms.yaml": "- {term: sciatica, says: Pain in a leg.}"},
        {"content/en/words.yaml": "right: sciatica"},
        {"config.yaml": minimal_config(more="policies: {reading: {smog_warn: 7}}\n")},
        {"content/en/booking/more.md": about_page("Book.", "kind: booking\n")},
    ],
)
def test_all_pages_are_checked_again_after_a_change_of_word_lists_or_booking_pages(
    edits: dict[str, str | bytes], make_site: MakeSite
) -> None:
    root, later = make_site(), "2030-12-31"
    last, all_pages, _ = check_site(root, day=later)
    write_files(root, edits)

    now, again, problems = check_site(root, last, day=later)

    assert set(again) >= set(all_pages)
    assert "review-lapsed" in {problem.rule for problem in problems}
    assert (now, problems) == check_site(root, day=later)[::2]


def test_a_new_day_checks_reviews_again_without_reading_a_text(make_site: MakeSite) -> None:
    root = make_site()
    last, _, _ = check_site(root)

    _, again, problems = check_site(root, last, day="2030-12-31")

    assert again == []
    assert {problem.rule for problem in problems} == {"review-lapsed"}
