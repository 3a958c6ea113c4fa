"""A receiver that knows only the form pack answers a bad request with the form's own page, whatever was sent."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.form_receiver import (
    LARGEST,
    URLENCODED,
    Answer,
    Entries,
    Pack,
    Receiver,
    answer,
    find_error,
    read_entries,
)  # fmt: skip
from tests.form_site import GOOD, HOST, build_form_site, pack_of
from tests.real_servers import POLL
from tests.shipped_site import read_page
from tests.site_tools import Run

SECONDS = 20
A_FILE = b'--x\r\nContent-Disposition: form-data; name="name"; filename="a.html"\r\n\r\n<script>\r\n--x--'

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>&amp;'"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The site with the form."""
    run = build_form_site(tmp_path_factory.mktemp("forms"))
    assert run.problems == []
    return run


@pytest.fixture(scope="module")
def pack(built: Run) -> Pack:
    """Its form pack."""
    return pack_of(built)


def send(pack: Pack, body: str | bytes, content_type: str = URLENCODED) -> tuple[Answer, list[Entries]]:
    """The answer to a request, and what was delivered."""
    delivered: list[Entries] = []
    given = body.encode() if isinstance(body, str) else body
    return answer(pack, content_type, given, delivered.append), delivered


class Tags(HTMLParser):
    """The tags of a page with the names of their attributes, and the texts that stand in fields."""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.values: dict[str, str] = {}
        self.texts: list[str] = []
        self.feed(body.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, *(name for name, _ in attrs)))
        given = dict(attrs)
        if tag == "input" and given.get("type") in ("text", "tel") and "hidden" not in given:
            self.values[str(given["name"])] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)


def test_the_answer_has_the_styles_of_what_is_wrong(built: Run, pack: Pack) -> None:
    reply, _ = send(pack, "plainleaf_page=/booking/&reply_to=12")

    (sheet,) = re.findall(r"assets/site\.\w+\.css", reply.body.decode())
    css = (built.out / sheet).read_text("utf-8")
    assert [name for name in (".is-wrong", ".form-problem", ".field-error") if name not in css] == []


def test_a_bad_request_gets_the_same_page_with_what_is_wrong_and_what_was_entered(pack: Pack) -> None:
    reply, delivered = send(pack, "plainleaf_page=/booking/&name=Ada+%3Cb%3E&reply_to=12&when=Monday&office=C")

    page = read_page("/booking/", reply.body.decode())
    assert (reply.status, delivered) == (422, [])
    assert page.title == "Error: Ask for a visit – Small Clinic"
    summary = page.one(".form-problem")
    wrong = "Enter a phone number with its area code, or an email address like name@example.com"
    assert summary.text == f"There is a problem Choose a visit {wrong}"
    assert page.links_in(summary) == ["#field-visit-1", "#field-reply_to"]
    assert [each.text for each in page.find(".field-error")] == ["Error: Choose a visit", f"Error: {wrong}"]
    (reply_to,) = (each for each in page.find("input") if each["name"] == "reply_to")
    assert (reply_to["aria-describedby"], reply_to["aria-invalid"]) == ("error-reply_to hint-reply_to", "true")
    assert [each["value"] for each in page.find("input") if "checked" in each.attributes] == ["Monday"]
    assert [each["value"] for each in page.find("option") if "selected" in each.attributes] == ["C"]
    assert Tags(reply.body).values == {"name": "Ada <b>", "reply_to": "12", "phone": ""}


def test_a_good_request_is_delivered_and_leads_to_the_page_of_thanks(pack: Pack) -> None:
    reply, delivered = send(pack, GOOD)

    assert (reply.status, reply.headers["Location"], reply.body) == (303, f"{HOST}/thanks/", b"")
    assert delivered == [
        {"visit": ["Telehealth"], "name": ["Ada"], "reply_to": ["313 555 0100"], "when": ["Monday"], "office": [],
         "phone": [], "note": []}
    ]  # fmt: skip


def test_without_its_slots_a_page_of_the_pack_says_what_the_published_page_says(built: Run, pack: Pack) -> None:
    texts = "".join(piece for piece in pack["pages"]["/booking/"]["pieces"] if isinstance(piece, str))
    published = (built.out / "booking/index.html").read_text(encoding="utf-8")

    assert read_page("", texts).text == read_page("", published).text
    assert not re.search(r'(?:href|src)="/', texts)
    assert f"script-src {HOST}" in texts
    assert "'self'" not in texts


def test_the_digest_of_a_pack_is_that_of_all_the_rest(pack: Pack) -> None:
    rest = {name: given for name, given in pack.items() if name != "digest"}
    exact = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert pack["digest"] == hashlib.sha256(exact.encode()).hexdigest()


@pytest.mark.parametrize(
    "accepted", ["313-555-0100", "+1 (313) 555 0100 ext. 4", "٣١٣٥٥٥٠١", "a@b.example", "josé@b.example"]
)
def test_a_number_is_accepted_however_it_is_written(accepted: str, pack: Pack) -> None:
    body = GOOD.replace("313+555+0100", urlencode({"": accepted})[1:])

    assert send(pack, body)[0].status == 303


@pytest.mark.parametrize("refused", ["call me", "555", "@example.com", "ada@", "a b@c d"])
def test_what_nobody_could_reply_to_is_refused(refused: str, pack: Pack) -> None:
    body = GOOD.replace("313+555+0100", urlencode({"": refused})[1:])

    reply, delivered = send(pack, body)

    assert (reply.status, delivered) == (422, [])
    assert Tags(reply.body).values["reply_to"] == refused


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"name=" + b"x" * 1_000_000, URLENCODED),
        (b"&".join(b"when=Monday" for _ in range(5000)), URLENCODED),
        (GOOD.encode("utf-16"), URLENCODED),
        (b"name=%ff%fe%00%C0%AF&visit=%u0041&\xff\xfe=1", URLENCODED),
        (A_FILE, "multipart/form-data; boundary=x"),
        (b'{"name": "<script>"}', "application/json"),
        (b"<script>alert(1)</script>", ""),
        (b"", URLENCODED),
    ],
    ids=["1 MB", "5000 answers", "UTF-16", "broken bytes", "a file", "JSON", "no type", "nothing"],
)  # fmt: skip
def test_what_no_browser_sends_for_this_form_gets_the_whole_page_and_is_not_delivered(
    body: bytes, content_type: str, pack: Pack
) -> None:
    reply, delivered = send(pack, body, content_type)

    assert (reply.status, delivered) == (422, [])
    assert len(reply.body) < 2 * LARGEST
    read_page("", reply.body.decode())
    assert Tags(reply.body).tags[-1] == Tags(send(pack, "")[0].body).tags[-1]
    assert b"<script>" not in reply.body


def test_of_an_answer_that_is_repeated_no_more_is_kept_than_can_be_chosen(pack: Pack) -> None:
    _, (entries,) = send(pack, f"{GOOD}&visit=Telehealth&name=Eve&when=Monday&office=&office=B&sent_by=evil")

    assert entries["visit"] == ["Telehealth"]
    assert (entries["name"], entries["when"], entries["office"]) == (["Ada"], ["Monday"], ["B"])
    assert "sent_by" not in entries


@pytest.mark.parametrize("more", ["office=%3Cb%3E", "when=Never", "visit=In-office"])
def test_an_answer_that_is_not_offered_is_not_dropped_in_silence(more: str, pack: Pack) -> None:
    reply, delivered = send(pack, f"{GOOD}&{more}")

    assert (reply.status, delivered) == (422, [])
    assert b"Nothing was sent" in reply.body
    assert Tags(reply.body).values["name"] == "Ada"


# Texts of people and of attackers.
NASTY = st.text(max_size=60) | st.sampled_from(
    [HOSTILE, "</textarea><script>", "{{ 7*7 }}", "<!--plainleaf-slot {}-->", "\\u003c", "x" * 300, "\x00\x0b\ufffe"]
)
# For each error, a plain answer to a question about a number or an address that has it.
PLAIN = {"": "3135550100", "missing": "", "wrong": "12", "long": "1" * 201}


@pytest.mark.parametrize("field", ["name", "reply_to", "phone", "note"])
def test_markup_comes_back_as_text(field: str, pack: Pack) -> None:
    reply, _ = send(pack, urlencode({field: HOSTILE}))

    body = reply.body.decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert Tags(reply.body).values.get(field, HOSTILE) == HOSTILE


# Without making a failing example smaller, which would take minutes.
@settings(phases=[Phase.generate])
@given(name=NASTY, reply_to=NASTY, note=NASTY, page=NASTY)
def test_whatever_is_entered_changes_nothing_but_texts(
    name: str, reply_to: str, note: str, page: str, pack: Pack
) -> None:
    fields = {field["name"]: field for field in pack["pages"]["/booking/"]["fields"]}
    typed = {"plainleaf_page": page, "name": name, "reply_to": reply_to, "note": note, "visit": HOSTILE}
    asked = ("name", "reply_to", "note")
    plain = {each: PLAIN[find_error(fields[each], read_entries(fields[each], [typed[each]]))] for each in asked}

    reply, delivered = send(pack, urlencode({key: text.encode(errors="replace") for key, text in typed.items()}))

    assert delivered == []
    assert Tags(reply.body).tags == Tags(send(pack, urlencode(plain))[0].body).tags


@contextmanager
def served(pack: Pack) -> Iterator[tuple[int, list[Entries]]]:
    """The receiver as a server of this machine: its port, and what it delivers."""
    delivered: list[Entries] = []
    handler = type("Here", (Receiver,), {"pack": pack, "delivered": delivered})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=[POLL], daemon=True)
    thread.start()
    try:
        yield server.server_port, delivered
    finally:
        server.shutdown()
        thread.join(SECONDS)
        server.server_close()


def test_the_receiver_works_over_http(pack: Pack) -> None:
    answers = []
    with served(pack) as (port, delivered):
        for body in (GOOD, GOOD.replace("Ada", ""), "name=" + "x" * 2 * LARGEST):
            connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
            connection.request("POST", "/requests", body, {"Content-Type": URLENCODED})
            got = connection.getresponse()
            answers.append((got.status, got.getheader("Cache-Control"), b"Enter your name" in got.read()))
            connection.close()

    assert answers == [(303, "no-store", False), (422, "no-store", True), (422, "no-store", True)]
    assert [entries["name"] for entries in delivered] == [["Ada"]]


def test_a_template_of_the_site_s_own_that_knows_no_slots_is_reported(tmp_path: Path) -> None:
    fields = tmp_path / "templates/parts/fields.html"
    fields.parent.mkdir(parents=True)
    fields.write_text("{% macro problem(form) %}{% endmacro %}{% macro field(question, is_sent) %}?{% endmacro %}")

    run = build_form_site(tmp_path)

    assert run.rules == ["form-pack-gap"]
