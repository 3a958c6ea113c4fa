"""The corpus as an Eleventy site with Nunjucks templates."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from benchmarks.corpus import EDITED, write_pages
from benchmarks.layout import ADDRESS, STYLE, fill_layout, home_text, write_files
from benchmarks.recipe import Missing, Recipe, ask_version, not_installed

# PACKAGES is replaced by their folder, which is not beside the site.
CONFIG = """import { InputPathToUrlTransformPlugin } from "PACKAGES/@11ty/eleventy/src/Eleventy.js";
import anchor from "PACKAGES/markdown-it-anchor/dist/markdownItAnchor.js";

const HEADING = /<h2 id="([^"]*)"[^>]*>(.*?)<\\/h2>/g;
const folderOf = (page) => page.inputPath.split("/").slice(0, -1).join("/");

export default function (config) {
  config.addPlugin(InputPathToUrlTransformPlugin);
  config.amendLibrary("md", (markdown) => markdown.use(anchor, { tabIndex: false }));
  config.addFilter("headings", (html) => [...html.matchAll(HEADING)].map(([, id, text]) => ({ id, text })));
  config.addFilter("folder", folderOf);
  config.addCollection("folders", (api) => {
    const folders = {};
    for (const page of api.getAllSorted()) {
      const folder = (folders[folderOf(page)] ??= { index: null, pages: [] });
      if (page.inputPath.endsWith("/index.md")) folder.index = page;
      else folder.pages.push(page);
    }
    return folders;
  });
  config.addPassthroughCopy({ "site.css": "site.css" });
  return { dir: { input: "content", includes: "../layouts", output: "public" } };
}
"""
SLOTS = {
    "title": "{{ title }}",
    "summary": "{{ summary }}",
    "canonical": f"{ADDRESS.rstrip('/')}{{{{ page.url }}}}",
    "style": "/site.css",
    "crumbs": """{% if page.url != "/" %}<li><a href="/">Help for back pain</a></li>{% endif %}
{% block crumbs %}{% endblock %}""",
    "body": "{% block body %}{{ content | safe }}{% endblock %}",
}
SINGLE = """{% extends "layout.njk" %}
{% block crumbs %}{% set part = collections.folders[page | folder].index %}
<li><a href="{{ part.url }}">{{ part.data.title }}</a></li>{% endblock %}
{% block body %}<nav aria-label="On this page"><ul>
{% for heading in content | headings %}<li><a href="#{{ heading.id }}">{{ heading.text | safe }}</a></li>
{% endfor %}</ul></nav>
{{ content | safe }}{% endblock %}
"""
LISTING = """{% extends "layout.njk" %}
{% block body %}{{ content | safe }}<ul>
{% for entry in collections.folders[page | folder].pages %}<li><a href="{{ entry.url }}">{{ entry.data.title }}</a>
{{ entry.data.summary }}</li>
{% endfor %}</ul>{% endblock %}
"""


def write_eleventy_site(folder: Path, count: int, packages: Path) -> None:
    """Write a site of `count` pages, for the packages in a folder node_modules."""
    files = {
        "package.json": json.dumps({"private": True, "type": "module"}),
        "eleventy.config.js": CONFIG.replace("PACKAGES", packages.as_posix()),
        "layouts/layout.njk": fill_layout(SLOTS),
        "layouts/single.njk": SINGLE,
        "layouts/listing.njk": LISTING,
        "site.css": STYLE,
        # Markdown as it is: the other tools do not look for template code in it either.
        "content/content.json": json.dumps({"layout": "single.njk", "markdownTemplateEngine": False}),
        "content/index.md": home_text("layout: layout.njk\n"),
    }
    write_files(folder, files)
    write_pages(folder / "content", count, front="layout: listing.njk\n")


def make_eleventy_recipe(tools: Path) -> Recipe | Missing:
    """Eleventy as npm installs it. Each build is a full one: what is incremental is its development server."""
    packages = (tools / "eleventy" / "node_modules").resolve()
    program = packages / "@11ty" / "eleventy" / "cmd.cjs"
    node = shutil.which("node")
    if node is None or not program.is_file():
        return not_installed("eleventy")
    eleventy = (node, str(program))
    return Recipe(
        name="eleventy",
        version=ask_version(*eleventy, "--version"),
        write=lambda folder, count: write_eleventy_site(folder, count, packages),
        build=(*eleventy, "--quiet"),
        page=f"content/{EDITED}.md",
        template="layouts/layout.njk",
        out="public",
        servers={"eleventy --serve --incremental": (*eleventy, "--serve", "--incremental", "--port={port}")},
        note="Links by Eleventy's own plugin; footnotes stay text; only its server can build incrementally.",
    )
