"""Which site a command is about: the folder of --root, or else the nearest one upwards that holds a site."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from plainleaf.options import Options

CONFIG = "config.yaml"
CONTENT = "content"
ENTER = "Get permission to read its folder (chmod u+rwx FOLDER)"


# What is in these folders of a site may be published.
PUBLISHED_FOLDERS = (CONTENT, "static", "templates", "public")


def is_published(folder: Path, options: Options) -> bool:
    """Whether files that are written into a folder may end up on the site."""
    published = [options.real_out, *((options.root / name).resolve() for name in PUBLISHED_FOLDERS)]
    return any(folder.resolve().is_relative_to(each) for each in published)


def find_site(named: Path | None) -> Path | None:
    """The folder of the site; None after saying that there is none, or that it may not be entered.

    Whoever stands somewhere inside a site is told which one was found. Half a site is one: its build says what is
    missing.
    """
    try:
        return _find_site(named)
    except PermissionError as error:
        print(f"plainleaf: {error.filename} cannot be opened: {error.strerror}. {ENTER}", file=sys.stderr)
        return None


def find_near() -> Path | None:
    """The nearest folder from here upwards that holds a site, without a word about it; None if there is none."""
    try:
        here = Path.cwd()
        return next((folder for folder in (here, *_above(here)) if _is_site(folder)), None)
    except OSError:
        return None


def _find_site(named: Path | None) -> Path | None:
    if named is not None and not named.is_dir():
        print(f"plainleaf: there is no folder {named}. Name the site's folder with --root", file=sys.stderr)
        return None
    root = named.resolve() if named else _find_around(Path.cwd())
    # A command that writes must not begin a site in whatever folder it was called.
    if (root / CONFIG).exists() or (root / CONTENT).exists():
        return root
    advice = "Go to your site's folder (cd FOLDER), or start a site: plainleaf new-site FOLDER"
    print(f"plainleaf: there is no site in {root}. {advice}", file=sys.stderr)
    return None


def _find_around(here: Path) -> Path:
    """The nearest folder from here upwards that holds a site, or else this one."""
    found = here if (here / CONFIG).exists() else next(filter(_is_site, _above(here)), here)
    if found != here:
        print(f"plainleaf: the site is in {found}", file=sys.stderr)
    return found.resolve()


def _above(here: Path) -> list[Path]:
    """The folders above, up to the first that belongs to somebody else: a stranger's site is never built by chance."""
    owner = _owner_of(here)
    folders: list[Path] = []
    for folder in here.parents:
        if _owner_of(folder) != owner:
            break
        folders.append(folder)
    return folders


def _owner_of(folder: Path) -> int | None:
    # On systems without owners it is 0 for all.
    try:
        return folder.stat().st_uid
    except OSError:
        return None


def _is_site(folder: Path) -> bool:
    return os.path.isfile(folder / CONFIG) and os.path.isdir(folder / CONTENT)  # noqa: PTH112,PTH113 - no errors raised
