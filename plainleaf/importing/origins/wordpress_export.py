"""WordPress's export file (WXR), read item by item, so that memory stays flat and entities are refused.

Comments are never read: what patients wrote there is theirs. Neither are authors, whose names are data of people too.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.sax import SAXException as BrokenXmlError
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl, Locator

from msgspec import Struct

from plainleaf.input.opening import open_inside
from plainleaf.problems import Place, Report

EXPORT = "://wordpress.org/export/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
# Of an item, only these are read; `encoded` is its text or its excerpt.
ITEM_NAMES = (
    "title", "link", "post_id", "post_type", "status", "post_name", "post_parent", "menu_order", "post_date",
    "attachment_url", "post_password", "meta_key", "meta_value", "encoded",
)  # fmt: skip
SKIPPED = ("comment", "commentmeta", "author", "creator", "term", "category", "tag")
MAX_CHARACTERS = 5_000_000
# What an entry of a menu has as its category: the menu.
MENU = "nav_menu"


class Item(Struct, frozen=True):
    """One item: its values by name, its meta values by key, and the line on which its text begins."""

    values: Mapping[str, str]
    meta: Mapping[str, str]
    line: int

    def get(self, name: str) -> str:
        """A value without white space at either end."""
        return self.values.get(name, "").strip()


class Export(Struct, frozen=True):
    """What an export file holds: the site's title, address, tagline and language, and its items."""

    title: str
    address: str
    items: tuple[Item, ...]
    tagline: str = ""
    language: str = ""


class _Reader(ContentHandler):
    """Gathers items; the parser asks for such a class. `skipped` is how deep it is inside something to skip."""

    # ruff: noqa: ARG002 - the parser passes them

    def __init__(self) -> None:
        super().__init__()
        self.items: list[Item] = []
        self.site: dict[str, str] = {}
        self.values: dict[str, str] | None = None
        self.meta: dict[str, str] = {}
        self.text: list[str] = []
        self.line = self.size = self.skipped = 0
        self.locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - the parser's name
        self.locator = locator

    def startElementNS(  # noqa: N802 - the parser's name
        self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        space, local = name
        self.text, self.size = [], 0
        if self.values is not None and local == "category" and attrs.get((None, "domain")) == "nav_menu":
            self.values[MENU] = attrs.get((None, "nicename"), "")
        if self.skipped or (self.values is not None and local in SKIPPED):
            self.skipped += 1
        elif local == "item":
            self.values, self.meta, self.line = {}, {}, self._here()
        elif local == "encoded" and space == CONTENT:
            self.line = self._here()

    def _here(self) -> int:
        return (self.locator.getLineNumber() or 1) if self.locator else 1

    def characters(self, content: str) -> None:
        self.size += len(content)
        if not self.skipped and self.size <= MAX_CHARACTERS:
            self.text.append(content)

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802 - the parser's name
        space, local = name
        words, self.text = "".join(self.text), []
        if self.skipped:
            self.skipped -= 1
        elif self.values is None:
            if local in ("title", "base_blog_url", "link", "description", "language"):
                self.site.setdefault(local, words.strip())
        elif local == "item":
            self.items.append(Item(self.values, self.meta, self.line))
            self.values = None
        elif local == "meta_value":
            self.meta[self.values.get("meta_key", "")] = words
        elif local == "encoded":
            self.values["content" if space == CONTENT else "excerpt"] = words
        elif local in ITEM_NAMES and (local in ("title", "link") or EXPORT in (space or "")):
            self.values[local] = words


def read_export(folder: Path, path: str, report: Report) -> Export | None:
    """The items of an export file; None after reporting why it cannot be read."""
    # Imported here: nothing else of an import needs it.
    from defusedxml.common import DefusedXmlException as EntityError
    from defusedxml.sax import make_parser

    reader = _Reader()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(reader)
    try:
        with open_inside(folder, path) as stream:
            parser.parse(stream)
    except EntityError:
        message = "this file defines entities, which no export of WordPress does, so it was not read"
        report.add(Place(path), "not-carried", message, "Export again: in WordPress, Tools, Export, All content.")
        return None
    except BrokenXmlError as error:
        line, column = _place_of(error)
        message = "this file is not a whole export of WordPress, and was not read from here on"
        report.add(Place(path, line, column), "not-carried", message, "Export again: in WordPress, Tools, Export.")
    except OSError as error:
        report.add(Place(path), "unreadable", f"this file cannot be read: {error.strerror}", "Change its permissions.")
        return None
    site = reader.site
    address = site.get("base_blog_url") or site.get("link", "")
    return Export(
        site.get("title", ""), address, tuple(reader.items), site.get("description", ""), site.get("language", "")
    )


def _place_of(error: BrokenXmlError) -> tuple[int, int]:
    line = getattr(error, "getLineNumber", lambda: 1)() or 1
    return line, (getattr(error, "getColumnNumber", lambda: 0)() or 0) + 1
