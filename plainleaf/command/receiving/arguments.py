"""The commands for the forms that patients send, as a person types them."""

from __future__ import annotations

import argparse
from pathlib import Path

SETTINGS = Path("receiver.yaml")


def add_receive(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `receive`."""
    says = "receive the forms of a site, on a server of the clinic's"
    receive = commands.add_parser("receive", help=says, description=f"{says.capitalize()}.")
    says = "where its settings are (default: receiver.yaml)"
    receive.add_argument("--settings", type=Path, default=SETTINGS, metavar="FILE", help=says)
    what = receive.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="say whether all that it needs can be used, and end")
    says = "write the pages that a web server shows while the receiver does not answer, and end"
    what.add_argument("--failure-pages", type=Path, metavar="DIR", help=says)
