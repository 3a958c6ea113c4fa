"""Markdown to HTML by Python-Markdown with a short list of extensions, and nothing that lets raw HTML through.

One Converter is made per process and used for every page: making one costs more than converting a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from plainleaf.addresses import slugify
from plainleaf.jobs import LinkTarget
from plainleaf.quick_inline import QuickInline
from plainleaf.views import Heading

FOOTNOTE = re.compile(r"#fn(ref\d*)?:")
EXTERNAL = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Converted:
    """The HTML of a Markdown text, its headings, and link targets that nobody had looked up."""

    html: str
    headings: tuple[Heading, ...]
    strangers: tuple[str, ...]


class _PageTree(Treeprocessor):
    """Gives headings their ids, links their addresses, tables their scopes. Python-Markdown asks for the class."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.targets: Mapping[str, LinkTarget] = {}
        self.headings: list[Heading] = []
        self.strangers: list[str] = []
        self.prefix = ""

    def begin(self, targets: Mapping[str, LinkTarget], prefix: str) -> None:
        """Forget the last page."""
        self.targets, self.headings, self.strangers, self.prefix = targets, [], [], prefix

    def run(self, root: ElementTree.Element) -> None:
        """Change the tree of a page in place."""
        taken: dict[str, int] = {}
        for element in root.iter():
            tag = element.tag
            if tag == "a":
                self._link(element)
            elif tag == "img":
                self._picture(element)
            elif tag == "th":
                element.set("scope", "col")
            elif isinstance(tag, str) and len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
                self._heading(element, taken)

    def _link(self, element: ElementTree.Element) -> None:
        written = element.get("href", "")
        if FOOTNOTE.match(written):
            return
        target = self.targets.get(written)
        if target is None:
            if not written.startswith(EXTERNAL):
                self.strangers.append(written)
            return
        if not target.url:
            element.tag = "span"
            del element.attrib["href"]
            return
        element.set("href", target.url)
        shown = "".join(element.itertext())
        if not shown.strip() and len(element) == 0:
            element.text = markdown.util.AtomicString(target.text)
        elif target.url.startswith(("tel:", "mailto:")) and target.text not in shown:
            # On paper a link cannot be followed, so the style sheet prints this beside words that do not say it.
            element.set("data-number", target.text)

    def _picture(self, element: ElementTree.Element) -> None:
        target = self.targets.get("!" + element.get("src", ""))
        if target is None or target.picture is None:
            self.strangers.append(element.get("src", ""))
            return
        element.set("src", target.url)
        element.set("loading", "lazy")
        element.set("decoding", "async")
        if target.picture.width and target.picture.height:
            element.set("width", str(target.picture.width))
            element.set("height", str(target.picture.height))

    def _heading(self, element: ElementTree.Element, taken: dict[str, int]) -> None:
        text = re.sub(r"\s+", " ", _plain(element)).strip()
        base = self.prefix + (slugify(text) or "section")
        taken[base] = taken.get(base, 0) + 1
        anchor = base if taken[base] == 1 else f"{base}-{taken[base]}"
        element.set("id", anchor)
        self.headings.append(Heading(int(element.tag[1]), anchor, text))


def _plain(element: ElementTree.Element) -> str:
    """The text of an element without footnote numbers."""
    parts = [element.text or ""]
    for child in element:
        if child.tag != "sup":
            parts.append(_plain(child))
        parts.append(child.tail or "")
    return "".join(parts)


class _AllowedTag(InlineProcessor):
    """Lets the harmless elements that config.yaml allows through, without attributes."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self, m: re.Match[str], _data: str
    ) -> tuple[str, int, int]:
        """Keep the tag as it is written."""
        return self.md.htmlStash.store(m.group().lower()), m.start(), m.end()


class Converter:
    """Converts one page after the other. A class because Python-Markdown keeps its state in an instance."""

    def __init__(self, allowed_html: tuple[str, ...] = ()) -> None:
        footnotes = {"BACKLINK_TEXT": "↩", "BACKLINK_TITLE": "Back to the text of note {}"}
        self.md = markdown.Markdown(
            extensions=["tables", "def_list", "footnotes", "sane_lists"],
            extension_configs={"footnotes": footnotes, "tables": {"use_align_attribute": True}},
            output_format="html",
        )
        self.md.preprocessors.deregister("html_block")
        self.md.inlinePatterns.deregister("html")
        # Indented text would become code, and a line of dashes a heading: both surprise people who write letters.
        self.md.parser.blockprocessors.deregister("code")
        self.md.parser.blockprocessors.deregister("setextheader")
        if allowed_html:
            pattern = rf"</?(?:{'|'.join(map(re.escape, allowed_html))})>"
            self.md.inlinePatterns.register(_AllowedTag(pattern, self.md), "allowed_html", 90)
        self.md.treeprocessors.register(QuickInline(self.md), "inline", 20)
        self.tree = _PageTree(self.md)
        # After inline patterns (20) and before the tree is written out (0), so that links are in it.
        self.md.treeprocessors.register(self.tree, "plainleaf", 5)

    def convert(self, text: str, targets: Mapping[str, LinkTarget], *, prefix: str = "") -> Converted:
        """The HTML of a text whose links lead where `targets` say; `prefix` begins every heading's id."""
        self.md.reset()
        self.tree.begin(targets, prefix)
        html = self.md.convert(text)
        return Converted(html, tuple(self.tree.headings), tuple(self.tree.strangers))
