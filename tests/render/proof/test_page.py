"""The proof that a finished page shows every red flag: whole, in order, in sight, before any way to book."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from plainleaf.problems import Place
from plainleaf.render.proof import prove
from tests.render.proof.finished_page import CARD, found_on, make_proof


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


@pytest.mark.parametrize("is_first", [True, False])
def test_a_set_that_is_first_in_the_source_is_the_first_on_the_page(is_first: bool) -> None:
    html = f"<main><h1>A page</h1><h2>Good news</h2>{CARD}</main>"

    found = [*prove(html, [replace(make_proof(), is_first=is_first)], ())]

    assert [problem.message for problem in found] == [
        "the finished page has another heading before the red flags: 'Good news'"
    ] * is_first


def test_the_place_is_where_the_set_was_placed() -> None:
    (problem,) = prove("<main></main>", [make_proof()], ())

    assert (problem.place, problem.rule, problem.severity) == (Place("content/en/a.md", 6), "red-flags-lost", "error")
