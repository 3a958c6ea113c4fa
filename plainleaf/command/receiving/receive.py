"""`receive`: runs the service that receives the forms of a site, or checks what it needs."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from plainleaf.command.streams import refuse
from plainleaf.input.opening import replace_file
from plainleaf.problems import Report
from plainleaf.problems.reports import format_report
from plainleaf.receiver.pack import PackError, read_packs
from plainleaf.receiver.run import NotReadyError, prepare, receive
from plainleaf.receiver.service import make_failure_pages
from plainleaf.receiver.settings import read_settings

# The web server is another user, who reads these, whatever the files of this user are like.
FOR_ALL_TO_ENTER, FOR_ALL_TO_READ = 0o755, 0o644


def receive_forms(file: Path, failure_pages: Path | None, *, only_checks: bool) -> int:
    """Receive forms by the settings in a file, until the process is told to stop. Returns the exit code.

    It is 1 if the settings or what they name are wrong, and 2 if the folder for `failure_pages` cannot be written. With
    `only_checks` or such a folder, it does that instead.
    """
    report = Report()
    settings = read_settings(file, report)
    if report.count:
        sys.stderr.write(format_report(report, "text"))
    if settings is None:
        return 1
    gc.enable()  # a long-running process
    folder = file.absolute().parent
    try:
        if failure_pages:
            # The store belongs to another user, and may not be there yet.
            return _write(make_failure_pages(read_packs(folder / settings.packs)), failure_pages)
        if not only_checks:
            receive(settings, folder)
            return 0
        with prepare(settings, folder) as ready:
            print(f"All is well: {', '.join(sorted(ready.packs()))} can be received.")
    except (NotReadyError, PackError) as error:
        return refuse(str(error), 1)
    return 0


def _write(pages: Mapping[str, str], folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(PermissionError):  # of somebody else, who has decided
            folder.chmod(folder.stat().st_mode | FOR_ALL_TO_ENTER)
        for name, html in pages.items():
            file = folder / f"{name}.html"
            replace_file(file, html.encode())
            file.chmod(FOR_ALL_TO_READ)
    except OSError as error:
        return refuse(f"{folder} cannot be written: {error.strerror or error}")
    print(f"{folder} has {' and '.join(f'{name}.html' for name in pages)} for the web server.", file=sys.stderr)
    return 0
