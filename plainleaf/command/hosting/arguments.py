"""The commands that get a site onto a host and back, as a person types them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeAlias

from plainleaf.input.addresses.publish_hosts import HOSTS

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
AddOptions = Callable[[argparse.ArgumentParser], None]
TARGET = "a name under 'targets' in config.yaml, or a place such as web@www.clinic.example:/srv/www/clinic"


def hosting_commands(
    add_root: AddOptions, add_day: AddOptions, add_common: AddOptions
) -> Mapping[str, Callable[[Commands], None]]:
    """What adds each command to the parser. The arguments add options that others have, too."""
    return {
        "publish": partial(_add_publish, add_common),
        "rollback": partial(_add_rollback, add_root),
        "verify": partial(_add_verify, add_day),
        "host": partial(_add_host, add_root),
    }


def _add_publish(add_options: AddOptions, commands: Commands) -> None:
    says = "build the site and put it where patients see it, in one step"
    publish = commands.add_parser("publish", help=says, description=f"{says.capitalize()}.")
    publish.add_argument("target", metavar="TARGET", help=TARGET)
    publish.add_argument("--force", action="store_true", help="also in place of a site that is newer")
    says = "also write the manifest of the site into a file, for 'verify' on another computer"
    publish.add_argument("--manifest", type=Path, metavar="FILE", help=says)
    add_options(publish)


def _add_rollback(add_options: AddOptions, commands: Commands) -> None:
    says = "let patients see an earlier site again, and list those that are kept"
    rollback = commands.add_parser("rollback", help=says, description=f"{says.capitalize()}.")
    rollback.add_argument("target", metavar="TARGET", help=TARGET)
    which = rollback.add_mutually_exclusive_group()
    says = "the number in the list (default: the one before the site that patients see)"
    which.add_argument("--to", type=int, metavar="N", help=says)
    which.add_argument("--list", action="store_true", help="change nothing, only list what is kept")
    add_options(rollback)


def _add_host(add_options: AddOptions, commands: Commands) -> None:
    says = "print the settings of a host for this site: headers, old addresses, pages for wrong addresses"
    host = commands.add_parser("host", help=says, description=f"{says.capitalize()}.")
    says = f"one of: {', '.join(HOSTS)} (default: 'host' in config.yaml)"
    host.add_argument("name", metavar="HOST", nargs="?", choices=HOSTS, default=None, help=says)
    says = "the folder that the server serves (default: that of the first target on a server)"
    host.add_argument("--folder", default="", metavar="DIR", help=says)
    add_options(host)


def _add_verify(add_options: AddOptions, commands: Commands) -> None:
    says = "read the live site as a stranger would, and say what is not as it was published"
    verify = commands.add_parser("verify", help=says, description=f"{says.capitalize()}.")
    verify.add_argument("url", metavar="URL", nargs="?", default="", help="default: 'address' in config.yaml")
    says = "the manifest that 'publish' has written (default: that of the site as it was built here last)"
    verify.add_argument("--manifest", type=Path, metavar="FILE", help=says)
    verify.add_argument("--minutes", type=int, default=15, metavar="N", help="stop after so long (default: 15)")
    says = "while something is wrong, ask again for so long: caches of a host keep earlier versions for some minutes"
    verify.add_argument("--patience", type=int, default=0, metavar="MINUTES", help=says)
    verify.add_argument("--format", choices=("text", "json"), default="text", help="how it is printed")
    add_options(verify)
