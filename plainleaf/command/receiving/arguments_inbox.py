"""The commands for staff computers: `keys` and `inbox`, as a person types them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

KEYS_ACTIONS = ("new", "list", "sheet", "restore")
INBOX_ACTIONS = ("list", "open", "print", "answered", "export", "delete", "delete-old", "relay")


def add_keys(commands: Commands) -> None:
    """Declare `keys`."""
    says = "make the key that opens requests on this computer, or bring it back from paper"
    keys = commands.add_parser("keys", help=says, description=f"{says.capitalize()}.")
    which = f"one of: {', '.join(KEYS_ACTIONS)} (default: new if there is no key, else list)"
    keys.add_argument("action", nargs="?", choices=KEYS_ACTIONS, metavar="ACTION", help=which)
    keys.add_argument("--name", default="", metavar="NAME", help="what the key is called (default: this computer)")
    keys.add_argument("--passphrase", action="store_true", help="protect the key with a passphrase, which is asked for")
    says = "where the public key is written, for the server (default: recipients.txt)"
    keys.add_argument("--recipients", type=Path, default=Path("recipients.txt"), metavar="FILE", help=says)
    sheet = keys.add_mutually_exclusive_group()
    says = "write the recovery sheet into a file that stays, instead of showing it once"
    sheet.add_argument("--sheet", type=Path, metavar="FILE", help=says)
    sheet.add_argument("--without-sheet", action="store_true", help="make no recovery sheet now")
    _add_no_open(keys)


def add_inbox(commands: Commands) -> None:
    """Declare `inbox`."""
    says = "list, read, print, export and delete the requests from the website's forms"
    inbox = commands.add_parser("inbox", help=says, description=f"{says.capitalize()}.")
    which = f"one of: {', '.join(INBOX_ACTIONS)} (default: list)"
    inbox.add_argument("action", nargs="?", choices=INBOX_ACTIONS, default="list", metavar="ACTION", help=which)
    inbox.add_argument("numbers", nargs="*", type=_request_number, metavar="NUMBER", help="which requests")
    says = "where they are: ssh://USER@HOST/PATH, a path, or postgresql://… (default: the last one)"
    inbox.add_argument("--store", default="", metavar="STORE", help=says)
    inbox.add_argument("--all", action="store_true", help="also those that are answered")
    inbox.add_argument("--out", type=Path, metavar="FILE", help="the file that export writes")
    inbox.add_argument("--folder", type=Path, metavar="DIR", help="where the page that print shows lies meanwhile")
    says = "older than this is old (default: policies, keep_requests of the site)"
    inbox.add_argument("--days", type=_day_count, metavar="DAYS", help=says)
    inbox.add_argument("--yes", action="store_true", help="do not ask before something is deleted")
    _add_no_open(inbox)
    inbox.add_argument("--root", type=Path, metavar="DIR", help="the site's folder, for its policies and time zone")


def _add_no_open(command: argparse.ArgumentParser) -> None:
    command.add_argument("--no-open", dest="open", action="store_false", help="do not open a browser")


def _request_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"'{text}' is not the number of a request, such as 12")
    return int(text)


def _day_count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 3650:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of days from 1 to 3650")
    return int(text)
