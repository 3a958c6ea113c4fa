"""Sources: the Markdown files of a site. They are listed when a site is loaded, and read one by one when needed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec import Struct

from plainleaf.input.files import read_text, walk
from plainleaf.input.junk import find_original
from plainleaf.input.paths import to_nfc
from plainleaf.problems import WARNING, Place, Report

FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


class SourceFile(Struct, frozen=True):
    """A Markdown file of a site: its path below the root, its language, its path below the language's folder
    in the form in which paths are compared.
    """

    path: str
    language: str
    page: str


class Source(Struct, frozen=True):
    """The content of a Markdown file: its front matter, and its prose with the line on which that begins."""

    file: SourceFile
    front: str
    prose: str
    prose_line: int


class SourceText(Struct, frozen=True):
    """The text of a Markdown file, and its digest."""

    text: str
    digest: str


def find_sources(root: Path, languages: tuple[str, ...], report: Report) -> Iterator[SourceFile]:
    """The Markdown files of each language, in order."""
    for language in languages:
        folder = f"content/{language}"
        paths = [path for path in walk(root, folder, report) if path.endswith(".md")]
        for path in paths:
            if not report_copy(path, paths, report):
                yield SourceFile(path, language, to_nfc(path.removeprefix(f"{folder}/")))


def report_copy(path: str, others: Collection[str], report: Report) -> bool:
    """Whether a file is a copy that somebody or some program has made of another; if so, it is reported."""
    original = find_original(path, others)
    if original is not None:
        what = f"a copy of '{original}'" if original else "a copy made while two people edited a file"
        fix = "Compare the two and delete this one, or give it a name of its own."
        report.add(Place(path), "left-over", f"this is {what}, so it is not published", fix, severity=WARNING)
    return original is not None


def read_source_text(root: Path, file: SourceFile, report: Report) -> SourceText | None:
    """The text of a file; None after reporting why there is none."""
    text = read_text(root, file.path, report)
    return SourceText(text, hashlib.blake2b(text.encode(), digest_size=16).hexdigest()) if text is not None else None


def split_source(file: SourceFile, text: str, report: Report) -> Source | None:
    """The front matter and prose of a file; None after reporting that they cannot be told apart."""
    opening = FENCE.match(text)
    if not opening:
        fix = "Begin the file with a line '---', then 'title: …' and 'summary: …', then '---' again."
        report.add(Place(file.path), "no-front-matter", "the file does not begin with front matter", fix)
        return None
    closing = FENCE.search(text, opening.end())
    if not closing:
        fix = "Add a line '---' between the fields and the text."
        report.add(Place(file.path), "no-front-matter", "the front matter that begins here has no end", fix)
        return None
    front, prose = text[opening.end() + 1 : closing.start()], text[closing.end() + 1 :]
    return Source(file, front, prose, text.count("\n", 0, closing.end()) + 2)
