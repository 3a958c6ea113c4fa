"""The corpus as a MkDocs site, with a theme of its own in place of the one that comes along."""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpus import EDITED, write_pages
from benchmarks.layout import ADDRESS, NAME, STYLE, fill_layout, home_text, write_files
from benchmarks.recipe import Missing, Recipe, ask_version, find_program, not_installed

CONFIG = f"""site_name: {NAME}
site_url: {ADDRESS}
theme:
  name: null
  custom_dir: theme
"""
EXTENSIONS = "markdown_extensions: [def_list, footnotes]\n"
# MkDocs makes a search index by default. None of the others does, so builds disable it.
WITHOUT_SEARCH = "plugins: []\n"
SLOTS = {
    "title": "{{ page.title }}",
    "summary": "{{ page.meta.summary }}",
    "canonical": "{{ page.canonical_url }}",
    "style": "{{ 'site.css'|url }}",
    "crumbs": """{% if page.url %}<li><a href="{{ nav.homepage.url|url }}">{{ nav.homepage.title }}</a></li>{% endif %}
{% if page.ancestors %}{% set pages = page.ancestors[0].children %}{% set is_list = pages[0].url == page.url %}
{% if not is_list %}<li><a href="{{ pages[0].url|url }}">{{ pages[0].title }}</a></li>{% endif %}{% endif %}""",
    "body": """{% if is_list %}{{ page.content }}<ul>
{% for entry in pages if entry.url != page.url %}<li><a href="{{ entry.url|url }}">{{ entry.title }}</a>
{{ entry.meta.summary }}</li>
{% endfor %}</ul>
{% else %}<nav aria-label="On this page"><ul>
{% for heading in page.toc %}<li><a href="{{ heading.url }}">{{ heading.title }}</a></li>
{% endfor %}</ul></nav>
{{ page.content }}{% endif %}""",
}


def write_mkdocs_site(folder: Path, count: int) -> None:
    """Write a site of `count` pages, with one configuration to build by and one to serve by."""
    files = {
        "mkdocs.yml": CONFIG + EXTENSIONS,
        "build.yml": CONFIG + EXTENSIONS + WITHOUT_SEARCH,
        "theme/main.html": fill_layout(SLOTS),
        "docs/site.css": STYLE,
        "docs/index.md": home_text(),
    }
    write_files(folder, files)
    write_pages(folder / "docs", count)


def make_mkdocs_recipe(tools: Path) -> Recipe | Missing:
    """MkDocs. Each build is a full one; `--dirty` is offered for its server only, because other pages become stale."""
    mkdocs = find_program(tools, "mkdocs")
    if not mkdocs:
        return not_installed("mkdocs")
    serve = (mkdocs, "serve", "--dev-addr", "127.0.0.1:{port}")
    return Recipe(
        name="mkdocs",
        version=ask_version(mkdocs, "--version").split(" from ")[0].removeprefix("mkdocs, version "),
        write=write_mkdocs_site,
        build=(mkdocs, "build", "--quiet", "--config-file", "build.yml"),
        page=f"docs/{EDITED}.md",
        template="theme/main.html",
        out="site",
        servers={"mkdocs serve": serve, "mkdocs serve --dirty": (*serve, "--dirty")},
        note="Without its search index when it builds, with it when it serves; it cannot make only what changed.",
    )
