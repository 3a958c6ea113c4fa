"""The templates and styles that come with plainleaf, and a site's own layered over them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from plainleaf.input.files import read_text, walk
from plainleaf.input.template_reach import NOWHERE, Reach, find_reach
from plainleaf.problems import Report

TEMPLATES = "templates"
SUFFIXES = (".html", ".xml", ".txt", "/component.yaml")


class Template(Struct, frozen=True):
    """The text of a template or of a component's declaration, and the other templates that it names.

    `is_own` if it is in the site's own folder, `is_shipped` if plainleaf comes with the same text under the same name.
    In a checkout of plainleaf, whose site uses the shipped templates, both are true.
    """

    text: str
    is_own: bool
    is_shipped: bool
    reach: Reach = NOWHERE


def find_shipped() -> Path:
    """The folder with the templates/ and static/ that come with plainleaf.

    An installed package contains them; in a checkout they are the folders of the shipped site.
    """
    packed = Path(__file__).parents[1] / "shipped"
    return packed if packed.is_dir() else Path(__file__).parents[2]


def layered(root: Path, folder: str, report: Report) -> dict[str, Path]:
    """Every file below `folder`, by its path relative to the root; a site's own file hides the shipped one."""
    files: dict[str, Path] = {}
    for layer in dict.fromkeys((find_shipped(), root.resolve())):
        if os.path.lexists(layer / folder):  # a broken link is reported
            files.update({path: layer / path for path in walk(layer, folder, report)})
    return dict(sorted(files.items()))


def layer_of(path: str, file: Path) -> Path:
    """The folder (shipped, or the site's own) that the path of a file is relative to."""
    return file.parents[path.count("/")]


def read_templates(
    root: Path, files: Mapping[str, Path], report: Report, known: Mapping[str, Reach] | None = None
) -> dict[str, Template]:
    """The templates among `files` (by path relative to the root), by name relative to templates/.

    `known` are the reaches that earlier builds cached (see template_reach.py).
    """
    templates: dict[str, Template] = {}
    shipped = find_shipped()
    for path, file in files.items():
        if path.endswith(SUFFIXES) and "/expected/" not in path:
            layer = layer_of(path, file)
            text = read_text(layer, path, report)
            if text is not None:
                reach = NOWHERE if path.endswith(".yaml") else find_reach(text, known or {})
                is_shipped = layer == shipped or text == _find_shipped_text(shipped, path)
                name = path.removeprefix(f"{TEMPLATES}/")
                templates[name] = Template(text, layer == root.resolve(), is_shipped, reach)
    return templates


def _find_shipped_text(shipped: Path, path: str) -> str | None:
    return read_text(shipped, path, Report()) if (shipped / path).is_file() else None


def gather(name: str, templates: Mapping[str, Template], *, with_shared: bool = True) -> frozenset[str] | None:
    """The names of a template and of all that it reaches; None if one of them is computed and so could be any.

    Without `with_shared`, only those that can see each other's values.
    """
    found, to_look_at = {name}, [name]
    while to_look_at:
        template = templates.get(to_look_at.pop())
        reach = template.reach if template else NOWHERE
        if not reach.is_certain:
            return None
        named = {*reach.joined, *(reach.shared if with_shared else ())} - found
        found |= named
        to_look_at += named
    return frozenset(found)
