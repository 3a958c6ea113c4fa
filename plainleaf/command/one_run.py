"""One run of a build or a check: what is printed, and the exit code."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import TextIO

from plainleaf.options import Options, Result
from plainleaf.problems import Report, StoppedError
from plainleaf.problems.reports import count_in_words, format_report
from plainleaf.state.state import Build, open_state

PROGRESS_STEP = 20
PROGRESS_SECONDS = 0.5
UNREAD = "The words of the pages were not checked, so they may give unsafe advice. Never publish this site."
# Pages that are made by Python-Markdown before it is worth saying that another engine is faster.
MANY_PAGES = 500
MAX_NAMES = 5
SIGNALLED = 128  # to this the number of a signal is added for the exit code of a program that it has ended


def run_once(options: Options, build: Build, command: str, form: str) -> int:
    """Build or check the site, print what was found in the format `form`, and return the exit code."""
    report, started = Report(), time.monotonic()
    result = build_or_stop(options, build, report)
    with_color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    sys.stdout.write(format_report(report, form, with_color=with_color))
    if form == "text":
        seconds = f"{time.monotonic() - started:.2f} s"
        print(_summary(options, report, result, command, seconds))
    # With a report for programs, nothing else may be on standard output.
    for note in _notes(options, result):
        print(note, file=sys.stdout if form == "text" else sys.stderr)
    return 1 if report.has_errors else 0


def exit_on_signal(number: int, _frame: FrameType | None) -> None:
    """Exit so that everything is closed on the way: processes, temporary folders."""
    sys.exit(SIGNALLED + number)


def build_or_stop(options: Options, build: Build, report: Report) -> Result | None:
    """Build or check the site; None when it has errors, or when the build cannot continue."""
    before = signal.signal(signal.SIGTERM, exit_on_signal)
    try:
        return build(options, open_state(options), report, _progress(sys.stderr))
    except StoppedError as stopped:
        report.extend([stopped.problem])
        return None
    finally:
        signal.signal(signal.SIGTERM, before)


def _summary(options: Options, report: Report, result: Result | None, command: str, seconds: str) -> str:
    problems = count_in_words(report)
    if report.has_errors or result is None:
        outcome = "Nothing was written" if command == "build" else "The site cannot be published"
        return f"{outcome}: {problems}."
    facts = f"{result.pages} pages, {result.files} files ({result.made} rebuilt), {problems}, {seconds}."
    if command == "check":
        return f"Checked: {facts}"
    return f"Built: {facts}\nThe site is in {options.out}. Look at it with the command 'serve'."


def _notes(options: Options, result: Result | None) -> list[str]:
    """What a user should know besides the problems, a line each."""
    notes = []
    # An edit is quick with either engine, so only a build that has made many pages gets a hint.
    if result is not None and min(result.pages, result.made) > MANY_PAGES:
        notes += _hint_at_engine(result)
    if result is not None and result.edited:
        more = " and others" if len(result.edited) > MAX_NAMES else ""
        names = ", ".join(result.edited[:MAX_NAMES])
        were = "was" if len(result.edited) == 1 else "were"
        notes.append(f"Note: {names}{more} in the output folder had been changed by hand, and {were} written again.")
    if result is not None and result.lacks_avif:
        notes.append(
            "Note: photos are offered in WebP alone, which is larger than AVIF, because this computer's Pillow cannot "
            "write that. Pillow as PyPI offers it can."
        )
    if result is not None and result.unread and options.reads_pages:
        notes.append(f"Note: {name_unread(result.unread)}")
    if not options.reads_pages:
        notes.append(f"Warning: {UNREAD}")
    return notes


def name_unread(languages: Sequence[str]) -> str:
    """Which languages have no word lists, and what to do about it, as one or two sentences."""
    lists = " and ".join(f"content/{language}/words.yaml" for language in languages)
    names = " and ".join(languages)
    return (
        f"The words of the pages in {names} were not checked, because plainleaf has no word lists of that language. "
        f"Have somebody who speaks it read these pages for unsafe advice, or write lists in {lists}."
    )


def _hint_at_engine(result: Result) -> list[str]:
    """A line that names the faster Markdown engine, for a large site that uses the other one."""
    # An unchanged build needs none of it.
    from plainleaf.markdown import COMMONMARK, PYTHON_MARKDOWN, is_installed
    from plainleaf.problems.extras import install_command

    if result.engine != PYTHON_MARKDOWN:
        return []
    how = "" if is_installed(COMMONMARK) else f", after '{install_command('fast')}'"
    return [f"Hint: a site of {result.pages} pages is faster with 'markdown: commonmark' in config.yaml{how}."]


def _progress(stream: TextIO) -> Callable[[int, int], None]:
    """Shows on a terminal how far rendering is; silent in a pipe."""
    if not stream.isatty():
        return lambda _done, _total: None
    shown = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if done == total:
            stream.write("\r\033[K")
        # Photos take longer than pages.
        elif done % PROGRESS_STEP == 0 or now > shown + PROGRESS_SECONDS:
            stream.write(f"\rRendering {done} of {total}")
            shown = now
        stream.flush()

    return show
