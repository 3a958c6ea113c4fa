"""The proof that a finished page shows every red flag: whole, in order, in sight, before any way to book."""

from __future__ import annotations

import pytest

from plainleaf.model.jobs import RedFlagProof
from plainleaf.problems import Place
from plainleaf.render.proof import find_hiding_selectors, prove

HEADING = "Immediate action required: Call 911 if:"
SIGNS = ("you cannot feel your legs", "it is newly hard to pee")
CARD = """<div class="care-card"><h2 id="a"><svg></svg><span class="visually-hidden">Immediate action required: </span>
Call 911 if:</h2><div class="care-body"><ul>
<li>you cannot feel your legs</li>
<li>it is newly <b>hard</b> to pee</li>
</ul></div></div>"""
PROOF = RedFlagProof(Place("content/en/a.md", 6), HEADING, SIGNS, "tel:911", frozenset({"/booking/"}))


def found_on(main: str, *styles: str, before: str = "") -> list[str]:
    """What is wrong with a page that has this main part."""
    html = f"<!doctype html><html><body>{before}<main><h1>A page</h1>{main}</main></body></html>"
    return [problem.message.removeprefix("the finished page ") for problem in prove(html, [PROOF], styles)]


@pytest.mark.parametrize(
    "main",
    [
        CARD,
        f"<p>First some words.</p>{CARD}<p><a href='/booking/'>Book</a></p>",
        f"<details open><summary>Signs</summary>{CARD}</details>",
        CARD.replace("<ul>", "<ol>").replace("</ul>", "</ol>"),
        f"<div style=''>{CARD}</div><form></form>",
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
        "this is no style sheet {{{",
    ],
)
def test_other_styles_are_left_alone(style: str) -> None:
    assert found_on(CARD, style) == []


def test_only_rules_that_hide_are_looked_up() -> None:
    assert find_hiding_selectors((".a { color: red } .b, .c > li { display: none }",)) == (".b, .c > li",)


def test_the_place_is_where_the_set_was_placed() -> None:
    (problem,) = prove("<main></main>", [PROOF], ())

    assert (problem.place, problem.rule, problem.severity) == (Place("content/en/a.md", 6), "red-flags-lost", "error")
