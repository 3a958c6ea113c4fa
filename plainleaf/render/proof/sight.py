"""What is out of sight on a finished page: by its elements, their attributes, and the site's own styles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from plainleaf.render.proof.card import Seen, ancestors_of, shorten, text_of
from plainleaf.render.proof.colors import Paint, Paints, find_unreadable
from plainleaf.render.proof.declarations import ADDS, HIDES, MOVES, PLACES, PULLS, REVERSES, hides
from plainleaf.render.proof.style_rules import Rule, without_unknown

# Elements whose content is not seen, whatever the style sheet says; those of the second kind unless they are open.
UNSEEN = frozenset({
    "audio", "button", "canvas", "datalist", "iframe", "math", "meter", "noembed", "noframes", "noscript", "object",
    "optgroup", "progress", "script", "select", "style", "svg", "template", "textarea", "video",
})  # fmt: skip
UNSEEN_UNLESS_OPEN = ("details", "dialog")
# Elements that say that their content no longer holds, or that no reader can rely on to be seen as it is.
STRUCK_OUT = ("s", "del", "strike", "bdo", "blink", "marquee", "font")
# What holds the whole text: its place among others is the layout of a site.
OF_THE_PAGE = ("article", "main", "body", "html")
CLASS_OUT_OF_SIGHT = "visually-hidden"


class Styled(Struct, frozen=True):
    """What the rules of the site's own styles do to the elements of a page, by the elements.

    `hidden` have the selector that hides them, and so have those that are `worded`, `moved`, `pulled` or `reversed`.
    `placed` have their cells of a grid.
    """

    hidden: Mapping[int, str]
    worded: Mapping[int, str]
    moved: Mapping[int, str]
    pulled: Mapping[int, str]
    reversed: Mapping[int, str]
    placed: Mapping[int, str]
    paints: Paints


def apply_rules(page: LexborHTMLParser, rules: Sequence[Rule]) -> Styled:
    """Find the elements that rules apply to. A selector that the parser does not know is widened."""
    found: dict[str, dict[int, str]] = {does: {} for does in (HIDES, ADDS, MOVES, PULLS, REVERSES, PLACES)}
    paints: dict[int, list[Paint]] = {}
    for rule in rules:
        for node in _select(page, rule.selector):
            if rule.paint is not None:
                paints.setdefault(node.mem_id, []).append(rule.paint)
            elif rule.does in found:
                found[rule.does].setdefault(node.mem_id, rule.words if rule.does == PLACES else rule.selector)
    for node in page.css(f".{CLASS_OUT_OF_SIGHT}"):
        found[HIDES].setdefault(node.mem_id, f".{CLASS_OUT_OF_SIGHT}")
    return Styled(
        found[HIDES], found[ADDS], found[MOVES], found[PULLS], found[REVERSES], found[PLACES], paints
    )  # fmt: skip


def _select(page: LexborHTMLParser, selector: str) -> list[LexborNode]:
    for written in (selector, without_unknown(selector)):
        try:
            return page.css(written)
        except SelectolaxError:
            continue
    return []


def find_hidden(seen: Seen, styled: Styled) -> str:
    """What of a set is out of sight, to complete 'the finished page …'; "" for nothing."""
    for node in (seen.heading, seen.list):
        if cause := out_of_sight(node, styled):
            return _say_hidden(node, cause)
    for part in (*seen.heading.css("*"), *seen.list.css("*")):
        if part.mem_id not in (seen.heading.mem_id, seen.list.mem_id) and (cause := _hides_words(part, styled)):
            around = {each.mem_id for each in (part, *ancestors_of(part))}
            return _say_hidden(next((item for item in seen.items if item.mem_id in around), seen.heading), cause)
    if any(_is_stacked(node, styled) for node in _boxes_of(seen.card)):
        return "hides the red flags: a style sheet puts something else into the same cell of a grid"
    unreadable = find_unreadable(seen, styled.paints)
    if unreadable is not None:
        return f"hides the red flags: '{shorten(text_of(unreadable))}' has nearly the color of what is behind it"
    return ""


def _boxes_of(card: LexborNode) -> Iterator[LexborNode]:
    """The card and the parts of the text around it."""
    yield card
    yield from takewhile(lambda node: node.tag not in OF_THE_PAGE, ancestors_of(card))


def _is_stacked(node: LexborNode, styled: Styled) -> bool:
    """Whether something else lies in the same cell of a grid."""
    cell, others = styled.placed.get(node.mem_id), node.parent.iter() if node.parent else ()
    return cell is not None and any(
        each.mem_id != node.mem_id and styled.placed.get(each.mem_id) == cell for each in others
    )


def _say_hidden(node: LexborNode, cause: str) -> str:
    return f"hides the red flags: '{shorten(text_of(node))}' is out of sight, by {cause}"


def find_changed(seen: Seen, styled: Styled) -> str:
    """What the styles add to a set, and where they move it, to complete 'the finished page …'; "" for nothing."""
    inside = [seen.card, *seen.card.css("*")]
    worded = next((styled.worded[node.mem_id] for node in inside if node.mem_id in styled.worded), "")
    if worded:
        return f"adds words to the red flags by a style sheet, with '{worded}'"
    moved = next((styled.moved[node.mem_id] for node in inside if node.mem_id in styled.moved), "")
    boxes = [*_boxes_of(seen.card)]
    moved = moved or next((styled.moved[node.mem_id] for node in boxes if node.mem_id in styled.moved), "")
    below = [each for node in boxes for each in _siblings_after(node)]
    moved = moved or next((styled.pulled[node.mem_id] for node in below if node.mem_id in styled.pulled), "")
    around = [*inside, *([seen.card.parent] if seen.card.parent else [])]
    moved = moved or next((styled.reversed[node.mem_id] for node in around if node.mem_id in styled.reversed), "")
    return f"moves the red flags to another place by a style sheet, with '{moved}'" if moved else ""


def _siblings_after(node: LexborNode) -> Iterator[LexborNode]:
    following = node.next
    while following is not None:
        yield following
        following = following.next


def out_of_sight(node: LexborNode, styled: Styled) -> str:
    """What takes an element or one around it out of sight, in words; "" for nothing."""
    for at in (node, *ancestors_of(node)):
        if cause := _hidden_itself(at, styled):
            return cause
    return ""


def words_out_of_sight(node: LexborNode, styled: Styled) -> str:
    """What takes all words of an element out of sight, or the element itself, in words; "" for nothing."""
    said = text_of(node)
    inside = (_hidden_itself(part, styled) for part in node.css("*") if said and text_of(part) == said)
    return out_of_sight(node, styled) or next(filter(None, inside), "")


def _hides_words(part: LexborNode, styled: Styled) -> str:
    """What hides a part of a heading or a list. Words before a heading that only screen readers need may be hidden."""
    is_for_ears = CLASS_OUT_OF_SIGHT in (part.attributes.get("class") or "").split()
    cause = _hidden_from_screen_readers(part) if is_for_ears else _hidden_itself(part, styled)
    return cause if cause and text_of(part) else ""


def _hidden_from_screen_readers(node: LexborNode) -> str:
    attributes = node.attributes
    for name in ("hidden", "inert", "popover"):
        if name in attributes:
            return f"'{name}' of <{node.tag}>"
    is_hidden = (attributes.get("aria-hidden") or "").strip().lower() == "true"
    return f"'aria-hidden' of <{node.tag}>" if is_hidden else ""


def _hidden_itself(node: LexborNode, styled: Styled) -> str:
    tag, attributes = node.tag or "", node.attributes
    if tag in UNSEEN or tag in STRUCK_OUT or (tag in UNSEEN_UNLESS_OPEN and "open" not in attributes):
        return f"<{tag}>"
    if node.mem_id in styled.hidden:
        return f"'{styled.hidden[node.mem_id]}' in a style sheet"
    if cause := _hidden_from_screen_readers(node):
        return cause
    # What is in an element with a shadow tree is seen only where that has a place for it.
    if any(child.tag == "template" and "shadowrootmode" in child.attributes for child in node.iter()):
        return f"a shadow tree of <{tag}>"
    return f"'style' of <{tag}>" if hides(attributes.get("style") or "") else ""
