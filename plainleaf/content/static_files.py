"""Static files: pictures, icons, videos, downloads. Each gets a name that changes with its content."""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from plainleaf.content.last_build import NO_BUILD, Baseline, KnownFile
from plainleaf.input.files import read_bytes, walk
from plainleaf.input.shipped import layer_of, layered
from plainleaf.problems import Place, Report

FINGERPRINT_LENGTH = 10
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
VERBATIM = "root/"
# Suffixes that other programs use for Markdown: such a file is meant as a page.
PAGE_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
VIEW_BOX = re.compile(rb"<svg[^>]*\sviewBox=[\"'][\d.\s,-]*?\s(\d{1,6}(?:\.\d+)?)[\s,]+(\d{1,6}(?:\.\d+)?)\s*[\"']")
ACTIVE = re.compile(rb"<script|<foreignObject|\son\w+\s*=|javascript:", re.IGNORECASE)


class StaticFile(Struct, frozen=True):
    """A file to copy. `path` is its path on the site; `width` and `height` are in pixels, for pictures."""

    file: Path
    path: str
    digest: str
    width: int | None
    height: int | None


def load_static_files(root: Path, report: Report, baseline: Baseline = NO_BUILD) -> dict[str, StaticFile]:
    """Files by the address that authors write: '/pictures/nerve.svg', or a path in content/ for a file next to a page.

    Style sheets are left out: they are merged into one. Files in static/root/ keep their names. A file that has not
    changed since `baseline` is not read again.
    """
    has_static = os.path.lexists(root / "static")
    paths = {path: root / path for path in walk(root, "static", report)} if has_static else {}
    found = {**layered(root, "static/icons", report), **paths}
    beside = {path: root / path for path in walk(root, "content", report) if not path.endswith((".md", ".yaml"))}
    for path in beside:
        if path.lower().endswith(PAGE_SUFFIXES):
            fix = "Rename it, or move it to static/ if it is a download."
            report.add(Place(path), "file-name", "the name of a page must end in '.md', in lower case", fix)
    files: dict[str, StaticFile] = {}
    for path, file in sorted({**found, **beside}.items()):
        if path.startswith("static/css/"):
            continue
        same = baseline.same_files if file == root / path else baseline.same_shipped
        known = baseline.last.static.get(path) if path in same else None
        static_file = _make_static_file(path, file, known) if known else _load_static_file(path, file, report)
        if static_file:
            files["/" + path.removeprefix("static/") if path.startswith("static/") else path] = static_file
    return files


def _load_static_file(path: str, file: Path, report: Report) -> StaticFile | None:
    content = read_bytes(layer_of(path, file), path, report)
    if content is None:
        return None
    if file.suffix.lower() == ".svg" and ACTIVE.search(content):
        message = "this drawing contains a script or an event handler"
        report.add(Place(path), "active-picture", message, "Export it again as a plain SVG, without scripts.")
    width, height = _measure(content, file.suffix.lower())
    return _make_static_file(path, file, KnownFile(hashlib.sha256(content).hexdigest(), width, height))


def _make_static_file(path: str, file: Path, known: KnownFile) -> StaticFile:
    name = path.removeprefix("static/").removeprefix("content/")
    if name.startswith(VERBATIM):
        return StaticFile(file, name.removeprefix(VERBATIM), known.digest, None, None)
    parts = PurePosixPath(name)
    target = parts.with_name(f"{parts.stem}.{known.digest[:FINGERPRINT_LENGTH]}{parts.suffix.lower()}")
    return StaticFile(file, str(target), known.digest, known.width, known.height)


def known_files(files: Mapping[str, StaticFile]) -> dict[str, KnownFile]:
    """What the next build may use of static files, by the path of each below the site's or plainleaf's own folder."""
    return {
        ("static" + name if name.startswith("/") else name): KnownFile(file.digest, file.width, file.height)
        for name, file in files.items()
    }


def _measure(content: bytes, suffix: str) -> tuple[int | None, int | None]:
    if suffix not in PICTURES:
        return None, None
    import imagesize  # slow to import and rarely needed: most pictures are known from the last build

    try:
        width, height = imagesize.get(io.BytesIO(content))
    except ValueError:
        return None, None
    drawn = VIEW_BOX.search(content) if suffix == ".svg" and width <= 0 else None
    if drawn:
        # A drawing without a size of its own gets that of its view box.
        width, height = float(drawn.group(1)), float(drawn.group(2))
    return (round(width), round(height)) if width > 0 and height > 0 else (None, None)
