"""`rollback`: lets patients see an earlier site again, and lists those that are kept."""

from __future__ import annotations

import shlex

from plainleaf.command.hosting.newer import remember
from plainleaf.command.hosting.targets import find_target
from plainleaf.command.streams import refuse
from plainleaf.hosting import (
    Manifest,
    RefusedError,
    Shelf,
    UnreachableError,
    encode_manifest,
    find_earlier,
    go_back,
    look,
    time_of,
)
from plainleaf.input.opening import replace_file
from plainleaf.options import Options
from plainleaf.state.work_folder import work_folder_of

MANIFEST = "went-back.json"
ELSEWHERE = (
    "{} keeps earlier sites itself, or not at all. "
    "Undo the change in your files, and publish again; with git: git revert"
)


def roll_back(options: Options, written: str, number: int | None, *, only_lists: bool) -> int:
    """Go back, and return the exit code: 0, or 2 if there is nothing to go back to or the place cannot be reached."""
    target = find_target(options, written)
    if target is None:
        return 2
    if target.place.service:
        return refuse(ELSEWHERE.format(target.place))
    how_to_verify = ""
    try:
        shelf = look(target.place)
        name = shelf.current if only_lists else find_earlier(shelf, number)
        if name != shelf.current:
            manifest = go_back(target.place, shelf, name)
            remember(options, str(target.place), name)
            if file := _keep_manifest(options, manifest):
                how_to_verify = (
                    f"To look at it as patients do: {shlex.join(('plainleaf', 'verify', '--manifest', file))}"
                )
    except (UnreachableError, RefusedError) as error:
        return refuse(f"{error}.")
    _print_list(shelf, name)
    if how_to_verify:
        print(how_to_verify)
    if not only_lists:
        print("The next 'publish' replaces it, also one at night: undo the change in your files as well.")
    return 0


def _keep_manifest(options: Options, manifest: Manifest) -> str:
    """Keep the manifest of a site that is not the one built last, for `verify`. Returns its file, "" if it has none."""
    file = work_folder_of(options.real_out) / MANIFEST
    try:
        replace_file(file, encode_manifest(manifest))
    except OSError:
        return ""
    return str(file)


def _print_list(shelf: Shelf, current: str) -> None:
    if not shelf.kept:
        print("No site is kept there yet.")
    for number, name in enumerate(shelf.kept, 1):
        time = time_of(name)
        when = time.strftime("%Y-%m-%d %H:%M UTC") if time else ""
        print(f"{number}  {when}  {name}{'  <- patients see this one' if name == current else ''}")
