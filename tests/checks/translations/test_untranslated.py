"""Short texts of a translation that are still in the words of the original, and those that are the same in both."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site_stages import check_sources
from tests.site_tools import MakeSite, write_files
from tests.site_variants import in_two_languages

ABOUT = "content/{}/about.md"
TEXTS = {
    "en": "We look at your symptoms, at tingling, and at your treatment. Some like yoga. The clinic sees May Maple.",
    "es": "Vemos qué siente y cómo le ayudamos. A algunas personas les gusta el yoga. La clínica atiende a May Maple.",
}


def about(language: str, block: str, title: str) -> str:
    """The page about the clinic, with a block that both languages have."""
    return f"---\ntitle: {title}\nsummary: {TEXTS[language][:20]}\n---\n\n{TEXTS[language]}\n\n{block}\n"


def lines_told(root: Path) -> list[int]:
    """The lines of the problems 'untranslated-block'."""
    return [each["line"] for each in check_sources(root).problems if each["rule"] == "untranslated-block"]


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    root = make_site()
    in_two_languages(root)
    return root


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        pytest.param("## Symptoms", [8], id="one-word-of-a-heading"),
        pytest.param("- Treatment", [8], id="one-word-of-an-item"),
        pytest.param("- tingling", [8], id="one-small-word-of-an-item"),
        pytest.param("| Symptoms | Treatment |\n|---|---|\n| 1 | 2 |", [8], id="cells-of-a-table"),
        pytest.param("## May Maple", [], id="a-name-of-words"),
        pytest.param("## Kai Treatment", [], id="a-name-with-one-word"),
        pytest.param("## Yoga", [], id="a-word-that-the-translation-has-too"),
        pytest.param("- Hospital", [], id="a-word-of-both-languages"),
        pytest.param("- PDF", [], id="an-abbreviation"),
        pytest.param("- ibuprofen-plus", [], id="a-word-of-neither-dictionary"),
    ],
)
def test_a_few_words_are_untranslated_if_only_the_original_has_them(root: Path, block: str, lines: list[int]) -> None:
    for language, title in (("en", "About us"), ("es", "Nosotros")):
        write_files(root, {ABOUT.format(language): about(language, block, title)})

    assert lines_told(root) == lines


def test_a_title_of_one_word_is_untranslated(root: Path) -> None:
    for language in ("en", "es"):
        write_files(root, {ABOUT.format(language): about(language, "", "Symptoms")})

    assert lines_told(root) == [2]
