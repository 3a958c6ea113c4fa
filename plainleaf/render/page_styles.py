"""The styles of one page: those rules of the site's style sheets that could do something to it, joined to one file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial

from plainleaf.content.last_build import Baseline
from plainleaf.index.style_rules import Names, StyleRule, attribute_name, join_rules
from plainleaf.index.style_sheets import StyleSheets, page_style_path, shorten
from plainleaf.model.jobs import Findings, Output
from plainleaf.render.recent_cache import RecentCache
from plainleaf.render.template_filters import SLOT_BEGINS, SLOT_ENDS
from plainleaf.state.digests import digest

TAG = re.compile(r"<([a-zA-Z][\w-]*)")
# The elements that a browser adds where HTML leaves their tags out.
IMPLIED = frozenset(("html", "head", "body", "tbody", "colgroup"))
# It begins with characters that are searched for quickly.
CLASSES = re.compile(r"""class(?<=[\s"'/]class)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")

# Two patterns, because one that begins with either word is searched for in twice the time of both.
LANGUAGES = tuple(re.compile(rf"""({name})(?<=[\s"'/]{name})\s*=\s*["']?([\w-]+)""") for name in ("lang", "dir"))
WHOLE_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
# The marks of what a receiver of forms may put into a page: their quotes are no part of the HTML around them.
SLOT_MARK = re.compile(f"{re.escape(SLOT_BEGINS)}.*?-->|{re.escape(SLOT_ENDS)}", re.DOTALL)

# Which rules of StyleSheets a page uses: a bit for each, the first rule's in the first byte.
Used = bytes


class PageStyles:
    """The styles of the pages of a site. A class because it caches those of the last pages: many are alike."""

    def __init__(self, sheets: StyleSheets) -> None:
        self.sheets = sheets
        self.defined: dict[str, list[StyleRule]] = {}
        for rule in sheets.rules:
            if rule.defines:
                self.defined.setdefault(rule.defines, []).append(rule)
        self.used: RecentCache[frozenset[str], Used] = RecentCache(partial(_find_used, sheets, self.defined))
        self.links: RecentCache[Used, str] = RecentCache(self._make_url)

    def link(self, html: str) -> tuple[str, tuple[Used, ...]]:
        """A page that links to its own styles, and to those for paper, where its template links to the site's; and
        them."""
        sheets = self.sheets
        if not sheets.rules or sheets.url not in html:
            return html, ()
        if "var(" in html:
            html = WHOLE_TAG.sub(self._shorten, html)
        used = self.used.get(find_names(html, sheets.scripts))
        paper = f'<link rel="stylesheet" href="{sheets.prefix}{sheets.job.path}" media="print">'
        link = re.compile(rf"<link\s[^>]*{re.escape(sheets.url)}[^>]*>")
        html = link.sub(lambda found: f"{found[0]}\n{paper}", html, count=1)
        return html.replace(sheets.url, self.links.get(used)), (used,)

    def _shorten(self, tag: re.Match[str]) -> str:
        return VARIABLE.sub(lambda found: shorten(found[0], self.sheets.short), tag[0])

    def _make_url(self, used: Used) -> str:
        return self.sheets.prefix + page_style_path(join_styles(used, self.sheets))


def find_names(html: str, scripts: Mapping[str, Names]) -> Names:
    """The tags, classes, languages and custom properties that a page names, as rules name them, and those that its
    scripts may add: `scripts` has them by the end of the script's address."""
    if SLOT_BEGINS in html:
        html = SLOT_MARK.sub("", html)
    names = {tag.lower() for tag in set(TAG.findall(html))} | IMPLIED
    names.update(*(added for script, added in scripts.items() if script in html))
    for found in set(CLASSES.findall(html)):
        names.update(f".{name}" for each in found for name in each.split())
    for pattern in LANGUAGES:
        names.update(attribute_name(*found) for found in set(pattern.findall(html)))
    return frozenset((*names, *VARIABLE.findall(html)))


def _find_used(sheets: StyleSheets, defined: dict[str, list[StyleRule]], names: frozenset[str]) -> Used:
    used = [not rule.defines and names.issuperset(rule.names) for rule in sheets.rules]
    needed = set(sheets.on_paper) | names
    needed.update(*(rule.uses for rule, is_used in zip(sheets.rules, used, strict=True) if is_used))
    variables = _with_what_they_use(needed, defined)
    bits = (is_used or rule.defines in variables for rule, is_used in zip(sheets.rules, used, strict=True))
    whole = sum(1 << number for number, bit in enumerate(bits) if bit)
    return whole.to_bytes(len(sheets.rules) // 8 + 1, "little")


def _with_what_they_use(names: Iterable[str], defined: dict[str, list[StyleRule]]) -> set[str]:
    """Custom properties with those that their values use."""
    found: set[str] = set()
    left = [name for name in names if name in defined]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += (each for rule in defined[name] for each in rule.uses if each in defined)
    return found


def join_styles(used: Used, sheets: StyleSheets) -> str:
    """The text of the file with these rules."""
    whole = int.from_bytes(used, "little")
    return join_rules(rule for number, rule in enumerate(sheets.rules) if whole >> number & 1)


def make_style_output(used: Used, sheets: StyleSheets, baseline: Baseline) -> Output:
    """The file with these rules: that of the last build, or a new one."""
    css = join_styles(used, sheets)
    path, key = page_style_path(css), digest(css)
    known = baseline.outputs.get(path)
    return known if known is not None and known.key == key else Output(path, key, css.encode(), Findings())
