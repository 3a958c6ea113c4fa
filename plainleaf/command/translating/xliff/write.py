"""XLIFF 2.0 of a page: its texts with notes and glossary, and the codes in them as inline elements.

The format is that of https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html with its glossary module
and its size and length restriction module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree

from msgspec import Struct

from plainleaf.command.translating.xliff.document import Pair, match_codes, number_codes, without_left
from plainleaf.command.translating.xliff.inline import BREAK, EMPHASIS, FREE, LINK, PICTURE, STRONG, Code, Parts
from plainleaf.content.vocabulary import Term

XLIFF, GLOSSARY, SIZES = (
    f"urn:oasis:names:tc:xliff:{name}:2.0" for name in ("document", "glossary", "sizerestriction")
)
TYPES = {
    STRONG: {"type": "fmt", "subType": "xlf:b"},
    EMPHASIS: {"type": "fmt", "subType": "xlf:i"},
    BREAK: {"type": "fmt", "subType": "xlf:lb"},
    LINK: {"type": "link"},
    PICTURE: {"type": "image"},
}
Element = ElementTree.Element


class Heading(Struct, frozen=True):
    """What a file is about: the path of the original, both languages, and a note for the translator."""

    original: str
    source_language: str
    target_language: str
    note: str


def make_xliff(heading: Heading, pairs: Sequence[Pair], terms: Iterable[tuple[Term, Term | None]]) -> bytes:
    """The file for a translator. Texts that the translation has already are in it.

    What it still says in the words of the original is yet to be translated, unless both are in one language.
    """
    languages = {"srcLang": heading.source_language, "trgLang": heading.target_language}
    spaces = {"xmlns": XLIFF, "xmlns:gls": GLOSSARY, "xmlns:slr": SIZES}
    root = Element("xliff", {**spaces, "version": "2.0", **languages})
    file = _below(root, "file", {"id": "f1", "original": heading.original})
    _below(file, "slr:profiles", {"generalProfile": "xliff:codepoints"})
    notes = _below(file, "notes", {})
    _below(notes, "note", {"category": "instruction"}, heading.note)
    known = [(term, twin, _pattern(term)) for term, twin in terms]
    source, target = (language.partition("-")[0] for language in (heading.source_language, heading.target_language))
    for pair in without_left(pairs) if source != target else pairs:
        found = [(term, twin) for term, twin, pattern in known if pattern.search(pair.unit.words)]
        _add_unit(file, pair, heading.original, found)
    for each in root.iter():
        if each.tag not in INLINE:
            each.tail = "\n"
        if each.tag not in (*INLINE, *WITH_WORDS):
            each.text = "\n"
    content: bytes = ElementTree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + content


INLINE = ("pc", "ph")
WITH_WORDS = ("source", "target", "note", "data", "gls:term", "gls:translation", "gls:definition")


def _add_unit(file: Element, pair: Pair, path: str, terms: Sequence[tuple[Term, Term | None]]) -> None:
    unit = pair.unit
    limit = {"slr:sizeRestriction": str(unit.most)} if unit.most else {}
    element = _below(file, "unit", {"id": pair.id, "name": f"{path}:{unit.line}", "canResegment": "no", **limit})
    if terms:
        glossary = _below(element, "gls:glossary", {})
        for term, twin in terms:
            _add_term(_below(glossary, "gls:glossEntry", {}), term, twin)
    notes = _below(element, "notes", {})
    _below(notes, "note", {"category": "where"}, unit.note)
    if unit.most:
        _below(notes, "note", {"category": "length"}, f"At most {unit.most} characters.")
    codes = number_codes(unit.parts)
    of_twin = match_codes(pair.twin.parts, codes) if pair.twin is not None else {}
    written = [(f"s{id_}", code) for id_, code in codes.items()] + [(f"d{id_}", code) for id_, code in of_twin.items()]
    if written:
        original_data = _below(element, "originalData", {})
        for name, code in written:
            _below(original_data, "data", {"id": name}, code.start)
            if code.parts is not None:
                _below(original_data, "data", {"id": f"{name}e"}, code.end)
    segment = _below(element, "segment", {"state": "translated" if pair.twin is not None else "initial"})
    preserve = {"xml:space": "preserve"}
    _fill(_below(segment, "source", preserve), unit.parts, iter(codes.items()), "s")
    if pair.twin is not None:
        _fill(_below(segment, "target", preserve), pair.twin.parts, iter(of_twin.items()), "d")


def _fill(element: Element, parts: Parts, ids: Iterator[tuple[str, Code]], sort: str) -> None:
    """Words and codes inside an element. `ids` are those of all codes, in order."""
    last: Element | None = None
    for part in parts:
        if isinstance(part, str):
            if last is None:
                element.text = (element.text or "") + part
            else:
                last.tail = (last.tail or "") + part
            continue
        id_, _ = next(ids)
        may = {} if part.kind in FREE else {"canCopy": "no", "canDelete": "no"}
        shared = {"id": id_, **may, **TYPES.get(part.kind, {"type": "other"})}
        if part.parts is None:
            last = _below(
                element, "ph", {"dataRef": f"{sort}{id_}", "disp": part.start.strip() or "line break", **shared}
            )
        else:
            last = _below(element, "pc", {"dataRefStart": f"{sort}{id_}", "dataRefEnd": f"{sort}{id_}e", **shared})
            _fill(last, part.parts, ids, sort)


def _add_term(entry: Element, term: Term, twin: Term | None) -> None:
    _below(entry, "gls:term", {}, term.term)
    if twin is not None:
        _below(entry, "gls:translation", {}, twin.term)
    _below(entry, "gls:definition", {}, term.says)


def _pattern(term: Term) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in (term.term, term.short, *term.also) if name)
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)


def _below(parent: Element, tag: str, attributes: dict[str, str], words: str = "") -> Element:
    element = ElementTree.SubElement(parent, tag, attributes)
    element.text = words
    return element
