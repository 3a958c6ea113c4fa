"""Load the inputs of a site: the same as `load`, reading as little as possible if only pages have changed.

Everything in a site's folder is untrusted data, including its work folder. So the last build stored only what was
written in YAML and CSS, as MessagePack of declared types. The list of files and the text of each template are read
again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, encode
from msgspec.structs import replace

from plainleaf.content.components import Component
from plainleaf.content.config.settings import Languages, Settings
from plainleaf.content.last_build import Baseline, KnownFile, LastBuild
from plainleaf.content.load import EXAMPLE_SITE, Inputs, Listed, list_sources, load_site, with_sources
from plainleaf.content.red_flags.sets import RedFlagSets
from plainleaf.content.static_files import known_files, load_static_files, without_copies
from plainleaf.content.vocabulary import Term
from plainleaf.input.fieldtypes import LANGUAGE_CODE
from plainleaf.input.nodes import Node
from plainleaf.input.shipped import TEMPLATES, layered, reaches_of, read_templates
from plainleaf.input.unclear import Unclear
from plainleaf.options import Options
from plainleaf.problems import Problem, Report
from plainleaf.state.parsed_reaches import REACHES, load_reaches, save_reaches
from plainleaf.state.private_folder import find_folder
from plainleaf.state.sound import are_paths, is_hex
from plainleaf.state.state import Codec, State
from plainleaf.words import WordLists

# The key of a site without its pages in the State.
INPUTS = "inputs"

# A site without its Markdown files, and what is wrong with it.
Loaded = tuple[Inputs, tuple[Problem, ...]]


class StoredSite(Struct, frozen=True):
    """What a build stores of a site, except its pages. For the fields see Inputs.

    `static` are the digests and sizes of its static files by path, so that they need not be read again.
    """

    config: Node
    settings: Settings
    translated: Mapping[str, Settings]
    unclear: Unclear
    unreadable: frozenset[str]
    unclear_vocabularies: frozenset[str]
    unclear_components: frozenset[str]
    terms: Mapping[str, tuple[Term, ...]]
    interface_texts: Mapping[str, Mapping[str, str]]
    word_lists: Mapping[str, WordLists]
    own_word_lists: Mapping[str, str]
    components: Mapping[str, Component]
    red_flags: Mapping[str, RedFlagSets]
    styles: tuple[str, ...]
    static: Mapping[str, KnownFile]
    examples: StoredSite | None
    is_served: bool
    addresses: Mapping[str, int] | None


class StoredLoad(Struct, frozen=True):
    """What a build stores of its load: the site, and what is wrong with it."""

    site: StoredSite
    problems: tuple[Problem, ...]


def load_inputs(options: Options, state: State, baseline: Baseline, report: Report) -> Inputs:
    """The same as `load`; if only pages have changed, little more than the list of pages is read."""

    make = partial(_load_fresh, options, baseline)
    others = baseline.now.beside_pages()
    basis = (options.root, options.address, others, baseline.now.generator)
    codec = Codec(store_load, partial(_restore_load, options.root, baseline))
    inputs, problems = make() if others is None else state.memoize(INPUTS, basis, make, codec)
    report.extend(problems)
    return with_sources(inputs, _list_again(options.root, state, baseline, inputs.settings.languages), report)


def _load_fresh(options: Options, baseline: Baseline) -> Loaded:
    found, folder = Report(), find_folder(options.root, REACHES, is_read_only=not options.writes)
    reaches = baseline.last.reaches or load_reaches(folder)
    known = replace(baseline, last=replace(baseline.last, reaches=reaches))
    inputs = load_site(options.root, found, known, address=options.address)
    save_reaches(folder, reaches, reaches_of(inputs.templates))
    return inputs, tuple(found.problems)


def _restore_load(root: Path, baseline: Baseline, content: bytes) -> Loaded | None:
    stored = read_load(content)
    if stored is None:
        return None
    found = Report()
    inputs = _restore(root, stored.site, baseline, found)
    return inputs, (*stored.problems, *found.problems)


def store_load(loaded: Loaded) -> bytes:
    """A loaded site, encoded for `read_load`."""
    inputs, problems = loaded
    return encode(StoredLoad(_store(inputs), problems))


def read_load(stored: bytes) -> StoredLoad | None:
    """What `store_load` has stored; None for anything else."""
    try:
        load = _make_decoder().decode(stored)
    except (MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return load if _is_sound(load.site) else None


def _is_sound(site: StoredSite) -> bool:
    """Whether a load could have stored this: a forged state must name no file that a site could not have."""
    is_language = re.compile(LANGUAGE_CODE).fullmatch
    return (
        all(map(is_language, site.settings.languages.names))
        and site.settings.languages.default in site.settings.languages.names
        and site.settings.languages.names.keys() == {site.settings.languages.default, *site.translated}
        and site.settings.languages.names.keys() == site.terms.keys() == site.word_lists.keys()
        and are_paths(site.static)
        and all(is_hex(known.digest) for known in site.static.values())
        and are_paths(site.components)
        and all(component.folder == name for name, component in site.components.items())
        and (site.examples is None or _is_sound(site.examples))
    )


@cache
def _make_decoder() -> Decoder[StoredLoad]:
    return Decoder(StoredLoad)


def _store(inputs: Inputs) -> StoredSite:
    return StoredSite(
        static=known_files(inputs.static_files),
        examples=_store(inputs.examples) if inputs.examples else None,
        **{name: getattr(inputs, name) for name in _shared_fields()},
    )


@cache
def _shared_fields() -> tuple[str, ...]:
    """The fields of a site that are stored as they are."""
    of_inputs = frozenset(Inputs.__struct_fields__) - {"examples"}
    return tuple(name for name in StoredSite.__struct_fields__ if name in of_inputs)


def _restore(root: Path, stored: StoredSite, baseline: Baseline, report: Report) -> Inputs:
    """The stored site, with its templates and its example site."""
    templates = read_templates(root, layered(root, TEMPLATES, report), report, baseline.last.reaches)
    inputs = _restore_site(root, stored, report)
    examples = _restore_site(EXAMPLE_SITE, stored.examples, report) if stored.examples else None
    if examples:
        examples = with_sources(examples, list_sources(EXAMPLE_SITE, examples.settings.languages), report)
    return replace(inputs, templates=templates, examples=examples)


def _restore_site(root: Path, stored: StoredSite, report: Report) -> Inputs:
    """The stored site. Its files have not changed since, so static files are listed but not read."""
    same = frozenset(stored.static)
    known = Baseline(LastBuild(static=stored.static), same_files=same, same_shipped=same)
    static_files = load_static_files(root, report, known, also=stored.settings.downloads)
    return Inputs(
        root=root,
        sources=(),
        static_files=without_copies(static_files) if stored.is_served else static_files,
        templates={},
        examples=None,
        **{name: getattr(stored, name) for name in _shared_fields()},
    )


def _list_again(root: Path, state: State, baseline: Baseline, languages: Languages) -> Listed:
    """The Markdown files. A long-running process does not walk the folders again while the same files are there."""
    content = baseline.now.below_content()
    make = partial(list_sources, root, languages)
    if content is None:
        return make()
    listed = state.memoize("sources", (root, languages, content), make)
    # A link or a pipe may have been fixed by a page of the same name.
    return make() if listed[1] else listed
