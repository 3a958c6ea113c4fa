"""The corpus as a Pelican site: pages are articles, folders are categories, and a category lists its articles."""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpus import EDITED, CorpusPage, page_text, write_pages
from benchmarks.layout import ADDRESS, HOME_SUMMARY, HOME_TITLE, NAME, STYLE, fill_layout, write_files
from benchmarks.recipe import Missing, Recipe, ask_version, find_program, not_installed

# No feeds, authors or tags: the others make none. The cache is Pelican's own for quick rebuilds, which is off by
# default; it is stored uncompressed, which is faster still.
CONFIG = f"""SITENAME = {NAME!r}
SITEURL = {ADDRESS.rstrip("/")!r}
PATH = "content"
THEME = "theme"
TIMEZONE = "UTC"
DEFAULT_DATE = "fs"
SLUGIFY_SOURCE = "basename"
ARTICLE_ORDER_BY = "basename"
ARTICLE_URL = "{{category}}/{{slug}}/"
ARTICLE_SAVE_AS = "{{category}}/{{slug}}/index.html"
CATEGORY_URL = "{{slug}}/"
CATEGORY_SAVE_AS = "{{slug}}/index.html"
AUTHOR_SAVE_AS = TAG_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]
FORMATTED_FIELDS = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
MARKDOWN = {{
    "extension_configs": {{
        "markdown.extensions.tables": {{}},
        "markdown.extensions.toc": {{}},
        "markdown.extensions.def_list": {{}},
        "markdown.extensions.footnotes": {{}},
    }},
    "output_format": "html5",
}}
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
GZIP_CACHE = False
"""
SLOTS = {
    "title": "{% block title %}{% endblock %}",
    "summary": "{% block summary %}{% endblock %}",
    "canonical": "{{ SITEURL }}/{{ output_file|replace('index.html', '') }}",
    "style": "/theme/site.css",
    "crumbs": "{% block crumbs %}{% endblock %}",
    "body": "{% block body %}{% endblock %}",
}
ARTICLE = """{% extends "layout.html" %}
{% block crumbs %}<li><a href="/">HOME</a></li>
<li><a href="/{{ article.category.url }}">{{ article.category|replace("part-", "Part ") }}</a></li>{% endblock %}
{% block body %}{{ article.content }}{% endblock %}
"""
CATEGORY = """{% extends "layout.html" %}
{% block crumbs %}<li><a href="/">HOME</a></li>{% endblock %}
{% block body %}<ul>
{% for entry in articles %}<li><a href="/{{ entry.url }}">{{ entry.title }}</a> {{ entry.metadata.summary }}</li>
{% endfor %}</ul>{% endblock %}
"""
HOME = """{% extends "layout.html" %}
{% block body %}<p>Start with the menu.</p>{% endblock %}
"""


def write_pelican_site(folder: Path, count: int) -> None:
    """Write a site of `count` pages."""
    part = '{{ category|replace("part-", "Part ") }}'
    files = {
        "pelicanconf.py": CONFIG,
        "theme/templates/layout.html": _without_repeated_blocks(fill_layout(SLOTS)),
        "theme/templates/article.html": _with(ARTICLE, "{{ article.title }}", "{{ article.metadata.summary }}"),
        "theme/templates/category.html": _with(CATEGORY, part, "Pages of {{ category }}."),
        "theme/templates/index.html": _with(HOME, HOME_TITLE, HOME_SUMMARY),
        "theme/static/site.css": STYLE,
    }
    write_files(folder, files)
    write_pages(folder / "content", count, index="", text=_text)


def _without_repeated_blocks(layout: str) -> str:
    """Jinja allows a block once; where it is needed again, its content is inserted."""
    for name in ("title", "summary"):
        block = f"{{% block {name} %}}{{% endblock %}}"
        first, rest = layout.split(block, 1)
        layout = first + block + rest.replace(block, f"{{{{ self.{name}() }}}}")
    return layout


def _with(template: str, title: str, summary: str) -> str:
    blocks = f"{{% block title %}}{title}{{% endblock %}}\n{{% block summary %}}{summary}{{% endblock %}}\n"
    return template.replace("HOME", HOME_TITLE) + blocks


def _text(page: CorpusPage) -> str:
    """A page with Pelican's way to write a link, and its place for the list of headings."""
    text = page_text(page).replace("](page-", "]({filename}page-")
    return text.replace("\n---\n\n", "\n---\n\n[TOC]\n\n", 1)


def make_pelican_recipe(tools: Path) -> Recipe | Missing:
    """Pelican, with its cache of converted pages. Its templates are rendered in every build."""
    pelican = find_program(tools, "pelican")
    if not pelican:
        return not_installed("pelican")
    return Recipe(
        name="pelican",
        version=ask_version(pelican, "--version"),
        write=write_pelican_site,
        build=(pelican, "--quiet"),
        page=f"content/{EDITED}.md",
        template="theme/templates/layout.html",
        out="output",
        caches=("cache", "__pycache__"),
        servers={"pelican --listen --autoreload": (pelican, "--listen", "--autoreload", "--port", "{port}")},
        note="With its cache of converted pages on, which is off by default.",
    )
