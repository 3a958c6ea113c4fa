"""What the declarations of one rule do to an element: hide it, cover it, color it, move it, or add words to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct
from tinycss2 import parse_declaration_list, serialize
from tinycss2.ast import Declaration, FunctionBlock, Node, StringToken

from plainleaf.patterns import lazy_pattern
from plainleaf.render.proof.colors import OF_HEADING, OF_LIST, SHIPPED, color_in
from plainleaf.render.proof.values import hides_by, is_covering, place_in_grid, pushes_away

# HIDES: takes out of sight. ADDS: adds words. MOVES: changes the place among others. REVERSES: turns the order of what
# is inside. PULLS: puts before others. PLACES: gives a cell of a grid. PAINTS: gives colors. COVERS: lies over
# everything, if it is made by ::before or ::after. IMPORTS: has rules that nobody has seen.
HIDES, ADDS, MOVES, REVERSES, PULLS, PLACES, PAINTS, COVERS, IMPORTS = (
    "hides", "adds", "moves", "reverses", "pulls", "places", "paints", "covers", "imports",
)  # fmt: skip
VARIABLE = lazy_pattern(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
# How often a custom property may name another one, and how many values are tried.
MAX_DEPTH, MAX_VALUES = 4, 16
TEXT_COLORS, GROUNDS = ("color", "-webkit-text-fill-color"), ("background", "background-color")
COLOR_PROPERTIES = frozenset(name for group in (*OF_HEADING, *OF_LIST) for name in group)
TOKENS = dict(zip((OF_HEADING[0][0], OF_HEADING[1][0], OF_LIST[0][0], OF_LIST[1][0]), SHIPPED["light"], strict=True))
# The custom properties of the shipped styles by their first letters, and the property that each is used for.
SIZES_OF_TEXT, SPACES = "--size-", "--space-"
# From this row of a grid on, a card is below several other things.
FAR_ROW = 4
INHERITING = ("inherit", "unset", "revert", "revert-layer", "currentcolor")
LETTERS = lazy_pattern(r"[^\W\d_]{2}")


class Properties(Struct, frozen=True):
    """The custom properties of a site with every value they have, animations that hide, counters with words."""

    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    animations: frozenset[str] = frozenset()
    counters: frozenset[str] = frozenset()


class Judged(Struct, frozen=True):
    """What declarations do. `words` are those of `content`, `listed_words` those before the items of a list.

    `cell` is that of a grid in which an element is placed.
    """

    does: frozenset[str] = frozenset()
    words: str = ""
    listed_words: str = ""
    color: str = ""
    ground: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    cell: str = ""


def hides(style: str) -> bool:
    """Whether the declarations of a `style` attribute take its element out of sight."""
    if not style:
        return False
    declared = [each for each in parse_declaration_list(style) if isinstance(each, Declaration)]
    return HIDES in judge(declared, Properties()).does


def judge(declared: Sequence[Declaration], known: Properties) -> Judged:
    """What the declarations of one rule do together. `known` has the custom properties that their values may name."""
    custom = dict(known.values)
    written = _last_of_each(declared)
    values = {name: [*_expand(serialize(each.value).strip(), custom)] for name, each in written.items()}
    color = _first_color(TEXT_COLORS, values)
    ground = _first_color(GROUNDS, values)
    properties = tuple((name, values[name][0]) for name in values if name in COLOR_PROPERTIES)
    content = written.get("content")
    words = words_in(content.value) if content is not None else ""
    listed = _listed_words(written, values, known)
    does = set(_effects(values, known))
    if color or ground or properties:
        does.add(PAINTS)
    if words or listed:
        does.add(ADDS)
    row, column = place_in_grid({name: found[0] for name, found in values.items() if found})
    if row and column:
        does.add(PLACES)
    return Judged(frozenset(does), words, listed, color, ground, properties, f"{row} / {column}")


def words_in(value: Sequence[Node]) -> str:
    """The words that a value of `content` puts on the page; a single character such as a bullet does not count."""
    strings = "".join(token.value for token in value if isinstance(token, StringToken))
    named = [token for token in value if isinstance(token, FunctionBlock) and token.lower_name in ("attr", "var")]
    return strings if LETTERS.search(strings) else serialize(named)


def _last_of_each(declared: Sequence[Declaration]) -> dict[str, Declaration]:
    """The declaration of each property that counts: the last one, or the last that is important."""
    found: dict[str, Declaration] = {}
    for each in declared:
        name = each.name if each.name.startswith("--") else each.lower_name
        if each.important or name not in found or not found[name].important:
            found[name] = each
    return found


def _expand(value: str, custom: Mapping[str, tuple[str, ...]], depth: int = MAX_DEPTH) -> Iterator[str]:
    """Every value that a value with custom properties can have, in lower case where that does not matter."""
    yield from islice(_replace(value, custom, depth), MAX_VALUES)


def _replace(value: str, custom: Mapping[str, tuple[str, ...]], depth: int) -> Iterator[str]:
    found = VARIABLE.search(value)
    if found is None or not depth:
        yield value.lower()
        return
    name, otherwise = found.groups()
    shipped = (TOKENS[name],) if name in TOKENS else ()
    for each in (*custom.get(name, ()), *shipped) or (otherwise or "",):
        yield from _replace(f"{value[: found.start()]}{each.strip()}{value[found.end() :]}", custom, depth - 1)


def _first_color(names: Sequence[str], values: Mapping[str, list[str]]) -> str:
    """The color that a rule gives; "" for none, and for one that depends on what is around."""
    for name in names:
        for value in values.get(name, ())[:1]:
            if value not in INHERITING and (found := next(color_in(value), "")):
                return found
    return ""


def _effects(values: Mapping[str, list[str]], known: Properties) -> Iterator[str]:
    """The effects of single values, or of a few of them together."""
    flat = {name: " ".join(found) for name, found in values.items()}
    if any(hides_by(name, value, flat) for name, found in values.items() for value in found):
        yield HIDES
    if any(name.startswith(SIZES_OF_TEXT) and hides_by("font-size", value, {}) for name, value in flat.items()):
        yield HIDES
    if any(name.startswith(SPACES) and pushes_away("padding", value) for name, value in flat.items()):
        yield HIDES
    animated = f"{flat.get('animation', '')} {flat.get('animation-name', '')}"
    if any(name.lower() in re.split(r"[\s,]+", animated) for name in known.animations):
        yield HIDES
    if "content" in values and flat["content"] not in ("normal", "none", *INHERITING):
        # On an element itself this replaces what is in it.
        yield HIDES
    if is_covering(flat):
        yield COVERS
    yield from _moves(flat)


def _moves(flat: Mapping[str, str]) -> Iterator[str]:
    """What is done to the place of a box among others."""
    if re.search(r"[1-9]", flat.get("order", "").replace("-", " ")) and not flat["order"].startswith("-"):
        yield MOVES
    row = place_in_grid(flat)[0]
    if row.startswith("-") or (row.isdecimal() and int(row) >= FAR_ROW):
        yield MOVES
    if flat.get("order", "").startswith("-"):
        yield PULLS
    if "reverse" in f"{flat.get('flex-direction', '')} {flat.get('flex-flow', '')} {flat.get('flex-wrap', '')}":
        yield REVERSES


def _listed_words(written: Mapping[str, Declaration], values: Mapping[str, list[str]], known: Properties) -> str:
    """The words that stand before each item of a list."""
    for name in ("list-style", "list-style-type"):
        if name in written:
            named = next((each for each in known.counters if each.lower() in values[name][0].split()), "")
            if found := named or words_in(written[name].value):
                return found
    return ""
