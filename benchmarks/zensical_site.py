"""The corpus as a Zensical site: that of MkDocs, as Zensical reads the same settings and templates."""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpus import EDITED
from benchmarks.layout import ADDRESS, write_files
from benchmarks.mkdocs_site import CONFIG, write_mkdocs_site
from benchmarks.recipe import Missing, Recipe, ask_version, find_program, not_installed

# The extensions that MkDocs has on and is given; Zensical's own default is a long list of them.
EXTENSIONS = "markdown_extensions: [toc, tables, fenced_code, def_list, footnotes]\n"
NOT_FOUND = "<!doctype html>\n<title>Not found</title>\n<h1>Not found</h1>\n"
SITEMAP = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{ADDRESS}</loc></url></urlset>
"""


def write_zensical_site(folder: Path, count: int) -> None:
    """Write a site of `count` pages."""
    write_mkdocs_site(folder, count)
    write_files(
        folder,
        {"mkdocs.yml": CONFIG + EXTENSIONS, "theme/404.html": NOT_FOUND, "theme/sitemap.xml": SITEMAP},
    )


def make_zensical_recipe(tools: Path) -> Recipe | Missing:
    """Zensical, with its cache on as it is by default."""
    zensical = find_program(tools, "zensical")
    if not zensical:
        return not_installed("zensical")
    return Recipe(
        name="zensical",
        version=ask_version(zensical, "--version").split()[-1],
        write=write_zensical_site,
        build=(zensical, "build", "--config-file", "mkdocs.yml"),
        page=f"docs/{EDITED}.md",
        template="theme/main.html",
        out="site",
        caches=(".cache",),
        servers={"zensical serve": (zensical, "serve", "--config-file", "mkdocs.yml", "-a", "127.0.0.1:{port}")},
        note="With its search index.",
    )
