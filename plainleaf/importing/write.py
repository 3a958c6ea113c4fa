"""Write what was imported. No file that exists is changed, and nothing is written through a link out of the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from plainleaf.importing.listing import make_listing
from plainleaf.importing.move import Move
from plainleaf.importing.old_files import read_old_bytes
from plainleaf.problems import WARNING, Place, Problem, Report

LISTING = "import-report"
NEW, SAME, NOT_WRITTEN = "new", "same", "not written"


class Written(Struct, frozen=True):
    """What was written: new files, those that were there with the same content, and the path of the list ("" for none).

    `pages` and `drafts` count pages among the new files. `report` has the problems of the move, and those of writing.
    """

    new: tuple[str, ...]
    same: tuple[str, ...]
    pages: int
    drafts: int
    listing: str
    report: Report


def write_move(move: Move, root: Path, *, is_dry: bool = False) -> Written:
    """Write the pages, the files that they name, and the list. With `is_dry` nothing is written."""
    report = Report()
    done: dict[str, list[str]] = {NEW: [], SAME: [], NOT_WRITTEN: []}
    try:
        for path, content, problems in _contents(move, report):
            outcome = _write(root, path, content, report, is_dry=is_dry)
            done[outcome].append(path)
            # What is wrong with a page that is not there is nobody's business.
            report.extend(() if outcome == NOT_WRITTEN else problems)
    except OSError as error:
        message = f"the import stopped here: {error.strerror or error}"
        report.add(Place(_below(root, error)), "cannot-write", message, "Free some space, then import again.")
    report.extend(move.problems)
    new = frozenset(done[NEW])
    drafts = [page.is_draft for page in move.pages if page.path in new]
    listing = ""
    if new and not is_dry:
        listing = _write_listing(make_listing(move.folder.name, len(drafts), sum(drafts), report), root, report)
    return Written(tuple(done[NEW]), tuple(done[SAME]), len(drafts), sum(drafts), listing, report)


def _contents(move: Move, report: Report) -> Iterator[tuple[str, bytes, tuple[Problem, ...]]]:
    for page in move.pages:
        yield page.path, page.text.encode(), page.problems
    for path, old in move.files.items():
        content = read_old_bytes(move.folder, old, report)
        if content is not None:
            yield path, content, ()


def _write(root: Path, path: str, content: bytes, report: Report, *, is_dry: bool) -> str:
    file = root / path
    if not file.resolve().is_relative_to(root.resolve()):
        message = "a link leads out of the site's folder here, so nothing was written"
        report.add(Place(path), "outside-symlink", message, "Delete the link, then import again.")
        return NOT_WRITTEN
    if file.is_file():
        if file.stat().st_size == len(content) and file.read_bytes() == content:
            return SAME
        message = "another file is here already, so it stays, and nothing was written"
        fix = "To take the imported one, delete or rename this file and import again."
        report.add(Place(path), "not-carried", message, fix, severity=WARNING)
        return NOT_WRITTEN
    if not is_dry:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(content)
    return NEW


def _write_listing(text: str, root: Path, report: Report) -> str:
    """Write the list beside config.yaml, where no build looks, under the first name that is free."""
    for count in range(1, 1000):
        name = f"{LISTING}.md" if count == 1 else f"{LISTING}-{count}.md"
        try:
            with (root / name).open("x", encoding="utf-8") as stream:
                stream.write(text)
        except FileExistsError:
            continue
        except OSError as error:
            report.add(
                Place(name), "cannot-write", f"the list cannot be written: {error.strerror}", "Copy it from here."
            )
            return ""
        return name
    return ""


def _below(root: Path, error: OSError) -> str:
    name = str(error.filename or "")
    return name.removeprefix(f"{root}/") if name else "content"
