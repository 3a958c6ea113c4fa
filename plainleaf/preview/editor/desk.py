"""The desk: serves the `proxy` backend of Decap CMS with the pages and pictures of a site on this computer.

The protocol is that of Decap's own server, packages/decap-server in github.com/decaporg/decap-cms. Only messages on all
pages are deleted, and nothing is moved. Everything in a request is checked before anything is written.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct, field

from plainleaf.content.kinds import all_kinds
from plainleaf.input.characters import with_plain_ends
from plainleaf.input.files import walk
from plainleaf.input.opening import open_inside, remove_inside, replace_inside
from plainleaf.patterns import lazy_pattern
from plainleaf.pictures import PICTURES, clean_picture
from plainleaf.preview.editor.merge import UnreadableError, kind_of, merge_page
from plainleaf.preview.editor.places import PICTURE_FOLDER, RefusedError, check_folder, check_page, check_picture
from plainleaf.problems import ERROR, Report

LONGEST_PAGE = 1_000_000  # characters
MAX_FILES = 20
MAX_TABS = 100
# The characters that YAML does not allow.
CONTROL = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
BYTE_ORDER_MARK = "\ufeff"
CHANGED = "'{}' was changed by somebody else since you opened it. Copy your text, load this page again, and paste it."


class WantedFile(Struct, frozen=True):
    """A file that the editor names."""

    path: str


class SavedPage(Struct, frozen=True):
    """The whole text of a page as the editor writes it."""

    path: str
    raw: str
    new_path: str | None = field(default=None, name="newPath")


class SavedPicture(Struct, frozen=True):
    """A picture that was chosen in the editor, in Base64."""

    path: str
    content: str


class Params(Struct, frozen=True, rename="camel"):
    """The parameters of an action; each uses some of them."""

    path: str = ""
    paths: tuple[str, ...] = ()
    folder: str = ""
    depth: int = 1
    media_folder: str = ""
    files: tuple[WantedFile, ...] = ()
    data_files: tuple[SavedPage, ...] = ()
    assets: tuple[SavedPicture, ...] = ()
    asset: SavedPicture | None = None
    options: Mapping[str, Any] = {}


class EditorRequest(Struct, frozen=True):
    """A request of the editor."""

    action: str
    params: Params = Params()


class Desk(Struct):
    """The pages and pictures of a site, for the tabs with an editor. `tabs` are by name, the latest last."""

    root: Path
    tabs: dict[str, Tab] = field(default_factory=dict)

    def answer(self, question: EditorRequest, tab: str) -> Any:
        """The answer to a tab, for JSON. Raises RefusedError, and OSError if a file cannot be read or written."""
        act = ACTIONS.get(question.action)
        if act is None:
            raise RefusedError(f"This editor cannot do that here ({question.action}). Ask whoever keeps the site.")
        self.tabs[tab] = self.tabs.pop(tab) if tab in self.tabs else Tab(self.root)
        # A tab that was forgotten is told to load the page again.
        while len(self.tabs) > MAX_TABS:
            del self.tabs[next(iter(self.tabs))]
        return act(self.tabs[tab], question.params)

    def find_picture(self, path: str) -> bytes | None:
        """The picture at a path as it was saved, None if there is none."""
        try:
            check_picture(path)
            return _read(self.root, path)
        except (RefusedError, OSError):
            return None


class Tab(Struct):
    """An editor in one tab. `given` has the digest of each page's text that it was last sent."""

    root: Path
    given: dict[str, str] = field(default_factory=dict)

    def _list_pages(self, params: Params) -> list[dict[str, Any]]:
        check_folder(params.folder)
        deepest = params.folder.count("/") + params.depth
        paths = (path for path in walk(self.root, params.folder, Report()) if path.endswith(".md"))
        found = (self._find_page_or_skip(path) for path in paths if path.count("/") <= deepest)
        return [page for page in found if page is not None]

    def _find_page_or_skip(self, path: str) -> dict[str, Any] | None:
        """A page with its text, None if it cannot be edited: a build reports that, and the others are listed."""
        try:
            return self._load_page(path)
        except (RefusedError, OSError):
            return None

    def _list_files(self, params: Params) -> list[dict[str, Any]]:
        return [self._load_page(wanted.path) for wanted in params.files]

    def _get_page(self, params: Params) -> dict[str, Any]:
        found = self._load_page(params.path)
        # Not when pages are listed: the tab may be editing an older text of one of them.
        self.given[params.path] = found["file"]["id"] or ""
        return found

    def _load_page(self, path: str) -> dict[str, Any]:
        """A page with its text, None if there is none."""
        check_page(path)
        text = _read_page(self.root, path)
        data, id_ = (None, None) if text is None else (_plain(text), _digest(text.encode()))
        return {"data": data, "file": {"path": path, "id": id_}}

    def _save(self, params: Params) -> dict[str, Any]:
        if not params.data_files or len(params.data_files) + len(params.assets) > MAX_FILES:
            raise RefusedError("Save one page at a time.")
        pictures = [_clean(asset) for asset in params.assets]
        pages = [self._merge(page, is_new=bool(params.options.get("newEntry"))) for page in params.data_files]
        _write_all(self.root, pictures)
        _write_all(self.root, pages)
        self.given.update((path, _digest(content)) for path, content in pages)
        return {"message": "saved"}

    def _merge(self, page: SavedPage, *, is_new: bool) -> tuple[str, bytes]:
        """The path of a page, and what is written there."""
        check_page(page.path)
        if page.new_path not in (None, page.path):
            raise RefusedError("A page cannot be moved in the editor. Ask whoever keeps the site.")
        if len(page.raw) > LONGEST_PAGE:
            raise RefusedError("This page is too long.")
        if CONTROL.search(with_plain_ends(page.raw)):
            raise RefusedError("There is a character in this page that no text has. Type the last words again.")
        old = _read_page(self.root, page.path)
        if old is None and not is_new:
            raise RefusedError(f"'{page.path}' was deleted since you opened it.")
        if old is not None and is_new:
            raise RefusedError(f"There is a page '{page.path}' already. Choose another title.")
        if old is not None:
            self._refuse_changed(page.path, old)
        try:
            merged = merge_page(_plain(old or ""), with_plain_ends(page.raw))
        except UnreadableError as error:
            raise RefusedError(f"'{page.path}' cannot be saved here: {error}.") from error
        return page.path, _with_ends_of(old or "", merged).encode()

    def _refuse_changed(self, path: str, text: str) -> None:
        """Raise RefusedError if a page has another text than this tab was given."""
        if self.given.get(path) != _digest(text.encode()):
            raise RefusedError(CHANGED.format(path))

    def _delete(self, params: Params) -> dict[str, Any]:
        """Delete messages. Other pages may be linked to, in print too."""
        for path in params.paths:
            check_page(path)
            text = _read_page(self.root, path)
            if text is None:
                raise RefusedError(f"'{path}' was deleted already.")
            if _has_own_page(text):
                raise RefusedError("Only a message on all pages can be deleted here. Ask whoever keeps the site.")
            self._refuse_changed(path, text)
        for path in params.paths:
            remove_inside(self.root, path)
        return {"message": "deleted"}

    def _list_pictures(self, params: Params) -> list[dict[str, Any]]:
        if params.media_folder != PICTURE_FOLDER:
            raise RefusedError(f"'{params.media_folder}' is not the folder for pictures.")
        found = [path for path in walk(self.root, PICTURE_FOLDER, Report()) if path.count("/") == 2]
        return [_show(path, _read(self.root, path)) for path in found if PurePosixPath(path).suffix.lower() in PICTURES]

    def _get_picture(self, params: Params) -> dict[str, Any]:
        check_picture(params.path)
        return _show(params.path, _read(self.root, params.path))

    def _save_picture(self, params: Params) -> dict[str, Any]:
        if params.asset is None:
            raise RefusedError("No picture was chosen.")
        picture = _clean(params.asset)
        _write_all(self.root, [picture])
        return _show(*picture)


ACTIONS: Mapping[str, Callable[[Tab, Params], Any]] = {
    "entriesByFolder": Tab._list_pages,
    "entriesByFiles": Tab._list_files,
    "getEntry": Tab._get_page,
    "persistEntry": Tab._save,
    "deleteFiles": Tab._delete,
    "getMedia": Tab._list_pictures,
    "getMediaFile": Tab._get_picture,
    "persistMedia": Tab._save_picture,
}


def _read(root: Path, path: str) -> bytes:
    with closing(open_inside(root, path)) as stream:
        return stream.read()


def _read_page(root: Path, path: str) -> str | None:
    """The text of a page as it is written, None if there is none."""
    try:
        return _read(root, path).decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise RefusedError(f"'{path}' is not a text in UTF-8. Ask whoever keeps the site.") from error


def _has_own_page(text: str) -> bool:
    """Whether patients may have the address of this text's page, as far as can be told."""
    try:
        kind = all_kinds().get(kind_of(_plain(text)))
    except UnreadableError:
        return True
    return kind is None or kind.has_own_page


def _plain(text: str) -> str:
    return with_plain_ends(text.removeprefix(BYTE_ORDER_MARK))


def _with_ends_of(old: str, text: str) -> str:
    """A text with the byte order mark and the line ends of another."""
    text = text.replace("\n", "\r\n") if "\r\n" in old else text
    return BYTE_ORDER_MARK + text if old.startswith(BYTE_ORDER_MARK) else text


def _write_all(root: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for path, content in files:
        replace_inside(root, path, content)


def _clean(asset: SavedPicture) -> tuple[str, bytes]:
    """The path of a picture, and nothing but the picture: no place, no date, no names."""
    check_picture(asset.path)
    try:
        content = b64decode(asset.content, validate=True)
    except Base64Error as error:
        raise RefusedError("This picture did not arrive whole. Try again.") from error
    picture = clean_picture(content, PurePosixPath(asset.path).suffix.lower())
    for fault in picture.faults:
        if fault.severity == ERROR:
            raise RefusedError(f"{fault.message[:1].upper()}{fault.message[1:]}. {fault.fix}")
    return asset.path, picture.content


def _show(path: str, content: bytes) -> dict[str, Any]:
    """A picture in the form that the editor expects."""
    name, text = path.rpartition("/")[2], b64encode(content).decode()
    return {"id": _digest(content), "content": text, "encoding": "base64", "path": path, "name": name}


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
