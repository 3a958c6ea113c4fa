"""One pass over the text of a page: typographic marks, and links from hard words to their explanation.

The first use of each term becomes a link to the list of words at the end of the page, which works with a keyboard,
on paper and without JavaScript. Headings, links and code are left alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from msgspec import Struct, field

from plainleaf.jobs import TermForm
from plainleaf.typography import quotes_of, typeset
from plainleaf.views import Word

TAG = re.compile(r"(<[^>]*>)")
WORD = re.compile(r"\w+")
TAG_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
# A quotation mark right before one of these opens a quotation.
INLINE = re.compile(r"<(?:a|em|strong|code|span|img)\b")
BLOCKS = frozenset(
    ("p", "li", "dd", "dt", "td", "th", "h2", "h3", "h4", "h5", "h6", "div", "ul", "ol", "dl", "table", "tr",
     "figcaption", "blockquote", "section")
)  # fmt: skip
NO_TERMS = frozenset(("a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "dt", "th", "summary", "sup"))
FOOTNOTES = 'class="footnote"'
NO_TYPOGRAPHY = frozenset(("code", "script", "style"))
# The tags that are met most, as they are written. They change nothing but, for blocks, what stands before a text.
BLOCK_TAGS = frozenset(f"<{end}{name}>" for name in BLOCKS - NO_TERMS for end in ("", "/"))
PLAIN_TAGS = frozenset(("", "<em>", "</em>", "<strong>", "</strong>", "<br>"))


def tag_name(tag: str) -> str:
    """The name of the element that a tag begins or ends, '' for none."""
    found = TAG_NAME.match(tag)
    return found.group(1) if found else ""


class TermFinder(Struct, frozen=True):
    """Finds the terms of a site in a text."""

    pattern: re.Pattern[str] | None
    by_form: Mapping[str, TermForm]
    # Each form as it stands in HTML, in small letters: its first word, the form, its term. It is quicker to ask
    # whether a form is there than where.
    small: tuple[tuple[str, str, TermForm], ...] = ()

    def find(self, form: str) -> TermForm:
        """The term that a matched form belongs to."""
        return self.by_form.get(form) or self.by_form[form.lower()]


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
                (exact if is_capital else loose).append(html.escape(form, quote=False))
    if not by_form:
        return TermFinder(None, {})
    parts = [f"(?i:{_any_of(loose)})"] if loose else []
    parts += [_any_of(exact)] if exact else []
    forms = [(html.escape(form, quote=False).lower(), term) for form, term in by_form.items()]
    small = tuple(("".join(WORD.findall(form)[:1]), form, term) for form, term in forms)
    return TermFinder(re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])"), by_form, small)


def _any_of(forms: list[str]) -> str:
    """A pattern for the longest of some forms, which looks at each first letter once."""
    by_letter: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        by_letter.setdefault(form[0].lower() if not form.isupper() else form[0], []).append(re.escape(form[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


class TextPass(Struct):
    """The state of one page's pass: which terms were met, in order. `own_url` is the page's own address."""

    finder: TermFinder
    language: str
    own_url: str
    met: dict[str, TermForm] = field(default_factory=dict)

    def apply(self, source: str, *, with_terms: bool) -> str:
        """The HTML with typographic marks and, when asked for, links to the words list."""
        quotes = quotes_of(self.language)
        pieces = TAG.split(source)
        wanted = self._find_wanted(source) if with_terms and self.finder.small else []
        before, no_terms, no_marks = "", 0, 0
        # Text stands at even places, and the tag that follows it behind it.
        for index in range(0, len(pieces), 2):
            text = pieces[index]
            tag = pieces[index + 1] if index + 1 < len(pieces) else ""
            if text:
                marked = text
                if not no_marks and ("'" in text or '"' in text or "--" in text or "..." in text):
                    marked = typeset(text, quotes, before, "<" if INLINE.match(tag) else "")
                if wanted and not no_terms:
                    marked, wanted = self._explain(marked, wanted)
                pieces[index] = marked
                before = text[-1]
            if tag in BLOCK_TAGS:
                before = ""
            elif tag not in PLAIN_TAGS:
                name = tag_name(tag)
                step = -1 if tag[1:2] == "/" else 1
                # Footnotes stand at the end of a page and name sources: from there on nothing is explained.
                no_terms += step * (name in NO_TERMS) + (FOOTNOTES in tag)
                no_marks += step * (name in NO_TYPOGRAPHY)
                before = "" if name in BLOCKS else before
        return "".join(pieces)

    def _find_wanted(self, source: str) -> list[tuple[str, TermForm]]:
        """The forms that may stand in a text, and whose terms were not met yet."""
        small = source.lower()
        words = frozenset(WORD.findall(small)) | {""}
        return [
            (form, term)
            for word, form, term in self.finder.small
            if word in words and form in small and term.anchor not in self.met
        ]

    def _explain(self, text: str, wanted: list[tuple[str, TermForm]]) -> tuple[str, list[tuple[str, TermForm]]]:
        """A text with its terms linked, and the forms that are still to be found."""
        small = text.lower()
        if self.finder.pattern is None or not any(form in small for form, _ in wanted):
            return text, wanted
        count = len(self.met)
        text = self.finder.pattern.sub(self._term, text)
        is_same = len(self.met) == count
        return text, wanted if is_same else [each for each in wanted if each[1].anchor not in self.met]

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
