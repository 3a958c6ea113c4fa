"""Texts of config.yaml in each language: one text, or one for each language, `{en: Call us, es: Llámenos}`.

A field's type says whether its value may be written so. A language is chosen before the fields are read, so
settings hold plain texts, and there are settings for each language.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from plainleaf.cldr.days import find_weekdays
from plainleaf.content.config.settings import Languages, Settings
from plainleaf.input.fields import FieldType, fields_of
from plainleaf.input.fieldtypes import group_of
from plainleaf.input.nodes import Node, Pairs, find_place
from plainleaf.problems import ERROR, WARNING, Problem, suggest

# Texts that help in an emergency, and those for people who cannot hear: no language is published without them.
SAFETY = ("emergency", "contacts.relay", "contacts.tty")

Path = tuple[str, ...]


class Written(NamedTuple):
    """A text that may be written for each language: the keys that lead to it, its type, and its YAML."""

    path: Path
    type: FieldType
    node: Node


def choose_language(config: Node, language: str, default: str) -> Node:
    """config.yaml with one text in place of those for each language; in the default language where one is missing."""
    chosen = {
        written.path: text for written in find_written(config) if (text := _choose(written.node, (language, default)))
    }
    return _with_chosen(config, (), chosen) if chosen else config


def _choose(node: Node, languages: tuple[str, ...]) -> Node | None:
    """The text in the first of these languages that has one, or else in any; None if there is one text for all."""
    if not isinstance(node.value, Pairs):
        return None
    texts = node.value.values
    written = (texts[language] for language in (*languages, *texts) if language in texts)
    return next((text for text in written if text.value is not None), None)


def _with_chosen(node: Node, path: Path, chosen: Mapping[Path, Node]) -> Node:
    if path in chosen:
        return chosen[path]
    if isinstance(node.value, tuple):
        entries = (_with_chosen(each, (*path, str(number)), chosen) for number, each in enumerate(node.value))
        return replace(node, value=tuple(entries))
    if isinstance(node.value, Pairs):
        values = {key: _with_chosen(each, (*path, key), chosen) for key, each in node.value.values.items()}
        return replace(node, value=Pairs(values, node.value.key_places))
    return node


def find_written(config: Node) -> Iterator[Written]:
    """Every text of config.yaml that may be written for each language."""
    yield from _find_in(group_of(Settings), config, ())


def _find_in(type_: FieldType, node: Node, path: Path) -> Iterator[Written]:
    if type_.is_per_language:
        yield Written(path, type_, node)
    elif type_.entry is not None:
        entries = enumerate(node.value) if isinstance(node.value, tuple) else ()
        named = node.value.values.items() if isinstance(node.value, Pairs) else ()
        for name, each in (*entries, *named):
            yield from _find_in(type_.entry, each, (*path, str(name)))
    elif type_.group is not None and isinstance(node.value, Pairs):
        for field in fields_of(type_.group):
            if field.name in node.value.values:
                yield from _find_in(field.type, node.value.values[field.name], (*path, field.name))


def find_lacking(config: Node, language: str, default: str) -> Iterator[Path]:
    """The texts that readers of a language get in another one. Names count as the same in each, and so do days of the
    week, which CLDR translates.
    """
    for path, type_, node in find_written(config):
        if type_.wording == "name":
            continue
        if isinstance(node.value, Pairs):
            text = node.value.values.get(language)
            is_lacking = text is None or text.value is None
        else:
            is_lacking = isinstance(node.value, str) and language != default and not find_weekdays(node.value)
        if is_lacking:
            yield path


def check_languages_of_texts(config: Node, languages: Languages, folders: Collection[str]) -> Iterator[Problem]:
    """Report languages that the site does not have, and texts missing in a language with a folder in content/."""
    for written in find_written(config):
        if isinstance(written.node.value, Pairs):
            yield from _find_unknown(written.node.value, languages)
    for language, name in languages.names.items():
        for path in find_lacking(config, language, languages.default) if language in folders else ():
            is_error = language == languages.default or ".".join(path).startswith(SAFETY)
            message = f"'{'.'.join(map(str, path))}' has no text in {name.name}, so its readers get another language"
            example = ", ".join(f"{code}: …" for code in dict.fromkeys((languages.default, language)))
            fix = f"Write one for each language, such as {{{example}}}."
            place, severity = find_place(config, [*path]), ERROR if is_error else WARNING
            yield Problem(place, "untranslated-setting", message, fix, severity)


def _find_unknown(texts: Pairs, languages: Languages) -> Iterator[Problem]:
    for key, place in texts.key_places.items():
        if key not in languages.names:
            fix = suggest(key, languages.names, otherwise=f"Use one of: {', '.join(languages.names)}.")
            yield Problem(place, "unknown-language", f"'{key}' is not a language of this site", fix)
