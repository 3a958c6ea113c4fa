"""Pages that a language lacks and its readers need."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site_stages import check_sources
from tests.site_tools import DAY, MakeSite, run_plainleaf, write_files
from tests.site_variants import in_other_words, in_two_languages

BOOKING = (
    "---\nkind: booking\ntitle: Pedir una cita\nsummary: Díganos cómo comunicarnos con usted.\n---\n\nLe llamaremos.\n"
)
THANKS = "---\nkind: thanks\ntitle: Gracias\nsummary: Lo recibimos.\nafter: booking\n---\n\nLe llamaremos.\n"


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    """A site in two languages, of which one has only its home page."""
    root = make_site()
    in_two_languages(root)
    return root


def missing(root: Path, *arguments: str) -> list[str]:
    """The pages that are reported as missing."""
    found = run_plainleaf("check", *arguments, "--root", root, "--as-of", DAY, "--format", "json")
    return [each["path"] for each in found.problems if each["rule"] == "missing-translation"]


def test_a_form_needs_its_page_of_thanks_in_the_same_language(root: Path) -> None:
    assert missing(root) == []
    write_files(root, {"content/es/booking.md": BOOKING})
    assert missing(root) == ["content/es/thanks.md"]
    write_files(root, {"content/es/thanks.md": THANKS.replace("kind: thanks\n", "kind: thanks\ndraft: yes\n")})
    assert missing(root) == ["content/es/thanks.md"]
    write_files(root, {"content/es/thanks.md": THANKS})

    assert missing(root) == []
    assert check_sources(root).problems == []


def test_before_patients_come_the_notices_and_the_way_to_book_must_be_there_too(root: Path) -> None:
    assert missing(root, "--ready") == ["content/es/index.md"]
    (root / "content/es/index.md").unlink()
    (root / "content/es").rmdir()
    assert missing(root, "--ready") == [], "a language without pages is not published"


def parted(root: Path) -> list[tuple[str, str]]:
    """Where pages are that nothing joins to their original, and the fix."""
    found = check_sources(root).problems
    return [(each["path"], each["fix"]) for each in found if each["rule"] == "misplaced-translation"]


def test_a_translation_that_was_renamed_is_told_the_name_of_its_original(root: Path) -> None:
    symptoms = in_other_words((root / "content/en/sciatica/symptoms.md").read_text("utf-8"))
    record = "translation: {translator: Ada Example, method: person}\n"
    condition = in_other_words((root / "content/en/sciatica/index.md").read_text("utf-8"))
    path = "content/es/sciatica/symptoms.md"
    write_files(root, {"content/es/sciatica/index.md": condition, path: symptoms})
    assert parted(root) == []
    (root / path).rename(root / "content/es/sciatica/sintomas.md")
    write_files(root, {"content/es/ayuda.md": f"---\ntitle: Ayuda\nsummary: Quién ayuda.\n{record}---\n\nLlame.\n"})

    fixes = dict(parted(root))

    assert fixes == {
        "content/es/ayuda.md": (
            "Give this file the name of the page that it translates, or delete 'translation' if there is none."
        ),
        "content/es/sciatica/sintomas.md": (
            "If it translates 'sciatica/symptoms.md', rename it to content/es/sciatica/symptoms.md"
        ),
    }


def test_a_page_of_one_language_alone_is_no_translation(root: Path) -> None:
    write_files(root, {"content/es/ayuda.md": "---\ntitle: Ayuda\nsummary: Quién ayuda.\n---\n\nLlame.\n"})

    assert parted(root) == []
