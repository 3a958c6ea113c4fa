"""Load: from files to Inputs. Nothing is judged here but whether a file can be read and its YAML has a shape.

Markdown files are only listed: they are many, and most of them have not changed since the last build.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.components import Component, load_components
from plainleaf.content.config.read import read_config
from plainleaf.content.config.settings import Languages, Settings
from plainleaf.content.last_build import NO_BUILD, Baseline
from plainleaf.content.site_words import Term, load_texts, load_vocabulary
from plainleaf.content.sources import SourceFile, find_sources
from plainleaf.content.static_files import StaticFile, load_static_files
from plainleaf.input.files import read_text
from plainleaf.input.nodes import Node
from plainleaf.input.shipped import TEMPLATES, Template, layer_of, layered, read_templates
from plainleaf.input.unclear import Unclear
from plainleaf.problems import Problem, Report
from plainleaf.words import WordLists

# The small site that the examples of the gallery are made with.
EXAMPLE_SITE = Path(__file__).parent / "example_site"


# The Markdown files of a site, and what was wrong with its folders.
Listed = tuple[tuple[SourceFile, ...], tuple[Problem, ...]]


class Inputs(Struct, frozen=True):
    """Everything that people wrote. Mappings are by language, by component name and by path on the site.

    `unclear` are the settings that are missing or wrong, `unreadable` the files and folders with something wrong, by
    path, `unclear_words` the languages of which a term or a word list is wrong, and `unclear_components` names that
    components which cannot be read may have. `own_words` are the texts of the
    site's own word lists. `examples` is the site that the gallery's examples are made with, None for a site without a
    gallery. `is_served` while the site is edited.
    """

    root: Path
    config: Node
    settings: Settings
    unclear: Unclear
    unreadable: frozenset[str]
    unclear_words: frozenset[str]
    unclear_components: frozenset[str]
    sources: tuple[SourceFile, ...]
    terms: Mapping[str, tuple[Term, ...]]
    words: Mapping[str, Mapping[str, str]]
    word_lists: Mapping[str, WordLists]
    own_words: Mapping[str, str]
    components: Mapping[str, Component]
    static_files: Mapping[str, StaticFile]
    styles: tuple[str, ...]
    templates: Mapping[str, Template]
    examples: Inputs | None
    is_served: bool


def load(root: Path, report: Report, baseline: Baseline = NO_BUILD, *, address: str | None = None) -> Inputs:
    """Read a site's folder; see load_site."""
    inputs = load_site(root, report, baseline, address=address)
    return with_sources(inputs, list_sources(root, inputs.settings.languages), report)


def list_sources(root: Path, languages: Languages) -> Listed:
    """The Markdown files of a site, and what is wrong with their names."""
    found = Report()
    return tuple(find_sources(root, tuple(languages.names), found)), tuple(found.problems)


def with_sources(inputs: Inputs, listed: Listed, report: Report) -> Inputs:
    """The inputs with the Markdown files that were listed."""
    sources, problems = listed
    report.extend(problems)
    unreadable = inputs.unreadable.union(problem.place.path for problem in problems)
    return replace(inputs, sources=sources, unreadable=unreadable)


def load_site(
    root: Path, report: Report, baseline: Baseline = NO_BUILD, *, address: str | None = None, is_example: bool = False
) -> Inputs:
    """Read all of a site's folder but which pages there are, whatever is wrong with it.

    Static files that are unchanged since `baseline` are not read. `address` replaces the one in config.yaml, for a site
    that is served while it is edited. The example site is shown with the templates of another.
    """
    found = Report()
    config = read_config(root, found)
    settings = replace(config.settings, address=address) if address else config.settings
    languages = tuple(settings.languages.names)
    files = layered(root, TEMPLATES, found)
    components = load_components(files, found)
    texts = load_texts(root, settings.languages, found)
    words = {language: load_vocabulary(root, language, found) for language in languages}
    static_files = load_static_files(root, found, baseline)
    styles = (*_load_styles(root, found), *(component.style for component in components.known.values()))
    templates = read_templates(root, {} if is_example else files, found, baseline.last.reaches)
    report.extend(found.problems)
    return Inputs(
        root=root,
        config=config.node,
        settings=settings,
        unclear=config.unclear,
        unreadable=frozenset(problem.place.path for problem in found.problems),
        unclear_words=frozenset(language for language, known in words.items() if not known.is_clear),
        unclear_components=components.unclear,
        sources=(),
        terms={language: known.terms for language, known in words.items()},
        words=texts,
        word_lists={language: known.lists for language, known in words.items()},
        own_words={language: known.own for language, known in words.items()},
        components=components.known,
        static_files=static_files,
        styles=styles,
        templates=templates,
        examples=None if is_example or not settings.gallery else _load_examples(report),
        is_served=address is not None,
    )


def _load_examples(report: Report) -> Inputs:
    """The site of the gallery's examples, which are shown with the templates of the site that has the gallery."""
    inputs = load_site(EXAMPLE_SITE, report, is_example=True)
    return with_sources(inputs, list_sources(EXAMPLE_SITE, inputs.settings.languages), report)


def _load_styles(root: Path, report: Report) -> list[str]:
    files = {path: file for path, file in layered(root, "static/css", report).items() if path.endswith(".css")}
    return [read_text(layer_of(path, file), path, report) or "" for path, file in sorted(files.items())]
