"""The styles of one page: those style sheets of the site that could do something to it, joined to one file."""

from __future__ import annotations

import re
from functools import lru_cache

from plainleaf.content.last_build import Baseline
from plainleaf.index.style_sheets import StylePart, StyleSheets, attribute_name, page_style_path
from plainleaf.model.jobs import Findings, Output
from plainleaf.state.digests import digest

TAG = re.compile(r"<([a-zA-Z][\w-]*)")
# It begins with characters that are searched for quickly.
CLASSES = re.compile(r"class=(?<=\sclass=)(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")

# Two patterns, because one that begins with either word is searched for in twice the time of both.
LANGUAGES = tuple(re.compile(rf"({name})=(?<=\s{name}=)[\"']?([\w-]+)") for name in ("lang", "dir"))

# The numbers of style sheets among the parts of StyleSheets.
Used = tuple[int, ...]


def link_styles(html: str, sheets: StyleSheets) -> tuple[str, tuple[Used, ...]]:
    """A page that links to its own styles, and to those for paper, where its template links to the site's; and them."""
    if not sheets.parts or sheets.url not in html:
        return html, ()
    used = find_used(html, sheets)
    paper = f'<link rel="stylesheet" href="{sheets.prefix}{sheets.job.path}" media="print">'
    link = re.compile(rf"<link\s[^>]*{re.escape(sheets.url)}[^>]*>")
    html = link.sub(lambda found: f"{found[0]}\n{paper}", html, count=1)
    return html.replace(sheets.url, sheets.prefix + page_style_path(join_styles(used, sheets))), (used,)


def find_used(html: str, sheets: StyleSheets) -> Used:
    """The style sheets of which a selector could match something on a page."""
    names = {tag.lower() for tag in set(TAG.findall(html))}
    for found in set(CLASSES.findall(html)):
        names.update(f".{name}" for each in found for name in each.split())
    for pattern in LANGUAGES:
        names.update(attribute_name(*found) for found in set(pattern.findall(html)))
    return _find_used(frozenset(names), sheets.parts)


@lru_cache(maxsize=256)
def _find_used(names: frozenset[str], parts: tuple[StylePart, ...]) -> Used:
    """The numbers of the style sheets for a page with these names: most pages have those of another."""
    return tuple(number for number, part in enumerate(parts) if any(map(names.issuperset, part.selectors)))


def join_styles(used: Used, sheets: StyleSheets) -> str:
    """The text of the file with these style sheets."""
    return "".join(sheets.parts[number].css for number in used)


def make_style_output(used: Used, sheets: StyleSheets, baseline: Baseline) -> Output:
    """The file with these style sheets: that of the last build, or a new one."""
    css = join_styles(used, sheets)
    path, key = page_style_path(css), digest(css)
    known = baseline.outputs.get(path)
    return known if known is not None and known.key == key else Output(path, key, css.encode(), Findings())
