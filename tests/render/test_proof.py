"""The proof that a finished page shows every red flag: whole, in order, in sight, before any way to book."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from plainleaf.model.jobs import RedFlagProof
from plainleaf.problems import Place
from plainleaf.render.hiding import ADDS, HIDES, Rule, find_changing_rules
from plainleaf.render.proof import prove

HEADING = "Immediate action required: Call 911 if:"
SIGNS = ("you cannot feel your legs", "it is newly hard to pee")
CARD = """<div class="care-card"><h2 id="a"><svg></svg><span class="visually-hidden">Immediate action required: </span>
Call 911 if:</h2><div class="care-body"><ul>
<li>you cannot feel your legs</li>
<li>it is newly <b>hard</b> to pee</li>
</ul></div></div>"""
PROOF = RedFlagProof(Place("content/en/a.md", 6), HEADING, SIGNS, "tel:911", frozenset({"/booking/"}), "/pain/")


def found_on(main: str, *styles: str, before: str = "") -> list[str]:
    """What is wrong with a page that has this main part."""
    html = f"<!doctype html><html><body>{before}<main><h1>A page</h1>{main}</main></body></html>"
    return [problem.message.removeprefix("the finished page ") for problem in prove(html, [PROOF], styles)]


@pytest.mark.parametrize(
    "main",
    [
        CARD,
        f"<p>First some words.</p>{CARD}<h2>Next</h2><p><a href='/booking/'>Book</a></p>",
        f"<details open><summary>Signs</summary>{CARD}</details>",
        CARD.replace("<ul>", "<ol>").replace("</ul>", "</ol>"),
        f"<div style='color: red'>{CARD}</div><h2>Next</h2><form></form>",
        f"<a href='#a'>Signs</a><a href='#b'>More</a>{CARD}<h2 id='b'>More</h2><section><form></form></section>",
    ],
)
def test_a_page_that_shows_the_set_is_proved(main: str) -> None:
    assert found_on(main) == []


def test_links_to_booking_in_the_header_are_no_part_of_the_page_proper() -> None:
    assert found_on(CARD, before="<header><a href='/booking/'>Book</a></header>") == []


@pytest.mark.parametrize(
    ("main", "message"),
    [
        ("<p>Nothing.</p>", "does not have the heading"),
        (CARD.replace("Call 911", "Call us"), "does not have the heading"),
        (
            CARD.replace("<li>it is newly <b>hard</b> to pee</li>", ""),
            "does not show the sign 'it is newly hard to pee'",
        ),
        (CARD.replace("cannot feel", "may not feel"), "does not show the sign 'you cannot feel your legs'"),
        (CARD.replace("<ul>", "<ul><li>you sneeze</li>"), "shows other signs than those of the set"),
        (CARD.replace("<ul>", "<p>It is unlikely, but look out if:</p><ul>"), "has no list of signs right below"),
        (CARD.replace("<ul>", "<p>you cannot feel your legs</p><p>").replace("</ul>", "</p>"), "has no list of signs"),
        (f"<details><summary>Signs</summary>{CARD}</details>", "hides the red flags"),
        (f"<dialog>{CARD}</dialog>", "hides the red flags"),
        (f"<div hidden>{CARD}</div>", "hides the red flags"),
        (f"<div inert>{CARD}</div>", "hides the red flags"),
        (f"<div aria-hidden='true'>{CARD}</div>", "hides the red flags"),
        (f"<div class='visually-hidden'>{CARD}</div>", "hides the red flags"),
        (CARD.replace("<li>it", "<li hidden>it"), "hides the red flags: 'it is newly hard to pee' is out of sight"),
        (f"<template>{CARD}</template>", "does not have the heading"),
        (f"<p><a href='/booking/'>Book</a></p>{CARD}", "has a way to book before the red flags"),
        (f"<p><a href='/booking/#form'>Book</a></p>{CARD}", "has a way to book before the red flags"),
        (f"<a href='#f'>Go</a>{CARD}<section><h2 id='f'>Ask</h2><form></form></section>", "has a way to book"),
        (f"<form></form>{CARD}", "has a way to book before the red flags"),
        (f"<a href='https://site.example/booking/'>Book</a>{CARD}", "has a way to book before the red flags"),
        (f"<a href='../booking/index.html?from=a'>Book</a>{CARD}", "has a way to book before the red flags"),
        (f"<button formaction='/booking/'>Book</button>{CARD}", "has a way to book before the red flags"),
        (f"<iframe src='/booking/'></iframe>{CARD}", "has a way to book before the red flags"),
        (f"{CARD}<p><a href='/booking/'>Book</a></p>", "has a way to book right below the red flags"),
        (f"{CARD}<form></form><h2>Next</h2>", "has a way to book right below the red flags"),
        (CARD.replace("</ul>", "</ul><a href='tel:313-555-0110'></a>"), "gives another number"),
        (CARD.replace("</ul>", "</ul><p>All of these are harmless.</p>"), "has words beside the red flags"),
        (CARD.replace("<h2", "<p>These are of no account:</p><h2"), "has words beside the red flags"),
        (f"<div aria-hidden='TRUE'>{CARD}</div>", "hides the red flags"),
        (f"<div popover>{CARD}</div>", "hides the red flags"),
        (f"<canvas>{CARD}</canvas>", "hides the red flags"),
        (f"<s>{CARD}</s>", "hides the red flags"),
        (f"<div style='position: absolute; left: -9999px'>{CARD}</div>", "hides the red flags"),
        (f"<style>.care-card {{ display: none }}</style>{CARD}", "hides the red flags"),
        (
            CARD.replace("<b>", "<b style='opacity: 0'>"),
            "hides the red flags: 'it is newly hard to pee' is out of sight",
        ),
        (CARD.replace("legs</li>", "legs<a href='tel:313-555-0110'></a></li>"), "gives another number"),
    ],
)
def test_whatever_is_lost_or_hidden_is_found(main: str, message: str) -> None:
    found = found_on(main)

    assert len(found) == 1
    assert found[0].startswith(message)


@pytest.mark.parametrize(
    "style",
    [
        ".care-card { display: none }",
        "main ul { visibility: hidden; }",
        ".care-body { opacity: 0 }",
        ".care-card { font-size: 0 }",
        ".care-card { clip-path: inset(50%) }",
        "@media print { .care-card { display: none !important } }",
        *(
            f".care-card {{ {declarations} }}"
            for declarations in (
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
            )
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
        "this is no style sheet {{{",
    ],
)
def test_other_styles_are_left_alone(style: str) -> None:
    assert found_on(CARD, style) == []


def test_only_rules_that_hide_or_add_words_are_looked_up() -> None:
    style = ".a { color: red } .b, .c > li { display: none } .d { & p::before { content: 'Never mind' } }"

    assert find_changing_rules((style,)) == (
        Rule(".b", HIDES),
        Rule(".c > li", HIDES),
        Rule(".d p", ADDS),
    )


@pytest.mark.parametrize("is_first", [True, False])
def test_a_set_that_is_first_in_the_source_is_the_first_on_the_page(is_first: bool) -> None:
    html = f"<main><h1>A page</h1><h2>Good news</h2>{CARD}</main>"

    found = [*prove(html, [replace(PROOF, is_first=is_first)], ())]

    assert [problem.message for problem in found] == [
        "the finished page has another heading before the red flags: 'Good news'"
    ] * is_first


def test_the_place_is_where_the_set_was_placed() -> None:
    (problem,) = prove("<main></main>", [PROOF], ())

    assert (problem.place, problem.rule, problem.severity) == (Place("content/en/a.md", 6), "red-flags-lost", "error")


def test_words_that_a_style_sheet_adds_to_the_set_are_found() -> None:
    assert found_on(CARD, ".care-card::before { content: 'Never mind these:' }") == [
        "adds words to the red flags by a style sheet"
    ]
