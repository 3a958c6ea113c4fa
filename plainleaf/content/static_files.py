"""Static files: pictures, icons, videos, downloads. Each gets a name that changes with its content."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import astuple, replace

from plainleaf.content.last_build import NO_BUILD, Baseline, KnownFile
from plainleaf.content.sources import YAML, report_copy
from plainleaf.input.files import read_bytes, walk
from plainleaf.input.junk import CONFLICT, KEY_INSIDE, find_original, is_listed, is_secret, keeps_names
from plainleaf.input.paths import to_nfc
from plainleaf.input.shipped import layered
from plainleaf.patterns import lazy_pattern
from plainleaf.pictures import ICON, PICTURES, PhotoCopy, PictureFault, clean_picture, find_copies, find_file_faults
from plainleaf.problems import ERROR, WARNING, Place, Problem, Report

FINGERPRINT_LENGTH = 10
ROOT = "root/"
# The address of the script of forms, as authors would write it, and that of the search page.
FORM_SCRIPT = "/scripts/form.js"
SEARCH_SCRIPT = "/scripts/search.js"
# A private key begins within so many bytes of its file.
HEAD = 100_000
# Bytes of turned pictures that are kept in memory until they are published. The others are turned a second time.
MAX_KEPT = 64_000_000
SECRET = PictureFault(
    "secret-file",
    "this file may hold a key, passwords or data of patients",
    "Move it out of the site's folder. If it was ever published or shared, replace the keys and passwords in it.",
)
FILMS = (".mp4", ".m4v", ".mov")
# Latitude and longitude as phones record them.
RECORDED_PLACE = lazy_pattern(rb"\xa9xyz.{2,6}[+-]\d\d|com\.apple\.quicktime\.location\.ISO6709", re.DOTALL)
SCRIPTS = (".js", ".mjs")
# A letter of the name of a class, an element or an attribute. In style sheets, any character beyond ASCII is one. A
# negated set, because Python takes milliseconds to compile one of all characters.
LETTER = r"[^\x00-,./:-@\[-^`{-\x7f]"
WORD = lazy_pattern(f"{LETTER}+")
# Suffixes that other programs use for Markdown: such a file is meant as a page.
PAGE_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")


class StaticFile(Struct, frozen=True):
    """A file to copy. `path` is its path on the site, `digest` that of what is published of it, `width` and `height` of
    a picture are in pixels, and `known` is what the next build may use. One that `is_listed` is published even though
    no page names it. `content` is what is published of a picture that this build has turned, if it was kept. `copies`
    of a photo are by their paths on the site.
    """

    file: Path
    path: str
    digest: str
    width: int | None
    height: int | None
    known: KnownFile
    is_listed: bool
    content: bytes | None = None
    copies: Mapping[str, PhotoCopy] = {}


def load_static_files(
    root: Path, report: Report, baseline: Baseline = NO_BUILD, *, also: Collection[str] = ()
) -> dict[str, StaticFile]:
    """Files by the address that authors write: '/pictures/nerve.svg', or a path in content/ for a file next to a page.

    Style sheets are left out: they are merged into one. A file that has not changed since `baseline` is not read again,
    and one that was only moved or touched is not decoded again. Files with an ending of `also` are listed, too.
    """
    has_static = os.path.lexists(root / "static")
    paths = dict.fromkeys(walk(root, "static", report), root) if has_static else {}
    found = {**layered(root, "static/icons", report), **layered(root, "static/scripts", report), **paths}
    # What is wrong with names, folders and YAML there is reported with the list of pages, which is made in every build.
    beside = {
        path: root
        for path in walk(root, "content", Report())
        if not path.endswith(".md") and not path.lower().endswith(YAML)
    }
    files: dict[str, StaticFile] = {}
    room = MAX_KEPT
    earlier = {(known.digest, _suffix_of(path)): known for path, known in baseline.last.static.items()}
    for path, layer in sorted({**found, **beside}.items(), key=_nfc_first):
        if path.startswith("static/css/") or not _may_be_published(path, beside, report):
            continue
        same = baseline.same_files if layer == root else baseline.same_shipped
        known = baseline.last.static.get(path) if path in same else None
        known, content = (known, None) if known else _find_known(path, layer, earlier, report)
        if known:
            report.extend(Problem(Place(path), *astuple(fault)) for fault in known.faults)
            name = to_nfc("/" + path.removeprefix("static/") if path.startswith("static/") else path)
            # A copy that was left behind is published only if something names it.
            shows = is_listed(path, also) and find_original(path, found) is None
            content = content if content and len(content) <= room else None
            room -= len(content or b"")
            files[_free(name, path, files)] = _make_static_file(path, layer / path, known, content, is_listed=shows)
    return files


def _may_be_published(path: str, beside: Mapping[str, Path], report: Report) -> bool:
    """Whether a file is one that somebody may have meant to publish; if not, it is reported."""
    name = PurePosixPath(path).name
    if path in beside and name.lower().endswith(PAGE_SUFFIXES):
        fix = "Rename it, or move it to static/ if it is a download."
        report.add(Place(path), "file-name", "the name of a page must end in '.md', in lower case", fix)
    if path in beside and name.lower().endswith(".md.txt"):
        fix = f"Rename it to '{name[: -len('.txt')]}', or delete it."
        report.add(Place(path), "left-over", "this is not a page: its name ends in '.md.txt'", fix, severity=WARNING)
        return False
    if is_secret(name):
        report.extend([Problem(Place(path), *astuple(SECRET))])
        return False
    return not (CONFLICT.fullmatch(name) and report_copy(path, (), report))


def _nfc_first(entry: tuple[str, Path]) -> tuple[bool, str]:
    """Sorts files whose names are already as they are published before all others."""
    return (to_nfc(entry[0]) != entry[0], entry[0])


def _free(name: str, path: str, files: Mapping[str, StaticFile]) -> str:
    """The key of a file: its name, or its path on disk if another has the same name in another Unicode form."""
    return name if name not in files else "/" + path.removeprefix("static/") if name.startswith("/") else path


def _suffix_of(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _find_known(
    path: str, layer: Path, earlier: Mapping[tuple[str, str], KnownFile], report: Report
) -> tuple[KnownFile | None, bytes | None]:
    """What is known about a file: from its content, or from the last build, if that had one like it.

    The second value is the published content of a picture that was turned just now.
    """
    content = read_bytes(layer, path, report)
    if content is None:
        return None, None
    digest, suffix = hashlib.sha256(content).hexdigest(), _suffix_of(path)
    if known := earlier.get((digest, suffix)):
        return known, None
    if suffix not in (*PICTURES, ICON):
        faults = (*find_file_faults(content, suffix), *_find_recorded_place(content, suffix))
        faults = (SECRET,) if KEY_INSIDE.search(content, 0, HEAD) else faults
        words = set(WORD.findall(content.decode("utf-8", "replace"))) if suffix in SCRIPTS else ()
        return KnownFile(digest, digest, faults=faults, words=tuple(sorted(words))), None
    picture = clean_picture(content, suffix)
    published = hashlib.sha256(picture.content).hexdigest()
    is_whole = suffix in PICTURES and all(fault.severity != ERROR for fault in picture.faults)
    copies = find_copies(content, digest + suffix, picture.width, picture.height) if is_whole else ()
    known = KnownFile(digest, published, picture.width, picture.height, picture.faults, copies)
    return known, picture.content if picture.is_reencoded else None


def _find_recorded_place(content: bytes, suffix: str) -> tuple[PictureFault, ...]:
    if suffix not in FILMS or not RECORDED_PLACE.search(content):
        return ()
    fix = "Export it again without its location. On an iPhone: Share, Options, Location off."
    return (PictureFault("recorded-place", "this film says where it was recorded", fix, WARNING),)


def _make_static_file(path: str, file: Path, known: KnownFile, content: bytes | None, *, is_listed: bool) -> StaticFile:
    name = to_nfc(path).removeprefix("static/").removeprefix("content/")
    if keeps_names(to_nfc(path)):
        return StaticFile(file, name.removeprefix(ROOT), known.published, None, None, known, is_listed, content)
    parts = PurePosixPath(name)
    target = parts.with_name(f"{parts.stem}.{known.published[:FINGERPRINT_LENGTH]}{parts.suffix.lower()}")
    copies = {
        str(parts.with_name(f"{parts.stem}-{copy.width}.{copy.digest[:FINGERPRINT_LENGTH]}{copy.suffix}")): copy
        for copy in known.copies
    }
    return StaticFile(file, str(target), known.published, known.width, known.height, known, is_listed, content, copies)


def without_contents(files: Mapping[str, StaticFile]) -> dict[str, StaticFile]:
    """The same files, whether a picture was turned in this build or an earlier one."""
    return {name: replace(file, content=None) for name, file in files.items()}


def without_copies(files: Mapping[str, StaticFile]) -> dict[str, StaticFile]:
    """The same files with photos as they are, for a preview: encoding copies would delay each edit."""
    return {name: replace(file, copies={}) if file.copies else file for name, file in files.items()}


def known_files(files: Mapping[str, StaticFile]) -> dict[str, KnownFile]:
    """What the next build may use of static files, by the path of each below the site's or plainleaf's own folder."""
    return {("static" + name if name.startswith("/") else name): file.known for name, file in files.items()}
