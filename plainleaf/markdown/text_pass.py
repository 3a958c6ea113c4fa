"""One pass over the text of a page: typographic marks, and links from hard words to their explanation.

The first use of each term becomes a link to the list of words at the end of the page, which works with a keyboard,
on paper and without JavaScript. Headings, links and code are left alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from msgspec import Struct, field

from plainleaf.markdown.typography import PLAIN, Quotes, quotes_of, typeset
from plainleaf.model.jobs import TermForm
from plainleaf.model.views import Word

TAG = re.compile(r"(<[^>]*>)")
WORD = re.compile(r"\w+")
# As many words are looked for one by one in a text in the time in which it is cut into words.
FEW = 60
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
# The tags that are met most, as they are written: texts in them are like texts around them.
PLAIN_TAGS = frozenset(
    ("<em>", "</em>", "<strong>", "</strong>", "<br>",
     *(f"<{end}{name}>" for name in BLOCKS - NO_TERMS for end in ("", "/")))
)  # fmt: skip


def tag_name(tag: str) -> str:
    """The name of the element that a tag begins or ends, '' for none."""
    found = TAG_NAME.match(tag)
    return found.group(1) if found else ""


class TermFinder(Struct, frozen=True):
    """Finds the terms of a site in a text."""

    pattern: re.Pattern[str] | None
    by_form: Mapping[str, TermForm]
    # Each form as it stands in HTML, in small letters, with its term, by the first word in it. It is quicker to ask
    # whether a form is there than where.
    by_word: Mapping[str, list[tuple[str, TermForm]]] = field(default_factory=dict)

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
    by_word: dict[str, list[tuple[str, TermForm]]] = {}
    for form, term in by_form.items():
        small = html.escape(form, quote=False).lower()
        by_word.setdefault("".join(WORD.findall(small)[:1]), []).append((small, term))
    return TermFinder(re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])"), by_form, by_word)


def _any_of(forms: list[str]) -> str:
    """A pattern for the longest of some forms, which looks at each first letter once."""
    by_letter: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        by_letter.setdefault(form[0].lower() if not form.isupper() else form[0], []).append(re.escape(form[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


def _depths(tags: list[str], names: frozenset[str]) -> list[int]:
    """In how many elements of these names each text stands, for the texts around some tags."""
    depths = [0]
    for tag in tags:
        depth = depths[-1]
        if tag not in PLAIN_TAGS and tag_name(tag) in names:
            depth += -1 if tag[1:2] == "/" else 1
        depths.append(depth)
    return depths


def _set_marks(texts: list[str], tags: list[str], quotes: Quotes) -> list[str]:
    """The texts between tags with typographic marks."""
    depths = _depths(tags, NO_TYPOGRAPHY)
    marked = list(texts)
    for index, text in enumerate(texts):
        if ("'" in text or '"' in text or "--" in text or "..." in text) and not depths[index]:
            after = "<" if index < len(tags) and INLINE.match(tags[index]) else ""
            marked[index] = typeset(text, quotes, _before(index, texts, tags), after)
    return marked


def _before(index: int, texts: list[str], tags: list[str]) -> str:
    """The character before a text of a block; '' where the block begins with it."""
    for place in range(index - 1, -1, -1):
        if tag_name(tags[place]) in BLOCKS:
            return ""
        if texts[place]:
            return texts[place][-1]
    return ""


class TextPass(Struct):
    """The state of one page's pass: which terms were met, in order. `own_url` is the page's own address."""

    finder: TermFinder
    language: str
    own_url: str
    met: dict[str, TermForm] = field(default_factory=dict)

    def apply(self, source: str, *, with_terms: bool) -> str:
        """The HTML with typographic marks and, when asked for, links to the words list."""
        pieces = TAG.split(source)
        # A tag stands between each two texts.
        texts, tags = pieces[::2], pieces[1::2]
        together = "\n".join(texts)
        wanted = self._find_wanted(together) if with_terms else []
        if PLAIN.search(together):
            texts = _set_marks(texts, tags, quotes_of(self.language))
        if wanted:
            texts = self._explain(texts, tags, wanted)
        pieces[::2] = texts
        return "".join(pieces)

    def _find_wanted(self, text: str) -> list[tuple[str, TermForm]]:
        """The forms that may stand in a text, and whose terms were not met yet."""
        by_word = self.finder.by_word
        small = text.lower()
        words = by_word.keys() & {"", *WORD.findall(small)} if len(by_word) > FEW else by_word
        forms = (each for word in words for each in by_word[word])
        return [(form, term) for form, term in forms if form in small and term.anchor not in self.met]

    def _explain(self, texts: list[str], tags: list[str], wanted: list[tuple[str, TermForm]]) -> list[str]:
        """The texts between tags with their terms linked; only these forms are looked for."""
        small = [text.lower() for text in texts]
        spots: dict[int, list[TermForm]] = {}
        for form, term in wanted:
            for index in (index for index, text in enumerate(small) if form in text):
                spots.setdefault(index, []).append(term)
        # Footnotes stand at the end of a page and name sources: from there on nothing is explained.
        end = next((index for index, tag in enumerate(tags) if FOOTNOTES in tag), len(tags))
        depths = _depths(tags, NO_TERMS)
        linked = list(texts)
        for index in sorted(spots):
            is_new = any(term.anchor not in self.met for term in spots[index])
            if is_new and index <= end and not depths[index] and self.finder.pattern:
                linked[index] = self.finder.pattern.sub(self._term, texts[index])
        return linked

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
