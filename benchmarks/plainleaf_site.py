"""The corpus as a plainleaf site, built with and without the reading checks, by each of the Markdown engines."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks.corpus import EDITED, TERMS, full_text, write_pages
from benchmarks.recipe import Missing, Recipe
from plainleaf import __version__
from plainleaf.command.starting.new_site import SKELETON
from plainleaf.content.config.settings import Settings
from plainleaf.input.shipped import find_shipped

BUILD = str(Path(__file__).parents[1] / "build.py")
FOOTER = "templates/parts/footer.html"
COMMONMARK = "\nmarkdown: commonmark\n"


def write_plainleaf_site(folder: Path, count: int, more_config: str = "") -> None:
    """Write a site of `count` pages and those of the skeleton, with more lines in its config.yaml."""
    shutil.copytree(SKELETON, folder)
    write_pages(folder / "content" / "en", count, text=full_text)
    with (folder / "content" / "en" / "terms.yaml").open("a", encoding="utf-8") as stream:
        stream.writelines(f"- term: {term}\n  says: A word that patients ask about.\n" for term in TERMS)
    # A clinic that edits a template has laid its own over the one that came along.
    footer = (find_shipped() / FOOTER).read_text(encoding="utf-8")
    (folder / FOOTER).parent.mkdir(parents=True)
    (folder / FOOTER).write_text(footer.replace("</footer>", "<p>Edition 0</p>\n</footer>"), encoding="utf-8")
    with (folder / "config.yaml").open("a", encoding="utf-8") as stream:
        stream.write(more_config)


def make_plainleaf_recipes() -> Iterator[Recipe | Missing]:
    """plainleaf as it is by default and without reading checks; then both with the engine for CommonMark."""
    yield from _both("plainleaf", "")
    name = "plainleaf commonmark"
    if "markdown" not in Settings.__struct_fields__:
        yield Missing(name, "config.yaml has no setting 'markdown'")
    elif find_spec("pyromark") is None:
        yield Missing(name, "the extra plainleaf[fast] is not installed")
    else:
        yield from _both(name, COMMONMARK)


def _both(name: str, more_config: str) -> Iterator[Recipe]:
    command = (sys.executable, BUILD)
    site = Recipe(
        name=name,
        version=__version__,
        write=partial(write_plainleaf_site, more_config=more_config),
        build=(*command, "build", "--root", "."),
        page=f"content/en/{EDITED}.md",
        template=FOOTER,
        out="public",
        caches=(".public.plainleaf",),
        alone=("--jobs", "1"),
        servers={f"{name} serve": (*command, "serve", "--root", ".", "--no-open", "--port", "{port}")},
        note="All checks on.",
    )
    yield site
    yield Recipe(
        name=f"{name} without checks",
        version=__version__,
        write=site.write,
        build=(*site.build, "--without-reading-checks", "--out", "unchecked"),
        page=site.page,
        template=site.template,
        out="unchecked",
        caches=(".unchecked.plainleaf",),
        alone=site.alone,
        note="Without the reading checks; links, headings and safety are checked.",
    )
