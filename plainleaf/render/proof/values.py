"""Values of single properties that take an element out of sight."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from plainleaf.patterns import lazy_pattern

# A number and its unit; no unit stands for a bare number.
Numbers = Sequence[tuple[float, str]]
NUMBER = lazy_pattern(r"(?<![\w#.-])([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)([a-z]+|%)?")
# What hides by a word in its value; None stands for any value but those that are harmless.
HIDING: dict[str, str | None] = {
    "display": r"none",
    "visibility": r"hidden|collapse",
    "content-visibility": r"hidden",
    "interactivity": r"inert",
    "contain": r"strict|size",
    "filter": r"blur|url\(|(?:opacity|contrast)\((?:0?\.?[0-4]|[0-4]?\d%)|brightness\((?:0|[3-9]|\d\d|[3-9]\d\d%)",
    "clip": None,
    "clip-path": None,
    "mask": None,
    "mask-image": None,
    "-webkit-mask": None,
    "-webkit-mask-image": None,
    "mix-blend-mode": None,
    "-webkit-line-clamp": None,
    "line-clamp": None,
    "offset-path": None,
    "text-security": None,
    "-webkit-text-security": None,
    "text-decoration": r"line-through",
    "text-decoration-line": r"line-through",
    "unicode-bidi": r"override",
    "rotate": r"[xy]\s",
    "writing-mode": r"vertical|sideways",
    # Fonts of signs in place of letters.
    "font-family": r"^\W*(?:wingdings|webdings|zapf ?dingbats|symbol\b)",
}
# Rows and columns of a grid, and one without room: "0fr", "minmax(0, 0)", but not "minmax(0, 1fr)".
TRACKS = ("grid", "grid-template", "grid-template-rows", "grid-template-columns", "grid-auto-rows", "grid-auto-columns")
NO_TRACK = lazy_pattern(r"(?<![\w.%-])0(?:\.0+)?(?:fr|px|em|rem|%|vh|vw)?(?![\w.%]|\s*,\s*(?:[^\s0]|0?\.))")
HARMLESS = ("none", "auto", "normal", "initial", "unset", "revert", "inherit")
SIZES = ("height", "max-height", "block-size", "max-block-size", "width", "max-width", "inline-size", "max-inline-size")
COLORS = ("color", "-webkit-text-fill-color")
# The first of these stands for every property whose name begins so.
OFFSETS = ("inset-", "left", "right", "top", "bottom", "translate")
NEGATIVE = frozenset(
    f"margin{side}"
    for side in ("", "-left", "-right", "-top", "-bottom", "-inline", "-inline-start", "-inline-end", "-block",
                 "-block-start", "-block-end")
)  # fmt: skip
AROUND = ("margin", "padding")
SPACINGS = {"letter-spacing": 16, "word-spacing": 80}
# Text is as good as unreadable below or above these, in the unit; no unit stands for a bare number.
MIN_FONT = {"px": 8, "pt": 6, "rem": 0.5, "em": 0.5, "%": 50, "vw": 1, "": 0.001}
MAX_FONT = {"px": 160, "pt": 120, "rem": 10, "em": 10, "%": 1000, "vw": 40}
MAX_LINE = {"px": 160, "rem": 10, "em": 6, "%": 600, "": 6}
MIN_OPACITY = {"": 0.5, "%": 50}
# A space that pushes what follows off the first screen.
FAR = {"px": 1000, "pt": 750, "rem": 60, "em": 60, "vh": 100, "dvh": 100, "svh": 100, "lvh": 100, "vw": 100}
# A box that can be scrolled needs this much height for a few lines.
MIN_SCROLLED = {"px": 120, "rem": 8, "em": 8, "lh": 5, "vh": 20, "": 0}
# Strokes around letters, in pixels, that fill them; columns with room for hardly a word.
MAX_STROKE = 2
MAX_COLUMNS, MIN_COLUMN = 4, {"px": 80, "em": 5, "rem": 5, "ch": 10}
# Angles, in degrees, from which text is no longer read.
STEEP = 60
DEGREES = {"deg": 1.0, "turn": 360.0, "grad": 0.9, "rad": 57.3}


def hides_by(name: str, value: str, others: Mapping[str, str]) -> bool:
    """Whether one value takes text out of sight, in lower case, where the `others` are declared beside it."""
    if name in HIDING:
        pattern = HIDING[name]
        return (
            value not in HARMLESS if pattern is None else re.search(pattern, value) is not None or _turns(name, value)
        )
    if name in TRACKS:
        return NO_TRACK.search(value) is not None
    numbers = [(float(number), unit) for number, unit in NUMBER.findall(value)]
    if name in ("font-size", "font"):
        sizes = numbers[:1] if name == "font-size" else _sizes_in(numbers)
        return _is_below(sizes, MIN_FONT) or _is_above(sizes, MAX_FONT)
    if name in ("opacity", "zoom", "line-height"):
        is_far = name == "line-height" and _is_above(numbers[:1], MAX_LINE)
        return _is_below(numbers[:1], MIN_OPACITY) or is_far
    if name in SIZES:
        return _is_too_small(name, numbers, others)
    if name in OFFSETS or f"{name}-".startswith(OFFSETS[0]):
        return any(number <= -50 or (number >= 100 and unit in ("%", "vw", "vh")) for number, unit in numbers)
    if name in NEGATIVE and any(number <= -50 for number, _ in numbers):
        return True
    return _hides_otherwise(name, value, numbers, others)


def _hides_otherwise(name: str, value: str, numbers: Numbers, others: Mapping[str, str]) -> bool:
    if name.startswith(AROUND):
        return pushes_away(name, value)
    if name == "text-indent":
        return any(abs(number) >= 50 for number, _ in numbers)
    if name in SPACINGS:
        widest = SPACINGS[name]
        return any(
            number <= -0.3 or number >= widest / 16 if unit in ("em", "rem") else number <= -3 or number >= widest
            for number, unit in numbers
        )
    if name in COLORS:
        return _is_clear(value)
    if name.startswith("-webkit-text-stroke"):
        return any(number >= MAX_STROKE for number, unit in numbers if unit)
    if name in ("columns", "column-count", "column-width"):
        return _is_below([each for each in numbers if each[1]], MIN_COLUMN) or any(
            number > MAX_COLUMNS for number, unit in numbers if not unit
        )
    if name == "z-index":
        return any(number < 0 for number, _ in numbers)
    if name in ("white-space", "text-wrap", "white-space-collapse", "text-wrap-mode"):
        return re.search(r"nowrap|pre$", value) is not None and _cuts(others, "-x", "-inline")
    return name in ("transform", "scale") and _transforms_away(name, value, numbers)


def pushes_away(name: str, value: str) -> bool:
    """Whether a space around an element is larger than a screen."""
    numbers = [(float(number), unit) for number, unit in NUMBER.findall(value)]
    return not name.endswith(("-width", "-color")) and _is_above(numbers, FAR)


def is_covering(values: Mapping[str, str]) -> bool:
    """Whether a box lies over everything around it, with something in it that cannot be seen through."""
    is_taken_out = values.get("position", "") in ("absolute", "fixed")
    ground = values.get("background", values.get("background-color", ""))
    is_wide = re.fullmatch(r"0\w*(?:\s+0\w*)*", values.get("inset", "")) is not None
    sides = [values.get(side, "") for side in ("top", "right", "bottom", "left")]
    is_wide = is_wide or all(re.fullmatch(r"0\w*", side) for side in sides)
    full = r"100(?:%|vw|vh)"
    is_wide = is_wide or all(re.fullmatch(full, values.get(side, "")) for side in ("width", "height"))
    is_behind = values.get("z-index", "").startswith("-")
    has_own_size = any(name in values for name in ("width", "height")) and not all(
        re.fullmatch(full, values.get(name, "100%")) for name in ("width", "height")
    )
    is_clear = ground in ("", *HARMLESS) or _is_clear(ground) or "opacity" in values
    return is_taken_out and is_wide and not is_behind and not has_own_size and not is_clear


def place_in_grid(values: Mapping[str, str]) -> tuple[str, str]:
    """The row and the column of a grid in which a box begins, "" for one that is left to the browser."""
    area = [part.strip() for part in values.get("grid-area", "").split("/")] + [""]
    row, column = (
        values.get(f"grid-{name}-start", values.get(f"grid-{name}", written).partition("/")[0]).strip()
        for name, written in zip(
            ("row", "column"), (area[0], area[1] or (area[0] if area[0].isalpha() else "")), strict=True
        )
    )
    unplaced = ("auto", "span", "", *HARMLESS)
    return "" if row.split(" ")[0] in unplaced else row, "" if column.split(" ")[0] in unplaced else column


def _cuts(values: Mapping[str, str], *directions: str) -> bool:
    """Whether what does not fit is cut off."""
    declared = " ".join(values.get(f"overflow{direction}", "") for direction in ("", *directions))
    return re.search(r"hidden|clip", declared) is not None


def _is_too_small(name: str, numbers: Numbers, others: Mapping[str, str]) -> bool:
    """Whether a box has no room for its text, or may not have enough, while what does not fit is cut off."""
    if len(numbers) != 1:
        return False
    ((number, unit),) = numbers
    if name.endswith(("height", "block-size")):
        scrolls = re.search(r"auto|scroll", f"{others.get('overflow', '')} {others.get('overflow-y', '')}")
        is_cut = _cuts(others, "-y", "-block") and unit != "%"
        return not number or is_cut or (scrolls is not None and number < MIN_SCROLLED.get(unit, 0))
    is_cut = _cuts(others, "-x", "-y", "-inline", "-block")
    return not number or (is_cut and unit != "%" and number < {"px": 50, "": 0}.get(unit, 3))


def _sizes_in(numbers: Numbers) -> Numbers:
    """The size in a value of `font`: the first with a unit, for a weight has none."""
    return [each for each in numbers if each[1] or not each[0]][:1]


def _is_below(numbers: Numbers, least: Mapping[str, float]) -> bool:
    return any(number < least.get(unit, 0) or not number for number, unit in numbers)


def _is_above(numbers: Numbers, most: Mapping[str, float]) -> bool:
    return any(number >= most.get(unit, float("inf")) for number, unit in numbers)


def _turns(name: str, value: str) -> bool:
    """Whether an angle turns text so far that nobody reads it."""
    angles = [float(number) * DEGREES[unit] for number, unit in NUMBER.findall(value) if unit in DEGREES]
    return name in ("rotate", "transform") and any(STEEP <= abs(angle) % 360 <= 360 - STEEP for angle in angles)


def _transforms_away(name: str, value: str, numbers: Numbers) -> bool:
    scales = [value] if name == "scale" else re.findall(r"scale[xyz]?\(([^)]*)\)", value)
    # The first and the fourth number of a matrix of two dimensions scale; of three, the first and the sixth.
    matrices = re.findall(r"matrix(?:3d)?\(([^)]*)\)", value)
    scales += [f"{row[0]} {row[5 if len(row) > 6 else 3]}" for row in (each.split(",") for each in matrices) if row[3:]]
    if any(float(number) < 0.5 for scale in scales for number, _ in NUMBER.findall(scale)):
        return True
    if re.search(r"rotate(?:x|y|3d)\(", value) or (re.search(r"rotate|skew", value) and _turns(name, value)):
        return True
    return "translate" in value and any(abs(number) >= 100 for number, _ in numbers)


def _is_clear(color: str) -> bool:
    """Whether a color cannot be seen."""
    pattern = r"(?:rgba?|hsla?)\(.*[,/]\s*0?\.?0+%?\s*\)|#[\da-f]{3}0|#[\da-f]{6}00|transparent"
    return re.fullmatch(pattern, color) is not None
