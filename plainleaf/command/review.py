"""`review`: shows what changed in a page since its last review, asks, and records that a person has reviewed it.

Only this command writes a review mark, and it shows the text first, so that nobody copies a mark to silence a problem.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from plainleaf.command.agreement import agrees, ask, difference, replace_unchanged
from plainleaf.command.streams import refuse
from plainleaf.content.config.today import settle_day
from plainleaf.content.load import load
from plainleaf.content.page import Page
from plainleaf.content.read import Pages, read
from plainleaf.index.addresses import path_from
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.options import Options
from plainleaf.problems import ERROR, Place, Report, closest

LINE_END = re.compile(r"\r\n|\r|\n")
# A key with its value on the same line, and maybe a comment.
SCALAR = re.compile(r"^(\w+[ \t]*:[ \t]*)(\"[^\"]*\"|'[^']*'|[^#]*?)([ \t]+#.*)?$")
CHANGES = "changes"


class Wish(Struct, frozen=True):
    """What a person wants to record: of which file, by whom, whether only the wording changed, and a note of what."""

    file: str
    by: str
    is_editorial: bool
    note: str


class RefusedError(Exception):
    """A review that cannot be recorded; its text says why."""


def review_page(options: Options, wish: Wish) -> int:
    """Record a review in the front matter of a page. Gives the exit code: 0, 1 if nobody agreed to it, 2 if refused."""
    report = Report()
    inputs = load(options.root, report)
    pages = read(inputs, report)
    options = settle_day(options, inputs.settings, inputs.unclear, Report())
    try:
        page = _find_page(options.root, wish.file, pages)
        person = _find_person(wish.by, pages)
        _refuse(page, person, report, is_editorial=wish.is_editorial)
        return _record(options.root, page, person, wish, options.day)
    except RefusedError as refusal:
        return refuse(str(refusal))


def _find_page(root: Path, name: str, pages: Pages) -> Page:
    by_path = {page.path: page for page in pages.pages}
    path = Path(name)
    near = path.resolve() if path.exists() else root.resolve() / path
    key = near.relative_to(root.resolve()).as_posix() if near.is_relative_to(root.resolve()) else name
    page = by_path.get(key) or by_path.get(f"content/{name}")
    if page is None:
        guess = closest(key, by_path)
        raise RefusedError(f"there is no page {name}." + (f" Did you mean {guess}?" if guess else ""))
    return page


def _find_person(name: str, pages: Pages) -> Page:
    persons = {page.page: page for page in pages.pages if page.kind.is_person}
    below = re.sub(r"^(?:content/[^/]+/)?", "", name)
    found = persons.get(below) or next((each for each in persons.values() if Path(each.page).stem == name), None)
    if found is None:
        raise RefusedError(f"there is no person {name}. These are there: {', '.join(sorted(persons)) or 'none'}.")
    return found


def _refuse(page: Page, person: Page, report: Report, *, is_editorial: bool) -> None:
    """Raise RefusedError where this person cannot sign this page."""
    faults = [each for each in report.problems if each.severity == ERROR and each.place.path == page.path]
    if faults:
        raise RefusedError(f"{page.path} has errors. Mend them first: line {faults[0].place.line}, {faults[0].message}")
    if page.review is None:
        raise RefusedError(f"{page.path} is of the kind {page.kind.name}, which is not reviewed.")
    author = page.review.author.name
    # As in front matter: from the page's own folder, or from the language's.
    names = {path_from(page.page, author), path_from("", author)}
    if not is_editorial and person.page in names:
        raise RefusedError(f"{person.basics.title} wrote this page. Another person has to review it.")
    if is_editorial and not page.review.review_mark:
        raise RefusedError(f"{page.path} has never been reviewed, so no change to it can be called editorial.")
    if is_editorial and not page.is_edited:
        raise RefusedError(f"{page.path} is the text that was reviewed. There is nothing to record.")


def _record(root: Path, page: Page, person: Page, wish: Wish, today: date) -> int:
    """Show the changes, ask, and write the front matter."""
    assert page.review is not None
    file = (root / page.path).resolve()
    before = file.read_bytes()
    text = before.decode()
    print(_changes_since(root, page, text), end="")
    note = wish.note
    if page.is_edited and not note:
        note = ask("What changed, in a sentence for readers? ")
        if not note:
            raise RefusedError("the text was edited after its last review, so the change needs a --note.")
    who = person.basics.title
    question = f"Does {who} approve exactly this text of {page.path}?"
    if wish.is_editorial:
        question = f"Does {who} say that no medical meaning of {page.path} changed?"
        note = f"{note} ({who})"
    if not agrees(question):
        return refuse(f"{page.path} was not changed.", 1)
    values = {"review_mark": json.dumps(page.mark)}
    if not wish.is_editorial:
        values |= {"reviewer": person.page, "reviewed": today.isoformat()}
    entry = (today, "editorial" if wish.is_editorial else "clinical", note) if note else None
    try:
        replace_unchanged(file, before, sign(text, page.front_places, values, entry).encode())
    except OSError as error:
        raise RefusedError(f"{page.path} was not changed: {error.strerror}") from error
    done = "The change was recorded as editorial." if wish.is_editorial else "The review was recorded."
    print(f"{done} Look at {page.path}, and keep it with the site's files.")
    return 0


def _changes_since(root: Path, page: Page, text: str) -> str:
    """What a reviewer is shown: the difference from the text that was last reviewed, where git knows it."""
    assert page.review is not None
    mark = page.review.review_mark
    if not mark:
        return f"This is the first review of {page.path}: read the whole page.\n"
    if not page.is_edited:
        return "The text is the one that was reviewed. Read it again as it is.\n"
    reviewed = _reviewed_text(root, page.path, mark)
    if reviewed is None:
        return "git does not have the text that was reviewed, so what changed is not known: read the whole page.\n"
    return difference(reviewed, text, f"{page.path} (as reviewed)", page.path)


def _reviewed_text(root: Path, path: str, mark: str) -> str | None:
    """The text of a file in the commit that brought its review mark; None if git does not know it."""
    safe = ("--no-ext-diff", "--no-textconv")
    commit = _git(root, "log", "-1", "--format=%H", *safe, f"-S{mark}", "--", path)
    return _git(root, "show", *safe, f"{commit.strip()}:./{path}") if commit and commit.strip() else None


def _git(root: Path, *arguments: str) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    try:
        run = subprocess.run(  # noqa: S603 - the arguments are ours, a mark and a path of the site
            (git, *arguments), cwd=root, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return run.stdout if run.returncode == 0 else None


def sign(
    text: str, places: Mapping[str, tuple[int, int]], values: Mapping[str, str], entry: tuple[date, str, str] | None
) -> str:
    """The text of a page with fields of its front matter set, and a change recorded; all other lines stay.

    `places` has line and column of each field that is there. Raises RefusedError where the front matter is written in
    a way that this cannot change.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    lines = LINE_END.split(text)
    insertions: list[tuple[int, list[str]]] = []
    for key, value in values.items():
        if key in places:
            lines[places[key][0] - 1] = _with_value(lines[places[key][0] - 1], key, value)
        else:
            insertions.append((places["reviewed"][0], [f"{key}: {value}"]))
    if entry:
        insertions.append(_entry_lines(lines, places, entry))
    # From the end, so that the numbers of the lines above stay right.
    for at, added in sorted(insertions, key=lambda each: each[0], reverse=True):
        lines[at:at] = added
    signed = end.join(lines)
    if not _has(signed, values):
        by_hand = ", ".join(f"{key}: {value}" for key, value in values.items())
        raise RefusedError(f"the fields are written in an unusual way. Write by hand: {by_hand}")
    return signed


def _with_value(line: str, key: str, value: str) -> str:
    found = SCALAR.match(line)
    if found is None or not found[1].startswith(key):
        raise RefusedError(f"'{key}' is not written on one line. Write it as: {key}: {value}")
    return f"{found[1].rstrip()} {value}{found[3] or ''}"


def _entry_lines(
    lines: list[str], places: Mapping[str, tuple[int, int]], entry: tuple[date, str, str]
) -> tuple[int, list[str]]:
    """The line before which a change is put, and its lines."""
    day, kind, note = entry
    indent = "  "
    if CHANGES in places:
        at = places[CHANGES][0]
        if not re.fullmatch(rf"{CHANGES}[ \t]*:[ \t]*(?:\[\])?[ \t]*(?:#.*)?", lines[at - 1]):
            raise RefusedError(f"'{CHANGES}' is not written as a list with one entry below the other.")
        lines[at - 1] = f"{CHANGES}:"
        first = next((line for line in lines[at:] if line.strip() and not line.lstrip().startswith("#")), "")
        entry_start = re.match(r"([ \t]*)- ", first)
        indent = entry_start[1] if entry_start else indent
        while re.match(r"[ \t]+\S|-[ \t]|[ \t]*(?:#.*)?$", lines[at]) and not lines[at].startswith("---"):
            at += 1
        while not lines[at - 1].strip():
            at -= 1
        head = []
    else:
        at = _end_of_front(lines)
        head = [f"{CHANGES}:"]
    said = json.dumps(note, ensure_ascii=False)
    return at, [*head, f"{indent}- date: {day}", f"{indent}  type: {kind}", f"{indent}  note: {said}"]


def _end_of_front(lines: list[str]) -> int:
    """The index of the line that ends front matter, which is there: it was read."""
    return next(number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == "---")


def _has(text: str, values: Mapping[str, str]) -> bool:
    """Whether the front matter of a text has these values."""
    lines = LINE_END.split(text)
    front = read_yaml("\n".join(lines[1 : _end_of_front(lines)]), Place("", 2))
    if not isinstance(front, Node) or not isinstance(front.value, Pairs):
        return False
    return all(front.value.values[key].value == value.strip('"') for key, value in values.items())
