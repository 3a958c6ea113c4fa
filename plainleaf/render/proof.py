"""Proof: that a finished page shows each set of red flags whole, in order and in sight, before any way to book.

What patients get is looked at, not what the source says: a template, a component or a style sheet of the site could
have lost a sign. The HTML is parsed by selectolax, the site's own style sheets by tinycss2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from plainleaf.model.jobs import RedFlagProof
from plainleaf.problems import Problem
from plainleaf.render.hiding import ADDS, HIDES, Rule, find_changing_rules, hides

# Elements whose content is not seen, whatever the style sheet says; those of the second kind unless they are open.
UNSEEN, UNSEEN_UNLESS_OPEN = (
    frozenset(["template", "noscript", "script", "style", "svg", "canvas"]),
    ("details", "dialog"),
)
# Elements that say that their content no longer holds.
STRUCK_OUT = ("s", "del", "strike")
CLASS_OUT_OF_SIGHT = ".visually-hidden"
# What an anchor leads to: the part of the page around it.
SECTIONS = ("section", "form", "fieldset")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PLACES_FOR_WORDS = ", ".join(HEADINGS)
# Elements that lead somewhere else, and the attributes that say where.
LEADING = {"a": "href", "area": "href", "iframe": "src", "button": "formaction", "input": "formaction"}


class Seen(Struct, frozen=True):
    """The parts of a page that show a set: its heading, the list below it, and that list's items."""

    heading: LexborNode
    list: LexborNode
    items: tuple[LexborNode, ...]


def prove(html: str, proofs: Sequence[RedFlagProof], own_styles: tuple[str, ...]) -> Iterator[Problem]:
    """What a finished page lacks of the red flags that it must show. `own_styles` are style sheets of the site."""
    page = LexborHTMLParser(html)
    inline = tuple(style.text() for style in page.css("style"))
    rules = find_changing_rules((*own_styles, *inline))
    hidden = _find_all(page, (Rule(CLASS_OUT_OF_SIGHT, HIDES), *rules), HIDES)
    reworded = _find_all(page, rules, ADDS)
    for proof in proofs:
        lost = _find_loss(page, proof, hidden, reworded)
        if lost:
            fix = "Ask whoever changed the templates or styles of this site: the signs must be shown as approved."
            yield Problem(proof.place, "red-flags-lost", f"the finished page {lost}", fix)


def _find_loss(page: LexborHTMLParser, proof: RedFlagProof, hidden: frozenset[int], reworded: frozenset[int]) -> str:
    """What is lost of one set, to complete 'the finished page …'; "" if nothing is."""
    found = _find_set(page, proof)
    if isinstance(found, str):
        return found
    for node in (found.heading, found.list, *found.items):
        if _is_out_of_sight(node, hidden) or (node is not found.list and _hides_words(node, hidden)):
            return f"hides the red flags: '{_shorten(_text_of(node))}' is out of sight"
    card = _card_of(found)
    numbers = [link.attributes.get("href") or "" for link in card.css("a[href^='tel:']")]
    if other := next((number for number in numbers if number != proof.number_url), ""):
        return f"gives another number than that of the emergency among the red flags: {other.removeprefix('tel:')}"
    if any(node.mem_id in reworded for node in (card, *card.css("*"))):
        return "adds words to the red flags by a style sheet"
    if not _has_other_headings(card) and _text_of(card) != f"{_text_of(found.heading)} {_text_of(found.list)}":
        return "has words beside the red flags, in the same card"
    return _find_booking_near(page, found, proof) or _find_other_heading(page, found, proof)


def _card_of(found: Seen) -> LexborNode:
    """The smallest part of the page that holds the heading and the list."""
    around = {found.list.mem_id}
    node = found.list.parent
    while node is not None:
        around.add(node.mem_id)
        node = node.parent
    at = found.heading.parent
    while at is not None and at.mem_id not in around:
        at = at.parent
    return at if at is not None and not _has_other_headings(at) else found.list


def _has_other_headings(card: LexborNode) -> bool:
    return len(card.css(PLACES_FOR_WORDS)) > 1


def _hides_words(node: LexborNode, hidden: frozenset[int]) -> bool:
    """Whether a part of a heading or a sign is out of sight. The words before a heading that only ears need may be."""
    for part in node.css("*"):
        if part.mem_id == node.mem_id or CLASS_OUT_OF_SIGHT[1:] in (part.attributes.get("class") or "").split():
            continue
        if _is_hidden_itself(part, hidden) and _text_of(part):
            return True
    return False


def _find_other_heading(page: LexborHTMLParser, found: Seen, proof: RedFlagProof) -> str:
    """Whether a heading, other than the page's title, comes before a set that stands first in the source."""
    before = page.css("main h1, main h2, main h3") if proof.is_first else []
    for heading in before:
        if heading.mem_id == found.heading.mem_id:
            return ""
        if heading.tag != "h1":
            return f"has another heading before the red flags: '{_shorten(_text_of(heading))}'"
    return ""


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
    while at is not None and at.tag != "-document":
        if _is_hidden_itself(at, hidden):
            return True
        at = at.parent
    return False


def _is_hidden_itself(node: LexborNode, hidden: frozenset[int]) -> bool:
    attributes, tag = node.attributes, node.tag
    if tag in UNSEEN or tag in STRUCK_OUT or node.mem_id in hidden:
        return True
    if tag in UNSEEN_UNLESS_OPEN and "open" not in attributes:
        return True
    if "hidden" in attributes or "inert" in attributes or "popover" in attributes:
        return True
    return (attributes.get("aria-hidden") or "").lower() == "true" or hides(attributes.get("style") or "")


def _find_booking_near(page: LexborHTMLParser, found: Seen, proof: RedFlagProof) -> str:
    """Whether a form or a link to booking is before the set, or between it and the next heading."""
    main = page.css_first("main")
    if main is None:
        return "has no main part"
    is_after = False
    for node in main.traverse():
        if node.mem_id == found.heading.mem_id:
            is_after = True
        elif is_after and node.tag in HEADINGS:
            return ""
        elif node.tag == "form" or _leads_to_booking(node, page, proof):
            return (
                "has a way to book right below the red flags" if is_after else "has a way to book before the red flags"
            )
    return ""


def _leads_to_booking(node: LexborNode, page: LexborHTMLParser, proof: RedFlagProof) -> bool:
    """Whether an element leads to a page where people book, or to the form of this page."""
    name = LEADING.get(node.tag or "")
    written = (node.attributes.get(name) or "") if name else ""
    if not written:
        return False
    address, _, anchor = written.partition("#")
    if address or not anchor:
        return _path_of(urljoin(proof.url, address)) in proof.booking_urls
    at = next((each for each in page.css("[id]") if each.attributes["id"] == anchor), None)
    while at is not None and at.tag not in SECTIONS:
        at = at.parent
    return at is not None and (at.tag == "form" or at.css_first("form") is not None)


def _path_of(address: str) -> str:
    """The path that an address leads to, however it is written."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return parts.path.removesuffix("index.html")


def _find_all(page: LexborHTMLParser, rules: tuple[Rule, ...], does: str) -> frozenset[int]:
    """The elements to which rules apply. A selector that the parser does not know is left to the tests in a browser."""
    found: set[int] = set()
    for rule in rules:
        if rule.does != does:
            continue
        try:
            found.update(node.mem_id for node in page.css(rule.selector))
        except SelectolaxError:
            continue
    return frozenset(found)


def _text_of(node: LexborNode) -> str:
    return " ".join((node.text() or "").split())


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
