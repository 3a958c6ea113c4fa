"""Render: progress is told, and the number of processes fits the work."""

from __future__ import annotations

from datetime import date

import pytest

from plainleaf.options import Options
from plainleaf.problems import Report
from plainleaf.render import WORTHWHILE, choose_processes
from tests.site_tools import DAY, MakeSite, about_page, build_function


@pytest.mark.parametrize(("wanted", "jobs", "processes"), [(3, 1, 3), (1, 10_000, 1), (None, WORTHWHILE - 1, 1)])
def test_processes_are_as_many_as_wanted_or_one_for_a_small_site(wanted: int | None, jobs: int, processes: int) -> None:
    assert choose_processes(wanted, jobs) == processes


def test_a_large_site_uses_what_the_machine_has() -> None:
    assert choose_processes(None, WORTHWHILE) >= 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_counts_every_file_up_to_the_last(jobs: int, make_site: MakeSite) -> None:
    root = make_site(files={f"content/en/more/{number}.md": about_page("Text.") for number in range(70)})
    told: list[tuple[int, int]] = []
    options = Options(root, root / "public", date.fromisoformat(DAY), jobs=jobs)

    result = build_function()(options, Report(), lambda done, total: told.append((done, total)))

    assert result is not None
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (result.files, result.files)
    assert {total for _, total in told} == {result.files}
