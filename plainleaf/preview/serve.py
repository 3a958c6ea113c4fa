"""`serve`: show the site while it is edited, and its problems on every page.

The system notifies us of saved files, the site is rebuilt in this process, and open pages are updated. While the site
has errors, the last good one is still served, with the list of problems on top of each page. The served site is in a
temporary folder, so `public/` is never a half-edited site.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from socket import socket
from types import FrameType
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from plainleaf.input.addresses.time_zones import today_in
from plainleaf.options import Options, Result
from plainleaf.preview.editor.handlers import LARGEST_REQUEST, Editor
from plainleaf.preview.hosts import Hosts, find_hosts
from plainleaf.preview.pages import make_application, notify_browsers
from plainleaf.preview.watch import CannotWatchError, follow
from plainleaf.problems import Report, StoppedError
from plainleaf.problems.reports import count_in_words, format_report
from plainleaf.state.state import Build, MemoryState

# Signals that end a process: from the system, and when its terminal is closed.
ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
OPEN_TO_OTHERS = (
    "anyone on the same network can read this site, including what you have not published yet. "
    "Without --host only this computer can."
)


class Preview(Struct):
    """A site that is being edited: how it is built, its pages, and the report and the `day` of the last build."""

    options: Options
    build: Build
    state: MemoryState = field(default_factory=MemoryState)
    report: Report = field(default_factory=Report)
    pages: Mapping[str, str] = field(default_factory=dict)
    standings: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None

    @property
    def folder(self) -> Path:
        """The folder with the last good site."""
        return self.options.out

    @property
    def root(self) -> Path:
        """The site's own folder, with the sources."""
        return self.options.root

    @property
    def today(self) -> date:
        """The day that a build would be for now."""
        record = self.state.load_record()
        return self.options.as_of or today_in(record.zone if record else "")

    def rebuild(self, changed: frozenset[str] | None = None) -> Result | None:
        """Build again. If there are errors, the last good site is still served, and None is returned.

        `changed` are the files of the site that may have changed since the last time, None if any may have.
        """
        report = Report()
        self.state.changed = changed
        try:
            result = self.build(self.options, self.state, report, lambda _done, _total: None)
        except StoppedError as stopped:
            report.extend([stopped.problem])
            result = None
        self.report, self.day = report, self.today
        # A build that found nothing to do returns no pages.
        if result is not None and result.sources:
            self.pages, self.standings = result.sources, result.standings
        return result


class ServeArguments(Struct, frozen=True):
    """Where to serve the site, whether to open a browser there, and the editor to serve with it, if any."""

    host: str
    port: int
    opens_browser: bool
    editor: Editor | None = None


def serve(options: Options, build: Build, chosen: ServeArguments) -> int:
    """Serve the site at http://HOST:PORT/ until Ctrl-C or a signal.

    Returns the exit code: 0, 2 if it cannot be served, and after a signal the one that shells use for it.
    """
    host, port = chosen.host, chosen.port
    try:
        sockets = bind_sockets(port, host)
    except OSError as error:
        print(
            f"plainleaf: port {port} cannot be used at {host}: {error.strerror}. Try another, such as --port 8001.",
            file=sys.stderr,
        )
        return 2
    # Port 0 asks the system for a free one.
    hosts = find_hosts(host, sockets[0].getsockname()[1], sockets)
    with _open_temporary_folder() as folder:
        served = replace(options, out=folder / "site", address=_addresses(hosts, chosen)[0])
        try:
            return 128 + asyncio.run(_serve_until_stopped(Preview(served, build), hosts, sockets, chosen))
        except KeyboardInterrupt:
            print("Stopped.")
        except CannotWatchError as error:
            print(f"plainleaf: changes cannot be seen here: {error}", file=sys.stderr)
            return 2
    return 0


def _addresses(hosts: Hosts, chosen: ServeArguments) -> tuple[str, ...]:
    """Where the pages are. With an editor, they are another origin for browsers."""
    return (hosts.other_address,) if chosen.editor else hosts.addresses


@contextmanager
def _open_temporary_folder() -> Iterator[Path]:
    """A folder that is removed at the end, also when a signal ends this process.

    Signals are ignored then: the process is about to exit, and another signal must change neither the removal
    nor the exit code.
    """
    for number in ENDING:
        # A process started with nohup continues without its terminal.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _exit_on_signal)
    with tempfile.TemporaryDirectory(prefix="plainleaf-") as folder:
        try:
            yield Path(folder).resolve()
        finally:
            for number in (*ENDING, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)


def _exit_on_signal(number: int, _frame: FrameType | None) -> None:
    """Exit so that everything is closed on the way, before the server runs."""
    sys.exit(128 + number)


def _stop_on_signals() -> list[int]:
    """Let signals cancel the task that calls this; returns a list that collects those received.

    Signal handlers raise nothing: Python drops an exception that is raised while it frees an object, and
    the event loop may wait forever after one in the middle of its work.
    """
    task, loop, heard = asyncio.current_task(), asyncio.get_running_loop(), list[int]()
    assert task is not None

    def stop(number: int, _frame: FrameType | None) -> None:
        heard.append(number)
        if len(heard) == 1 and not loop.is_closed():
            task.cancel()
            # This wakes up the loop if it waits.
            loop.call_soon_threadsafe(lambda: None)

    for number in ENDING:
        if signal.getsignal(number) is _exit_on_signal:
            signal.signal(number, stop)
    return heard


async def _serve_until_stopped(preview: Preview, hosts: Hosts, sockets: list[socket], chosen: ServeArguments) -> int:
    """Serve until a signal, and return its number."""
    heard = _stop_on_signals()
    try:
        await _serve(preview, hosts, sockets, chosen)
    except asyncio.CancelledError:
        # Ctrl-C cancels as well, and asyncio handles that.
        if not heard:
            raise
    return heard[0]


async def _serve(preview: Preview, hosts: Hosts, sockets: list[socket], chosen: ServeArguments) -> None:
    application = make_application(preview, hosts, chosen.editor)
    HTTPServer(application, max_body_size=LARGEST_REQUEST if chosen.editor else None).add_sockets(sockets)
    is_first, told = True, set[str]()
    async for changed in follow(preview.root):
        if not changed and preview.day == preview.today:
            continue
        result = preview.rebuild(None if is_first else changed)
        # Browsers first: printing a long list takes time.
        notify_browsers(_message(changed, result))
        _print_result(preview, result)
        _print_unpublished(preview, _addresses(hosts, chosen)[0], told)
        if is_first:
            _print_addresses(hosts, chosen)
            is_first = False


def _message(changed: frozenset[str], result: Result | None) -> dict[str, object]:
    """The message for livereload's clients. Our own pages ask for their state after any message."""
    if result is None:
        return {"command": "plainleaf"}
    is_style = bool(changed) and all(path.endswith(".css") for path in changed)
    return {"command": "reload", "path": "site.css" if is_style else "*", "liveCSS": True}


def _print_result(preview: Preview, result: Result | None) -> None:
    report = preview.report
    with_color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    print(format_report(report, "text", with_color=with_color), end="")
    if result is not None:
        what = f"Rebuilt {result.made} of {result.files} files"
    else:
        what = (
            "Still showing the last good site" if preview.pages else "There is no site to show before errors are fixed"
        )
    print(f"{what}: {count_in_words(report)}.", flush=True)


def _print_unpublished(preview: Preview, site: str, told: set[str]) -> None:
    """Print where each draft and each scheduled page can be seen, unless it was `told`: no page links to it."""
    for source, standing in preview.standings.items():
        address = site + quote(preview.pages[source].removesuffix("index.html"))
        if (line := f"{standing} See it at {address}") not in told:
            told.add(line)
            print(line, flush=True)


def _print_addresses(hosts: Hosts, chosen: ServeArguments) -> None:
    addresses = _addresses(hosts, chosen)
    where = " and ".join(addresses)
    print(f"The site is at {where} and follows your changes. Stop with Ctrl-C.", flush=True)
    if not hosts.is_of_this_computer:
        print(f"Warning: {OPEN_TO_OTHERS}", flush=True)
    first = addresses[0]
    if chosen.editor:
        first = hosts.addresses[0] + chosen.editor.folder.removeprefix("/")
        print(f"The editor is at {first}", flush=True)
    if chosen.opens_browser:
        webbrowser.open(first)
