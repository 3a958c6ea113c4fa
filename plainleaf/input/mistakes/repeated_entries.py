"""Lists that have the same entry twice, of which readers would see both."""

from __future__ import annotations

from plainleaf.input.nodes import Node
from plainleaf.problems import WARNING, Report


def report_repeats(entries: tuple[Node, ...], report: Report) -> None:
    """Report each text that is in a list again."""
    lines: dict[str, int] = {}
    for entry in entries:
        text = entry.value
        if not isinstance(text, str) or not text.strip():
            continue
        if text in lines:
            message = f"'{text}' is in this list twice; it is already on line {lines[text]}"
            report.add(entry.place, "repeated-entry", message, "Delete one of the two.", severity=WARNING)
        lines.setdefault(text, entry.place.line)
