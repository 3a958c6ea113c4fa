"""Lists that have the same entry twice, of which readers would see both."""

from __future__ import annotations

import textwrap

from plainleaf.input.nodes import Node
from plainleaf.problems import WARNING, Report

LONGEST = 60  # of a quoted entry, in characters


def report_repeats(entries: tuple[Node, ...], report: Report) -> None:
    """Report each text that is in a list again."""
    lines: dict[str, int] = {}
    for entry in entries:
        text = entry.value
        if not isinstance(text, str) or not text.strip():
            continue
        if text in lines:
            quoted = textwrap.shorten(text, LONGEST, placeholder=" …")
            message = f"'{quoted}' is in this list already, on line {lines[text]}"
            report.add(entry.place, "repeated-entry", message, "Delete it here or there.", severity=WARNING)
        lines.setdefault(text, entry.place.line)
