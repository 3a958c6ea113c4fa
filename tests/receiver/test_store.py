"""A store keeps each request once, in SQLite and in PostgreSQL, and says when it cannot."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from plainleaf.receiver.intake import Intake
from plainleaf.receiver.store import NewRequest, Store, StoredRequest, StoreError, open_store
from plainleaf.receiver.store.tables import METADATA
from tests.receiver.databases import make_empty, postgresql

MOMENT = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL."""
    with postgresql() as started:
        yield started.address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, in each database."""
    if request.param == "sqlite":
        # SQLite reads addresses too, in which these characters mean something.
        return str(tmp_path / "req uests?mode=ro#%41.db")
    server: str = request.getfixturevalue("server")
    make_empty(server)
    return server


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An empty store."""
    with closing(open_store(address)) as opened:
        yield opened


def add(store: Store, key: bytes, received: datetime = MOMENT) -> bool:
    """Add a request."""
    return store.add(key, b"sealed " + key, "booking", "es", received)


def keys(store: Store) -> list[bytes]:
    """The keys of all requests, in their order."""
    return [request.key for request in store.read()]


def test_a_request_is_read_as_it_was_added_also_after_a_restart(store: Store, address: str) -> None:
    assert add(store, b"\x00\xff")

    store.close()

    with closing(open_store(address)) as again:
        (request,) = again.read()
    assert request == StoredRequest(request.id, b"\x00\xff", b"sealed \x00\xff", "booking", "es", MOMENT, None)


def test_a_repeated_request_is_kept_once(store: Store) -> None:
    assert [add(store, key) for key in (b"a", b"a", b"b")] == [True, False, True]
    assert keys(store) == [b"a", b"b"]


def test_a_request_that_comes_again_after_its_answer_is_open_again(store: Store) -> None:
    add(store, b"a")
    (request,) = store.read()
    store.mark_answered(request.id, MOMENT + HOUR)
    assert [each.answered for each in store.read()] == [MOMENT + HOUR]

    assert add(store, b"a")

    assert [(each.key, each.answered) for each in store.read()] == [(b"a", None)]


def test_a_request_that_came_in_the_period_before_is_the_same_request(store: Store) -> None:
    add(store, b"before")

    repeated = NewRequest(b"now", b"sealed", "booking", "es", MOMENT, before=b"before")
    added = store.add_all([repeated, NewRequest(b"b", b"sealed", "booking", "es", MOMENT, before=b"none")])

    assert added == [False, True]
    assert keys(store) == [b"before", b"b"]


def test_of_many_that_are_added_at_once_each_is_kept_once(store: Store) -> None:
    requests = [NewRequest(bytes([number % 50]), b"", "booking", "en", MOMENT) for number in range(200)]
    added: list[bool] = []
    threads = [
        threading.Thread(target=lambda part=requests[start::4]: added.extend(store.add_all(part))) for start in range(4)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (added.count(True), added.count(False)) == (50, 150)
    assert sorted(keys(store)) == [bytes([number]) for number in range(50)]


def test_requests_are_read_in_their_order_from_any_on(store: Store) -> None:
    store.add_all([NewRequest(number.to_bytes(2), b"", "booking", "en", MOMENT) for number in range(450)])

    every = list(store.read())

    assert [request.key for request in every] == [number.to_bytes(2) for number in range(450)]
    assert [request.id for request in every] == sorted({request.id for request in every})
    assert list(store.read(every[300].id)) == every[301:]


def test_deleted_requests_are_gone_and_their_numbers_are_not_used_again(store: Store) -> None:
    for key in (b"a", b"b", b"c"):
        add(store, key)
    last = list(store.read())[-1]

    store.delete([last.id])
    add(store, b"d")

    assert keys(store) == [b"a", b"b", b"d"]
    assert list(store.read())[-1].id > last.id


def test_what_is_older_than_a_moment_is_deleted(store: Store) -> None:
    add(store, b"old", MOMENT - HOUR)
    add(store, b"new", MOMENT)

    assert store.delete_before(MOMENT) == 1

    assert keys(store) == [b"new"]


def test_secrets_are_the_same_for_all_in_a_period_and_forgotten_after_the_next(store: Store, address: str) -> None:
    now, before = store.secrets_at(MOMENT)

    with closing(open_store(address)) as other:
        assert other.secrets_at(MOMENT) == (now, before)
        later = other.secrets_at(MOMENT + HOUR)
        assert later[1] == now
        other.secrets_at(MOMENT + 3 * HOUR)

    assert len({now, before, later[0], *store.secrets_at(MOMENT)}) == 5


def test_the_migrations_make_the_tables_that_the_code_expects(store: Store) -> None:
    with store.engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_store_of_a_newer_version_is_left_alone(store: Store, address: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreError, match="newer version"):
        open_store(address)


def test_two_that_start_at_once_both_get_the_tables(address: str) -> None:
    script = "import sys; from plainleaf.receiver.store import open_store; open_store(sys.argv[1]).close()"
    both = [subprocess.Popen([sys.executable, "-c", script, address]) for _ in range(2)]

    assert [process.wait() for process in both] == [0, 0]


def test_what_was_added_has_reached_the_disk(store: Store, address: str) -> None:
    asked = ["synchronous_commit"] if "://" in address else ["journal_mode", "synchronous"]
    show = "SHOW {}" if "://" in address else "PRAGMA {}"

    with store.engine.begin() as connection:
        set_ = [connection.execute(text(show.format(name))).scalar_one() for name in asked]

    assert set_ == (["on"] if "://" in address else ["wal", 2])  # 2 is FULL


def test_nobody_else_can_read_the_file(tmp_path: Path) -> None:
    with closing(open_store(str(tmp_path / "requests.db"))) as store:
        add(store, b"a")

        files = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}

    assert files == {"requests.db": 0o600, "requests.db-wal": 0o600, "requests.db-shm": 0o600}
    assert [file.name for file in tmp_path.iterdir()] == ["requests.db"]


def test_what_was_deleted_is_no_longer_on_the_disk(tmp_path: Path) -> None:
    with closing(open_store(str(tmp_path / "requests.db"))) as store:
        store.add(b"a", b"canary" * 1000, "booking", "en", MOMENT)
        store.delete(request.id for request in list(store.read()))

        assert not any(b"canary" in file.read_bytes() for file in tmp_path.iterdir())


def test_a_secret_that_is_forgotten_is_no_longer_on_the_disk(tmp_path: Path) -> None:
    with closing(open_store(str(tmp_path / "requests.db"))) as store:
        secret, _ = store.secrets_at(MOMENT)
        assert any(secret in file.read_bytes() for file in tmp_path.iterdir())

        store.secrets_at(MOMENT + 3 * HOUR)

        assert not any(secret in file.read_bytes() for file in tmp_path.iterdir())


def test_secrets_are_forgotten_also_when_no_request_comes(tmp_path: Path) -> None:
    with closing(open_store(str(tmp_path / "requests.db"))) as store:
        secret, _ = store.secrets_at(MOMENT)

        intake, gives_up = Intake(store, bytes, print, idle=0.01), monotonic() + 30
        while any(secret in file.read_bytes() for file in tmp_path.glob("requests.db*")):
            assert monotonic() < gives_up
        intake.close()


def test_a_locked_file_is_an_error_and_nothing_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "requests.db"
    with closing(open_store(str(file))) as store, closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreError, match="locked"):
            add(store, b"a")

        assert keys(store) == []
        other.rollback()
        assert add(store, b"a")


def test_a_full_disk_is_an_error_and_nothing_is_kept(tmp_path: Path) -> None:
    with closing(open_store(str(tmp_path / "requests.db"))) as store:
        with closing(store.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA max_page_count = 1")

        with pytest.raises(StoreError, match="full"):
            store.add(b"a", bytes(100_000), "booking", "en", MOMENT)

        assert keys(store) == []


@pytest.mark.parametrize("comes_back", [False, True])
def test_a_file_that_was_deleted_or_replaced_is_an_error(comes_back: bool, tmp_path: Path) -> None:
    file = tmp_path / "requests.db"
    with closing(open_store(str(file))) as store:
        add(store, b"a")
        for each in list(tmp_path.iterdir()):
            each.rename(f"{each}.old")
        if comes_back:
            open_store(str(file)).close()

        for _ in range(2):
            with pytest.raises(StoreError):
                add(store, b"b")

        assert file.exists() is comes_back


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="No such file"):
        open_store(str(tmp_path / "none" / "requests.db"))


def test_what_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "requests.db"
    file.write_text("A letter, long enough to be more than the head of a database." * 20)

    with pytest.raises(StoreError, match="not a database"):
        open_store(str(file))

    assert file.read_text().startswith("A letter")


@pytest.mark.matrix
def test_a_server_that_is_gone_is_an_error_without_what_was_sent() -> None:
    with postgresql() as started, closing(open_store(started.address)) as store:
        add(store, b"a")
        started.stop()

        with pytest.raises(StoreError) as error:
            store.add(b"b", b"canary", "booking", "en", MOMENT)

        started.start()
        assert keys(store) == [b"a"]
    assert "canary" not in str(error.value)
