"""Who wrote, checked and translated a page, and on which days it changed, as its templates are told."""

from __future__ import annotations

from datetime import date

import pytest

from plainleaf.model.views import PageView
from tests.site_stages import plan_site
from tests.site_tools import MakeSite, about_page, minimal_config, minimal_page
from tests.site_variants import SPANISH_TOO, in_other_words, translated_words

SYMPTOMS = "sciatica/symptoms.md"
# Not in the order of their days: people add lines at either end.
CHANGES = """changes:
  - {date: 2026-06-02, type: editorial, note: Second}
  - {date: 2026-07-03, type: clinical, note: Third}
  - {date: 2026-05-01, type: clinical, note: First}
evidence:"""
HOME = "---\ntitle: Inicio\nsummary: Hola.\n---\n\nHola.\n"
RECORD = "translation:\n  translator: Eva Example\n  method: person\n"


def view_of(make_site: MakeSite, *changes: tuple[str, str]) -> PageView:
    """What templates are told of the page about symptoms, with texts replaced."""
    files = {f"content/en/{SYMPTOMS}": minimal_page(SYMPTOMS, *changes)}
    return plan_site(make_site(files=files)).job("sciatica/symptoms/index.html").page


def translated(make_site: MakeSite, record: str = RECORD, of_original: str = "") -> PageView:
    """What templates are told of a Spanish page with a record of its translation, and of lines of its original."""
    files = {
        "templates/words/es.yaml": translated_words(),
        "config.yaml": minimal_config(*SPANISH_TOO),
        "content/es/index.md": HOME,
        "content/es/people/ben.md": in_other_words(minimal_page("people/ben.md")),
        "content/en/news.md": about_page("Text.", of_original),
        "content/es/news.md": in_other_words(about_page("Texto.", record)),
    }
    return plan_site(make_site(files=files)).job("es/news/index.html").page


def test_a_page_was_published_on_its_first_and_modified_on_its_last_day(make_site: MakeSite) -> None:
    review = view_of(make_site, ("evidence:", CHANGES)).review

    assert review is not None
    assert review.published == date(2026, 5, 1)
    assert review.modified == date(2026, 7, 3)


def test_nobody_knows_when_a_text_changed_that_was_edited_since_its_review(make_site: MakeSite) -> None:
    edit = ("\n---\n\n", "\n---\n\nOne more sentence.\n\n")
    review = view_of(make_site, ("evidence:", CHANGES), edit).review

    assert review is not None
    assert review.state == "edited"
    assert review.published == date(2026, 5, 1)
    assert review.modified is None


def test_a_page_without_a_history_has_no_such_days(make_site: MakeSite) -> None:
    review = view_of(make_site).review

    assert review is not None
    assert (review.published, review.modified) == (None, None)


def test_a_translation_says_who_made_and_who_checked_it(make_site: MakeSite) -> None:
    record = f"{RECORD}  reviewer: people/ben.md\n  reviewed: 2026-05-14\n"
    found = translated(make_site, record).translated

    assert found is not None
    assert (found.translator, found.method, found.reviewed) == ("Eva Example", "person", date(2026, 5, 14))
    assert found.reviewer is not None
    assert found.reviewer.name == "Ben Example"
    assert (found.url, found.address) == ("/news/", "https://small.example/news/")


@pytest.mark.parametrize("front", ["", "draft: yes\n"], ids=["published", "draft"])
def test_a_translation_leads_to_its_original_while_that_is_published(front: str, make_site: MakeSite) -> None:
    found = translated(make_site, of_original=front).translated

    assert found is not None
    assert (found.url, found.address) == (("", "") if front else ("/news/", "https://small.example/news/"))
    assert not found.is_stale


def test_a_page_in_the_default_language_is_no_translation(make_site: MakeSite) -> None:
    files = {"content/en/about.md": about_page("Text.", RECORD)}

    assert plan_site(make_site(files=files)).job("about/index.html").page.translated is None
