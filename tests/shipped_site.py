"""The site that ships with plainleaf, built once and read as a patient's browser reads it: texts, links, structure."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from plainleaf.state.work_folder import work_folder_of
from tests.site_tools import CHECKOUT, Run, build_folder

ADDRESS = "https://juniper-ridge.example"
# No day in the content of the shipped site is later.
DAY = "2026-12-01"
PARTS_OF_THE_SITE = ("content", "static", "templates")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Words on both sides of one of these belong together; every other element starts a new line.
INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time"}
UNSEEN = {"script", "style", "title"}


class Element(Struct, frozen=True):
    """An element: its attributes, the text in it, and which part of the page's elements and text it spans."""

    name: str
    attributes: MappingProxyType[str, str]
    text: str
    order: int
    last: int
    begin: int
    end: int

    def __getitem__(self, attribute: str) -> str:
        """An attribute, or an empty text."""
        return self.attributes.get(attribute, "")

    def matches(self, selector: str) -> bool:
        """Whether it is 'name', '.class' or 'name.class'."""
        name, _, wanted = selector.partition(".")
        return (not name or name == self.name) and (not wanted or wanted in self["class"].split())


class Page(Struct, frozen=True, dict=True):
    """A page of the built site: its address below the site, what the reader sees, and every element in order."""

    address: str
    source: str
    text: str
    title: str
    elements: tuple[Element, ...]

    def find(self, selector: str, within: Element | None = None) -> list[Element]:
        """The elements that match 'name', '.class' or 'name.class', in their order."""
        where = self.elements if within is None else self.elements[within.order + 1 : within.last + 1]
        return [element for element in where if element.matches(selector)]

    def one(self, selector: str, within: Element | None = None) -> Element:
        """The only element that matches."""
        found = self.find(selector, within)
        assert len(found) == 1, f"{self.address} has {len(found)} of {selector}"
        return found[0]

    @cached_property
    def main(self) -> Element:
        """The main landmark."""
        return self.one("main")

    @cached_property
    def footer(self) -> Element:
        """The landmark that ends every page."""
        return self.find("footer")[-1]

    @cached_property
    def headings(self) -> list[Element]:
        """The headings of all levels."""
        return [element for element in self.elements if element.name in ("h1", "h2", "h3", "h4", "h5", "h6")]

    @cached_property
    def links(self) -> list[str]:
        """The targets of the links in the main landmark."""
        return self.links_in(self.main)

    @cached_property
    def meta(self) -> dict[str, str]:
        """The page's meta elements that have a name or a property."""
        return {each["name"] or each["property"]: each["content"] for each in self.find("meta")}

    @cached_property
    def kind(self) -> str:
        """The kind of page, from the body's class."""
        return self.one("body")["class"].split()[0].removeprefix("kind-")

    @cached_property
    def graph(self) -> list[dict[str, Any]]:
        """The structured data, or an empty list."""
        start = '<script type="application/ld+json">'
        if start not in self.source:
            return []
        graph: list[dict[str, Any]] = json.loads(self.source.split(start)[1].split("</script>")[0])["@graph"]
        return graph

    def links_in(self, element: Element) -> list[str]:
        """The targets of the links inside an element."""
        return [link["href"] for link in self.find("a", element)]

    def section(self, heading: str) -> str:
        """The text below the first heading that holds these words, up to the next heading of its level or above."""
        start = next((each for each in self.headings if heading.lower() in each.text.lower()), None)
        assert start, f"{self.address} has no heading with '{heading}': {[each.text for each in self.headings]}"
        after = (each.begin for each in self.headings if each.order > start.order and each.name <= start.name)
        return self.text[start.end : next(after, self.main.end)].strip()

    def node(self, kind: str) -> dict[str, Any]:
        """The first thing of a type in the structured data."""
        return next(node for node in self.graph if node["@type"] == kind)


class ShippedSite(Struct, frozen=True):
    """The built site: its folder, how the build went, its pages by their address, and where old addresses lead."""

    folder: Path
    run: Run
    pages: dict[str, Page]
    moved: dict[str, str]

    def __iter__(self) -> Iterator[Page]:
        """The pages in English, whose words the tests know."""
        return (page for page in self.every() if page.elements[0]["lang"] == "en")

    def every(self) -> Iterator[Page]:
        """The pages in all languages."""
        return iter(self.pages.values())

    def __getitem__(self, address: str) -> Page:
        """A page by its address, such as '/sciatica/'."""
        return self.pages[address]

    def original_of(self, address: str) -> str:
        """The address of the page that a page translates; its own, if it is an original."""
        links = self[address].find("link")
        return next((link["href"].removeprefix(ADDRESS) for link in links if link["hreflang"] == "en"), address)

    def of_kind(self, *kinds: str) -> list[Page]:
        """The pages of some kinds, such as 'treatment': some of each, since a test of none would test nothing."""
        pages = [page for page in self if page.kind in kinds]
        assert {page.kind for page in pages} == set(kinds), f"the site has no page of some of these kinds: {kinds}"
        return pages


class _PageReader(HTMLParser):
    """Collects the text and the elements of one page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces = [""]
        self.length = 0
        self.title = ""
        self.open: list[tuple[str, dict[str, str], int, int]] = []
        self.closed: list[Element] = []
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break_line(tag)
        self.open.append((tag, {name: text or "" for name, text in attrs}, self.count, self.length))
        self.count += 1
        if tag in VOID:
            self._close()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1][0] == tag, f"</{tag}> closes <{self.open[-1][0]}> in {self.getpos()}"
        self._close()
        self._break_line(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] == "title":
            self.title = self.title or data
        if not UNSEEN.intersection(name for name, *_ in self.open):
            self._add(data)

    def _add(self, data: str) -> None:
        # White space is collapsed, as in a browser, so that a text of several words can be found.
        text = " ".join(f"-{data}-".split())[1:-1]
        if self.pieces[-1].endswith(" ") or not self.length:
            text = text.removeprefix(" ")
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def _break_line(self, tag: str) -> None:
        if tag not in INLINE:
            self._add(" ")

    def _close(self) -> None:
        name, attributes, order, begin = self.open.pop()
        span = (order, self.count - 1, begin, self.length)
        self.closed.append(Element(name, MappingProxyType(attributes), "", *span))


def read_page(address: str, source: str) -> Page:
    """A page from its HTML. Raises AssertionError where elements are not closed in their order."""
    reader = _PageReader()
    reader.feed(source)
    reader.close()
    text = "".join(reader.pieces)
    elements = (
        Element(each.name, each.attributes, text[each.begin : each.end].strip(), *_span(each))
        for each in sorted(reader.closed, key=lambda element: element.order)
    )
    return Page(address, source, text, reader.title, tuple(elements))


def _span(element: Element) -> tuple[int, int, int, int]:
    return element.order, element.last, element.begin, element.end


def read_site(run: Run) -> ShippedSite:
    """Every HTML file of a build, by its address."""
    files = sorted(run.out.rglob("*.html"))
    addresses = (f"/{file.relative_to(run.out).as_posix()}".removesuffix("index.html") for file in files)
    read = [read_page(address, file.read_text("utf-8")) for address, file in zip(addresses, files, strict=True)]
    pages = {page.address: page for page in read}
    moved = {page.address: page.links[0].removeprefix(ADDRESS) for page in read if leads_on(page)}
    return ShippedSite(run.out, run, {at: page for at, page in pages.items() if at not in moved}, moved)


def leads_on(page: Page) -> bool:
    """Whether a page only leads to another one."""
    return any(each["http-equiv"] == "refresh" for each in page.find("meta"))


def build_shipped_site(out: Path, *more: str, as_of: str = DAY, root: Path = CHECKOUT) -> Run:
    """Build the shipped site, or a copy of it at `root`, into another folder."""
    return build_folder(root, *more, as_of=as_of, out=out)


def build_on_another_day(site: ShippedSite, out: Path, day: str) -> Run:
    """Build the shipped site for a later or an earlier day, from what the build of all tests left.

    What the day does not change is linked there. A build never writes into a file that it has published.
    """
    shutil.copytree(site.folder, out, copy_function=os.link)
    shutil.copytree(work_folder_of(site.folder), work_folder_of(out))
    return build_shipped_site(out, as_of=day)


def copy_site(folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy of the shipped site in a new folder, with texts of its config.yaml replaced."""
    for part in PARTS_OF_THE_SITE:
        shutil.copytree(CHECKOUT / part, folder / part)
    config = (CHECKOUT / "config.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in config, f"config.yaml does not hold {old!r}"
        config = config.replace(old, new, 1)
    (folder / "config.yaml").write_text(config, "utf-8")
    return folder


def build_sending_site(folder: Path) -> None:
    """Build the shipped site with a booking form that is sent and its form pack, into out/ of a folder."""
    changes = (("agreement: demonstration", "agreement: yes"), ("qr_codes: yes", "form_packs: yes"))
    run = build_shipped_site(folder / "out", root=copy_site(folder / "root", *changes))
    assert run.code == 0, run.problems


def missing(text: str, phrases: Iterable[str]) -> list[str]:
    """The phrases that are not in a text, ignoring case and the shape of quotes."""
    plain = text.lower().replace("’", "'")
    return [phrase for phrase in phrases if phrase.lower() not in plain]
