"""`rollback`: lets patients see an earlier site again, and lists those that are kept."""

from __future__ import annotations

import shlex

from plainleaf.command.hosting.newer import remember
from plainleaf.command.hosting.targets import find_target
from plainleaf.command.streams import refuse
from plainleaf.hosting import RefusedError, Shelf, UnreachableError, find_earlier, go_back, look, time_of
from plainleaf.input.addresses.publish_places import PublishPlace
from plainleaf.options import Options

ELSEWHERE = (
    "{} keeps earlier sites itself, or not at all. "
    "Undo the change in your files, and publish again; with git: git revert"
)


def roll_back(options: Options, written: str, number: int | None, *, only_lists: bool) -> int:
    """Go back, and give the exit code: 0, or 2 if there is nothing to go back to or the place cannot be reached."""
    target = find_target(options, written)
    if target is None:
        return 2
    if target.place.service:
        return refuse(ELSEWHERE.format(target.place))
    try:
        shelf = look(target.place)
        name = shelf.current if only_lists else find_earlier(shelf, number)
        if name != shelf.current:
            go_back(target.place, shelf, name)
            remember(options, str(target.place), name)
    except (UnreachableError, RefusedError) as error:
        return refuse(f"{error}.")
    _print_list(shelf, name)
    if not only_lists:
        print(f"To look at it as patients do: {_how_to_verify(target.place, name)}")
        print("The next 'publish' replaces it, also one at night: undo the change in your files as well.")
    return 0


def _how_to_verify(place: PublishPlace, name: str) -> str:
    """The command for a site that is not the last built one, whose manifest is where it is kept."""
    manifest = f"{place.folder}/manifests/{name}.json"
    if not place.account:
        return shlex.join(("plainleaf", "verify", "--manifest", manifest))
    port = ("-P", str(place.port)) if place.port else ()
    copy = shlex.join(("scp", *port, f"{place.account}:{manifest}", "."))
    return f"{copy} && plainleaf verify --manifest {name}.json"


def _print_list(shelf: Shelf, current: str) -> None:
    if not shelf.kept:
        print("No site is kept there yet.")
    for number, name in enumerate(shelf.kept, 1):
        time = time_of(name)
        when = time.strftime("%Y-%m-%d %H:%M UTC") if time else ""
        print(f"{number}  {when}  {name}{'  <- patients see this one' if name == current else ''}")
