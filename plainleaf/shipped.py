"""The templates and styles that come with plainleaf, and a site's own laid over them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from plainleaf.files import read_text, walk
from plainleaf.problems import Report

TEMPLATES = "templates"
SUFFIXES = (".html", ".xml", ".txt", "/component.yaml")


class Template(Struct, frozen=True):
    """The text of a template, or of a component's declaration; `is_own` when it lies in the site's own folder."""

    text: str
    is_own: bool


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
        if os.path.lexists(layer / folder):  # a link that leads nowhere is reported
            files.update({path: layer / path for path in walk(layer, folder, report)})
    return dict(sorted(files.items()))


def layer_of(path: str, file: Path) -> Path:
    """The folder, shipped or a site's own, below which a file has a path."""
    return file.parents[path.count("/")]


def read_templates(root: Path, files: Mapping[str, Path], report: Report) -> dict[str, Template]:
    """The templates among some files, which are by path below the root, by their names below templates/."""
    templates: dict[str, Template] = {}
    for path, file in files.items():
        if path.endswith(SUFFIXES) and "/expected/" not in path:
            layer = layer_of(path, file)
            text = read_text(layer, path, report)
            if text is not None:
                templates[path.removeprefix(f"{TEMPLATES}/")] = Template(text, layer == root.resolve())
    return templates
