"""Sources: the Markdown files of a site. They are listed when a site is loaded, and read one by one when needed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from plainleaf.content.red_flags.sets import FOLDER
from plainleaf.input.fieldtypes import LANGUAGE_CODE
from plainleaf.input.files import read_legible, read_text, walk
from plainleaf.input.junk import find_original
from plainleaf.input.mistakes.hints import form_hint
from plainleaf.input.nodes import Node
from plainleaf.input.paths import to_nfc
from plainleaf.input.shipped import TEMPLATES
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Place, Problem, Report, closest
from plainleaf.state.snapshot import OTHER_CONFIGS

YAML = (".yaml", ".yml")
CLINIC_LINE = lazy_pattern(r"^clinic[ \t]*:", re.MULTILINE)
FENCE = lazy_pattern(r"^---[ \t]*$", re.MULTILINE)
# Fields that begin a text: the front matter of another file above it, or an end in the midst of the fields.
SECOND = lazy_pattern(
    r"\s*+(?:---[ \t]*+\n\s*+)?+(?=(?:[^\n]+\n)*?(?:title|summary|kind):)(?:[a-z_]+:[^\n]*\n(?:[ -][^-\n][^\n]*\n)*)+"
    r"---[ \t]*(?:\n|\Z)"
)
# The line that makes a page a draft, as it is found where the front matter cannot be read.
DRAFT_LINE = lazy_pattern(r"^(?:-[ \t]+)?draft[ \t]*:[ \t]*[\"']?(?:yes|true)\b", re.MULTILINE | re.IGNORECASE)


class SourceFile(Struct, frozen=True):
    """A Markdown file of a site: its path below the root, its language, and its path below the language's folder,
    normalized for comparison.
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
    """The text of a Markdown file, and the digest of the text as it was written."""

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


def find_strays(root: Path, languages: tuple[str, ...], default: str, report: Report) -> Iterator[Problem]:
    """Markdown files in no language's folder, which nobody would ever see."""
    if not (root / "content").is_dir():
        return
    for path in walk(root, "content", report, without=languages):
        folder, _, below = path.removeprefix("content/").partition("/")
        # A note for whoever looks into the folder is not a page.
        if not path.lower().endswith(".md") or path.lower() == "content/readme.md":
            continue
        same = [language for language in languages if language.casefold() == folder.casefold()]
        fix = f"Move it to content/{(same or [default])[0]}/."
        if below and re.fullmatch(LANGUAGE_CODE, folder) and not same:
            fix = f"Move it to content/{default}/, or declare {folder} under 'languages' in config.yaml."
        message = "nobody would see this page: it is in no language's folder"
        yield Problem(Place(path), "outside-language", message, fix)


def find_unread_yaml(root: Path, languages: tuple[str, ...]) -> Iterator[Problem]:
    """YAML files among the pages that nothing reads, so that their terms or red flags would be missed."""
    paths = [*walk(root, "content", Report())] if (root / "content").is_dir() else []
    for path in paths:
        file = PurePosixPath(path)
        language = next((each for each in languages if path.startswith(f"content/{each}/")), languages[0])
        own = f"content/{language}"
        is_set = str(file.parent) == f"{own}/{FOLDER}"
        if file.suffix.lower() not in YAML or path in (f"{own}/terms.yaml", f"{own}/words.yaml"):
            continue
        if is_set and file.suffix == ".yaml":
            continue
        names = ("terms", "words", FOLDER)
        meant = file.stem if file.stem in names else closest(file.stem, names, may_differ=False)
        fix = f"Rename it to '{file.stem}.yaml'." if is_set else f"Rename it to {own}/{meant}.yaml."
        if not is_set and meant in (None, FOLDER):
            fix = f"Terms are in {own}/terms.yaml, red flags in {own}/{FOLDER}/NAME.yaml. Move it there, or delete it."
        target = path.removesuffix(file.suffix) + ".yaml" if is_set else f"{own}/{meant}.yaml"
        if target in paths:
            fix = f"{target} is there already: move what it lacks into that file, and delete this one."
        yield Problem(Place(path), "file-name", "no file of this name is read here", fix, WARNING)


def find_unread_settings(root: Path) -> Iterator[Problem]:
    """Files of YAML beside config.yaml and in templates/ that nothing reads because of their names."""
    for name in OTHER_CONFIGS:
        if (root / "config.yaml").is_file() and CLINIC_LINE.search(read_legible(root, name)):
            fix = "config.yaml is there already: move what it lacks into that file, and delete this one."
            yield Problem(Place(name), "file-name", "no file of this name is read here", fix, WARNING)
    for path in walk(root, TEMPLATES, Report()) if (root / TEMPLATES).is_dir() else ():
        file = PurePosixPath(path)
        is_words = str(file.parent) == f"{TEMPLATES}/words" and not re.fullmatch(LANGUAGE_CODE, file.stem)
        if file.suffix.lower() not in YAML or (file.suffix == ".yaml" and not is_words):
            continue
        stem = file.stem
        if is_words:
            code = form_hint("language", Node(stem, Place(path)), re.compile(LANGUAGE_CODE).fullmatch)
            stem = code.removeprefix("Write: ") or "CODE"
        fix = f"Rename it to '{stem}.yaml'."
        if (root / file.with_name(f"{stem}.yaml")).is_file():
            fix = f"{file.with_name(f'{stem}.yaml')} is there already: move what it lacks there, and delete this one."
        yield Problem(Place(path), "file-name", "no file of this name is read here", fix, WARNING)


def read_source_text(root: Path, file: SourceFile, report: Report) -> SourceText | None:
    """The text of a file; None after reporting why there is none."""
    found = Report()
    text = read_text(root, file.path, found)
    report.extend(found.problems)
    # Invisible characters are problems and no part of the text.
    basis = f"{text}{found.problems or ''}"
    return SourceText(text, hashlib.blake2b(basis.encode(), digest_size=16).hexdigest()) if text is not None else None


def says_draft(text: str) -> bool:
    """Whether the front matter of a page that cannot be read says that it is a draft."""
    opening = FENCE.match(text)
    begin = opening.end() + 1 if opening else 0
    # Without its last line, front matter ends where the first empty line is.
    closing = FENCE.search(text, begin) or re.compile(r"^\s*$", re.MULTILINE).search(text, begin)
    return bool(DRAFT_LINE.search(text, begin, closing.start() if closing else len(text)))


def cut_front_matter(text: str, fence: str = "---") -> tuple[str, str] | None:
    """The front matter and the prose of a page, without the `fence` around the former; None if either is missing.

    The prose of front matter with N lines begins on line N + 3.
    """
    line = FENCE if fence == "---" else re.compile(rf"^{re.escape(fence)}[ \t]*$", re.MULTILINE)
    opening = line.match(text)
    closing = line.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None
    return text[opening.end() + 1 : closing.start()], text[closing.end() + 1 :]


def find_front_matter_end(lines: Iterable[str]) -> int | None:
    """The index of the line that ends the front matter of a page; None if the page has none."""
    cut = cut_front_matter("\n".join(line.rstrip("\r\n") for line in lines))
    return None if cut is None else cut[0].count("\n") + 1


def split_source(file: SourceFile, text: str, report: Report) -> Source | None:
    """The front matter and prose of a file; None after reporting that they cannot be told apart."""
    cut = cut_front_matter(text)
    if cut is None:
        # Imported late: mistakes are rare.
        from plainleaf.input.mistakes.front_matter_ends import explain_end, explain_opening

        report.extend([explain_end(file.path, text) if FENCE.match(text) else explain_opening(file.path, text)])
        return None
    front, prose = cut
    line = front.count("\n") + 3
    if "\n---" in prose and (second := SECOND.match(prose)):
        from plainleaf.input.mistakes.front_matter_ends import explain_second

        report.extend([explain_second(file.path, line, second.group())])
        prose = "\n" * second.group().count("\n") + prose[second.end() :]
    return Source(file, front, prose, line)
