"""Each translation of a site and its state: of pages, and of sets of red flags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from plainleaf.command.site_read import SiteRead
from plainleaf.command.translating.changes import Original
from plainleaf.content.page import Page
from plainleaf.content.read import read_body
from plainleaf.content.read_page import read_page
from plainleaf.content.red_flags.followed import blocks_in, find_set_blocks, find_sources
from plainleaf.content.red_flags.sets import path_of
from plainleaf.content.sources import SourceFile
from plainleaf.content.translations.blocks import Block, find_blocks, has_drifted
from plainleaf.content.translations.untranslated import find_untranslated
from plainleaf.problems import Report

MISSING, UNRECORDED, CURRENT, STALE = "missing", "never recorded", "current", "stale"
# Parts of it still say what the original says.
IN_PROGRESS = "in progress"
STATES = (CURRENT, STALE, UNRECORDED, IN_PROGRESS, MISSING)


class Standing(Struct, frozen=True):
    """An original, the path of its translation, the state of that, and the marks that it `recorded`, "" for none.

    `untranslated` are its blocks that still say what the original says. `places` has line and column of each field of a
    page. One of which nobody says who translated it cannot be recorded.
    """

    original: Original
    path: str
    state: str
    recorded: str = ""
    untranslated: tuple[Block, ...] = ()
    places: Mapping[str, tuple[int, int]] = {}
    is_page: bool = True
    can_be_recorded: bool = True

    @property
    def is_there(self) -> bool:
        """Whether there is a translation."""
        return self.state != MISSING


def find_standings(site: SiteRead, language: str) -> Iterator[Standing]:
    """Each page and each set of red flags of the default language, with what a language has of it."""
    default = site.inputs.settings.languages.default
    pages = {page.path: page for page in site.pages.pages}
    files = {file.path: file for file in site.inputs.sources}
    for original in sorted(site.pages.pages, key=lambda each: each.path):
        if original.language == default and not original.basics.draft:
            path = f"content/{language}/{original.page}"
            if path in pages:
                yield _standing_of_page(site, files[original.path], original, pages[path])
            else:
                yield Standing(Original(original.path, (), lambda _: ()), path, MISSING)
    for name, blocks in sorted(find_sources(site.inputs.red_flags, default).items()):
        yield _standing_of_set(site, name, blocks, language)


def _standing_of_page(site: SiteRead, file: SourceFile, original: Page, page: Page) -> Standing:
    grammar = site.pages.grammar

    def read(text: str) -> tuple[Block, ...]:
        found, body = read_page(file, text, grammar, Report())
        return find_blocks(found, body.prose, body.source, grammar.emergency_number) if found and body else ()

    source = Original(original.path, _blocks_of(original, site), read)
    left = find_untranslated(page, _blocks_of(page, site), original, source.blocks)
    record = page.basics.translation
    recorded = record.source if record is not None else ""
    state = IN_PROGRESS if left else _state(recorded, original.blocks)
    can_be = record is not None
    return Standing(source, page.path, state, recorded, left, page.front_places, can_be_recorded=can_be)


def _blocks_of(page: Page, site: SiteRead) -> tuple[Block, ...]:
    """The blocks of a page; none if its text cannot be read."""
    body = read_body(page, site.pages, site.inputs, Report())
    number = site.inputs.settings.emergency.number
    return find_blocks(page, body.prose, body.source, number) if body is not None else ()


def _state(recorded: str, now: str) -> str:
    if not recorded:
        return UNRECORDED
    return STALE if has_drifted(recorded, now) else CURRENT


def _standing_of_set(site: SiteRead, name: str, blocks: tuple[Block, ...], language: str) -> Standing:
    default, there = site.inputs.settings.languages.default, site.inputs.red_flags[language]
    path, source = path_of(language, name), path_of(default, name)
    original = Original(source, blocks, lambda text: blocks_in(source, text))
    if name not in there.known:
        state = UNRECORDED if name in there.unclear else MISSING
        return Standing(original, path, state, is_page=False, can_be_recorded=False)
    flags, node = there.known[name], there.nodes[name]
    said = {block.words for block in blocks} if language.partition("-")[0] != default.partition("-")[0] else set[str]()
    left = tuple(block for block in find_set_blocks(flags, node) if block.words in said)
    state = IN_PROGRESS if left else _state(flags.source, original.marks)
    return Standing(original, path, state, flags.source, left, is_page=False)
