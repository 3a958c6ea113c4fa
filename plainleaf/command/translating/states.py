"""`translations`: list each translation with its state, and record that some were brought up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from plainleaf.command.site_read import SiteRead, read_site
from plainleaf.command.streams import refuse
from plainleaf.command.translating.changes import Change, find_changes, narrow
from plainleaf.command.translating.record import record_pages
from plainleaf.content.page import Page
from plainleaf.content.read import read_body
from plainleaf.content.translations.blocks import Block, find_blocks, find_drift, gone_in_words, has_drifted
from plainleaf.content.translations.untranslated import find_untranslated
from plainleaf.options import Options
from plainleaf.problems import ERROR, Report, closest

MISSING, UNRECORDED, CURRENT, STALE = "missing", "never recorded", "current", "stale"
# Parts of it still say what the original says.
IN_PROGRESS = "in progress"
STATES = (CURRENT, STALE, UNRECORDED, IN_PROGRESS, MISSING)
# So many letters of a block are shown.
SHOWN = 70


class Standing(Struct, frozen=True):
    """A page of the default language, the path of its translation, that page if there is one, and its state.

    `untranslated` are its blocks that still say what the original says.
    """

    original: Page
    path: str
    page: Page | None
    state: str
    untranslated: tuple[Block, ...] = ()


def list_translations(options: Options, language: str, record: Sequence[str] | None) -> int:
    """Print the state of each translation, or record those of some pages, or of all if none is named.

    Gives the exit code: 0, 1 if nobody agreed, 2 if refused.
    """
    report = Report()
    site = read_site(options, report)
    languages = site.inputs.settings.languages
    others = [code for code in languages.names if code != languages.default]
    if not others:
        return refuse(f"the site has no language but {languages.default}. Name others in config.yaml.")
    if language and language not in others:
        return refuse(f"there is no translation into '{language}'. Use one of: {', '.join(others)}.")
    standings = [each for code in others if language in ("", code) for each in _find_standings(site, code)]
    if record is None:
        _print_all(standings, site)
        return 0
    try:
        asked = _choose(standings, record)
    except LookupError as error:
        return refuse(str(error.args[0]))
    wrong = {each.place.path: each for each in report.problems if each.severity == ERROR}
    for each in asked:
        if fault := wrong.get(each.path) or wrong.get(each.original.path):
            where = f"{fault.place.path}:{fault.place.line}"
            return refuse(f"{where} has an error. Fix it first: {fault.message}")
    stale = [each for each in asked if each.state in (STALE, IN_PROGRESS)]
    for each in stale:
        print("\n".join(_lines_about(each, site)))
    return record_pages(
        options.root, [(each.path, each.page, each.original) for each in asked if each.page], bool(stale)
    )


def _find_standings(site: SiteRead, language: str) -> Iterator[Standing]:
    default = site.inputs.settings.languages.default
    pages = {page.path: page for page in site.pages.pages}
    for original in sorted(site.pages.pages, key=lambda each: each.path):
        if original.language != default or original.basics.draft:
            continue
        path = f"content/{language}/{original.page}"
        page = pages.get(path)
        if page is None:
            yield Standing(original, path, None, MISSING)
            continue
        left = find_untranslated(page, _blocks_of(page, site), original, _blocks_of(original, site))
        yield Standing(original, path, page, IN_PROGRESS if left else _state_of(page, original), left)


def _blocks_of(page: Page, site: SiteRead) -> tuple[Block, ...]:
    """The blocks of a page; none if its text cannot be read."""
    body = read_body(page, site.pages, site.inputs, Report())
    number = site.inputs.settings.emergency.number
    return find_blocks(page, body.prose, body.source, number) if body is not None else ()


def _state_of(page: Page, original: Page) -> str:
    record = page.basics.translation
    if record is None or not record.source:
        return UNRECORDED
    return STALE if has_drifted(record.source, original.blocks) else CURRENT


def _choose(standings: Sequence[Standing], names: Sequence[str]) -> list[Standing]:
    """Those that a person named; all that can be recorded anew if none is named. Raises LookupError for other names."""
    there = {each.path: each for each in standings if each.page is not None}
    if not names:
        can_be = [each for each in there.values() if each.page and each.page.basics.translation]
        return [each for each in can_be if each.state != CURRENT]
    chosen: list[Standing] = []
    for name in names:
        path = name if name.startswith("content/") else f"content/{name}"
        if path not in there:
            guess = closest(path, there)
            raise LookupError(f"{name} is not a translation of a page." + (f" Did you mean {guess}?" if guess else ""))
        chosen.append(there[path])
    return chosen


def _print_all(standings: Sequence[Standing], site: SiteRead) -> None:
    for each in standings:
        print("\n".join(_lines_about(each, site)))
    count = Counter(each.state for each in standings)
    told = ", ".join(f"{count[state]} {state}" for state in STATES if count[state])
    print(f"{len(standings)} translations: {told}." if standings else "There is nothing to translate.")


def _lines_about(each: Standing, site: SiteRead) -> Iterator[str]:
    """A line about a translation, one for each part that is still to be translated, and each that has changed."""
    yield f"{each.path}: {each.state}"
    yield from map(_line_about, each.untranslated)
    record = each.page.basics.translation if each.page else None
    if record is None or not has_drifted(record.source, each.original.blocks):
        return
    drift, blocks = find_drift(record.source, each.original.blocks), _blocks_of(each.original, site)
    if not drift.changed and not drift.gone:
        yield "  the order of the parts is another one"
        return
    file = next(file for file in site.inputs.sources if file.path == each.original.path)
    grammar, marks = site.pages.grammar, each.original.blocks
    changes = find_changes(site.inputs.root, file, record.source, grammar, blocks, marks) if blocks else None
    if changes is not None:
        for change in changes:
            yield from _lines_about_change(change)
        return
    yield from (_line_about(blocks[index]) for index in drift.changed if blocks)
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
