"""Pages that must be there: the home page of each language, and those that config.yaml names."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.content.config.settings import Settings
from plainleaf.content.kinds import Kind, find_kinds
from plainleaf.index.addresses import DRAFT
from plainleaf.index.directory import Directory
from plainleaf.index.guesses import named_page_fix
from plainleaf.input.fields import Named
from plainleaf.problems import ERROR, WARNING, Place, Report


def check_named_pages(directory: Directory, report: Report) -> None:
    """Report home pages, and pages named in config.yaml, that do not exist."""
    default, index = directory.settings.languages.default, directory.index
    for name, kinds in _pages_in_settings(directory.settings):
        page = index.find(default, name.name)
        if not name or directory.may_have_page(default, name.name):
            continue
        if page is None or (page.kind not in kinds and not page.unclear.hides("kind")):
            fix = "Write its path below the language's folder, such as thanks/request-sent.md."
            fix = named_page_fix(name.name, default, index, fix, kinds.__contains__)
            kind = " or ".join(each.name for each in kinds)
            report.add(name.place, "broken-link", f"no page '{name.name}' of the kind {kind}", fix)
        elif any(kind.follows_form for kind in kinds) and not index.may_be_published(page):
            message = f"people who have sent the form land on '{name.name}', which is not on the site"
            fix = "Publish that page, or name another."
            # A day that passes must not break a build.
            is_draft = index.statuses[page.path] == DRAFT
            rule, severity = ("broken-link", ERROR) if is_draft else ("link-to-unpublished", WARNING)
            report.add(name.place, rule, message, fix, severity=severity)
    _check_homes(directory, report)


def _pages_in_settings(settings: Settings) -> Iterator[tuple[Named, tuple[Kind, ...]]]:
    """Each page that config.yaml names, with the kinds that it may have."""
    thanks = find_kinds(lambda kind: kind.follows_form)
    yield settings.booking.thanks, thanks
    yield settings.message.thanks, thanks
    if settings.feedback:
        yield settings.feedback, find_kinds(lambda kind: kind.form == "message")
    yield from ((name, find_kinds(lambda kind: kind.is_person)) for name in settings.people)
    yield from ((name, find_kinds(lambda kind: kind.is_service)) for name in settings.services)


def _check_homes(directory: Directory, report: Report) -> None:
    languages, index = directory.settings.languages, directory.index
    for language in languages.names:
        home = index.find(language, "index.md")
        if home is None and directory.may_have_page(language, "index.md"):
            continue
        if home is None or not index.may_be_published(home):
            fix = "Write this page: every site needs one."
            if home is not None and index.statuses[home.path] == DRAFT:
                fix = "It is a draft: delete 'draft: yes', because every site needs one."
            elif language != languages.default:
                fix = f"Start it: plainleaf translate index.md {language}"
            report.add(Place(f"content/{language}/index.md"), "missing-file", "there is no home page", fix)
