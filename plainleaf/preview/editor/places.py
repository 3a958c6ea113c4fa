"""Places: which files of a site the editor may read and save: its pages, and pictures in one folder."""

from __future__ import annotations

from pathlib import PurePosixPath

from plainleaf.input.fieldtypes import LANGUAGE_CODE
from plainleaf.input.files import NOT_IN_NAMES
from plainleaf.input.invisible import find_invisible
from plainleaf.input.junk import is_hidden, is_junk
from plainleaf.input.paths import find_length_fault, find_windows_fault
from plainleaf.patterns import lazy_pattern
from plainleaf.pictures import PICTURES, SAVE_AS_JPEG

PICTURE_FOLDER = "static/pictures"
LANGUAGE = lazy_pattern(LANGUAGE_CODE)


class RefusedError(ValueError):
    """The editor's request is refused. The message tells its user why."""


def check_folder(path: str) -> None:
    """Raise RefusedError unless a path is that of a folder with pages: content/LANGUAGE, or one below it."""
    first, language, *_ = [*path.split("/"), ""]
    if first != "content" or not LANGUAGE.fullmatch(language) or not all(map(_is_good_name, path.split("/"))):
        raise RefusedError(f"'{path}' is not a folder with pages.")


def check_page(path: str) -> None:
    """Raise RefusedError unless a path is that of a page in content/LANGUAGE/."""
    folder, _, name = path.rpartition("/")
    check_folder(folder)
    if not name.endswith(".md") or not _is_good_name(name) or find_length_fault(path):
        raise RefusedError(f"'{path}' is not a page.")


def check_picture(path: str) -> None:
    """Raise RefusedError unless a path is that of a picture in the folder of pictures."""
    folder, _, name = path.rpartition("/")
    if folder != PICTURE_FOLDER or not _is_good_name(name) or find_length_fault(path):
        raise RefusedError(f"'{path}' is not in the folder for pictures.")
    if PurePosixPath(name).suffix.lower() in (".heic", ".heif"):
        raise RefusedError(f"'{name}' is a HEIC picture, which most browsers cannot show. {SAVE_AS_JPEG}")
    if PurePosixPath(name).suffix.lower() not in PICTURES:
        raise RefusedError(f"'{name}' is not a picture: its name must end in one of {', '.join(PICTURES)}.")


def _is_good_name(name: str) -> bool:
    """Whether every system can store a name, and a build reads such a file."""
    is_odd = not name or NOT_IN_NAMES.search(name) or find_windows_fault(name) or next(find_invisible(name), None)
    return not is_odd and name.isprintable() and not is_hidden(name) and not is_junk(name) and not name.endswith("~")
