"""The site that ships: it builds without a word, the same each time, and every page, link and file is in order."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path, PurePosixPath

import pytest

from tests.browser.served_site import FOLDER as NAME_OF_FOLDER
from tests.browser.served_site import HOST, build_site
from tests.examples import few
from tests.shared_folders import share
from tests.shipped_site import ADDRESS, DAY, ShippedSite, build_on_another_day, build_shipped_site, copy_site, read_site
from tests.site_tools import Run, bytes_below

ATOM = "{http://www.w3.org/2005/Atom}"
# These are looked for under one name, by people, robots or hosts.
PLAIN_NAMES = {
    "404.html", "_headers", "_redirects", "favicon.ico", "feed.xml", "manifest.webmanifest", "review.json",
}  # fmt: skip
FOLDER = f"/{NAME_OF_FOLDER}/"
# No clinician has reviewed the decision aids and the warnings about medicines on these pages, and the pages say so.
UNREVIEWED = {f"content/en/sciatica/{name}.md" for name in ("pregnancy-teens-and-older-people", "self-care")}
MEDICINES = ("medicines-you-can-buy", "prescription-medicines")
UNREVIEWED |= {f"content/en/sciatica/treatments/{name}.md" for name in ("epidural-injection", "surgery", *MEDICINES)}
UNREVIEWED |= {"content/en/sciatica/surgery-or-wait.md"}
EDITED = "edited-since-review"
# Nor has any clinician who speaks Spanish approved the signs.
UNAPPROVED = {"content/es/red-flags/after-surgery.yaml", "content/es/red-flags/cauda-equina.yaml"}


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> ShippedSite:
    """The site built for an address with a folder at its end, as the browser tests have it."""
    folder = share(tmp_path_factory, "served", build_site) / HOST / NAME_OF_FOLDER
    return read_site(Run(0, [], "", "", folder))


def test_the_site_builds_without_an_error_and_warns_only_of_what_nobody_has_reviewed(shipped: ShippedSite) -> None:
    assert {(problem["path"], problem["rule"]) for problem in shipped.run.problems} == {
        *((path, EDITED) for path in UNREVIEWED),
        *((path, "not-approved") for path in UNAPPROVED),
    }
    assert shipped.run.code == 0
    assert shipped.run.stderr == ""


@pytest.mark.parametrize(
    ("day", "rules"),
    few(
        [
            ("2026-12-01", set()),
            ("2031-11-21", {"alert-expired", "evidence-old", "review-lapsed"}),
            ("2027-06-01", {"alert-expired"}),
        ],
        quick=2,
    ),
)
def test_later_days_bring_warnings_and_no_errors(
    day: str, rules: set[str], shipped: ShippedSite, tmp_path: Path
) -> None:
    run = build_on_another_day(shipped, tmp_path / "out", day)

    assert run.code == 0
    assert set(run.rules) - {"review-due-soon", EDITED, "not-approved"} == rules
    assert {problem["severity"] for problem in run.problems} <= {"warning"}
    home = (run.out / "index.html").read_text("utf-8")
    assert ("Cough or fever? Call first" in home) == ("alert-expired" not in rules)


def test_a_late_review_or_an_old_alert_stops_the_build_where_the_clinic_says_so(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "root", ("stale: warning", "stale: error"))

    run = build_shipped_site(tmp_path / "out", root=root, as_of="2031-11-21")

    assert run.code == 1
    errors = Counter(problem["rule"] for problem in run.problems if problem["severity"] == "error")
    assert errors == {"review-lapsed": 26, "alert-expired": 2}


@pytest.mark.parametrize(
    ("day", "options"),
    few([("2026-12-02", ["--clean", "--jobs", "2"]), (DAY, ["--clean", "--jobs", "2"]), (DAY, ["--clean"])], 0),
)
def test_the_site_is_the_same_to_the_byte_however_and_whenever_it_is_built(
    day: str, options: list[str], shipped: ShippedSite, tmp_path: Path
) -> None:
    run = build_shipped_site(tmp_path, *options, as_of=day)

    assert bytes_below(run.out) == bytes_below(shipped.folder)


def test_below_a_folder_every_link_begins_with_it_and_leads_to_a_file_and_an_anchor(moved: ShippedSite) -> None:
    faults = [f"{page}: {link}" for page, link in _links_inside(moved) if not _leads_somewhere(page, link, moved)]

    assert faults == []


def test_the_same_holds_for_a_site_at_the_top_of_its_host(shipped: ShippedSite) -> None:
    links = {link for _, link in _links_inside(shipped) if not link.startswith("#")}

    assert len(links) > 90
    assert [link for link in links if not _file(link, shipped, "/").is_file()] == []


def _links_inside(site: ShippedSite) -> Iterator[tuple[str, str]]:
    """The address of a page with each thing of the site that it links or shows."""
    for page in site.every():
        for element in page.elements:
            for link in (element["href"], element["src"], element["poster"]):
                if link and not re.match(r"(https|tel|mailto):", link):
                    yield page.address, link


def _leads_somewhere(address: str, link: str, site: ShippedSite) -> bool:
    path, _, anchor = link.partition("#")
    if path and not (path.startswith(FOLDER) and _file(path, site, FOLDER).is_file()):
        return False
    target = site.pages.get(f"/{path.removeprefix(FOLDER)}" if path else address)
    return not anchor or (target is not None and any(element["id"] == anchor for element in target.elements))


def _file(link: str, site: ShippedSite, folder: str) -> Path:
    path = link.split("#")[0].removeprefix(folder)
    return site.folder / path / "index.html" if not path or path.endswith("/") else site.folder / path


def test_every_page_has_one_h1_and_skips_no_level_of_heading(shipped: ShippedSite) -> None:
    for page in shipped.every():
        # The alert, which is the same everywhere, is above the page's own heading.
        levels = [int(heading.name[1]) for heading in page.headings if heading.order > page.main.order]

        assert levels.count(1) == 1, page.address
        assert levels[0] == 1, page.address
        assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == [], page.address
        assert all(heading.text for heading in page.headings), page.address


def test_every_page_has_a_language_and_a_title_and_a_description_of_its_own(shipped: ShippedSite) -> None:
    named = [(page.elements[0]["lang"], page) for page in shipped.every()]
    texts = Counter((language, text) for language, page in named for text in (page.title, page.meta["description"]))

    assert {language for language, _ in named} == {"en", "es"}
    assert [text for text, count in texts.items() if count > 1 or not text[1]] == []
    for page in shipped.every():
        assert page.title.startswith(page.one("h1").text.split(",")[0]) or page.address == "/", page.address


def test_every_page_says_its_address_and_that_this_is_a_demonstration(shipped: ShippedSite) -> None:
    for page in shipped.every():
        assert page.one(".demo").text.startswith(("Demonstration.", "Demostración.")), page.address
        canonical = [link["href"] for link in page.find("link") if link["rel"] == "canonical"]
        assert canonical == [f"{ADDRESS}{page.address}"] * (page.kind != "not-found"), page.address


def test_no_page_has_style_or_script_of_its_own_or_anything_from_elsewhere(shipped: ShippedSite) -> None:
    for page in shipped.every():
        names = {name for element in page.elements for name in element.attributes}
        shown = [element[name] for element in page.elements for name in ("src", "poster", "srcset")]
        loaded = [link["href"] for link in page.find("link") if link["rel"] != "canonical" and not link["hreflang"]]

        assert [name for name in names if name == "style" or name.startswith("on")] == [], page.address
        scripts = [each for each in page.find("script") if each["type"] != "application/ld+json"]
        # The one script of the site is on pages with a form, and nothing is inside the element.
        assert len(scripts) == len(page.find(".form")), page.address
        assert [each for each in scripts if each.text or not each["src"].startswith("/scripts/form.")] == []
        policy = next(each["content"] for each in page.find("meta") if each["http-equiv"])
        assert ("script-src 'self'" in policy) == bool(scripts), page.address
        assert page.find("style") + page.find("iframe") == [], page.address
        assert [each for each in shown + loaded if each and not re.match(r"/[^/]|/$", each)] == [], page.address


def test_every_picture_has_a_text_alternative_and_its_size_and_ids_are_unique(shipped: ShippedSite) -> None:
    for page in shipped.every():
        for image in page.find("img"):
            assert "alt" in image.attributes, page.address
            assert int(image["width"]) > 0, page.address
            assert int(image["height"]) > 0, page.address
        ids = Counter(element["id"] for element in page.elements if element["id"])
        assert [each for each, count in ids.items() if count > 1] == [], page.address


@pytest.mark.parametrize(
    ("kind", "least"), [("treatment", 8), ("test", 4), ("person", 3), ("case-study", 1), ("service", 2), ("notice", 6)]
)
def test_the_site_has_enough_to_read(kind: str, least: int, shipped: ShippedSite) -> None:
    assert len(shipped.of_kind(kind)) >= least


def test_the_site_has_two_places_and_explains_forty_words_or_more(shipped: ShippedSite) -> None:
    glossary = shipped["/glossary/"]

    assert len(shipped["/locations/"].find(".location-card")) == 2
    assert len(glossary.find("dt", glossary.main)) >= 40


def test_a_demonstration_is_kept_out_of_search_engines(shipped: ShippedSite) -> None:
    robots = (shipped.folder / "robots.txt").read_text("utf-8")

    assert {page.meta.get("robots") for page in shipped.every()} == {"noindex"}
    assert "  X-Robots-Tag: noindex" in (shipped.folder / "_headers").read_text("utf-8").splitlines()
    # A robot must read a page to learn that it must not be indexed.
    assert robots.splitlines() == ["User-agent: *", "Allow: /"]
    assert not (shipped.folder / "sitemap.xml").exists()


def test_the_feed_is_atom_with_stable_ids_and_dates(shipped: ShippedSite) -> None:
    feed = ET.parse(shipped.folder / "feed.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")

    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == f"{ADDRESS}/"
    assert len(entries) > 5
    ids = [entry.findtext(f"{ATOM}id", "") for entry in entries]
    assert len({*ids}) == len(ids)
    assert [each for each in ids if each.removeprefix(ADDRESS) not in shipped.pages] == []
    days = [part.findtext(f"{ATOM}updated", "") for part in (feed, *entries)]
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\dT00:00:00Z", day) for day in days)
    assert days[0] == max(days[1:])


def test_the_manifest_names_icons_that_exist(shipped: ShippedSite) -> None:
    manifest = json.loads((shipped.folder / "manifest.webmanifest").read_text("utf-8"))

    assert (manifest["lang"], manifest["start_url"]) == ("en", "/")
    assert [icon for icon in manifest["icons"] if not (shipped.folder / icon["src"].lstrip("/")).is_file()] == []
    assert (shipped.folder / "favicon.ico").read_bytes()[:4] == b"\0\0\1\0"


def test_a_wrong_address_gets_a_page_that_leads_back(shipped: ShippedSite) -> None:
    assert {"/", "/a-to-z/", "tel:+13135550110"} <= set(shipped["/404.html"].links)


def test_the_headers_forbid_all_that_is_not_the_sites_own(shipped: ShippedSite) -> None:
    headers = (shipped.folder / "_headers").read_text("utf-8")

    assert "Content-Security-Policy: default-src 'none'" in headers
    assert "frame-ancestors 'none'" in headers
    assert not re.search(r"unsafe-|\*;|https?:", headers)
    assert re.findall(r"script-src [^;]*", headers) == ["script-src 'self'"]
    assert headers.startswith("/*\n  Content-Security-Policy")


def test_no_page_tells_another_site_where_a_reader_came_from(shipped: ShippedSite) -> None:
    assert {page.meta.get("referrer") for page in shipped.every()} == {"no-referrer"}


def test_old_addresses_lead_to_pages_and_no_link_of_ours_to_an_old_address(shipped: ShippedSite) -> None:
    linked = {link.partition("#")[0] for page in shipped.every() for link in page.links}

    assert shipped.moved["/es/sciatica/sintomas/"] == "/es/ciatica/sintomas/"
    assert set(shipped.moved.values()) <= shipped.pages.keys()
    assert linked & shipped.moved.keys() == set()
    folders = {at.split("/")[2] for at in shipped.pages if at.startswith("/es/")}
    assert folders & {"sciatica", "booking", "people", "services", "case-studies"} == set()


def test_files_that_browsers_may_keep_have_a_digest_in_their_names(shipped: ShippedSite) -> None:
    files = [PurePosixPath(name) for name in bytes_below(shipped.folder)]
    hashed = [file for file in files if file.suffix not in (".html", ".txt", ".xml") and file.name not in PLAIN_NAMES]

    assert len(hashed) > 30
    assert [str(file) for file in hashed if not re.fullmatch(r"[\w-]+\.[0-9a-f]{10}\.\w+", file.name)] == []


def test_a_term_says_that_it_is_one_and_its_explanation_leads_back_to_it(shipped: ShippedSite) -> None:
    pages = [page for page in shipped.every() if page.find("a.term")]

    assert len(pages) > 20
    for page in pages:
        terms = page.find("a.term")
        back = [link["href"] for word in page.find(".word") for link in page.find("a.footnote-backref", word)]
        assert {term["role"] for term in terms} == {"doc-glossref"}
        assert sorted(f"#{term['id']}" for term in terms) == sorted(back), page.address


def test_a_page_has_one_list_of_numbers_for_its_notes_and_sources(shipped: ShippedSite) -> None:
    pages = [page for page in shipped.every() if page.find("a.footnote-ref", page.main) and page.kind != "gallery"]

    assert len(pages) > 5
    for page in pages:
        items = page.find("li", page.one(".references"))
        for link in page.find("a.footnote-ref", page.main):
            assert items[int(link.text) - 1]["id"] == link["href"].removeprefix("#"), page.address


def test_reading_modes_find_the_author_and_the_days_of_a_page(shipped: ShippedSite) -> None:
    pages = shipped.of_kind("condition", "topic", "treatment", "test", "case-study")

    for page in pages:
        author, *_ = page.meta["author"].split(", ")
        assert author in page.one(".review").text
        if "edited after" not in page.one(".review-line").text:
            assert page.meta["article:published_time"] <= page.meta["article:modified_time"] <= DAY
