"""`export-xliff`: a page or a set of red flags as a file for translators."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plainleaf.command.site_read import SiteRead, read_site
from plainleaf.command.streams import refuse
from plainleaf.command.translating.start import Start, find_start
from plainleaf.command.translating.xliff.document import Document, Pair, decode, pair, read_document
from plainleaf.command.translating.xliff.write import Heading, make_xliff
from plainleaf.content.vocabulary import Term
from plainleaf.options import Options
from plainleaf.problems import Report

NOTE = (
    "Translate every text, for patients, in plain words. Codes stand for links, pictures and gaps: keep each, and "
    " put it where it belongs in your sentence. Keep every number. Names of people and places stay as they are."
)


def export_page(options: Options, name: str, language: str, out: Path | None) -> int:
    """Write a page as XLIFF. Gives the exit code: 0, 1 if it has errors or cannot be written, 2 if refused."""
    site = read_site(options, Report())
    try:
        start = find_start(site, name, language)
    except LookupError as error:
        return refuse(str(error.args[0]))
    original = load_document(site, start.source)
    if (fault := find_fault(start.source, original)) or original is None:
        return refuse(fault, 1)
    there = load_document(site, start.target)
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


def load_document(site: SiteRead, path: str) -> Document | None:
    """What is in a file of the site; None if there is none, or if it is not text."""
    try:
        text = decode((site.inputs.root / path).read_bytes())
    except (OSError, UnicodeDecodeError):
        return None
    return read_document(site, path, text)


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
