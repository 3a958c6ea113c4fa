"""What a report says of each page: its grade, its review, its translations, and what was found on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from plainleaf.checks import is_older, make_page_text, make_term_forms
from plainleaf.command.upkeep.events import state_of_review
from plainleaf.content.load import Inputs
from plainleaf.content.page import Page
from plainleaf.content.read import Pages, read_body
from plainleaf.index.directory import Directory
from plainleaf.problems import ERROR, Problem, Report
from plainleaf.words import Readability, TermForms, measure


class PageRow(Struct, frozen=True):
    """One page, or a file that is no page, with what was found in it.

    `standing` is draft, later, over or published, "" for other files. `grade` is a school grade, and `ease` a score of
    INFLESZ; None where a text is too short or its language has no formula. `sources` and `old_sources` are numbers.
    """

    path: str
    title: str
    kind: str
    language: str
    standing: str
    url: str
    findings: tuple[Problem, ...]
    grade: float | None = None
    ease: float | None = None
    review: str = ""
    due: date | None = None
    people: str = ""
    translations: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    sources: int | None = None
    old_sources: int = 0

    @property
    def errors(self) -> int:
        """The number of errors."""
        return sum(problem.severity == ERROR for problem in self.findings)


def make_rows(inputs: Inputs, pages: Pages, directory: Directory, problems: Sequence[Problem]) -> list[PageRow]:
    """A row for each page, and after them one for each other file in which something was found."""
    by_file: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_file[problem.place.path].append(problem)
    terms = {language: make_term_forms(found) for language, found in inputs.terms.items()}
    rows = []
    for page in sorted(directory.index.pages.values(), key=lambda each: each.path):
        scores = _measure(page, pages, inputs, terms[page.language])
        rows.append(_make_row(page, directory, scores, tuple(by_file.pop(page.path, ()))))
    others = (PageRow(path, path, "", "", "", "", tuple(found)) for path, found in sorted(by_file.items()))
    return [*rows, *others]


def _make_row(page: Page, directory: Directory, scores: Readability | None, findings: tuple[Problem, ...]) -> PageRow:
    found = {
        language: directory.index.find(language, page.page) is not None
        for language in directory.settings.languages.names
        if language != page.language
    }
    review = state_of_review(page, directory)
    evidence = page.review.evidence if page.review else ()
    years = directory.settings.policies.evidence_years
    return PageRow(
        page.path, page.basics.title, page.kind.name, page.language, directory.index.statuses[page.path],
        directory.addresses.absolute(directory.url(page)) if page.kind.has_own_page else "", findings,
        scores.adjusted_smog if scores else None, scores.adjusted_inflesz if scores else None,
        review[0] if review else "", review[1] if review else None, _people(page, directory),
        tuple(language for language, is_there in found.items() if is_there),
        tuple(language for language, is_there in found.items() if not is_there),
        len(evidence) if page.review else None,
        sum(is_older(source.published, years, directory.as_of) for source in evidence),
    )  # fmt: skip


def _measure(page: Page, pages: Pages, inputs: Inputs, terms: tuple[TermForms, ...]) -> Readability | None:
    """The scores of a page; None if its text cannot be read, is too short, or is set by law."""
    body = read_body(page, pages, inputs, Report())
    if body is None or page.kind.text.is_legal:
        return None
    scores = measure(make_page_text(page, body, (), inputs.components), terms)
    return None if scores.is_indicative else scores


def _people(page: Page, directory: Directory) -> str:
    """Who keeps a page, and who reviewed it."""
    if page.review is None:
        return ""
    reviewer = directory.index.find(page.language, page.review.reviewer.name)
    name = reviewer.basics.title if reviewer else page.review.reviewer.name
    return f"{page.review.owner or 'nobody named'}; reviewed by {name}"
