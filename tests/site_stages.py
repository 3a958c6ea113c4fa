"""A site taken through the stages up to its plan, for tests that look at one of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from plainleaf.checks.pages import start_checks
from plainleaf.content.last_build import NO_BUILD
from plainleaf.content.load import Inputs, load
from plainleaf.content.page import Page
from plainleaf.content.read import read
from plainleaf.index.directory import Directory
from plainleaf.index.overview import make_overview
from plainleaf.index.resolve import Resolver
from plainleaf.input.files import as_written
from plainleaf.model.jobs import Job, PageJob, TextJob
from plainleaf.options import Options
from plainleaf.plan.site import make_plan
from plainleaf.problems import Report
from plainleaf.state.state import MemoryState, State
from plainleaf.workers.choose import ThisProcess
from tests.site_tools import DAY, Run, run_plainleaf


class Planned(Struct, frozen=True):
    """A site's inputs, pages and jobs, its directory, and its problems."""

    inputs: Inputs
    pages: tuple[Page, ...]
    directory: Directory
    jobs: tuple[Job, ...]
    report: Report

    def page(self, path: str) -> Page:
        """The page at a path below content/en/."""
        return next(page for page in self.pages if page.page == path)

    def job(self, path: str) -> PageJob:
        """The job of an output file that is a page."""
        found = self.any_job(path)
        assert isinstance(found, PageJob)
        return found

    def any_job(self, path: str) -> Job:
        """The job of an output file."""
        return next(job for job in self.jobs if job.path == path)

    def text(self, path: str) -> str:
        """The text of an output file that is not a page."""
        found = self.any_job(path)
        assert isinstance(found, TextJob)
        return found.text

    def paths(self) -> set[str]:
        """The path of every output file."""
        return {job.path for job in self.jobs}

    def resolver(self, path: str) -> Resolver:
        """A resolver for one page, which reports to this site's report."""
        return Resolver(self.directory, self.page(path), self.report, {})


def plan_site(root: Path, *, as_of: str = DAY) -> Planned:
    """The site at `root` up to its plan, if it can be read."""
    return _take_to_plan(Options(root, root / "public", date.fromisoformat(as_of)), Report(), is_legible=True)


def check_sources(root: Path, *more: str, as_of: str = DAY) -> Run:
    """What is wrong with the site at `root` before it is rendered, which takes less than half the time of a build."""
    return run_plainleaf(
        "check", "--root", root, "--as-of", as_of, "--format", "json", *more, build=_build_up_to_rendering
    )


def _build_up_to_rendering(options: Options, _state: State, report: Report, _progress: object) -> None:
    found = Report()
    _take_to_plan(options, found, is_legible=False)
    report.extend(as_written(found.problems, options.root))


def _take_to_plan(options: Options, report: Report, *, is_legible: bool) -> Planned:
    state, inputs = MemoryState(), load(options.root, report)
    pages = read(inputs, report)
    assert not (is_legible and report.has_errors), report.problems
    overview = make_overview(inputs, pages, NO_BUILD, options, state)
    with start_checks(overview, options, state, ThisProcess(), report) as finish_checks:
        plan = make_plan(overview, state, report)
        finish_checks()
    return Planned(inputs, pages.pages, overview.directory, plan.jobs, report)
