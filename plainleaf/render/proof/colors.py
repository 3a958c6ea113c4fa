"""Colors of a site's own styles that make red flags unreadable: on screen in the light and the dark, and on paper.

Which of several rules wins is not computed as a browser would: the last one that applies to the nearest element counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from selectolax.lexbor import LexborNode
from tinycss2.color3 import RGBA, parse_color

from plainleaf.content.config.brand import contrast
from plainleaf.patterns import lazy_pattern
from plainleaf.render.proof.card import Seen, ancestors_of

LIGHT, DARK, PRINT = "light", "dark", "print"
SCHEMES = (LIGHT, DARK, PRINT)
# Text with less contrast is as good as hidden. WCAG asks for 4.5 to 1, which is not checked here.
MIN_CONTRAST = 2
MIN_ALPHA = 0.35
# Below these, lightness (a share) and light are proportional.
LINEAR, DARKEST = 0.08, 0.0031308
# The custom properties with which the shipped styles color a card: of its heading and of its list, text and ground.
OF_HEADING, OF_LIST = (("--on-danger", "--on-care"), ("--danger", "--care")), (("--text",), ("--surface",))
# What the shipped styles make of them: text and ground of the heading, text and ground of the list.
SHIPPED = {
    LIGHT: ("#ffffff", "#9a1b1b", "#1f2729", "#ffffff"),
    DARK: ("#ffffff", "#a9251d", "#eef0ec", "#18232a"),
    PRINT: ("#000000", "#ffffff", "#000000", "#ffffff"),
}
MIX = "color-mix("
SHARE = lazy_pattern(r"(?:^|\s)(\d+(?:\.\d+)?)%(?:\s|$)")
SPACED = lazy_pattern(
    r"((?:rgb|hsl)(?=a?\()|ok(?:lab|lch)|lab|lch)a?\(\s*([\w.%+-]+)\s+([\w.%+-]+)\s+([\w.%+-]+)\s*(?:/\s*([\d.]+)(%?)\s*)?\)"
)


class Paint(Struct, frozen=True):
    """Colors that a rule gives to an element in one scheme, or in all: text and ground, and custom properties."""

    scheme: str
    color: str
    ground: str
    properties: tuple[tuple[str, str], ...] = ()


class Colored(Struct, frozen=True):
    """The text and the ground of an element, and what it inherits: "" for what the shipped styles decide."""

    color: str
    ground: str


Paints = Mapping[int, Sequence[Paint]]


def find_unreadable(seen: Seen, paints: Paints) -> LexborNode | None:
    """The first part of the card whose text can hardly be told from its ground. `paints` are by the elements."""
    if not paints:
        return None
    for part, is_heading in ((seen.heading, True), *((item, False) for item in seen.items)):
        for node in (part, *(each for each in part.css("*") if each.mem_id in paints)):
            if any(_is_unreadable(node, seen, paints, scheme, is_heading=is_heading) for scheme in SCHEMES):
                return part
    return None


def _is_unreadable(node: LexborNode, seen: Seen, paints: Paints, scheme: str, *, is_heading: bool) -> bool:
    own = _color(node, seen, paints, scheme, is_heading=is_heading)
    text, ground = SHIPPED[scheme][:2] if is_heading else SHIPPED[scheme][2:]
    color = to_hex(own.color, own.ground or ground) if own.color else text
    behind = to_hex(own.ground, "#ffffff") if own.ground else ground
    return (own.color != "" or own.ground != "") and bool(color and behind) and contrast(color, behind) < MIN_CONTRAST


def _color(node: LexborNode, seen: Seen, paints: Paints, scheme: str, *, is_heading: bool) -> Colored:
    """What the site's own rules give to an element. The shipped styles color the heading itself, and the card."""
    texts, grounds = OF_HEADING if is_heading else OF_LIST
    color = ground = text_property = ground_property = ""
    is_inside = inherits = True
    for at in (node, *ancestors_of(node)):
        for paint in reversed([each for each in paints.get(at.mem_id, ()) if _applies(each, scheme)]):
            color = color or (paint.color if inherits else "")
            ground = ground or (paint.ground if is_inside else "")
            values = dict(paint.properties)
            text_property = text_property or next((values[name] for name in texts if name in values), "")
            ground_property = ground_property or next((values[name] for name in grounds if name in values), "")
        inherits = inherits and not (is_heading and at.mem_id == seen.heading.mem_id)
        is_inside = is_inside and at.mem_id not in (seen.card.mem_id, seen.heading.mem_id if is_heading else 0)
    return Colored(color or text_property, ground or ground_property)


def _applies(paint: Paint, scheme: str) -> bool:
    # Browsers print no grounds, and the shipped styles print in black: only what is said of paper counts there.
    return paint.scheme == scheme or (not paint.scheme and scheme != PRINT)


def to_hex(color: str, ground: str) -> str:
    """A color on a ground as six hexadecimal digits; "" if only a browser could tell."""
    found = parse_color(_with_commas(color))
    if not isinstance(found, RGBA):
        return ""
    behind = parse_color(_with_commas(ground))
    if found.alpha < 1 and not isinstance(behind, RGBA):
        return ""
    below = behind if isinstance(behind, RGBA) else found
    alpha = found.alpha if found.alpha >= MIN_ALPHA else 0
    mixed = (alpha * above + (1 - alpha) * under for above, under in zip(found[:3], below[:3], strict=True))
    return "#" + "".join(f"{round(255 * min(1, max(0, channel))):02x}" for channel in mixed)


def _with_commas(color: str) -> str:
    """A color in the older notation with commas, which parsers of all versions know; `canvas` is the color of paper."""
    if color.strip().lower().startswith(MIX):
        return _mixed(color.strip())
    found = SPACED.fullmatch(color.strip())
    if not found:
        return {"canvas": "white", "canvastext": "black"}.get(color.strip().lower(), color)
    name, first, second, third, alpha, percent = found.groups()
    if name not in ("rgb", "hsl"):
        first, second, third, name = *[str(_channel(name, first))] * 3, "rgb"
    share = 1.0 if alpha is None else float(alpha) / (100 if percent else 1)
    return f"{name}a({first}, {second}, {third}, {share})"


def _mixed(color: str) -> str:
    """What `color-mix()` makes of two colors, as if all spaces were sRGB; as it is if one of them is not known."""
    parts = [each.strip() for each in _split(color[len(MIX) : -1], ",")]
    shares, colors = [], []
    for part in parts[1:]:
        found = SHARE.search(part)
        shares.append(float(found[1]) / 100 if found else None)
        colors.append(parse_color(_with_commas(SHARE.sub("", part).strip())))
    if len(colors) != 2 or not all(isinstance(each, RGBA) for each in colors):
        return color
    first = shares[0] if shares[0] is not None else 1 - shares[1] if shares[1] is not None else 0.5
    second = shares[1] if shares[1] is not None else 1 - first
    whole = (first + second) or 1
    alphas = [each.alpha * share / whole for each, share in zip(colors, (first, second), strict=True)]
    alpha = sum(alphas)
    red, green, blue = (
        round(255 * sum(each[number] * share for each, share in zip(colors, alphas, strict=True)) / (alpha or 1))
        for number in range(3)
    )
    return f"rgba({red}, {green}, {blue}, {alpha * min(1, whole):.3f})"


def _split(value: str, mark: str) -> list[str]:
    """The parts of a value between marks that are in no brackets."""
    parts, depth = [""], 0
    for character in value:
        depth += (character == "(") - (character == ")")
        if character == mark and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _channel(space: str, lightness: str) -> int:
    """The gray, from 0 to 255, that is as light as a color of a space made for eyes (CSS Color 4, sRGB)."""
    is_ok, number = space.startswith("ok"), float(lightness.rstrip("%") if lightness != "none" else 0)
    share = min(1.0, max(0.0, number if is_ok and not lightness.endswith("%") else number / 100))
    linear = share**3 if is_ok else ((share * 100 + 16) / 116) ** 3 if share > LINEAR else share * 100 / 903.3
    return round(255 * (1.055 * linear ** (1 / 2.4) - 0.055 if linear > DARKEST else 12.92 * linear))


def color_in(value: str) -> Iterator[str]:
    """The color in a value of `background`, if it has one: a picture or a gradient leaves that open."""
    for part in filter(None, _split(" ".join(value.split()), " ")):
        if "url(" not in part and "gradient(" not in part and parse_color(_with_commas(part)) is not None:
            yield part
