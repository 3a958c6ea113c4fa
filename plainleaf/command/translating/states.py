"""`translations`: list each translation with its state, and record that some were brought up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from plainleaf.command.site_read import SiteRead, read_site
from plainleaf.command.streams import refuse
from plainleaf.command.translating.changes import Change, find_changes, narrow
from plainleaf.command.translating.record import record_translations
from plainleaf.command.translating.settings_texts import find_stale_texts
from plainleaf.command.translating.standings import (
    CURRENT,
    IN_PROGRESS,
    STALE,
    STATES,
    Standing,
    find_standings,
)
from plainleaf.content.translations.blocks import Block, find_drift, gone_in_words, has_drifted
from plainleaf.options import Options
from plainleaf.problems import ERROR, Report, closest

# So many letters of a block are shown.
SHOWN = 70


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
    standings = [each for code in others if language in ("", code) for each in find_standings(site, code)]
    if record is None:
        _print_all(standings, site)
        for code in others if not language else [language]:
            _print_texts(site, code)
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
    return record_translations(options.root, asked, was_stale=bool(stale))


def _choose(standings: Sequence[Standing], names: Sequence[str]) -> list[Standing]:
    """Those that a person named; all that can be recorded anew if none is named. Raises LookupError for other names."""
    there = {each.path: each for each in standings if each.is_there}
    if not names:
        return [each for each in there.values() if each.can_be_recorded and each.state != CURRENT]
    chosen: list[Standing] = []
    for name in names:
        path = name if name.startswith("content/") else f"content/{name}"
        if path not in there:
            guess = closest(path, there)
            raise LookupError(
                f"{name} is no translation of a page or a set of red flags."
                + (f" Did you mean {guess}?" if guess else "")
            )
        chosen.append(there[path])
    return chosen


def _print_all(standings: Sequence[Standing], site: SiteRead) -> None:
    for each in standings:
        print("\n".join(_lines_about(each, site)))
    count = Counter(each.state for each in standings)
    told = ", ".join(f"{count[state]} {state}" for state in STATES if count[state])
    print(f"{len(standings)} translations: {told}." if standings else "There is nothing to translate.")


def _print_texts(site: SiteRead, language: str) -> None:
    """The texts of config.yaml that were changed since they were translated."""
    default = site.inputs.settings.languages.default
    for each in find_stale_texts(site.inputs.root, site.inputs.config, language, default):
        before, now = narrow(each.before, each.now)
        print(f"{each.place.path}:{each.place.line}: '{each.name}' has changed since it was translated into {language}")
        print(f"  before: {before}\n  now: {now}\n  {language}: {each.translation}")


def _lines_about(each: Standing, site: SiteRead) -> Iterator[str]:
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
