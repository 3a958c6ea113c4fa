"""The corpus as a Hugo site, with templates that give a comparable page: head, menu, crumbs, article, footer."""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpus import PAGES_IN_A_FOLDER, make_corpus
from benchmarks.plainleaf_site import page_text

CONFIG = 'baseURL = "https://clinic.example/"\ntitle = "Example Clinic"\ndisableKinds = ["taxonomy", "term"]\n'
LINK_HOOK = (
    '<a href="{{ with .Page.GetPage .Destination }}{{ .RelPermalink }}{{ else }}{{ .Destination }}{{ end }}">'
    "{{ .Text | safeHTML }}</a>"
)
BASE = """<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} – {{ .Site.Title }}</title>
<meta name="description" content="{{ .Params.summary }}">
<link rel="canonical" href="{{ .Permalink }}">
{{ $style := resources.Get "site.css" | fingerprint }}
<link rel="stylesheet" href="{{ $style.RelPermalink }}">
</head>
<body>
<a href="#main">Skip to main content</a>
<header><p>In an emergency, call 911.</p><a href="/">{{ .Site.Title }}</a>
<nav aria-label="Main menu"><ul><li><a href="/back-pain/">Back pain</a></li>
<li><a href="/contact/">Contact</a></li></ul></nav></header>
<nav aria-label="You are here"><ol>
{{ range .Ancestors.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}
<li>{{ .Title }}</li></ol></nav>
<main id="main"><h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>
{{ block "body" . }}{{ end }}
</main>
<footer><p>This site is for education.</p><p>Main office, 1 Example Street</p></footer>
</body>
</html>
"""
SINGLE = '{{ define "body" }}<nav aria-label="On this page">{{ .TableOfContents }}</nav>{{ .Content }}{{ end }}\n'
LISTING = """{{ define "body" }}{{ .Content }}<ul>
{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.summary }}</li>
{{ end }}</ul>{{ end }}
"""


def write_hugo_site(folder: Path, count: int) -> None:
    """Write a site of `count` pages."""
    layouts = folder / "layouts" / "_default"
    files = {
        folder / "hugo.toml": CONFIG,
        layouts / "baseof.html": BASE,
        layouts / "single.html": SINGLE,
        layouts / "list.html": LISTING,
        layouts / "_markup" / "render-link.html": LINK_HOOK,
        folder / "assets" / "site.css": "body{font:20px/1.6 system-ui}\n",
        folder / "content" / "_index.md": "---\ntitle: Help for back pain\nsummary: What helps.\n---\n",
    }
    for page in make_corpus(count):
        path = folder / "content" / f"{page.path}.md"
        if page.number % PAGES_IN_A_FOLDER == 0:
            part = page.number // PAGES_IN_A_FOLDER
            files[path.with_name("_index.md")] = f"---\ntitle: Part {part}\nsummary: Pages of part {part}.\n---\n"
        files[path] = page_text(page)
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
