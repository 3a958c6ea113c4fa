"""The styles of one page: those rules of the site's style sheets that could do something to it, joined to one file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, partial

from plainleaf.content.last_build import Baseline
from plainleaf.index.style_rules import StyleRule, join_rules
from plainleaf.index.style_sheets import StyleSheets, page_style_path, shorten
from plainleaf.model.jobs import Findings, Output
from plainleaf.render.finished.tags import TaggedPage
from plainleaf.state.digests import digest

# The elements that a browser adds where HTML leaves their tags out.
IMPLIED = frozenset(("html", "head", "body", "tbody", "colgroup"))
WHOLE_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
# A site has some hundred different pages at most, as far as styles go.
MOST = 1000

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
        self.find_used = lru_cache(MOST)(partial(_find_used, sheets, self.defined))
        self.make_url = lru_cache(MOST)(lambda used: sheets.prefix + page_style_path(join_styles(used, sheets)))
        self.element = re.compile(rf"<link\s[^>]*{re.escape(sheets.url)}[^>]*>")

    def link(self, page: TaggedPage) -> tuple[str, tuple[Used, ...]]:
        """A page that links to its own styles, and to those for paper, where its template links to the site's; and
        them."""
        sheets, html = self.sheets, page.html
        if not sheets.rules or sheets.url not in html:
            return html, ()
        names = IMPLIED.union(page.names, *(added for script, added in sheets.scripts.items() if script in html))
        if "var(" in html:
            html = WHOLE_TAG.sub(self._shorten, html)
            names = names.union(VARIABLE.findall(html))
        used = self.find_used(names)
        paper = f'<link rel="stylesheet" href="{sheets.prefix}{sheets.job.path}" media="print">'
        html = self.element.sub(lambda found: f"{found[0]}\n{paper}", html, count=1)
        return html.replace(sheets.url, self.make_url(used)), (used,)

    def _shorten(self, tag: re.Match[str]) -> str:
        return VARIABLE.sub(lambda found: shorten(found[0], self.sheets.short), tag[0])


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
