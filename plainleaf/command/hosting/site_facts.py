"""What a manifest says of a site besides its files: its day, what ends when, and the commit of its sources."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from plainleaf.command.site_read import directory_of, read_site
from plainleaf.command.upkeep.events import find_events
from plainleaf.hosting import Ending, Manifest, SiteFacts, make_manifest
from plainleaf.index.addresses import OVER
from plainleaf.index.directory import Directory
from plainleaf.options import Options
from plainleaf.problems import Report

ALERT, PAGE = "alert", "page"


def read_manifest(options: Options) -> Manifest:
    """The manifest of the site in the output folder, which has just been built. Raises OSError."""
    read = read_site(options, Report())
    directory = directory_of(read)
    settings, events = read.inputs.settings, find_events(directory)
    commit, committed = find_commit(options.root)
    site = SiteFacts(
        settings.address,
        read.options.day.isoformat(),
        settings.timezone,
        settings.host,
        settings.clinic.demonstration,
        events[0].day.isoformat() if events else "",
        tuple(_find_endings(directory)),
        tuple(sorted(_find_over(directory))),
        commit,
        committed,
    )
    return make_manifest(options.real_out, site, settings.keep)


def _find_endings(directory: Directory) -> Iterator[Ending]:
    """What is on the site today and will not be after a day that is known."""
    for language in directory.settings.languages.names:
        for alert in directory.index.alerts(language):
            if alert.details.starts <= directory.as_of <= alert.details.expires:
                yield Ending(alert.details.expires.isoformat(), ALERT)
        for page in directory.index.published(language):
            if page.kind.has_own_page and page.basics.expires:
                yield Ending(page.basics.expires.isoformat(), PAGE, directory.url(page))


def _find_over(directory: Directory) -> set[str]:
    """The addresses of pages that have ended, if no other page is there now."""
    index = directory.index
    pages = [page for page in index.pages.values() if page.kind.has_own_page and not page.unclear]
    now = {directory.url(page) for page in pages if index.is_published(page)}
    return {directory.url(page) for page in pages if index.statuses[page.path] == OVER} - now


def find_commit(root: Path) -> tuple[str, int]:
    """The commit of the site's sources and its time in seconds since 1970; "" and 0 for a site that is not in git."""
    commit, _, time = ask_git(root, "log", "-1", "--format=%H %ct")[1].strip().partition(" ")
    return (commit, int(time)) if time.isdigit() else ("", 0)


def ask_git(root: Path, *arguments: str) -> tuple[int, str]:
    """The exit code and the output of a git command; -1 where there is no git."""
    git = shutil.which("git")
    if git is None:
        return -1, ""
    try:
        run = subprocess.run(  # noqa: S603 - the arguments are ours, or the digits of a commit
            (git, *arguments), cwd=root, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return -1, ""
    return run.returncode, run.stdout
