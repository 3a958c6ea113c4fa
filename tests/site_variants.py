"""Small sites that take more than files of their own: a second language, and runs for today or for patients."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from tests.site_tools import CHECKOUT, DAY, Run, minimal_config, run_plainleaf, write_files


def in_two_languages(root: Path) -> None:
    """The site has a home page in Spanish as well."""
    names = ("    en: {name: English}\n", "    en: {name: English}\n    es: {name: Español}\n")
    words = (CHECKOUT / "templates/words/en.yaml").read_text(encoding="utf-8")
    home = "---\ntitle: Inicio\nsummary: Hola.\n---\n\nHola.\n"
    files = {"config.yaml": minimal_config(names), "templates/words/es.yaml": words, "content/es/index.md": home}
    write_files(root, files)


def build_for_today(root: Path) -> Run:
    """Build without naming a day."""
    return run_plainleaf("build", "--root", root, "--format", "json", out=root / "public")


def check_ready(root: Path) -> Run:
    """Check whether the site is ready for patients."""
    found = run_plainleaf("check", "--ready", "--root", root, "--as-of", DAY, "--format", "json")
    return replace(found, problems=sorted(found.problems, key=lambda each: each["path"]))
