"""The elements of a finished page that load something from another origin, or that are styles or scripts themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.index.foreign_styles import FIX as FOREIGN_FIX
from plainleaf.input.addresses.elsewhere import clean_address, leads_elsewhere
from plainleaf.patterns import lazy_pattern

STYLE_FIX = "Give it a class, and put the styles into a file in static/css/."
SCRIPT_FIX = "Delete it: browsers that obey the page's policy do not run it."
FORM_FIX = "Use the forms of config.yaml, or delete this."

# Types of scripts that browsers run; a script of any other type holds values.
RUNS = lazy_pattern(
    r"|module|importmap|speculationrules|jsx|(?:text|application)/(?:x-)?(?:java|ecma|live|j)script[\d.]*",
    re.IGNORECASE,
)
# Relations of a link that make a browser ask for a file, or for a connection.
LOADING = frozenset({
    "stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "mask-icon",
    "manifest", "preload", "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch", "expect", "import",
})  # fmt: skip
ADDRESSES = (
    "src",
    "poster",
    "background",
    "data",
    "lowsrc",
    "dynsrc",
    "classid",
    "codebase",
    "code",
    "archive",
    "xlink:href",
)
# Whatever may have one of these.
LOOKED_AT = (
    "script, style, template, link, meta, form, object, applet, image, use, feimage, [href], [src], [srcset], "
    "[imagesrcset], [srcdoc], [style], [poster], [background], [data], [formaction], [ping], [attributionsrc], [fill], "
    "[stroke], [filter], [mask], [clip-path], [marker-start], [marker-mid], [marker-end], [cursor], [lowsrc], [dynsrc]"
)
HANDLER = lazy_pattern(r"[\s\"'/](on[a-z]+)\s*=", re.IGNORECASE)
LISTS = lazy_pattern(r"\s*,?\s*(\S+)(?:\s[^,]*)?,?")
IN_STYLE = lazy_pattern(r"url\(\s*[\"']?([^\"')]+)")
REFRESH = lazy_pattern(r"url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE)


class Strange(Struct, frozen=True):
    """Something that may not be on a page: the rule, what to say of the page, and patterns that find it in a template,
    the surest first."""

    rule: str
    says: str
    fix: str
    marks: tuple[str, ...]


class Home(Struct, frozen=True):
    """The address of the site, and the origins that its forms may be sent to."""

    address: str
    form_origins: frozenset[str] = frozenset()

    def is_elsewhere(self, written: str) -> bool:
        """Whether an address leads to another host."""
        return leads_elsewhere(written, self.address)

    def may_get_forms(self, written: str) -> bool:
        """Whether a form may be sent to an address."""
        parts = urlsplit(clean_address(written))
        return f"{parts.scheme}://{parts.netloc}" in self.form_origins


def strange_on(html: str, home: Home) -> Iterator[Strange]:
    """What may not be on a page of the site."""
    handlers = sorted({name.lower() for name in HANDLER.findall(html)})
    # Each attribute takes time, even one that no element has.
    for node in LexborHTMLParser(html).css(", ".join((LOOKED_AT, *(f"[{name}]" for name in handlers)))):
        attributes = {name: value or "" for name, value in node.attributes.items()}
        tag = str(node.tag)
        yield from _inline(tag, attributes)
        for address in _loaded(tag, attributes):
            if home.is_elsewhere(address):
                yield _foreign(f"loads '{shorten(address)}' from another origin", FOREIGN_FIX, address)
        for address in _sent_to(tag, attributes):
            if home.is_elsewhere(address) and not home.may_get_forms(address):
                says = f"sends a form to '{shorten(address)}', which config.yaml does not name"
                yield _foreign(says, FORM_FIX, address)
        for inside in (attributes.get("srcdoc", ""), _inside(node)):
            if inside:
                yield from strange_on(inside, home)


def shorten(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= 80 else f"{text[:79]}…"


def _inside(node: LexborNode) -> str:
    """The content of a template element, which a parser keeps apart from the page."""
    return (node.html or "").partition(">")[2].rpartition("</")[0] if node.tag == "template" else ""


def _inline(tag: str, attributes: Mapping[str, str]) -> Iterator[Strange]:
    """Inline styles and scripts."""
    is_whole = tag == "script" and not {"src", "href", "xlink:href"} & attributes.keys()
    if is_whole and RUNS.fullmatch(attributes.get("type", "").strip()):
        yield _in_page("has a script of its own", SCRIPT_FIX, r"<script(?![^>]*(?:json|\ssrc=))")
    if tag == "style":
        yield _in_page("has a style element", STYLE_FIX, "<style")
    for name, value in attributes.items():
        if name == "style" or (name.startswith("on") and value):
            fix = STYLE_FIX if name == "style" else SCRIPT_FIX
            yield _in_page(f"has the attribute '{name}'", fix, rf"\s{re.escape(name)}\s*=")
        if clean_address(value).lower().startswith(("javascript:", "vbscript:")):
            yield _in_page(f"has a script in the attribute '{name}'", SCRIPT_FIX, "(?i)(?:java|vb)script:")


def _in_page(says: str, fix: str, mark: str) -> Strange:
    return Strange("inline-code", says, fix, (mark,))


def _foreign(says: str, fix: str, address: str) -> Strange:
    host = urlsplit(clean_address(address)).netloc
    return Strange("foreign-request", says, fix, tuple(re.escape(mark) for mark in (address, host) if mark))


def _loaded(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """The addresses that a browser loads because of an element without a click, or pings on one."""
    for name in ADDRESSES:
        if name in attributes and not (name == "xlink:href" and tag == "a"):
            yield attributes[name]
    is_loading = tag != "link" or LOADING & set(attributes.get("rel", "").lower().split())
    if "href" in attributes and tag not in ("a", "area") and is_loading:
        yield attributes["href"]
    for name in ("srcset", "imagesrcset"):
        yield from LISTS.findall(attributes.get(name, ""))
    for name in ("ping", "attributionsrc"):
        yield from attributes.get(name, "").split()
    if tag == "meta" and attributes.get("http-equiv", "").strip().lower() == "refresh":
        yield from REFRESH.findall(attributes.get("content", ""))
    for name, value in attributes.items():
        if "url(" in value and name not in ("alt", "title", "content"):
            yield from IN_STYLE.findall(value)


def _sent_to(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """The addresses that a form is sent to."""
    if tag == "form" and "action" in attributes:
        yield attributes["action"]
    if "formaction" in attributes:
        yield attributes["formaction"]
