"""Snapshots: the stat of every file that a build depends on, taken before any is read.

A file is assumed unchanged while its size, modification time, change time and inode are the same. Anybody can set a
modification time back, and `tar`, `rsync` and `touch -r` do so; only the system sets change times. Where these four
cannot tell, the digest of the file's content decides. Besides the standard library and msgspec, only small modules are
imported here, so that a build in which nothing changed ends within milliseconds.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from stat import S_ISREG

from msgspec import Struct

from plainleaf.input.junk import is_hidden, is_left_out_page, is_of_program
from plainleaf.options import Options

# What people call config.yaml by mistake. Nothing is read from these, but there is a warning.
OTHER_CONFIGS = ("config.yml", "config.yaml.txt")
INPUTS = ("config.yaml", *OTHER_CONFIGS, "addresses.txt", "content", "templates", "static")
# Where the pages are.
CONTENT = "content/"
LIBRARIES = (
    "jinja2", "markdown", "msgspec", "pyromark", "yaml", "PIL", "defusedxml", "selectolax", "tinycss2", "spellchecker",
    "babel", "rcssmin", "segno", "weasyprint", "pagefind", "pagefind_bin", "pagefind_bin_extended",
)  # fmt: skip
PACKAGE = Path(__file__).parents[1]
# File systems store times in steps of a few milliseconds, or of two seconds where times are whole seconds.
FINE_STEP, COARSE_STEP = 50_000_000, 2_000_000_000
# FAT, exFAT and most network file systems have no change time of their own: they repeat the modification time, or
# count in whole seconds. A change time in such coarse steps proves nothing.
STEP_WITHOUT_CHANGE_TIME = 10_000_000
IS_WINDOWS = sys.platform == "win32"
# When more files change at once, the system may have dropped notifications.
FEW = 50

# Of a file that a build reads: size in bytes, modification and change time in nanoseconds, and inode.
Stat = tuple[int, int, int, int]
# Of a published file: size, modification time and inode. Every build makes hard links, which update change times.
OutputStat = tuple[int, int, int]
UNREADABLE: Stat = (-1, -1, -1, -1)
# For what is not a file, and so has no modification time.
NO_FILE: Stat = (0, 1, 1, 1)


class Snapshot(Struct, frozen=True):
    """What a build sees before it begins: the stat of each file, and what was asked for.

    `site` is the site's folder; `asked` the day (YYYY-MM-DD, or '' for today), the address, and whether the words of
    pages are checked.
    `inputs` are the site's files by their path below the root, `generator` those of plainleaf and its libraries.
    `taken` is in nanoseconds since 1970.
    """

    taken: int
    inputs: Mapping[str, Stat]
    generator: Mapping[str, Stat]
    site: str = ""
    asked: tuple[str, str, bool, bool] = ("", "", True, False)

    @property
    def is_certain(self) -> bool:
        """Whether a file with the same stat later must be the same: none was written just before the snapshot."""
        return all(_is_settled(stat, self.taken) for stats in (self.inputs, self.generator) for stat in stats.values())

    @property
    def code(self) -> Mapping[str, Stat]:
        """The code of plainleaf, without the templates, styles and icons that become part of a site."""
        for_sites = ("templates/", "static/")
        return {path: stat for path, stat in self.generator.items() if not path.startswith(for_sites)}

    def below_content(self) -> Mapping[str, Stat | None] | None:
        """The files below content/, with the stats of those that are not pages.

        None when any file or folder of the site could not be read.
        """
        below = {
            path: None if is_page(path) else stat for path, stat in self.inputs.items() if path.startswith(CONTENT)
        }
        return below if self.is_clear else None

    @property
    def is_clear(self) -> bool:
        """Whether every existing file could be checked. A site need not have all the folders."""
        return all(stat[0] >= 0 or (stat[0] == -1 and path in INPUTS) for path, stat in self.inputs.items())

    def beside_pages(self) -> Mapping[str, Stat] | None:
        """The site's files that are not pages.

        None when any file could not be checked, or when one of these or of plainleaf was written just before.
        """
        others = {path: stat for path, stat in self.inputs.items() if not is_page(path)}
        stats = (*others.values(), *self.generator.values())
        return others if self.is_clear and all(_is_settled(stat, self.taken) for stat in stats) else None

    def same_inputs(self, later: Snapshot) -> frozenset[str]:
        """The site's files that are certainly the same in a later snapshot."""
        return _same(self.inputs, later.inputs, self.taken)

    def same_generator(self, later: Snapshot) -> frozenset[str]:
        """The files of plainleaf that are certainly the same in a later snapshot."""
        return _same(self.generator, later.generator, self.taken)


def is_page(path: str) -> bool:
    """Whether a file of the site is a page."""
    return path.startswith(CONTENT) and path.endswith(".md")


def _same(one: Mapping[str, Stat], other: Mapping[str, Stat], taken: int) -> frozenset[str]:
    return frozenset(path for path, stat in other.items() if one.get(path) == stat and _is_settled(stat, taken))


def take_snapshot(options: Options, shipped: Path) -> Snapshot:
    """All files of the site, and of the generator with its shipped templates."""
    root, taken = options.root, time.time_ns()
    inputs = {path: stat for name in INPUTS for path, stat in _site_files(root, name)}
    return Snapshot(taken, inputs, _generator(shipped), str(root.resolve()), _asked(options))


def _asked(options: Options) -> tuple[str, str, bool, bool]:
    day = options.as_of.isoformat() if options.as_of else ""
    return (day, options.address or "", options.reads_pages, options.is_relative)


def _generator(shipped: Path) -> dict[str, Stat]:
    generator = {path: stat for path, stat in _files(str(PACKAGE), "plainleaf") if not path.endswith(".pyc")}
    for name in ("build.py", "templates", "static/css", "static/icons"):
        generator.update(_files(str(shipped / name), name))
    generator.update(_libraries())
    return generator


def renew_snapshot(last: Snapshot, options: Options, shipped: Path, changed: frozenset[str]) -> Snapshot:
    """The files as they are now, if only those at the paths `changed` can differ from `last`.

    The generator's own files are assumed unchanged: a long-running process keeps what it has loaded.
    """
    taken, inputs = time.time_ns(), dict(last.inputs)
    if len(changed) > FEW or not last.is_clear or not all(_renew(inputs, options.root, path) for path in changed):
        return take_snapshot(options, shipped)
    return Snapshot(taken, inputs, last.generator, last.site, _asked(options))


def _renew(inputs: dict[str, Stat], root: Path, path: str) -> bool:
    """Check one file again; False if it is not a file, since more may have changed than is known."""
    try:
        found = (root / path).stat()
    except OSError:
        return inputs.pop(path, None) is not None
    inputs[path] = _stat_of(found)
    return S_ISREG(found.st_mode)


def leads_out(root: Path, name: str) -> bool:
    """Whether a file or folder at the top of a site is a link out of it, which no build follows."""
    file = root / name
    # Unlike a Path, this raises nothing if the folder may not be entered.
    return os.path.islink(file) and not Path(os.path.realpath(file)).is_relative_to(root.resolve())  # noqa: PTH114


def _site_files(root: Path, name: str) -> Iterator[tuple[str, Stat]]:
    """The files of one file or folder at the top of a site."""
    yield from [(name, (-2, time.time_ns(), 0, 0))] if leads_out(root, name) else _files(str(root / name), name)


def _libraries() -> Iterator[tuple[str, Stat]]:
    yield f"python {sys.version}", NO_FILE
    for file in _library_files().values():
        # One may be uninstalled while a long-running process uses it.
        with suppress(OSError):
            yield str(file), _stat_of(file.stat())


@cache
def _library_files() -> Mapping[str, Path]:
    """The first file of each installed library, by the library's name, found once per process."""
    found = ((name, importlib.util.find_spec(name)) for name in LIBRARIES)
    return {name: Path(spec.origin) for name, spec in found if spec and spec.origin}


def digest_generator(snapshot: Snapshot, shipped: Path) -> str:
    """The digest of the content of plainleaf and its libraries: reinstalling them may change their times alone."""
    return _digest_code(shipped, tuple((name, snapshot.generator[name]) for name in sorted(snapshot.code)))


@lru_cache(maxsize=1)
def _digest_code(shipped: Path, code: tuple[tuple[str, Stat], ...]) -> str:
    """The digest of the code of plainleaf and its libraries, cached while their stats are the same."""
    hasher = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for name, _ in code:
        file = shipped / name if name == "build.py" else PACKAGE.parent / name
        if name == "build.py" or name.startswith("plainleaf/"):
            hasher.update(name.encode() + b"\0")
            hasher.update(hashlib.blake2b(file.read_bytes()).digest())
    for name, file in _library_files().items():
        hasher.update(name.encode() + b"\0" + _digest_library(name, file))
    return hasher.hexdigest()


def _digest_library(name: str, file: Path) -> bytes:
    """The digest of an installed library, from the file digests that its installer recorded."""
    above = file.parents[1] if file.name == "__init__.py" else file.parent
    projects = {name.lower(), f"py{name}", {"PIL": "pillow"}.get(name, name)}
    records = (
        entry / "RECORD" for entry in above.glob("*.dist-info") if entry.name.partition("-")[0].lower() in projects
    )
    found = [record.read_bytes() for record in sorted(records) if record.is_file()]
    # A library installed by other means is identified by its first file alone.
    stat = repr((str(file), _stat_of(file.stat()))).encode()
    return hashlib.blake2b(b"\0".join(found) or stat).digest()


def _files(file: str, name: str) -> list[tuple[str, Stat]]:
    """A file, or every file below a folder; links are followed. Load reports what cannot be read."""
    try:
        if not os.path.isdir(file):  # noqa: PTH112 - Path objects cost more than the look-up
            return [(name, _stat_of(os.stat(file)))]  # noqa: PTH116 - the same
        with os.scandir(file) as entries:
            found = sorted((entry.name, entry.is_dir(), entry) for entry in entries)
    except OSError:
        return [(name, UNREADABLE)]
    files: list[tuple[str, Stat]] = []
    for below, is_folder, entry in found:
        path = f"{name}/{below}"
        if is_hidden(path) or below == "__pycache__":
            if path.startswith(CONTENT) and not is_of_program(below) and not entry.is_symlink():
                files += [found for found in _files(entry.path, path) if is_left_out_page(found[0])]
            continue
        if is_folder:
            # A linked folder may lead anywhere, even back up: it never counts as unchanged.
            linked = [(path, (-2, time.time_ns(), 0, 0))]
            files += linked if entry.is_symlink() else _files(entry.path, path)
            continue
        try:
            files.append((path, _stat_of(entry.stat())))
        except OSError:
            # Perhaps a dangling link.
            files.append((path, UNREADABLE))
    return files


def _stat_of(found: os.stat_result) -> Stat:
    """What shows that a file has changed. On Windows st_ctime is the time of creation, and few inodes are known."""
    changed, inode = (0, 0) if IS_WINDOWS else (found.st_ctime_ns, found.st_ino)
    return (found.st_size, found.st_mtime_ns, changed, inode)


def output_stat(found: os.stat_result) -> OutputStat:
    """What shows that a published file has changed. The inode is 0 where only opening the file would tell it."""
    return (found.st_size, found.st_mtime_ns, 0 if IS_WINDOWS else found.st_ino)


def _is_settled(stat: Stat, taken: int) -> bool:
    """Whether any later change of a file with this stat must change the stat."""
    _, modified, changed, inode = stat
    is_telling = inode != 0 and changed % STEP_WITHOUT_CHANGE_TIME != 0
    return is_telling and _is_past(modified, taken) and _is_past(changed, taken)


def _is_past(time_of_file: int, taken: int) -> bool:
    step = COARSE_STEP if time_of_file % 1_000_000_000 == 0 else FINE_STEP
    return time_of_file < taken - step
