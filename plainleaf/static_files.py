"""Static files: pictures, icons, videos, downloads. Each gets a name that changes when its content does."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import imagesize

from plainleaf.files import read_bytes, walk
from plainleaf.problems import Place, Report
from plainleaf.shipped import layered

FINGERPRINT_LENGTH = 10
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
VERBATIM = "root/"
# What other programs call Markdown: such a file was meant to be a page.
PAGE_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
VIEW_BOX = re.compile(rb"<svg[^>]*\sviewBox=[\"'][\d.\s,-]*?\s(\d{1,6}(?:\.\d+)?)[\s,]+(\d{1,6}(?:\.\d+)?)\s*[\"']")
ACTIVE = re.compile(rb"<script|<foreignObject|\son\w+\s*=|javascript:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file to copy. `path` is where it goes on the site; `width` and `height` in pixels, for pictures."""

    file: Path
    path: PurePosixPath
    digest: str
    width: int | None
    height: int | None


def load_static_files(root: Path, report: Report) -> dict[str, StaticFile]:
    """Files by the address that authors write: '/pictures/nerve.svg', or a path in content/ for a file beside a page.

    Style sheets are left out: they become one. Files in static/root/ keep their names.
    """
    paths = {path: root / path for path in walk(root, "static", report)} if (root / "static").is_dir() else {}
    found = {**layered(root, "static/icons", report), **paths}
    beside = {path: root / path for path in walk(root, "content", report) if not path.endswith((".md", ".yaml"))}
    for path in beside:
        if path.lower().endswith(PAGE_SUFFIXES):
            fix = "Rename it, or move it to static/ when it is a download."
            report.add(Place(path), "file-name", "the name of a page ends in '.md', in small letters", fix)
    files: dict[str, StaticFile] = {}
    for path, file in sorted({**found, **beside}.items()):
        if path.startswith("static/css/"):
            continue
        static_file = _load_static_file(path, file, report)
        if static_file:
            files["/" + path.removeprefix("static/") if path.startswith("static/") else path] = static_file
    return files


def _load_static_file(path: str, file: Path, report: Report) -> StaticFile | None:
    content = read_bytes(file.parent, file.name, report)
    if content is None:
        return None
    if file.suffix.lower() == ".svg" and ACTIVE.search(content):
        message = "this drawing holds a script or an event handler"
        report.add(Place(path), "active-picture", message, "Export it again as a plain SVG, without scripts.")
    name = PurePosixPath(path.removeprefix("static/").removeprefix("content/"))
    digest = hashlib.sha256(content).hexdigest()
    if str(name).startswith(VERBATIM):
        return StaticFile(file, PurePosixPath(str(name).removeprefix(VERBATIM)), digest, None, None)
    target = name.with_name(f"{name.stem}.{digest[:FINGERPRINT_LENGTH]}{name.suffix.lower()}")
    width, height = _measure(content, file.suffix.lower())
    return StaticFile(file, target, digest, width, height)


def _measure(content: bytes, suffix: str) -> tuple[int | None, int | None]:
    if suffix not in PICTURES:
        return None, None
    try:
        width, height = imagesize.get(io.BytesIO(content))
    except ValueError:
        return None, None
    drawn = VIEW_BOX.search(content) if suffix == ".svg" and width <= 0 else None
    if drawn:
        # A drawing without a size of its own has that of its coordinates.
        width, height = float(drawn.group(1)), float(drawn.group(2))
    return (round(width), round(height)) if width > 0 and height > 0 else (None, None)
