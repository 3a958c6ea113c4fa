"""`check --links`: every check, and then a question to each website that the site links to."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from plainleaf.command.links.remembered import Remembered, load_answers, store_answers
from plainleaf.command.links.targets import find_targets
from plainleaf.command.links.visit import GONE, MOVED, UNKNOWN, UNREACHABLE, Answer, visit
from plainleaf.command.one_run import build_or_stop
from plainleaf.command.site_read import directory_of, read_site
from plainleaf.options import Options
from plainleaf.problems import WARNING, Place, Problem, Report
from plainleaf.problems.reports import count_in_words, format_report
from plainleaf.state.state import Build

PROGRESS_STEP = 10


def check_links(options: Options, build: Build, form: str) -> int:
    """Check the site and the addresses it links to, print what was found, and return the exit code: 1 with errors."""
    report = Report()
    build_or_stop(options, build, report)
    site = read_site(options, Report())
    targets = find_targets(site.inputs, site.pages, directory_of(site))
    answers = _find_answers(targets, site.inputs.settings.address, site.options.day)
    report.extend(find_problems(targets, answers))
    sys.stdout.write(format_report(report, form))
    # With a report for programs, nothing else may be on standard output.
    notes = sys.stdout if form == "text" else sys.stderr
    for line in _say_unknown(targets, answers):
        print(line, file=notes)
    print(f"Looked up {len(targets)} addresses on other websites: {count_in_words(report)}.", file=notes)
    return 1 if report.has_errors else 0


def _find_answers(targets: Mapping[str, tuple[Place, ...]], site: str, today: date) -> dict[str, Answer]:
    """The answer for each address: from the cache if it is fresh, else from its host."""
    known = load_answers(today)
    missing = [address for address in targets if address not in known]
    try:
        for number, (address, answer) in enumerate(visit(missing, site), start=1):
            known[address] = Remembered(answer, today)
            if number % PROGRESS_STEP == 0 and sys.stderr.isatty():
                print(f"Asked for {number} of {len(missing)}", file=sys.stderr)
    finally:
        # Also after Ctrl-C: what was asked for need not be asked again.
        store_answers(known)
    return {address: known[address].answer for address in targets}


def find_problems(targets: Mapping[str, tuple[Place, ...]], answers: Mapping[str, Answer]) -> Iterator[Problem]:
    """What is wrong with each address, at every place that names it."""
    for address, places in targets.items():
        answer = answers[address]
        if answer.outcome == GONE:
            message = f"'{address}' is gone (status {answer.detail})"
            fix = "Look for its new address. If there is none, take the link out, or cite another source."
            yield from (Problem(place, "link-gone", message, fix) for place in places)
        elif answer.outcome == MOVED:
            message = f"'{address}' has moved for good"
            yield from (Problem(place, "link-moved", message, _fix_moved(address, answer), WARNING) for place in places)


def _fix_moved(address: str, answer: Answer) -> str:
    # Many hosts lead from pages that are gone to their front page.
    if urlsplit(answer.detail).path in ("", "/") and urlsplit(address).path not in ("", "/"):
        return "It leads to a front page now, so what was there may be gone. Look for it there."
    return f"Open {answer.detail} and, if it says the same, write that address."


def _say_unknown(targets: Mapping[str, tuple[Place, ...]], answers: Mapping[str, Answer]) -> Iterator[str]:
    """A line for each address of which nothing is known. That is no problem: hosts fail, and some refuse programs."""
    if targets and all(answers[address].outcome == UNREACHABLE for address in targets):
        yield "No website could be reached. Is this computer online?"
        return
    for address in (each for each in targets if answers[each].outcome in (UNKNOWN, UNREACHABLE)):
        place = targets[address][0]
        where = f"{place.path}:{place.line}:{place.column}"
        yield f"{where}: note: could not look up '{address}': {answers[address].detail}. Open it in a browser."
