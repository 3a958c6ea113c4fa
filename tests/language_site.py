"""The small site of tests/languages/ in five languages: what a clinic adds to its English site to have four more."""

from __future__ import annotations

from pathlib import Path

from tests.site_tools import CHECKOUT, Run, build_folder, bytes_below, lay_minimal, write_files

LANGUAGES = CHECKOUT / "tests" / "languages"
TRANSLATED = ("ar", "de", "vi", "zh")
NOT_PART_OF_THE_SITE = ("README.md",)


def lay_languages(root: Path) -> None:
    """Make the English site with the files of four languages in a folder."""
    lay_minimal(root)
    files = {path: content for path, content in bytes_below(LANGUAGES).items() if path not in NOT_PART_OF_THE_SITE}
    write_files(root, files)


def build_languages(root: Path, out: Path, *changes: tuple[str, str]) -> Run:
    """Build the site, with texts of its config.yaml replaced."""
    lay_languages(root)
    config = root / "config.yaml"
    text = config.read_text("utf-8")
    for old, new in changes:
        assert old in text, f"config.yaml does not hold {old!r}"
        text = text.replace(old, new, 1)
    config.write_text(text, "utf-8")
    return build_folder(root, out=out)
