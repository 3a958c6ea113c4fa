"""A small finished page with a card of red flags, and what the proof finds on it."""

from __future__ import annotations

from functools import cache

from plainleaf.model.jobs import NearbyPhrases, RedFlagProof
from plainleaf.problems import Place, Report
from plainleaf.render.proof import prove
from plainleaf.words import read_words
from tests.site_tools import CHECKOUT

HEADING = "Immediate action required: Call 911 if:"
SIGNS = ("you cannot feel your legs", "it is newly hard to pee")
CARD = """<div class="care-card"><h2 id="a"><svg></svg><span class="visually-hidden">Immediate action required: </span>
Call 911 if:</h2><div class="care-body"><ul>
<li>you cannot feel your legs</li>
<li>it is newly <b>hard</b> to pee</li>
</ul></div></div>"""
STYLE_SHEET = "/assets/site.css"


@cache
def make_proof() -> RedFlagProof:
    """What the page must show, with the phrases of the English word lists."""
    text = (CHECKOUT / "plainleaf/words/lists/en.yaml").read_text("utf-8")
    lists = read_words(text, Place("en.yaml"), Report())
    phrases = NearbyPhrases(lists.calming, lists.playing_down, lists.booking)
    place, urls, hosts = Place("content/en/a.md", 6), ("/booking/",), ("pay.example",)
    return RedFlagProof(
        place, HEADING, SIGNS, "tel:911", urls, "/pain/", is_first=False, booking_hosts=hosts, phrases=phrases
    )


def found_on(main: str, *styles: str, head: str = "", before: str = "") -> list[str]:
    """What is wrong with a page that has this main part, and these style sheets of the site."""
    html = f"<!doctype html><html><head>{head}</head><body>{before}<main><h1>A page</h1>{main}</main></body></html>"
    problems = prove(html, [make_proof()], styles, STYLE_SHEET)
    return [problem.message.removeprefix("the finished page ") for problem in problems]
