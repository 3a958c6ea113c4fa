"""`new-site`: a clinic's own site, started from a small skeleton and the answers to eight questions."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from plainleaf.command.starting.questions import OTHER, REAL, complete_answers
from plainleaf.command.starting.repository import start_repository
from plainleaf.command.starting.requirements import WHEELS, Source, find_source, make_requirements
from plainleaf.command.starting.settings_text import write_settings
from plainleaf.command.streams import refuse
from plainleaf.content.red_flags.sets import FOLDER
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem

SKELETON = Path(__file__).parents[1] / "skeleton"
# What only some sites get: the pages in Spanish, and a file for each host that reads one.
CHOICES = Path(__file__).parent / "choices"
# The workflow of each host that builds the site: it publishes, or asks the host to build every night.
GITHUB, PUBLISHES, AT_NIGHT_ONLY = ".github", "publish.yml", "nightly.yml"
WORKFLOWS = {"github-pages": PUBLISHES, "netlify": AT_NIGHT_ONLY, "cloudflare-pages": AT_NIGHT_ONLY}
WORKFLOW_FOLDER = Path(GITHUB, "workflows")
AT_NIGHT = lazy_pattern(r'(?<=cron: )"[^"]*"')
# In the front matter of a page, who translated it: the line and those below it that are indented.
TRANSLATION = lazy_pattern(r"^translation:\n(?: .*\n)+", re.MULTILINE)
# In a set of red flags, what it follows.
ORIGINAL = lazy_pattern(r"^source: .*\n", re.MULTILINE)
# In a set of red flags, who approved it. Whoever approves a translation approves it beside its original.
APPROVAL = lazy_pattern(r"^(?:approved\w*|approval_mark): .*\n|^history:\n(?:[ ].*\n)+", re.MULTILINE)
# Minutes after midnight, since everybody's jobs begin on the hour.
MINUTE = 7
README = "README.md"
CODEOWNERS = """\
# Whom GitHub asks about a change to which file. Write 'account: NAME' on the page of each person who reviews, and then
# run 'plainleaf codeowners', which writes this file again.
"""
BUILD_HOOK = f"For the nights, see {WORKFLOW_FOLDER.as_posix()}/{AT_NIGHT_ONLY}"
STEPS = {
    "github-pages": "Put the folder on GitHub. Under Settings, Pages, Source, choose 'GitHub Actions'",
    "netlify": f"Put the folder on GitHub, and let Netlify import it; netlify.toml says the rest. {BUILD_HOOK}",
    "cloudflare-pages": "Put the folder on GitHub, and let Cloudflare Pages import it. The build command is "
    f"'pip install -r requirements.txt && plainleaf build', the folder 'public'. {BUILD_HOOK}",
    "s3": "Publish it as plainleaf's docs/how-to/publish.md says",
    OTHER: "Build it with 'plainleaf build', and copy the folder 'public' to your web host",
}
# The settings of a server of the clinic's own, and how the site gets there.
ON_A_SERVER = (
    "Set the server up with 'plainleaf host {host}', and send the site there with 'plainleaf publish USER@HOST:/FOLDER'"
)


# A folder from which plainleaf was installed is on one computer, and its version may be on no index.
ONLY_HERE = (
    "Only this computer can install plainleaf as requirements.txt says, from its folder here. Before another computer "
    "or your host builds the site, write there where they get it, such as 'plainleaf @ git+https://…'"
)


def create_site(folder: Path, given: Mapping[str, str], *, asks: bool, keeps_history: bool = True) -> int:
    """Make a site in a folder that is new or empty, and say what to do next. `given` are answers by question.

    Returns the exit code: 0, or 2 when an answer cannot be used or the folder cannot be made.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return refuse(f"{folder} already exists and is not empty; nothing was changed")
    answers = complete_answers(given, asks=asks)
    if isinstance(answers, Problem):
        return refuse(f"{answers.place.path}: {answers.message}. {answers.fix}")
    source = find_source()
    try:
        _write_files(folder, answers)
        _write_requirements(folder, source)
    except OSError as error:
        return refuse(f"{folder} cannot be written: {error.strerror or error}")
    told = start_repository(folder) if keeps_history else ""
    _say_what_is_next(folder, answers)
    if source.is_local:
        print(ONLY_HERE)
    if told:
        print(told)
    return 0


def _write_files(folder: Path, answers: Mapping[str, str]) -> None:
    languages, host = answers["languages"].split(","), answers["host"]
    shutil.copytree(SKELETON, folder, dirs_exist_ok=True, ignore=lambda where, _: _left_out(Path(where), answers))
    for choice in (*languages, host):
        if (CHOICES / choice).is_dir():
            shutil.copytree(CHOICES / choice, folder, dirs_exist_ok=True)
    if len(languages) == 1:
        for page in (folder / "content").rglob("*.md"):
            _write(page, TRANSLATION.sub("", page.read_text("utf-8"), count=1))
        for flags in (folder / "content" / languages[0] / FOLDER).glob("*.yaml"):
            _write(flags, ORIGINAL.sub("", flags.read_text("utf-8")))
    for language in languages[1:]:
        for flags in (folder / "content" / language / FOLDER).glob("*.yaml"):
            _write(flags, APPROVAL.sub("", flags.read_text("utf-8")))
    if host in WORKFLOWS:
        workflow = folder / WORKFLOW_FOLDER / WORKFLOWS[host]
        _write(workflow, AT_NIGHT.sub(f'"{after_midnight(answers["timezone"])}"', workflow.read_text("utf-8")))
        _write(folder / "CODEOWNERS", CODEOWNERS)
    readme = folder / README
    _write(readme, readme.read_text("utf-8").replace("content/en/", f"content/{languages[0]}/"))
    _write(folder / "config.yaml", write_settings(answers))


def _write_requirements(folder: Path, source: Source) -> None:
    """The file that names plainleaf, with the wheel that it names if no other computer could get that."""
    _write(folder / "requirements.txt", make_requirements(source))
    if source.file is not None:
        (folder / WHEELS).mkdir()
        shutil.copy(source.file, folder / WHEELS)


def _left_out(folder: Path, answers: Mapping[str, str]) -> set[str]:
    """The names in a folder of the skeleton that this site does not get."""
    if folder == SKELETON:
        return set() if answers["host"] in WORKFLOWS else {GITHUB}
    if folder == SKELETON / WORKFLOW_FOLDER:
        return {PUBLISHES, AT_NIGHT_ONLY} - {WORKFLOWS[answers["host"]]}
    if folder == SKELETON / "content":
        return {each.name for each in folder.iterdir()} - set(answers["languages"].split(","))
    return set()


def after_midnight(timezone: str) -> str:
    """When a clock in UTC starts a job just after the clinic's midnight in every month, as cron writes it."""
    zone = ZoneInfo(timezone)
    year = datetime.now(zone).year
    midnights = (datetime(year, month, 1, tzinfo=zone).astimezone(ZoneInfo("UTC")) for month in range(1, 13))
    hours = sorted({each.hour + (each.minute > 0) for each in midnights})
    return f"{MINUTE} {','.join(str(hour % 24) for hour in hours)} * * *"


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _say_what_is_next(folder: Path, answers: Mapping[str, str]) -> None:
    pages = " and ".join(str(folder / "content" / code) for code in answers["languages"].split(","))
    print(f"Your site is in {folder}. Next:")
    print(f"  1. Look through {folder / 'config.yaml'}: the street and the hours are examples")
    see = f"plainleaf serve --root {shlex.quote(str(folder))}"
    if answers["purpose"] == REAL:
        print(f"  2. See what stands between it and patients: {see}")
        print("     To see its pages before all of that is done, write 'demonstration: yes' into config.yaml meanwhile")
    else:
        print(f"  2. See it: {see}")
    print(f"  3. Write pages in {pages}")
    print(f"  4. {STEPS.get(answers['host'], ON_A_SERVER.format(host=answers['host']))}")
    print(f"What it lacks before patients may read it: plainleaf check --ready --root {shlex.quote(str(folder))}")
    print(f"To work on it on another machine, follow {folder / README}")
