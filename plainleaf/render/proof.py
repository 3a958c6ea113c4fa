"""Proof: that a finished page shows each set of red flags whole, in order and in sight, before any way to book.

What patients get is looked at, not what the source says: a template, a component or a style sheet of the site could
have lost a sign. The HTML is parsed by selectolax, the site's own style sheets by tinycss2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError
from tinycss2 import parse_blocks_contents, parse_stylesheet, serialize
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

from plainleaf.model.jobs import RedFlagProof
from plainleaf.problems import Problem

# Elements whose content is not seen, whatever the style sheet says; those of the second kind unless they are open.
UNSEEN, UNSEEN_UNLESS_OPEN = ("template", "noscript", "script", "style"), ("details", "dialog")
# Declarations that take an element out of sight. A value of None stands for any.
HIDING = {
    "display": ("none",),
    "visibility": ("hidden", "collapse"),
    "opacity": ("0", "0%", "0.0"),
    "font-size": ("0", "0px", "0%"),
    "clip-path": None,
    "content-visibility": ("hidden",),
}
CLASS_OUT_OF_SIGHT = ".visually-hidden"
# What an anchor leads to: the part of the page around it.
SECTIONS = ("section", "form", "fieldset")
PLACES_FOR_WORDS = "h1, h2, h3, h4, h5, h6"


class Seen(Struct, frozen=True):
    """The parts of a page that show a set: its heading, the list below it, and that list's items."""

    heading: LexborNode
    list: LexborNode
    items: tuple[LexborNode, ...]


def prove(html: str, proofs: Sequence[RedFlagProof], own_styles: tuple[str, ...]) -> Iterator[Problem]:
    """What a finished page lacks of the red flags that it must show. `own_styles` are style sheets of the site."""
    page = LexborHTMLParser(html)
    hidden = _find_hidden(page, (CLASS_OUT_OF_SIGHT, *find_hiding_selectors(own_styles)))
    for proof in proofs:
        lost = _find_loss(page, proof, hidden)
        if lost:
            fix = "Ask whoever changed the templates or styles of this site: the signs must be shown as approved."
            yield Problem(proof.place, "red-flags-lost", f"the finished page {lost}", fix)


def _find_loss(page: LexborHTMLParser, proof: RedFlagProof, hidden: frozenset[int]) -> str:
    """What is lost of one set, to complete 'the finished page …'; "" if nothing is."""
    found = _find_set(page, proof)
    if isinstance(found, str):
        return found
    for node in (found.heading, found.list, *found.items):
        if _is_out_of_sight(node, hidden):
            return f"hides the red flags: '{_shorten(_text_of(node))}' is out of sight"
    numbers = [link.attributes.get("href") or "" for item in found.items for link in item.css("a[href^='tel:']")]
    if other := next((number for number in numbers if number != proof.number_url), ""):
        return f"gives another number than that of the emergency among the red flags: {other.removeprefix('tel:')}"
    return _find_booking_before(page, found, proof)


def _find_set(page: LexborHTMLParser, proof: RedFlagProof) -> Seen | str:
    """Where a set is on the page, or what is wrong with its words."""
    main = page.css_first("main") or page.body
    headings = [] if main is None else [each for each in main.css(PLACES_FOR_WORDS) if _text_of(each) == proof.heading]
    if not headings:
        return f"does not have the heading '{_shorten(proof.heading)}' of the red flags"
    heading = headings[0]
    below = _list_below(heading)
    if below is None:
        return "has no list of signs right below the heading of the red flags"
    items = tuple(child for child in below.iter() if child.tag == "li")
    texts = tuple(map(_text_of, items))
    if texts != proof.signs:
        missing = [sign for sign in proof.signs if sign not in texts]
        if missing:
            return f"does not show the sign '{_shorten(missing[0])}' as it was approved"
        return "shows other signs than those of the set, or in another order"
    return Seen(heading, below, items)


def _list_below(heading: LexborNode) -> LexborNode | None:
    """The list that begins after a heading, if no words are between the two."""
    node: LexborNode | None = heading
    while node is not None and node.tag != "main":
        following = node.next
        while following is not None:
            if following.tag in ("ul", "ol"):
                return following
            if _text_of(following):
                lists = following.css("ul, ol")
                begins = bool(lists) and _text_of(following).startswith(_text_of(lists[0]))
                return lists[0] if begins else None
            following = following.next
        node = node.parent
    return None


def _is_out_of_sight(node: LexborNode, hidden: frozenset[int]) -> bool:
    at: LexborNode | None = node
    while at is not None and at.tag not in ("html", "-document"):
        attributes = at.attributes
        is_closed = at.tag in UNSEEN_UNLESS_OPEN and "open" not in attributes
        is_marked = "hidden" in attributes or "inert" in attributes or attributes.get("aria-hidden") == "true"
        if at.tag in UNSEEN or is_closed or is_marked or at.mem_id in hidden:
            return True
        at = at.parent
    return False


def _find_booking_before(page: LexborHTMLParser, found: Seen, proof: RedFlagProof) -> str:
    """Whether a form or a link to booking is in the page's main part before the set."""
    main = page.css_first("main")
    if main is None:
        return "has no main part"
    for node in main.traverse():
        if node.mem_id == found.heading.mem_id:
            return ""
        if node.tag == "form" or (node.tag == "a" and _leads_to_booking(node, page, proof)):
            return "has a way to book before the red flags"
    return ""


def _leads_to_booking(link: LexborNode, page: LexborHTMLParser, proof: RedFlagProof) -> bool:
    """Whether a link leads to a page where people book, or to the form of this page."""
    address, _, anchor = (link.attributes.get("href") or "").partition("#")
    if address or not anchor:
        return address in proof.booking_urls
    at = next((node for node in page.css("[id]") if node.attributes["id"] == anchor), None)
    while at is not None and at.tag not in SECTIONS:
        at = at.parent
    return at is not None and (at.tag == "form" or at.css_first("form") is not None)


def _find_hidden(page: LexborHTMLParser, selectors: tuple[str, ...]) -> frozenset[int]:
    """The elements that a selector hides. One that the parser does not know is left to the tests in a browser."""
    found: set[int] = set()
    for selector in selectors:
        try:
            found.update(node.mem_id for node in page.css(selector))
        except SelectolaxError:
            continue
    return frozenset(found)


@lru_cache(maxsize=2)
def find_hiding_selectors(styles: tuple[str, ...]) -> tuple[str, ...]:
    """The selectors of rules that take elements out of sight, on screen or on paper."""
    return tuple(
        selector
        for style in styles
        for selector in _hiding_in(parse_stylesheet(style, skip_comments=True, skip_whitespace=True))
    )


def _hiding_in(rules: Sequence[Node]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule) and any(map(_hides, parse_blocks_contents(rule.content))):
            yield serialize(rule.prelude).strip()
        elif isinstance(rule, AtRule) and rule.content is not None:
            yield from _hiding_in(parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True))


def _hides(declaration: Node) -> bool:
    if not isinstance(declaration, Declaration) or declaration.lower_name not in HIDING:
        return False
    values = HIDING[declaration.lower_name]
    return values is None or serialize(declaration.value).strip().lower() in values


def _text_of(node: LexborNode) -> str:
    return " ".join((node.text() or "").split())


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
