"""Translations of pages: who has checked them, and what a page says of itself until somebody has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.site_stages import check_sources
from tests.site_tools import DAY, MakeSite, build_folder, run_plainleaf
from tests.site_variants import in_other_words, in_two_languages

CARD = "::: emergency\n## Llame al 911 si:\n- no siente la piel entre las piernas\n- no puede orinar\n:::\n"
SCIATICA = "content/es/sciatica/index.md"
UNREVIEWED = "unreviewed-translation"
REVIEW = "  reviewer: people/ben.md\n  reviewed: 2026-06-01\n"


def translated(record: str, front: str = "") -> str:
    """The Spanish page about sciatica with a record of its translation."""
    return (
        "---\nkind: condition\ntitle: Ciática\nsummary: Dolor que baja por una pierna.\nauthor: people/ada.md\n"
        "reviewer: people/ben.md\nreviewed: 2026-05-14\nevidence:\n  - {title: Low back pain and sciatica, "
        'publisher: NICE, published: "2020", address: "https://www.nice.org.uk/guidance/ng59"}\n'
        f"{front}translation:\n  translator: Eva Example\n  method: machine-edited\n{record}---\n\n{CARD}"
    )


@pytest.fixture
def root(make_site: MakeSite) -> Path:
    """A site in two languages with people who speak both."""
    root = make_site("minimal")
    in_two_languages(root)
    for person in ("ada", "ben"):
        english = (root / f"content/en/people/{person}.md").read_text("utf-8")
        (root / "content/es/people").mkdir(parents=True, exist_ok=True)
        (root / f"content/es/people/{person}.md").write_text(in_other_words(english), "utf-8")
    (root / "content/es/sciatica").mkdir()
    return root


def built(root: Path, record: str, front: str = "") -> LexborHTMLParser:
    """The page of a translation with this record, from a site that has nothing else to complain about."""
    (root / SCIATICA).write_text(translated(record, front), "utf-8")
    result = build_folder(root)
    assert result.rules == []
    return LexborHTMLParser((root / "public/es/sciatica/index.html").read_text("utf-8"))


def text_of(page: LexborHTMLParser, selector: str) -> str:
    """The text of an element with single spaces."""
    found = page.css_first(selector)
    assert found is not None, selector
    return " ".join(found.text().split())


def test_a_translation_that_nobody_has_checked_says_so_and_leads_to_the_original(root: Path) -> None:
    page = built(root, "")

    assert "No clinician who speaks this language has checked it yet." in text_of(page, "p.translation")
    (link,), html = page.css("p.translation a"), page.html or ""
    assert (link.attributes["href"], link.attributes["hreflang"]) == ("/sciatica/", "en")
    assert [each.text() for each in link.css("[lang=en]")] == ["English"]
    card, notice = (html.index(each) for each in ('class="care-card', 'class="translation"'))
    assert card < html.index('class="lede"') < notice


def test_a_translation_does_not_say_that_the_reviewer_of_the_original_has_checked_it(root: Path) -> None:
    page = built(root, "")

    assert "The original was checked by" in text_of(page, ".review-people")
    assert "About the original: Page last reviewed" in text_of(page, ".review-line")
    assert "edited by a person: Eva Example." in text_of(page, ".review")
    graph = json.loads(text_of(page, "script[type='application/ld+json']"))["@graph"][0]
    assert not {"reviewedBy", "lastReviewed"} & graph.keys()
    assert graph["translationOfWork"] == {"@id": "https://small.example/sciatica/#page"}


def test_a_translation_that_was_checked_names_who_checked_it_and_has_no_notice(root: Path) -> None:
    (root / SCIATICA).write_text(translated(REVIEW), "utf-8")
    build_folder(root)
    page = LexborHTMLParser((root / "public/es/sciatica/index.html").read_text("utf-8"))

    assert page.css_first("p.translation") is None
    assert "The translation was checked by" in text_of(page, ".review-people")
    graph = json.loads(text_of(page, "script[type='application/ld+json']"))["@graph"][0]
    assert graph["lastReviewed"] == "2026-06-01"
    assert graph["reviewedBy"]["name"] == "Ben Example"


def test_the_mark_of_a_review_counts_only_for_a_translation_that_was_checked(root: Path) -> None:
    mark = "review_mark: 0123456789\n"
    built(root, "", mark)
    (root / SCIATICA).write_text(translated(REVIEW, mark), "utf-8")

    result = build_folder(root)

    assert result.rules == ["edited-since-review"]
    line = text_of(LexborHTMLParser((root / "public/es/sciatica/index.html").read_text("utf-8")), ".review-line")
    assert line.startswith("This page was edited after its last review on 1 de junio de 2026")


def test_a_reviewer_without_a_day_and_a_day_without_a_reviewer_are_half_of_a_check(root: Path) -> None:
    for line, field in zip(REVIEW.splitlines(keepends=True), ("reviewed", "reviewer"), strict=True):
        (root / SCIATICA).write_text(translated(line), "utf-8")

        result = check_sources(root)

        assert [(each["rule"], each["line"], each["column"]) for each in result.problems] == [("missing-field", 13, 3)]
        assert f"'{field}' is missing" in result.problems[0]["message"]


def test_only_a_site_for_patients_has_to_have_its_translations_checked(root: Path) -> None:
    built(root, "")

    ready = run_plainleaf("check", "--ready", "--root", root, "--as-of", DAY, "--format", "json")

    found = [each for each in ready.problems if each["rule"] == "unreviewed-translation"]
    assert [(each["path"], each["line"], each["severity"]) for each in found] == [(SCIATICA, 10, "error")]
    assert check_sources(root).rules == []


def test_a_reviewer_of_a_translation_must_be_a_person_of_the_site(root: Path) -> None:
    (root / SCIATICA).write_text(translated(REVIEW.replace("ben", "zoe")), "utf-8")

    result = check_sources(root)

    assert [(each["rule"], each["line"]) for each in result.problems if each["severity"] == "error"] == [
        ("broken-link", 13)
    ]


def problems_of_check(root: Path) -> list[tuple[str, str, int]]:
    """Rule, severity and line of what a build says about who checked the translation."""
    return [
        (each["rule"], each["severity"], each["line"])
        for each in check_sources(root).problems
        if each["rule"] in ("same-reviewer", "wrong-reviewer")
    ]


@pytest.mark.parametrize("line", ["Ben Example", "ben  example, MD", "Eva Example and Ben Example"])
def test_nobody_checks_a_translation_of_their_own(line: str, root: Path) -> None:
    text = translated(REVIEW)
    (root / SCIATICA).write_text(text, "utf-8")
    assert problems_of_check(root) == []

    (root / SCIATICA).write_text(text.replace("translator: Eva Example", f"translator: {line}"), "utf-8")

    assert problems_of_check(root) == [("same-reviewer", "error", 13)]


def test_a_name_that_becomes_that_of_the_translator_is_seen_by_the_next_build(root: Path) -> None:
    (root / SCIATICA).write_text(translated(REVIEW), "utf-8")
    assert problems_of_check(root) == []

    person = root / "content/es/people/ben.md"
    person.write_text(person.read_text("utf-8").replace("title: Ben Example", "title: Eva Example"), "utf-8")

    assert problems_of_check(root) == [("same-reviewer", "error", 13)]


def test_who_checks_a_translation_needs_the_role_for_the_page(root: Path) -> None:
    (root / SCIATICA).write_text(translated(REVIEW.replace("ben", "ada")), "utf-8")
    assert problems_of_check(root) == []
    for path in ("content/en/people/ben.md", "content/es/people/ben.md"):
        person = (root / path).read_text("utf-8")
        (root / path).write_text(person.replace("credentials:", "reviews: [conditions, topics]\ncredentials:"), "utf-8")

    found = problems_of_check(root)

    assert found == [("wrong-reviewer", "warning", 13)]
    ready = run_plainleaf("check", "--ready", "--root", root, "--as-of", DAY, "--format", "json").problems
    found = [(each["rule"], each["severity"], each["line"]) for each in ready if each["path"] == SCIATICA]
    assert ("wrong-reviewer", "error", 13) in found


def test_a_page_for_patients_that_has_an_original_is_a_translation_even_if_it_does_not_say_so(root: Path) -> None:
    page = translated("").replace("translation:\n  translator: Eva Example\n  method: machine-edited\n", "")
    (root / SCIATICA).write_text(page, "utf-8")
    config = root / "config.yaml"
    config.write_text(config.read_text("utf-8").replace("clinic:\n", "clinic:\n  demonstration: no\n", 1), "utf-8")

    found = [(each["path"], each["line"]) for each in build_folder(root).problems if each["rule"] == UNREVIEWED]

    assert found == [(SCIATICA, 3)]
