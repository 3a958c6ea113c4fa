"""Decap's config.yml: a collection of pages for each language and kind, with the fields that the kind declares.

Decap's own way with languages (`i18n`) takes the folder right above a file for its language, so it does not know
content/LANGUAGE/FOLDER/PAGE.md, and it writes every language whenever one is saved. Each language has collections of
its own instead. https://decapcms.org/docs/configuration-options/
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from plainleaf.command.editors.decap.widgets import Widget, make_widgets
from plainleaf.content.config.read import read_config
from plainleaf.content.config.settings import Languages
from plainleaf.content.kinds import Kind, all_kinds, default_kind
from plainleaf.content.sources import find_sources
from plainleaf.input.files import read_text
from plainleaf.patterns import lazy_pattern
from plainleaf.preview import PICTURE_FOLDER
from plainleaf.problems import Report

Configuration = dict[str, Any]
KIND = lazy_pattern(r"^kind:[ \t]*[\"']?([\w-]+)", re.MULTILINE)
END = "\n---"
PICTURES = PICTURE_FOLDER.removeprefix("static/")


def make_configuration(root: Path, backend: Mapping[str, Any], pages: str = "") -> Configuration:
    """Decap's configuration for a site that it reaches by a backend. Mistakes in the site are left to `check`.

    Below the address `pages` is each page by the path of its source; "" if the pages are on a Git host.
    """
    settings = read_config(root, Report()).settings
    return {
        "backend": dict(backend),
        # A host asks others about each change; on this computer, it is in the preview at once.
        "publish_mode": "simple" if pages else "editorial_workflow",
        "site_url": pages or settings.address,
        "display_url": settings.address,
        "show_preview_links": bool(pages),
        "media_folder": PICTURE_FOLDER,
        "public_folder": f"/{PICTURES}",
        "slug": {"encoding": "ascii", "clean_accents": True},
        # The preview is a page of the site, which a host does not show before a change is agreed to.
        "editor": {"preview": bool(pages)},
        "collections": list(_collections(root, settings.languages)),
    }


def to_yaml(configuration: Configuration) -> str:
    """The configuration as a file."""
    return yaml.safe_dump(configuration, allow_unicode=True, sort_keys=False, width=120)


def collection_names(root: Path) -> Iterator[str]:
    """The names of all collections that the configuration of a site may have, of which some have no page."""
    languages = read_config(root, Report()).settings.languages.names
    return (_name_of(language, kind) for language in languages for kind in (*all_kinds(), ""))


def _name_of(language: str, kind: str) -> str:
    return f"{language}-{kind or 'no-kind'}"


def _collections(root: Path, languages: Languages) -> Iterator[Configuration]:
    for language, setting in languages.names.items():
        found = _pages_by_kind(root, language)
        of_language = f" ({setting.name})" if len(languages.names) > 1 else ""
        for name, kind in all_kinds().items():
            if pages := found.get(name, []):
                yield _collection(_name_of(language, name), kind, pages, of_language)
            elif not kind.has_own_page:
                yield _collection(_name_of(language, name), kind, [f"content/{language}/new.md"], of_language)
        # A page that names no kind: a filter without a value finds it.
        if pages := found.get("", []):
            made = _collection(_name_of(language, ""), default_kind(), pages, of_language)
            yield {**made, "label": f"Other pages{of_language}", "filter": {"field": "kind"}}


def _pages_by_kind(root: Path, language: str) -> dict[str, list[str]]:
    """The paths of a language's pages by their kind as it is written, "" if it is not."""
    found: dict[str, list[str]] = {}
    for source in find_sources(root, (language,), Report()):
        front = (read_text(root, source.path, Report()) or "").partition(END)[0]
        written = KIND.search(front)
        found.setdefault(written[1] if written else "", []).append(source.path)
    return found


def _collection(name: str, kind: Kind, pages: Iterable[str], of_language: str) -> Configuration:
    """The pages of one kind in one language. Only a message without a page of its own can be begun or deleted."""
    folder = os.path.commonpath([os.path.dirname(page) for page in pages])  # noqa: PTH120 - no files of this system
    depth = max(page.count("/") - folder.count("/") for page in pages)
    can_begin = not kind.has_own_page
    hidden: list[Widget] = [{"name": "kind", "widget": "hidden", "default": kind.name}] if can_begin else []
    label = kind.name.replace("-", " ").capitalize()
    return {
        "name": name,
        "label": f"{label}{of_language}",
        "label_singular": label,
        "description": kind.help,
        "folder": folder,
        "filter": {"field": "kind", "value": kind.name},
        "create": can_begin,
        "delete": can_begin,
        # A title in another script leaves nothing of itself in a file's name.
        "slug": "{{year}}-{{month}}-{{day}}-{{slug}}",
        # So deep are the files; for a page that is begun, it is its path.
        "path": "/".join([*["{{dirname}}"] * (depth - 1), "{{slug}}"]),
        # Where there is a `path`, Decap would look for pictures beside the page.
        "media_folder": f"/{PICTURE_FOLDER}",
        "public_folder": f"/{PICTURES}",
        "preview_path": f"{folder}/{{{{slug}}}}.md",
        "preview_path_preserve_slashes": True,
        "extension": "md",
        "format": "yaml-frontmatter",
        "identifier_field": "title",
        "sortable_fields": ["title"],
        "fields": [*hidden, *make_widgets(kind.groups)],
    }
