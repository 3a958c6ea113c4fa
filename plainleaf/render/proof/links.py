"""Links on a finished page to the page that shows a set of red flags: there, in sight, in words, before any booking."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.model.jobs import HelpLinkProof
from plainleaf.render.proof.booking import absolute, books_before
from plainleaf.render.proof.card import ancestors_of, shorten, text_of
from plainleaf.render.proof.sight import Styled, words_out_of_sight
from plainleaf.words import find_phrase

# What is in these is no part of the text: it is on many pages, and people skip it.
BESIDE_THE_TEXT = frozenset({"nav", "aside", "header", "footer"})


def find_loss_of_link(page: LexborHTMLParser, styled: Styled, proof: HelpLinkProof) -> str:
    """What is lost of the link to a set of red flags, to complete 'the finished page …'; "" if nothing is."""
    lost = [_find_loss(link, page, styled, proof) for link in _links_to(page, proof)]
    if not lost:
        return f"neither shows the red flags '{proof.name}' nor leads to them in its text"
    # One link that is as it must be is enough.
    return "" if "" in lost else lost[0]


def _links_to(page: LexborHTMLParser, proof: HelpLinkProof) -> Iterator[LexborNode]:
    """The links in the text that lead to a page with the set."""
    wanted = {unquote(url) for url in proof.urls}
    for link in page.css("main a[href]"):
        # Few links lead there, so their surroundings are checked last.
        leads = _path_of(link.attributes.get("href") or "", proof.url) in wanted
        if leads and not any(around.tag in BESIDE_THE_TEXT for around in ancestors_of(link)):
            yield link


def _path_of(address: str, url: str) -> str:
    try:
        path = unquote(urlsplit(absolute(address.strip().partition("#")[0], url)).path)
    except ValueError:
        return ""
    return path.removesuffix("index.html")


def _find_loss(link: LexborNode, page: LexborHTMLParser, styled: Styled, proof: HelpLinkProof) -> str:
    said = text_of(link)
    cause = words_out_of_sight(link, styled)
    if cause or not said:
        return f"hides its link to the red flags: '{shorten(said)}' is out of sight, by {cause or 'having no words'}"
    if proof.words and not find_phrase(said, proof.words):
        return f"leads to the red flags with words that do not say so: '{shorten(said)}'"
    if books_before(page, link, proof):
        return f"has a way to book before its link to the red flags, '{shorten(said)}'"
    return ""
