"""Snapshots: size and modification time of everything a build depends on, taken before any of it is read.

Only the standard library is imported here, so that a build in which nothing changed ends within milliseconds.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct

INPUTS = ("config.yaml", "content", "templates", "static")
LIBRARIES = ("jinja2", "markdown", "msgspec", "pyromark", "yaml", "imagesize")
PACKAGE = Path(__file__).parent
# File systems keep times in steps of some milliseconds, or of two seconds where times are whole seconds.
FINE_STEP, COARSE_STEP = 50_000_000, 2_000_000_000
# Where more files change at once the system may have lost count.
FEW = 50

Stat = tuple[int, int]


class Snapshot(Struct, frozen=True):
    """Size in bytes and modification time in nanoseconds of each file, and when the snapshot was taken.

    `inputs` are the site's files by their path below the root, `generator` those of plainleaf and its libraries.
    """

    taken: int
    inputs: Mapping[str, Stat]
    generator: Mapping[str, Stat]

    @property
    def is_certain(self) -> bool:
        """Whether a file that looks the same later must be the same: none was written in the last moments."""
        return all(_is_settled(modified, self.taken) for _, modified in self.inputs.values())

    @property
    def code(self) -> Mapping[str, Stat]:
        """The files of plainleaf that it runs, without the templates, styles and icons that a site takes over."""
        taken_over = ("templates/", "static/")
        return {path: stat for path, stat in self.generator.items() if not path.startswith(taken_over)}

    def pages(self) -> frozenset[str] | None:
        """The paths of the site's pages; None when a file or a folder among all could not be looked at."""
        return frozenset(filter(is_page, self.inputs)) if self.is_clear else None

    @property
    def is_clear(self) -> bool:
        """Whether every file that is there could be looked at. A site need not have all the folders."""
        return all(size >= 0 or (size == -1 and path in INPUTS) for path, (size, _) in self.inputs.items())

    def beside_pages(self) -> Mapping[str, Stat] | None:
        """The site's files that are no pages.

        None when any file could not be looked at, or when one of these or of plainleaf was written in the last moments.
        """
        others = {path: stat for path, stat in self.inputs.items() if not is_page(path)}
        modified = (time for stats in (others, self.generator) for _, time in stats.values())
        return others if self.is_clear and all(_is_settled(each, self.taken) for each in modified) else None

    def same_inputs(self, later: Snapshot) -> frozenset[str]:
        """The site's files that certainly are the same in a later snapshot."""
        return _same(self.inputs, later.inputs, self.taken)

    def same_generator(self, later: Snapshot) -> frozenset[str]:
        """The files of plainleaf that certainly are the same in a later snapshot."""
        return _same(self.generator, later.generator, self.taken)


def is_page(path: str) -> bool:
    """Whether a file of the site is a page."""
    return path.startswith("content/") and path.endswith(".md")


def _same(one: Mapping[str, Stat], other: Mapping[str, Stat], taken: int) -> frozenset[str]:
    return frozenset(path for path, stat in other.items() if one.get(path) == stat and _is_settled(stat[1], taken))


def take_snapshot(root: Path, shipped: Path) -> Snapshot:
    """The files of the site at `root`, and of the generator with its shipped templates."""
    taken = time.time_ns()
    inputs = {path: stat for name in INPUTS for path, stat in _site_files(root, name)}
    return Snapshot(taken, inputs, _generator(shipped))


def _generator(shipped: Path) -> dict[str, Stat]:
    generator = {path: stat for path, stat in _files(str(PACKAGE), "plainleaf") if not path.endswith(".pyc")}
    for name in ("build.py", "templates", "static/css", "static/icons"):
        generator.update(_files(str(shipped / name), name))
    generator.update(_libraries())
    return generator


def renew_snapshot(last: Snapshot, root: Path, shipped: Path, changed: frozenset[str]) -> Snapshot:
    """The files as they are now, when nothing but those at the paths `changed` can be different since `last`.

    plainleaf itself is taken to be what it was: a process that stays goes on with what it has loaded.
    """
    taken, inputs = time.time_ns(), dict(last.inputs)
    if len(changed) > FEW or not last.is_clear or not all(_renew(inputs, root, path) for path in changed):
        return take_snapshot(root, shipped)
    return Snapshot(taken, inputs, last.generator)


def _renew(inputs: dict[str, Stat], root: Path, path: str) -> bool:
    """Look at one file again; False when it is none, because then more may have changed than is known."""
    try:
        found = (root / path).stat()
    except OSError:
        return inputs.pop(path, None) is not None
    inputs[path] = (found.st_size, found.st_mtime_ns)
    return S_ISREG(found.st_mode)


def leads_out(root: Path, name: str) -> bool:
    """Whether a file or folder at the top of a site is a link out of it, which no build follows."""
    file = root / name
    return file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(root.resolve())


def _site_files(root: Path, name: str) -> Iterator[tuple[str, Stat]]:
    """What is looked at of a file or folder at the top of a site."""
    yield from [(name, (-2, time.time_ns()))] if leads_out(root, name) else _files(str(root / name), name)


def _libraries() -> Iterator[tuple[str, Stat]]:
    yield f"python {sys.version}", (0, 0)
    for name in LIBRARIES:
        found = importlib.util.find_spec(name)
        if found and found.origin:
            stat = Path(found.origin).stat()
            yield found.origin, (stat.st_size, stat.st_mtime_ns)


def _files(file: str, name: str) -> Iterator[tuple[str, Stat]]:
    """A file, or every file below a folder; links are followed. What cannot be read is left for load to report."""
    try:
        if not os.path.isdir(file):  # noqa: PTH112 - Path objects cost more than the look-up
            stat = os.stat(file)  # noqa: PTH116 - the same
            yield name, (stat.st_size, stat.st_mtime_ns)
            return
        with os.scandir(file) as entries:
            found = sorted((entry.name, entry.is_dir(), entry) for entry in entries)
    except OSError:
        yield name, (-1, -1)
        return
    for below, is_folder, entry in found:
        if below.startswith(".") or below == "__pycache__":
            continue
        if is_folder:
            # A linked folder may lead anywhere, even back: it is never taken for unchanged.
            linked = [(f"{name}/{below}", (-2, time.time_ns()))]
            yield from linked if entry.is_symlink() else _files(entry.path, f"{name}/{below}")
            continue
        try:
            stat = entry.stat()
        except OSError:
            # A link that leads nowhere, perhaps.
            yield f"{name}/{below}", (-1, -1)
            continue
        yield f"{name}/{below}", (stat.st_size, stat.st_mtime_ns)


def _is_settled(modified: int, taken: int) -> bool:
    step = COARSE_STEP if modified % 1_000_000_000 == 0 else FINE_STEP
    return modified < taken - step
