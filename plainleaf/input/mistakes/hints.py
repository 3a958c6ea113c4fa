"""The way out for a value of the wrong type: what was probably meant, "" if it is not clear."""

from __future__ import annotations

import re
from collections.abc import Callable

from plainleaf.input.mistakes.lines import in_quotes
from plainleaf.input.nodes import Node, Pairs
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import suggest

IN_BRACES = lazy_pattern(r"\{[^{}\n]{1,100}\}")


def text_hint(node: Node, gaps: tuple[str, ...] = ()) -> str:
    """How to write a text that was read as a group, because it has a colon: '- Note: bring a friend'.

    Or one with a name in braces that is none of the `gaps` that are filled in.
    """
    if isinstance(node.value, str) and gaps:
        unknown = next((each for each in IN_BRACES.findall(node.value) if each not in gaps), "")
        fix = suggest(unknown, gaps, otherwise=f"Only {' and '.join(gaps)} are.")
        return f"Nothing is filled in for '{unknown}'. {fix}" if unknown else ""
    if not isinstance(node.value, Pairs) or len(node.value.values) != 1:
        return ""
    (key, value), *_ = node.value.values.items()
    return f"Put the text in quotes: {in_quotes(f'{key}: {value.value}')}" if isinstance(value.value, str) else ""


def form_hint(form: str, node: Node, accepts: Callable[[str], object]) -> str:
    """How to write a value of a form (see formats.py)."""
    if not isinstance(node.value, str):
        return ""
    # Imported late: mistakes are rare.
    from plainleaf.input.mistakes.formats import fix_for

    return fix_for(form, node.value, accepts)


def list_hint(node: Node) -> str:
    """How to write a single text as a list."""
    if not isinstance(node.value, str) or "\n" in node.value:
        return ""
    entries = [each.strip(" -–•*") for each in re.split(r"[,;]", node.value)]
    shown = "\n".join(f"  - {entry}" for entry in entries if entry)
    return f"Write {'each' if len(entries) > 1 else 'it'} on a line below its key, after '- ':\n{shown}"
