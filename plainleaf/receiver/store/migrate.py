"""Brings the tables of a database up to date, by Alembic. A start that is killed meanwhile leaves nothing half done.

To change the tables, change tables.py and add a file to migrations/versions/. A test compares the two.
"""

from __future__ import annotations

from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from plainleaf.receiver.store.errors import StoreError

# Two receivers that start at the same time wait for each other. The number means nothing.
LOCK = text("SELECT pg_advisory_xact_lock(7352466)")
MIGRATIONS = Path(__file__).with_name("migrations")


def bring_up_to_date(connection: Connection) -> None:
    """Apply the steps that this database lacks, in the transaction of `connection`.

    Raises StoreError if a newer version of plainleaf has changed the tables.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(LOCK)
    scripts = ScriptDirectory(str(MIGRATIONS))
    context = MigrationContext.configure(
        connection,
        opts={"fn": lambda applied, _: scripts._upgrade_revs("head", applied), "transactional_ddl": True},
    )
    try:
        if context.get_current_heads() == tuple(scripts.get_heads()):
            return
        with Operations.context(context):
            context.run_migrations()
    except CommandError:
        raise StoreError("the tables were changed by a newer version of plainleaf: install that one") from None
