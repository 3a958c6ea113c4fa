"""A small receiver of forms that answers by a form pack and by nothing else: how a real one may be written.

It has only Python's standard library, knows no template and no word of the site, and keeps nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import escape
from http.server import BaseHTTPRequestHandler
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

LARGEST = 100_000  # bytes of a request: ten times as much as the longest answers to all questions
MAX_ANSWERS = 200
NOTHING_SENT = {"plainleaf_request": "unsent"}
URLENCODED = "application/x-www-form-urlencoded"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")

Entries = Mapping[str, list[str]]
Pack = Mapping[str, Any]


class Answer(NamedTuple):
    """What goes back to the browser."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def answer(pack: Pack, content_type: str, body: bytes, deliver: Callable[[Entries], None]) -> Answer:
    """Deliver a good request and lead on to the page of thanks; answer a bad one with its page and what is wrong."""
    is_readable = len(body) <= LARGEST and content_type.partition(";")[0].strip().lower() == URLENCODED
    sent = read_body(body) if is_readable else {}
    # Whoever changes the hidden field gets another page of the same form.
    page = pack["pages"].get(sent.get(pack["page_field"], [""])[0]) or next(iter(pack["pages"].values()))
    entries = {field["name"]: read_entries(field, sent.get(field["name"], [])) for field in page["fields"]}
    if errors := find_errors(page["fields"], sent, entries):
        return Answer(422, pack["headers"], fill_in(page["pieces"], entries, errors).encode())
    deliver(entries)
    return Answer(303, {"Location": page["thanks"], "Cache-Control": "no-store"}, b"")


def read_body(body: bytes) -> dict[str, list[str]]:
    """What was sent, by name; nothing of what no browser would send for such a form."""
    sent: dict[str, list[str]] = {}
    try:
        text = body.decode("ascii", errors="replace")
        pairs = parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=MAX_ANSWERS)
    except ValueError:
        return {}
    for name, entry in pairs:
        sent.setdefault(name, []).append(entry)
    return sent


def read_entries(field: Mapping[str, Any], sent: list[str]) -> list[str]:
    """The answers to a question: those that it offers, one where only one can be chosen, or a text."""
    if field["options"]:
        known = [option for option in field["options"] if option in sent]
        return known if field["type"] == "choices" else known[:1]
    if field["type"] == "area":
        texts = [CONTROL.sub("", text.replace("\r\n", "\n")).strip() for text in sent[:1]]
    else:
        texts = [" ".join(CONTROL.sub(" ", text).split()) for text in sent[:1]]
    return [text for text in texts if text]


def find_errors(fields: list[Mapping[str, Any]], sent: Entries, entries: Entries) -> Mapping[str, str]:
    """What is wrong with each answer. Where something that was chosen would be dropped, nothing was sent."""
    if not sent:
        return NOTHING_SENT
    errors = {field["name"]: error for field in fields if (error := find_error(field, entries[field["name"]]))}
    chosen = [field["name"] for field in fields if field["options"] and field["name"] not in errors]
    dropped = [name for name in chosen if {text for text in sent.get(name, []) if text}.difference(entries[name])]
    return {**errors, **NOTHING_SENT} if dropped else errors


def find_error(field: Mapping[str, Any], entries: list[str]) -> str:
    """What is wrong with the answers to a question, "" for nothing."""
    if not entries:
        return "missing" if "missing" in field["errors"] else ""
    if field["options"]:
        return ""
    if len(entries[0]) > field["max_length"]:
        return "long"
    return "wrong" if field["pattern"] and not re.fullmatch(field["pattern"], entries[0]) else ""


def fill_in(pieces: list[Any], entries: Entries, errors: Mapping[str, str]) -> str:
    """The page: all its text, and of its slots those that say what is wrong and what was entered."""
    return "".join(piece if isinstance(piece, str) else fill_slot(piece, entries, errors) for piece in pieces)


def fill_slot(slot: Mapping[str, str], entries: Entries, errors: Mapping[str, str]) -> str:
    """The text for one slot, "" if it is not needed."""
    if "entry" in slot:
        return escape("".join(entries[slot["entry"]]))
    if "chosen" in slot:
        is_needed = slot["chosen"] in entries[slot["field"]]
    elif "error" in slot:
        is_needed = errors.get(slot["field"]) == slot["error"]
    else:
        is_needed = slot["field"] in errors if "field" in slot else True
    return slot["html"] if is_needed else ""


class Receiver(BaseHTTPRequestHandler):
    """The receiver as a server. A class because the library asks for one; a subclass has `pack` and `delivered`."""

    pack: Pack = {}  # noqa: RUF012 - replaced by a subclass
    delivered: list[Entries]
    timeout = 10

    def do_POST(self) -> None:
        """Answer one request. No more of it is read than a form can hold."""
        length = self.headers.get("Content-Length", "")
        body = self.rfile.read(min(int(length), LARGEST + 1)) if length.isdigit() else b""
        reply = answer(self.pack, self.headers.get("Content-Type", ""), body, self.delivered.append)
        self.send_response(reply.status)
        for name, text in reply.headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(reply.body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: requests hold what patients typed."""


def read_pack(text: str) -> Pack:
    """A form pack from its JSON."""
    pack: Pack = json.loads(text)
    return pack
