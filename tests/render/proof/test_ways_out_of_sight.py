"""Ways in which a style sheet of a site takes red flags out of sight, and styles that any site may have."""

from __future__ import annotations

import pytest

from plainleaf.render.proof.declarations import ADDS, HIDES
from plainleaf.render.proof.style_rules import Rule, find_changing_rules
from tests.render.proof.finished_page import CARD, found_on


def of_card(*declarations: str) -> list[str]:
    """A style sheet for each of some declarations, applied to the card."""
    return [f".care-card {{ {each} }}" for each in declarations]


@pytest.mark.parametrize(
    "style",
    [
        ".care-card { display: none }",
        "main ul { visibility: hidden; }",
        ".care-body { opacity: 0 }",
        ".care-card { font-size: 0 }",
        ".care-card { clip-path: inset(50%) }",
        "@media print { .care-card { display: none !important } }",
        *of_card(
            "opacity: .01",
            "filter: opacity(0)",
            "filter: blur(9px)",
            "clip: rect(0 0 0 0)",
            "mask: url(a.svg)",
            "height: 0; overflow: hidden",
            "max-height: 20rem; overflow: hidden",
            "width: 1px; overflow: clip",
            "transform: scale(0)",
            "scale: 0 1",
            "rotate: y 90deg",
            "transform: translateX(-9999px)",
            "position: absolute; left: -9999px",
            "right: 110%",
            "margin-left: -200vw",
            "text-indent: -9999px",
            "color: transparent",
            "color: rgb(0 0 0 / 0)",
            "color: #fff; background: white",
            "color: #1230",
            "font: 0/0 a",
            "font-size: 1px",
            "font-size: calc(0px)",
            "zoom: 0",
            "line-height: 0",
            "letter-spacing: -1em",
            "mix-blend-mode: screen",
            "contain: strict",
            "interactivity: inert",
            "content-visibility: hidden",
            "filter: contrast(0)",
            "filter: brightness(9)",
            "filter: url(#gone)",
            "-webkit-mask-image: linear-gradient(transparent, transparent)",
            "max-block-size: 10px; overflow-block: hidden",
            "height: 1px; overflow: scroll",
            "transform: matrix(0, 0, 0, 0, 0, 0)",
            "transform: rotate(180deg)",
            "transform: scaleX(-1)",
            "rotate: 0.5turn",
            "scale: 0",
            "opacity: 1e-5",
            "opacity: 0 !important; opacity: 1",
            "offset-path: path('M -9999 0')",
            "z-index: -1",
            "-webkit-text-security: disc",
            "text-decoration: line-through",
            "direction: rtl; unicode-bidi: bidi-override",
            "letter-spacing: 9999px",
            "line-height: 9999",
            "font-size: 9999px",
            "margin-top: 500vh",
            "padding-top: 200vh",
            "white-space: nowrap; overflow: hidden",
            "content: 'Nothing'",
        ),
        ".other::before, .care-card { display: none }",
        ".care-card:not(:target) { display: none }",
        "html:lang(en) .care-card { display: none }",
        "main { .care-card { display: none } }",
        ".care-card { @media print { display: none } }",
        "body { & .care-body { @supports (zoom: 1) { display: none } } }",
        "[class^='care-'] { display: none }",
        ":is(.care-card, .other):has(ul) { display: none }",
        ".care-card b { font-size: 0 }",
        "html { display: none }",
        "@layer site { @media (max-width: 40em) { .care-card, p { display:none } } }",
        "@scope (main) { :scope .care-card { display: none } }",
        "@container (width > 1px) { .care-card { display: none } }",
        "@keyframes Gone { to { opacity: 0 } } .care-card { animation: 1s Gone forwards }",
        "@keyframes blink { 50% { visibility: hidden } } .care-body { animation-name: blink }",
        ":root { --hide: none } .care-card { display: var(--hide) }",
        ":root { --a: var(--b); --b: 0 } .care-card { opacity: var(--a) }",
        ".care-card { display: var(--missing, none) }",
        "@property --x { syntax: '<number>'; initial-value: 0; inherits: true } .care-card { opacity: var(--x) }",
        ":root { --size-large: 0 }",
        ":root { --space-5: 300vh }",
        ".care-card:not(:popover-open) { display: none }",
        ".care-card:defined { display: none }",
        ".care-card li:nth-child(2) { display: none }",
        "li:has(b) { display: none }",
        ".care-card li::first-letter { font-size: 0 }",
        ".care-card h2::first-line { color: transparent }",
        ".care-card::after { content: ''; position: absolute; inset: 0; background: #fff }",
        "body::after { content: ''; position: fixed; top: 0; left: 0; width: 100%; height: 100vh; background: red }",
        ".care-body { color: #fff }",
        ".care-card li { color: rgb(255 255 255) }",
        ".care-body { color: rgba(0, 0, 0, .02) }",
        ".care-body { color: hsl(0 0% 100%) }",
        ".care-body { color: var(--surface) }",
        ".care-card { background: #1a1a1a }",
        "body { color: white }",
        "h2 { color: #9a1b1b }",
        "h2 { background: #fff }",
        ":root { --text: #fff }",
        ":root { --text: var(--surface) }",
        ":root { --danger: #fff }",
        "@media print { .care-card li { color: #fff } }",
        "@media (prefers-color-scheme: dark) { .care-card { background: #fff } }",
        "li b { color: #fefefe }",
        ".care-body { color: oklch(100% 0 0) }",
        ".care-body { color: color-mix(in srgb, #fff, rgb(250 250 250) 30%) }",
        ".care-body { color: color-mix(in oklab, black 3%, white) }",
        ".care-body { color: color-mix(in srgb, black, transparent 90%) }",
        ".care-card { background: color-mix(in srgb, #1f2729 90%, white) }",
        ".care-body { color: oklab(.97 0 0) }",
        ".care-card li { color: lab(96 0 0 / 90%) }",
        ".care-body { background: lch(15% 0 0) }",
        *of_card(
            "display: grid; grid-template-rows: 0fr; overflow: hidden",
            "display: grid; grid-template-columns: minmax(0, 0) 1fr",
            "color: color-mix(in srgb, white 95%, black); background: #fff",
            "writing-mode: vertical-rl",
            "font-family: Wingdings, serif",
            "-webkit-text-stroke: 9px white",
            "columns: 99",
            "column-width: 1px",
            "margin-block-start: -99em",
            "margin: 0 0 0 100vw",
        ),
    ],
)
def test_a_style_sheet_of_the_site_that_hides_the_set_is_found(style: str) -> None:
    assert [message.partition(":")[0] for message in found_on(CARD, style)] == ["hides the red flags"]


@pytest.mark.parametrize(
    "style",
    [
        ".other { display: none }",
        ".care-card { display: block }",
        ".care-card::before { display: none }",
        ".care-card { opacity: 0.9 }",
        "@media print { nav { display: none } }",
        ".care-card { width: 100%; max-width: 40rem; height: auto; margin: 0 auto; overflow: hidden }",
        ".care-card { font: 700 1.1rem/1.4 serif; letter-spacing: -.02em; color: #fff; background: #900 }",
        ".care-card { position: sticky; top: 0; transform: translateY(-2px) scale(1.02); clip-path: none }",
        ".care-card { max-height: 80vh; overflow: auto; width: calc(100% - 0px); color: inherit; background: inherit }",
        ".care-card:hover { opacity: 0.9 }",
        ".care-card::before { content: '' } .care-card li::before { content: '\\2022' }",
        ".visually-hidden { position: absolute; left: -9999px }",
        "@keyframes fade { from { opacity: 0 } }",
        "@keyframes fade { from { opacity: 0 } } .care-card { animation: fade 1s }",
        "@keyframes gone { to { opacity: 0 } } .banner { animation: gone 1s }",
        ":root { --gap: 2rem; --size-large: 1.4rem } .care-card { padding: var(--gap); margin: 1rem 0 }",
        "body { color: #222; background: #fff } @media (prefers-color-scheme: dark) { body { color: #eee } }",
        ".care-card { background: #111 } .care-body { color: #eee }",
        ".care-heading, h2 { background: #fff; color: #900; border-bottom: 2px solid }",
        ":root { --text: #eee; --surface: #111 }",
        "h2 { color: var(--brand) } a { color: #06c; text-decoration: none } .visually-hidden { color: #fff }",
        "@media print { body { color: #000; background: #fff } }",
        ".care-card { filter: drop-shadow(0 0 2px #000); box-shadow: 0 0 9px 100px #fff; order: 0 }",
        ".care-card { content-visibility: auto; display: none; display: block }",
        "body::before { content: ''; position: fixed; inset: 0; z-index: -1; background: url(/a.png) }",
        ".care-card::before { content: ''; position: absolute; inset: 0 auto 0 0; width: 6px; background: red }",
        "h1 { white-space: nowrap; overflow: hidden; text-overflow: ellipsis } li { white-space: normal }",
        ".article { order: 2 } .frame { display: flex; flex-direction: column-reverse }",
        "body { overflow-x: hidden; height: 100%; line-height: 1.7; font: 1.1rem/1.6 serif }",
        "ul { list-style: square } li::marker { color: red; content: '\2022' }",
        "this is no style sheet {{{",
        ".care-body { color: color-mix(in srgb, black 80%, white); background: color-mix(in oklch, #fff 90%, red) }",
        ".care-card { display: grid; grid-template-columns: minmax(0, 0.5fr) 20rem; gap: 0; grid-area: 1 / 2 / 3 / 4 }",
        "main > * { grid-column: 1 / -1 } .care-card { grid-row: 2; order: -1 } p { grid-area: 1 / 1 }",
        ".care-body { color: oklch(30% 0.02 230) } .care-card { background: oklch(98% 0 0) }",
        ".care-card { font-family: 'Segoe UI', 'Segoe UI Symbol', Symbola, serif; writing-mode: horizontal-tb }",
        ".care-card { -webkit-text-stroke: .3px; columns: 2 20rem; margin-block: 1rem -2px; margin: 0 50vw 0 0 }",
    ],
)
def test_other_styles_are_left_alone(style: str) -> None:
    assert found_on(CARD, style) == []


def test_only_rules_that_hide_or_add_words_are_looked_up() -> None:
    style = ".a { border: red } .b, .c > li { display: none } .d { & p::before { content: 'Never mind' } }"

    assert find_changing_rules((style,)) == (
        Rule(".b", HIDES),
        Rule(".c > li", HIDES),
        Rule(".d p", ADDS, "Never mind"),
    )


@pytest.mark.parametrize(
    "style",
    [
        ".care-card::before { content: 'Never mind these:' }",
        ".care-card h2::before { content: 'N' 'o' }",
        ".care-card h2::before { content: '\\4e\\6f' }",
        ".care-card li::after { content: attr(data-note) }",
        ".care-card li::marker { content: 'not if ' }",
        ".care-card ul { list-style: 'not if ' }",
        "@counter-style no { system: cyclic; symbols: 'not if ' } .care-card ul { list-style: inside no }",
    ],
)
def test_words_that_a_style_sheet_adds_to_the_set_are_found(style: str) -> None:
    (message,) = found_on(CARD, style)

    assert message.startswith("adds words to the red flags by a style sheet")


def test_words_that_calm_are_found_wherever_a_style_sheet_adds_them() -> None:
    assert found_on(CARD, "main::before { content: 'Nothing to worry about:' }") == [
        "makes the red flags sound less urgent: a style sheet adds 'nothing to worry about' to 'main'"
    ]
    assert found_on(CARD, "main::before { content: 'Sciatica' }") == []


@pytest.mark.parametrize(
    "style",
    [
        ".care-card { grid-row: 99 }",
        ".care-card { grid-area: -1 / 1 }",
        ".care-card { grid-row-start: 12 }",
        "main > p { order: -1 }",
        ".care-card { order: 99 }",
        ".care-card { flex-flow: column-reverse }",
        "main { flex-direction: row-reverse }",
    ],
)
def test_a_style_sheet_that_moves_the_card_is_found(style: str) -> None:
    (message,) = found_on(f"{CARD}<p>Other.</p>", style)

    assert message.startswith("moves the red flags to another place")


@pytest.mark.parametrize(
    ("style", "is_found"),
    [
        ("main > * { grid-area: 1 / 1 }", True),
        (".care-card, p { grid-row: 1; grid-column: 1 }", True),
        ("main > * { grid-area: all }", True),
        ("main > * { grid-area: auto / 1 }", False),
        (".care-card { grid-area: 1 / 1 } p { grid-area: 1 / 2 }", False),
    ],
)
def test_something_else_in_the_cell_of_the_card_is_found(style: str, is_found: bool) -> None:
    found = found_on(f"{CARD}<p>Other.</p>", f"main {{ display: grid }} {style}")

    assert found == ["hides the red flags: a style sheet puts something else into the same cell of a grid"] * is_found


def test_the_rule_that_hides_is_named() -> None:
    (message,) = found_on(CARD, "a {} main > .care-card { display: none }")

    assert message.endswith("is out of sight, by 'main > .care-card' in a style sheet")


def test_a_card_in_an_element_with_a_shadow_tree_is_out_of_sight() -> None:
    shadow = '<template shadowrootmode="open"><p>Nothing here.</p></template>'

    assert [message.partition(":")[0] for message in found_on(f"<x-card>{shadow}{CARD}</x-card>")] == [
        "hides the red flags"
    ]
    assert found_on(f"<x-card>{shadow}</x-card>{CARD}") == []
