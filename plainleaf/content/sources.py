"""Sources: the Markdown files of a site. They are listed when a site is loaded, and read one by one when needed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from plainleaf.input.files import read_text, walk
from plainleaf.problems import Report

FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


class SourceFile(Struct, frozen=True):
    """A Markdown file of a site: its path below the root, its language, its path below the language's folder."""

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
    """The text of a Markdown file, and the digest of the text as it was written."""

    text: str
    digest: str


def find_sources(root: Path, languages: tuple[str, ...], report: Report) -> Iterator[SourceFile]:
    """The Markdown files of each language, in order."""
    for language in languages:
        folder = f"content/{language}"
        for path in walk(root, folder, report):
            if path.endswith(".md"):
                yield SourceFile(path, language, path.removeprefix(f"{folder}/"))


def read_source_text(root: Path, file: SourceFile, report: Report) -> SourceText | None:
    """The text of a file; None after reporting why there is none."""
    found = Report()
    text = read_text(root, file.path, found)
    report.extend(found.problems)
    # Invisible characters are problems and no part of the text.
    basis = f"{text}{found.problems or ''}"
    return SourceText(text, hashlib.blake2b(basis.encode(), digest_size=16).hexdigest()) if text is not None else None


def split_source(file: SourceFile, text: str, report: Report) -> Source | None:
    """The front matter and prose of a file; None after reporting that they cannot be told apart."""
    opening = FENCE.match(text)
    closing = FENCE.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        # Imported late: mistakes are rare.
        from plainleaf.input.mistakes.front_matter_ends import explain_end, explain_opening

        report.extend([explain_end(file.path, text) if opening else explain_opening(file.path, text)])
        return None
    front, prose = text[opening.end() + 1 : closing.start()], text[closing.end() + 1 :]
    return Source(file, front, prose, text.count("\n", 0, closing.end()) + 2)
