"""What is told of a translation: its state, what is still to be translated, and which words have changed."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.command.site_read import SiteRead
from plainleaf.command.translating.changes import Change, find_changes, narrow
from plainleaf.command.translating.stale_texts import find_stale_texts
from plainleaf.command.translating.standings import CURRENT, MISSING, UNRECORDED, Standing, find_standings
from plainleaf.content.translations.blocks import Block, find_drift, gone_in_words, has_drifted

# So many letters of a block are shown.
SHOWN = 70


def tell_what_is_behind(site: SiteRead) -> Iterator[tuple[str, ...]]:
    """The lines about each translation that says what its original no longer says, or not in its own language."""
    languages = site.inputs.settings.languages
    for language in (code for code in languages.names if code != languages.default):
        for each in find_standings(site, language):
            if each.state not in (CURRENT, MISSING, UNRECORDED):
                yield tuple(lines_about(each, site))
        if texts := tuple(lines_about_texts(site, language)):
            yield texts


def lines_about_texts(site: SiteRead, language: str) -> Iterator[str]:
    """Lines about texts of config.yaml, of the interface and of terms that were changed since they were translated."""
    default = site.inputs.settings.languages.default
    for each in find_stale_texts(site.inputs.root, site.inputs.config, language, default):
        before, now = narrow(each.before, each.now)
        yield f"{each.place.path}:{each.place.line}: '{each.name}' has changed since it was translated into {language}"
        yield from (f"  before: {before}", f"  now: {now}", f"  {language}: {each.translation}")


def lines_about(each: Standing, site: SiteRead) -> Iterator[str]:
    """A line about a translation, one for each part that is still to be translated, and each that has changed."""
    yield f"{each.path}: {each.state}"
    yield from map(_line_about, each.untranslated)
    original, recorded = each.original, each.recorded
    if not has_drifted(recorded, original.marks):
        return
    drift = find_drift(recorded, original.marks)
    if not drift.changed and not drift.gone:
        yield "  the order of the parts is another one"
        return
    changes = find_changes(site.inputs.root, original, recorded)
    if changes is not None:
        for change in changes:
            yield from _lines_about_change(change)
        return
    yield from (_line_about(original.blocks[index]) for index in drift.changed)
    if drift.gone:
        yield f"  {gone_in_words(drift.gone)}"
    yield "  git does not have the original as it was translated, so which words changed is not known"


def _lines_about_change(change: Change) -> Iterator[str]:
    if change.now is None:
        if change.before is not None:
            yield f"  gone: {_said(change.before)}"
        return
    yield _line_about(change.now)
    if change.before is not None:
        before, now = narrow(change.before.words, change.now.words)
        yield f"    before: {before}"
        yield f"    now: {now}"


def _line_about(block: Block) -> str:
    return f"  {block.place.path}:{block.place.line}: {_said(block)}"


def _said(block: Block) -> str:
    words = block.words if len(block.words) <= SHOWN else f"{block.words[: SHOWN - 1]}…"
    return f"{block.kind}{', about safety' * block.is_safety}: {words}"
