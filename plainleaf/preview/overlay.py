"""The list of problems shown over a page while it is edited, as HTML. It is never published."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, islice
from urllib.parse import quote

from msgspec import Struct

from plainleaf.problems import ERROR, Problem, Report
from plainleaf.problems.reports import count_in_words

MOST = 50
LAST_GOOD = "Your last change is not shown. You see the site as it was before, until the errors are fixed."
NO_SITE = "There is no page to show yet. It appears as soon as the errors are fixed."

FindWords = Callable[[Problem], Sequence[str]]


class Shown(Struct, frozen=True):
    """The page in the browser: its source, if it has one, and the addresses of all pages by their source.

    `is_there` is False before the first build without errors.
    """

    source: str
    addresses: Mapping[str, str]
    is_there: bool


def make_overlay(problems: Sequence[Problem], shown: Shown, find_words: FindWords) -> str:
    """The list as HTML, '' when there are no problems. `find_words` gives texts to search for on the page."""
    if not problems:
        return ""
    here = [problem for problem in problems if problem.place.path == shown.source]
    elsewhere = [problem for problem in problems if problem.place.path != shown.source]
    has_errors = any(problem.severity == ERROR for problem in problems)
    grade = "error" if has_errors else "warning"
    label = ("Last good version" if shown.is_there else "No site yet") if has_errors else "plainleaf"
    parts = [
        f'<section class="panel {grade}" lang="en" dir="ltr" aria-label="Problems found by plainleaf">',
        f"<details{' open' * has_errors}>",
        f"<summary>{_title(here, elsewhere, label)}</summary>",
        '<div class="body">',
        f'<p class="stale">{LAST_GOOD if shown.is_there else NO_SITE}</p>' if has_errors else "",
        _section("On this page", (_item(each, _button(each, shown, find_words)) for each in here), len(here)),
        _why([problem for problem in elsewhere if problem.severity == ERROR], shown),
        _others([problem for problem in elsewhere if problem.severity != ERROR], shown),
        "</div></details></section>",
    ]
    return "".join(parts)


def _title(here: Sequence[Problem], elsewhere: Sequence[Problem], label: str) -> str:
    counts = [f"{_count(here)} on this page"] if here else []
    counts += [f"{_count(elsewhere)} {'elsewhere' if here else 'on other pages'}"] if elsewhere else []
    return f'<span class="label">{label}</span> <span class="counts">{", ".join(counts)}</span>'


def _count(problems: Sequence[Problem]) -> str:
    report = Report()
    report.extend(problems)
    return count_in_words(report)


def _section(title: str, items: Iterable[str], count: int) -> str:
    if not count:
        return ""
    more = count - MOST
    rest = f'<p class="more">And {more} more. The terminal lists all of them.</p>' if more > 0 else ""
    listed = "".join(islice(items, MOST))
    return f'<p class="where">{title}</p><ul class="problems" aria-label="{title}">{listed}</ul>{rest}'


def _why(errors: Sequence[Problem], shown: Shown) -> str:
    """The errors of other files in full: they are why the last change is not shown."""
    items = (_item(each, _link(shown.addresses.get(each.place.path, ""))) for each in errors)
    return _section("In other files", items, len(errors))


def _link(address: str) -> str:
    return f'<a href="{_address(address)}">Go to that page</a>' if address else ""


def _button(problem: Problem, shown: Shown, find_words: FindWords) -> str:
    if not shown.is_there:
        return ""
    # Without words to search for, the script shows the heading of the page.
    line, words = problem.place.line, find_words(problem)
    return f'<button type="button" data-find="{" ".join(words)}">Show line {line} on the page</button>'


def _others(warnings: Sequence[Problem], shown: Shown) -> str:
    """How many warnings each other file has."""
    items: list[str] = []
    for path, found in groupby(warnings, key=lambda problem: problem.place.path):
        address = shown.addresses.get(path, "")
        name = html.escape(path)
        link = f'<a href="{_address(address)}">{name}</a>' if address else f"<code>{name}</code>"
        items.append(f'<li class="other">{link} <span>{_count(list(found))}</span></li>')
    return _section("Warnings in other files", items, len(items))


def _address(address: str) -> str:
    return html.escape(quote(address, safe="/%"))


def _item(problem: Problem, link: str) -> str:
    """A problem in full, with a `link` to its spot."""
    place = problem.place
    grade = "Error" if problem.severity == ERROR else "Warning"
    return (
        f'<li class="{problem.severity}"><p class="what"><strong class="grade">{grade}:</strong> '
        f"{html.escape(problem.message)}</p>"
        f'<p class="fix"><strong>To fix it:</strong> {html.escape(problem.fix)}</p>'
        f'<p class="place"><code>{html.escape(place.path)}:{place.line}:{place.column}</code> '
        f'<span class="rule">{html.escape(problem.rule)}</span></p>'
        f"{link}</li>"
    )
