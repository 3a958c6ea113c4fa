"""Names that a disk, a system or a host cannot have, and old addresses that hosts must be told about."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from plainleaf.index.directory import Directory
from plainleaf.input.paths import find_length_fault, find_windows_fault
from plainleaf.model.jobs import Job, RedirectJob, TextJob
from plainleaf.problems import WARNING, Place, Report

# Endings of programs on a server; a folder's name may contain any other dot.
SENT_AS_PAGES = (".html", ".htm")
LONGEST_ENDING = 5
NETLIFY = "netlify"


def report_names(claims: Iterable[tuple[Job, Place]], report: Report) -> None:
    """Report paths that are too long or that Windows cannot store, and old addresses that end like a file."""
    for job, place in claims:
        if fault := find_length_fault(job.path):
            report.add(place, "long-name", fault, "Write a shorter name.")
            continue
        # Names of the site's files were checked when these were read.
        if isinstance(job, RedirectJob):
            _report_old_address(job, place, report)


def _report_old_address(job: RedirectJob, place: Place, report: Report) -> None:
    old = PurePosixPath(job.path).parent
    for part in old.parts:
        if fault := find_windows_fault(part):
            fix = "Leave it out, and have the host redirect this address."
            report.add(place, "file-name", f"no Windows server can have this address: {fault}", fix, severity=WARNING)
            return
    ending = old.suffix.lower()
    if (
        ending[1:].isalnum()
        and len(ending) <= LONGEST_ENDING
        and ending not in SENT_AS_PAGES
        and not ending[1:].isdigit()
    ):
        message = f"the old address '/{old}' ends like a file, so a host may not redirect it"
        fix = "Tell the host: _redirects has the line for it (docs/how-to/publish.md)."
        report.add(place, "old-file-address", message, fix, severity=WARNING)


def make_redirects(jobs: Iterable[RedirectJob], directory: Directory) -> TextJob | None:
    """Every old address and where it leads, in the `_redirects` format that several hosts read; None without any.

    Netlify sends a language's 404 page only if told to, and may send the page at an old address unless the rule has a
    '!', which other hosts do not know.
    """
    addresses, is_netlify = directory.addresses, directory.settings.host == NETLIFY
    status = "301!" if is_netlify else "301"
    lines = sorted(f"{job.url.rstrip('/')} {job.target.removeprefix(addresses.origin)} {status}\n" for job in jobs)
    if is_netlify:
        others = sorted(directory.settings.languages.names.keys() - {directory.settings.languages.default})
        lines += [f"{addresses.url('')}{each}/* {addresses.url('')}{each}/404.html 404\n" for each in others]
    return TextJob("_redirects", "".join(lines)) if lines else None
