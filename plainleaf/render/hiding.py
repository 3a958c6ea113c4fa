"""Style sheets of a site that take text out of sight: by which selectors, on screen or on paper.

A browser is not at hand while a site is built, so each declaration is judged by itself, as if it applied: to a printed
page as to a screen, and under the mouse as without it. Nothing that a site needs for its colors or its layout is in the
way: what is judged is only what applies to a card with red flags or to something around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct
from tinycss2 import parse_blocks_contents, parse_declaration_list, parse_stylesheet, serialize
from tinycss2.ast import AtRule, Declaration, LiteralToken, Node, QualifiedRule

HIDES, ADDS = "hides", "adds"
# What hides by a word in its value; None stands for any value but "none", "auto", "normal" and "initial".
HIDING: dict[str, str | None] = {
    "display": r"none",
    "visibility": r"hidden|collapse",
    "content-visibility": r"hidden",
    "interactivity": r"inert",
    "contain": r"strict|size",
    "filter": r"blur|opacity\((?:0?\.?[0-4]|[0-4]?\d%)",
    "clip": None,
    "clip-path": None,
    "mask": None,
    "mask-image": None,
    "mix-blend-mode": None,
    "-webkit-line-clamp": None,
    "line-clamp": None,
    "rotate": r"[xy]\s",
}
HARMLESS = ("none", "auto", "normal", "initial", "unset", "revert", "inherit")
SIZES = ("height", "max-height", "block-size", "max-block-size", "width", "max-width", "inline-size", "max-inline-size")
COLORS = ("color", "-webkit-text-fill-color")
# The first of these stands for every property whose name begins so.
OFFSETS = ("inset-", "left", "right", "top", "bottom", "translate")
NEGATIVE = ("margin", "margin-left", "margin-right", "margin-top", "margin-bottom", "margin-inline-start")
SPACINGS = ("letter-spacing", "word-spacing")
# At-rules whose blocks have no selectors of elements, or whose declarations last for the first frame only.
WITHOUT_ELEMENTS = (
    "font-face",
    "keyframes",
    "-webkit-keyframes",
    "property",
    "starting-style",
    "counter-style",
)
NUMBER = re.compile(r"(?<![\w#.-])([-+]?(?:\d+\.?\d*|\.\d+))([a-z]+|%)?")
# Text is as good as unreadable below these, in the unit; no unit stands for a bare number.
LEAST_FONT = {"px": 8, "pt": 6, "rem": 0.5, "em": 0.5, "%": 50, "vw": 1, "": 0.001}
LEAST_OPACITY = {"": 0.5, "%": 50}
# States and places that no parser of a finished page can know; they are taken to be so.
UNKNOWABLE = re.compile(
    r":not\(:(?:hover|target|active|focus[\w-]*)\)|:(?:hover|target|active|focus|focus-visible|focus-within)\b"
    r"|:(?:dir|lang)\([^)]*\)",
    re.IGNORECASE,
)
PSEUDO_ELEMENT = re.compile(r"::?(?:before|after|first-line|first-letter)\b|::[\w-]+(?:\([^)]*\))?", re.IGNORECASE)
ADDED = re.compile(r"::?(?:before|after)$", re.IGNORECASE)
# Words in a string; a single sign such as a bullet is none.
WORDS = re.compile(r"[\"'][^\"']*[^\W\d_]{2}")


class Rule(Struct, frozen=True):
    """What a style sheet does to the elements of a selector: it hides them, or adds words to them."""

    selector: str
    does: str


@lru_cache(maxsize=8)
def find_changing_rules(styles: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules that take elements out of sight, or add words to them."""
    return tuple(
        rule
        for style in styles
        for rule in _rules_in(parse_stylesheet(style, skip_comments=True, skip_whitespace=True), ())
    )


def hides(style: str) -> bool:
    """Whether the declarations of a `style` attribute take its element out of sight."""
    return _hide([each for each in parse_declaration_list(style) if isinstance(each, Declaration)])


def _rules_in(rules: Sequence[Node], parents: tuple[str, ...]) -> Iterator[Rule]:
    """The rules that change what is seen. `parents` are the selectors of the rule around these."""
    declared = [rule for rule in rules if isinstance(rule, Declaration)]
    for selector in parents:
        bare = PSEUDO_ELEMENT.sub("", selector).strip()
        if bare == selector and _hide(declared):
            yield Rule(selector, HIDES)
        elif ADDED.search(selector) and any(map(_adds_words, declared)):
            yield Rule(bare or "*", ADDS)
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = tuple(each for selector in _selectors_of(rule) for each in _nested(selector, parents))
            yield from _rules_in(parse_blocks_contents(rule.content), selectors)
        elif isinstance(rule, AtRule) and rule.content is not None and rule.lower_at_keyword not in WITHOUT_ELEMENTS:
            yield from _rules_in(parse_blocks_contents(rule.content), parents)


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


def _adds_words(declaration: Declaration) -> bool:
    return declaration.lower_name == "content" and WORDS.search(serialize(declaration.value)) is not None


def _hide(declared: Sequence[Declaration]) -> bool:
    values = {each.lower_name: serialize(each.value).strip().lower() for each in declared}
    is_cut = re.search(r"hidden|clip", f"{values.get('overflow', '')} {values.get('overflow-y', '')}") is not None
    grounds = [_plain(values[name]) for name in ("background", "background-color") if name in values]
    color = values.get("color", "inherit")
    has_color_of_ground = color not in HARMLESS and _plain(color) in grounds
    return has_color_of_ground or any(_hides(name, value, is_cut=is_cut) for name, value in values.items())


def _hides(name: str, value: str, *, is_cut: bool) -> bool:
    """Whether one declaration takes text out of sight. `is_cut`: whether what does not fit is cut off."""
    if name in HIDING:
        pattern = HIDING[name]
        return value not in HARMLESS if pattern is None else re.search(pattern, value) is not None
    numbers = [(float(number), unit) for number, unit in NUMBER.findall(value)]
    if name in ("font-size", "font"):
        return _is_below(numbers[:1] if name == "font-size" else _sizes_in(numbers), LEAST_FONT)
    if name in ("opacity", "zoom", "line-height"):
        return _is_below(numbers[:1], LEAST_OPACITY)
    if name in SIZES:
        return _is_too_small(name, numbers, is_cut=is_cut)
    if name in OFFSETS or f"{name}-".startswith(OFFSETS[0]):
        return any(number <= -50 or (number >= 100 and unit in ("%", "vw", "vh")) for number, unit in numbers)
    if name in NEGATIVE:
        return any(number <= -50 for number, _ in numbers)
    if name == "text-indent":
        return any(abs(number) >= 50 for number, _ in numbers)
    if name in SPACINGS:
        return any(number <= (-0.3 if unit in ("em", "rem") else -3) for number, unit in numbers)
    if name in COLORS:
        return _plain(value) == "transparent"
    return name in ("transform", "scale") and _transforms_away(name, value, numbers)


def _is_too_small(name: str, numbers: list[tuple[float, str]], *, is_cut: bool) -> bool:
    """Whether a box has no room for its text, or may not have enough, while what does not fit is cut off."""
    if len(numbers) != 1:
        return False
    ((number, unit),) = numbers
    least = float("inf") if name.endswith(("height", "block-size")) else {"px": 50, "": 0}.get(unit, 3)
    return not number or (is_cut and unit != "%" and number < least)


def _sizes_in(numbers: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """The size in a value of `font`: the first with a unit, for a weight has none."""
    return [each for each in numbers if each[1] or not each[0]][:1]


def _is_below(numbers: list[tuple[float, str]], least: dict[str, float]) -> bool:
    return any(number < least.get(unit, 0) or not number for number, unit in numbers)


def _transforms_away(name: str, value: str, numbers: list[tuple[float, str]]) -> bool:
    scales = [value] if name == "scale" else re.findall(r"scale[xyz]?\(([^)]*)\)", value)
    if any(abs(float(number)) < 0.5 for scale in scales for number, _ in NUMBER.findall(scale)):
        return True
    if re.search(r"rotate(?:x|y|3d)\(", value):
        return True
    return "translate" in value and any(abs(number) >= 100 for number, _ in numbers)


def _plain(color: str) -> str:
    """A color in one form, as far as it matters here."""
    is_clear = re.fullmatch(r"(?:rgba?|hsla?)\(.*[,/]\s*0?\.?0+%?\s*\)|#[\da-f]{3}0|#[\da-f]{6}00", color)
    if is_clear or color == "transparent":
        return "transparent"
    short = re.fullmatch(r"#([\da-f])([\da-f])([\da-f])", color)
    if short:
        return "#" + "".join(2 * digit for digit in short.groups())
    return {"white": "#ffffff", "canvas": "#ffffff", "black": "#000000"}.get(color, color)
