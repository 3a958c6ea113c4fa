"""`import`: bring the pages of another program into a site, and say what could not come over."""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec import Struct

from plainleaf.command.agreement import replace_unchanged
from plainleaf.command.starting.new_site import SKELETON
from plainleaf.command.streams import refuse
from plainleaf.content.config.read import Config, read_config
from plainleaf.importing import ORIGINS, Move, NewConfig, NewSite, Origin, Written, make_move, write_move
from plainleaf.problems import Report
from plainleaf.problems.reports import count_in_words, format_report, number_of


class ImportArguments(Struct, frozen=True):
    """What was chosen: the old site's folder or export file and the program that made it, and how to import.

    `language` is "" for the default one, `form` the format of the list.
    """

    folder: Path
    program: str
    language: str = ""
    is_dry: bool = False
    publishes: bool = False
    form: str = "text"


def import_site(root: Path, chosen: ImportArguments) -> int:
    """Import a site into the one at `root`. Returns the exit code: 0, 1 if something must be fixed, 2 when misused."""
    refusal = _refusal(root, chosen.folder, ORIGINS[chosen.program])
    config = None if refusal else read_config(root, Report())
    if config is not None:
        refusal = _refuse_language(config, chosen.language)
    if refusal or config is None:
        return refuse(refusal)
    new = NewSite(root, config.settings, chosen.language or config.settings.languages.default, SKELETON)
    move = make_move(ORIGINS[chosen.program], chosen.folder.resolve(), new, publishes=chosen.publishes)
    written = write_move(move, root, is_dry=chosen.is_dry)
    if move.config.carried and not chosen.is_dry and (refusal := _write_config(root, move.config)):
        return refuse(refusal)
    sys.stdout.write(format_report(written.report, chosen.form))
    for line in _summary(move, written, is_dry=chosen.is_dry):
        # With a list for programs, nothing else may be on standard output.
        print(line, file=sys.stdout if chosen.form == "text" else sys.stderr)
    return 1 if written.report.has_errors else 0


def _refuse_language(config: Config, language: str) -> str:
    if config.unclear.touches("languages"):
        return "config.yaml has no good list of languages. First correct what 'plainleaf check' says"
    if language and language not in config.settings.languages.names:
        return f"the site has no language '{language}'. Add it to 'languages' in config.yaml first"
    return ""


def _refusal(root: Path, folder: Path, origin: Origin) -> str:
    """Why nothing can be imported; "" if it can."""
    if not (root / "config.yaml").is_file():
        return f"{root} is no site of plainleaf. Start one with 'plainleaf new-site FOLDER', and name it with --root"
    if not folder.exists():
        return f"there is no folder {folder}"
    if folder.is_file() and not origin.is_html:
        return f"{folder} is a file. Name the folder of the old site"
    if folder.is_dir() and root.resolve().is_relative_to(folder.resolve()):
        return f"{folder} holds the site itself. Put the old site into a folder of its own"
    return ""


def _write_config(root: Path, config: NewConfig) -> str:
    """Put what came over into config.yaml. Returns why it could not be written; "" if it was."""
    try:
        replace_unchanged((root / "config.yaml").resolve(), config.before, config.after)
    except OSError as error:
        return f"config.yaml was not changed: {error.strerror}"
    return ""


def _summary(move: Move, written: Written, *, is_dry: bool) -> list[str]:
    settings = [f"  {path}: {value}" for path, value in move.config.carried.items()]
    if is_dry:
        listed = [f"  {path}" for path in written.new]
        settings = ["Would write into config.yaml:", *settings] if settings else []
        end = f"Nothing was written. {_count(written)}"
        return [f"Would write {number_of(len(written.new), 'file')}:", *listed, *settings, end]
    same = f" Already there, with the same content: {len(written.same)}." if written.same else ""
    lines = [f"Wrote {number_of(len(written.new), 'file')}.{same} {_count(written)}"]
    if written.listing:
        lines += [
            f"Pages: {written.pages}. Drafts among them, until somebody has fixed and read them: {written.drafts}.",
            f"The list is also in {written.listing}. Work it off, then run 'plainleaf check'.",
        ]
    return [*lines, "Written into config.yaml:", *settings] if settings else lines


def _count(written: Written) -> str:
    return f"The list has {count_in_words(written.report)}."
