"""Starts `receive`, `keys` and `inbox`, or says what must be installed first."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from plainleaf.command.streams import refuse
from plainleaf.problems.extras import install_command

# What the extras bring along.
EXTRAS = {
    "alembic": "receiver",
    "pyrage": "receiver",
    "sqlalchemy": "receiver",
    "starlette": "receiver",
    "uvicorn": "receiver",
    "psycopg": "postgresql",
}


def run_receive(parsed: argparse.Namespace) -> int:
    """Run `receive`. Returns the exit code."""

    def run() -> int:
        from plainleaf.command.receiving.receive import receive_forms

        return receive_forms(parsed.settings, parsed.failure_pages, only_checks=parsed.check)

    return _with_extra(run, "receive")


def run_keys(parsed: argparse.Namespace) -> int:
    """Run `keys`. Returns the exit code."""

    def run() -> int:
        from plainleaf.command.receiving.keys import KeysArguments, use_keys

        makes_sheet = not parsed.without_sheet
        action = parsed.action or ""
        return use_keys(
            KeysArguments(
                action, parsed.name, parsed.passphrase, parsed.recipients, parsed.sheet, makes_sheet, parsed.open
            )
        )

    return _with_extra(run, "keys")


def run_inbox(parsed: argparse.Namespace) -> int:
    """Run `inbox`. Returns the exit code."""

    def run() -> int:
        from plainleaf.command.receiving.inbox import InboxArguments, use_inbox

        return use_inbox(
            InboxArguments(
                action=parsed.action, numbers=tuple(parsed.numbers), store=parsed.store, takes_all=parsed.all,
                out=parsed.out, folder=parsed.folder, days=parsed.days, is_agreed=parsed.yes,
                opens_browser=parsed.open, root=parsed.root,
            )
        )  # fmt: skip

    return _with_extra(run, "inbox")


def _with_extra(run: Callable[[], int], command: str) -> int:
    try:
        return run()
    except ModuleNotFoundError as error:
        extra = EXTRAS.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        return refuse(f"{command} needs a package that is not installed. Run: {install_command(extra)}")
