"""`serve`: show the site while it is edited, and its problems on every page.

A saved file is seen by the system's notification, the site is rebuilt in this process, and livereload tells the
browsers. When the site has errors the last good one stays, with the list of problems on top of each page. What is
served lies in a temporary folder, so `public/` is never a half-edited site.
"""

from __future__ import annotations

import asyncio
import dataclasses
import os
import sys
import tempfile
import webbrowser
from pathlib import Path
from types import SimpleNamespace

import watchfiles
from livereload.handlers import LiveReloadHandler

from plainleaf.options import Build, Options
from plainleaf.preview_pages import make_application
from plainleaf.problems import Report, StoppedError
from plainleaf.reports import count_in_words, format_report
from plainleaf.snapshot import INPUTS

HOST = "127.0.0.1"
# Milliseconds: how long to wait for more of the same change, and how often to look whether there is any.
LONGEST_WAIT, SHORTEST_WAIT = 100, 10
TURN = 200  # milliseconds until the watcher says that nothing has changed


@dataclasses.dataclass(slots=True)
class Preview:
    """A site that is being edited: how it is built, where it is served from, and what was wrong at last."""

    options: Options
    build: Build
    report: Report

    @property
    def folder(self) -> Path:
        """The folder with the last good site."""
        return self.options.out

    def rebuild(self) -> None:
        """Build again and print what is wrong; the last good site stays when there are errors."""
        self.report = Report()
        try:
            result = self.build(self.options, self.report, lambda _done, _total: None)
        except StoppedError as stopped:
            self.report.extend([stopped.problem])
            result = None
        with_color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        print(format_report(self.report, "text", with_color=with_color), end="")
        what = "Kept the last good site" if result is None else f"Rebuilt {result.made} of {result.files} files"
        print(f"{what}: {count_in_words(self.report)}.", flush=True)


def serve(options: Options, build: Build, port: int, *, open_browser: bool) -> int:
    """Serve the site at http://127.0.0.1:PORT/ until Ctrl-C. Gives the exit code: 0, or 2 when the port is taken."""
    address = f"http://{HOST}:{port}/"
    with tempfile.TemporaryDirectory(prefix="plainleaf-") as folder:
        served = dataclasses.replace(options, out=Path(folder).resolve() / "site", address=address)
        preview = Preview(served, build, Report())
        try:
            asyncio.run(_serve_until_stopped(preview, port, open_browser=open_browser))
        except KeyboardInterrupt:
            print("Stopped.")
        except OSError as error:
            print(f"plainleaf: port {port} cannot be used: {error.strerror}. Try another with --port.", file=sys.stderr)
            return 2
    return 0


async def _serve_until_stopped(preview: Preview, port: int, *, open_browser: bool) -> None:
    make_application(preview, f"{HOST}:{port}").listen(port, address=HOST)
    watched = [preview.options.root / name for name in INPUTS if (preview.options.root / name).exists()]
    turns = watchfiles.awatch(
        *watched, debounce=LONGEST_WAIT, step=SHORTEST_WAIT, rust_timeout=TURN, yield_on_timeout=True
    )
    is_watching = False
    # Changes that happen during a rebuild wait in the watcher and come with its next turn.
    async for changes in turns:
        if not is_watching:
            # What was saved before the watcher was on is found by building once more.
            is_watching = True
            preview.rebuild()
            _welcome(port, open_browser=open_browser)
        elif changes:
            preview.rebuild()
            tell_browsers(changed=[path for _, path in changes])


def _welcome(port: int, *, open_browser: bool) -> None:
    address = f"http://{HOST}:{port}/"
    print(f"The site is at {address} and follows your changes. Stop with Ctrl-C.", flush=True)
    if open_browser:
        webbrowser.open(address)


def tell_browsers(changed: list[str]) -> None:
    """Have the browsers load the page again, or only the style sheet when nothing else has changed."""
    is_style = all(path.endswith(".css") for path in changed)
    LiveReloadHandler.watcher = SimpleNamespace(filepath=changed[0])
    LiveReloadHandler.live_css = True
    LiveReloadHandler.reload_waiters("site.css" if is_style else "*")
