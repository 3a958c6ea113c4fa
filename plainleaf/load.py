"""Load: from files to Inputs. Nothing is judged here but whether a file can be read and its YAML has a shape.

Markdown files are only listed: they are many, and most of them have not changed since the last build.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Formatter

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.components import Component, load_components
from plainleaf.fields import Named, declare, read_group
from plainleaf.fieldtypes import group_of, line, list_of, named, names_of, text
from plainleaf.files import read_text
from plainleaf.nodes import Node, Pairs
from plainleaf.problems import Place, Problem, Report
from plainleaf.reading import WordLists, read_words
from plainleaf.remember import NOTHING_BEFORE, Before
from plainleaf.settings import Settings
from plainleaf.shipped import TEMPLATES, Template, find_shipped, layered, read_templates
from plainleaf.sources import SourceFile, find_sources
from plainleaf.static_files import StaticFile, load_static_files
from plainleaf.strict_yaml import read_yaml

# The small site that the examples of the gallery are made with.
EXAMPLE_SITE = Path(__file__).parent / "example_site"
WORD_LISTS = Path(__file__).parent / "reading" / "words"


class Term(Struct, frozen=True, kw_only=True):
    """A word that patients may not know, from terms.yaml."""

    term: str = declare(line(), "The word, in lower case unless it is a name.", required=True)
    short: str = declare(line(), "Its abbreviation.")
    also: tuple[str, ...] = declare(list_of(line()), "Other forms of it in texts.")
    says: str = declare(text(), "What it means, in one or two plain sentences.", required=True)
    page: Named | None = declare(named("the path of a page"), "The page that says more.")


class Inputs(Struct, frozen=True):
    """Everything that people wrote. Mappings are by language, by component name and by path on the site.

    `is_served` while the site is edited. `own_words` are the texts of the site's own word lists. `examples` is the site
    that the gallery's examples are made with, None for a site without a gallery. `stored` holds all but the sources for
    the next build, b"" when that has to read them again.
    """

    root: Path
    config: Node
    settings: Settings
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
    stored: bytes = b""


def load(root: Path, report: Report, before: Before = NOTHING_BEFORE, *, address: str | None = None) -> Inputs | None:
    """Read a site's folder. None when config.yaml does not even say which languages there are; see load_site."""
    inputs = load_site(root, report, before, address=address)
    return inputs and replace(inputs, sources=tuple(find_sources(root, tuple(inputs.words), report)))


def load_site(
    root: Path, report: Report, before: Before = NOTHING_BEFORE, *, address: str | None = None, is_example: bool = False
) -> Inputs | None:
    """Read all of a site's folder but which pages there are.

    Static files that are the same as `before` are not read. `address` replaces the one in config.yaml, for a site that
    is served while it is edited. The example site is shown with the templates of another.
    """
    config = _load_config(root, report)
    if config is None:
        return None
    settings = read_group(Settings, config, report)
    if settings.languages is None or not settings.languages.names:
        return None
    if address:
        settings = replace(settings, address=address)
    languages = tuple(settings.languages.names)
    files = layered(root, TEMPLATES, report)
    components = load_components(files, report)
    words = _load_all_words(root, languages, settings.languages.default, report)
    styles = _load_styles(root, report)
    own_words = {language: _read_own_words(root, language, report) for language in languages}
    return Inputs(
        root,
        config,
        settings,
        (),
        {language: _load_terms(root, language, report) for language in languages},
        words,
        {language: _load_word_lists(root, language, own, report) for language, own in own_words.items()},
        own_words,
        components,
        load_static_files(root, report, before),
        (*styles, *(component.style for component in components.values())),
        read_templates(root, {} if is_example else files, report, before.remembered.reaches),
        None if is_example or not settings.gallery else _load_examples(report),
        address is not None,
    )


def _load_examples(report: Report) -> Inputs | None:
    """The site of the gallery's examples, which are shown with the templates of the site that has the gallery."""
    inputs = load_site(EXAMPLE_SITE, report, is_example=True)
    return inputs and replace(inputs, sources=tuple(find_sources(EXAMPLE_SITE, tuple(inputs.words), report)))


def _load_styles(root: Path, report: Report) -> list[str]:
    files = {path: file for path, file in layered(root, "static/css", report).items() if path.endswith(".css")}
    return [read_text(file.parent, file.name, report) or "" for _, file in sorted(files.items())]


def _load_config(root: Path, report: Report) -> Node | None:
    text = read_text(root, "config.yaml", report)
    if text is None:
        return None
    node = read_yaml(text, Place("config.yaml"))
    if isinstance(node, Problem):
        report.extend([node])
        return None
    return node


def _load_terms(root: Path, language: str, report: Report) -> tuple[Term, ...]:
    path = f"content/{language}/terms.yaml"
    if not (root / path).exists():
        return ()
    text = read_text(root, path, report)
    node = read_yaml(text, Place(path)) if text is not None else Node((), Place(path))
    if isinstance(node, Problem):
        report.extend([node])
        return ()
    _report_repeated(node, report)
    terms: tuple[Term, ...] = list_of(group_of(Term)).read(node, report)
    return terms


def _report_repeated(node: Node, report: Report) -> None:
    """Report terms that are listed twice: only the first would be explained."""
    lines: dict[str, int] = {}
    for entry in node.value if isinstance(node.value, tuple) else ():
        term = entry.value.values.get("term") if isinstance(entry.value, Pairs) else None
        if term is not None and isinstance(term.value, str):
            first = lines.setdefault(term.value.casefold(), term.place.line)
            if first != term.place.line:
                message = f"the term '{term.value}' stands twice; it is already on line {first}"
                report.add(term.place, "repeated-key", message, "Keep one of the two.")


def _load_all_words(root: Path, languages: tuple[str, ...], default: str, report: Report) -> dict[str, dict[str, str]]:
    english = _load_words(find_shipped(), "en", {}, report)
    words = {language: _load_words(root, language, english, report) for language in languages}
    _check_words(words, default, report)
    return words


def _load_words(root: Path, language: str, english: Mapping[str, str], report: Report) -> dict[str, str]:
    """The interface texts of one language: plainleaf's own, with those of the site's folder over them.

    Gaps in a text are held against those of the `english` text, since that is what templates fill.
    """
    words: dict[str, str] = {}
    path = f"templates/words/{language}.yaml"
    for layer in (find_shipped(), root):
        text = read_text(layer, path, report) if (layer / path).exists() else ""
        node = read_yaml(text or "", Place(path))
        if isinstance(node, Problem):
            report.extend([node])
            continue
        _check_gaps(node, english, report)
        words.update(names_of(line()).read(node, report))
    return words


def _check_gaps(node: Node, known: Mapping[str, str], report: Report) -> None:
    """Report {gaps} in a site's own texts that the text which they replace does not have: nothing would fill them."""
    for name, words in node.value.values.items() if isinstance(node.value, Pairs) else ():
        if name in known and isinstance(words.value, str) and not _gaps_in(words.value) <= _gaps_in(known[name]):
            gaps = ", ".join(f"{{{gap}}}" for gap in sorted(_gaps_in(known[name]))) or "none"
            message = f"the interface text '{name}' has gaps that nothing fills"
            report.add(words.place, "wrong-type", message, f"The gaps it may have: {gaps}.")


def _gaps_in(text: str) -> frozenset[str]:
    """The names in braces of a text; a brace that is alone counts as one."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset("{")


def _check_words(words: Mapping[str, Mapping[str, str]], default: str, report: Report) -> None:
    """Report interface texts that one language has and another lacks."""
    for language, texts in words.items():
        missing = [name for name in words.get(default, {}) if name not in texts]
        if missing:
            place = Place(f"templates/words/{language}.yaml")
            message = f"{len(missing)} interface texts are missing, the first is '{missing[0]}'"
            fix = f"Copy templates/words/{default}.yaml to this name and translate what stands after the colons."
            report.add(place, "missing-words", message, fix)


def _own_words(language: str) -> str:
    return f"content/{language}/words.yaml"


def _read_own_words(root: Path, language: str, report: Report) -> str:
    path = _own_words(language)
    return (read_text(root, path, report) or "") if (root / path).exists() else ""


def _load_word_lists(root: Path, language: str, text: str, report: Report) -> WordLists:
    """The word lists of the reading checks: plainleaf's own, and what the site adds in its words.yaml."""
    shipped = WORD_LISTS / f"{language}.yaml"
    lists = [shipped] if shipped.exists() else []
    own = _own_words(language)
    try:
        return read_words(*lists, *([root / own] if text else [])) if lists else WordLists(language)
    except ValueError as error:
        fix = "Write lists as in the example of docs/checks.md."
        what = str(error).rpartition(".yaml: ")[2]
        report.add(Place(own), "word-lists", f"these word lists cannot be used: {what}", fix)
        return WordLists(language)
