"""Brand colors: custom properties for the style sheet, with the contrast of every pair computed.

Contrast ratio and relative luminance are those of WCAG 2.2; level AA asks for 4.5 to 1 for text.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable
from functools import lru_cache

from plainleaf.content.config.settings import Brand
from plainleaf.problems import Place, Report

TEXT_CONTRAST = 4.5
WHITE = "#ffffff"
NIGHT = "#121a1f"
# The warm gray of the pages' grounds.
PAPER = "#f3efe4"
STEPS = 100


def luminance(color: str) -> float:
    """Relative luminance, 0 for black to 1 for white, of a color written as six hexadecimal digits."""
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colors, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def with_lightness(color: str, lightness: float) -> str:
    """The color at another lightness, 0 to 1, with the same hue and saturation."""
    red, green, blue = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    mixed = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in mixed)


def _mixed(one: str, other: str) -> str:
    """The color halfway between two."""
    pairs = ((int(one[start : start + 2], 16), int(other[start : start + 2], 16)) for start in (1, 3, 5))
    return "#" + "".join(f"{(first + second) // 2:02x}" for first, second in pairs)


def nearest_shade(color: str, is_fine: Callable[[str], bool]) -> str:
    """The shade of a color with the least change in lightness for which `is_fine` holds."""
    red, green, blue = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    start = colorsys.rgb_to_hls(red, green, blue)[1]
    if is_fine(color):
        return color
    for step in range(1, STEPS + 1):
        for lightness in (start - step / STEPS, start + step / STEPS):
            if 0 <= lightness <= 1 and is_fine(shade := with_lightness(color, lightness)):
                return shade
    return "#000000"


def check_brand(brand: Brand, place: Callable[[str], Place], report: Report) -> None:
    """Report a brand color that cannot be read on white, with the nearest shade that can."""
    for name, color in (("primary", brand.primary), ("accent", brand.accent)):
        if contrast(color, WHITE) >= TEXT_CONTRAST:
            continue
        shade = nearest_shade(color, lambda shade: contrast(shade, WHITE) >= TEXT_CONTRAST)
        ratio = f"{contrast(color, WHITE):.1f}"
        message = f"the {name} color {color} has a contrast of {ratio} to 1 on white; text needs {TEXT_CONTRAST} to 1"
        report.add(place(f"brand.{name}"), "low-contrast", message, f"Use {shade}, the nearest shade that works.")


# A process that builds more than once asks for the same colors each time.
@lru_cache(maxsize=8)
def make_properties(brand: Brand) -> str:
    """The custom properties that the style sheets use, for light and dark."""
    light = _scheme(brand, is_dark=False)
    dark = _scheme(brand, is_dark=True)
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def _scheme(brand: Brand, *, is_dark: bool) -> str:
    ground = NIGHT if is_dark else WHITE

    def readable(color: str, ratio: float = TEXT_CONTRAST) -> str:
        return nearest_shade(color, lambda shade: contrast(shade, ground) >= ratio)

    primary, accent = readable(brand.primary), readable(brand.accent)
    if is_dark:
        primary, accent = readable(with_lightness(brand.primary, 0.7)), readable(with_lightness(brand.accent, 0.7))
    tint = {} if is_dark else {"--brand-tint": _mixed(with_lightness(brand.primary, 0.95), PAPER)}
    values = {
        "--brand": primary,
        "--brand-strong": readable(primary, 7),
        "--brand-soft": with_lightness(brand.primary, 0.12 if is_dark else 0.95),
        "--accent": accent,
        "--accent-strong": readable(accent, 7),
        "--accent-soft": with_lightness(brand.accent, 0.12 if is_dark else 0.95),
        "--on-brand": NIGHT if is_dark else WHITE,
        "--on-accent": NIGHT if is_dark else WHITE,
        **tint,
    }
    return ";".join(f"{name}:{value}" for name, value in values.items())
