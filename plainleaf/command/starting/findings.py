"""What `doctor` looks at: the installation, the folder of the site, its settings for a host."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from plainleaf import __version__
from plainleaf.command.git import ask_git
from plainleaf.command.starting.new_site import AT_NIGHT, WORKFLOW_FOLDER, WORKFLOWS, after_midnight
from plainleaf.content.config.read import Config, read_config
from plainleaf.input.addresses.publish_places import read_publish_place
from plainleaf.input.addresses.time_zones import is_zone, today_in
from plainleaf.input.around_site import cache_folder, find_repository
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Report
from plainleaf.state.work_folder import work_folder_of

OLDEST = (3, 11)
# Below this many bytes a build with photos may not fit.
LITTLE_SPACE = 500_000_000
# How many seconds the clocks of two machines may differ.
DIFFERENCE = 3600
# The exit code of `git check-ignore` for what is not ignored, within a repository.
NOT_IGNORED = 1
ON_GITHUB = "github-pages"
# A requirement that only the computer on which it was written can install.
LOCAL = lazy_pattern(r"^plainleaf(?:\[[^]]*\])? *@ *file:", re.MULTILINE)
# A line that names it, as a package or as a wheel in a folder of the site.
NAMES_PLAINLEAF = lazy_pattern(r"^(?!#).*\bplainleaf\b", re.MULTILINE)
WHEEL = lazy_pattern(r"^(\./[^\s;#]+\.whl)", re.MULTILINE)
# What the workflow of a host does, and which branches it publishes.
ASKS_AT_NIGHT = lazy_pattern(r"(?i)hook")
NEEDED_BY_WORKFLOWS = {ON_GITHUB: lazy_pattern(r"deploy-pages|\bplainleaf (?:build|publish)")}
PUSHED = lazy_pattern(r"^  push:\n    branches: \[([\w./-]+)\]", re.MULTILINE)
BRANCHES = ("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes/origin")
PIN = lazy_pattern(r"^([A-Za-z0-9][\w.-]*)==([^\s;#]+)", re.MULTILINE)
# What each extra is for, and a module that it brings.
EXTRAS = {
    "fast": ("the Markdown engine for large sites", "pyromark"),
    "handouts": ("hand-outs as PDF", "weasyprint"),
    "search": ("the search page", "pagefind"),
    "receiver": ("the receiver of forms, and the inbox", "pyrage"),
    "completion": ("completion of commands", "shtab"),
}


class Finding(Struct, frozen=True):
    """One thing that was looked at. `fix` is "" where it is in order."""

    says: str
    fix: str = ""


def look_at_installation(root: Path | None) -> Iterator[Finding]:
    """Python, plainleaf, the packages that the site pins, and the extras."""
    written = ".".join(map(str, sys.version_info[:3]))
    fix = "" if sys.version_info >= OLDEST else f"Install Python {'.'.join(map(str, OLDEST))} or newer."
    yield Finding(f"Python {written}, plainleaf {__version__}", fix)
    if root is not None:
        yield from _compare_with_pins(root / "requirements.txt")
    installed = [f"{name} ({what})" for name, (what, module) in EXTRAS.items() if find_spec(module)]
    yield Finding(f"Extras that are installed: {', '.join(installed) or 'none'}")
    if shutil.which("git") is None:
        yield Finding("Git is not installed, so the site has no history", "Install Git, from git-scm.com.")
    elif root is not None and (root / ".git").exists() and ask_git(root, "rev-parse", "--git-dir")[0]:
        yield Finding("Git cannot read the history of the site's folder", "Run there, and do what it says: git status")


def _compare_with_pins(file: Path) -> Iterator[Finding]:
    if not file.is_file():
        return
    pins = dict(PIN.findall(_text(file)))
    other = {name: found for name, pin in pins.items() if (found := _version_of(name)) != pin}
    for name, found in sorted(other.items()):
        says = f"{name} is {found or 'not installed'} here, but {pins[name]} in requirements.txt"
        yield Finding(says, "Install what it names, or raise the version there: README.md says how.")
    if pins and not other:
        yield Finding(f"The {len(pins)} packages of requirements.txt are installed in these versions")


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def look_at_folders(root: Path) -> Iterator[Finding]:
    """What a build has to write, how much space it has, and whether the clock can be right."""
    fix = "Get permission to write there (chmod u+rwx FOLDER), or ask whom it belongs to."
    for folder, what in ((root, "The site's folder"), (_nearest(cache_folder()), "The folder for caches")):
        writable = os.access(folder, os.W_OK | os.X_OK)
        yield Finding(f"{what} {'can' if writable else 'cannot'} be written: {folder}", "" if writable else fix)
    yield from _look_at_made(root, fix)
    free = shutil.disk_usage(root).free
    space = f"{free / 1e9:.1f} GB are free"
    yield Finding(space, "Make space: a build needs room for two copies of the site." if free < LITTLE_SPACE else "")
    late = [file for file in (root / "content").rglob("*.md") if file.lstat().st_mtime > time.time() + DIFFERENCE]
    if late:
        says = f"{late[0].relative_to(root)} was saved in the future, so this computer's clock is probably wrong"
        yield Finding(says, "Set the clock: it decides which pages and alerts are on the site.")


def _look_at_made(root: Path, fix: str) -> Iterator[Finding]:
    """The folders that a build makes, and whether Git leaves them alone."""
    out = root / "public"
    for folder in (out, work_folder_of(out)):
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            yield Finding(f"{folder.name} is not a folder, but a build needs one there", f"Move {folder} away.")
        elif folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            yield Finding(f"What a build makes cannot be replaced: {folder}", fix)
    if not (root / "content").is_dir():
        yield Finding("The folder content/, with the pages, is missing", "Bring it back, for example with Git.")
    if ask_git(root, "check-ignore", "--quiet", "--no-index", "public/x")[0] == NOT_IGNORED:
        says = "Git would keep the finished site, which every build makes again"
        yield Finding(says, "Write 'public/' and '.public.plainleaf/' into .gitignore, each on a line of its own.")


def _nearest(folder: Path) -> Path:
    """The nearest folder from here upwards that exists."""
    return next(each for each in (folder, *folder.parents) if os.path.exists(each))  # noqa: PTH110 - Path.exists raises


def look_at_settings(root: Path) -> Iterator[Finding]:
    """config.yaml, the time zone, and the files by which a host builds the site."""
    report = Report()
    config = read_config(root, report)
    if report.has_errors:
        number = sum(1 for each in report.problems if each.severity == "error")
        yield Finding(f"config.yaml has {number} error{'s' * (number > 1)}", "Run: plainleaf check")
    for code in config.settings.languages.names:
        if (root / "content").is_dir() and not (root / "content" / code).is_dir():
            fix = "Bring it back, for example with Git, or take the language out of config.yaml."
            yield Finding(f"The folder content/{code}/, with the pages of a language, is missing", fix)
    yield from _look_at_zone(config)
    yield from _look_at_host(root, config)
    yield from _look_at_programs(root, config)


def _look_at_zone(config: Config) -> Iterator[Finding]:
    zone = config.settings.timezone
    if not is_zone("America/New_York"):
        yield Finding("This computer knows no time zones", "Install the package tzdata.")
    elif zone:
        yield Finding(f"At the clinic ({zone}) it is {today_in(zone)}")
    elif not config.unclear.touches("timezone"):
        yield Finding("config.yaml has no 'timezone'", "Add a line such as 'timezone: America/Detroit'.")


def _look_at_host(root: Path, config: Config) -> Iterator[Finding]:
    host = config.settings.address
    is_real = not config.settings.clinic.demonstration
    if is_real and ".example" in host and not config.unclear.touches("address"):
        yield Finding(f"The address is still {host}", "Write the address that your host gave you into config.yaml.")
    host_builds = config.settings.host in WORKFLOWS
    top = find_repository(root)
    if host_builds:
        yield from _look_at_workflows(top, config.settings.host)
        yield from _look_at_requirements(root / "requirements.txt", config.settings.host)
    for name in sorted({*WORKFLOWS.values()}):
        yield from _look_at_workflow(root, top, WORKFLOW_FOLDER / name, config.settings.timezone)


def _look_at_workflows(top: Path, host: str) -> Iterator[Finding]:
    """Whether a workflow does what this host needs, under any name."""
    texts = [_text(file) for file in (top / WORKFLOW_FOLDER).glob("*.y*ml")]
    needed = NEEDED_BY_WORKFLOWS.get(host, ASKS_AT_NIGHT)
    if not any(needed.search(text) for text in texts):
        does = "builds the site on GitHub" if host == ON_GITHUB else f"asks {host} to build the site every night"
        yield Finding(f"No workflow {does}", f"Copy .github/ from a new site: plainleaf new-site FOLDER --host {host}")
    branches = {name for text in texts for name in PUSHED.findall(text)}
    known = {line.strip().removeprefix("origin/") for line in ask_git(top, *BRANCHES)[1].splitlines()}
    if branches and known and not branches & known:
        says = f"The workflow publishes the branch '{min(branches)}', and there is none"
        yield Finding(says, f"Give yours that name: git branch -m {min(branches)}")


def _look_at_requirements(file: Path, host: str) -> Iterator[Finding]:
    """Whether a host can follow requirements.txt."""
    text = _text(file)
    if not NAMES_PLAINLEAF.search(text):
        says = f"requirements.txt {'names no plainleaf' if text else 'is missing'}, so {host} cannot build the site"
        yield Finding(says, f"Copy the file from a new site: plainleaf new-site FOLDER --host {host}")
    elif LOCAL.search(text):
        says = f"requirements.txt names a folder of this computer, where {host} gets no plainleaf"
        yield Finding(says, "Write in place of that line where it gets plainleaf: plainleaf @ git+https://…")
    for name in WHEEL.findall(text):
        if not (file.parent / name).is_file():
            fix = "Bring it back, for example with Git, or name plainleaf as pip gets it elsewhere."
            yield Finding(f"requirements.txt names {name}, which is missing", fix)


def _look_at_programs(root: Path, config: Config) -> Iterator[Finding]:
    """What `publish` runs for the targets of this site."""
    places = [place for each in config.settings.targets.values() if (place := read_publish_place(each.to))]
    needed = {"rsync": [place for place in places if place.folder], "ssh": [place for place in places if place.account]}
    for program, users in needed.items():
        if users and shutil.which(program) is None:
            yield Finding(f"{program} is not installed, so 'publish' cannot reach {users[0]}", f"Install {program}.")
    for place in places:
        folder = _nearest(root / place.folder) if place.folder and not place.account else None
        if folder and not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
            yield Finding(
                f"'publish' cannot write to {place}: {folder}", "Name another folder, or get permission there."
            )


def _look_at_workflow(root: Path, top: Path, workflow: Path, zone: str) -> Iterator[Finding]:
    if not (root / workflow).is_file():
        return
    if top != root:
        yield Finding(f"{workflow} is not at the top of its repository", f"Move the folder .github to {top}.")
    written = AT_NIGHT.search(_text(root / workflow))
    if written and zone and (fix := _later(written[0], zone)):
        yield Finding(f"The workflow publishes at {written[0]} UTC, not just after the clinic's midnight", fix)


def _text(file: Path) -> str:
    """The text of a file, "" if there is none. One that cannot be read is looked at by itself."""
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""


def _later(written: str, zone: str) -> str:
    """What to write for a time of night that is not just after midnight in a time zone; "" if it is."""
    right = after_midnight(zone)
    hours = [time.split()[1] for time in (written.strip("\"'"), right) if len(time.split()) > 1]
    return "" if len(hours) == 1 or hours[0] == hours[1] else f'Write there: cron: "{right}"'


def name_newer(pip: Mapping[str, tuple[str, str]], names: frozenset[str]) -> Iterator[Finding]:
    """The packages of a site that have newer versions. `pip` lists what it calls outdated: installed and newest."""
    for name, (installed, newest) in sorted(pip.items()):
        if name.casefold() in names:
            yield Finding(f"{name} {installed} is installed, {newest} is out")
