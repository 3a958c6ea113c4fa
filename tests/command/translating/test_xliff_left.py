"""What a translation still says in the words of its original goes to translators as not translated."""

from __future__ import annotations

import re
from pathlib import Path

from tests.command.translating.test_xliff import ABOUT, ENGLISH, xliff
from tests.command.translating.test_xliff import root as root
from tests.site_tools import write_files


def test_what_is_not_translated_yet_is_exported_without_a_translation(root: Path) -> None:
    assert xliff(root, "translate", "about.md", "es", "--by", "Eva Example").code == 0
    draft = (root / ABOUT).read_text("utf-8").replace("What we do", "Qué hacemos")
    write_files(root, {ABOUT: draft})
    file = root / "about.xlf"

    exported = xliff(root, "export-xliff", "about.md", "es", "--out", file)
    imported = xliff(root, "import-xliff", file)

    assert exported.code == 0, exported.stderr
    text = file.read_text("utf-8")
    assert re.findall(r"<target[^>]*>(.*?)</target>", text) == ["Qué hacemos"]
    assert text.count('state="translated"') == 1
    assert (imported.code, "content/en/about.md:22 (unit b9): it has no translation" in imported.stderr) == (2, True)
    assert (root / ABOUT).read_text("utf-8") == draft


def test_names_are_exported_as_they_are_in_the_translation(root: Path) -> None:
    write_files(root, {"content/es/people/ben.md": (root / "content/en/people/ben.md").read_bytes()})
    file = root / "ben.xlf"

    run = xliff(root, "export-xliff", "people/ben.md", "es", "--out", file)

    assert run.code == 0, run.stderr
    assert '<target xml:space="preserve">Ben Example</target>' in file.read_text("utf-8")


def test_two_countries_with_one_language_may_say_the_same(root: Path) -> None:
    config = (root / "config.yaml").read_text("utf-8")
    assert "    es:" in config
    write_files(root, {"config.yaml": config.replace("    es:", "    en-GB: {name: English (UK)}\n    es:")})
    write_files(root, {ABOUT.replace("/es/", "/en-GB/"): ENGLISH})
    file = root / "about.xlf"

    run = xliff(root, "export-xliff", "about.md", "en-GB", "--out", file)

    assert run.code == 0, run.stderr
    assert 'state="initial"' not in file.read_text("utf-8")


def test_a_page_that_is_translated_may_share_words_with_its_original(root: Path) -> None:
    text = "---\ntitle: {}\nsummary: {}\n---\n\n## Yoga\n\n{}\n"
    english = text.format("About us", "We treat people with back pain.", "Bring a friend.")
    spanish = text.format("Nosotros", "Tratamos a personas con dolor de espalda.", "Venga con un amigo.")
    write_files(root, {"content/en/about.md": english, ABOUT: spanish})
    file = root / "about.xlf"

    exported = xliff(root, "export-xliff", "about.md", "es", "--out", file)
    imported = xliff(root, "import-xliff", file)

    assert exported.code == 0, exported.stderr
    assert ">Yoga</target>" in file.read_text("utf-8")
    assert (imported.code, "already says all of this" in imported.stdout) == (0, True), imported.stderr
