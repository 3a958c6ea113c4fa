"""Read the files of a site: what cannot be read is reported, and no link out of the root is followed.

Every file of a site is opened here or by `open_inside`, at the top of its folder as well as below.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from plainleaf.input.characters import REPLACEMENT, with_plain_ends
from plainleaf.input.invisible import (
    FIRST_BYTES,
    SUSPECT,
    Invisible,
    describe,
    drop_invisible,
    find_invisible,
    in_place_of,
    name_character,
)
from plainleaf.input.junk import is_hidden, is_junk
from plainleaf.input.opening import NotRegularError, is_link, is_link_entry, open_inside
from plainleaf.input.paths import find_windows_fault
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Place, Problem, Report

# Not allowed in file names: some systems cannot write them, and on Windows a backslash separates folders.
NOT_IN_NAMES = lazy_pattern(r"[\\\t\r\n]")
# In one file. Somebody who has more of them has saved something that is not a text.
MAX_INVISIBLE = 100
READABLE = "Change its permissions so that you can read it, or move it out of the site."
INVISIBLE = "control-character"  # the rule


def read_bytes(root: Path, path: str, report: Report) -> bytes | None:
    """The bytes of a file named relative to `root`, or None after reporting why not."""
    try:
        with open_inside(root, path) as stream:
            return stream.read()
    except OSError as error:
        if _leads_inside(root, path, root.resolve(), report):
            _report_unread(root, path, error, report)
    return None


def _other_name(root: Path, path: str) -> str:
    """The fix for a file that does not exist, but perhaps with another ending or letter case."""
    asked, same = PurePosixPath(path), list[str]()
    with suppress(OSError):
        beside = map(PurePosixPath, (root / asked).parent.iterdir())
        stems = (asked.stem.casefold(), asked.name.casefold())  # Windows hides the '.txt' that its editor adds
        near = (each for each in beside if each.stem.casefold() in stems)
        same = [each.name for each in near if each.suffix.lower() in (asked.suffix, ".yml", ".txt")]
    return f"Rename '{same[0]}' to '{asked.name}'." if len(same) == 1 else "Create it, or restore it."


def _report_unread(root: Path, path: str, error: OSError, report: Report) -> None:
    if isinstance(error, FileNotFoundError):
        report.add(Place(path), "missing-file", "this file does not exist", _other_name(root, path))
    elif isinstance(error, NotRegularError):
        _report_special(path, report)
    else:
        report.add(Place(path), "unreadable", f"this file cannot be read: {error.strerror}", READABLE)


def _report_special(path: str, report: Report) -> None:
    message = "this is not a regular file, but a pipe, a socket or a device"
    report.add(Place(path), "special-file", message, "Delete it, or move it out of the site's folder.")


def read_text(root: Path, path: str, report: Report) -> str | None:
    """The text of a UTF-8 file with line ends as '\\n' and no byte order mark, or None after reporting why not.

    Invisible characters are reported, and left out, so that every check sees what a reader sees.
    """
    content = read_bytes(root, path, report)
    if content is None:
        return None
    try:
        text = with_plain_ends(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        place = _place_in_bytes(path, content, error.start)
        fix = "Save the file as UTF-8. In most editors: Save as, Encoding, UTF-8."
        report.add(place, "not-utf8", f"the byte 0x{content[error.start]:02x} is not UTF-8 text", fix)
        return None
    if len(content.translate(None, FIRST_BYTES)) == len(content):
        return text
    _report_invisible(path, text, report)
    return drop_invisible(text)


def _report_invisible(path: str, text: str, report: Report) -> None:
    for line, column, found in islice(_find_places(text), MAX_INVISIBLE):
        message, fix = describe(text, found)
        report.add(Place(path, line, column), INVISIBLE, message, fix)


def _find_places(text: str) -> Iterator[tuple[int, int, Invisible]]:
    """The invisible characters of a text, each with its line and column."""
    line, line_start = 1, 0
    for found in find_invisible(text):
        line += text.count("\n", line_start, found.offset)
        line_start = max(line_start, text.rfind("\n", line_start, found.offset) + 1)
        yield line, found.offset - line_start + 1, found


def _find_dropped(root: Path, path: str) -> dict[int, list[int]]:
    """The columns of the characters that `read_text` leaves out of a file without anything in their place, by line."""
    content = read_bytes(root, path, Report()) or b""
    dropped: dict[int, list[int]] = {}
    for line, column, found in _find_places(with_plain_ends(content.decode("utf-8-sig", "replace"))):
        if not in_place_of(found.character):
            dropped.setdefault(line, []).append(column)
    return dropped


def as_written(problems: Sequence[Problem], root: Path) -> Sequence[Problem]:
    """The problems of a site with each column as an editor counts it, also behind an invisible character.

    Checks read the text without such characters, and so count too few. Only files that hold one are read again.
    """
    files = {problem.place.path for problem in problems if problem.rule == INVISIBLE}
    if not files:
        return problems
    dropped = {path: _find_dropped(root, path) for path in files}
    return [_move(problem, dropped.get(problem.place.path, {})) for problem in problems]


def _move(problem: Problem, dropped: Mapping[int, Sequence[int]]) -> Problem:
    path, line, column = problem.place.path, problem.place.line, problem.place.column
    columns = dropped.get(line, ())
    # The place of the character itself was found in the text as it is.
    if not columns or (problem.rule == INVISIBLE and column in columns):
        return problem
    return replace(problem, place=Place(path, line, _count_dropped(columns, column)))


def _count_dropped(columns: Iterable[int], column: int) -> int:
    """The column of a character with the dropped ones before it counted as well."""
    for dropped in columns:
        if dropped > column:
            break
        column += 1
    return column


def read_legible(root: Path, path: str) -> str:
    """What can be made out of a file that is not text, with U+FFFD for the rest; '' if it cannot be read at all."""
    content = read_bytes(root, path, Report()) or b""
    return drop_invisible(with_plain_ends(content.decode("utf-8-sig", "replace")))


def _place_in_bytes(path: str, content: bytes, offset: int) -> Place:
    line_start = content.rfind(b"\n", 0, offset) + 1
    column = len(content[line_start:offset].decode("utf-8", "replace")) + 1
    return Place(path, content.count(b"\n", 0, offset) + 1, column)


def walk(root: Path, folder: str, report: Report, without: Collection[str] = ()) -> Iterator[str]:
    """Paths, relative to `root`, of all files below `folder`, sorted. Hidden files are left out, what programs leave
    behind (see junk.py), and what is directly in `folder` under a name in `without`.

    A symbolic link is followed as long as it stays below `root` and does not lead back to a folder that contains it;
    this applies to `folder` itself as well.
    """
    inside = root.resolve()
    if _leads_inside(root, folder, inside, report):
        yield from _walk(root, folder, (root / folder).resolve(), inside, frozenset(), report, without)


def _leads_inside(root: Path, path: str, inside: Path, report: Report) -> bool:
    """Whether every link along a path stays below the root; the first that does not is reported."""
    names = path.split("/")
    ways = ("/".join(names[:number]) for number in range(1, len(names) + 1))
    return all(_stays_inside(root / way, inside, frozenset(), way, report) for way in ways if is_link(root / way))


def _walk(
    root: Path,
    folder: str,
    here: Path,
    inside: Path,
    above: frozenset[Path],
    report: Report,
    without: Collection[str] = (),
) -> Iterator[str]:
    """The files below a folder, which is really at `here`; `above` are the real folders that contain it."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        report.add(Place(folder), "missing-file", "this folder does not exist", "Create it, or restore it.")
        return
    except OSError as error:
        report.add(Place(folder), "unreadable", f"this folder cannot be read: {error.strerror}", READABLE)
        return
    if entries and not _may_be_entered(entries[0]):
        message = "this folder may be listed but not entered, so no file in it can be read"
        report.add(Place(folder), "unreadable", message, READABLE)
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name in without:
            continue
        if not (_is_ordinary(entry.name) or _is_accepted(entry.name, path, report)):
            _report_left_out(entry, path, report)
            continue
        is_linked = is_link_entry(entry)
        if is_linked and not _stays_inside(root / path, inside, above | {here}, path, report):
            continue
        if entry.is_dir():
            real = (root / path).resolve() if is_linked else here / entry.name
            yield from _walk(root, path, real, inside, above | {here}, report)
        elif entry.is_file():
            yield path
        else:
            _report_special(path, report)


def _may_be_entered(entry: os.DirEntry[str]) -> bool:
    """Whether the folder in which a file was listed lets us look at it."""
    try:
        entry.stat(follow_symlinks=False)
    except PermissionError:
        return False
    except OSError:
        return True
    return True


@lru_cache(maxsize=2000)
def _is_ordinary(name: str) -> bool:
    """Whether a file of this name is accepted wherever it is."""
    report = Report()
    return not name.startswith(".") and _is_accepted(name, name, report) and not report.count


def _is_accepted(name: str, path: str, report: Report) -> bool:
    """Whether a file is neither hidden nor left behind by a program, and every system can store its name."""
    return not is_hidden(path) and not is_junk(name) and _is_good_name(name, path, report)


def _report_left_out(entry: os.DirEntry[str], path: str, report: Report) -> None:
    """Report the pages that nobody will see because of the name of a file or folder."""
    if path.startswith("content/") and (is_hidden(path) or is_junk(entry.name)):
        # Imported late: it is rare.
        from plainleaf.input.mistakes.left_out import find_left_out

        report.extend(find_left_out(entry, path))


def _is_good_name(name: str, path: str, report: Report) -> bool:
    """Whether every system can store a file of this name; if not, it is reported."""
    if problem := _find_fault_in_name(name, path):
        report.extend([problem])
    elif fault := find_windows_fault(name):
        fix = "Rename it with plain letters, digits and hyphens."
        report.add(Place(path), "file-name", f"Windows cannot store this file: {fault}", fix, severity=WARNING)
    return problem is None


def _find_fault_in_name(name: str, path: str) -> Problem | None:
    """The problem with a file name that not every system can store, or None."""
    try:
        name.encode()
    except UnicodeEncodeError:
        # Some systems allow any bytes, which Python decodes as surrogates.
        shown = os.fsencode(path).decode(errors="replace")
        fix = "Rename it with plain letters (a to z), digits and hyphens. It may come from another system."
        return Problem(Place(shown), "file-name", "the name of this file cannot be read as UTF-8 text", fix)
    broken = NOT_IN_NAMES.search(name)
    character = broken.group() if broken else next((each.character for each in find_invisible(name)), "")
    if not character:
        return None
    what = "a backslash" if character == "\\" else f"the invisible character {name_character(character)}"
    place = Place(NOT_IN_NAMES.sub(REPLACEMENT, SUSPECT.sub(REPLACEMENT, path)))
    return Problem(place, "file-name", f"the name of this file contains {what}", "Rename it without this character.")


def _stays_inside(file: Path, inside: Path, above: frozenset[Path], path: str, report: Report) -> bool:
    try:
        target = file.resolve(strict=True)
    except (OSError, RuntimeError):
        report.add(Place(path), "broken-symlink", "this symbolic link is broken", "Delete it, or restore its target.")
        return False
    if target in above:
        message = "this symbolic link points back to a folder that contains it"
        report.add(Place(path), "broken-symlink", message, "Delete it.")
        return False
    if not target.is_relative_to(inside):
        message = "this symbolic link points outside the site's folder"
        report.add(Place(path), "outside-symlink", message, "Copy the file here instead.")
        return False
    return True
