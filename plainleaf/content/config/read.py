"""Reading config.yaml: settings that every stage can work with, whatever is wrong with the file.

What is missing or wrong is reported here, once, and replaced by placeholders. A site made with them is never published.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.config.settings import Brand, Language, Languages, Settings
from plainleaf.content.config.translated import check_languages_of_texts, choose_language
from plainleaf.input.fields import read_group
from plainleaf.input.files import read_text
from plainleaf.input.mistakes.hints import form_hint
from plainleaf.input.nodes import Node, Pairs, find_place
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.input.unclear import Unclear, find_unclear
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem, Report

FILE = "config.yaml"
LANGUAGE_FOLDER = lazy_pattern(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
NOTHING = Node(Pairs({}, {}), Place(FILE))
BLACK = Brand(primary="#000000", accent="#000000")
NAMELESS = "?"


class Config(Struct, frozen=True):
    """What config.yaml says: its YAML, its settings in the default language, and which of them are unclear.

    `translated` are the settings in each other language.
    """

    node: Node
    settings: Settings
    unclear: Unclear
    translated: Mapping[str, Settings] = {}


def read_config(root: Path, report: Report) -> Config:
    """The settings of a site. If config.yaml cannot be read, all of them are unclear."""
    node = _read_node(root, report)
    if node is None:
        settings = read_group(Settings, NOTHING, Report())
        unclear = Unclear(tuple(sorted(settings.__struct_fields__)))
        return Config(NOTHING, _complete(settings, _read_languages(NOTHING, root), unclear), unclear)
    found, languages = Report(), _read_languages(node, root)
    chosen = {code: choose_language(node, code, languages.default) for code in languages.names}
    default = chosen.pop(languages.default, node)
    settings = read_group(Settings, default, found)
    # What is wrong in every language is reported once.
    translated = {
        code: settings if texts is default else read_group(Settings, texts, found) for code, texts in chosen.items()
    }
    unclear = find_unclear((Settings,), default) if found.has_errors else Unclear()
    if not unclear.touches("languages"):
        _check_languages(settings.languages, node, found)
        found.extend(check_languages_of_texts(node, languages, _find_folders(root)))
    report.extend(found.problems)
    complete = partial(_complete, languages=languages, unclear=unclear)
    return Config(node, complete(settings), unclear, {code: complete(each) for code, each in translated.items()})


def _read_languages(node: Node, root: Path) -> Languages:
    """The languages, by which all other settings are read. What is wrong with them is reported with these."""
    written = node.value.values.get("languages") if isinstance(node.value, Pairs) else None
    return _complete_languages(read_group(Languages, written or NOTHING, Report()), root)


def _read_node(root: Path, report: Report) -> Node | None:
    text = read_text(root, FILE, report)
    if text is None:
        return None
    node = read_yaml(text, Place(FILE))
    if isinstance(node, Problem):
        report.extend([node])
        return None
    return node


def _check_languages(languages: Languages, node: Node, report: Report) -> None:
    if languages.default not in languages.names:
        place = find_place(node, ["languages", "default"])
        meant = form_hint("language", Node(languages.default, place), languages.names.__contains__)
        fix = meant or f"Add '{languages.default}:' under 'names'."
        message = f"the default language '{languages.default}' is not one of the site's languages"
        report.add(place, "unknown-language", message, fix)


def _complete(settings: Settings, languages: Languages, unclear: Unclear) -> Settings:
    """The settings, with a placeholder for each missing value that the stages cannot do without."""
    return replace(
        settings,
        languages=languages,
        brand=BLACK if unclear.touches("brand") else settings.brand,
        clinic=settings.clinic if settings.clinic.name else replace(settings.clinic, name=NAMELESS),
    )


def _complete_languages(languages: Languages, root: Path) -> Languages:
    folders = _find_folders(root)
    added = [languages.default] if languages.default in folders else []
    names = {folder: Language(name=folder) for folder in (added if languages.names else folders)}
    names.update(languages.names)
    default = languages.default if languages.default in names else next(iter(names), languages.default)
    return replace(languages, names=names, default=default)


def _find_folders(root: Path) -> list[str]:
    """The languages of a site that does not name any: those that have a folder in content/."""
    folders: list[str] = []
    # Whatever is wrong with the folder is reported where its pages are listed.
    with suppress(OSError), os.scandir(root / "content") as entries:
        folders.extend(each.name for each in entries if each.is_dir(follow_symlinks=False))
    # English first: it is the default.
    return sorted(filter(LANGUAGE_FOLDER.fullmatch, folders), key=lambda name: (name != "en", name))
