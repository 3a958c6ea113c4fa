"""Drawings (SVG): parsed as XML and checked against an allowlist. What is published is rewritten from the parse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from msgspec import Struct

from plainleaf.patterns import lazy_pattern
from plainleaf.pictures.drawing_names import (
    ATTRIBUTES,
    DROPPED_ELEMENTS,
    EDITORS,
    ELEMENTS,
    HARMLESS_PREFIXES,
    REFERRING,
    SVG,
    XLINK,
    XML,
)
from plainleaf.pictures.drawing_style import find_fault_in_style
from plainleaf.pictures.drawing_use import draws_too_much, is_too_deep
from plainleaf.pictures.faults import PictureFault, active, broken, find_size_faults
from plainleaf.pictures.formats import find_format, wrong_format

# Longer ones are not parsed; they would take seconds to draw as well.
MAX_BYTES = 20_000_000
OWN_PART = lazy_pattern(r"#[^\s\"'<>()]+")
# In the value of an attribute that does not draw.
ADDRESS = lazy_pattern(r":|//|\\|^\s*/")
LENGTH = lazy_pattern(r"\s*\+?(\d*\.?\d+(?:[eE][+-]?\d{1,2})?)\s*(px|pt|pc|mm|cm|in|em|ex)?\s*")
PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "em": 16.0,
    "ex": 8.0,
}
# A drawing that begins like this can be published byte for byte, if nothing is taken out of it.
PLAIN = lazy_pattern(
    rb"\s*(?:<\?xml version=\"1.0\"(?: encoding=\"(?:utf|UTF)-8\")?(?: standalone=\"(?:no|yes)\")?\?>)?\s*<svg\s"
)


class Drawing(Struct, frozen=True):
    """A drawing as it is published, and its width and height in pixels, None if it states none."""

    content: bytes
    width: int | None
    height: int | None
    faults: tuple[PictureFault, ...]


class _ActiveError(ValueError):
    """The drawing contains something that is not part of a picture; the text says what."""


def read_drawing(content: bytes) -> Drawing:
    """The drawing in a file."""
    if not content.strip() or len(content) > MAX_BYTES:
        fault = wrong_format(b"", "", ".svg") if not content.strip() else find_size_faults(0, 0, len(content))[0]
        return Drawing(content, None, None, (fault,))
    from defusedxml import EntitiesForbidden, ExternalReferenceForbidden  # only for a new drawing

    try:
        root, is_whole = _parse(content)
        clean, is_whole_too = _clean_tree(root)
    except _ActiveError as found:
        return Drawing(content, None, None, (active(str(found)),))
    except (EntitiesForbidden, ExternalReferenceForbidden):
        return Drawing(content, None, None, (active("entities or a document type of its own"),))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        found_format = find_format(content)
        fault = broken(f"it is not valid XML ({error})") if found_format in ("", "SVG") else wrong_format(
            content, found_format, ".svg"
        )  # fmt: skip
        return Drawing(content, None, None, (fault,))
    if draws_too_much(clean):
        return Drawing(content, None, None, (active("itself, again and again"),))
    is_plain = is_whole and is_whole_too and _is_plain(content)
    width, height = _measure(clean)
    written = content if is_plain else ElementTree.tostring(clean, encoding="utf-8")
    return Drawing(written, width, height, find_size_faults(0, 0, len(content)))


def _is_plain(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(PLAIN.match(content))


def _parse(content: bytes) -> tuple[ElementTree.Element, bool]:
    """The root, and whether there is nothing but elements and texts."""
    from defusedxml.ElementTree import DefusedXMLParser

    parser: Any = DefusedXMLParser(target=ElementTree.TreeBuilder(), forbid_entities=True, forbid_external=True)
    notes: list[str] = []

    def on_doctype(_name: str, _system: str, _public: str, has_own_subset: bool) -> None:
        notes.append("doctype")
        if has_own_subset:
            raise _ActiveError("a document type of its own")

    def on_instruction(target: str, _data: str) -> None:
        notes.append(target)
        if "stylesheet" in target.lower():
            raise _ActiveError(f"an instruction to load something (<?{target} …?>)")

    parser.parser.StartDoctypeDeclHandler = on_doctype
    parser.parser.ProcessingInstructionHandler = on_instruction
    parser.parser.CommentHandler = notes.append
    parser.feed(content)
    root: ElementTree.Element = parser.close()
    return root, not notes


def _clean_tree(root: ElementTree.Element) -> tuple[ElementTree.Element, bool]:
    """A new tree of what draws, and whether that is everything. Raises _ActiveError."""
    if is_too_deep(root):
        raise _ActiveError("groups within groups without an end")
    if _split(root.tag)[1] != "svg":
        raise ValueError("its first element is not <svg>")
    top = ElementTree.Element("svg")
    top.set("xmlns", SVG)
    is_whole = _split(root.tag)[0] == SVG
    waiting = [(root, top)]
    while waiting:
        old, new = waiting.pop()
        is_whole = _copy_attributes(old, new) and is_whole
        new.text = old.text
        for child in old:
            name = _name_of(child)
            if name is None:
                is_whole = False
                continue
            below = ElementTree.SubElement(new, name)
            below.tail = child.tail
            waiting.append((child, below))
        if new.tag == "style" and (fault := find_fault_in_style("".join(old.itertext()))):
            raise _ActiveError(fault)
    if any("xlink:" in key for element in top.iter() for key in element.attrib):
        top.set("xmlns:xlink", XLINK)
    return top, is_whole


def _split(name: str) -> tuple[str, str]:
    """The namespace and the local name of an element or attribute."""
    space, _, local = name[1:].partition("}") if name.startswith("{") else ("", "", name)
    return space, local


def _name_of(element: ElementTree.Element) -> str | None:
    """The name of an element that draws; None for one that is left out."""
    space, name = _split(element.tag)
    if space.startswith(EDITORS):
        _refuse_active_notes(element)
        return None
    # Without a namespace no browser would show it, so the drawing gets the one that was meant.
    if space not in (SVG, ""):
        raise _ActiveError(f"<{name}>, an element of another language")
    if name in DROPPED_ELEMENTS:
        _refuse_active_notes(element)
        return None
    if name not in ELEMENTS:
        raise _ActiveError(f"<{name}>")
    return name


def _refuse_active_notes(notes: ElementTree.Element) -> None:
    """Refuse a drawing with a script hidden in its metadata: whoever wrote it meant harm."""
    for element in notes.iter():
        name = _split(element.tag)[1].lower()
        if name in ("script", "handler", "listener", "iframe", "foreignobject"):
            raise _ActiveError(f"<{name}>")


def _copy_attributes(old: ElementTree.Element, new: ElementTree.Element) -> bool:
    """Copy the attributes that draw, and return whether these are all. Raises _ActiveError."""
    is_whole = True
    for key, value in old.attrib.items():
        space, name = _split(key)
        if space.startswith(EDITORS):
            is_whole = False
        elif name == "href" and space in ("", XLINK):
            _check_reference(new.tag, value)
            new.set("xlink:href" if space else "href", value)
        elif space == XLINK and name in ("type", "title", "show", "role", "actuate", "arcrole"):
            is_whole = False
        elif space == XML and name in ("space", "lang"):
            new.set(f"xml:{name}", value)
        elif space or not (name in ATTRIBUTES or name.startswith(HARMLESS_PREFIXES)):
            if space or name.lower().startswith("on") or ADDRESS.search(value):
                raise _ActiveError(f"the attribute '{name}'")
            is_whole = False
        else:
            _check_value(name, value)
            new.set(name, value)
    return is_whole


def _check_reference(element: str, value: str) -> None:
    if element not in REFERRING or not OWN_PART.fullmatch(value.strip()):
        raise _ActiveError("an address elsewhere")


def _check_value(name: str, value: str) -> None:
    """Refuse values that could load something: every attribute that draws may also be written as CSS."""
    if name in ("id", "class", "d", "points") or name.startswith(HARMLESS_PREFIXES):
        return
    if ("(" in value or name == "style" or ":" in value) and (fault := find_fault_in_style(value)):
        raise _ActiveError(fault)


def _measure(root: ElementTree.Element) -> tuple[int | None, int | None]:
    """Width and height in pixels. A drawing without a size of its own gets that of its view box."""
    own = [_to_pixels(root.get(name, "")) for name in ("width", "height")]
    box = list(_numbers(root.get("viewBox", "")))
    if None in own and len(box) == 4:
        own = [*box[2:]]
    width, height = (round(side) if side else 0 for side in own)
    return (width, height) if width > 0 and height > 0 else (None, None)


def _to_pixels(value: str) -> float | None:
    found = LENGTH.fullmatch(value)
    return float(found.group(1)) * PIXELS[found.group(2) or ""] if found else None


def _numbers(value: str) -> Iterator[float]:
    for word in re.split(r"[\s,]+", value.strip()):
        try:
            number = float(word)
        except ValueError:
            return
        if abs(number) > 1e6:
            return
        yield number
