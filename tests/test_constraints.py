"""constraints.txt pins all that is installed, so that every machine and every day gets the same."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).parents[1]
CONSTRAINTS = CHECKOUT / "constraints.txt"


def installed_with(name: str, extras: frozenset[str], seen: set[str]) -> Iterator[str]:
    """The packages that a package brings along on this machine, with theirs, each once."""
    for requirement in map(Requirement, requires(name) or []):
        is_wanted = requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in extras or {""}
        )
        package = canonicalize_name(requirement.name)
        if is_wanted and package not in seen:
            seen.add(package)
            yield package
            yield from installed_with(package, frozenset(requirement.extras), seen)


def test_every_package_that_is_installed_has_one_version() -> None:
    text = CONSTRAINTS.read_text("utf-8")
    pinned = {canonicalize_name(line.partition("==")[0]) for line in text.splitlines() if "==" in line}

    needed = set(installed_with("plainleaf", frozenset({"cluster", "completion", "fast"}), set()))
    groups = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    for requirement in map(Requirement, groups["dev"]):
        needed |= {canonicalize_name(requirement.name)}
        needed |= set(installed_with(requirement.name, frozenset(requirement.extras), needed))

    assert sorted(needed - pinned) == []


def test_no_line_names_a_place_to_fetch_from() -> None:
    lines = [line for line in CONSTRAINTS.read_text("utf-8").splitlines() if not line.startswith("#")]

    assert [line for line in lines if "/" in line or "@" in line or line.startswith("-")] == []
