"""Render jobs: what a process gets ready before its first page."""

from __future__ import annotations

from plainleaf.content.kinds import find_kinds
from plainleaf.render.job import USUAL_PARTS
from tests.site_tools import CHECKOUT


def test_the_templates_that_are_compiled_ahead_exist() -> None:
    """One that is missing would not be noticed: a template that is wrong is reported when it is used."""
    usual = [f"kinds/{kind.name}.html" for kind in find_kinds(lambda kind: kind.is_common)]
    usual += [f"parts/{name}.html" for name in USUAL_PARTS.split()]

    assert [name for name in usual if not (CHECKOUT / "templates" / name).is_file()] == []
