"""Opens a store by its address: the path of a file of SQLite, or postgresql://…"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from plainleaf.receiver.store.errors import StoreError, database_errors
from plainleaf.receiver.store.migrate import bring_up_to_date
from plainleaf.receiver.store.requests import READS, Store

POSTGRESQL = ("postgresql://", "postgres://")
# How long to wait for a database that is locked or does not answer, in seconds. A patient waits as well.
PATIENCE = 3
# PostgreSQL: acknowledged means on its disk, whatever its settings say, and nothing waits for longer than PATIENCE.
SESSION = f"-c synchronous_commit=on -c statement_timeout={PATIENCE}s -c lock_timeout={PATIENCE}s"


def open_store(address: str) -> Store:
    """Open the store at an address, made first if it is a path where no file is, with its tables up to date.

    A password for PostgreSQL is best kept in the file of passwords that its own programs read. Raises StoreError.
    """
    if address.startswith(POSTGRESQL):
        engine = _make_engine("postgresql+psycopg://", lambda: _connect_postgresql(address))
        store = Store(engine, check=_do_nothing, clean=_do_nothing)
    else:
        store = _open_file(Path(address))
    try:
        with database_errors(), store.engine.begin() as connection:
            bring_up_to_date(connection)
    except StoreError:
        store.close()
        raise
    return store


def _do_nothing() -> None:
    """PostgreSQL knows where its files are, and when it may reuse them."""


def _make_engine(url: str, connect: Any) -> Engine:
    # A connection that was lost is noticed before it is used. Errors must not show what was to be stored.
    return create_engine(
        url, creator=connect, hide_parameters=True, poolclass=QueuePool, pool_pre_ping=True, pool_timeout=PATIENCE
    )


def _connect_postgresql(address: str) -> Any:
    import psycopg  # only for those who keep requests in PostgreSQL

    gives_up = PATIENCE * 1000  # milliseconds
    return psycopg.connect(address, options=SESSION, connect_timeout=PATIENCE, tcp_user_timeout=gives_up)


def _open_file(file: Path) -> Store:
    try:
        # Nobody else may read it, and SQLite gives the files beside it the same permissions.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        number = _inode(file)
        with closing(sqlite3.connect(_uri(file), uri=True, timeout=PATIENCE)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{file}: {getattr(error, 'strerror', None) or error}") from None

    def check() -> None:
        # A file that was deleted or replaced takes what is written and loses it.
        if _inode(file) != number:
            engine.dispose()
            raise StoreError(f"{file} was deleted or replaced")

    def connect() -> sqlite3.Connection:
        check()
        return _connect_file(file)

    engine = _make_engine("sqlite://", connect)
    event.listen(engine, "begin", _begin)
    return Store(engine, check, lambda: _checkpoint(engine))


def _uri(file: Path) -> str:
    # Only opened: a file that is gone must not come back empty.
    return f"{file.absolute().as_uri()}?mode=rw"


def _inode(file: Path) -> int:
    try:
        return file.stat().st_ino
    except OSError as error:
        raise StoreError(f"{file}: {error.strerror}") from None


def _connect_file(file: Path) -> sqlite3.Connection:
    # Without an isolation level, the module begins no transactions by itself. The pool gives a connection to one thread
    # at a time.
    connection = sqlite3.connect(_uri(file), uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _begin(connection: Connection) -> None:
    # Who would first read and then write could find that another has written meanwhile.
    is_reading = connection.get_execution_options().get(READS)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


def _checkpoint(engine: Engine) -> None:
    # The log beside the file still holds what was deleted. If somebody reads it just now, the next time will do.
    with database_errors(), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
