"""Reaching the place of a site: scripts and files go there by ssh and rsync, or by sh and rsync on this computer."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from plainleaf.hosting.sending.scripts import MARK
from plainleaf.input.addresses.publish_places import PublishPlace

# What rsync itself looks at, so that a port, a key or a program of one's own is named once.
VARIABLE = "RSYNC_RSH"
# What the exit codes of rsync mean for whoever publishes. It has said on standard error which file it was.
REASONS = {
    2: "something at the server prints a text at each login, which only people who log in should get: see its .bashrc",
    11: "a file could not be written there. Is its disk full?",
    12: "the connection was lost. Publish again",
    127: "the server has no rsync. Have it installed there",
    255: "the connection was lost. Publish again",
}
# A server that does not answer, or no longer, must not hold a run for ever.
OPTIONS = ("-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4")


class UnreachableError(Exception):
    """The place could not be reached, or a program that is needed is missing there or here. Says what to do."""


def run_script(place: PublishPlace, script: str, *arguments: str, sent: bytes = b"") -> list[str]:
    """Run a script where the site is kept, with the folder as its first argument, and give the lines that are for us.

    `sent` goes to its standard input. What it says on standard error is shown. Raises UnreachableError.
    """
    words = ["sh", "-c", script, "plainleaf", _folder_of(place), *arguments]
    command = [*_shell(place), place.account, shlex.join(words)] if place.account else words
    done = _run(command, sent)
    if done.returncode:
        raise UnreachableError(_why(place, done.returncode))
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return [line.removeprefix(MARK) for line in lines if line.startswith(MARK)]


def send_files(place: PublishPlace, folder: Path, paths: Iterable[str], into: str, last: str) -> None:
    """Copy files below a folder into one at the place. Those that are the same in `last`, if there is one, are linked.

    `into` and `last` are below the folder of the place. Files are told apart by their content, never by their time, so
    a fresh checkout sends what differs and nothing else. Raises UnreachableError.
    """
    base = _folder_of(place)
    options = ["--checksum", "--perms", "--chmod=D755,F644", "--from0", "--files-from=-"]
    if last:
        options.append(f"--link-dest={base}/{last}")
    target = f"{base}/{into}/"
    if place.account:
        options += ["--secluded-args", f"--rsh={shlex.join(_shell(place))}"]
        target = f"{place.account}:{target}"
    done = _run(["rsync", *options, "--", f"{folder}/", target], "\0".join(paths).encode())
    if done.returncode:
        why = REASONS.get(done.returncode, f"its exit code is {done.returncode}; see above")
        raise UnreachableError(f"the files were not copied: {why}")


def _shell(place: PublishPlace) -> list[str]:
    named = shlex.split(os.environ.get(VARIABLE, "")) or ["ssh"]
    return [*named, *OPTIONS, *(["-p", str(place.port)] if place.port else [])]


def _folder_of(place: PublishPlace) -> str:
    return place.folder if place.account else str(Path(place.folder).resolve())


def _run(command: list[str], sent: bytes) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which(command[0])
    if program is None:
        raise UnreachableError(f"the program '{command[0]}' is missing on this computer. Install it first")
    return subprocess.run([program, *command[1:]], input=sent, stdout=subprocess.PIPE, check=False)  # noqa: S603 - no shell; see read_publish_place


def _why(place: PublishPlace, code: int) -> str:
    ssh_failed = 255
    if place.account and code == ssh_failed:
        port = f"-p {place.port} " if place.port else ""
        return f"{place.account} could not be reached. Try: ssh {port}{place.account}"
    return f"a step at {place} failed (exit code {code}): see above"
