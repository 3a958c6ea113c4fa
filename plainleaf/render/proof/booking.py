"""Ways to book on a finished page: before the red flags, or between them and the next heading."""

from __future__ import annotations

from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.model.jobs import HelpLinkProof, RedFlagProof
from plainleaf.render.proof.card import HEADINGS, Seen, text_of
from plainleaf.words import says_booking

Proof = RedFlagProof | HelpLinkProof
# What an anchor leads to: the part of the page around it.
SECTIONS = ("section", "form", "fieldset")
# Elements that lead somewhere else, and the attributes that say where.
LEADING = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "button": ("formaction",),
    "embed": ("src",),
    "iframe": ("src",),
    "input": ("formaction",),
    "object": ("data",),
}
# Elements with a form of their own, and what gives a form on another part of the page a button.
FORMS, SENDING = ("form",), ("button", "input")
TELLING = ", ".join((*HEADINGS, *LEADING, *FORMS))


def find_booking_near(page: LexborHTMLParser, seen: Seen, proof: RedFlagProof) -> str:
    """A form or a link to booking before a set, or between it and the next heading; "" for none."""
    main = page.css_first("main")
    if main is None:
        return "has no main part"
    is_after = False
    for node in main.css(TELLING):
        if node.mem_id == seen.heading.mem_id:
            is_after = True
        elif is_after and node.tag in HEADINGS and text_of(node):
            return ""
        elif _books(node, page, proof):
            return f"has a way to book {'right below' if is_after else 'before'} the red flags"
    return ""


def books_before(page: LexborHTMLParser, link: LexborNode, proof: HelpLinkProof) -> bool:
    """Whether a form or a link to booking comes before a link in the main part of the page."""
    for node in page.css(f"main :is({TELLING})"):
        if node.mem_id == link.mem_id:
            return False
        if _books(node, page, proof):
            return True
    return False


def _books(node: LexborNode, page: LexborHTMLParser, proof: Proof) -> bool:
    return node.tag in FORMS or _sends(node) or _leads_to_booking(node, page, proof) or _says_so(node, proof)


def _sends(node: LexborNode) -> bool:
    """Whether an element is a button of a form elsewhere on the page."""
    return node.tag in SENDING and "form" in node.attributes


def _says_so(node: LexborNode, proof: Proof) -> bool:
    """Whether the text of a link or a button is one by which people book, wherever it leads."""
    if node.tag not in ("a", "button", "input"):
        return False
    attributes = node.attributes
    # A link within the page is judged by where it leads.
    if (attributes.get("href") or "").startswith("#"):
        return False
    said = f"{text_of(node)} {attributes.get('value') or ''} {attributes.get('aria-label') or ''}".strip()
    return says_booking(said, proof.phrases.booking)


def _leads_to_booking(node: LexborNode, page: LexborHTMLParser, proof: Proof) -> bool:
    """Whether an element leads to a page where people book or pay, or to the form of this page."""
    attributes = node.attributes if node.tag in LEADING else {}
    written = next((attributes[name] or "" for name in LEADING.get(node.tag or "", ()) if name in attributes), "")
    inner = attributes.get("srcdoc") or ""
    if inner:
        return any(_leads_to_booking(each, page, proof) for each in LexborHTMLParser(inner).css("*"))
    if not written:
        return False
    address, _, anchor = written.strip().partition("#")
    if address or not anchor:
        return is_booking(absolute(address, proof.url), proof)
    if page.css_first("form") is None:
        return False
    at = next((each for each in page.css("[id]") if each.attributes["id"] == anchor), None)
    while at is not None and at.tag not in SECTIONS:
        at = at.parent
    return at is not None and (at.tag == "form" or at.css_first("form") is not None)


def absolute(address: str, base: str) -> str:
    """An address resolved from a page at `base`."""
    # Most addresses are paths already, and joining takes more time than all the rest.
    is_path = address.startswith("/") and not address.startswith("//") and "." not in address
    return address if is_path else urljoin(base, address)


def is_booking(address: str, proof: Proof) -> bool:
    """Whether people book or pay at an absolute address or a path, however it is written."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    path = unquote(parts.path).removesuffix("index.html")
    return host in proof.booking_hosts or not {path, f"{path}/"}.isdisjoint(proof.booking_urls)
