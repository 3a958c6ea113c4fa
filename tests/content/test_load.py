"""Load: files become values, and what cannot be read is reported."""

from __future__ import annotations

from pathlib import Path

from plainleaf.content.load import load
from plainleaf.content.read import read
from plainleaf.content.sources import Source, find_sources, read_source_text, split_source
from plainleaf.problems import Report
from tests.site_tools import MakeSite, minimal_config, rules


def read_source(root: Path, page: str, report: Report) -> Source:
    """What the file of a page says."""
    (file,) = (file for file in find_sources(root, ("en",), report) if file.page == page)
    read = read_source_text(root, file, report)
    assert read is not None
    source = split_source(file, read.text, report)
    assert source is not None
    return source


def test_a_source_has_its_front_matter_its_prose_and_the_line_where_that_begins(
    make_site: MakeSite, report: Report
) -> None:
    root = make_site()

    source = read_source(root, "sciatica/get-help.md", report)

    lines = (root / source.file.path).read_text(encoding="utf-8").split("\n")
    assert source.file.language == "en"
    assert source.prose == "\n".join(lines[source.prose_line - 1 :])
    assert lines[source.prose_line - 2] == "---"


def test_a_line_of_hyphens_in_the_prose_does_not_end_the_front_matter(make_site: MakeSite, report: Report) -> None:
    text = "---\ntitle: A\nsummary: B\n---\n\nOne.\n\n---\n\nTwo.\n"

    source = read_source(make_site(files={"content/en/about.md": text}), "about.md", report)

    assert "One." in source.prose
    assert "Two." in source.prose
    assert report.problems == []


def test_windows_line_ends_and_spaces_after_the_hyphens_are_fine(make_site: MakeSite, report: Report) -> None:
    text = b"\xef\xbb\xbf---  \r\ntitle: A\r\nsummary: B\r\n---\t\r\n\r\nOne.\r\n"

    source = read_source(make_site(files={"content/en/about.md": text}), "about.md", report)

    assert report.problems == []
    assert source.prose == "\nOne.\n"


def test_a_page_may_have_no_prose(make_site: MakeSite, report: Report) -> None:
    inputs = load(make_site(files={"content/en/about.md": "---\ntitle: A\nsummary: B\n---"}), report)

    assert inputs is not None
    assert report.problems == []


def test_loading_accepts_empty_front_matter(make_site: MakeSite, report: Report) -> None:
    load(make_site(files={"content/en/about.md": "---\n---\n"}), report)

    assert report.problems == []


def test_every_unreadable_source_is_reported_in_one_run(make_site: MakeSite, report: Report) -> None:
    files: dict[str, str | bytes] = {
        "content/en/a.md": "no",
        "content/en/b.md": b"\xff",
        "content/en/c.md": "---\na: [\n---\n",
    }

    inputs = load(make_site(files=files), report)
    assert inputs is not None
    read(inputs, report)

    assert rules(report) == ["no-front-matter", "not-utf8", "yaml-syntax"]


def test_the_address_can_be_replaced_while_a_site_is_edited(make_site: MakeSite, report: Report) -> None:
    inputs = load(make_site(), report, address="http://127.0.0.1:8000/")

    assert inputs is not None
    assert inputs.settings.address == "http://127.0.0.1:8000/"


def test_a_site_may_reword_interface_texts_one_by_one(make_site: MakeSite, report: Report) -> None:
    inputs = load(make_site(files={"templates/words/en.yaml": "skip: Go to the text\n"}), report)

    assert inputs is not None
    assert inputs.interface_texts["en"]["skip"] == "Go to the text"
    assert inputs.interface_texts["en"]["menu_label"] == "Main menu"


def test_files_of_undeclared_languages_are_reported_and_not_read(make_site: MakeSite, report: Report) -> None:
    inputs = load(make_site(files={"content/xx/a.md": "no front matter"}), report)

    assert inputs is not None
    assert {source.language for source in inputs.sources} == {"en"}
    assert rules(report) == ["outside-language"]


def test_a_second_language_has_pages_of_its_own_at_the_same_paths(make_site: MakeSite, report: Report) -> None:
    config = minimal_config(("    en: {name: English}\n", "    en: {name: English}\n    es: {name: Español}\n"))
    page = "---\ntitle: Inicio\nsummary: Hola.\n---\n"

    inputs = load(make_site(files={"config.yaml": config, "content/es/index.md": page}), report)

    assert inputs is not None
    assert {(source.language, source.page) for source in inputs.sources} >= {("en", "index.md"), ("es", "index.md")}


def test_the_preview_has_a_gallery_for_staff_though_the_published_site_has_none(
    make_site: MakeSite, report: Report
) -> None:
    root = make_site()

    assert load(root, report).examples is None
    assert load(root, report, address="http://127.0.0.1:8000").examples is not None
