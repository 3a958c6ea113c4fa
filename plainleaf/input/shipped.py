"""The templates and styles that come with plainleaf, and a site's own layered over them."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct

from plainleaf.input.files import read_text, walk
from plainleaf.input.template_reach import NOWHERE, Reach, find_reach, known_reaches
from plainleaf.problems import Problem, Report

TEMPLATES = "templates"
SUFFIXES = (".html", ".xml", ".txt", "/component.yaml")
# In nanoseconds. No file system stores times in longer steps, so a file that is older cannot change and keep its times.
LONGEST_STEP = 2_000_000_000


class Template(Struct, frozen=True):
    """The text of a template or of a component's declaration, and the other templates that it names.

    `is_own` if it is in the site's own folder, `is_shipped` if plainleaf comes with the same text under the same name.
    In a checkout of plainleaf, whose site uses the shipped templates, both are true.
    """

    text: str
    is_own: bool
    is_shipped: bool
    reach: Reach = NOWHERE


@cache
def find_shipped() -> Path:
    """The folder with the templates/ and static/ that come with plainleaf.

    An installed package contains them; in a checkout they are the folders of the shipped site.
    """
    packed = Path(__file__).parents[1] / "shipped"
    return packed if packed.is_dir() else Path(__file__).parents[2]


def layered(root: Path, folder: str, report: Report) -> dict[str, Path]:
    """The layer (shipped, or the site's own) of every file below `folder`, by the file's path relative to the layer.

    A site's own file hides the shipped one.
    """
    layers: dict[str, Path] = {}
    for layer in dict.fromkeys((find_shipped(), root.resolve())):
        if os.path.lexists(layer / folder):  # a broken link is reported
            layers.update(dict.fromkeys(walk(layer, folder, report), layer))
    return dict(sorted(layers.items()))


def read_templates(
    root: Path, layers: Mapping[str, Path], report: Report, known: Mapping[str, Reach] | None = None
) -> dict[str, Template]:
    """The templates among some files (the `layers` of each, by path), by name relative to templates/.

    `known` are the reaches that earlier builds cached (see template_reach.py).
    """
    templates: dict[str, Template] = {}
    shipped, own = find_shipped(), root.resolve()
    for path, layer in layers.items():
        if path.endswith(SUFFIXES) and "/expected/" not in path:
            text = read_layer(layer, path, report)
            if text is not None:
                reach = NOWHERE if path.endswith(".yaml") else find_reach(text, known or {})
                is_shipped = layer == shipped or text == _find_shipped_text(shipped, path)
                name = path.removeprefix(f"{TEMPLATES}/")
                templates[name] = Template(text, layer == own, is_shipped, reach)
    return templates


def reaches_of(templates: Mapping[str, Template]) -> dict[str, Reach]:
    """The reaches that had to be parsed, by the digest of the template's text, for `read_templates` of later builds."""
    return known_reaches((template.text, template.reach) for template in templates.values())


def _find_shipped_text(shipped: Path, path: str) -> str | None:
    return read_layer(shipped, path, Report()) if (shipped / path).is_file() else None


def read_layer(layer: Path, path: str, report: Report) -> str | None:
    """The same as `read_text`, for a file of either layer."""
    return read_shipped(layer, path, report) if layer == find_shipped() else read_text(layer, path, report)


def read_shipped(folder: Path, path: str, report: Report) -> str | None:
    """The same as `read_text`, for a file that comes with plainleaf: a process reads it again only when it changes."""
    stat = _find_stat(f"{folder}/{path}")
    text, problems = _read_anew(folder, path) if stat is None else _read_once(folder, path, stat)
    report.extend(problems)
    return text


def _find_stat(file: str) -> tuple[int, int, int, int] | None:
    """What differs once a file has changed; None if nothing may: it is a link, not there, or was written just now."""
    try:
        found = os.lstat(file)
    except OSError:
        return None
    is_settled = max(found.st_mtime_ns, found.st_ctime_ns) < time.time_ns() - LONGEST_STEP
    is_telling = S_ISREG(found.st_mode) and is_settled
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino) if is_telling else None


@lru_cache(maxsize=1000)
def _read_once(folder: Path, path: str, _stat: tuple[int, int, int, int]) -> tuple[str | None, tuple[Problem, ...]]:
    return _read_anew(folder, path)


def _read_anew(folder: Path, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    found = Report()
    return read_text(folder, path, found), tuple(found.problems)


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
