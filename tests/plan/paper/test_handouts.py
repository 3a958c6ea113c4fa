"""Hand-outs: the PDF files of a page hold its own words, and are tagged for people who cannot see them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from ctypes.util import find_library
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import PdfObject

from tests.site_tools import BuildSite, MakeSite, Run, build_folder, lay_minimal, minimal_page, write_files

pytestmark = pytest.mark.skipif(
    find_library("pango-1.0") is None and "PLAINLEAF_REQUIRE_BROWSER" not in os.environ,
    reason="there is no Pango: install Debian's packages libpango-1.0-0 and libpangoft2-1.0-0",
)

SYMPTOMS, HELP = "sciatica/symptoms.md", "sciatica/get-help.md"
EDITIONS = ("handout.pdf", "handout-large-print.pdf")
ASKS = ("kind: topic\n", "kind: topic\nhandout: yes\n")
PAGES = {f"content/en/{name}": minimal_page(name, ASKS) for name in (SYMPTOMS, HELP)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The minimal site with hand-outs of two pages."""
    root = tmp_path_factory.mktemp("handouts") / "site"
    lay_minimal(root)
    write_files(root, PAGES)
    run = build_folder(root)
    assert run.problems == []
    return run


def read(run: Run, page: str, edition: str) -> PdfReader:
    """A hand-out of a page, by the page's folder."""
    return PdfReader(run.out / page / edition)


def text_of(pdf: PdfReader) -> str:
    """All text of a PDF, with one space between its words."""
    return " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())


def tags_of(node: PdfObject | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The elements of a structure tree, in order: the tag of each, and all that it holds."""
    node = node.get_object() if node is not None else None
    if isinstance(node, list):
        for part in node:
            yield from tags_of(part)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"]), node
        yield from tags_of(node.get("/K"))


@pytest.mark.parametrize("edition", EDITIONS)
def test_red_flags_phones_and_dates_are_those_of_the_page(edition: str, built: Run) -> None:
    page = (built.out / "sciatica/get-help/index.html").read_text("utf-8")
    card = re.search(r'<div class="care-card.*?</ul>', page, re.DOTALL)
    assert card
    signs = re.findall(r"<li>(.*?)</li>", card.group())
    phones = re.findall(r'href="tel:[^"]*">([^<]+)<', page)
    days = re.findall(r"<time[^>]*>([^<]+)</time>", page)

    text = text_of(read(built, "sciatica/get-help", edition))

    assert signs == ["your legs get weak", "you cannot pee"]
    assert {"313-555-0100", "911"} <= set(phones)
    assert len(days) >= 2
    assert [words for words in (*signs, *phones, *days) if words not in text] == []
    assert text.index("Call 911 if:") < text.index(signs[0]) < text.index("Signs that cannot wait.")


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_hand_out_is_tagged_for_screen_readers(edition: str, built: Run) -> None:
    pdf = read(built, "sciatica/symptoms", edition)
    catalog: Any = pdf.trailer["/Root"]

    tags = list(tags_of(catalog["/StructTreeRoot"]["/K"]))

    names = [name for name, _ in tags]
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert 'pdfuaid:part="1"' in catalog["/Metadata"].get_data().decode()
    assert pdf.metadata and pdf.metadata.title == "Symptoms – Small Clinic"
    assert [name for name in names if re.fullmatch("/H[1-6]", name)][:2] == ["/H1", "/H2"]
    assert {"/L", "/LI", "/LBody", "/P", "/Link"} <= set(names)
    assert [node["/Alt"] for name, node in tags if name == "/Figure"] == ["A line runs from the back to the foot."]


@pytest.mark.parametrize(("edition", "least"), [(EDITIONS[0], 13), (EDITIONS[1], 18)])
def test_text_is_large_enough(edition: str, least: int, built: Run) -> None:
    sizes: dict[str, float] = {}

    def look(text: str, current: list[float], matrix: list[float], _: object, size: float) -> None:
        if text.strip():
            sizes.setdefault(text.strip(), round(size * abs(matrix[0]) * abs(current[0]), 1))

    for sheet in read(built, "sciatica/symptoms", edition).pages:
        sheet.extract_text(visitor_text=look)

    # WeasyPrint writes sizes in pixels. The number of a sheet may be smaller.
    small = {text: size for text, size in sizes.items() if size < least - 0.1 and not re.match(r"\d+ / \d+", text)}
    assert sizes
    assert small == {}


def test_a_page_links_to_its_hand_outs(built: Run) -> None:
    page = (built.out / "sciatica/symptoms/index.html").read_text("utf-8")

    links = re.findall(r'<a href="/(sciatica/symptoms/[^"]*\.pdf)"[^>]*>([^<]*)</a>', page)

    assert links == [
        ("sciatica/symptoms/handout.pdf", "Symptoms (PDF)"),
        ("sciatica/symptoms/handout-large-print.pdf", "Symptoms, in large print (PDF)"),
    ]
    assert ".pdf" not in (built.out / "about/index.html").read_text("utf-8")


def test_a_hand_out_is_made_again_only_when_its_page_changes(
    built: Run, make_site: MakeSite, build_site: BuildSite
) -> None:
    root = make_site(files=PAGES)
    first = build_site(root)
    files = {page: first.out / page / EDITIONS[0] for page in ("sciatica/symptoms", "sciatica/get-help")}
    inodes = {page: file.stat().st_ino for page, file in files.items()}
    # The same page gives the same bytes, wherever and whenever it is built.
    assert all(file.read_bytes() == (built.out / page / EDITIONS[0]).read_bytes() for page, file in files.items())
    changed = minimal_page(SYMPTOMS, ASKS, ("Pain, or a burning", "Pain, or a stinging"))
    (root / "content/en" / SYMPTOMS).write_text(changed, "utf-8")

    again = build_site(root)

    assert "stinging" in text_of(read(again, "sciatica/symptoms", EDITIONS[0]))
    changed_files = [page for page, file in files.items() if file.stat().st_ino != inodes[page]]
    assert changed_files == ["sciatica/symptoms"]
