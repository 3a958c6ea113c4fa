"""What was sent, as answers to the questions of a form, and the page that shows what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import parse_qsl

from plainleaf.patterns import lazy_pattern
from plainleaf.receiver.pack import Pack, PackPage, Question, Slot

# More answers than any form has boxes to tick.
MAX_ANSWERS = 200
# Two names of the slot with which a page says that nothing was sent, whatever was entered.
REQUEST, UNSENT = "plainleaf_request", "unsent"
# What no page shows and no text of a person holds; a line break and a tab are left.
CONTROL = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")

Sent = Mapping[str, list[str]]
# The answers to each question.
Entries = Mapping[str, list[str]]
# What is wrong with an answer, by the name of its question.
Errors = Mapping[str, str]
NOTHING_SENT: Errors = {REQUEST: UNSENT}


def read_body(body: bytes) -> Sent:
    """What was sent, by name. Nothing, if no browser would send that for such a form."""
    sent: dict[str, list[str]] = {}
    try:
        text = body.decode("ascii", errors="replace")
        pairs = parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=MAX_ANSWERS)
    except ValueError:
        return {}
    for name, entry in pairs:
        sent.setdefault(name, []).append(entry)
    return sent


def find_page(pack: Pack, sent: Sent) -> tuple[str, PackPage]:
    """The page that a request comes from, with its name; the first one if it names none that there is."""
    name = sent.get(pack.page_field, [""])[0]
    page = pack.pages.get(name)
    return (name, page) if page else next(iter(pack.pages.items()))


def read_answers(page: PackPage, sent: Sent) -> Entries:
    """The answers to each question of a page."""
    return {question.name: read_answer(question, sent.get(question.name, [])) for question in page.fields}


def read_answer(question: Question, sent: Iterable[str]) -> list[str]:
    """The answers to a question: those that it offers, one where only one can be chosen, or one text."""
    given = list(sent)
    if question.options:
        known = [option for option in question.options if option in given]
        return known if question.type == "choices" else known[:1]
    if question.type == "area":
        texts = [CONTROL.sub("", text.replace("\r\n", "\n")).strip() for text in given[:1]]
    else:
        texts = [" ".join(CONTROL.sub(" ", text).split()) for text in given[:1]]
    return [text for text in texts if text]


def cut(page: PackPage, entries: Entries) -> Entries:
    """The answers, no longer than the questions allow: what is refused is not sent back at any length."""
    lengths = {question.name: question.max_length for question in page.fields if not question.options}
    return {name: [text[: lengths.get(name)] for text in given] for name, given in entries.items()}


def find_errors(page: PackPage, sent: Sent, entries: Entries) -> Errors:
    """What is wrong with each answer; a question that is answered well is left out.

    Nothing is dropped in silence: where an answer is not among `entries`, as from an older page, nothing was sent.
    """
    if not sent:
        return NOTHING_SENT
    found = {question.name: find_error(question, entries[question.name]) for question in page.fields}
    errors = {name: error for name, error in found.items() if error}
    is_dropped = any(
        question.name not in errors and _is_dropped(question, sent.get(question.name, []), entries[question.name])
        for question in page.fields
    )
    return {**errors, **NOTHING_SENT} if is_dropped else errors


def _is_dropped(question: Question, sent: Iterable[str], entries: Iterable[str]) -> bool:
    """Whether something was chosen that is not offered, or more than can be chosen."""
    return bool(question.options) and bool({text for text in sent if text}.difference(entries))


def find_error(question: Question, entries: list[str]) -> str:
    """What is wrong with the answers to a question, "" for nothing."""
    if not entries:
        return "missing" if "missing" in question.errors else ""
    if question.options:
        return ""
    if len(entries[0]) > question.max_length:
        return "long"
    return "wrong" if question.pattern and not re.fullmatch(question.pattern, entries[0]) else ""


def fill_in(page: PackPage, entries: Entries, errors: Errors) -> str:
    """The HTML of a page that says what is wrong, and keeps what was entered."""
    return "".join(piece if isinstance(piece, str) else _fill_slot(piece, entries, errors) for piece in page.pieces)


def _fill_slot(slot: Slot, entries: Entries, errors: Errors) -> str:
    if slot.entry:
        return escape("".join(entries.get(slot.entry, [])))
    if slot.chosen:
        is_needed = slot.chosen in entries.get(slot.field, [])
    elif slot.error:
        is_needed = errors.get(slot.field) == slot.error
    else:
        is_needed = not slot.field or slot.field in errors
    return slot.html if is_needed else ""
