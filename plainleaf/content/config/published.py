"""addresses.txt: the addresses that a site has published, one a line, so that none of them is lost unnoticed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from plainleaf.input.files import read_text
from plainleaf.problems import WARNING, Place, Report

FILE = "addresses.txt"
HEADING = "# Every address of this site that patients may have kept. 'plainleaf addresses' writes this list.\n"


def read_published(root: Path, report: Report) -> Mapping[str, int] | None:
    """The published addresses below that of the site, each with its line; None for a site without a list."""
    text = read_text(root, FILE, report) if os.path.lexists(root / FILE) else None
    if text is None:
        return None
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        address = line.strip()
        if address.startswith("/"):
            found.setdefault(address, number)
        elif address and not address.startswith("#"):
            fix = "Run: plainleaf addresses"
            report.add(Place(FILE, number), "wrong-type", f"'{address}' is not an address", fix, severity=WARNING)
    return found


def list_text(addresses: Iterable[str]) -> str:
    """The text of the list: the same for the same addresses, whoever writes it."""
    return HEADING + "".join(f"{address}\n" for address in sorted(addresses))
