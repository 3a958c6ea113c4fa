"""The command line: options, output and exit codes.

Exit codes: 0 done, 1 the site has errors (all were printed), 2 the command was misused, 130 stopped by Ctrl-C, 143 by
SIGTERM.
"""

from __future__ import annotations

import argparse
import gc
import os
import runpy
import signal
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TextIO

from plainleaf import __version__
from plainleaf.input.shipped import find_shipped
from plainleaf.options import Options, Result
from plainleaf.problems import Report, StoppedError
from plainleaf.problems.reports import FORMATS, count_in_words, format_report
from plainleaf.state.state import Build, open_state

PROGRESS_STEP = 20
UNREAD = "The words of the pages were not checked, so they may give unsafe advice. Never publish this site."
# Pages that are made by Python-Markdown before it is worth saying that another engine is faster.
MANY_PAGES = 500
SIGNALLED = 128  # to this the number of a signal is added for the exit code of a program that it has ended


def main() -> int:
    """The command `plainleaf`: the same as build.py, wherever the site is."""
    # build.py is where people start reading, so the stages are listed there, also in an installed package.
    build = runpy.run_path(str(find_shipped() / "build.py"), run_name="plainleaf.build")
    return run(build["build"])


def run(build: Build, arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code. `build` is that of build.py.

    Without `arguments`, those of this process are used, and the process ends with the command.
    """
    is_process = arguments is None
    if is_process:
        # Hardly any value of a build is in a reference cycle: looking for cycles takes a tenth of the time for nothing.
        gc.disable()
    try:
        return _run_command(build, sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        print("\nplainleaf: stopped. The published site was not changed.", file=sys.stderr)
        return SIGNALLED + signal.SIGINT
    finally:
        if is_process:
            # Python collects garbage once more when it exits, except what is frozen.
            gc.freeze()


def _exit_on_signal(number: int, _frame: FrameType | None) -> None:
    """Exit so that everything is closed on the way: processes, temporary folders."""
    sys.exit(SIGNALLED + number)


def _run_command(build: Build, arguments: Sequence[str]) -> int:
    parsed = make_parser().parse_args(_with_command(list(arguments)))
    if parsed.command == "new-site":
        from plainleaf.command.new_site import (  # imported where it is needed, as below: starting must be quick
            create_site,
        )

        return create_site(parsed.folder)
    root = parsed.root.resolve()
    if not root.is_dir():
        print(f"plainleaf: there is no folder {parsed.root}. Name the site's folder with --root", file=sys.stderr)
        return 2
    if parsed.command == "new":
        from plainleaf.command.new_page import create_page  # imports the kinds of page, and with them YAML

        return create_page(root, parsed.kind, parsed.file, parsed.title)
    options = _make_options(parsed, root)
    if not options.reads_pages and options.real_out == root / "public":
        print(
            "plainleaf: --without-reading-checks also needs --out with a folder other than public, such as --out draft",
            file=sys.stderr,
        )
        return 2
    if parsed.command == "serve":
        from plainleaf.preview import serve  # livereload and tornado are slow to import, and only needed here

        gc.enable()  # a long-running process
        return serve(options, build, parsed.host, parsed.port, open_browser=parsed.open)
    return _run_once(options, build, parsed.command, parsed.format)


def _make_options(parsed: argparse.Namespace, root: Path) -> Options:
    if parsed.command != "build":
        executor = getattr(parsed, "executor", None)
        return Options(root, root / "public", parsed.as_of, writes=parsed.command != "check", executor=executor)
    out = parsed.out or root / "public"
    jobs, clean, executor = parsed.jobs, parsed.clean, parsed.executor
    return Options(root, out, parsed.as_of, jobs, clean, reads_pages=parsed.reads_pages, executor=executor)


def _with_command(arguments: list[str]) -> list[str]:
    """The arguments with the command `build` put in where none is named."""
    commands = ("build", "serve", "check", "new", "new-site")
    asks_for_help = any(argument in ("-h", "--help", "--version") for argument in arguments)
    if asks_for_help or any(argument in commands for argument in arguments[:1]):
        return arguments
    return ["build", *arguments]


def _run_once(options: Options, build: Build, command: str, form: str) -> int:
    report, started = Report(), time.monotonic()
    result = _build_or_stop(options, build, report)
    with_color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    sys.stdout.write(format_report(report, form, with_color=with_color))
    if form == "text":
        seconds = f"{time.monotonic() - started:.2f} s"
        print(_summary(options, report, result, command, seconds))
    # With a report for programs, standard output has nothing else.
    for note in _notes(options, result):
        print(note, file=sys.stdout if form == "text" else sys.stderr)
    return 1 if report.has_errors else 0


def _build_or_stop(options: Options, build: Build, report: Report) -> Result | None:
    before = signal.signal(signal.SIGTERM, _exit_on_signal)
    try:
        return build(options, open_state(options), report, _progress(sys.stderr))
    except StoppedError as stopped:
        report.extend([stopped.problem])
        return None
    finally:
        signal.signal(signal.SIGTERM, before)


def _summary(options: Options, report: Report, result: Result | None, command: str, seconds: str) -> str:
    problems = count_in_words(report)
    if report.has_errors or result is None:
        outcome = "Nothing was written" if command == "build" else "The site cannot be published"
        return f"{outcome}: {problems}."
    facts = f"{result.pages} pages, {result.files} files ({result.made} rebuilt), {problems}, {seconds}."
    if command == "check":
        return f"Checked: {facts}"
    return f"Built: {facts}\nThe site is in {options.out}. Look at it with the command 'serve'."


def _notes(options: Options, result: Result | None) -> list[str]:
    """What a user should know besides the problems, a line each."""
    notes = []
    # An edit is quick with either engine, so only a build that has made many pages gets a hint.
    if result is not None and min(result.pages, result.made) > MANY_PAGES:
        notes += _hint_at_engine(result)
    if not options.reads_pages:
        notes.append(f"Warning: {UNREAD}")
    return notes


def _hint_at_engine(result: Result) -> list[str]:
    """A line that names the faster Markdown engine, for a large site that uses the other one."""
    from plainleaf.markdown import COMMONMARK, PYTHON_MARKDOWN, is_installed  # an unchanged build needs none of it

    if result.engine != PYTHON_MARKDOWN:
        return []
    how = "" if is_installed(COMMONMARK) else ", after 'python -m pip install pyromark'"
    return [f"Hint: a site of {result.pages} pages is faster with 'markdown: commonmark' in config.yaml{how}."]


def _progress(stream: TextIO) -> Callable[[int, int], None]:
    """Shows on a terminal how far rendering is; silent in a pipe."""
    if not stream.isatty():
        return lambda _done, _total: None

    def show(done: int, total: int) -> None:
        if done == total:
            stream.write("\r\033[K")
        elif done % PROGRESS_STEP == 0:
            stream.write(f"\rRendering {done} of {total}")
        stream.flush()

    return show


def make_parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="plainleaf",
        description="Turn a clinic's Markdown into a website that patients can read, trust and act on.",
        epilog="Without a command, the site is built. 'plainleaf COMMAND --help' explains one command.",
    )
    parser.add_argument("--version", action="version", version=f"plainleaf {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    build = commands.add_parser("build", help="build the site into public/", description="Build the site.")
    build.add_argument("--out", type=Path, metavar="DIR", help="where the finished site goes (default: public)")
    build.add_argument("--clean", action="store_true", help="build every file again, without using the last build")
    who = build.add_mutually_exclusive_group()
    who.add_argument("--jobs", type=_process_count, metavar="N", help="how many processes render (default: by size)")
    _add_executor(who)
    build.add_argument(
        "--without-reading-checks",
        dest="reads_pages",
        action="store_false",
        help="do not check the words of pages: for a quick look, never for publishing; needs --out",
    )
    check = commands.add_parser("check", help="run every check, write nothing", description="Check the site.")
    _add_executor(check)
    serve = commands.add_parser("serve", help="show the site, and every change as you save it")
    serve.add_argument("--port", type=int, default=8000, metavar="N", help="the port (default: 8000)")
    says = (
        "let others read it at this address of the computer, 0.0.0.0 for all (default: 127.0.0.1, this computer only)"
    )
    serve.add_argument("--host", type=_host, default="127.0.0.1", metavar="ADDRESS", help=says)
    serve.add_argument("--no-open", dest="open", action="store_false", help="do not open a browser")
    new = commands.add_parser("new", help="start a new page, with its fields explained")
    new.add_argument("kind", metavar="KIND", help="page, condition, topic, person …")
    new.add_argument("file", metavar="FILE", help="where it goes, for example sciatica/driving.md")
    new.add_argument("--title", default="", help="the page's title")
    for command in (build, check, serve, new):
        _add_common_options(command)
    new_site = commands.add_parser("new-site", help="start a clinic's own site in a new folder")
    new_site.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that does not exist yet")
    return parser


def _add_executor(command: argparse._ActionsContainer) -> None:
    says = "let a Dask cluster render: dask://127.0.0.1:8786, or dask+tls://HOST:PORT"
    command.add_argument("--executor", type=_scheduler, metavar="ADDRESS", help=says)


def _add_common_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the folder with config.yaml and content/ (default: here)",
    )
    command.add_argument(
        "--as-of",
        type=_day,
        default=date.today(),
        metavar="YYYY-MM-DD",
        help="the day to build for (default: today)",
    )
    command.add_argument("--format", choices=FORMATS, default="text", help="how problems are printed (default: text)")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day such as 2026-05-01") from None


def _process_count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to 256")
    return int(text)


def _host(text: str) -> str:
    try:
        text.encode("idna")
    except UnicodeError:
        raise argparse.ArgumentTypeError(f"'{text}' is not an address or a name") from None
    return text


def _scheduler(text: str) -> str:
    from plainleaf.workers import read_scheduler  # only for those who ask for a cluster

    try:
        return read_scheduler(text).written
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
