"""How to install what an extra of plainleaf brings, for the fixes of problems and for what commands say."""

from __future__ import annotations

import shlex

from msgspec import Struct

from plainleaf.patterns import lazy_pattern

REQUIREMENT = lazy_pattern(
    r"(?P<name>[A-Za-z0-9][\w.-]*)(?P<brings>\[[\w,.-]+\])?[^;]*(?:;.*\bextra\s*==\s*[\"'](?P<extra>[\w-]+)[\"'])?"
)


class Requirement(Struct, frozen=True):
    """A package that another needs: its name, the extras that it `brings`, as '[bin]', and the extra of the other that
    needs it. "" for none."""

    name: str
    brings: str
    extra: str


def read_requirement(line: str) -> Requirement | None:
    """The requirement in a line of a package's metadata; None for another line."""
    found = REQUIREMENT.match(line)
    return Requirement(found["name"], found["brings"] or "", found["extra"] or "") if found else None


def install_command(extra: str) -> str:
    """The command that installs the packages of an extra.

    It names them and not `plainleaf[extra]`: on an index of packages, that name may be nobody's, or somebody else's.
    """
    # Loading this takes longer than an unchanged build may.
    from importlib.metadata import PackageNotFoundError, requires

    try:
        needed = list(filter(None, map(read_requirement, requires("plainleaf") or ())))
    except PackageNotFoundError:
        needed = []
    names = [each.name + each.brings for each in needed if each.extra == extra]
    return f"python -m pip install {shlex.join(names) or extra}"
