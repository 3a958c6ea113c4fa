"""Requests in the terminal, as a page to print, and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Sequence
from datetime import datetime, tzinfo

from msgspec import Struct

from plainleaf.command.receiving.opened import Request
from plainleaf.command.receiving.recovery_sheet import fill_template
from plainleaf.command.strangers_text import for_cell, make_harmless, on_one_line

WIDEST_NAME = 32
FORM_WIDTH, LANGUAGE_WIDTH = 10, 5
# Each line of an answer begins with this, so that no answer can look like a part of the list around it.
MARGIN = "  | "


class Row(Struct, frozen=True):
    """An answer on a printed page: the question, and all that was answered to it."""

    label: str
    text: str


def list_requests(requests: Sequence[Request], zone: tzinfo | None) -> str:
    """A table with a line for each request."""
    names = ("No.", "Received", "Form", "Lang.", "State", "From")
    rows = [names, *(_cells(request, zone) for request in requests)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(names))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines)


def _cells(request: Request, zone: tzinfo | None) -> tuple[str, ...]:
    state = "answered" if request.answered else "new"
    return (
        str(request.number), in_words(request.received, zone), on_one_line(request.form, FORM_WIDTH),
        on_one_line(request.language, LANGUAGE_WIDTH), state, _sender(request),
    )  # fmt: skip


def _sender(request: Request) -> str:
    """The first answer, which is mostly the name, or why it cannot be read."""
    if request.content is None:
        return f"cannot be opened: {request.fault}"
    answers = request.content.answers
    named = [answer for answer in answers if answer.name == "name"] or list(answers)
    return on_one_line(named[0].value, WIDEST_NAME) if named else ""


def in_words(moment: datetime, zone: tzinfo | None) -> str:
    """A moment in a time zone; without one in that of the computer, which it names: it may not be the clinic's."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if zone else f"{moment.astimezone():%Y-%m-%d %H:%M %Z}"


def describe_request(request: Request, zone: tzinfo | None) -> str:
    """A request with all of its answers, for the terminal."""
    state = f"answered {in_words(request.answered, zone)}" if request.answered else "not answered yet"
    form, language = on_one_line(request.form, FORM_WIDTH), on_one_line(request.language, LANGUAGE_WIDTH)
    title = f"Request {request.number}: {form}, received {in_words(request.received, zone)}, in '{language}', {state}"
    if request.content is None:
        return f"{title}\n  It cannot be opened: {request.fault}"
    shown = "\n".join(f"  {row.label}\n{textwrap.indent(row.text, MARGIN, lambda _: True)}" for row in rows_of(request))
    return f"{title}\n{shown}" if shown else f"{title}\n  It has no answers."


def rows_of(request: Request) -> list[Row]:
    """The answers to each question, harmless, in the order in which they were asked."""
    answers = request.content.answers if request.content else ()
    labels = dict.fromkeys((answer.name, answer.label) for answer in answers)
    return [
        Row(
            on_one_line(label or name, 200),
            "\n".join(make_harmless(a.value) for a in answers if (a.name, a.label) == (name, label)),
        )
        for name, label in labels
    ]


def make_page(requests: Sequence[Request], zone: tzinfo | None) -> str:
    """A page with requests, for the printer. It loads nothing and runs nothing."""
    shown = [
        {
            "number": request.number,
            "form": on_one_line(request.form, 40),
            "language": on_one_line(request.language, 40),
            "received": in_words(request.received, zone),
            "answered": in_words(request.answered, zone) if request.answered else "",
            "fault": request.fault,
            "rows": rows_of(request),
        }
        for request in requests
    ]
    return fill_template("requests.html.jinja", requests=shown)


def make_table(requests: Sequence[Request], zone: tzinfo | None) -> str:
    """Requests as CSV (RFC 4180), a column for each question. No cell can be taken for a formula."""
    questions = dict.fromkeys(
        (answer.name, answer.label) for each in requests if each.content for answer in each.content.answers
    )
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(
        ["number", "received", "answered", "form", "page", "language", *(for_cell(q[1] or q[0]) for q in questions)]
    )
    for request in requests:
        if request.content is None:
            continue
        answered = in_words(request.answered, zone) if request.answered else ""
        first = [str(request.number), in_words(request.received, zone), answered]
        given = [
            "; ".join(a.value for a in request.content.answers if (a.name, a.label) == question)
            for question in questions
        ]
        texts = [request.form, request.content.page, request.language, *given]
        writer.writerow([*first, *(for_cell(make_harmless(text)) for text in texts)])
    return file.getvalue()
