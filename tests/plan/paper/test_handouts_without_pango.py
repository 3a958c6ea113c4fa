"""Hand-outs on a computer that has WeasyPrint, but not the library of the system that it needs."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.plan.paper.test_handouts import PAGES
from tests.site_tools import MakeSite, run_process, write_files

# What WeasyPrint does there: it prints, and the library that loads others raises.
WITHOUT_PANGO = """print("WeasyPrint could not import some external libraries.")
raise OSError("cannot load library 'libpango-1.0-0'")
"""


def test_without_pango_the_problem_is_all_that_is_printed(make_site: MakeSite, tmp_path: Path) -> None:
    write_files(tmp_path / "path", {"weasyprint/__init__.py": WITHOUT_PANGO})
    search = os.pathsep.join((str(tmp_path / "path"), os.environ.get("PYTHONPATH", "")))

    done = run_process(
        "build", "--root", make_site(files=PAGES), "--format", "json", env={**os.environ, "PYTHONPATH": search}
    )

    assert "not-installed" in {problem["rule"] for problem in json.loads(done.stdout)}
    assert "Pango" in done.stdout
