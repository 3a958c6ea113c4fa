"""The service as a patient's browser meets it: a good request is on the disk, a bad one gets its own page."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from tests.form_receiver import LARGEST, URLENCODED
from tests.form_site import GOOD, HOST
from tests.receiver.running import FROM_PAGE, Clinic, Running, from_

NOTHING_SENT = "Nothing was sent. Please call us, or try again later."
PHONE = "555-0100"


def test_a_good_request_is_sealed_and_stored_and_leads_to_the_page_of_thanks(receiver: Running, clinic: Clinic) -> None:
    reply = receiver.post(from_("Ada"))

    assert (reply.status, reply.headers["location"], reply.body) == (303, f"{HOST}/thanks/", "")
    assert reply.headers["cache-control"] == "no-store"
    request = next(each for each in clinic.opened() if each["answers"][1]["value"] == "Ada")
    assert (request["version"], request["form"], request["page"]) == (1, "booking", "/booking/")
    assert (request["language"], len(request["id"])) == ("en", 64)
    assert abs((datetime.now(UTC) - datetime.fromisoformat(request["received"])).total_seconds()) < 3600
    assert request["answers"][:4] == [
        {"name": "visit", "label": "Which visit?", "value": "Telehealth"},
        {"name": "name", "label": "Your name", "value": "Ada"},
        {"name": "reply_to", "label": "Phone or email", "value": "313 555 0100"},
        {"name": "when", "label": "Which days?", "value": "Monday"},
    ]


def test_a_bad_request_gets_the_same_page_with_what_is_wrong_and_what_was_entered(
    receiver: Running, clinic: Clinic
) -> None:
    before = clinic.names()

    reply = receiver.post("plainleaf_page=/booking/&name=Ada+%3Cb%3E&reply_to=12&when=Monday&office=C")

    assert reply.status == 422
    assert "<title>Error: Ask for a visit" in reply.body
    assert '<a href="#field-visit-1">Choose a visit</a>' in reply.body
    assert 'value="Ada &lt;b&gt;"' in reply.body
    assert "autofocus" in reply.body
    assert NOTHING_SENT not in reply.body
    assert (reply.headers["cache-control"], reply.headers["x-content-type-options"]) == ("no-store", "nosniff")
    assert clinic.names() == before


def test_a_request_that_is_sent_again_gets_the_same_answer_and_is_stored_once(
    receiver: Running, clinic: Clinic
) -> None:
    replies = [receiver.post(from_(name)) for name in ("Bo", "Bo", "Bo", "Eve")]

    assert {(reply.status, reply.headers["location"]) for reply in replies} == {(303, f"{HOST}/thanks/")}
    assert [name for name in clinic.names() if name in ("Bo", "Eve")] == ["Bo", "Eve"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "null", "Sec-Fetch-Site": "same-site"}, 303),
        ({"Origin": HOST, "Sec-Fetch-Site": "cross-site"}, 303),
        ({"Origin": "null", "Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": f"{HOST}.evil.example", "Sec-Fetch-Site": "cross-site"}, 403),
        # Old browsers say less.
        ({}, 303),
        ({"Origin": "null"}, 303),
        ({"Origin": HOST}, 303),
        ({"Origin": "http://forms.example", "Host": "forms.example"}, 303),
        ({"Origin": "https://evil.example"}, 403),
    ],
)
def test_only_a_page_of_the_clinics_own_may_send(
    headers: dict[str, str], status: int, receiver: Running, clinic: Clinic
) -> None:
    name = " ".join(["By", *headers.values()])

    reply = receiver.post(from_(quote(name)), {"Content-Type": URLENCODED, **headers})

    assert reply.status == status
    assert (NOTHING_SENT in reply.body and PHONE in reply.body) is (status == 403)
    assert (name in clinic.names()) is (status == 303)


def test_who_fills_in_the_field_that_nobody_sees_is_told_to_call(receiver: Running, clinic: Clinic) -> None:
    reply = receiver.post(f"{from_('Robot')}&plainleaf_empty=https%3A%2F%2Fbuy.example")

    assert reply.status == 422
    assert NOTHING_SENT in reply.body
    assert 'value="Robot"' in reply.body
    assert "Robot" not in clinic.names()
    assert receiver.post(f"{from_('Person')}&plainleaf_empty=").status == 303


@pytest.mark.parametrize(
    ("more", "headers", "status"),
    [("&plainleaf_empty=x", {}, 422), ("", {"Sec-Fetch-Site": "cross-site"}, 403)],
    ids=["a robot", "a foreign page"],
)
def test_what_is_refused_is_not_sent_back_at_any_length(
    more: str, headers: dict[str, str], status: int, receiver: Running
) -> None:
    reply = receiver.post(f"name={'%22' * 33_000}{more}", {**FROM_PAGE, **headers})

    assert reply.status == status
    assert NOTHING_SENT in reply.body
    assert len(reply.body) < LARGEST


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"name=" + b"x" * (LARGEST + 1), URLENCODED),
        (GOOD.encode() + b"&name=" + b"x" * 10 * LARGEST, URLENCODED),
        (GOOD.encode() + b"&x=1" * 250, URLENCODED),
        (GOOD.encode(), "multipart/form-data; boundary=x"),
        (GOOD.encode(), "text/plain"),
        (GOOD.encode(), ""),
        (b"", URLENCODED),
    ],
    ids=["100 KB", "1 MB", "250 answers", "a file", "plain text", "no type", "nothing"],
)
def test_what_no_browser_sends_for_this_form_is_not_stored(
    body: bytes, content_type: str, receiver: Running, clinic: Clinic
) -> None:
    before = clinic.names()

    reply = receiver.post(body, {**FROM_PAGE, "Content-Type": content_type})

    assert reply.status == 422
    assert NOTHING_SENT in reply.body
    assert PHONE in reply.body
    assert "Error: Choose a visit" not in reply.body
    assert len(reply.body) < LARGEST
    assert clinic.names() == before


def test_a_request_with_no_question_of_the_form_gets_its_page(receiver: Running, clinic: Clinic) -> None:
    before = clinic.names()

    reply = receiver.post(GOOD.encode("utf-16"))

    assert reply.status == 422
    assert "Choose a visit" in reply.body
    assert clinic.names() == before


def test_a_slash_at_the_end_of_the_address_changes_nothing(receiver: Running, clinic: Clinic) -> None:
    reply = receiver.post(from_("Slash"), to="/booking/")

    assert (reply.status, reply.headers["location"]) == (303, f"{HOST}/thanks/")
    assert "Slash" in clinic.names()
    assert receiver.post(to="/booking/x/").status == 404


@pytest.mark.parametrize("more", ["office=Closed", "when=Never", "visit=In-office"])
def test_an_answer_that_is_no_longer_offered_is_not_dropped_in_silence(
    more: str, receiver: Running, clinic: Clinic
) -> None:
    reply = receiver.post(f"{from_('Older')}&{more}")

    assert reply.status == 422
    assert NOTHING_SENT in reply.body
    assert 'value="Older"' in reply.body
    assert "Older" not in clinic.names()


def test_other_addresses_lead_nowhere(receiver: Running) -> None:
    assert [receiver.post(to=path).status for path in ("/", "/message", "/booking/x", "/%2e%2e")] == [404] * 4
    assert receiver.ask("PUT", "/booking").status == 405
    assert receiver.ask("GET", "/nothing").headers["cache-control"] == "no-store"


def test_whoever_opens_the_address_of_an_answer_gets_the_form(receiver: Running) -> None:
    reply = receiver.ask("GET", "/booking")

    assert (reply.status, reply.headers["location"]) == (303, f"{HOST}/booking/")
