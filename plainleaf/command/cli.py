"""The command line: which command runs, and its exit code.

Exit codes: 0 done, 1 the site has errors (all were printed), 2 the command was misused, 130 stopped by Ctrl-C, 143 by
SIGTERM.
"""

from __future__ import annotations

import argparse
import gc
import runpy
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from plainleaf.command.one_run import SIGNALLED, run_once
from plainleaf.command.parser import read_arguments
from plainleaf.input.shipped import find_shipped
from plainleaf.options import Options
from plainleaf.state.state import Build


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


def _run_command(build: Build, arguments: Sequence[str]) -> int:
    parsed = read_arguments(list(arguments))
    if parsed.command in WITHOUT_A_SITE:
        return WITHOUT_A_SITE[parsed.command](parsed)
    root = parsed.root.resolve()
    if not root.is_dir():
        print(f"plainleaf: there is no folder {parsed.root}. Name the site's folder with --root", file=sys.stderr)
        return 2
    if parsed.command in ON_SOURCES:
        return ON_SOURCES[parsed.command](parsed, root)
    return _run_build(build, parsed, root)


# Each function imports what its command needs, so that the others start quickly.


def _new_site(parsed: argparse.Namespace) -> int:
    from plainleaf.command.new_site import create_site

    return create_site(parsed.folder)


def _new(parsed: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.new_page import create_page

    return create_page(root, parsed.kind, parsed.file, parsed.title)


def _import(parsed: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.import_site import Wish, import_site

    wish = Wish(parsed.folder, parsed.program, parsed.language, parsed.dry_run, parsed.publish, parsed.format)
    return import_site(root, wish)


def _run_build(build: Build, parsed: argparse.Namespace, root: Path) -> int:
    options = _make_options(parsed, root)
    if not options.reads_pages and options.real_out == root / "public":
        print(
            "plainleaf: --without-reading-checks also needs --out with a folder other than public, such as --out draft",
            file=sys.stderr,
        )
        return 2
    if parsed.command == "serve":
        from plainleaf.preview import serve

        gc.enable()  # a long-running process
        return serve(options, build, parsed.host, parsed.port, open_browser=parsed.open)
    return run_once(options, build, parsed.command, parsed.format)


def _make_options(parsed: argparse.Namespace, root: Path) -> Options:
    if parsed.command != "build":
        executor = getattr(parsed, "executor", None)
        return Options(root, root / "public", parsed.as_of, writes=parsed.command != "check", executor=executor)
    out = parsed.out or root / "public"
    jobs, clean, executor = parsed.jobs, parsed.clean, parsed.executor
    return Options(root, out, parsed.as_of, jobs, clean, reads_pages=parsed.reads_pages, executor=executor)


WITHOUT_A_SITE: Mapping[str, Callable[[argparse.Namespace], int]] = {"new-site": _new_site}
# Commands that change or write sources and build nothing, by what they do in the site's folder.
ON_SOURCES: Mapping[str, Callable[[argparse.Namespace, Path], int]] = {"new": _new, "import": _import}
