"""The versions of plainleaf and of all that it needs, as they are installed here, for a site's requirements.txt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from msgspec import Struct

from plainleaf import __version__
from plainleaf.command.git import ask_git, has_uncommitted
from plainleaf.problems.extras import read_requirement

WHEELS = "wheels"
LOCAL = "# The next line works on one computer only. For others, write for example: plainleaf @ git+https://..."
HEADER = "# The exact versions that this site was started with, so that every machine builds the same."


class Source(Struct, frozen=True):
    """Where pip gets plainleaf: a line of requirements.txt. `file` is a wheel that the site has to bring along.

    It `is_local` if only this computer can follow the line.
    """

    line: str
    file: Path | None = None
    is_local: bool = False


def make_requirements(source: Source) -> str:
    """The text of a requirements.txt.

    A package that is needed on other systems only is not installed here, so it is left out; pip finds it by itself.
    """
    others = sorted({f"{name}=={version}" for name, version in _needed_by("plainleaf", set())}, key=str.casefold)
    note = [LOCAL] if source.is_local else []
    return "\n".join([HEADER, *note, source.line, *others, ""])


def find_source() -> Source:
    """Where the plainleaf that runs was installed from."""
    own = _find_installed("plainleaf")
    return read_source((own and own.read_text("direct_url.json")) or "")


def read_source(installed_from: str) -> Source:
    """The source by what pip notes of all that does not come from an index (PEP 610): no index may have that."""
    try:
        found = json.loads(installed_from)
        address = str(found["url"])
        if "vcs_info" in found:
            return Source(f"plainleaf @ {found['vcs_info']['vcs']}+{address}@{found['vcs_info']['commit_id']}")
        parts = urlsplit(address)
    except (ValueError, KeyError, TypeError):
        return Source(f"plainleaf=={__version__}")
    if parts.scheme != "file":
        return Source(f"plainleaf @ {address}")
    place = Path(url2pathname(parts.path))
    if place.is_file():
        return Source(f"./{WHEELS}/{place.name}", place)
    return _find_published(place) or Source(f"plainleaf @ {address}", is_local=True)


def _find_published(folder: Path) -> Source | None:
    """The commit of a clone that anybody can get as well; None if it has changed here, or was never pushed."""
    asked = (
        ("rev-parse", "--show-prefix"), ("remote", "get-url", "origin"), ("rev-parse", "HEAD"),
        ("branch", "--remotes", "--contains", "HEAD"),
    )  # fmt: skip
    answers = [ask_git(folder, *question) for question in asked] if folder.is_dir() else []
    if not answers or any(code for code, _ in answers):
        return None
    below, address, commit, branches = (said.strip() for _, said in answers)
    is_open = address.startswith("https://") and "@" not in address and bool(branches)
    if below or not is_open or has_uncommitted(folder, "."):
        return None
    return Source(f"plainleaf @ git+{address}@{commit}")


def names_needed() -> frozenset[str]:
    """The names of plainleaf and of all that it needs here, without capitals."""
    return frozenset({"plainleaf", *(name.casefold() for name, _ in _needed_by("plainleaf", set()))})


def _needed_by(name: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    """Name and version of each package that a package brings along, with theirs."""
    package = _find_installed(name)
    for line in (package.requires or ()) if package else ():
        requirement = read_requirement(line)
        if requirement is None or requirement.extra or requirement.name.casefold() in seen:
            continue
        seen.add(requirement.name.casefold())
        needed = _find_installed(requirement.name)
        if needed is not None:
            yield needed.metadata["Name"], needed.version
            yield from _needed_by(requirement.name, seen)


def _find_installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None
