"""Old sites for the tests of imports: each is a mapping of files, and is imported into the minimal site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml
from msgspec import Struct

from plainleaf.command.import_site import ImportArguments, import_site
from plainleaf.content.config.read import read_config
from plainleaf.importing import ORIGINS, Move, NewSite, make_move
from plainleaf.problems import Report
from tests.site_tools import lay_minimal, write_files

Files = Mapping[str, str | bytes]


class Imported(Struct, frozen=True):
    """What an import gives: the texts of pages by their paths, the list as 'path:line: message', files to copy."""

    pages: dict[str, str]
    errors: list[str]
    warnings: list[str]
    files: dict[str, str]
    drafts: list[str]

    def prose(self, path: str) -> str:
        """The prose of a page, without the empty lines around it."""
        return self.pages[path].split("---\n", 2)[2].strip("\n")

    def fields(self, path: str) -> dict[str, object]:
        """The front matter of a page but for 'draft'."""
        front: dict[str, object] = yaml.safe_load(self.pages[path].split("---\n", 2)[1])
        return {name: value for name, value in front.items() if name != "draft"}


def new_site(folder: Path) -> Path:
    """The minimal site, to import into."""
    root = folder / "site"
    lay_minimal(root)
    return root


def import_files(folder: Path, program: str, files: Files, *, publishes: bool = True) -> Imported:
    """Import an old site with these files into the minimal site."""
    old = folder / "old"
    write_files(old, files)
    return import_folder(folder, program, old, publishes=publishes)


def import_folder(folder: Path, program: str, old: Path, *, publishes: bool = True) -> Imported:
    """Import an old site that is in a folder."""
    move = plan_move(new_site(folder), program, old, publishes=publishes)
    problems = [*move.problems, *(problem for page in move.pages for problem in page.problems)]
    said = {
        severity: [f"{each.place.path}:{each.place.line}: {each.message}" for each in sorted(problems)
                   if each.severity == severity]
        for severity in ("error", "warning")
    }  # fmt: skip
    drafts = [page.path for page in move.pages if page.is_draft]
    return Imported(
        {page.path: page.text for page in move.pages}, said["error"], said["warning"], dict(move.files), drafts
    )


def plan_move(root: Path, program: str, old: Path, *, publishes: bool = True) -> Move:
    """The move from an old site into the site at `root`."""
    settings = read_config(root, Report()).settings
    return make_move(ORIGINS[program], old, NewSite(root, settings, "en"), publishes=publishes)


def run_import(root: Path, old: Path, program: str = "hugo", *, publishes: bool = False) -> int:
    """Import as the command does; gives the exit code."""
    return import_site(root, ImportArguments(old, program, publishes=publishes))
