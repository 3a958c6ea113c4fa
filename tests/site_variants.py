"""Small sites that take more than files of their own: a second language, and runs for today or for patients."""

from __future__ import annotations

import json
import re
from pathlib import Path

from msgspec.structs import replace

from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place
from tests.site_tools import CHECKOUT, DAY, Run, minimal_config, run_plainleaf, write_files

# What the config.yaml of the minimal site says in Spanish as well.
SPANISH_TOO = (
    ("    en: {name: English}\n", "    en: {name: English}\n    es: {name: Español}\n"),
    ("label: Appointments", "label: {en: Appointments, es: Citas}"),
    ("label: Relay", "label: {en: Relay, es: Relevo}"),
    ("label: Questions", "label: {en: Questions, es: Preguntas}"),
)


def translated_words() -> str:
    """Interface texts that are not the English ones, with the same gaps: each has a mark at its end.

    What says that it is an emergency has to sound like one. Signs alone are no text.
    """
    node = read_yaml((CHECKOUT / "templates/words/en.yaml").read_text(encoding="utf-8"), Place(""))
    assert isinstance(node, Node) and isinstance(node.value, Pairs)
    texts = {name: f"{text.value} ·" for name, text in node.value.values.items()} | {
        "care_emergency": "Emergencia:", "named_value": "{name}: {value}",
    }  # fmt: skip
    return "".join(f"{name}: {json.dumps(text)}\n" for name, text in texts.items())


def in_other_words(english: str) -> str:
    """A page whose summary, paragraphs, items and headings no longer say what the original says."""
    return re.sub(r"(?m)^(summary: |- |#+ |(?=[A-Z]))", r"\1Otro ", english)


def with_home_and_words_in_spanish(root: Path) -> None:
    """The site has a home page and interface texts in Spanish."""
    home = "---\ntitle: Inicio\nsummary: Hola.\n---\n\nHola.\n"
    write_files(root, {"templates/words/es.yaml": translated_words(), "content/es/index.md": home})


def in_two_languages(root: Path) -> None:
    """The site has a home page in Spanish as well, and its texts in both languages."""
    with_home_and_words_in_spanish(root)
    write_files(root, {"config.yaml": minimal_config(*SPANISH_TOO)})


def with_words_copied(root: Path) -> None:
    """The site is in two languages, but some interface texts are in English in both."""
    in_two_languages(root)
    words = translated_words()
    for text in ("Main menu", "This form is not for urgent problems.", "TTY", "{label}: {number}."):
        assert f"{text} \\u00b7" in words
        words = words.replace(f"{text} \\u00b7", text)
    write_files(root, {"templates/words/es.yaml": words})


def build_for_today(root: Path) -> Run:
    """Build without naming a day."""
    return run_plainleaf("build", "--root", root, "--format", "json", out=root / "public")


def check_ready(root: Path) -> Run:
    """Check whether the site is ready for patients."""
    found = run_plainleaf("check", "--ready", "--root", root, "--as-of", DAY, "--format", "json")
    return replace(found, problems=sorted(found.problems, key=lambda each: each["path"]))
