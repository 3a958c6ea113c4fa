"""The card with a set of red flags on a finished page: its heading, its list, and what else is said in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.model.jobs import RedFlagProof

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PLACES_FOR_WORDS = ", ".join(HEADINGS)
# What screen readers say, or a pointer brings up, in place of the visible text.
SPEAKING = ("aria-label", "aria-description", "aria-describedby", "aria-roledescription", "title")
# Roles that take the meaning of a heading, a list or an item away from people who use a screen reader.
EMPTYING = ("presentation", "none", "separator", "tooltip", "option", "menuitem")
# What shows something other than the text of the card, or can be typed or pressed.
FOREIGN = "area, audio, button, canvas, embed, form, iframe, input, meter, object, progress, select, textarea, video"
MAX_SHOWN = 60  # characters


class Seen(Struct, frozen=True):
    """The parts of a page that show a set: its heading, the list below it, that list's items, and the card around."""

    heading: LexborNode
    list: LexborNode
    items: tuple[LexborNode, ...]
    card: LexborNode


def find_sets(page: LexborHTMLParser, proof: RedFlagProof) -> list[Seen] | str:
    """Where the words of a set are on the page, or what is wrong with them."""
    main = page.css_first("main") or page.body
    headings = [] if main is None else [each for each in main.css(PLACES_FOR_WORDS) if text_of(each) == proof.heading]
    if not headings:
        return f"does not have the heading '{shorten(proof.heading)}' of the red flags"
    looked = [_look_below(heading, proof) for heading in headings]
    # Two sets may have the same heading.
    return [each for each in looked if isinstance(each, Seen)] or next(each for each in looked if isinstance(each, str))


def _look_below(heading: LexborNode, proof: RedFlagProof) -> Seen | str:
    below = _list_below(heading)
    if below is None:
        return "has no list of signs right below the heading of the red flags"
    items = tuple(child for child in below.iter() if child.tag == "li")
    texts = tuple(map(text_of, items))
    if texts != proof.signs:
        missing = [sign for sign in proof.signs if sign not in texts]
        if missing:
            return f"does not show the sign '{shorten(missing[0])}' as it was approved"
        return "shows other signs than those of the set, or in another order"
    return Seen(heading, below, items, _card_of(heading, below))


def _list_below(heading: LexborNode) -> LexborNode | None:
    """The list that begins after a heading, if no words are between the two."""
    node: LexborNode | None = heading
    while node is not None and node.tag != "main":
        following = node.next
        while following is not None:
            if following.tag in ("ul", "ol"):
                return following
            if text_of(following):
                lists = following.css("ul, ol")
                begins = bool(lists) and text_of(following).startswith(text_of(lists[0]))
                return lists[0] if begins else None
            following = following.next
        node = node.parent
    return None


def _card_of(heading: LexborNode, below: LexborNode) -> LexborNode:
    """The smallest part of the page that holds the heading and the list."""
    around = {each.mem_id for each in ancestors_of(below)}
    at = next((each for each in ancestors_of(heading) if each.mem_id in around), None)
    return at if at is not None and not _has_other_headings(at) else below


def find_other_words(seen: Seen) -> str:
    """What the card says besides the set, to complete 'the finished page …'; "" for nothing."""
    card, rest = seen.card, (seen.card, *seen.card.css("*"))
    if not _has_other_headings(card) and text_of(card) != f"{text_of(seen.heading)} {text_of(seen.list)}":
        return "has words beside the red flags, in the same card"
    foreign = next((each for each in card.css(FOREIGN) if each.mem_id != card.mem_id), None)
    if foreign is not None:
        return f"has something else among the red flags: <{foreign.tag}>"
    for node in rest:
        attributes = node.attributes
        spoken = next((name for name in SPEAKING if (attributes.get(name) or "").strip()), "")
        if node.tag == "img" and (attributes.get("alt") or "").strip():
            spoken = "alt"
        labels = attributes.get("aria-labelledby")
        if labels and labels != seen.heading.attributes.get("id"):
            spoken = "aria-labelledby"
        if spoken:
            return f"says other words among the red flags to people who hear it, by '{spoken}' of <{node.tag}>"
        if (attributes.get("role") or "").strip().lower() in EMPTYING and node.tag in (*HEADINGS, "ul", "ol", "li"):
            return f"takes the meaning of <{node.tag}> away from people who hear the red flags, by its 'role'"
    return ""


def find_other_number(card: LexborNode, proof: RedFlagProof) -> str:
    """Whether a link in the card leads anywhere but to the emergency number, or does not name it."""
    wanted = _digits_of(proof.number_url)
    for link in (each for each in card.css("a") if "href" in each.attributes or "xlink:href" in each.attributes):
        target = "".join((link.attributes.get("href") or link.attributes.get("xlink:href") or "").split())
        scheme, _, number = target.partition(":")
        if scheme.lower() == "tel" and _digits_of(number) != wanted:
            return f"gives another number than that of the emergency among the red flags: {number}"
        if scheme.lower() != "tel":
            return f"has a link among the red flags that does not call the emergency number: {target or 'an empty one'}"
        named = _digits_of(text_of(link))
        if not named or not wanted.endswith(named):
            return f"calls the emergency number by a link that does not name it: '{shorten(text_of(link))}'"
    return ""


def _digits_of(text: str) -> str:
    return "".join(re.findall(r"\d", text))


def ancestors_of(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, the nearest first."""
    at = node.parent
    while at is not None and at.tag != "-document":
        yield at
        at = at.parent


def _has_other_headings(card: LexborNode) -> bool:
    return len(card.css(PLACES_FOR_WORDS)) > 1


def text_of(node: LexborNode) -> str:
    """The text of an element, with single spaces."""
    return " ".join((node.text() or "").split())


def shorten(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
