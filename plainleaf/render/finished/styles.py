"""The styles of one page: the rules of the site's style sheets that could affect it, joined into one file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial, reduce
from operator import or_

from msgspec import Struct

from plainleaf.content.last_build import Baseline
from plainleaf.index.style_rules import Names, StyleRule, join_rules
from plainleaf.index.style_sheets import StyleSheets, page_style_path, shorten
from plainleaf.model.jobs import Findings, Output
from plainleaf.patterns import lazy_pattern
from plainleaf.render.finished.tags import TaggedPage
from plainleaf.state.digests import digest

# The elements that a browser adds where HTML leaves their tags out.
IMPLIED = frozenset(("html", "head", "body", "tbody", "colgroup"))
WHOLE_TAG = lazy_pattern(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
VARIABLE = lazy_pattern(r"var\(\s*(--[\w-]+)")
# As far as styles go, a site has at most a few hundred different pages.
CACHE_SIZE = 1000

# No rules, which use nothing.
NONE = (0, frozenset[str]())

# Which rules of StyleSheets a page uses: a bit for each, the first rule's in the first byte.
Used = bytes


class RuleIndex(Struct, frozen=True):
    """The rules of style sheets by what brings them to a page, as a bit for each, with the custom properties that they
    use: by the names that they all need, and by the custom property that they define.
    """

    by_names: tuple[tuple[Names, int, frozenset[str]], ...]
    by_property: Mapping[str, tuple[int, frozenset[str]]]


class PageStyles:
    """The styles of the pages of a site. A class because it caches those of the last pages: many are alike."""

    def __init__(self, sheets: StyleSheets) -> None:
        self.sheets = sheets
        self.find_used = lru_cache(CACHE_SIZE)(partial(_find_used, sheets, _make_index(sheets.rules)))
        self.make_url = lru_cache(CACHE_SIZE)(lambda used: sheets.prefix + page_style_path(join_styles(used, sheets)))
        self.element = re.compile(rf"<link\s[^>]*{re.escape(sheets.url)}[^>]*>")

    def link(self, page: TaggedPage) -> tuple[str, tuple[Used, ...]]:
        """A page that links to its own styles, and to those for paper, where its template links to the site's; and the
        rules that these hold."""
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


def _make_index(rules: Sequence[StyleRule]) -> RuleIndex:
    by_names: dict[Names, tuple[int, frozenset[str]]] = {}
    by_property: dict[str, tuple[int, frozenset[str]]] = {}
    for number, rule in enumerate(rules):
        bits, uses = by_property.get(rule.defines, NONE) if rule.defines else by_names.get(rule.names, NONE)
        found = (bits | 1 << number, uses.union(rule.uses))
        if rule.defines:
            by_property[rule.defines] = found
        else:
            by_names[rule.names] = found
    return RuleIndex(tuple((names, *found) for names, found in by_names.items()), by_property)


def _find_used(sheets: StyleSheets, index: RuleIndex, names: Names) -> Used:
    found = [(bits, uses) for needed, bits, uses in index.by_names if needed <= names]
    needed = names.union(sheets.on_paper, *(uses for _, uses in found))
    whole = reduce(or_, (bits for bits, _ in (*found, *_with_what_they_use(needed, index))), 0)
    return whole.to_bytes(len(sheets.rules) // 8 + 1, "little")


def _with_what_they_use(names: Names, index: RuleIndex) -> Iterator[tuple[int, frozenset[str]]]:
    """What the index has of custom properties, and of those that their values use."""
    seen: set[str] = set()
    left = names & index.by_property.keys()
    while left:
        seen |= left
        found = [index.by_property[name] for name in left]
        yield from found
        left = (frozenset[str]().union(*(uses for _, uses in found)) & index.by_property.keys()) - seen


def join_styles(used: Used, sheets: StyleSheets) -> str:
    """The text of the file with these rules."""
    bits = f"{int.from_bytes(used, 'little'):b}"
    return join_rules(rule for rule, bit in zip(sheets.rules, reversed(bits), strict=False) if bit == "1")


def make_style_output(used: Used, sheets: StyleSheets, baseline: Baseline) -> Output:
    """The file with these rules: that of the last build, or a new one."""
    css = join_styles(used, sheets)
    path, key = page_style_path(css), digest(css)
    known = baseline.outputs.get(path)
    return known if known is not None and known.key == key else Output(path, key, css.encode(), Findings())
