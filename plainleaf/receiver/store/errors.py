"""What a database could not do, without a word of what it was given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError


class StoreError(Exception):
    """The database cannot be reached, is locked, full or damaged: nothing was stored, deleted or marked."""


@contextmanager
def database_errors() -> Iterator[None]:
    """Turn each error of a database into a StoreError.

    Its message is the driver's first line. No parameter of a statement is in it, so that it may be logged.
    """
    try:
        yield
    except SQLAlchemyError as error:
        lines = str(getattr(error, "orig", None) or error).splitlines()
        raise StoreError(lines[0] if lines else type(error).__name__) from None
