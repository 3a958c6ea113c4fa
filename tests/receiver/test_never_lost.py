"""Acknowledged means on the disk, once, whatever happens; and what was not stored is never acknowledged."""

from __future__ import annotations

import asyncio
import resource
import shutil
import signal
import sqlite3
from collections import Counter
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from random import Random
from time import monotonic

import pytest
from starlette.requests import Request as HttpRequest
from uvicorn import Config
from uvicorn.server import ServerState

from plainleaf.receiver.impatience import ImpatientProtocol
from plainleaf.receiver.intake import Intake
from plainleaf.receiver.pack import read_packs
from plainleaf.receiver.service import Limits, Service
from plainleaf.receiver.store import open_store
from plainleaf.receiver.visitors import Rates
from tests.form_site import GOOD
from tests.receiver.databases import postgresql
from tests.receiver.load import Patients
from tests.receiver.requirements import skip
from tests.receiver.running import FROM_PAGE, Clinic, Reply, from_, make_clinic, running

# Real servers take seconds.
pytestmark = pytest.mark.matrix

NOTHING_SENT = "Nothing was sent. Please call us, or try again later."
PHONE = "555-0100"
MANY = "most_from_one_address: 100000\n"


@pytest.fixture
def own_clinic(tmp_path: Path, packs: Path) -> Clinic:
    """The folder of a receiver for one test."""
    return make_clinic(tmp_path, packs, MANY)


def assert_says_that_nothing_was_sent(reply: Reply) -> None:
    """The form's page, with what was entered and the number to call."""
    assert reply.status == 503
    assert NOTHING_SENT in reply.body
    assert PHONE in reply.body
    assert 'value="313 555 0100"' in reply.body
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("kills", [3, pytest.param(200, marks=pytest.mark.matrix)])
def test_of_a_receiver_that_is_killed_no_acknowledged_request_is_missing_and_none_is_there_twice(
    kills: int, own_clinic: Clinic
) -> None:
    random, patients = Random(13), Patients()

    for _ in range(kills):
        with running(own_clinic) as receiver:
            patients.send_until_killed(receiver, random.randint(1, 40))
    with running(own_clinic) as receiver:
        patients.send_again(receiver)

    stored = Counter(own_clinic.names())
    assert len(patients.acknowledged) >= kills
    assert [name for name in patients.acknowledged if name not in stored] == []
    assert [name for name, count in stored.items() if count > 1] == []


def test_a_full_disk_is_said_and_what_was_acknowledged_before_is_there(own_clinic: Clinic) -> None:
    def limit_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    acknowledged: list[str] = []
    with running(own_clinic, limit_files) as receiver:
        # Each takes more than a thousand bytes, so the limit is reached soon.
        for number in range(500):
            reply = receiver.post(from_(f"Patient+{number}"))
            if reply.status != 303:
                break
            acknowledged.append(f"Patient {number}")

    assert_says_that_nothing_was_sent(reply)
    assert len(acknowledged) > 5
    assert own_clinic.names() == acknowledged


def test_a_locked_database_is_said_and_the_next_request_is_stored(own_clinic: Clinic) -> None:
    with running(own_clinic) as receiver, closing(sqlite3.connect(own_clinic.store)) as other:
        other.execute("BEGIN IMMEDIATE")
        locked = receiver.post()
        other.rollback()
        free = receiver.post()

    assert_says_that_nothing_was_sent(locked)
    assert free.status == 303
    assert own_clinic.names() == ["Ada"]


def test_a_lost_file_is_said_and_nothing_is_written_into_the_void(own_clinic: Clinic) -> None:
    with running(own_clinic) as receiver:
        receiver.post()
        moved = [(file, file.with_name(f"{file.name}.moved")) for file in own_clinic.folder.glob("requests.db*")]
        for file, elsewhere in moved:
            file.rename(elsewhere)
        lost = [receiver.post(from_(name)) for name in ("Bo", "Cy")]
        assert not own_clinic.store.exists()
        for file, elsewhere in moved:
            elsewhere.rename(file)
        back = receiver.post(from_("Di"))

    for reply in lost:
        assert_says_that_nothing_was_sent(reply)
    assert back.status == 303
    assert {"Ada", "Di"} <= set(own_clinic.names())


def test_a_database_server_that_is_gone_is_said_and_used_again_when_it_is_back(tmp_path: Path, packs: Path) -> None:
    with postgresql() as server:
        clinic = make_clinic(tmp_path, packs)
        settings = tmp_path / "receiver.yaml"
        settings.write_text(settings.read_text().replace("requests.db", server.address))
        with running(clinic) as receiver:
            before = receiver.post()
            server.stop()
            gone = receiver.post(from_("Bo"))
            server.start()
            after = receiver.post(from_("Cy"))

        assert_says_that_nothing_was_sent(gone)
        assert (before.status, after.status) == (303, 303)
        assert clinic.names(server.address) == ["Ada", "Cy"]


def test_a_request_that_has_begun_is_stored_before_the_receiver_stops(own_clinic: Clinic) -> None:
    with running(own_clinic) as receiver, receiver.connect() as connection:
        head = "".join(f"{name}: {text}\r\n" for name, text in FROM_PAGE.items())
        begun = f"POST /booking HTTP/1.1\r\nHost: forms.example\r\n{head}Expect: 100-continue\r\n"
        connection.sendall(f"{begun}Content-Length: {len(GOOD)}\r\n\r\n".encode())
        # The receiver reads it by now.
        assert b"100" in connection.recv(1000)
        receiver.process.send_signal(signal.SIGTERM)
        connection.sendall(GOOD.encode())
        answer = connection.recv(10_000)
        code = receiver.process.wait(60)

    assert answer.startswith(b"HTTP/1.1 303")
    assert code == 0
    assert own_clinic.names() == ["Ada"]
    assert [file.name for file in own_clinic.folder.glob("requests.db*")] == ["requests.db"]


@pytest.mark.parametrize("sent", [b"", b"POST /booking HTTP/1.1\r\nHost: a\r\n", b"G"])
def test_who_says_nothing_is_cut_off(sent: bytes, tmp_path: Path, packs: Path) -> None:
    with running(make_clinic(tmp_path, packs, "seconds_to_send: 1\n")) as receiver, receiver.connect() as connection:
        connection.sendall(sent)

        with suppress(ConnectionResetError):
            assert connection.recv(1000) == b""

        assert receiver.post().status == 303


def test_many_who_say_nothing_keep_nobody_from_sending(own_clinic: Clinic) -> None:
    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 1024:
        skip("a process may have too few files open here")

    with running(own_clinic) as receiver, ExitStack() as stack:
        for _ in range(820):
            stack.enter_context(receiver.connect())

        reply = receiver.post()

    assert reply.status == 303
    assert own_clinic.names() == ["Ada"]


def test_of_too_many_at_once_each_gets_the_page_that_says_whom_to_call(packs: Path, tmp_path: Path) -> None:
    with closing(open_store(str(tmp_path / "requests.db"))) as store:
        intake = Intake(store, bytes, print)
        service = Service(lambda: read_packs(packs), intake, Rates(30, monotonic), Limits(most_at_once=0))
        asked = {"type": "http", "method": "POST", "path_params": {"form": "booking"}, "headers": []}

        reply = asyncio.run(service.answer(HttpRequest(asked)))
        intake.close()

    assert reply.status_code == 503
    assert NOTHING_SENT in bytes(reply.body).decode()
    assert PHONE in bytes(reply.body).decode()


def test_who_does_not_take_an_answer_is_cut_off_in_the_end() -> None:
    async def never(_scope: object, _receive: object, _send: object) -> None:
        asked.set()
        await asyncio.Event().wait()

    async def ask() -> bytes:
        config = Config(never, timeout_keep_alive=1, log_config=None, lifespan="off")
        config.load()
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: ImpatientProtocol(config, state, {}), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"GET /booking HTTP/1.1\r\nHost: a\r\n\r\n")
        try:
            return await reader.read()
        except ConnectionResetError:
            return b""
        finally:
            for task in state.tasks:
                task.cancel()
            writer.close()
            server.close()

    asked = asyncio.Event()

    assert asyncio.run(ask()) == b""
    assert asked.is_set()


def test_who_sends_too_slowly_is_told_that_nothing_was_sent(tmp_path: Path, packs: Path) -> None:
    clinic = make_clinic(tmp_path, packs, "seconds_to_send: 1\n")
    with running(clinic) as receiver, receiver.connect() as connection:
        head = "".join(f"{name}: {text}\r\n" for name, text in FROM_PAGE.items())
        connection.sendall(f"POST /booking HTTP/1.1\r\nHost: a\r\n{head}Content-Length: 1000\r\n\r\n{GOOD}".encode())

        answer = b"".join(iter(lambda: connection.recv(100_000), b""))

    assert answer.startswith(b"HTTP/1.1 408")
    assert NOTHING_SENT.encode() in answer
    assert clinic.opened() == []


def test_a_new_form_pack_is_used_at_once_and_a_broken_one_never(tmp_path: Path, packs: Path) -> None:
    own = shutil.copytree(packs, tmp_path / "packs")
    with running(make_clinic(tmp_path, own)) as receiver:
        pack = (own / "booking.json").read_text()
        (own / "booking.json").write_text(pack[:-100])
        broken = receiver.post()
        (own / "booking.json").rename(own / "message.json")
        (own / "message.json").write_text(pack)
        (own / "booking.json").write_text("{}")
        still = receiver.post()

    assert (broken.status, still.status) == (303, 303)
    assert "form packs have changed and cannot be used" in receiver.log.read_text()


CANARIES = ("Zanzibar", "313 555 0177", "otters in the bath")
CANARY = from_("Zanzibar").replace("313+555+0100", "313+555+0177") + "&note=otters+in+the+bath"


def test_nothing_of_a_request_is_on_the_disk_in_the_log_or_in_an_address(tmp_path: Path, packs: Path) -> None:
    clinic = make_clinic(tmp_path, packs, "most_from_one_address: 5\n")
    with running(clinic, temporary=tmp_path / "temporary") as receiver, closing(sqlite3.connect(clinic.store)) as other:
        good = receiver.post(CANARY)
        replies = [
            good,
            receiver.post(CANARY.replace("visit=Telehealth", "")),
            receiver.post(CANARY, {**FROM_PAGE, "Sec-Fetch-Site": "cross-site"}),
            receiver.post(f"{CANARY}&plainleaf_empty=x"),
            receiver.ask("GET", "/otters%20in%20the%20bath?name=Zanzibar"),
            receiver.ask("POST", f"/booking?{CANARY}"),
        ]
        other.execute("BEGIN IMMEDIATE")
        replies.append(receiver.post(from_("Zanzibar")))
        other.rollback()
        replies.append(receiver.post(from_("Zanzibar")))
        receiver.kill()

    assert [reply.status for reply in replies] == [303, 422, 403, 422, 404, 422, 503, 429]
    assert [request["answers"][1]["value"] for request in clinic.opened()] == ["Zanzibar"]
    kept = {file.name: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert kept["log"].count(b"plainleaf: booking: ") == 3
    assert [name for name, content in kept.items() for canary in CANARIES if canary.encode() in content] == []
    assert [reply for reply in replies for canary in CANARIES if canary in str(reply.headers)] == []
    assert [reply.body for reply in replies if "Zanzibar" in reply.body and "value=" not in reply.body] == []
