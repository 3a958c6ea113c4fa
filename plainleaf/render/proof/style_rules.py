"""The rules of a site's own style sheets that change what is seen of a page: their selectors, and what they do.

There is no browser at build time, so each rule is judged by itself as if it applied: on paper as on screen, with the
pointer over it as without. Only what applies to a card with red flags, or to something around it, is judged, so a
site's colors and layout are free.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct
from tinycss2 import parse_blocks_contents, parse_stylesheet, serialize
from tinycss2.ast import AtRule, Declaration, LiteralToken, Node, QualifiedRule

from plainleaf.patterns import lazy_pattern
from plainleaf.render.proof.colors import DARK, PRINT, Paint
from plainleaf.render.proof.declarations import (
    ADDS,
    COVERS,
    HIDES,
    IMPORTS,
    PAINTS,
    PLACES,
    Judged,
    Properties,
    judge,
    words_in,
)

# At-rules whose blocks have no selectors of elements, or whose declarations last for the first frame only.
WITHOUT_ELEMENTS = (
    "font-face",
    "keyframes",
    "-webkit-keyframes",
    "property",
    "starting-style",
    "counter-style",
    "page",
)
FRAMES = ("keyframes", "-webkit-keyframes")
# The first frame of an animation is seen for a moment only.
FIRST_FRAME = ("from", "0%")
# States and places that a parser of a finished page cannot know; they are assumed to apply.
UNKNOWABLE = lazy_pattern(
    r":not\(:(?:hover|target|active|focus[\w-]*)\)|:(?:hover|target|active|focus|focus-visible|focus-within|scope)\b"
    r"|:(?:dir|lang)\([^)]*\)",
    re.IGNORECASE,
)
UNKNOWN = lazy_pattern(
    r":not\(:(?!is|where|has|first|last|only|nth|empty)[\w-]+\)"
    r"|:(?!is\b|where\b|not\b|has\b|root\b|empty\b|first-|last-|only-|nth-)[\w-]+(?:\([^()]*\))?"
)
PSEUDO_ELEMENT = lazy_pattern(r"::?(?:before|after|first-line|first-letter)\b|::[\w-]+(?:\([^)]*\))?", re.IGNORECASE)
ADDED = lazy_pattern(r"::?(?:before|after|marker)$", re.IGNORECASE)
OF_THE_TEXT = lazy_pattern(r"::?first-(?:line|letter)$", re.IGNORECASE)


class Rule(Struct, frozen=True):
    """What a style sheet does to the elements of a selector: see declarations.py.

    `words` are those that it adds, or the cell of a grid in which it places them.
    """

    selector: str
    does: str
    words: str = ""
    paint: Paint | None = None


@lru_cache(maxsize=8)
def find_changing_rules(styles: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules that take elements out of sight, color them, move them, or add words to them."""
    sheets = [parse_stylesheet(style, skip_comments=True, skip_whitespace=True) for style in styles]
    values: dict[str, list[str]] = {}
    for sheet in sheets:
        for name, value in _custom_properties(sheet):
            values.setdefault(name, []).append(value)
    known = Properties(tuple((name, tuple(dict.fromkeys(found))) for name, found in values.items()))
    animations = frozenset(name for sheet in sheets for name in _hiding_frames(sheet, known))
    counters = frozenset(name for sheet in sheets for name in _worded_counters(sheet))
    known = Properties(known.values, animations, counters)
    return tuple(rule for sheet in sheets for rule in _rules_in(sheet, (), "", known))


def without_unknown(selector: str) -> str:
    """The selector with every state that a parser may not know assumed to apply."""
    return UNKNOWN.sub(":is(*)", selector)


def _custom_properties(nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    """The custom properties that are set anywhere in a sheet."""
    for node in nodes:
        if isinstance(node, Declaration) and node.name.startswith("--"):
            yield node.name, serialize(node.value).strip()
        elif isinstance(node, AtRule) and node.lower_at_keyword == "property" and node.content is not None:
            for each in parse_blocks_contents(node.content):
                if isinstance(each, Declaration) and each.lower_name == "initial-value":
                    yield serialize(node.prelude).strip(), serialize(each.value).strip()
        elif isinstance(node, QualifiedRule | AtRule) and node.content is not None:
            yield from _custom_properties(parse_blocks_contents(node.content))


def _at_rules(nodes: Sequence[Node], names: tuple[str, ...]) -> Iterator[tuple[str, list[Node]]]:
    """The at-rules with a name, wherever they are: what follows the name, and their content."""
    for node in nodes:
        if isinstance(node, AtRule) and node.content is not None:
            content = parse_blocks_contents(node.content)
            if node.lower_at_keyword in names:
                yield serialize(node.prelude).strip().strip("\"'"), content
            else:
                yield from _at_rules(content, names)


def _hiding_frames(sheet: Sequence[Node], known: Properties) -> Iterator[str]:
    """The names of animations that take something out of sight, after their first frame."""
    for name, frames in _at_rules(sheet, FRAMES):
        for frame in frames:
            if isinstance(frame, QualifiedRule) and serialize(frame.prelude).strip().lower() not in FIRST_FRAME:
                declared = _declared(parse_blocks_contents(frame.content))
                if judge(declared, known).does & {HIDES, PAINTS}:
                    yield name


def _worded_counters(sheet: Sequence[Node]) -> Iterator[str]:
    """The names of the site's own signs of list items that are words."""
    for name, declared in _at_rules(sheet, ("counter-style",)):
        if any(words_in(each.value) for each in _declared(declared)):
            yield name


def _declared(nodes: Sequence[Node]) -> list[Declaration]:
    return [node for node in nodes if isinstance(node, Declaration)]


def _rules_in(nodes: Sequence[Node], parents: tuple[str, ...], scheme: str, known: Properties) -> Iterator[Rule]:
    """The rules that change what is seen. `parents` are the selectors of the rule around these."""
    declared = _declared(nodes)
    judged = judge(declared, known) if declared and parents else Judged()
    for selector in parents if judged.does else ():
        yield from _rules_of(selector, judged, scheme)
    for node in nodes:
        if isinstance(node, QualifiedRule):
            selectors = tuple(each for selector in _selectors_of(node) for each in _nested(selector, parents))
            yield from _rules_in(parse_blocks_contents(node.content), selectors, scheme, known)
        elif isinstance(node, AtRule) and node.lower_at_keyword == "import":
            yield Rule(":root", IMPORTS, serialize(node.prelude).strip())
        elif isinstance(node, AtRule) and node.content is not None and node.lower_at_keyword not in WITHOUT_ELEMENTS:
            inner = _scheme_of(node) or scheme
            yield from _rules_in(parse_blocks_contents(node.content), parents, inner, known)


def _rules_of(selector: str, judged: Judged, scheme: str) -> Iterator[Rule]:
    bare = PSEUDO_ELEMENT.sub("", selector).strip() or "*"
    if ADDED.search(selector):
        if judged.words:
            yield Rule(bare, ADDS, judged.words)
        if COVERS in judged.does:
            yield Rule(bare, HIDES)
    elif bare == selector or OF_THE_TEXT.search(selector):
        if PAINTS in judged.does:
            yield Rule(bare, PAINTS, paint=Paint(scheme, judged.color, judged.ground, judged.properties))
        for does in sorted(judged.does - {PAINTS, COVERS, ADDS}):
            yield Rule(bare, does, judged.cell if does == PLACES else "")
        if judged.listed_words:
            yield Rule(bare, ADDS, judged.listed_words)


def _scheme_of(rule: AtRule) -> str:
    asked = serialize(rule.prelude).lower() if rule.lower_at_keyword == "media" else ""
    return DARK if "dark" in asked else PRINT if "print" in asked and "screen" not in asked else ""


def _selectors_of(rule: QualifiedRule) -> Iterator[str]:
    """The selectors of a list, one by one: a browser hides by each of them."""
    tokens: list[Node] = []
    for token in (*rule.prelude, LiteralToken(0, 0, ",")):
        if isinstance(token, LiteralToken) and token.value == ",":
            yield UNKNOWABLE.sub(":is(*)", serialize(tokens).strip())
            tokens = []
        else:
            tokens.append(token)


def _nested(selector: str, parents: tuple[str, ...]) -> Iterator[str]:
    """A selector in each of the rules around it."""
    for parent in parents or (":root",):
        if "&" in selector:
            yield selector.replace("&", parent)
        else:
            yield f"{parent} {selector}" if parents else selector
