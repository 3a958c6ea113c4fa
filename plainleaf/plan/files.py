"""Which static files are published: those that a page names, and in static/ those that patients can open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from plainleaf.content.last_build import KnownPage
from plainleaf.content.sources import report_copy
from plainleaf.content.static_files import FORM_SCRIPT, SEARCH_SCRIPT, StaticFile
from plainleaf.index.addresses import PUBLISHED, UNSURE
from plainleaf.index.directory import Directory
from plainleaf.input.junk import is_for_staff, is_listed
from plainleaf.model.jobs import CopyJob, PhotoJob
from plainleaf.problems import WARNING, Place, Report


def choose_files(
    files: Mapping[str, StaticFile],
    pages: Mapping[str, KnownPage],
    directory: Directory,
    texts: Collection[str],
    report: Report,
) -> Iterator[tuple[str, StaticFile]]:
    """The files to publish, by key. One that no page names is reported, unless it is in static/ and meant for patients.
    The scripts of forms and of the search page are published where there are any.

    A file that only a draft names is neither published nor reported. `texts` are those of style sheets and templates,
    which may name a copy, too.
    """
    statuses = directory.index.statuses
    named = {FORM_SCRIPT, SEARCH_SCRIPT, *(file for known in pages.values() for file in known.files)}
    shown = {file for known in pages.values() for file in known.files if file not in known.unshown}
    published = {
        file for path, known in pages.items() if statuses.get(path) in (PUBLISHED, UNSURE) for file in known.files
    }
    settings = directory.settings
    if settings.booking.is_shown or settings.message.is_shown:
        published.add(FORM_SCRIPT)
    if settings.search:
        published.add(SEARCH_SCRIPT)
    # A page that could not be read may name any of them, and a setting any ending.
    is_clear = all(known.page is not None for known in pages.values()) and not directory.unreadable
    is_clear = is_clear and not directory.unclear.touches("downloads")
    paths = {path_of(name) for name in files}
    for name, file in files.items():
        if file.is_listed or name in published or (is_listed(path_of(name)) and _names(texts, name)):
            # Only pages offer the copies of a photo.
            yield name, file if name in shown or not file.copies else replace(file, copies={})
        elif name in named or not is_clear or is_for_staff(file.file.name):
            continue
        elif not report_copy(path_of(name), paths, report):
            _report_unnamed(name, report)


def copy_jobs(name: str, file: StaticFile) -> Iterator[CopyJob | PhotoJob]:
    """The jobs for a file to publish, by its key: the file itself, and the smaller copies of a photo."""
    yield CopyJob(file.path, file.file, file.digest, file.content)
    for path, copy in file.copies.items():
        yield PhotoJob(path, file.file, path_of(name), file.known.digest, copy.width, copy.suffix, copy.digest)


def path_of(name: str) -> str:
    """The path of a static file below the root, by its key."""
    return f"static{name}" if name.startswith("/") else name


def _names(texts: Collection[str], name: str) -> bool:
    return any(name in text for text in texts)


def _report_unnamed(name: str, report: Report) -> None:
    if name.startswith("/"):
        message = "files of this type are published only when a page names them"
        fix = (
            "Link to it from a page, save it as PDF, or move it out of static/. If all files of this type are for "
            "patients, name the ending under 'downloads' in config.yaml."
        )
    else:
        message = "no page names this file, so it is not published"
        fix = "Link to it from a page, or move it out of content/."
    report.add(Place(path_of(name)), "unnamed-file", message, fix, severity=WARNING)
