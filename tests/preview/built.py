"""A site that was built, as the preview's handlers see it, without a build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from plainleaf.problems import Report


class BuiltSite(Struct):
    """The sources in `root`, the built site in `folder`, and the output file of each page by its source."""

    root: Path
    folder: Path
    pages: Mapping[str, str]
    report: Report = field(default_factory=Report)
    standings: Mapping[str, str] = field(default_factory=dict)
