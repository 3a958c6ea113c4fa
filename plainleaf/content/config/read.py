"""Reading config.yaml: settings that every stage can work with, whatever is wrong with the file.

What is missing or wrong is reported here, once, and replaced by placeholders. A site made with them is never published.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.config.settings import Brand, Language, Languages, Settings
from plainleaf.input.fields import read_group
from plainleaf.input.files import read_text
from plainleaf.input.mistakes.hints import form_hint
from plainleaf.input.nodes import Node, Pairs, find_place
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.input.unclear import Unclear, find_unclear
from plainleaf.problems import Place, Problem, Report

FILE = "config.yaml"
LANGUAGE_FOLDER = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
NOTHING = Node(Pairs({}, {}), Place(FILE))
BLACK = Brand(primary="#000000", accent="#000000")
NAMELESS = "?"


class Config(Struct, frozen=True):
    """What config.yaml says: its YAML, its settings, and which of them are unclear."""

    node: Node
    settings: Settings
    unclear: Unclear


def read_config(root: Path, report: Report) -> Config:
    """The settings of a site. If config.yaml cannot be read, all of them are unclear."""
    node = _read_node(root, report)
    if node is None:
        settings = read_group(Settings, NOTHING, Report())
        unclear = Unclear(tuple(sorted(settings.__struct_fields__)))
        return Config(NOTHING, _complete(settings, root, unclear), unclear)
    found = Report()
    settings = read_group(Settings, node, found)
    unclear = find_unclear((Settings,), node) if found.has_errors else Unclear()
    if not unclear.touches("languages"):
        _check_languages(settings.languages, node, found)
    report.extend(found.problems)
    return Config(node, _complete(settings, root, unclear), unclear)


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


def _complete(settings: Settings, root: Path, unclear: Unclear) -> Settings:
    """The settings, with a placeholder for each missing value that the stages cannot do without."""
    languages = settings.languages
    folders = _find_folders(root)
    added = [languages.default] if languages.default in folders else []
    names = {folder: Language(name=folder) for folder in (added if languages.names else folders)}
    names.update(languages.names)
    default = languages.default if languages.default in names else next(iter(names), languages.default)
    return replace(
        settings,
        languages=replace(languages, names=names, default=default),
        brand=BLACK if unclear.touches("brand") else settings.brand,
        clinic=settings.clinic if settings.clinic.name else replace(settings.clinic, name=NAMELESS),
    )


def _find_folders(root: Path) -> list[str]:
    """The languages of a site that does not name any: those that have a folder in content/."""
    folders: list[str] = []
    # Whatever is wrong with the folder is reported where its pages are listed.
    with suppress(OSError), os.scandir(root / "content") as entries:
        folders.extend(each.name for each in entries if each.is_dir(follow_symlinks=False))
    # English first: it is the default.
    return sorted(filter(LANGUAGE_FOLDER.fullmatch, folders), key=lambda name: (name != "en", name))
