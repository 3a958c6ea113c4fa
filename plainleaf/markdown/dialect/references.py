"""Find names of links, as in `[words][name]`, to which the page gives no address or more than one."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.markdown.dialect.blocks import EDGE
from plainleaf.markdown.scan import blank_code
from plainleaf.patterns import lazy_pattern

PART = rf"(?:[^\[\]\\\n{EDGE}]|\n(?!\n))*"
USE = lazy_pattern(rf"(?<!\\)\[({PART})\]\[({PART})\]")
DEFINITION = lazy_pattern(r"\n {0,3}\[(?!\^)([^\[\]\n]+)\]:")


def find_reference_faults(text: str) -> Iterator[tuple[int, str]]:
    """Names of links without an address, and names that were given one before: offset, name of the fault.

    The text is between two line feeds, as the engines get it.
    """
    known: set[str] = set()
    for found in DEFINITION.finditer(text) if "]:" in text else ():
        name = read_name(found.group(1))
        if name in known:
            yield found.start(1) - 1, "reference-twice"
        known.add(name)
    if "][" not in text:
        return
    for found in USE.finditer(blank_code(text)):
        if read_name(found.group(2) or found.group(1)) not in known:
            yield found.start(), "reference-unknown"


def read_name(written: str) -> str:
    """The name of a link's address for comparison: letter case and the number of spaces do not count."""
    return " ".join(written.casefold().split())
