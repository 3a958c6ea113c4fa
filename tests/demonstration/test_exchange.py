"""What is in the XLIFF of the shipped pages, and that each of their texts comes back as it was."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from plainleaf.command.site_read import SiteRead, read_site
from plainleaf.command.translating.xliff.bring_back import import_file
from plainleaf.command.translating.xliff.document import Pair, decode, pair, read_document
from plainleaf.command.translating.xliff.export import export_page
from plainleaf.command.translating.xliff.read import read_xliff
from plainleaf.command.translating.xliff.targets import check_source, read_target
from plainleaf.command.translating.xliff.write import Heading, make_xliff
from plainleaf.options import Options
from plainleaf.problems import Report
from tests.site_tools import CHECKOUT, bytes_below

CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
SET = "content/en/red-flags/after-surgery.yaml"


def test_the_file_has_notes_a_glossary_and_the_length_of_titles(tmp_path: Path) -> None:
    site = shipped_site(tmp_path)
    pairs = pairs_of(site, "content/en/sciatica/symptoms.md")
    heading = Heading("content/en/sciatica/symptoms.md", "en", "es", "Translate.")
    terms = list(zip(site.inputs.terms["en"], site.inputs.terms["es"], strict=True))

    root = ElementTree.fromstring(make_xliff(heading, pairs, terms))

    units = {each.get("id"): each for each in root.iter(f"{CORE}unit")}
    title = units["f.title"]
    assert title.get("{urn:oasis:names:tc:xliff:sizerestriction:2.0}sizeRestriction") == "60"
    assert "At most 60 characters." in [note.text for note in title.iter(f"{CORE}note")]
    terms_named = {each.text for each in root.iter("{urn:oasis:names:tc:xliff:glossary:2.0}translation")}
    assert {"síndrome de la cauda equina", "dermatoma"} <= terms_named
    notes = [note.text or "" for note in root.iter(f"{CORE}note")]
    assert any(note == "A list item below the heading 'What sciatica feels like'." for note in notes)
    ids = [data.get("id") for data in units["b11"].iter(f"{CORE}data")]
    assert len(ids) == len(set(ids))


@pytest.mark.matrix
def test_every_translation_of_the_shipped_site_goes_out_and_comes_back_without_a_changed_byte(tmp_path: Path) -> None:
    root = tmp_path / "root"
    site = shipped_site(root)
    options, before = Options(root, root / "public", None), bytes_below(root / "content")
    translations = [page for page in site.pages.pages if page.language == "es"]
    file = tmp_path / "page.xlf"

    for page in translations:
        assert export_page(options, page.page, "es", file) == 0, page.path
        assert import_file(options, file, "") == 0, page.path
        file.unlink()

    assert len(translations) > 50
    assert bytes_below(root / "content") == before


@pytest.mark.matrix
def test_every_page_of_the_shipped_site_comes_back_with_its_translation_and_without(tmp_path: Path) -> None:
    site = shipped_site(tmp_path)
    paths = [page.path for page in site.pages.pages if page.language == "en"]
    paths += [SET, SET.replace("after-surgery", "cauda-equina")]
    count = 0
    for path in paths:
        pairs = pairs_of(site, path)
        file = tmp_path / "page.xlf"
        file.write_bytes(make_xliff(Heading(path, "en", "es", ""), pairs, ()))
        texts = read_xliff(file).texts
        for each in pairs:
            assert check_source(each, texts[each.id]), (path, each.id)
            if each.twin is not None:
                assert read_target(each, texts[each.id]) == each.twin.words, (path, each.id)
                count += 1
        alone = [Pair(each.id, each.unit, each.unit) for each in pairs]
        file.write_bytes(make_xliff(Heading(path, "en", "en-GB", ""), alone, ()))
        texts = read_xliff(file).texts
        assert all(read_target(each, texts[each.id]) == each.unit.words for each in alone)
    assert count > 2000


def shipped_site(folder: Path) -> SiteRead:
    """The shipped site, read."""
    for name in ("content", "static", "templates"):
        shutil.copytree(CHECKOUT / name, folder / name)
    shutil.copy(CHECKOUT / "config.yaml", folder)
    return read_site(Options(folder, folder / "public", None), Report())


def pairs_of(site: SiteRead, path: str) -> tuple[Pair, ...]:
    """The texts of a page with those of its Spanish translation."""
    other = path.replace("content/en/", "content/es/")
    documents = (read_document(site, each, decode((site.inputs.root / each).read_bytes())) for each in (path, other))
    return pair(*documents)
