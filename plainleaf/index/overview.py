"""Overview: what the stages after reading share, gathered once all pages are read.

It has the directory, the digests that go into the keys of outputs, and the part of the last plan that can be reused: if
nothing has changed that all pages depend on, only pages whose own text has changed are planned again, and those that
may show a page whose title, summary or order has changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial

from msgspec import Struct, field

from plainleaf.content.last_build import Baseline, KnownPage
from plainleaf.content.load import Inputs, find_own_styles
from plainleaf.content.page import Page
from plainleaf.content.read import Pages
from plainleaf.content.static_files import without_contents
from plainleaf.content.translations.blocks import find_stale
from plainleaf.index.addresses import index_pages, make_addresses, names_of
from plainleaf.index.directory import Directory, names
from plainleaf.index.option_texts import sources_of
from plainleaf.index.style_sheets import CUT, StyleSheets, make_style_sheets
from plainleaf.index.typesetting import typeset_page, typeset_settings
from plainleaf.options import Options
from plainleaf.problems import Problem
from plainleaf.state.digests import digest
from plainleaf.state.private_folder import find_folder
from plainleaf.state.state import State


class Reusable(Struct, frozen=True):
    """The part of the last plan that can be reused: the sources whose pages need not be planned again, the problems
    found while these were planned, by source, and the problems of the site as a whole. If a page `is_renamed`, the
    names of pages have changed (see KnownPage), and so have the lists of pages.
    """

    sources: frozenset[str] = frozenset()
    planned: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    is_renamed: bool = False

    def __bool__(self) -> bool:
        return bool(self.sources)


NOTHING_REUSABLE = Reusable()


class Overview(Struct, frozen=True):
    """A site as it was read, and the last build. `base` is the digest of what every output depends on, `facts` that of
    everything that pages show of each other, `reusable` the part of the last plan that need not be made again.
    """

    inputs: Inputs
    pages: Pages
    directory: Directory
    base: str
    facts: str
    names: str
    reusable: Reusable
    baseline: Baseline
    styles: StyleSheets


def make_overview(inputs: Inputs, pages: Pages, baseline: Baseline, options: Options, state: State) -> Overview:
    """Gather what the stages share and compare it with the last build."""
    settings = inputs.settings
    base = digest(baseline.generator, settings.allowed_html, settings.markdown, options.is_relative)
    facts = find_facts(inputs, pages, base, options, state)
    named = digest(facts, _names_in(pages))
    reusable = _find_reusable(pages, facts, baseline)
    directory = state.memoize("directory", named, partial(make_directory, inputs, pages, options))
    folder = find_folder(inputs.root, CUT, is_read_only=not options.writes)
    styles = make_style_sheets(inputs, directory.addresses, folder)
    return Overview(inputs, pages, directory, base, facts, named, reusable, baseline, styles)


def make_directory(inputs: Inputs, pages: Pages, options: Options) -> Directory:
    """The directory of a site on the day it is built for."""
    settings = typeset_settings(inputs.settings, inputs.settings.languages.default)
    translated = {code: typeset_settings(each, code) for code, each in inputs.translated.items()}
    addresses = make_addresses(settings)
    shown = tuple(map(typeset_page, pages.pages))
    index = index_pages(shown, addresses, options.day, names(settings.people + settings.services))
    unreadable = pages.unreadable | inputs.unreadable
    return Directory(
        settings, addresses, index, inputs.static_files, options.day, inputs.interface_texts, translated,
        inputs.unclear, unreadable,
    )  # fmt: skip


def _find_reusable(pages: Pages, facts: str, baseline: Baseline) -> Reusable:
    last = baseline.last
    if facts != last.facts or not baseline.is_whole:
        return NOTHING_REUSABLE
    known = last.pages
    same = frozenset(path for path, page in pages.known.items() if path in known and known[path].digest == page.digest)
    changed = [now.page for path, now in pages.known.items() if now.page and _has_new_names(now, known.get(path))]
    # A line that was added to the front matter moves a problem there.
    troubled = {problem.place.path for problem in last.problems}
    if any(page.path in troubled for page in changed):
        return NOTHING_REUSABLE
    # No page shows what a draft is called.
    renamed = [page for page in changed if not page.basics.draft]
    if not renamed:
        planned = {path: problems for path, problems in last.planned.items() if path in same}
        return Reusable(same, planned, last.problems)
    # A problem may name the first of several pages, or the one that was probably meant.
    if any(path.endswith(".md") for path in troubled):
        return NOTHING_REUSABLE
    named = {name for page in renamed for name in names_of(page)}
    apart = (path for path, consulted in last.consulted.items() if named.isdisjoint(consulted))
    return Reusable(same.intersection(apart).difference(last.planned), {}, last.problems, is_renamed=True)


def _has_new_names(now: KnownPage, last: KnownPage | None) -> bool:
    """Whether a page is called otherwise, or its front matter has other lines."""
    return last is None or last.names != now.names


def _names_in(pages: Pages) -> list[tuple[str, str]]:
    return sorted((path, page.names) for path, page in pages.known.items())


def find_facts(inputs: Inputs, pages: Pages, base: str, options: Options, state: State) -> str:
    """The digest of everything that the plan of any page depends on, except its own text and the names of others."""
    site = (
        pages.base,
        base,
        options.day,
        inputs.templates,
        inputs.config,
        inputs.settings,
        inputs.translated,
        inputs.interface_texts,
        inputs.terms,
        inputs.own_word_lists,
        inputs.red_flags,
        without_contents(inputs.static_files),
        inputs.addresses,
        inputs.unclear,
        sorted(inputs.unreadable),
        # The digest of the style sheet is in the address that every page links to, except in the preview, where a
        # site's own styles may hide red flags all the same.
        find_own_styles(inputs.styles) if inputs.is_served else inputs.styles,
    )
    of_site = state.memoize("facts", site, lambda: digest(site))
    # A form pack holds whole pages.
    with_form = pages.known.values() if inputs.settings.form_packs else ()
    texts = sorted(known.digest for known in with_form if known.page is not None and known.page.kind.form)
    # So does a booklet.
    named = {name.name for booklet in inputs.settings.booklets.values() for name in booklet.pages}
    texts += sorted(known.digest for known in pages.known.values() if known.page and known.page.page in named)
    # These have the titles of pages, and the list of reviews has them, too.
    settings = inputs.settings
    names_too = _names_in(pages) if settings.booklets or settings.form_packs or settings.review_list else ()
    default = settings.languages.default
    of_originals = find_stale(pages.pages, default), tuple(_source_titles(pages.pages, default))
    of_pages = sorted((path, page.facts) for path, page in pages.known.items())
    return digest(of_site, of_pages, texts, names_too, of_originals)


def _source_titles(pages: Collection[Page], default: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The titles of the sources of each original with a translation, which marks them as being in another language."""
    translated = {page.page for page in pages if page.language != default}
    for page in pages:
        if page.language == default and page.page in translated:
            yield page.page, tuple(source.title for source in sources_of(page))
