"""`review`: shows what changed in a text since it was signed, asks, and records that a person has reviewed it.

Only this command writes a mark, and it shows the text first, so that nobody copies a mark to silence a problem.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.command.agreement import agrees, ask, difference, replace_unchanged
from plainleaf.command.reviewing.earlier_text import find_signed_text
from plainleaf.command.reviewing.signature import RefusedError, Signature, sign
from plainleaf.command.reviewing.subjects import Subject, find_subject
from plainleaf.command.site_read import read_site
from plainleaf.command.streams import refuse
from plainleaf.command.translating.fields import GROUP, set_fields
from plainleaf.content.page import Page
from plainleaf.content.read import Pages
from plainleaf.index.reviewers import Reviewers, find_reviewers
from plainleaf.options import Options
from plainleaf.problems import Report


class ReviewArguments(Struct, frozen=True):
    """What a person wants to record: of which file, by whom, whether only the wording changed, and a note of what."""

    file: str
    by: str
    is_editorial: bool
    note: str


def review_file(options: Options, chosen: ReviewArguments) -> int:
    """Record a review in a page or a set of red flags. Returns the exit code: 0, 1 if nobody agreed, 2 if refused."""
    report = Report()
    site = read_site(options, report)
    try:
        subject = find_subject(chosen.file, site.inputs, site.pages, report)
        person = _find_person(chosen.by, site.pages)
        _refuse(subject, person, find_reviewers(site.pages.pages), is_editorial=chosen.is_editorial)
        return _record(options.root, subject, person, chosen, site.options.day)
    except RefusedError as refusal:
        return refuse(str(refusal))


def _find_person(name: str, pages: Pages) -> Page:
    persons = {page.page: page for page in pages.pages if page.kind.is_person}
    below = re.sub(r"^(?:content/[^/]+/)?", "", name)
    found = persons.get(below) or next((each for each in persons.values() if Path(each.page).stem == name), None)
    if found is None:
        raise RefusedError(f"there is no person {name}. These are there: {', '.join(sorted(persons)) or 'none'}.")
    return found


def _refuse(subject: Subject, person: Page, reviewers: Reviewers, *, is_editorial: bool) -> None:
    """Raise RefusedError where this person cannot sign this text."""
    if not is_editorial:
        if person.page in subject.authors:
            raise RefusedError(f"{person.basics.title} wrote this page. Another person has to review it.")
        if reviewers.is_among(person.page, subject.translator):
            raise RefusedError(f"{person.basics.title} translated this page. Another person has to check that.")
        if reviewers.lacks(person.page, subject.role):
            able = " or ".join(reviewers.having(subject.role)) or "no one"
            who = f"{person.basics.title} does not have '{subject.role}' in 'reviews'"
            raise RefusedError(f"{who}, which {subject.path} needs; {able} does.")
        return
    if not subject.is_page:
        raise RefusedError("every word of a set of red flags counts, so it has to be approved, without --editorial.")
    if not subject.signed:
        raise RefusedError(f"{subject.path} has never been reviewed, so no change to it can be called editorial.")
    if not subject.is_edited:
        raise RefusedError(f"{subject.path} is the text that was reviewed. There is nothing to record.")


def _record(root: Path, subject: Subject, person: Page, chosen: ReviewArguments, today: date) -> int:
    """Show the changes, ask, and write the fields."""
    file = (root / subject.path).resolve()
    before = file.read_bytes()
    text = before.decode()
    print(_changes_since(root, subject, text), end="")
    note = chosen.note
    if subject.is_edited and not note:
        note = ask(f"What changed, in a sentence{' for readers' * subject.is_page}? ")
        if not note:
            raise RefusedError("the text was edited after its last review, so the change needs a --note.")
    who = person.basics.title
    question = f"Does {who} approve exactly this text of {subject.path}?"
    if chosen.is_editorial:
        question = f"Does {who} say that no medical meaning of {subject.path} changed?"
        note = f"{note} ({who})"
    if not agrees(question):
        return refuse(f"{subject.path} was not changed.", 1)
    signature = _make_signature(subject, person, note, today, is_editorial=chosen.is_editorial)
    try:
        signed = _sign(text, subject, signature)
        replace_unchanged(file, before, signed.encode())
    except OSError as error:
        raise RefusedError(f"{subject.path} was not changed: {error.strerror}") from error
    done = "The change was recorded as editorial." if chosen.is_editorial else "The review was recorded."
    print(f"{done} Look at {subject.path}, and keep it with the site's files.")
    return 0


def _make_signature(subject: Subject, person: Page, note: str, today: date, *, is_editorial: bool) -> Signature:
    names, day, said = subject.names, today.isoformat(), json.dumps(note, ensure_ascii=False)
    values = {names.mark: json.dumps(subject.mark)} if subject.has_mark else {}
    if not is_editorial:
        values = {names.who: person.page, names.day: day, **values}
    if subject.is_page:
        entry = {"date": day, "type": "editorial" if is_editorial else "clinical", "note": said} if note else {}
    else:
        entry = {"date": day, "by": person.page, **({"note": said} if note else {})}
    return Signature(values, "reviewed" if subject.is_page else names.day, names.history, entry)


def _sign(text: str, subject: Subject, signature: Signature) -> str:
    """The text with a signature, whose fields of the translation are in a group of their own."""
    prefix, places = f"{GROUP}.", subject.places
    inner = {key.removeprefix(prefix): value for key, value in signature.values.items() if key.startswith(prefix)}
    if inner:
        changed = set_fields(text, places, inner)
        if changed is None:
            raise RefusedError(f"give '{GROUP}:' and each of its fields a line of its own.")
        text, places = changed
    outer = {key: value for key, value in signature.values.items() if not key.startswith(prefix)}
    if not outer and not signature.entry:
        return text
    return sign(text, places, replace(signature, values=outer), is_page=subject.is_page)


def _changes_since(root: Path, subject: Subject, text: str) -> str:
    """What a reviewer is shown: the difference from the text that was last signed, where git knows it."""
    if not subject.signed:
        return f"This is the first review of {subject.path}: read all of it.\n"
    if not subject.is_edited:
        return "The text is the one that was reviewed. Read it again as it is.\n"
    original = f"{subject.translates} was changed since: compare the two.\n" if subject.translates else ""
    before = find_signed_text(root, subject.path, subject.signed)
    if before is None:
        unknown = "git does not have the text that was reviewed, so what changed is not known"
        return f"{original}{unknown}: read all of it.\n"
    return original + difference(before, text, f"{subject.path} (as reviewed)", subject.path)
