"""Make a move: from an old site to the pages and files of the new one, and a list of what has to be fixed.

Nothing is written here. Each new page is read once as the build will read it, so the list also has what `check` would
say of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from plainleaf.content.components import Component, component_names, load_components
from plainleaf.content.config.settings import Settings
from plainleaf.content.fences import Placeable
from plainleaf.content.read_page import Grammar
from plainleaf.importing.convert import Prose, convert_prose
from plainleaf.importing.finish import Finished, NewPage, Setting, complete, finish_page, in_folder
from plainleaf.importing.layout import Layout, make_layout, names_of_pages
from plainleaf.importing.links import NewPlaces, contact_key
from plainleaf.importing.new_front import is_review
from plainleaf.importing.new_settings import LANGUAGE, NewConfig, make_config
from plainleaf.importing.old_site import Losses, OldPage, OldSite, Origin
from plainleaf.importing.origins.hugo import HUGO
from plainleaf.importing.origins.jekyll import JEKYLL
from plainleaf.importing.origins.mkdocs import MKDOCS
from plainleaf.importing.origins.wordpress import WORDPRESS
from plainleaf.input.shipped import find_shipped, layered
from plainleaf.problems import WARNING, Place, Problem, Report

ORIGINS: Mapping[str, Origin] = {origin.name: origin for origin in (HUGO, JEKYLL, MKDOCS, WORDPRESS)}


class NewSite(Struct, frozen=True):
    """The site that is moved into: its folder, its settings, and the language of pages that name none.

    `starter` is the folder that new sites are copied from; without it, config.yaml stays as it is.
    """

    root: Path
    settings: Settings
    language: str
    starter: Path | None = None


class Move(Struct, frozen=True):
    """What to write, and what to fix besides the problems of each page.

    `files` are paths in the old `folder` by their paths in the new site, `config` is what config.yaml takes over.
    """

    folder: Path
    pages: tuple[NewPage, ...]
    files: Mapping[str, str]
    problems: tuple[Problem, ...]
    config: NewConfig = NewConfig()


def make_move(origin: Origin, folder: Path, new: NewSite, *, publishes: bool = False) -> Move:
    """Read the old site and make the pages of the new one.

    Nobody has read these pages here yet, so all are drafts. With `publishes`, those with nothing to fix are not.
    """
    report = Report()
    site = origin.read(folder, report)
    config = make_config(site.settings, new.root, new.starter, report)
    layout = make_layout(site, _language_folders(site, new, report), _path_of(new, config), report)
    pages = [page for page in site.pages if page.path in layout.targets]
    proses = {page.path: convert_prose(page, site, origin, Losses(page, Report())) for page in pages}
    components = _load_components()
    # Imported text places no red flags: no other program has them.
    placeable = Placeable(component_names(components))
    grammar = Grammar(dict.fromkeys(new.settings.languages.names, placeable), new.settings.allowed_html)
    named = {each.settings.stands_for: each.names[0] for each in components.values()}
    setting = Setting(site, layout, _new_places(site, layout, proses, new), grammar, named)
    made = {page.path: finish_page(page, proses[page.path], setting) for page in pages}
    drafts = find_drafts(made) if publishes else made.keys()
    used = frozenset().union(*(finished.used for finished in made.values()))
    _list_left_out([(page, made[page.path]) for page in pages], report)
    _list_unused(site, used, report)
    done = tuple(complete(finished, site.folder.name, is_draft=path in drafts) for path, finished in made.items())
    files = {_file_path(layout.files[path]): path for path in sorted(used)}
    problems = tuple(in_folder(site.folder.name, problem) for problem in report.problems)
    return Move(site.folder, done, files, problems, config)


def _path_of(new: NewSite, config: NewConfig) -> str:
    """The path below which the new site is published."""
    return urlsplit(config.carried.get("address", new.settings.address)).path


def find_drafts(made: Mapping[str, Finished]) -> Set[str]:
    """The pages that have to wait, and those that link to one: a link to a draft leads nowhere."""
    drafts = {path for path, finished in made.items() if finished.has_to_wait}
    linked_by: dict[str, set[str]] = {}
    for path, finished in made.items():
        for other in finished.linked:
            linked_by.setdefault(other, set()).add(path)
    waiting = list(drafts)
    while waiting:
        more = linked_by.get(waiting.pop(), set()) - drafts
        drafts |= more
        waiting += more
    return drafts


def _language_folders(site: OldSite, new: NewSite, report: Report) -> dict[str, str]:
    """The language's folder of the new site for each language of the old one. Those that it lacks are listed."""
    known = {code.lower(): code for code in new.settings.languages.names}
    folders = {"": new.language}
    missing: dict[str, list[OldPage]] = {}
    for page in site.pages:
        if page.language.lower() in known:
            folders[page.language] = known[page.language.lower()]
        elif page.language:
            missing.setdefault(page.language, []).append(page)
    for setting in site.settings:
        if setting.path == LANGUAGE and _main_part(setting.value) != _main_part(new.language):
            message = f"the old site is in '{setting.value[:20]}', and its pages went into content/{new.language}/"
            fix = "If that is wrong, add its language to 'languages' in config.yaml and import with --language."
            report.add(setting.place, "not-carried", message, fix, severity=WARNING)
    for language, pages in missing.items():
        message = f"the pages in the language '{language[:20]}' ({len(pages)}) were left out: the new site lacks it"
        fix = f"Add '{language[:20]}' to 'languages' in config.yaml, then import again."
        report.add(pages[0].place(), "not-carried", message, fix, severity=WARNING)
    return folders


def _main_part(language: str) -> str:
    """The language itself: en for en-US and en_US.UTF-8."""
    return re.split(r"[-_.]", language.lower())[0]


def _new_places(site: OldSite, layout: Layout, proses: Mapping[str, Prose], new: NewSite) -> NewPlaces:
    contacts = new.settings.contacts
    return NewPlaces(
        names_of_pages(site, layout.targets),
        layout.targets,
        {path: prose.headings.anchors for path, prose in proses.items()},
        layout.files,
        {contact_key(phone.number): name for name, phone in contacts.phones.items()},
        {contact_key(email.address): name for name, email in contacts.emails.items()},
    )


def _file_path(place: str) -> str:
    """The path of a copied file below the new site's folder."""
    return f"static{place}" if place.startswith("/") else f"content/{place}"


def _load_components() -> Mapping[str, Component]:
    """The components that come with plainleaf. What is wrong with a site's own is for the build to say."""
    return load_components(layered(find_shipped(), "templates/components", Report()), Report()).known


def _list_left_out(made: Sequence[tuple[OldPage, Finished]], report: Report) -> None:
    """List each field that has no counterpart once, at the first page that has it."""
    pages_of: dict[str, list[OldPage]] = {}
    for page, finished in made:
        for name in finished.left_out:
            pages_of.setdefault(name, []).append(page)
    for name, pages in pages_of.items():
        count = f" ({len(pages)} pages)" if len(pages) > 1 else ""
        message = f"'{name[:40]}' has no counterpart here and was left out{count}"
        fix = "If readers need it, write it into the text."
        if is_review(name):
            fix = "Who wrote and reviewed a page is never taken over. Name them when you give the page a clinical kind."
        place = pages[0].place(pages[0].fields.lines.get(name, 1))
        report.add(place, "not-carried", message, fix, severity=WARNING)


def _list_unused(site: OldSite, used: frozenset[str], report: Report) -> None:
    unused = sorted(path for path in site.files.values() if path not in used)
    if unused:
        message = f"files that no page names were not copied ({len(unused)}, this is the first)"
        report.add(Place(unused[0]), "not-carried", message, "Copy what you need to static/.", severity=WARNING)
