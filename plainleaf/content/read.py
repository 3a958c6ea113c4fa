"""Read: from source files to Pages. The kind's declaration says how to read front matter, the component's how to read
its options.

A file that has not changed since the last build is not read again: its stored Page is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.components import component_names
from plainleaf.content.fences import Placeable
from plainleaf.content.interface_texts import PLACE_TEXT
from plainleaf.content.last_build import NO_BUILD, Baseline, KnownPage
from plainleaf.content.load import Inputs
from plainleaf.content.page import Page, find_facts, make_unreadable_draft
from plainleaf.content.read_page import Body, Grammar, make_known, read_page, reread_body
from plainleaf.content.red_flags.sets import make_cards
from plainleaf.content.sources import SourceFile, read_source_text, says_draft
from plainleaf.input.fieldtypes import HARMLESS
from plainleaf.input.files import read_legible
from plainleaf.model.cards import RedFlagCard
from plainleaf.problems import (
    FAULTS,
    ChangedMeanwhileError,
    Place,
    Problem,
    Report,
    StoppedError,
    WorkerDiedError,
    fault_of,
    soften,
)
from plainleaf.state.digests import digest
from plainleaf.workers import ThisProcess, Workers, worker_died

# With fewer pages, reading is done before other processes are ready.
MANY = 50


class Pages(Struct, frozen=True):
    """All pages of a site.

    `bodies` are those of the pages that were read in this build, by path; `known` is what the next build may use of
    each source file; `base` is the digest of what reading any of them depends on. `unreadable` are the paths of files
    that give no page, and `grammar` is what a page may contain. `examples` are the pages of the example site.
    """

    pages: tuple[Page, ...]
    bodies: Mapping[str, Body]
    known: Mapping[str, KnownPage]
    base: str
    unreadable: frozenset[str]
    grammar: Grammar
    examples: Pages | None


class ReadResult(Struct, frozen=True):
    """The result of reading one file: all None if it cannot be read, and no body if it has not changed."""

    known: KnownPage | None
    body: Body | None
    problems: tuple[Problem, ...]


class SourceReader(Struct, frozen=True):
    """Reads source files: the folder they are in, and what they may contain. Made once per process."""

    root: Path
    grammar: Grammar


# A file, and what the last build knew about it.
FileToRead = tuple[SourceFile, KnownPage | None]


def read(inputs: Inputs, report: Report, baseline: Baseline = NO_BUILD, workers: Workers | None = None) -> Pages:
    """Every source file as a Page. Problems are reported."""
    allowed, unclear = _allowed_html(inputs), sorted(inputs.unclear_components)
    base = digest(
        baseline.generator, inputs.components, unclear, allowed, cards_of(inputs), _original_of(inputs),
        inputs.settings.emergency.number,
    )  # fmt: skip
    remembered = baseline.last.pages if baseline.last.base == base else {}
    asked = [(file, remembered.get(file.path)) for file in inputs.sources]
    unsure = [each for each in asked if each[1] is None or each[0].path not in baseline.same_files]
    grammar = grammar_of(inputs)
    readings = _read_all(unsure, SourceReader(inputs.root, grammar), workers)
    bodies: dict[str, Body] = {}
    known: dict[str, KnownPage] = {}
    for file, last in asked:
        if last is None or file.path not in baseline.same_files:
            reading = next(readings)
            report.extend(reading.problems)
            if reading.body is not None:
                bodies[file.path] = reading.body
            last = reading.known
        if last is not None:
            known[file.path] = last
            if last.problems:
                report.extend(last.problems)
    pages = tuple(each.page for each in known.values() if each.page is not None)
    unreadable = frozenset(file.path for file in inputs.sources) - {page.path for page in pages}
    examples = None
    if inputs.examples:
        examples = read(replace(inputs.examples, components=inputs.components), report)
    return Pages(pages, bodies, known, base, unreadable, grammar, examples)


def _read_all(asked: Sequence[FileToRead], reader: SourceReader, workers: Workers | None) -> Iterator[ReadResult]:
    """Read files, in order. Raises StoppedError if a worker process dies."""
    make = partial(SourceReader, reader.root, reader.grammar)
    can_share = workers is not None and workers.share_files and len(asked) >= MANY
    helpers = workers if workers is not None and can_share else ThisProcess()
    try:
        yield from helpers.map(read_files, make, asked)
    except WorkerDiedError as died:
        # Every item is a FileToRead.
        file: SourceFile = died.item[0]  # type: ignore[index]
        raise StoppedError(worker_died(Place(file.path))) from died


def grammar_of(inputs: Inputs) -> Grammar:
    """What the pages of a site may contain."""
    components, cards = component_names(inputs.components, inputs.unclear_components), cards_of(inputs)
    languages = inputs.settings.languages.names
    placeable = {language: Placeable(components, cards.get(language, {})) for language in languages}
    return Grammar(placeable, _allowed_html(inputs), _original_of(inputs), inputs.settings.emergency.number)


def _original_of(inputs: Inputs) -> str:
    """The language that others are translated from; "" if there are no others."""
    languages = inputs.settings.languages
    return languages.default if len(languages.names) > 1 else ""


def cards_of(inputs: Inputs) -> dict[str, dict[str, RedFlagCard | None]]:
    """The sets of red flags as pages show them, by language and name; None for one that is unclear."""
    places = {
        language: inputs.settings_in(language).emergency.place or texts[PLACE_TEXT]
        for language, texts in inputs.interface_texts.items()
    }
    return make_cards(inputs.red_flags, inputs.settings.emergency.number, places)


def _allowed_html(inputs: Inputs) -> tuple[str, ...]:
    """The HTML elements that a page may contain; if the setting is wrong, all that a site could allow."""
    return HARMLESS if inputs.unclear.touches("allowed_html") else inputs.settings.allowed_html


def read_files(reader: SourceReader, asked: Sequence[FileToRead]) -> list[ReadResult]:
    """Read a batch of files."""
    return [_read_file(file, last, reader) for file, last in asked]


def _read_file(file: SourceFile, last: KnownPage | None, reader: SourceReader) -> ReadResult:
    report = Report()
    read = read_source_text(reader.root, file, report)
    if read is None:
        return _without_text(file, reader.root, tuple(report.problems))
    if last is not None and last.digest == read.digest:
        return ReadResult(last, None, ())
    try:
        page, body = read_page(file, read.text, reader.grammar, report, last)
        known = make_known(page, body, read.digest, report)
    except FAULTS as error:
        return ReadResult(None, None, (*report.problems, fault_of(error, Place(file.path))))
    if page is not None and page.basics.draft and not page.unclear.hides("draft"):
        known = replace(known, problems=tuple(map(soften, known.problems)))
    return ReadResult(known, body, ())


def _without_text(file: SourceFile, root: Path, problems: tuple[Problem, ...]) -> ReadResult:
    """The result for a file whose text cannot be read. What can be made out may still say that it is a draft."""
    if not says_draft(read_legible(root, file.path)):
        return ReadResult(None, None, problems)
    page = make_unreadable_draft(file, "")
    return ReadResult(KnownPage("", *find_facts(page), page, tuple(map(soften, problems))), None, ())


def read_body(page: Page, pages: Pages, inputs: Inputs, report: Report) -> Body | None:
    """The body of a page; None after reporting why there is none.

    Raises ChangedMeanwhileError if the file has changed since its front matter was read.
    """
    if page.path in pages.bodies:
        return pages.bodies[page.path]
    file = SourceFile(page.path, page.language, page.page)
    read = read_source_text(inputs.root, file, report)
    if read is None:
        return None
    known = pages.known[page.path]
    if read.digest != known.digest:
        raise ChangedMeanwhileError(inputs.root / page.path)
    try:
        return reread_body(file, read.text, pages.grammar)
    except FAULTS as error:
        report.extend([fault_of(error, page.place("title"))])
        return None
