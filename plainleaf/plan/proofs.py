"""Proofs: what a finished page must show of the red flags that it carries, or where it must lead if it has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.checks import OR_LINK, Duties, has_list_first
from plainleaf.content.config.settings import find_booking_hosts
from plainleaf.content.load import Inputs, find_own_styles
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.content.red_flags.sets import EMERGENCY
from plainleaf.index.addresses import path_from
from plainleaf.index.directory import Directory
from plainleaf.markdown import quotes_of, typeset
from plainleaf.model.jobs import HelpLinkProof, NearbyPhrases, RedFlagProof
from plainleaf.model.views import SiteView
from plainleaf.problems import Place
from plainleaf.state.digests import digest


class ProofFacts(Struct, frozen=True):
    """What the proofs of one language share.

    `helpers` are the pages that show a set first, by the name of the set: their addresses by their paths below the
    language's folder. `help_words` say where a link leads. `booking_urls` are the addresses of all pages where people
    can book, `booking_hosts` those of other websites; `phrases` may not be near red flags. For `own_styles`
    see RedFlagProof.
    """

    duties: Duties
    helpers: Mapping[str, Mapping[str, str]]
    help_words: tuple[str, ...]
    booking_urls: tuple[str, ...]
    booking_hosts: tuple[str, ...]
    phrases: NearbyPhrases
    own_styles: str


def make_proof_facts(inputs: Inputs, duties: Duties, directory: Directory, language: str) -> ProofFacts:
    """What the proofs of a language share, from its word lists, its directory and the duties of all pages."""
    lists = inputs.word_lists[language]
    pages = directory.index.published(language)
    helpers: dict[str, dict[str, str]] = {}
    titles: list[str] = []
    for page in pages:
        for duty in duties.get(page.path, ()):
            if has_list_first(duty):
                helpers.setdefault(duty.name, {})[page.page] = directory.url(page)
        if page.says_when_to_get_help:
            titles += [page.basics.title.lower(), page.basics.menu_title.lower()]
    # A list without words turns the rule off, so the titles alone are not enough to judge by.
    words = (*lists.help_links, *filter(None, titles)) if lists.help_links else ()
    return ProofFacts(
        duties,
        helpers,
        words,
        tuple(sorted(directory.url(page) for page in pages if page.kind.books)),
        tuple(sorted(find_booking_hosts(directory.settings))),
        NearbyPhrases(lists.calming, lists.playing_down, lists.booking),
        digest(find_own_styles(inputs.styles)) if inputs.is_served else "",
    )


def make_proofs(page: Page, url: str, body: Body, site: SiteView, facts: ProofFacts) -> Iterator[RedFlagProof]:
    """What the finished page must show of each set of red flags that it carries."""
    begins = page.kind.is_hub or page.says_when_to_get_help
    quotes = quotes_of(page.language)
    first = min((heading.place.line for heading in body.headings), default=None) if begins else 0
    for use in body.prose.uses:
        flags = use.red_flags
        if flags is not None:
            heading = _as_shown(f"{site.words[f'care_{flags.urgency}']} {typeset(flags.heading, quotes)}")
            signs = tuple(_as_shown(typeset(sign, quotes)) for sign in flags.signs)
            is_first = first is None or use.place.line < first
            proof = RedFlagProof(use.place, heading, signs, site.emergency.url, (), url, is_first)
            # What is not an emergency may be near a way to book.
            near = {name: getattr(facts, name) for name in ("booking_urls", "booking_hosts", "phrases")}
            yield replace(proof, own_styles=facts.own_styles, **(near if flags.urgency == EMERGENCY else {}))


def _as_shown(text: str) -> str:
    """A text with single spaces, as the text of the finished page is read: French has others before some signs."""
    return " ".join(text.split())


def make_link_proofs(page: Page, url: str, body: Body, facts: ProofFacts) -> Iterator[HelpLinkProof]:
    """Where the finished page must lead, for each set that it may carry, and does not."""
    placed = {use.red_flags.name for use in body.prose.uses if use.red_flags is not None}
    for duty in facts.duties.get(page.path, ()):
        if duty.how == OR_LINK and duty.name not in placed:
            pages = facts.helpers.get(duty.name, {})
            yield HelpLinkProof(
                _place_of_link(page, body, pages), duty.name, tuple(sorted(pages.values())), facts.help_words, url,
                facts.booking_urls, facts.booking_hosts, facts.phrases, facts.own_styles,
            )  # fmt: skip


def _place_of_link(page: Page, body: Body, pages: Mapping[str, str]) -> Place:
    """Where the source leads to one of some pages; the page's title if it does not."""
    for target in body.targets:
        if path_from(page.page, target.target.partition("#")[0]) in pages:
            return target.place
    return page.place("title")
