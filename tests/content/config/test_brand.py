"""Brand colors: the contrast that WCAG asks for, in light and in dark."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plainleaf.content.config.brand import (
    NIGHT,
    TEXT_CONTRAST,
    WHITE,
    check_brand,
    contrast,
    make_properties,
    nearest_shade,
)
from plainleaf.content.config.settings import Brand
from plainleaf.problems import Place, Report
from tests.site_tools import rules

COLORS = some.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # #767676 is known as the lightest grey that can be read on white.
    [
        ("#000000", WHITE, 21),
        (WHITE, WHITE, 1),
        (WHITE, "#000000", 21),
        ("#777777", WHITE, 4.48),
        ("#767676", WHITE, 4.54),
    ],
)
def test_contrast_is_computed_as_wcag_defines_it(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


def test_a_color_that_cannot_be_read_is_reported_with_one_that_can(report: Report) -> None:
    check_brand(Brand(primary="#66cccc", accent="#9a3412"), lambda path: Place(path), report)

    assert rules(report) == ["low-contrast"]
    assert report.problems[0].place.path == "brand.primary"
    suggested = re.search(r"#[0-9a-f]{6}", report.problems[0].fix)
    assert suggested
    assert contrast(suggested.group(), WHITE) >= TEXT_CONTRAST


@given(COLORS)
def test_the_nearest_shade_is_readable_and_a_readable_color_is_its_own(color: str) -> None:
    shade = nearest_shade(color, lambda shade: contrast(shade, WHITE) >= TEXT_CONTRAST)

    assert contrast(shade, WHITE) >= TEXT_CONTRAST
    if contrast(color, WHITE) >= TEXT_CONTRAST:
        assert shade == color


@given(COLORS, COLORS)
def test_every_pair_of_text_and_background_is_readable_in_light_and_dark(primary: str, accent: str) -> None:
    light, dark = make_properties(Brand(primary=primary, accent=accent)).strip().split("\n")

    for text, ground in ((light, WHITE), (dark, NIGHT)):
        values = dict(re.findall(r"(--[\w-]+):(#[0-9a-f]{6})", text))
        for name in ("--brand", "--brand-strong", "--accent", "--accent-strong"):
            assert contrast(values[name], ground) >= TEXT_CONTRAST, name
        assert contrast(values["--brand"], values["--on-brand"]) >= TEXT_CONTRAST
        assert contrast(values["--accent"], values["--on-accent"]) >= TEXT_CONTRAST
    assert dark.startswith("@media screen and (prefers-color-scheme:dark)")
