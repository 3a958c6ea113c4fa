"""Which static files are published: those that a page names, and in static/ those that patients can open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plainleaf.content.last_build import KnownPage
from plainleaf.content.static_files import FORM_SCRIPT, StaticFile
from plainleaf.index.addresses import PUBLISHED, UNSURE
from plainleaf.index.directory import Directory
from plainleaf.input.junk import is_for_staff
from plainleaf.problems import WARNING, Place, Report


def choose_files(
    files: Mapping[str, StaticFile], pages: Mapping[str, KnownPage], directory: Directory, report: Report
) -> Iterator[tuple[str, StaticFile]]:
    """The files to publish, by key. One that no page names is reported, unless it is in static/ and meant for patients.
    The script of forms is published where there are any.

    A file that only a draft names is neither published nor reported.
    """
    statuses = directory.index.statuses
    named = {file for known in pages.values() for file in known.files}
    published = {
        file for path, known in pages.items() if statuses.get(path) in (PUBLISHED, UNSURE) for file in known.files
    }
    # A page that could not be read may name any of them.
    is_clear = all(known.page is not None for known in pages.values()) and not directory.unreadable
    settings = directory.settings
    has_form = any(form.delivery != "none" for form in (settings.booking, settings.message))
    for name, file in files.items():
        if name == FORM_SCRIPT:
            if has_form:
                yield name, file
        elif file.is_listed or name in published:
            yield name, file
        elif name not in named and is_clear and not is_for_staff(file.file.name):
            _report_unnamed(name, report)


def _report_unnamed(name: str, report: Report) -> None:
    if name.startswith("/"):
        place, message = Place(f"static{name}"), "files of this type are published only when a page names them"
        fix = "Link to it from a page, save it as PDF, or move it out of static/."
    else:
        place, message = Place(name), "no page names this file, so it is not published"
        fix = "Link to it from a page, or move it out of content/."
    report.add(place, "unnamed-file", message, fix, severity=WARNING)
