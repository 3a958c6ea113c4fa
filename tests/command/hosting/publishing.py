"""Publishing a small site into a folder of the test, and what patients then get."""

from __future__ import annotations

from pathlib import Path

from tests.site_tools import DAY, Run, bytes_below, run_plainleaf


def publish(root: Path, target: str | Path, *more: str, as_of: str = DAY) -> Run:
    """Publish the site at `root`."""
    return run_plainleaf("publish", target, "--root", root, "--as-of", as_of, *more)


def served(target: Path) -> dict[str, bytes]:
    """What patients get."""
    return bytes_below(target / "current")
