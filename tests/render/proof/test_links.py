"""Links to red flags on finished pages that need not show the red flags themselves."""

from __future__ import annotations

from functools import cache

import pytest

from plainleaf.model.jobs import HelpLinkProof, NearbyPhrases
from plainleaf.problems import Place, Problem, Report
from plainleaf.render.proof import prove
from plainleaf.words import read_words
from tests.site_tools import CHECKOUT

LINK = '<p>Some signs <a href="/pain/get-help/">cannot wait</a>.</p>'


@cache
def make_proof() -> HelpLinkProof:
    """Where the page must lead, with the phrases of the English word lists."""
    text = (CHECKOUT / "plainleaf/words/lists/en.yaml").read_text("utf-8")
    lists = read_words(text, Place("en.yaml"), Report())
    phrases, urls = NearbyPhrases((), (), lists.booking), ("/pain/", "/pain/get-help/")
    words, place = (*lists.help_links, "signs that matter"), Place("content/en/pain/causes.md", 9)
    booking, hosts = ("/booking/",), ("pay.example",)
    return HelpLinkProof(place, "signs", urls, words, "/pain/causes/", booking, hosts, phrases)


def problems_of(main: str, *styles: str) -> list[Problem]:
    """What is wrong with a page that has this main part, and these style sheets of the site."""
    html = f"<!doctype html><html><body><main><h1>Causes</h1>{main}</main></body></html>"
    return [*prove(html, (), styles, "/assets/site.css", [make_proof()])]


@pytest.mark.parametrize(
    "main",
    [
        LINK,
        LINK.replace("/pain/get-help/", "../get-help/"),
        LINK.replace("/pain/get-help/", "/pain/get-help/index.html#signs"),
        LINK.replace("/pain/get-help/", "https://clinic.example/pain/"),
        LINK.replace("cannot wait", "when to get <b>help</b>"),
        LINK.replace("cannot wait", "Signs that matter"),
        f'{LINK}<p><a href="/booking/">Book a visit</a></p>',
        f'<nav><a href="/pain/get-help/">Help</a></nav>{LINK}',
        f'<p><a href="/pain/">Pain</a></p>{LINK}',
    ],
)
def test_a_link_that_is_seen_and_says_where_it_leads_is_enough(main: str) -> None:
    assert problems_of(main, ".other { display: none }") == []


@pytest.mark.parametrize(
    ("main", "said"),
    [
        ("", "neither shows the red flags 'signs' nor leads to them"),
        (LINK.replace("get-help", "exercises"), "neither shows"),
        (f"<nav>{LINK}</nav>", "neither shows"),
        (f"<aside>{LINK}</aside>", "neither shows"),
        (LINK.replace("href", "data-href"), "neither shows"),
        (LINK.replace("/pain/get-help/", "https://[clinic"), "neither shows"),
        (LINK.replace("cannot wait", "here"), "words that do not say so: 'here'"),
        (LINK.replace("cannot wait", "Exercises"), "words that do not say so: 'Exercises'"),
        (LINK.replace("cannot wait", ""), "out of sight, by having no words"),
        (LINK.replace("<p>", "<p hidden>"), "out of sight, by 'hidden' of <p>"),
        (LINK.replace("<a ", "<a aria-hidden='true' "), "out of sight, by 'aria-hidden' of <a>"),
        (LINK.replace("cannot wait", "<span style='display: none'>cannot wait</span>"), "out of sight, by 'style'"),
        (f"<details><summary>More</summary>{LINK}</details>", "out of sight, by <details>"),
        (f"<div class='gone'>{LINK}</div>", "out of sight, by '.gone' in a style sheet"),
        (f'<p><a href="/booking/">Go</a></p>{LINK}', "has a way to book before its link"),
        (f"<p><a href='https://pay.example/a'>Pay</a></p>{LINK}", "has a way to book before its link"),
        (f"<form></form>{LINK}", "has a way to book before its link"),
    ],
)
def test_a_link_that_does_not_do_is_an_error_where_it_was_written(main: str, said: str) -> None:
    (problem,) = problems_of(main, ".gone { opacity: 0 }")

    assert said in problem.message
    assert (problem.rule, problem.severity, problem.place.line) == ("red-flags-lost", "error", 9)
    assert "when to get help" in problem.fix


def test_a_page_with_a_style_sheet_that_nobody_has_looked_through_proves_nothing() -> None:
    (problem,) = problems_of(LINK, '@import "other.css";')

    assert "@import" in problem.message
