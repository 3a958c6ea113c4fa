"""`translations`: list each translation with its state, and record that some were brought up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from plainleaf.command.site_read import SiteRead, read_site
from plainleaf.command.streams import refuse
from plainleaf.command.translating.record import record_translations
from plainleaf.command.translating.standings import (
    CURRENT,
    IN_PROGRESS,
    STALE,
    STATES,
    Standing,
    find_standings,
)
from plainleaf.command.translating.told import lines_about, lines_about_texts
from plainleaf.options import Options
from plainleaf.problems import ERROR, Report, closest


def list_translations(options: Options, language: str, record: Sequence[str] | None) -> int:
    """Print the state of each translation, or record those of some pages, or of all if none is named.

    Returns the exit code: 0, 1 if nobody agreed, 2 if refused.
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
            print("".join(f"{line}\n" for line in lines_about_texts(site, code)), end="")
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
        print("\n".join(lines_about(each, site)))
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
                f"{name} is not a translation of a page or a set of red flags."
                + (f" Did you mean {guess}?" if guess else "")
            )
        chosen.append(there[path])
    return chosen


def _print_all(standings: Sequence[Standing], site: SiteRead) -> None:
    for each in standings:
        print("\n".join(lines_about(each, site)))
    count = Counter(each.state for each in standings)
    told = ", ".join(f"{count[state]} {state}" for state in STATES if count[state])
    print(f"{len(standings)} translations: {told}." if standings else "There is nothing to translate.")
