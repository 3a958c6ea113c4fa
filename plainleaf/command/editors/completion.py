"""`completion`: a script for a shell that completes commands, options, kinds of page, shipped files and paths.

shtab makes it from the declared commands, so the shell need not start Python at each press of the tab key.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from plainleaf.command.copy_shipped import list_names, list_sets, list_shipped
from plainleaf.command.parser import make_parsers
from plainleaf.command.streams import refuse
from plainleaf.content.kinds import all_kinds
from plainleaf.problems.extras import install_command


def print_completion(shell: str) -> int:
    """Print the script for a shell. Returns the exit code: 0, or 2 if the extra is not installed."""
    try:
        import shtab
    except ModuleNotFoundError:
        return refuse(f"completion needs a package that is not installed. Run: {install_command('completion')}")
    parser, of_commands = make_parsers()
    choices = {"KIND": tuple(all_kinds()), "PATH": (*list_names(list_shipped()), *list_sets(), *list_shipped())}
    paths = {"DIR": shtab.DIRECTORY, "FOLDER": shtab.DIRECTORY, "FILE": shtab.FILE}
    for action in _actions_of(of_commands):
        if action.choices is None and action.metavar in choices:
            action.choices = tuple(dict.fromkeys(choices[action.metavar]))
        if action.metavar in paths:
            # shtab reads this attribute, which argparse does not declare.
            setattr(action, "complete", paths[action.metavar])  # noqa: B010 - mypy would refuse an assignment
    print(shtab.complete(parser, shell))
    return 0


def _actions_of(of_commands: Mapping[str, argparse.ArgumentParser]) -> Iterator[argparse.Action]:
    """Every option and argument of every command. argparse has no public way to list them."""
    for parser in of_commands.values():
        yield from parser._actions
