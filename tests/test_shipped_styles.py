"""The shipped styles keep to their layers, to one scale of type and one of distances, and to their folders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from plainleaf.content.config.brand import make_properties
from plainleaf.content.config.settings import Brand
from tests.site_tools import CHECKOUT

COMMON = sorted((CHECKOUT / "static" / "css").glob("*.css"))
COMPONENTS = sorted((CHECKOUT / "templates" / "components").glob("*/style.css"))
FILES = [*COMMON, *COMPONENTS]
HANDOUT = CHECKOUT / "templates" / "parts" / "handout-style.html"
# Code looks larger than other text; the address behind a printed link is smaller than the link; rem on paper.
OTHER_SIZES = {"0.9em", "0.85em"}
# A sheet of paper is measured in points.
POINTS = re.compile(r"\d+pt")
DISTANCES = re.compile(r"(?:scroll-)?(?:margin|padding)(?:-[a-z-]+)?|(?:row-|column-)?gap")
DISTANCE = re.compile(r"0|auto|var\(--space-\d\)|calc\((?:var\(--(?:space-\d|badge|icon|bar|indent)\)|-1|[*+ ])+\)")
# What is hidden takes no room; lines of a grid, and the least between labels; the edge of a sheet; the end of a phone.
OTHER_DISTANCES = {
    "-1px",
    "1px",
    "2cm",
    "env(safe-area-inset-bottom, 0)",
    "min(12rem, 40vh)",
    "var(--bar)",
    "var(--indent)",
}
# What components are built from, and so is no component's own.
SHARED = {"button", "button-row", "card", "choice", "facts", "fine", "flow", "icon", "number", "plain", "price",
          "prose", "visually-hidden"}  # fmt: skip
# What the home page puts beside each other on a wide screen.
ON_HOME = {"care-emergency", "diagram", "next-step", "pages"}


def read(file: Path) -> str:
    """A style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)


def declarations(css: str) -> Iterator[tuple[str, str]]:
    """Each property with its value."""
    for block in re.findall(r"\{([^{}]*)\}", css):
        for declaration in block.split(";"):
            name, _, value = declaration.partition(":")
            if value:
                yield name.strip(), value.removesuffix("!important").strip()


def classes(css: str) -> set[str]:
    """The classes that a style sheet selects."""
    selectors = re.sub(r"\{[^{}]*\}", "{}", css)
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r'"[^"]*"|@[^{;]*', "", selectors)))


def layers(css: str) -> list[str]:
    """What is at the top level of a style sheet, in no other block."""
    depth, starts, start = 0, [], 0
    for found in re.finditer(r"[{}]", css):
        if found.group() == "{":
            if depth == 0:
                starts.append(css[start : found.start()].strip())
            depth += 1
        else:
            depth, start = depth - 1, found.end()
    return starts


def test_the_first_file_declares_the_layers_and_every_style_is_in_one() -> None:
    order = re.fullmatch(r"@layer ([\w, ]+);", read(COMMON[0]).strip())
    assert order

    used = {file: layers(read(file)) for file in FILES[1:]}

    known = {f"@layer {name}" for name in order[1].split(", ")}
    assert {name for names in used.values() for name in names} == known
    assert {name for file in COMPONENTS for name in used[file]} == {"@layer components"}
    assert not any("@layer components" in used[file] for file in COMMON[1:])


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(CHECKOUT)))
def test_type_and_distances_are_those_of_the_scales(file: Path) -> None:
    others: list[str] = []
    for name, value in declarations(read(file)):
        parts = re.findall(r"[\w-]+\((?:[^()]|\([^()]*\))*\)|\S+", value)
        if (
            name == "font-size"
            and not re.fullmatch(r"var\(--size-\w+\)|inherit", value)
            and not POINTS.fullmatch(value)
        ):
            others += {value} - OTHER_SIZES
        if DISTANCES.fullmatch(name):
            known = [part for part in parts if DISTANCE.fullmatch(part) or POINTS.fullmatch(part)]
            others += [part for part in parts if part not in {*known, *OTHER_DISTANCES}]

    assert others == []


def test_the_scales_are_short() -> None:
    names = {name for name, _ in declarations(read(COMMON[1])) if name.startswith(("--size-", "--space-"))}

    assert len(names) == 8 + 8


def test_colors_are_tokens() -> None:
    """Black and white are for paper, and for what is behind pictures and videos."""
    colors = {color for file in FILES if file != COMMON[1] for color in re.findall(r"#[0-9a-f]{3,8}\b", read(file))}

    assert colors <= {"#000", "#fff"}


def test_every_token_is_declared_and_used() -> None:
    everything = "\n".join(map(read, FILES))
    brand = set(re.findall(r"(--[\w-]+):", make_properties(Brand(primary="#0b5d5e", accent="#8a3b12"))))

    used = set(re.findall(r"var\((--[\w-]+)", everything))

    declared = set(re.findall(r"(--[\w-]+):", everything))
    # The build adds the address of the site, which is no color.
    assert used <= declared | brand | {"--origin"}
    assert declared <= used


def test_styles_of_a_component_are_in_its_folder() -> None:
    templates = chain.from_iterable(
        (CHECKOUT / "templates" / "components").glob(f"*/{name}.html") for name in ("template", "macro")
    )
    used = " ".join(chain.from_iterable(re.findall(r'class="([^"{]*)', file.read_text("utf-8")) for file in templates))
    common = set().union(*(classes(read(file)) for file in COMMON))
    own = set(used.split()).union(*(classes(read(file)) for file in COMPONENTS))

    assert common & own <= SHARED | ON_HOME


def test_there_is_one_way_to_hide_words_from_sight() -> None:
    assert sum(read(file).count("clip-path") for file in FILES) == 1


# Sides by their names; and four distances of which the second and the fourth, right and left, are not the same.
PHYSICAL = re.compile(r"(?<![\w-])(?!@)(?:[a-z]+-)*(?:left|right)(?:-[a-z]+)*(?=\s*[:;}])|:\s*(?:left|right)\b")
FOUR = re.compile(r"(?:padding|margin|inset|border-width|scroll-padding|scroll-margin)$")
# A sign that is drawn by two borders of a square and turned.
TURNED = re.compile(r"transform: rotate\(")


def physical_sides(css: str) -> list[str]:
    """What would stay on its side where text runs from right to left."""
    found = [match.group() for match in PHYSICAL.finditer(re.sub(r"@bottom-right|under right", "", css))]
    for block in re.findall(r"\{([^{}]*)\}", css):
        if TURNED.search(block):
            continue
        for name, value in declarations(f"{{{block}}}"):
            sides = re.findall(r"(?:calc\((?:[^()]|\([^()]*\))*\)|var\([^()]*\)|[^\s()]+)+", value)
            if FOUR.fullmatch(name) and len(sides) == 4 and sides[1] != sides[3]:
                found.append(f"{name}: {value}")
    return found


# WeasyPrint places nothing by inset-inline-end, so a rule for each direction says the side. The boxes for seven days
# are alike from either side.
IN_HANDOUTS = ("top: 0; right: 0;", "right: auto; left: 0;", "gradient(to right,")


@pytest.mark.parametrize("file", [*FILES, HANDOUT], ids=lambda file: str(file.relative_to(CHECKOUT)))
def test_styles_name_sides_by_the_direction_of_the_text(file: Path) -> None:
    style = read(file)
    for each in IN_HANDOUTS if file == HANDOUT else ():
        assert each in style
        style = style.replace(each, "")

    assert physical_sides(style) == []


@pytest.mark.parametrize(
    "css",
    [
        "a { left: 0; }",
        "a { padding-left: 1px; }",
        "a { float: right; }",
        "a { text-align: left }",
        "a { margin: 0 1px 0 0; }",
    ],
)
def test_a_side_that_has_a_name_of_its_own_is_found(css: str) -> None:
    assert physical_sides(css)
