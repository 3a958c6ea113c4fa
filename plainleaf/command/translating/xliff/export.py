"""`export-xliff`: a page or a set of red flags as a file for translators."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plainleaf.command.site_read import SiteRead, read_site
from plainleaf.command.streams import refuse
from plainleaf.command.translating.start import Start, find_start
from plainleaf.command.translating.xliff.document import Document, Pair, decode, pair, read_document
from plainleaf.command.translating.xliff.read import RefusedError
from plainleaf.command.translating.xliff.write import Heading, make_xliff
from plainleaf.content.vocabulary import Term
from plainleaf.input.opening import is_link, open_inside
from plainleaf.options import Options
from plainleaf.problems import Report

NOTE = (
    "Translate every text, for patients, in plain words. Codes stand for links, pictures and gaps: keep each, and "
    "put it where it belongs in your sentence. Keep every number. Names of people and places stay as they are."
)


def export_page(options: Options, name: str, language: str, out: Path | None) -> int:
    """Write a page as XLIFF. Returns the exit code: 0, 1 if it has errors or cannot be written, 2 if refused."""
    site = read_site(options, Report())
    try:
        start = find_start(site, name, language)
    except LookupError as error:
        return refuse(str(error.args[0]))
    try:
        original = _load(site, start.source)
        if (fault := find_fault(start.source, original)) or original is None:
            return refuse(fault, 1)
        check_target(site, start.target)
        there = _load(site, start.target)
    except RefusedError as error:
        return refuse(f"{error}. Nothing was exported.")
    pairs = pair(original, there)
    default = site.inputs.settings.languages.default
    content = make_xliff(Heading(start.source, default, language, NOTE), pairs, _terms(site, default, language))
    file = out if out is not None else Path(default_name(start, language))
    try:
        with file.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        return refuse(f"{file} already exists; nothing was changed. Name another file with --out")
    except OSError as error:
        return refuse(f"{file} cannot be written: {error.strerror}", 1)
    _tell(file, pairs, start, there)
    return 0


def load_bytes(site: SiteRead, path: str) -> bytes | None:
    """What is in a file of the site, None if there is none. Raises RefusedError for what is no file of the site."""
    try:
        with open_inside(site.inputs.root, path) as stream:
            return stream.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RefusedError(f"{path} cannot be read: {error.strerror}") from None


def check_target(site: SiteRead, path: str) -> None:
    """Raises RefusedError if a translation is a link or lies outside the folder that it is written to."""
    file, content = site.inputs.root / path, site.inputs.root.resolve() / "content"
    if is_link(file):
        raise RefusedError(f"{path} is a link. Put the translation itself there")
    if not file.resolve().is_relative_to(content):
        raise RefusedError(f"{path} is outside the site's folder content/ because of a link")


def load_document(site: SiteRead, path: str, content: bytes | None) -> Document | None:
    """What these bytes of a file of the site are; None if there are none, or if they are not text."""
    try:
        return read_document(site, path, decode(content)) if content is not None else None
    except UnicodeDecodeError:
        return None


def _load(site: SiteRead, path: str) -> Document | None:
    return load_document(site, path, load_bytes(site, path))


def find_fault(path: str, document: Document | None) -> str:
    """Why a file cannot be exchanged, "" if it can be."""
    if document is None or (not document.faults and not document.parts):
        return f"{path} cannot be read. 'plainleaf check' shows why"
    faults = [f"{path}:{each.place.line} has an error. Fix it first: {each.message}" for each in document.faults]
    return faults[0] if faults else ""


def default_name(start: Start, language: str) -> str:
    """The name of the file for a page: sciatica-symptoms.es.xlf."""
    below = start.source.split("/", 2)[2].rpartition(".")[0]
    return f"{below.replace('/', '-')}.{language}.xlf"


def _terms(site: SiteRead, default: str, language: str) -> Iterator[tuple[Term, Term | None]]:
    """The terms of a site, each with that of the other language where both lists are as long: they have one order."""
    terms, others = site.inputs.terms[default], site.inputs.terms[language]
    twins: tuple[Term | None, ...] = others if len(others) == len(terms) else (None,) * len(terms)
    yield from zip(terms, twins, strict=True)


def _tell(file: Path, pairs: tuple[Pair, ...], start: Start, there: Document | None) -> None:
    print(f"Wrote {file}: {len(pairs)} texts of {start.source}.")
    lacking = [each for each in pairs if each.twin is None]
    if there is not None and lacking:
        first = f"{start.source}:{lacking[0].unit.line}"
        print(f"{start.target} has no part for {len(lacking)} of them, the first at {first}.")
    print(f"When it comes back, run: plainleaf import-xliff {file}")
