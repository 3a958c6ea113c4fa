"""Replaceable: whether the output folder may be replaced as a whole by the new site."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from plainleaf.problems import Report
from plainleaf.publish.foreign_files import find_foreign_files
from plainleaf.state.snapshot import INPUTS
from plainleaf.state.work_folder import place_of

ELSEWHERE = "Choose a separate folder, for example '--out public'."
MAX_NAMES = 5


def may_replace(out: Path, root: Path, planned: Collection[str], kept: tuple[str, ...], report: Report) -> bool:
    """Whether `out` may be replaced; if not, reports why. `root` is the site's folder."""
    found = _find_use(out, root) or _find_foreign_content(out, planned, kept)
    if found is None:
        return True
    message, fix = found
    report.add(place_of(out, root), "bad-output", message, fix)
    return False


def _find_use(out: Path, root: Path) -> tuple[str, str] | None:
    """Why this folder cannot be an output folder, whatever it holds: the fact and the fix."""
    if root.is_relative_to(out) or any(out.is_relative_to(root / name) for name in INPUTS):
        return "the output folder holds the site's own files", ELSEWHERE
    if Path(os.path.expanduser("~")).is_relative_to(out):  # noqa: PTH111 - Path.home() raises where there is none
        return "this is a home folder, or holds one", ELSEWHERE
    if any(name.startswith(".") and name.endswith(".plainleaf") for name in out.parts):
        return "plainleaf works in this folder", ELSEWHERE
    if os.path.ismount(out):
        fix = f"Choose a folder inside it, for example '--out {out / 'site'}'."
        return "this is a mount point, which cannot be replaced by another folder", fix
    return None


def _find_foreign_content(out: Path, planned: Collection[str], kept: tuple[str, ...]) -> tuple[str, str] | None:
    if not out.exists():
        return None
    if not out.is_dir():
        return "this is not a folder", "Choose another folder with '--out', or delete this file."
    foreign = find_foreign_files(out, planned, kept)
    if not foreign:
        return None
    names = _list_some(foreign)
    fix = "Move them away, name them under 'keep' in config.yaml, or choose another folder with '--out'."
    return f"this folder holds what plainleaf did not write, and would delete: {names}", fix


def _list_some(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - MAX_NAMES} more" if len(paths) > MAX_NAMES else ""
    return ", ".join(paths[:MAX_NAMES]) + more
