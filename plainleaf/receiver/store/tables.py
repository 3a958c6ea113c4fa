"""The tables of a store. Times are seconds since 1970 in UTC, which both databases compare in the same way."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()
# Numbers are not used again, so that who has read up to one misses nothing that came later. SQLite counts up only in a
# column that it calls INTEGER.
NUMBER = BigInteger().with_variant(Integer, "sqlite")

REQUESTS = Table(
    "requests",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("key", LargeBinary, nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("form", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("answered", BigInteger, nullable=True),
    Index("requests_received", "received"),
    sqlite_autoincrement=True,
)
# What keys are made with, a row for each period. See `secret_of` in requests.py.
SECRETS = Table(
    "secrets",
    METADATA,
    Column("period", NUMBER, primary_key=True, autoincrement=False),
    Column("secret", LargeBinary, nullable=False),
)
