"""What a build looks at before it begins."""

from __future__ import annotations

import re
import tomllib

from plainleaf.state.snapshot import LIBRARIES
from tests.site_tools import CHECKOUT


def test_every_library_that_has_a_part_in_the_output_is_looked_at() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    of_extras = (each for extra in ("fast", "handouts", "search") for each in extras[extra])
    needed = {re.split(r"[\[<>=]", each)[0] for each in (*project["dependencies"], *of_extras)}
    modules = {"pillow": "PIL", "pyyaml": "yaml", "pyspellchecker": "spellchecker"}
    # These serve, watch, and find folders. Time zones decide the day, which is part of the state.
    others = {"livereload", "watchfiles", "platformdirs", "tzdata"}

    # What makes the index comes beside the package that calls it: one of two programs.
    needed |= {"pagefind_bin", "pagefind_bin_extended"}

    assert {modules.get(name, name) for name in needed - others} == set(LIBRARIES)
