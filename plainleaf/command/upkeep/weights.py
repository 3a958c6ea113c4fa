"""`build --verbose`: how much of each page a phone loads before it can show it, the heaviest first."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from plainleaf.patterns import lazy_pattern

# Bytes: ten packets, which servers send before the first answer of a phone (RFC 6928).
# The start of a guide lists all of it.
ARTICLE, GUIDE = 14_336, 15_500
STYLES = lazy_pattern(r'<link rel="stylesheet" href="(?:[^"]*/)?(assets/site\.\w+\.css)">')


class Weight(Struct, frozen=True, order=True):
    """The compressed bytes of a page: of its HTML and its styles for a screen together, and of each; and its file."""

    total: int
    html: int
    styles: int
    path: str


def find_weights(folder: Path) -> list[Weight]:
    """The weight of each page in the folder of a finished site, the heaviest first."""
    return sorted(_weigh_pages(folder), reverse=True)


def list_weights(weights: list[Weight]) -> Iterator[str]:
    """A line for each page, below one that says what the numbers are."""
    most = f"An article should have {ARTICLE:,} at most, the start of a guide {GUIDE:,}."
    yield f"Compressed bytes of each page: its HTML with its styles for a screen. {most}"
    for weight in weights:
        over = next((f", over {limit:,}" for limit in (GUIDE, ARTICLE) if weight.total > limit), "")
        yield f"{weight.total:>8,}  {weight.path} (HTML {weight.html:,}, styles {weight.styles:,}){over}"


def _weigh_pages(folder: Path) -> Iterator[Weight]:
    styles: dict[str, int] = {}
    for place, _, names in os.walk(folder):
        for name in names:
            file = Path(place, name)
            if file.suffix != ".html" or file.is_symlink():
                continue
            content = file.read_bytes()
            found = STYLES.search(content.decode("utf-8", "replace"))
            # A page that only leads elsewhere has no styles, nor has a file that somebody else put there.
            if found is None or not (folder / found[1]).is_file():
                continue
            if found[1] not in styles:
                styles[found[1]] = compressed((folder / found[1]).read_bytes())
            html = compressed(content)
            yield Weight(html + styles[found[1]], html, styles[found[1]], file.relative_to(folder).as_posix())


def compressed(content: bytes) -> int:
    """The number of bytes that a server sends."""
    return len(gzip.compress(content, 9, mtime=0))
