"""Load again: what `load` gives, reading as little as possible when only pages have changed.

Everything in a site's folder is read as data, and its work folder is no exception. So what the last build stored of a
site holds what was written in YAML and CSS, as MessagePack of declared types, and nothing that is trusted: which files
there are, and the text of each template, is looked up again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, encode
from msgspec.structs import replace

from plainleaf.components import Component
from plainleaf.digests import digest
from plainleaf.load import EXAMPLE_SITE, Inputs, Listed, list_sources, load_site, with_sources
from plainleaf.nodes import Node
from plainleaf.options import Options
from plainleaf.problems import Problem, Report
from plainleaf.reading import WordLists
from plainleaf.remember import Before, KnownFile, Remembered
from plainleaf.settings import Languages, Settings
from plainleaf.shipped import TEMPLATES, layered, read_templates
from plainleaf.site_words import Term
from plainleaf.snapshot import Snapshot
from plainleaf.static_files import known_files, load_static_files
from plainleaf.unclear import Unclear


class StoredSite(Struct, frozen=True):
    """What a build stores of a site beside its pages: see Inputs, whose fields these are.

    `static` are its static files by the path of each, as far as they are known without reading them again.
    """

    config: Node
    settings: Settings
    unclear: Unclear
    unreadable: frozenset[str]
    unclear_words: frozenset[str]
    unclear_components: frozenset[str]
    terms: Mapping[str, tuple[Term, ...]]
    words: Mapping[str, Mapping[str, str]]
    word_lists: Mapping[str, WordLists]
    own_words: Mapping[str, str]
    components: Mapping[str, Component]
    styles: tuple[str, ...]
    static: Mapping[str, KnownFile]
    examples: StoredSite | None
    is_served: bool


SAME_FIELDS = tuple(name for name in StoredSite.__struct_fields__ if name not in ("static", "examples"))


class StoredLoad(Struct, frozen=True):
    """What a build stores of its load: the digest of what it was made from, the site, and what was wrong with it."""

    made_from: str
    site: StoredSite
    problems: tuple[Problem, ...]


def load_again(options: Options, snapshot: Snapshot, before: Before, report: Report) -> Inputs:
    """What `load` gives, without reading much but which pages there are when only pages have changed."""

    def make() -> tuple[Inputs, tuple[Problem, ...]]:
        found = Report()
        return load_site(options.root, found, before, address=options.address), tuple(found.problems)

    others = snapshot.beside_pages()
    if others is None:
        inputs, problems = make()
    else:
        basis = (options.root, options.address, others, snapshot.generator)
        memory = options.memory
        inputs, problems = (
            _load_stored(digest(basis), options.root, before, make)
            if memory is None
            else memory.once("inputs", basis, make)
        )
    report.extend(problems)
    return with_sources(inputs, _list_again(options, snapshot, inputs.settings.languages), report)


def _load_stored(
    made_from: str, root: Path, before: Before, make: Callable[[], tuple[Inputs, tuple[Problem, ...]]]
) -> tuple[Inputs, tuple[Problem, ...]]:
    """What the last build has stored, when it was made from the same, else a new one to be stored."""
    stored = read_load(before.remembered.site)
    if stored is not None and stored.made_from == made_from:
        found = Report()
        inputs = _restore(root, stored.site, before, found)
        return replace(inputs, stored=before.remembered.site), (*stored.problems, *found.problems)
    made, problems = make()
    return replace(made, stored=store_load(made_from, made, problems)), problems


def store_load(made_from: str, inputs: Inputs, problems: tuple[Problem, ...]) -> bytes:
    """What was read of a site, as bytes that `read_load` reads."""
    return encode(StoredLoad(made_from, _store(inputs), problems))


def read_load(stored: bytes) -> StoredLoad | None:
    """What `store_load` has stored; None when that is anything else."""
    try:
        return _make_decoder().decode(stored)
    except (MsgspecError, UnicodeDecodeError):
        return None


@cache
def _make_decoder() -> Decoder[StoredLoad]:
    return Decoder(StoredLoad)


def _store(inputs: Inputs) -> StoredSite:
    stored = {name: getattr(inputs, name) for name in SAME_FIELDS}
    examples = _store(inputs.examples) if inputs.examples else None
    return StoredSite(**stored, static=known_files(inputs.static_files), examples=examples)


def _restore(root: Path, stored: StoredSite, before: Before, report: Report) -> Inputs:
    """The site that was stored, with its templates and the site of its examples."""
    templates = read_templates(root, layered(root, TEMPLATES, report), report, before.remembered.reaches)
    inputs = _restore_site(root, stored, report)
    examples = _restore_site(EXAMPLE_SITE, stored.examples, report) if stored.examples else None
    if examples:
        examples = with_sources(examples, list_sources(EXAMPLE_SITE, examples.settings.languages), report)
    return replace(inputs, templates=templates, examples=examples)


def _restore_site(root: Path, stored: StoredSite, report: Report) -> Inputs:
    """The site that was stored. Its files are the same as then, so static files are listed and not read."""
    same = frozenset(stored.static)
    known = Before(Remembered(static=stored.static), same_files=same, same_shipped=same)
    return Inputs(
        root=root,
        sources=(),
        static_files=load_static_files(root, report, known),
        templates={},
        examples=None,
        **{name: getattr(stored, name) for name in SAME_FIELDS},
    )


def _list_again(options: Options, snapshot: Snapshot, languages: Languages) -> Listed:
    """The Markdown files; in a process that stays, without looking at any folder where the same ones are there."""
    pages, root = snapshot.pages(), options.root

    def make() -> Listed:
        return list_sources(root, languages)

    if options.memory is None or pages is None:
        return make()
    listed: Listed = options.memory.once("sources", (root, languages, pages), make)
    return listed
