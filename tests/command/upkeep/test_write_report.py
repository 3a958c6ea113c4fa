"""`report`: what staff read of each page, without a script and without a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.site_tools import (
    DAY,
    MakeSite,
    Run,
    about_page,
    build_folder,
    minimal_config,
    minimal_page,
    run_plainleaf,
    write_files,
)
from tests.site_variants import in_two_languages

SYMPTOMS = "content/en/sciatica/symptoms.md"


def report(root: Path, *more: str | Path) -> Run:
    """Write the report of a site."""
    return run_plainleaf("report", "--root", root, "--as-of", DAY, *more)


def row_of(root: Path, path: str) -> str:
    """What the report says of a page, as one text."""
    page = LexborHTMLParser((root / "report" / "report.html").read_text(encoding="utf-8"))
    (row,) = (row for row in page.css("tbody tr") if path in row.css("th")[0].text())
    return " ".join(row.text(separator=" ").split())


def test_each_page_has_its_review_its_sources_and_its_findings(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": about_page("We can't see [you](nowhere.md).")})

    assert report(root).code == 0

    symptoms = row_of(root, SYMPTOMS)
    assert "topic en published current 2028-05-14" in symptoms
    assert "1 (only one: look for a second)" in symptoms
    assert symptoms.endswith("none")
    about = row_of(root, "content/en/about.md")
    assert "errors: 1, warnings: 0" in about
    assert "[broken-link]" in about


def test_drafts_translations_and_edits_are_said(make_site: MakeSite) -> None:
    config = minimal_config(("names:\n", "names:\n    es: {name: Español}\n"))
    files = {
        "config.yaml": config,
        "content/es/index.md": minimal_page("index.md"),
        "content/en/about.md": about_page("Hello.", "draft: yes\n"),
        SYMPTOMS: minimal_page("sciatica/symptoms.md", ("burning", "icy")),
    }
    root = make_site(files=files)

    report(root)

    assert "page en draft" in row_of(root, "content/en/about.md")
    assert "edited" in row_of(root, SYMPTOMS)
    assert "not in es" in row_of(root, SYMPTOMS)
    assert "published es errors" in row_of(root, "content/en/index.md")


def test_what_changed_since_it_was_translated_is_shown(make_site: MakeSite) -> None:
    root = make_site()
    in_two_languages(root)
    front = "translation:\n  translator: Eva Example\n  method: person\n"
    spanish = about_page("Ayudamos a personas con dolor de espalda.", front).replace("Who we are", "Quiénes somos")
    write_files(root, {"content/es/about.md": spanish.replace("About us", "Nosotros")})
    run_plainleaf("translations", "--record", "--root", root, "--as-of", DAY)
    report(root)
    before = (root / "report/report.html").read_text("utf-8")
    english = (root / "content/en/about.md").read_text("utf-8")
    write_files(root, {"content/en/about.md": english.replace("back pain", "leg & foot pain")})

    report(root)

    shown = (root / "report/report.html").read_text("utf-8")
    assert "content/es/about.md: stale" not in before
    assert "<pre>content/es/about.md: stale\n  content/en/about.md:6: paragraph: " in shown
    assert "leg &amp; foot pain" in shown


def test_a_language_without_word_lists_is_said(make_site: MakeSite) -> None:
    config = minimal_config(("names:\n", "names:\n    fr: {name: Français}\n"))
    said = "The words of the pages in fr were not checked"

    files = {"config.yaml": config, "content/fr/index.md": minimal_page("index.md")}
    with_french = make_site(files=files)
    report(with_french)
    shown = (with_french / "report" / "report.html").read_text(encoding="utf-8")
    with_lists = make_site(files={**files, "content/fr/words.yaml": "typos: {maladi: maladie}\n"})
    report(with_lists)

    assert said in shown
    assert "content/fr/words.yaml" in shown
    assert said not in (with_lists / "report" / "report.html").read_text(encoding="utf-8")


def test_a_long_page_has_a_grade(make_site: MakeSite) -> None:
    text = "\n\n".join(["Walk a bit each day. Sit less. Ask us when you are not sure."] * 12)
    root = make_site(files={"content/en/about.md": about_page(text)})

    report(root)

    assert "published 3.1 none" in row_of(root, "content/en/about.md")


def test_what_people_wrote_cannot_become_html(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": about_page("Hello.").replace("About us", "'<script>a</script>'")})

    report(root)

    assert "<script>a" not in (root / "report" / "report.html").read_text(encoding="utf-8")
    assert "<script>a</script>" in row_of(root, "content/en/about.md")


def test_the_calendar_has_the_reviews_of_pages_on_the_site(make_site: MakeSite, tmp_path: Path) -> None:
    draft = minimal_page("sciatica/symptoms.md", ("title: Symptoms", "title: Symptoms\ndraft: yes"))
    root = make_site(files={SYMPTOMS: draft})

    run = report(root, "--out", tmp_path / "elsewhere")

    assert run.code == 0
    calendar = (tmp_path / "elsewhere" / "reviews.ics").read_bytes().decode()
    assert calendar.count("DTSTART;VALUE=DATE:20280514") == 2


def test_a_report_is_no_part_of_the_site(make_site: MakeSite) -> None:
    root = make_site()
    report(root)

    run = build_folder(root)

    assert run.problems == []
    assert not [*(root / "public").rglob("report*"), *(root / "public").rglob("*.ics")]


@pytest.mark.parametrize("folder", ["public", "content/en", "static/report"])
def test_a_report_is_not_written_where_it_could_be_published(folder: str, make_site: MakeSite) -> None:
    root = make_site()

    run = report(root, "--out", root / folder)

    assert run.code == 2
    assert "could be published" in run.stderr
    assert not (root / folder / "report.html").exists()


def test_a_folder_that_cannot_be_made_is_said(make_site: MakeSite) -> None:
    root = make_site()

    run = report(root, "--out", root / "config.yaml" / "report")

    assert run.code == 2
    assert "cannot be written" in run.stderr
