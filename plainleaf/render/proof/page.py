"""What a finished page has lost of the red flags that it must show, looked for in the order of harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.model.jobs import HelpLinkProof, RedFlagProof
from plainleaf.problems import Problem
from plainleaf.render.proof.booking import find_booking_near
from plainleaf.render.proof.calm import find_calm_words
from plainleaf.render.proof.card import Seen, find_other_number, find_other_words, find_sets, shorten, text_of
from plainleaf.render.proof.declarations import ADDS, IMPORTS
from plainleaf.render.proof.links import find_loss_of_link
from plainleaf.render.proof.sight import Styled, apply_rules, find_changed, find_hidden
from plainleaf.render.proof.style_rules import Rule, find_changing_rules
from plainleaf.words import find_phrase

FIX = "Ask whoever changed the templates or styles of this site: the signs must be shown as approved."
FIX_LINK = "In the text, before any way to book, link to that page with words such as [when to get help](get-help.md)."

# What says something about the page as a whole. One search for all of them takes a fraction of the time of several.
TELLING = "style, link, meta"


class Finished(Struct, frozen=True):
    """A finished page, the elements that tell something about it, and what the site's own style sheets do to it."""

    page: LexborHTMLParser
    telling: tuple[LexborNode, ...]
    rules: tuple[Rule, ...]
    styled: Styled


def prove(
    html: str,
    proofs: Sequence[RedFlagProof],
    own_styles: tuple[str, ...],
    style_sheet: str = "",
    links: Sequence[HelpLinkProof] = (),
) -> Iterator[Problem]:
    """What a finished page lacks of the red flags that it must show, or of the `links` to them.

    `own_styles` are the texts of the site's style sheets; `style_sheet` is the address at which they are published, ""
    if that is not known.
    """
    page = LexborHTMLParser(html)
    telling = tuple(page.css(TELLING))
    inline = tuple(node.text() for node in telling if node.tag == "style")
    rules = find_changing_rules((*own_styles, *inline))
    finished = Finished(page, telling, rules, apply_rules(page, rules))
    every: tuple[RedFlagProof | HelpLinkProof, ...] = (*proofs, *links)
    unseen = _find_unseen_styles(finished, every[0].url, style_sheet) if every else ""
    for proof in every:
        lost = unseen or _find_loss(finished, proof)
        if lost:
            fix = FIX if isinstance(proof, RedFlagProof) or unseen else FIX_LINK
            yield Problem(proof.place, "red-flags-lost", f"the finished page {lost}", fix)
        if unseen:
            return


def _find_unseen_styles(finished: Finished, url: str, style_sheet: str) -> str:
    """A style sheet of the page that has not been checked, to complete 'the finished page …'; "" for none."""
    imported = next((rule.words for rule in finished.rules if rule.does == IMPORTS), "")
    if imported:
        return f"has a style sheet with '@import {shorten(imported)}', which may hide red flags: put it in static/css/"
    for node in finished.telling:
        attributes = node.attributes
        if node.tag == "meta" and (attributes.get("http-equiv") or "").strip().lower() == "refresh":
            return "leads to another page by itself, so nobody can read the red flags"
        address = (attributes.get("href") or "").strip()
        if node.tag != "link" or "stylesheet" not in (attributes.get("rel") or "").lower().split():
            continue
        is_known = address == style_sheet or urljoin(url, address) == urljoin(url, style_sheet)
        if style_sheet and not is_known:
            return f"has the style sheet '{shorten(address)}', which may hide red flags: put it in static/css/"
    return ""


def _summary_of(finished: Finished) -> str:
    """The summary of the page as a whole."""
    metas = (node.attributes for node in finished.telling if node.tag == "meta")
    return next((each.get("content") or "" for each in metas if each.get("name") == "description"), "")


def _find_loss(finished: Finished, proof: RedFlagProof | HelpLinkProof) -> str:
    """What is lost of one set, or of the link to it, to complete 'the finished page …'; "" if nothing is."""
    if isinstance(proof, HelpLinkProof):
        return find_loss_of_link(finished.page, finished.styled, proof)
    found = find_sets(finished.page, proof)
    if isinstance(found, str):
        return found
    losses = [_find_loss_of(seen, finished, proof) for seen in found]
    # One that is shown as it must be is enough, wherever else the same words are.
    return "" if "" in losses else losses[0]


def _find_loss_of(seen: Seen, finished: Finished, proof: RedFlagProof) -> str:
    page, styled = finished.page, finished.styled
    return (
        find_hidden(seen, styled)
        or find_other_number(seen.card, proof)
        or find_changed(seen, styled)
        or find_other_words(seen)
        or find_booking_near(page, seen, proof)
        or _find_other_heading(page, seen, proof)
        or find_calm_words(page, seen, proof, _summary_of(finished))
        or _find_calm_styles(finished, proof)
    )


def _find_other_heading(page: LexborHTMLParser, seen: Seen, proof: RedFlagProof) -> str:
    """Whether a heading, other than the page's title, comes before a set that stands first in the source."""
    before = page.css("main h1, main h2, main h3") if proof.is_first else []
    for heading in before:
        if heading.mem_id == seen.heading.mem_id:
            return ""
        if heading.tag != "h1":
            return f"has another heading before the red flags: '{shorten(text_of(heading))}'"
    return ""


def _find_calm_styles(finished: Finished, proof: RedFlagProof) -> str:
    """Words that a style sheet puts anywhere on the page, and that make the red flags sound less urgent."""
    for rule in finished.rules:
        calming = find_phrase(rule.words, proof.phrases.calming) if rule.does == ADDS else None
        if calming:
            return f"makes the red flags sound less urgent: a style sheet adds '{calming}' to '{rule.selector}'"
    return ""
