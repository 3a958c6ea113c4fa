"""Load: from files to Inputs. It only checks whether files can be read and whether their YAML fits its declaration.

Markdown files are only listed: there are many, and most have not changed since the last build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.components import Component, load_components
from plainleaf.content.config.published import read_published
from plainleaf.content.config.read import Config, read_config
from plainleaf.content.config.settings import Languages, Settings
from plainleaf.content.interface_texts import load_interface_texts
from plainleaf.content.last_build import NO_BUILD, Baseline
from plainleaf.content.red_flags.sets import RedFlagSets, load_red_flags
from plainleaf.content.sources import (
    SourceFile,
    find_sources,
    find_strays,
    find_unread_settings,
    find_unread_yaml,
    says_draft,
)
from plainleaf.content.static_files import StaticFile, load_static_files, without_copies
from plainleaf.content.vocabulary import Term, load_vocabulary
from plainleaf.input.files import read_legible
from plainleaf.input.nodes import Node
from plainleaf.input.shipped import TEMPLATES, Template, find_shipped, layered, read_layer, read_templates
from plainleaf.input.unclear import Unclear
from plainleaf.problems import ERROR, Problem, Report, soften
from plainleaf.words import WordLists

# The small site that the examples of the gallery are rendered with.
EXAMPLE_SITE = Path(__file__).parent / "example_site"


# The Markdown files of a site, and what is wrong with its folders.
Listed = tuple[tuple[SourceFile, ...], tuple[Problem, ...]]


class Inputs(Struct, frozen=True):
    """Everything that people wrote. Mappings are by language, by component name or by path on the site.

    `settings` are in the default language, `translated` in each other one.
    `unclear` are the settings that are missing or wrong, `unreadable` the paths of files and folders with something
    wrong, `unclear_vocabularies` the languages with a wrong term or word list, and `unclear_components` the names that
    unreadable components may have. `own_word_lists` are the texts of the site's own word lists.
    `examples` is the site that the gallery's examples are rendered with, None for a site without a gallery. `is_served`
    in the preview. For `addresses` see content/config/published.py.
    """

    root: Path
    config: Node
    settings: Settings
    translated: Mapping[str, Settings]
    unclear: Unclear
    unreadable: frozenset[str]
    unclear_vocabularies: frozenset[str]
    unclear_components: frozenset[str]
    sources: tuple[SourceFile, ...]
    terms: Mapping[str, tuple[Term, ...]]
    interface_texts: Mapping[str, Mapping[str, str]]
    word_lists: Mapping[str, WordLists]
    own_word_lists: Mapping[str, str]
    components: Mapping[str, Component]
    red_flags: Mapping[str, RedFlagSets]
    static_files: Mapping[str, StaticFile]
    styles: tuple[str, ...]
    templates: Mapping[str, Template]
    examples: Inputs | None
    is_served: bool
    addresses: Mapping[str, int] | None

    def settings_in(self, language: str) -> Settings:
        """The settings in a language of the site."""
        return self.translated.get(language, self.settings)


def load(root: Path, report: Report, baseline: Baseline = NO_BUILD, *, address: str | None = None) -> Inputs:
    """Read a site's folder, whatever is wrong with it. In the preview, `address` replaces the one in config.yaml."""
    inputs = load_site(root, report, baseline, address=address)
    return with_sources(inputs, list_sources(root, inputs.settings.languages), report)


def list_sources(root: Path, languages: Languages) -> Listed:
    """The Markdown files of a site, and what is wrong with their names."""
    found = Report()
    sources = tuple(find_sources(root, tuple(languages.names), found))
    found.extend(find_strays(root, tuple(languages.names), languages.default, found))
    found.extend(find_unread_yaml(root, tuple(languages.names)))
    return sources, tuple(_without_consequences(found.problems))


def _without_consequences(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The problems without those of folders below one that cannot be read."""
    closed = tuple(f"{each.place.path}/" for each in problems if each.rule == "unreadable")
    return (each for each in problems if not (each.rule == "unreadable" and each.place.path.startswith(closed)))


def with_sources(inputs: Inputs, listed: Listed, report: Report) -> Inputs:
    """The inputs with the Markdown files that were listed."""
    sources, problems = listed
    strays = [problem for problem in problems if problem.rule == "outside-language"]
    problems = tuple(problem for problem in problems if problem.rule != "outside-language")
    report.extend(problems)
    # If the languages are unclear, the folder may be that of one of them.
    for stray in strays if not inputs.unclear.touches("languages") else ():
        is_draft = says_draft(read_legible(inputs.root, stray.place.path))
        report.extend([soften(stray) if is_draft else stray])
    unreadable = inputs.unreadable.union(each.place.path for each in problems if each.severity == ERROR)
    return replace(inputs, sources=sources, unreadable=unreadable)


def load_site(
    root: Path, report: Report, baseline: Baseline = NO_BUILD, *, address: str | None = None, is_example: bool = False
) -> Inputs:
    """Read a site's folder, except its pages and unchanged static files. The example site has no templates."""
    found = Report()
    config = read_config(root, found)
    config = _with_address(config, address) if address else config
    settings = config.settings
    layers = layered(root, TEMPLATES, found)
    components = load_components(layers, found)
    texts = load_interface_texts(root, settings.languages, found)
    vocabularies = {language: load_vocabulary(root, language, found) for language in settings.languages.names}
    static_files = load_static_files(root, found, baseline, also=settings.downloads)
    styles = (*_load_styles(root, found), *(component.style for component in components.known.values()))
    templates = read_templates(root, {} if is_example else layers, found, baseline.last.reaches)
    red_flags = load_red_flags(root, settings.languages, found)
    report.extend([*found.problems, *find_unread_settings(root)])
    return Inputs(
        root=root,
        config=config.node,
        settings=settings,
        translated=config.translated,
        unclear=config.unclear,
        unreadable=frozenset(problem.place.path for problem in found.problems if problem.severity == ERROR),
        unclear_vocabularies=frozenset(language for language, known in vocabularies.items() if not known.is_clear),
        unclear_components=components.unclear,
        sources=(),
        terms={language: known.terms for language, known in vocabularies.items()},
        interface_texts=texts,
        word_lists={language: known.lists for language, known in vocabularies.items()},
        own_word_lists={language: known.own for language, known in vocabularies.items()},
        components=components.known,
        red_flags=red_flags,
        static_files=without_copies(static_files) if address else static_files,
        styles=styles,
        templates=templates,
        examples=None if is_example or not (settings.gallery or address) else _load_examples(report),
        is_served=address is not None,
        addresses=read_published(root, report),
    )


def _with_address(config: Config, address: str) -> Config:
    """The settings for another address, in every language."""
    translated = {language: replace(each, address=address) for language, each in config.translated.items()}
    return replace(config, settings=replace(config.settings, address=address), translated=translated)


def _load_examples(report: Report) -> Inputs:
    """The site of the gallery's examples, without templates: the site with the gallery has them."""
    inputs = load_site(EXAMPLE_SITE, report, is_example=True)
    return with_sources(inputs, list_sources(EXAMPLE_SITE, inputs.settings.languages), report)


def find_own_styles(styles: tuple[str, ...]) -> tuple[str, ...]:
    """Of the style sheets of a site, those of its own; the ones that come with plainleaf are tested in a browser."""
    return tuple(style for style in styles if style not in _shipped_styles())


@cache
def _shipped_styles() -> frozenset[str]:
    """The texts of the style sheets that come with plainleaf."""
    files = [*find_shipped().glob("static/css/*.css"), *find_shipped().glob("templates/components/*/style.css")]
    return frozenset(file.read_text("utf-8") for file in files)


def _load_styles(root: Path, report: Report) -> list[str]:
    layers = layered(root, "static/css", report)
    return [read_layer(layer, path, report) or "" for path, layer in layers.items() if path.endswith(".css")]
