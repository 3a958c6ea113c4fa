"""The list of problems shown over a page while it is edited, as HTML. It is never published."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, islice
from urllib.parse import quote

from msgspec import Struct

from plainleaf.problems import ERROR, WARNING, Problem, Report
from plainleaf.problems.reports import count_in_words

# How many problems a section lists.
MAX_LISTED = 50
LAST_GOOD = "Your last change is not shown. You see the site as it was before, until the errors are fixed."
NO_SITE = "There is no page to show yet. It appears as soon as the errors are fixed."
# What the script fills in for one problem, and shows beside the sentence.
ADVICE = (
    '<section class="advice" tabindex="-1" lang="en" dir="ltr" aria-label="Problem found by plainleaf">'
    '<p class="steps"><span class="count"></span><button type="button" class="previous">Previous</button>'
    '<button type="button" class="next">Next</button><button type="button" class="back">Back to the list</button></p>'
    '<p class="keys">Keys: n for the next, p for the previous, Escape for the list</p></section>'
)

FindWords = Callable[[Problem], Sequence[str]]


class Shown(Struct, frozen=True):
    """The page in the browser: its source, if it has one, and the addresses of all pages by their source.

    `is_there` is False before the first build without errors.
    """

    source: str
    addresses: Mapping[str, str]
    is_there: bool


def make_banner(standing: str) -> str:
    """The note above a page that is not on the published site, '' for one that is."""
    return f'<p class="standing" lang="en" dir="ltr">{html.escape(standing)}</p>' if standing else ""


def make_overlay(problems: Sequence[Problem], shown: Shown, find_words: FindWords) -> str:
    """The list as HTML, '' if there are no problems. `find_words` returns texts to search for on the page."""
    if not problems:
        return ""
    errors, warnings = _part(problems, lambda problem: problem.severity == ERROR)
    grade = ERROR if errors else WARNING
    label = ("Last good version" if shown.is_there else "No site yet") if errors else "plainleaf"
    (errors_here, errors_elsewhere), (here, elsewhere) = (
        _part(found, lambda problem: problem.place.path == shown.source) for found in (errors, warnings)
    )
    there = "elsewhere" if errors_here or here else "on other pages"
    counts = ", ".join(filter(None, (_count(errors_here, errors_elsewhere, there), _count(here, elsewhere, there))))
    parts = [
        f'<section class="panel {grade}" lang="en" dir="ltr" aria-label="Problems found by plainleaf">',
        f"<details{' open' * bool(errors)}>",
        f'<summary><span class="label">{label}</span> <span class="counts">{counts}</span></summary>',
        '<div class="body">',
        f'<p class="stale">{LAST_GOOD if shown.is_there else NO_SITE}</p>' if errors else "",
        # The errors that hold the last change back come first.
        _on_this_page("Errors", errors_here, shown, find_words),
        _why(errors_elsewhere, shown),
        _on_this_page("Warnings", here, shown, find_words),
        _others(elsewhere, shown),
        "</div></details></section>",
    ]
    return "".join(parts)


def _part(
    problems: Sequence[Problem], belongs: Callable[[Problem], bool]
) -> tuple[Sequence[Problem], Sequence[Problem]]:
    """The problems that belong here, and the others."""
    return [each for each in problems if belongs(each)], [each for each in problems if not belongs(each)]


def _count(here: Sequence[Problem], elsewhere: Sequence[Problem], there: str) -> str:
    """How many problems of one severity there are: '3 errors (1 on this page)'; '' for none."""
    if here and elsewhere:
        return f"{_in_words([*here, *elsewhere])} ({len(here)} on this page)"
    return f"{_in_words(here)} on this page" if here else f"{_in_words(elsewhere)} {there}" if elsewhere else ""


def _in_words(problems: Sequence[Problem]) -> str:
    report = Report()
    report.extend(problems)
    return count_in_words(report)


def _section(title: str, items: Iterable[str], count: int) -> str:
    if not count:
        return ""
    more = count - MAX_LISTED
    rest = f'<p class="more">And {more} more. The terminal lists all of them.</p>' if more > 0 else ""
    listed = "".join(islice(items, MAX_LISTED))
    return f'<p class="where">{title}</p><ul class="problems" aria-label="{title}">{listed}</ul>{rest}'


def _on_this_page(grade: str, problems: Sequence[Problem], shown: Shown, find_words: FindWords) -> str:
    items = (_item(each, _button(each, shown, find_words)) for each in problems)
    return _section(f"{grade} on this page", items, len(problems))


def _why(errors: Sequence[Problem], shown: Shown) -> str:
    """The errors of other files in full: they are why the last change is not shown."""
    items = (_item(each, _link(shown.addresses.get(each.place.path, ""))) for each in errors)
    return _section("Errors in other files", items, len(errors))


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
        items.append(f'<li class="other">{link} <span>{_in_words(list(found))}</span></li>')
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
