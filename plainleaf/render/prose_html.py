"""Prose to HTML: convert the Markdown, apply typography, explain the terms, and put the components in their places."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from plainleaf.content.components import Component
from plainleaf.markdown import (
    Converted,
    Converter,
    TermFinder,
    TextPass,
    make_finder,
    name_elements,
    quotes_of,
    split_notes,
    typeset,
)
from plainleaf.model.cards import RedFlagCard
from plainleaf.model.jobs import PageJob, ResolvedProse, ResolvedUse, TermForm
from plainleaf.model.views import Heading, Prose, SiteView
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem
from plainleaf.render.recent_cache import RecentCache
from plainleaf.render.templates import Templates

PLACEHOLDER = lazy_pattern(r"<p>(?:\ue000(\d{1,9})\ue001|\ue002(\d{1,9})\ue003)</p>\s*")
FIRST_HEADING = lazy_pattern(r"\s*<h([2-6]) id=\"([^\"]*)\">(.*?)</h\1>", re.DOTALL)


class Piece(Struct, frozen=True):
    """A piece of HTML between two placeholders, or a placeholder that `opens` or `closes` a component (-1 for none)."""

    html: str
    opens: int = -1
    closes: int = -1


class ProseRenderer(Struct, frozen=True):
    """Renders prose as HTML; made once for many pages."""

    converter: Converter
    templates: Templates
    components: Mapping[str, Component]
    finders: RecentCache[tuple[TermForm, ...], TermFinder] = field(default_factory=lambda: RecentCache(make_finder))

    def make(self, job: PageJob) -> tuple[Prose, tuple[Problem, ...]]:
        """The prose of a page, and problems with links that only the conversion can see."""
        terms = TextPass(self.finders.get(job.terms), job.site.language, job.page.url)
        prose, problems = self.convert(job.prose, terms, job.site, title=job.page.title)
        html, notes = split_notes(prose.html)
        return replace(prose, html=html, rest=html.removeprefix(prose.lead), notes=notes), problems

    def convert(
        self, prose: ResolvedProse, terms: TextPass, site: SiteView, *, title: str, prefix: str = "", number: int = 0
    ) -> tuple[Prose, tuple[Problem, ...]]:
        """Some prose below a `title`. `prefix` begins the ids in it, `number` is added to those of its components."""
        converted = self.converter.convert(prose.markdown, prose.targets, prefix=prefix)
        problems = tuple(_unresolved_link(prose, written) for written in converted.unresolved)
        pieces = self._assemble(converted, prose, terms, site, number)
        html = name_elements("".join(pieces), title, site.words)
        lead = self._lead(pieces, converted, prose)
        lead = lead if html.startswith(lead) else ""
        quotes = quotes_of(site.language)
        headings = tuple(Heading(each.level, each.anchor, typeset(each.text, quotes)) for each in converted.headings)
        used = tuple(dict.fromkeys(use.component for use in prose.uses))
        sections = tuple(heading for heading in headings if heading.level == 2)
        rest = html.removeprefix(lead)
        return Prose(html, lead, rest, headings, sections, terms.words(), used), problems

    def _lead(self, pieces: list[str], converted: Converted, prose: ResolvedProse) -> str:
        """The emergency card that the prose begins with, "" if it begins with anything else."""
        first = PLACEHOLDER.match(converted.html)
        use = next((use for use in prose.uses if first and str(use.number) == first.group(1)), None)
        if use is None:
            return ""
        component = self.components[use.component]
        card = component.settings.care_card
        shown = use.options.get(card.urgency) if card else None
        urgency = shown.urgency if isinstance(shown, RedFlagCard) else shown
        return pieces[0] if component.is_emergency(urgency) else ""

    def _assemble(
        self, converted: Converted, prose: ResolvedProse, terms: TextPass, site: SiteView, number: int
    ) -> list[str]:
        """The HTML of each component and of the text between them, in order."""
        # A placeholder that is not expected here is text.
        unopened = {use.number: use for use in prose.uses}
        headings = {heading.anchor: heading for heading in converted.headings}
        opened: list[ResolvedUse] = []
        inner: list[list[str]] = [[]]
        for piece in _pieces(converted.html):
            if piece.opens in unopened:
                opened.append(unopened.pop(piece.opens))
                inner.append([])
            elif opened and piece.closes == opened[-1].number:
                use = opened.pop()
                body = "".join(inner.pop())
                inner[-1].append(self._component(use, body, headings, site, use.number + number + 1))
            else:
                is_open = all(self.components[use.component].settings.content.terms for use in opened)
                inner[-1].append(terms.apply(piece.html, with_terms=is_open))
        return [piece for level in inner for piece in level]

    def _component(
        self, use: ResolvedUse, body: str, headings: Mapping[str, Heading], site: SiteView, number: int
    ) -> str:
        component = self.components[use.component]
        heading, heading_html = None, ""
        found = FIRST_HEADING.match(body) if component.settings.content.heading != "none" else None
        if found:
            heading = headings[found.group(2)]
            heading_html, body = found.group(3), body[found.end() :].lstrip()
        values = {
            "options": use.options,
            "heading": heading,
            "heading_html": heading_html,
            "body": body.strip(),
            "site": site,
            "number": number,
        }
        return self.templates.render(f"components/{use.component}/template.html", values).strip() + "\n"


def _pieces(html: str) -> list[Piece]:
    pieces: list[Piece] = []
    end = 0
    for found in PLACEHOLDER.finditer(html):
        if found.start() > end:
            pieces.append(Piece(html[end : found.start()]))
        opens, closes = found.groups("-1")
        pieces.append(Piece(found.group(), int(opens), int(closes)))
        end = found.end()
    if end < len(html):
        pieces.append(Piece(html[end:]))
    return pieces


def _unresolved_link(prose: ResolvedProse, written: str) -> Problem:
    message = f"the link or picture '{written}' is written in a form that cannot be checked"
    fix = "Write it as [text](path) or ![text](path), on one line."
    return Problem(prose.place, "broken-link", message, fix)
