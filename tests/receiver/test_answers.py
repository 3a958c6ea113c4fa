"""The receiver reads a request as the documented example does, whatever was sent."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from plainleaf.receiver.answers import fill_in, find_errors, find_page, read_answers, read_body
from plainleaf.receiver.pack import read_packs
from tests.form_receiver import URLENCODED, Entries, answer, read_pack
from tests.form_site import GOOD

NAMES = ("plainleaf_page", "visit", "name", "reply_to", "when", "office", "phone", "note", "sent_by")
TEXTS = st.text(max_size=40) | st.sampled_from(
    ["/booking/", "Telehealth", "Monday", "B", "313 555 0100", "a@b.example", "12", "x" * 300, "<b>&\"'", "\x00\ufffe"]
)
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), TEXTS), max_size=12)


# Without making a failing example smaller, which would take minutes.
@settings(phases=[Phase.explicit, Phase.generate])
@given(pairs=PAIRS)
def test_it_answers_as_the_documented_receiver_does(pairs: list[tuple[str, str]], packs: Path) -> None:
    body = urlencode([(name, text.encode(errors="replace")) for name, text in pairs]).encode()
    delivered: list[Entries] = []
    expected = answer(read_pack((packs / "booking.json").read_text()), URLENCODED, body, delivered.append)

    sent = read_body(body)
    _, page = find_page(read_packs(packs)["booking"], sent)
    entries = read_answers(page, sent)
    errors = find_errors(page, sent, entries)

    assert [entries] == delivered if not errors else not delivered
    assert not errors or fill_in(page, entries, errors).encode() == expected.body


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a=%ff%fe", b"&&&===", b"=", GOOD.encode("utf-16"), b"a=1&" * 300])
def test_any_bytes_can_be_read(body: bytes) -> None:
    assert all(isinstance(text, str) for texts in read_body(body).values() for text in texts)
