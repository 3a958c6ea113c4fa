"""The commands and their options, as a person types them."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

from plainleaf import __version__
from plainleaf.command.editors.arguments import add_editor
from plainleaf.command.hosting.arguments import hosting_commands
from plainleaf.command.receiving.arguments import add_receive
from plainleaf.command.receiving.arguments_inbox import add_inbox, add_keys
from plainleaf.command.starting.arguments import add_doctor, add_new_site
from plainleaf.command.translating import arguments as translating
from plainleaf.problems import closest_field
from plainleaf.problems.reports import FORMATS

DEFAULT_COMMAND = "build"
# Bytes. On all usual systems a path may have 4095, but there are files below a folder that is named.
LONGEST_NAME, LONGEST_PATH = 255, 3000
HELP = frozenset(("-h", "--help", "--version"))
SHELLS = ("bash", "zsh", "fish")
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """The command and its options; `build` where no command is named. Ends the process when they are misused."""
    arguments = _with_command(arguments)
    parser, of_commands = _parsers((arguments[0],) if HELP.isdisjoint(arguments) else ())
    parsed, unknown = parser.parse_known_args(arguments)
    if unknown:
        own, (written, *_) = of_commands[parsed.command], unknown
        what = f"there is no option '{written}'" if written.startswith("-") else f"'{written}' is one word too many"
        own.error(f"{what}.{_guess(written, _options_of(own))}")
    if any(map(_is_too_long, _paths_in(parsed))):
        of_commands[parsed.command].error("no file or folder can have a name that is so long.")
    return parsed


def _paths_in(parsed: argparse.Namespace) -> list[Path]:
    """The files and folders that are named on the command line."""
    values = [each for value in vars(parsed).values() for each in (value if isinstance(value, list) else [value])]
    return [value for value in values if isinstance(value, Path)]


def _is_too_long(path: Path) -> bool:
    return len(os.fsencode(path)) > LONGEST_PATH or any(len(os.fsencode(part)) > LONGEST_NAME for part in path.parts)


def _with_command(arguments: list[str]) -> list[str]:
    if not HELP.isdisjoint(arguments) or any(argument in ADD_COMMANDS for argument in arguments[:1]):
        return arguments
    if arguments and not arguments[0].startswith("-"):
        make_parser().error(f"there is no command '{arguments[0]}'.{_guess(arguments[0], ADD_COMMANDS)}")
    return [DEFAULT_COMMAND, *arguments]


def _guess(written: str, known: Iterable[str]) -> str:
    guess = closest_field(written.partition("=")[0], known)
    return f" Did you mean '{guess}'?" if guess else ""


def _options_of(parser: argparse.ArgumentParser) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z-]+", parser.format_help()))


def make_parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    return make_parsers()[0]


@cache
def _parsers(names: tuple[str, ...]) -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """The parsers that read a command line, made once, and only those that it needs: to make all takes 10 ms."""
    return make_parsers(names)


def make_parsers(names: Iterable[str] = ()) -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """The parser of the command line, and that of each command, or only of those with these names."""
    parser = argparse.ArgumentParser(
        prog="plainleaf",
        description="Turn a clinic's Markdown into a website that patients can read, trust and act on.",
        epilog="Without a command, the site is built. 'plainleaf COMMAND --help' explains one command.",
    )
    parser.add_argument("--version", action="version", version=f"plainleaf {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name in names or ADD_COMMANDS:
        ADD_COMMANDS[name](commands)
    return parser, commands.choices


def _add_build(commands: Commands) -> None:
    build = commands.add_parser("build", help="build the site into public/", description="Build the site.")
    build.add_argument("--out", type=Path, metavar="DIR", help="where the finished site goes (default: public)")
    build.add_argument("--clean", action="store_true", help="build every file again, without using the last build")
    says = "also write what a receiver of forms needs into another folder, which must not be published"
    build.add_argument("--form-packs", type=Path, metavar="DIR", help=says)
    who = build.add_mutually_exclusive_group()
    who.add_argument("--jobs", type=_process_count, metavar="N", help="how many processes render (default: by size)")
    _add_executor(who)
    build.add_argument(
        "--without-reading-checks",
        dest="reads_pages",
        action="store_false",
        help="do not check the words of pages: for a quick look, never for publishing; needs --out",
    )
    says = "make links relative, so that the folder opens from a disk or a memory stick, without a web server"
    build.add_argument("--relative", action="store_true", help=says)
    says = "also list how heavy each page is, the heaviest first"
    build.add_argument("--verbose", action="store_true", help=says)
    _add_common_options(build)


def _add_check(commands: Commands) -> None:
    check = commands.add_parser("check", help="run every check, write nothing", description="Check the site.")
    what = check.add_mutually_exclusive_group()
    what.add_argument("--ready", action="store_true", help="list all that stands between the site and its patients")
    what.add_argument("--links", action="store_true", help="also ask other websites whether the links still work")
    _add_executor(check)
    _add_common_options(check)


def _add_serve(commands: Commands) -> None:
    serve = commands.add_parser("serve", help="show the site, and every change as you save it")
    serve.add_argument("--port", type=int, default=8000, metavar="N", help="the port (default: 8000)")
    says = (
        "let others read it at this address of the computer, 0.0.0.0 for all (default: 127.0.0.1, this computer only)"
    )
    serve.add_argument("--host", type=_host, default="127.0.0.1", metavar="ADDRESS", help=says)
    serve.add_argument("--no-open", dest="open", action="store_false", help="do not open a browser")
    _add_common_options(serve)


def _add_new(commands: Commands) -> None:
    new = commands.add_parser("new", help="start a new page, with its fields explained")
    new.add_argument("kind", metavar="KIND", help="page, condition, topic, person …")
    new.add_argument("file", metavar="FILE", help="where it goes, for example sciatica/driving.md")
    new.add_argument("--title", default="", help="the page's title")
    _add_common_options(new)


def _add_copy(commands: Commands) -> None:
    copy = commands.add_parser("copy", help="begin an own version of a template, a style or a component")
    says = "such as templates/parts/footer.html; a folder is listed, and so is everything without any path"
    copy.add_argument("paths", metavar="PATH", nargs="*", help=says)
    _add_root(copy)


def _add_addresses(commands: Commands) -> None:
    says = "write addresses.txt, from which a build knows when an address is gone"
    _add_common_options(commands.add_parser("addresses", help=says))


def _add_review(commands: Commands) -> None:
    says = "show what changed in a page or a set of red flags since its review, and record a new one"
    review = commands.add_parser("review", help=says, description=f"{says.capitalize()}.")
    review.add_argument("file", metavar="FILE", help="the page or set, for example content/en/sciatica/symptoms.md")
    review.add_argument("--by", required=True, metavar="PERSON", help="who reviewed it, such as people/ada.md")
    review.add_argument("--editorial", action="store_true", help="only the wording changed: nobody needs to review it")
    review.add_argument("--note", default="", metavar="TEXT", help="what changed, in a sentence for readers")
    _add_common_options(review)


def _add_codeowners(commands: Commands) -> None:
    says = "write CODEOWNERS, so that the Git host asks the right clinician about a change"
    _add_root(commands.add_parser("codeowners", help=says, description=f"{says.capitalize()}."))


def _add_report(commands: Commands) -> None:
    says = "write a report on every page, and a calendar of reviews, for staff"
    report = commands.add_parser("report", help=says, description=f"{says.capitalize()}.")
    report.add_argument("--out", type=Path, metavar="DIR", help="where the report goes (default: report)")
    _add_common_options(report)


def _add_next_change(commands: Commands) -> None:
    says = "say on which day the site will change by itself, and how"
    change = commands.add_parser("next-change", help=says, description=f"{says.capitalize()}.")
    change.add_argument("--all", action="store_true", help="list every change that is to come")
    _add_common_options(change)


def _add_tidy(commands: Commands) -> None:
    says = "fix bullets, columns and invisible characters that were pasted; shows what changes, and asks"
    tidy = commands.add_parser("tidy", help=says, description="Fix pasted text without changing a word.")
    tidy.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a Markdown file")
    tidy.add_argument("--yes", action="store_true", help="do not ask")


def _add_completion(commands: Commands) -> None:
    completion = commands.add_parser("completion", help="print a script that completes commands in your shell")
    completion.add_argument("shell", choices=SHELLS, metavar="SHELL", help=f"one of: {', '.join(SHELLS)}")


def _add_schemas(commands: Commands) -> None:
    _add_root(commands.add_parser("schemas", help="let an editor complete and explain the fields of YAML files"))


def _add_import(commands: Commands) -> None:
    importing = commands.add_parser("import", help="bring in the pages of another program's site")
    importing.add_argument("folder", type=Path, metavar="FOLDER", help="the old site, or WordPress's export file")
    programs = ("hugo", "jekyll", "mkdocs", "wordpress")
    importing.add_argument("--from", dest="program", choices=programs, required=True, help="what made the old site")
    says = "the language of its pages (default: the site's default language)"
    importing.add_argument("--language", default="", metavar="CODE", help=says)
    importing.add_argument("--publish", action="store_true", help="make no drafts of pages with nothing to fix")
    importing.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")
    _add_common_options(importing)


def _add_executor(command: argparse._ActionsContainer) -> None:
    says = "let a Dask cluster render: dask://127.0.0.1:8786, or dask+tls://HOST:PORT"
    command.add_argument("--executor", type=_scheduler, metavar="ADDRESS", help=says)


def _add_root(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--root",
        type=Path,
        metavar="DIR",
        help="the folder with config.yaml and content/ (default: here, or the nearest above)",
    )


def _add_day(command: argparse.ArgumentParser) -> None:
    _add_root(command)
    command.add_argument(
        "--as-of",
        type=_day,
        metavar="YYYY-MM-DD",
        help="the day to build for (default: today where the clinic is)",
    )


def _add_common_options(command: argparse.ArgumentParser) -> None:
    _add_day(command)
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


# In the order in which --help lists them.
ADD_COMMANDS: Mapping[str, Callable[[Commands], None]] = {
    "build": _add_build,
    "check": _add_check,
    "serve": _add_serve,
    "editor": partial(add_editor, _add_day),
    "new": _add_new,
    "copy": _add_copy,
    "review": _add_review,
    **{name: partial(add, _add_common_options) for name, add in translating.ADD.items()},
    "codeowners": _add_codeowners,
    "addresses": _add_addresses,
    **hosting_commands(_add_root, _add_day, _add_common_options),
    "report": _add_report,
    "next-change": _add_next_change,
    "new-site": add_new_site,
    "doctor": add_doctor,
    "tidy": _add_tidy,
    "import": _add_import,
    "receive": add_receive,
    "keys": add_keys,
    "inbox": add_inbox,
    "schemas": _add_schemas,
    "completion": _add_completion,
}
