"""`codeowners`: write a CODEOWNERS file, from which a Git host knows whom to ask about a change to which file.

A clinical page is for its reviewer and its owner, a set of red flags for whoever approved it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from plainleaf.command.streams import refuse
from plainleaf.content.details import RED_FLAGS_ROLE
from plainleaf.content.load import Inputs, load
from plainleaf.content.page import Page
from plainleaf.content.read import Pages, read
from plainleaf.content.red_flags.sets import FOLDER, path_of
from plainleaf.index.addresses import path_from
from plainleaf.index.reviewers import Reviewers, find_reviewers, person_named
from plainleaf.input.around_site import find_repository
from plainleaf.input.opening import replace_file
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Report
from plainleaf.problems.reports import count_in_words, format_report

FILE = "CODEOWNERS"
# GitHub looks here first, and then at no other file.
ELSEWHERE = f".github/{FILE}"
FIRST_LINE = (
    "# Written by `plainleaf codeowners` from the owners and reviewers of the pages. Run it again to change it."
)
# What has a meaning in a pattern, or ends it.
SIGNS = lazy_pattern(r"([\\ *?\[\]#!])")


class Line(Struct, frozen=True):
    """One line of the file: a path from the site's folder, and whoever is asked, by page of a person or by name."""

    path: str
    people: tuple[str, ...]


def write_codeowners(root: Path) -> int:
    """Write CODEOWNERS where the repository begins. Returns 0, 1 if the site has errors, 2 if refused."""
    report = Report()
    inputs = load(root, report)
    pages = read(inputs, report)
    if report.has_errors:
        sys.stdout.write(format_report(report, "text"))
        print(f"{FILE} was not written: {count_in_words(report)}.")
        return 1
    top = find_repository(root)
    if why := _why_not(top):
        return refuse(why)
    known = _find_accounts(inputs, pages)
    lines = [*_find_lines(inputs, pages)]
    below = root.relative_to(top).as_posix()
    text, count = _to_text(lines, known, "/" if below == "." else f"/{below}/")
    if not count:
        return refuse("nobody has an account. Write 'account: NAME' on the page of each person who reviews.")
    try:
        replace_file(top / FILE, text.encode())
    except OSError as error:
        return refuse(f"{top / FILE} cannot be written: {error.strerror}", 1)
    _report_missing(lines, known)
    print(f"{top / FILE} has {count} lines. Keep it with the site's files.")
    return 0


def _why_not(top: Path) -> str:
    """Why the file must not be written; "" if it may be."""
    if (top / ELSEWHERE).exists():
        return f"{top / ELSEWHERE} exists, and GitHub would read no other. Delete it first."
    try:
        first = (top / FILE).read_text("utf-8", "replace").partition("\n")[0]
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"{top / FILE} cannot be read: {error.strerror}"
    return (
        "" if first.strip() == FIRST_LINE else f"{top / FILE} was written by somebody else. Delete or rename it first."
    )


def _find_accounts(inputs: Inputs, pages: Pages) -> Mapping[str, str]:
    """The account of each person, by the path and by the title of the person's page, and of each team by its name."""
    accounts = dict(inputs.settings.accounts)
    for page in pages.pages:
        if page.kind.is_person and page.details.account:
            accounts |= {page.page: page.details.account, page.basics.title: page.details.account}
    return accounts


def _find_lines(inputs: Inputs, pages: Pages) -> Iterator[Line]:
    """Who is asked about which file. Of the lines that fit a file the last one counts, so single files come last."""
    reviewers = find_reviewers(pages.pages)
    approvers = reviewers.having(RED_FLAGS_ROLE)
    for language in inputs.settings.languages.names if approvers else ():
        yield Line(f"content/{language}/{FOLDER}/", approvers)
    for language, sets in inputs.red_flags.items():
        for name, flags in sets.known.items():
            if flags.approved_by is not None:
                yield Line(path_of(language, name), (path_from("", flags.approved_by.name),))
    for page in sorted(pages.pages, key=lambda each: each.path):
        if asked := _asked_about(page, reviewers):
            yield Line(page.path, asked)


def _asked_about(page: Page, reviewers: Reviewers) -> tuple[str, ...]:
    review = page.review
    owner = review.owner if review is not None else getattr(page.details, "owner", "")
    reviewer = person_named(page, review.reviewer.name, reviewers) if review is not None else ""
    of_person = path_from("", owner) if owner else ""
    return tuple(filter(None, (reviewer, of_person if of_person in reviewers.roles else owner)))


def _to_text(lines: list[Line], known: Mapping[str, str], prefix: str) -> tuple[str, int]:
    """The text of the file, and how many lines it has below the first."""
    written: list[str] = []
    for line in lines:
        accounts = dict.fromkeys(_as_written(known[person]) for person in line.people if person in known)
        if accounts:
            written.append(f"{SIGNS.sub(_escape, prefix + line.path)} {' '.join(accounts)}")
    return "\n".join([FIRST_LINE, *written, ""]), len(written)


def _escape(sign: re.Match[str]) -> str:
    return f"\\{sign[1]}"


def _as_written(account: str) -> str:
    return account if "@" in account else f"@{account}"


def _report_missing(lines: list[Line], known: Mapping[str, str]) -> None:
    """Say on standard error who would be asked, and has no account."""
    missing = Counter(person for line in lines for person in line.people if person not in known)
    for person, number in missing.most_common():
        how = (
            "Write 'account: NAME' on that page"
            if person.endswith(".md")
            else "Name it under 'accounts' in config.yaml"
        )
        files = "1 file" if number == 1 else f"{number} files"
        print(f"plainleaf: {person} has no account, so nobody is asked as such about {files}. {how}.", file=sys.stderr)
