"""`doctor`: what is wrong with an installation or a site's folder, apart from what a check of the site finds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from plainleaf.command.site_folder import find_site
from plainleaf.command.starting.findings import (
    Finding,
    look_at_folders,
    look_at_installation,
    look_at_settings,
    name_newer,
)
from plainleaf.command.starting.requirements import names_needed

# How many seconds pip may take to ask for newer versions.
PATIENCE = 60
UNKNOWN = Finding("Nobody could be asked for newer versions: pip got no answer")


def examine(named: Path | None, *, is_offline: bool) -> int:
    """Print what was found. Returns 0, 1 if something is to be fixed, 2 if the folder named is no site."""
    root = find_site(named)
    if root is None and named is not None:
        return 2
    findings = [*_look(root)]
    newer = [] if is_offline else [*_ask_for_newer()]
    for finding in findings:
        print(f"{'FIX ' if finding.fix else 'ok  '} {finding.says}")
        if finding.fix:
            print(f"     fix: {finding.fix}")
    for finding in newer:
        print(f"new  {finding.says}")
    wrong = sum(1 for each in findings if each.fix)
    print(
        f"Nothing is wrong here.{' For what is on the pages: plainleaf check' if root else ''}"
        if not wrong
        else f"{wrong} thing{'s' * (wrong > 1)} to fix."
    )
    return 1 if wrong else 0


def _look(root: Path | None) -> Iterator[Finding]:
    yield from look_at_installation(root)
    if root is not None:
        yield from look_at_folders(root)
        yield from look_at_settings(root)


def _ask_for_newer() -> Iterator[Finding]:
    """Ask whom pip asks: whatever index this computer is set up for."""
    outdated = _outdated()
    if outdated is None:
        yield UNKNOWN
    else:
        yield from name_newer(outdated, names_needed())


def _outdated() -> Mapping[str, tuple[str, str]] | None:
    command = [sys.executable, "-m", "pip", "list", "--outdated", "--format", "json", "--disable-pip-version-check"]
    try:
        # All of it is ours.
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)  # noqa: S603
        listed = json.loads(done.stdout)
        return {each["name"]: (each["version"], each["latest_version"]) for each in listed}
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return None
