"""What a language lacks beside the page that somebody translates: texts of config.yaml, words, sets, other pages."""

from __future__ import annotations

import os
from collections.abc import Iterator

from plainleaf.command.site_read import SiteRead
from plainleaf.content.config.read import FILE
from plainleaf.content.config.translated import find_lacking
from plainleaf.content.page import Page
from plainleaf.content.read import read_body
from plainleaf.content.red_flags.sets import FOLDER, path_of
from plainleaf.index.addresses import path_from
from plainleaf.input.fields import Named
from plainleaf.input.shipped import layered
from plainleaf.problems import Report

WORDS, TERMS, HOME = "templates/words", "terms.yaml", "index.md"
# As many files of one sort are named.
MAX_NAMED = 8


def find_lacking_files(site: SiteRead, language: str, page: Page | None) -> Iterator[str]:
    """A line about each thing that a language lacks; of other pages, the home page and those that `page` names."""
    root, settings = site.inputs.root, site.inputs.settings
    default = settings.languages.default
    words = f"{WORDS}/{language}.yaml"
    if words not in layered(root, WORDS, Report()):
        yield f"{words}, the texts of the interface; run: plainleaf copy {words}"
    texts = [".".join(path) for path in find_lacking(site.inputs.config, language, default)]
    if texts:
        yield f"{len(texts)} texts of {FILE}, such as '{texts[0]}': write them as {{{default}: …, {language}: …}}"
    if site.inputs.terms[default] and not os.path.lexists(root / f"content/{language}/{TERMS}"):
        yield f"content/{language}/{TERMS}, the medical words"
    there = site.inputs.red_flags[language]
    missing = sorted(site.inputs.red_flags[default].known.keys() - there.known.keys() - there.unclear)
    for name in missing:
        yield f"{path_of(language, name)}; run: plainleaf translate {FOLDER}/{name}.yaml {language}"
    pages = _find_missing_pages(site, language, page)
    for path in pages[:MAX_NAMED]:
        why = "the home page" if path == HOME else "which this page names"
        yield f"content/{language}/{path}, {why}; run: plainleaf translate {path} {language}"
    if len(pages) > MAX_NAMED:
        yield f"and {len(pages) - MAX_NAMED} more pages that this one names"


def _find_missing_pages(site: SiteRead, language: str, page: Page | None) -> list[str]:
    """The pages without a translation that a page leads to, after the home page."""
    default = site.inputs.settings.languages.default
    in_default = {each.page for each in site.pages.pages if each.language == default}
    translated = {each.page for each in site.pages.pages if each.language == language}
    wanted = {HOME, *(_named_by(site, page) if page is not None else ())} - translated
    missing = wanted & in_default - ({page.page} if page is not None else set())
    return sorted(missing, key=lambda path: (path != HOME, path))


def _named_by(site: SiteRead, page: Page) -> Iterator[str]:
    """The paths of the pages that a page names in its front matter and its text."""
    groups = [group for group in (page.review, page.details) if group is not None]
    values = [getattr(group, name) for group in groups for name in group.__struct_fields__]
    named = [value.name for value in values if isinstance(value, Named)]
    yield from (path_from("", name) for name in named if name.endswith(".md"))
    body = read_body(page, site.pages, site.inputs, Report())
    for target in body.targets if body is not None else ():
        written = target.target.partition("#")[0]
        if written.endswith(".md") and ":" not in written:
            yield path_from(page.page, written)
