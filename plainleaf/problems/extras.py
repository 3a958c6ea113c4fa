"""How to install what an extra of plainleaf brings, for the fixes of problems and for what commands say."""

from __future__ import annotations

import shlex

from plainleaf.patterns import lazy_pattern

NEEDED = lazy_pattern(r"(?P<name>[A-Za-z0-9][\w.-]*(?:\[[\w,.-]+\])?).*;.*\bextra\s*==\s*[\"'](?P<extra>[\w-]+)[\"']")


def install_command(extra: str) -> str:
    """The command that installs the packages of an extra.

    It names them and not `plainleaf[extra]`: on an index of packages, that name may be nobody's, or somebody else's.
    """
    # Loading this takes longer than an unchanged build may.
    from importlib.metadata import PackageNotFoundError, requires

    try:
        needed = [found for line in requires("plainleaf") or () if (found := NEEDED.match(line))]
    except PackageNotFoundError:
        needed = []
    names = [found["name"] for found in needed if found["extra"] == extra]
    return f"python -m pip install {shlex.join(names) or extra}"
