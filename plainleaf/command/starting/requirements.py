"""The versions of plainleaf and of all that it needs, as they are installed here, for a site's requirements.txt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from plainleaf import __version__

NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
EXTRA = re.compile(r";.*\bextra\s*==")
HEADER = "# The exact versions that this site was started with, so that every machine builds the same."


def make_requirements() -> str:
    """The text of a requirements.txt.

    A package that is needed on other systems only is not installed here, so it is left out; pip finds it by itself.
    """
    own = _find_installed("plainleaf")
    source = own and own.read_text("direct_url.json")
    others = sorted({f"{name}=={version}" for name, version in _needed_by("plainleaf", set())}, key=str.casefold)
    return "\n".join([HEADER, _name_source(source or ""), *others, ""])


def _name_source(installed_from: str) -> str:
    """plainleaf as pip finds it elsewhere: by its commit if it was installed from a repository (PEP 610)."""
    try:
        found = json.loads(installed_from)
        vcs = found["vcs_info"]
        return f"plainleaf @ {vcs['vcs']}+{found['url']}@{vcs['commit_id']}"
    except (ValueError, KeyError, TypeError):
        return f"plainleaf=={__version__}"


def names_needed() -> frozenset[str]:
    """The names of plainleaf and of all that it needs here, without capitals."""
    return frozenset({"plainleaf", *(name.casefold() for name, _ in _needed_by("plainleaf", set()))})


def _needed_by(name: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    """Name and version of each package that a package brings along, with theirs."""
    package = _find_installed(name)
    for requirement in (package.requires or ()) if package else ():
        found = NAME.match(requirement)
        if found is None or EXTRA.search(requirement) or found[0].casefold() in seen:
            continue
        seen.add(found[0].casefold())
        needed = _find_installed(found[0])
        if needed is not None:
            yield needed.metadata["Name"], needed.version
            yield from _needed_by(found[0], seen)


def _find_installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None
