"""The command line: which command runs, and its exit code.

Exit codes: 0 done, 1 the site has errors (all were printed), 2 the command was misused, 130 stopped by Ctrl-C, 143 by
SIGTERM. They do not depend on whether the report could be printed.
"""

from __future__ import annotations

import argparse
import gc
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from plainleaf.command.one_run import SIGNALLED, run_once
from plainleaf.command.parser import read_arguments
from plainleaf.command.site_folder import find_site
from plainleaf.command.streams import prepare_streams, report_lost_output
from plainleaf.input.shipped import find_shipped
from plainleaf.options import Options
from plainleaf.state.state import Build


def main() -> int:
    """The command `plainleaf`: the same as build.py, wherever the site is."""
    import runpy  # build.py itself does without

    # build.py is where people start reading, so the stages are listed there, also in an installed package.
    build = runpy.run_path(str(find_shipped() / "build.py"), run_name="plainleaf.build")
    return run(build["build"])


def run(build: Build, arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. `build` is that of build.py.

    Without `arguments`, those of this process are used, and the process ends with the command.
    """
    is_process = arguments is None
    if is_process:
        prepare_streams()
        # Hardly any value of a build is in a reference cycle: looking for cycles takes a tenth of the time for nothing.
        gc.disable()
    try:
        return _run_command(build, sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        print("\nplainleaf: stopped. The published site was not changed.", file=sys.stderr)
        return SIGNALLED + signal.SIGINT
    finally:
        if is_process:
            report_lost_output()
            # Python collects garbage once more when it exits, except what is frozen.
            gc.freeze()


def _run_command(build: Build, arguments: Sequence[str]) -> int:
    parsed = read_arguments(list(arguments))
    if parsed.command == "new-site" and (parsed.folder / "config.yaml").exists():
        print(f"plainleaf: there is a site in {parsed.folder} already. This is what it lacks:", file=sys.stderr)
        parsed = read_arguments(["check", "--ready", "--root", str(parsed.folder)])
    if parsed.command in WITHOUT_A_SITE:
        return WITHOUT_A_SITE[parsed.command](parsed)
    if parsed.command in ON_HOSTS:
        from plainleaf.command.hosting import run_hosting

        return run_hosting(parsed, build)
    root = find_site(parsed.root)
    if root is None:
        return 2
    if parsed.command in ON_SOURCES:
        return ON_SOURCES[parsed.command](parsed, root)
    return _run_build(build, parsed, root)


# Each function imports what its command needs, so that the others start quickly.


def _new_site(parsed: argparse.Namespace) -> int:
    from plainleaf.command.starting.arguments import given_answers
    from plainleaf.command.starting.new_site import create_site

    asks = sys.stdin.isatty() and not parsed.yes
    return create_site(parsed.folder, given_answers(parsed), asks=asks, keeps_history=parsed.keeps_history)


def _tidy(parsed: argparse.Namespace) -> int:
    from plainleaf.command.tidy import tidy_files

    return tidy_files(parsed.files, is_agreed=parsed.yes)


def _completion(parsed: argparse.Namespace) -> int:
    from plainleaf.command.editors.completion import print_completion

    return print_completion(parsed.shell)


def _receive(parsed: argparse.Namespace) -> int:
    from plainleaf.command.receiving.start import run_receive

    return run_receive(parsed)


def _keys(parsed: argparse.Namespace) -> int:
    from plainleaf.command.receiving.start import run_keys

    return run_keys(parsed)


def _inbox(parsed: argparse.Namespace) -> int:
    from plainleaf.command.receiving.start import run_inbox

    return run_inbox(parsed)


def _new(parsed: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.new_page import create_page

    return create_page(root, parsed.kind, parsed.file, parsed.title)


def _copy(parsed: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.copy_shipped import copy_files

    return copy_files(root, parsed.paths)


def _review(parsed: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.reviewing.review import ReviewArguments, review_file

    chosen = ReviewArguments(parsed.file, parsed.by, parsed.editorial, parsed.note.strip())
    return review_file(Options(root, root / "public", parsed.as_of), chosen)


def _translations(parsed: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.translating.states import list_translations

    return list_translations(Options(root, root / "public", parsed.as_of), parsed.language, parsed.record)


def _translate(parsed: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.translating.start import start_translation

    return start_translation(Options(root, root / "public", parsed.as_of), parsed.file, parsed.language, parsed.by)


def _export_xliff(parsed: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.translating.xliff.export import export_page

    return export_page(Options(root, root / "public", parsed.as_of), parsed.file, parsed.language, parsed.out)


def _import_xliff(parsed: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.translating.xliff.bring_back import import_file

    return import_file(Options(root, root / "public", parsed.as_of), parsed.file, parsed.by)


def _codeowners(_parsed: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.reviewing.codeowners import write_codeowners

    return write_codeowners(root)


def _addresses(parsed: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.addresses import write_addresses

    return write_addresses(Options(root, root / "public", parsed.as_of))


def _schemas(_: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.editors.schemas import write_schemas

    return write_schemas(root)


def _next_change(parsed: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.upkeep import print_changes

    return print_changes(Options(root, root / "public", parsed.as_of), lists_all=parsed.all)


def _doctor(parsed: argparse.Namespace) -> int:
    from plainleaf.command.starting.doctor import examine

    return examine(parsed.root, is_offline=parsed.offline)


def _import(parsed: argparse.Namespace, root: Path) -> int:
    from plainleaf.command.import_site import ImportArguments, import_site

    chosen = ImportArguments(
        parsed.folder, parsed.program, parsed.language, parsed.dry_run, parsed.publish, parsed.format
    )
    return import_site(root, chosen)


def _run_build(build: Build, parsed: argparse.Namespace, root: Path) -> int:
    if parsed.command == "report":
        from plainleaf.command.upkeep import write_report

        options = Options(root, root / "public", parsed.as_of, writes=False)
        return write_report(options, build, parsed.out or root / "report")
    options = _make_options(parsed, root)
    if not options.reads_pages and options.real_out == root / "public":
        print(
            "plainleaf: --without-reading-checks also needs --out with a folder other than public, such as --out draft",
            file=sys.stderr,
        )
        return 2
    if parsed.command in ("serve", "editor"):
        return _serve(build, parsed, options)
    if options.is_ready_check:
        from plainleaf.command.ready import check_ready

        return check_ready(options, build, parsed.format)
    if getattr(parsed, "links", False):
        from plainleaf.command.links import check_links

        return check_links(options, build, parsed.format)
    if getattr(parsed, "form_packs", None):
        from plainleaf.command.form_packs import build_with_form_packs

        code = build_with_form_packs(options, build, parsed.format, parsed.form_packs)
    else:
        code = run_once(options, build, parsed.command, parsed.format)
    if code == 0 and getattr(parsed, "verbose", False):
        from plainleaf.command.upkeep.weights import find_weights, list_weights

        # With a report for programs, nothing else may be on standard output.
        stream = sys.stdout if parsed.format == "text" else sys.stderr
        print(*list_weights(find_weights(options.out)), sep="\n", file=stream)
    return code


def _serve(build: Build, parsed: argparse.Namespace, options: Options) -> int:
    gc.enable()  # a long-running process
    if parsed.command == "editor":
        from plainleaf.command.editors.decap.start import run_editor

        return run_editor(parsed, options, build)
    from plainleaf.preview import ServeArguments, serve

    return serve(options, build, ServeArguments(parsed.host, parsed.port, parsed.open))


def _make_options(parsed: argparse.Namespace, root: Path) -> Options:
    if parsed.command != "build":
        executor, is_ready = getattr(parsed, "executor", None), getattr(parsed, "ready", False)
        writes, out = parsed.command != "check", root / "public"
        # A build with fewer checks is never reused.
        return Options(
            root, out, parsed.as_of, clean=is_ready, writes=writes, executor=executor, is_ready_check=is_ready
        )
    out = parsed.out or root / "public"
    jobs, clean, executor = parsed.jobs, parsed.clean, parsed.executor
    return Options(
        root, out, parsed.as_of, jobs, clean,
        reads_pages=parsed.reads_pages, executor=executor, is_relative=parsed.relative,
    )  # fmt: skip


WITHOUT_A_SITE: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "new-site": _new_site,
    "tidy": _tidy,
    "completion": _completion,
    "keys": _keys,
    "inbox": _inbox,
    "doctor": _doctor,
    "receive": _receive,
}
ON_HOSTS = ("publish", "rollback", "verify", "host")
# Commands that change or write sources and build nothing, by what they do in the site's folder.
ON_SOURCES: Mapping[str, Callable[[argparse.Namespace, Path], int]] = {
    "new": _new,
    "copy": _copy,
    "review": _review,
    "translate": _translate,
    "translations": _translations,
    "export-xliff": _export_xliff,
    "import-xliff": _import_xliff,
    "codeowners": _codeowners,
    "addresses": _addresses,
    "schemas": _schemas,
    "next-change": _next_change,
    "import": _import,
}
