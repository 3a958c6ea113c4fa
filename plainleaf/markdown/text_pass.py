"""One pass over the text of a page: typographic punctuation, and links from hard words to their explanations.

The first use of each term becomes a link to the word list at the end of the page, which works with a keyboard, on
paper and without JavaScript. Headings, links and code are left alone.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Mapping
from heapq import heapify, heappop, heapreplace
from itertools import accumulate

from msgspec import Struct, field

from plainleaf.cldr.letters import to_small
from plainleaf.markdown.footnotes import BEGIN
from plainleaf.markdown.scripts import is_unspaced
from plainleaf.markdown.typography import Quotes, may_be_typeset, quotes_of, typeset_pieces
from plainleaf.model.jobs import TermForm
from plainleaf.model.views import Word
from plainleaf.patterns import lazy_pattern

TAG = lazy_pattern(r"(<[^>]*>)")
WORD = lazy_pattern(r"\w+")
# Up to this many words, searching a text for each is faster than splitting the text into words.
FEW = 60
TAG_NAME = lazy_pattern(r"</?([a-zA-Z][\w-]*)")
# A picture or code, beside which a quote is set as beside a word.
THING = "\x01"
BLOCKS = frozenset(
    ("p", "li", "dd", "dt", "td", "th", "h2", "h3", "h4", "h5", "h6", "div", "ul", "ol", "dl", "table", "tr",
     "figcaption", "blockquote", "section")
)  # fmt: skip
NO_TERMS = frozenset(("a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "dt", "th", "summary", "sup"))
FOOTNOTES = BEGIN.partition("\n")[0]
NO_TYPOGRAPHY = frozenset(("code", "script", "style"))
# The most frequent tags, as written: text inside them is treated like text around them.
PLAIN_TAGS = frozenset(
    ("<em>", "</em>", "<strong>", "</strong>", "<br>",
     *(f"<{end}{name}>" for name in BLOCKS - NO_TERMS for end in ("", "/")))
)  # fmt: skip


def tag_name(tag: str) -> str:
    """The name of a tag's element, '' for none."""
    found = TAG_NAME.match(tag)
    return found.group(1) if found else ""


class TermFinder(Struct, frozen=True):
    """Finds the terms of a site in a text."""

    pattern: re.Pattern[str] | None
    by_form: Mapping[str, TermForm]
    # Each form as it appears in HTML, in lower case, with its term, by its first word. Testing whether a form occurs is
    # faster than finding where.
    by_word: Mapping[str, list[tuple[str, TermForm]]] = field(default_factory=dict)
    # The place of each term among those of the site, by its anchor.
    order: Mapping[str, int] = field(default_factory=dict)

    def find(self, form: str) -> TermForm | None:
        """The term that a matched form belongs to; None for letters that only a pattern takes for others, such as ſ."""
        return self.by_form.get(form) or self.by_form.get(to_small(form))


def make_finder(terms: tuple[TermForm, ...]) -> TermFinder:
    """A finder for terms. Abbreviations match only in the case in which they are written."""
    by_form: dict[str, TermForm] = {}
    exact: list[str] = []
    loose: list[str] = []
    for term in terms:
        for form in (term.term, *term.also, term.short):
            is_capital = form.isupper()
            key = form if is_capital else to_small(form)
            if form and key not in by_form:
                by_form[key] = term
                (exact if is_capital else loose).append(html.escape(form, quote=False))
    if not by_form:
        return TermFinder(None, {})
    by_word: dict[str, list[tuple[str, TermForm]]] = {}
    for form, term in by_form.items():
        small = to_small(html.escape(form, quote=False))
        # A text has no words to look up where there are no spaces between them.
        word = "" if is_unspaced(form) else "".join(WORD.findall(small)[:1])
        by_word.setdefault(word, []).append((small, term))
    order = {term.anchor: place for place, term in enumerate(terms)}
    return TermFinder(re.compile(_pattern_for(loose, exact)), by_form, by_word, order)


def _pattern_for(loose: list[str], exact: list[str]) -> str:
    """A pattern for forms as whole words, in any case or in exactly the one they have. A form of a script without
    spaces between words may be anywhere.
    """
    spaced = [form for form in loose if not is_unspaced(form)]
    unspaced = [form for form in loose if is_unspaced(form)]
    words = [f"(?i:{_any_of(spaced)})"] if spaced else []
    words += [_any_of(exact)] if exact else []
    whole = [rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])"] if words else []
    return "|".join([*whole, *([_any_of(unspaced)] if unspaced else [])])


def _any_of(forms: list[str]) -> str:
    """A pattern for the longest of some forms, with a single branch for each first letter."""
    by_letter: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        by_letter.setdefault(to_small(form[0]) if not form.isupper() else form[0], []).append(re.escape(form[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


def _depths(tags: list[str], names: frozenset[str]) -> list[int]:
    """The number of elements with these names around each text between the tags."""
    return [*accumulate([0 if tag in PLAIN_TAGS else _step(tag, names) for tag in tags], initial=0)]


def _step(tag: str, names: frozenset[str]) -> int:
    """How many more elements with these names are around what follows a tag."""
    if tag_name(tag) not in names:
        return 0
    return -1 if tag[1:2] == "/" else 1


def _typeset_texts(texts: list[str], tags: list[str], quotes: Quotes) -> list[str]:
    """The texts between tags with typographic punctuation. Those of one block are read as one text."""
    depths = _depths(tags, NO_TYPOGRAPHY)
    typeset_texts: list[str] = []
    first = 0
    for index in range(1, len(texts) + 1):
        if index < len(texts) and tag_name(tags[index - 1]) not in BLOCKS:
            continue
        block = texts[first:index]
        if any(map(may_be_typeset, block)):
            block = _typeset_block(block, depths[first:index], tags[first : index - 1], quotes)
        typeset_texts += block
        first = index
    return typeset_texts


def _typeset_block(texts: list[str], depths: list[int], tags: list[str], quotes: Quotes) -> list[str]:
    """The texts of a block. What is not text, or may not change, counts as a word."""
    pictures = ("", *(THING if tag.startswith("<img") else "" for tag in tags))
    pieces = [
        picture + (THING if depth and text else text)
        for text, depth, picture in zip(texts, depths, pictures, strict=True)
    ]
    marked = typeset_pieces(pieces, quotes)
    return [
        text if depth else piece.removeprefix(picture)
        for text, depth, piece, picture in zip(texts, depths, marked, pictures, strict=True)
    ]


class TextPass(Struct):
    """The state of the pass over one page: the terms met so far, in order. `own_url` is the page's own address."""

    finder: TermFinder
    language: str
    own_url: str
    met: dict[str, TermForm] = field(default_factory=dict)

    def apply(self, source: str, *, with_terms: bool) -> str:
        """The HTML with typographic punctuation and, if requested, links to the word list."""
        pieces = TAG.split(source)
        # Texts and tags alternate.
        texts, tags = pieces[::2], pieces[1::2]
        together = "\n".join(texts)
        if may_be_typeset(together):
            texts = _typeset_texts(texts, tags, quotes_of(self.language))
            together = "\n".join(texts)
        # Terms are typeset, too.
        small = to_small(together) if with_terms else ""
        if wanted := self._find_wanted(small):
            texts = self._explain(texts, tags, small, wanted)
        pieces[::2] = texts
        return "".join(pieces)

    def _find_wanted(self, small: str) -> list[tuple[str, TermForm]]:
        """The forms that may occur in a text in small letters and whose terms have not been met yet."""
        by_word = self.finder.by_word
        words = by_word.keys() & {"", *WORD.findall(small)} if len(by_word) > FEW else by_word
        forms = (each for word in words for each in by_word[word])
        return [(form, term) for form, term in forms if form in small and term.anchor not in self.met]

    def _explain(self, texts: list[str], tags: list[str], small: str, wanted: list[tuple[str, TermForm]]) -> list[str]:
        """The texts between tags with their terms linked; only the `wanted` forms are searched for, in the `small`
        letters of all texts.
        """
        # A few capital letters become two small ones.
        is_longer = len(small) != sum(map(len, texts)) + len(texts) - 1
        ends = [*accumulate(len(text) + 1 for text in (map(to_small, texts) if is_longer else texts))]
        # Footnotes are at the end of a page and cite sources: nothing is explained from there on.
        end = tags.index(FOOTNOTES) if FOOTNOTES in tags else len(tags)
        depths = _depths(tags, NO_TERMS)
        linked = list(texts)
        # The next text with each form whose term has not been met.
        spots = [(bisect_right(ends, small.find(form)), form, term.anchor) for form, term in wanted]
        heapify(spots)
        done = -1
        while spots and spots[0][0] <= end and self.finder.pattern:
            index, form, anchor = spots[0]
            if anchor not in self.met and not depths[index] and index != done:
                linked[index] = self.finder.pattern.sub(self._term, texts[index])
                done = index
            following = -1 if anchor in self.met else small.find(form, ends[index])
            if following < 0:
                heappop(spots)
            else:
                heapreplace(spots, (bisect_right(ends, following), form, anchor))
        return linked

    def _term(self, found: re.Match[str]) -> str:
        term = self.finder.find(html.unescape(found.group()))
        if term is None or term.anchor in self.met:
            return found.group()
        self.met[term.anchor] = term
        # Page weight counts, so the ids are numbers. No heading has an id with a colon.
        number = len(self.met)
        return f'<a class="term" href="#w:{number}" id="t:{number}" role="doc-glossref">{found.group()}</a>'

    def words(self) -> tuple[Word, ...]:
        """The terms met, with their explanations, in the order in which the site has them."""
        found = sorted(
            enumerate(self.met.values(), 1), key=lambda numbered: self.finder.order.get(numbered[1].anchor, 0)
        )
        return tuple(
            Word(
                f"w:{number}",
                f"t:{number}",
                term.term,
                term.short,
                html.escape(term.says, quote=False),
                term.page if term.page and term.page.url != self.own_url else None,
            )
            for number, term in found
        )
