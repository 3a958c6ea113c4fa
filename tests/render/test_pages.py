"""Render: progress is reported."""

from __future__ import annotations

from datetime import date

import pytest

from plainleaf.options import Options
from plainleaf.problems import Report
from plainleaf.state.state import open_state
from tests.examples import few
from tests.site_tools import DAY, MakeSite, about_page, build_function


@pytest.mark.parametrize("jobs", few([2, 1]))
def test_progress_counts_every_file_up_to_the_last(jobs: int, make_site: MakeSite) -> None:
    root = make_site(files={f"content/en/more/{number}.md": about_page("Text.") for number in range(70)})
    told: list[tuple[int, int]] = []
    options = Options(root, root / "public", date.fromisoformat(DAY), jobs=jobs)

    result = build_function()(options, open_state(options), Report(), lambda done, total: told.append((done, total)))

    assert result is not None
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (result.made, result.made)
    assert {total for _, total in told} == {result.made}
