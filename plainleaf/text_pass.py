"""One pass over the text of a page: typographic marks, and links from hard words to their explanation.

The first use of each term becomes a link to the list of words at the end of the page, which works with a keyboard,
on paper and without JavaScript. Headings, links and code are left alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from plainleaf.jobs import TermForm
from plainleaf.typography import quotes_of, typeset
from plainleaf.views import Word

TOKEN = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^>]*)>|([^<]+)")
# A quotation mark right before one of these opens a quotation.
INLINE = re.compile(r"<(?:a|em|strong|code|span|img)\b")
BLOCKS = frozenset(
    ("p", "li", "dd", "dt", "td", "th", "h2", "h3", "h4", "h5", "h6", "div", "ul", "ol", "dl", "table", "tr",
     "figcaption", "blockquote", "section")
)  # fmt: skip
NO_TERMS = frozenset(("a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "dt", "th", "summary", "sup"))
FOOTNOTES = 'class="footnote"'
NO_TYPOGRAPHY = frozenset(("code", "script", "style"))


@dataclass(frozen=True, slots=True)
class TermFinder:
    """Finds the terms of a site in a text."""

    pattern: re.Pattern[str] | None
    by_form: Mapping[str, TermForm]

    def find(self, form: str) -> TermForm:
        """The term that a matched form belongs to."""
        return self.by_form.get(form) or self.by_form[form.lower()]


@lru_cache(maxsize=8)
def make_finder(terms: tuple[TermForm, ...]) -> TermFinder:
    """A finder for terms. Abbreviations count only in the case in which they are written."""
    by_form: dict[str, TermForm] = {}
    exact: list[str] = []
    loose: list[str] = []
    for term in terms:
        for form in (term.term, *term.also, term.short):
            is_capital = form.isupper()
            key = form if is_capital else form.lower()
            if form and key not in by_form:
                by_form[key] = term
                (exact if is_capital else loose).append(re.escape(html.escape(form, quote=False)))
    if not by_form:
        return TermFinder(None, {})
    longest_first = sorted(loose, key=len, reverse=True)
    parts = [f"(?i:{'|'.join(longest_first)})"] if loose else []
    parts += ["|".join(sorted(exact, key=len, reverse=True))] if exact else []
    return TermFinder(re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])"), by_form)


@dataclass(slots=True)
class TextPass:
    """The state of one page's pass: which terms were met, in order. `own_url` is the page's own address."""

    finder: TermFinder
    language: str
    own_url: str
    met: dict[str, TermForm] = field(default_factory=dict)

    def apply(self, source: str, *, with_terms: bool) -> str:
        """The HTML with typographic marks and, when asked for, links to the words list."""
        quotes = quotes_of(self.language)
        parts: list[str] = []
        before, no_terms, no_marks = "", 0, 0
        for found in TOKEN.finditer(source):
            closing, tag, attributes, text = found.groups()
            if text is None:
                parts.append(found.group())
                step = -1 if closing else 1
                # Footnotes stand at the end of a page and name sources: from there on nothing is explained.
                no_terms += step * (tag in NO_TERMS) + (FOOTNOTES in attributes)
                no_marks += step * (tag in NO_TYPOGRAPHY)
                before = "" if tag in BLOCKS else before
                continue
            after = "<" if INLINE.match(source, found.end()) else ""
            marked = text if no_marks else typeset(text, quotes, before, after)
            parts.append(marked if no_terms or not with_terms else self._explain(marked))
            before = text[-1]
        return "".join(parts)

    def _explain(self, text: str) -> str:
        return self.finder.pattern.sub(self._term, text) if self.finder.pattern else text

    def _term(self, found: re.Match[str]) -> str:
        term = self.finder.find(html.unescape(found.group()))
        if term.anchor in self.met:
            return found.group()
        self.met[term.anchor] = term
        return f'<a class="term" href="#word-{term.anchor}">{found.group()}</a>'

    def words(self) -> tuple[Word, ...]:
        """The terms that were met, with their explanations, in alphabetical order."""
        quotes = quotes_of(self.language)
        found = sorted(self.met.values(), key=lambda term: term.term.casefold())
        return tuple(
            Word(
                f"word-{term.anchor}",
                term.term,
                term.short,
                html.escape(typeset(term.says, quotes), quote=False),
                term.page if term.page and term.page.url != self.own_url else None,
            )
            for term in found
        )
