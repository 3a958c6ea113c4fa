"""The templates and styles that come with plainleaf, and a site's own laid over them."""

from __future__ import annotations

from pathlib import Path

from plainleaf.files import walk
from plainleaf.problems import Report


def find_shipped() -> Path:
    """The folder with the templates/ and static/ that come with plainleaf.

    An installed package carries them inside; in a checkout they are the folders of the shipped site.
    """
    packed = Path(__file__).parent / "shipped"
    return packed if packed.is_dir() else Path(__file__).parents[1]


def layered(root: Path, folder: str, report: Report) -> dict[str, Path]:
    """Every file below `folder`, by its path relative to the root; a site's own file hides the shipped one."""
    files: dict[str, Path] = {}
    for layer in dict.fromkeys((find_shipped(), root.resolve())):
        if (layer / folder).is_dir():
            files.update({path: layer / path for path in walk(layer, folder, report)})
    return dict(sorted(files.items()))
