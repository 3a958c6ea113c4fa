"""Requests as a store keeps them: added once, read in their order, marked as answered, deleted."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Engine, Row, Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from plainleaf.receiver.store.errors import database_errors
from plainleaf.receiver.store.tables import REQUESTS, SECRETS

# The option of a connection that only reads, so that it waits for nobody who writes.
READS = "plainleaf_reads"
# How many requests are read at once.
PAGE = 200
# A request with the same content is the same request for one period at least, and for two at most.
PERIOD_SECONDS = 3600
ANSWERED = REQUESTS.c.answered.is_not(None)


class NewRequest(Struct, frozen=True):
    """A request that has arrived. Two with the same `key` are the same request, and so is one with the key `before`,
    unless that is b"".
    """

    key: bytes
    sealed: bytes
    form: str
    language: str
    received: datetime
    before: bytes = b""


class StoredRequest(Struct, frozen=True):
    """A request as it is kept. Times are in UTC, in whole seconds; `answered` is None until it was."""

    id: int
    key: bytes
    sealed: bytes
    form: str
    language: str
    received: datetime
    answered: datetime | None


class Store:
    """An open store. Each method is a transaction of its own, and raises StoreError if it changed nothing.

    It may be used by several threads and, in SQLite too, by several processes.
    """

    def __init__(self, engine: Engine, check: Callable[[], None], clean: Callable[[], None]) -> None:
        """`check` raises StoreError if what was written has gone to another place than the address; `clean` takes what
        was deleted off the disk.
        """
        self.engine = engine
        self._reading = engine.execution_options(**{READS: True})
        self._check = check
        self._clean = clean

    def add(self, key: bytes, sealed: bytes, form: str, language: str, received: datetime) -> bool:
        """Keep a request. When this returns, it is on the disk. False if `key` was there and is not answered yet.

        Whoever sends the same again after an answer wants another one: the request is open again.
        """
        return self.add_all([NewRequest(key, sealed, form, language, received)])[0]

    def add_all(self, requests: Sequence[NewRequest]) -> list[bool]:
        """Keep requests with a single wait for the disk. For each, what `add` would have given."""
        with self._writing() as connection:
            # In one order everywhere, so that no two receivers wait for each other.
            added = {number: _add(connection, requests[number]) for number in _by_key(requests)}
        return [added[number] for number in range(len(requests))]

    def read(self, after: int = 0) -> Iterator[StoredRequest]:
        """The requests with an `id` above `after`, oldest first.

        In PostgreSQL, a request may get its number moments before one with a lower number can be seen.
        """
        while page := self._read_page(after):
            yield from page
            after = page[-1].id

    def _read_page(self, after: int) -> list[StoredRequest]:
        wanted = select(REQUESTS).where(REQUESTS.c.id > after).order_by(REQUESTS.c.id).limit(PAGE)
        with database_errors(), self._reading.begin() as connection:
            return [_read_row(row) for row in connection.execute(wanted)]

    def mark_answered(self, id: int, when: datetime) -> None:
        """Note when a request was answered."""
        with self._writing() as connection:
            connection.execute(update(REQUESTS).where(REQUESTS.c.id == id).values(answered=int(when.timestamp())))

    def delete(self, ids: Iterable[int]) -> None:
        """Delete requests for good. SQLite overwrites them on the disk."""
        with self._writing() as connection:
            for id in ids:
                connection.execute(delete(REQUESTS).where(REQUESTS.c.id == id))
        self._clean()

    def delete_before(self, when: datetime) -> int:
        """Delete all requests that were received before a moment, answered or not, and say how many there were."""
        with self._writing() as connection:
            found = connection.execute(delete(REQUESTS).where(REQUESTS.c.received < int(when.timestamp())))
        self._clean()
        return found.rowcount

    def secrets_at(self, moment: datetime) -> tuple[bytes, bytes]:
        """What keys are made with at a moment, and what they were made with in the period before.

        A key is made of what a patient wrote. Without its secret, nobody can find out by guessing what that was; so
        secrets are deleted when they are of no use any more. They are in the database because a repeated request may
        come after a restart, or to another receiver.
        """
        period = int(moment.timestamp()) // PERIOD_SECONDS
        with self._writing() as connection:
            forgotten = connection.execute(delete(SECRETS).where(SECRETS.c.period < period - 1)).rowcount
            made = secret_of(connection, period), secret_of(connection, period - 1)
        if forgotten:
            self._clean()
        return made

    def close(self) -> None:
        """Close all connections. SQLite leaves a single file behind."""
        self.engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with database_errors(), self.engine.begin() as connection:
            yield connection
        self._check()


def secret_of(connection: Connection, period: int) -> bytes:
    """The secret of a period, made now if there is none. All who ask get the same."""
    made = _insert_into(connection, SECRETS).values(period=period, secret=secrets.token_bytes(32))
    connection.execute(made.on_conflict_do_nothing())
    secret: bytes = connection.execute(select(SECRETS.c.secret).where(SECRETS.c.period == period)).scalar_one()
    return secret


def make_key(secret: bytes, content: bytes) -> bytes:
    """The key of a request with this content, as long as `secret` holds."""
    return hmac.digest(secret, content, "sha256")


def _by_key(requests: Sequence[NewRequest]) -> list[int]:
    return sorted(range(len(requests)), key=lambda number: requests[number].key)


def _add(connection: Connection, request: NewRequest) -> bool:
    if request.before:
        is_repeated = connection.execute(select(REQUESTS.c.answered).where(REQUESTS.c.key == request.before)).first()
        if is_repeated:
            opened = update(REQUESTS).where(REQUESTS.c.key == request.before, ANSWERED).values(answered=None)
            return connection.execute(opened).rowcount == 1
    added = _insert_into(connection, REQUESTS).values(
        key=request.key,
        sealed=request.sealed,
        form=request.form,
        language=request.language,
        received=int(request.received.timestamp()),
    )
    opens = added.on_conflict_do_update(index_elements=[REQUESTS.c.key], set_={"answered": None}, where=ANSWERED)
    counted = opens.inline().execution_options(preserve_rowcount=True)
    return connection.execute(counted).rowcount == 1


def _insert_into(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _read_row(row: Row[Any]) -> StoredRequest:
    answered = None if row.answered is None else datetime.fromtimestamp(row.answered, UTC)
    received = datetime.fromtimestamp(row.received, UTC)
    return StoredRequest(row.id, bytes(row.key), bytes(row.sealed), row.form, row.language, received, answered)
