"""What is done to a site before a build, and what the built pages must then contain."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from benchmarks.corpus import EDITED
from benchmarks.recipe import Recipe

# Seconds after an edit, so that no tool is given a file that was written while it starts.
SETTLE = 0.1
TITLE = re.compile(r"^title: .*$", re.MULTILINE)
EDITION = re.compile(r"Edition \d+")


class Workpiece(Struct, frozen=True):
    """A recipe with the folder that its site was written to."""

    recipe: Recipe
    folder: Path

    def made_page(self, path: str) -> Path:
        """The file of a finished page."""
        return self.folder / self.recipe.out / path / "index.html"


def clear(work: Workpiece, _number: int) -> None:
    """Delete everything that was built."""
    for name in (work.recipe.out, *work.recipe.caches):
        path = work.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def change_nothing(_work: Workpiece, _number: int) -> None:
    """Change nothing."""


def edit_body(work: Workpiece, number: int, settle: float = SETTLE) -> None:
    """Add a paragraph with a number in it to a page, and wait so many seconds."""
    text = f"\n\nOne more line, {number}.\n\n## "
    _change(work.folder / work.recipe.page, re.compile("\n\n## "), text, settle)


def edit_title(work: Workpiece, number: int) -> None:
    """Give a page another title, with a number in it."""
    _change(work.folder / work.recipe.page, TITLE, f"title: Another name {number}")


def edit_template(work: Workpiece, number: int) -> None:
    """Change a number in the footer of all pages."""
    _change(work.folder / work.recipe.template, EDITION, f"Edition {number}")


def _change(file: Path, pattern: re.Pattern[str], text: str, settle: float = SETTLE) -> None:
    source = file.read_text(encoding="utf-8")
    changed, count = pattern.subn(text, source, count=1)
    if not count:
        raise ValueError(f"{file} holds nothing to edit: {pattern.pattern}")
    file.write_text(changed, encoding="utf-8")
    time.sleep(settle)


class Scenario(Struct, frozen=True):
    """Something that is done before a build, and what pages must hold after it, with '{number}' for the edit's."""

    name: str
    prepare: Callable[[Workpiece, int], None]
    pages: tuple[str, ...] = (EDITED,)
    shows: str = "</footer>"

    def check(self, work: Workpiece, number: int) -> None:
        """Raise ValueError when a finished page does not show the edit: a build that did nothing is not fast."""
        wanted = self.shows.format(number=number)
        for path in self.pages:
            if wanted not in work.made_page(path).read_text(encoding="utf-8"):
                raise ValueError(f"{work.recipe.name}: '{wanted}' is not on the page '{path}'")


FOLDER = EDITED.split("/")[0]
SCENARIOS = (
    Scenario("cold", clear),
    Scenario("nothing changed", change_nothing),
    Scenario("one body edited", edit_body, shows="One more line, {number}."),
    Scenario("one title edited", edit_title, (EDITED, FOLDER), "Another name {number}"),
    Scenario("one template edited", edit_template, (EDITED, FOLDER, "."), "Edition {number}"),
)
