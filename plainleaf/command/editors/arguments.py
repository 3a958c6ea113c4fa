"""The command `editor` and its options, as a person types them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_editor(add_day: Callable[[argparse.ArgumentParser], None], commands: Commands) -> None:
    """Add the command to the parser. `add_day` adds options that others have, too."""
    says = "edit pages in the browser, with the preview and what the checks find beside them"
    editor = commands.add_parser("editor", help=says, description=f"{says.capitalize()}.")
    editor.add_argument("--port", type=int, default=8000, metavar="N", help="the port (default: 8000)")
    editor.add_argument("--no-open", dest="open", action="store_false", help="do not open a browser")
    what = editor.add_mutually_exclusive_group()
    what.add_argument("--fetch", action="store_true", help="fetch the editor, Decap CMS, which is needed once")
    what.add_argument("--bundle", type=Path, metavar="FILE", help="take the editor from a file that you have fetched")
    says = "write the editor for people who sign in at a Git host, by 'editor' in config.yaml"
    what.add_argument("--out", type=Path, metavar="DIR", help=says)
    add_day(editor)
