"""A page or a set of red flags as its texts, and the texts of its translation beside them."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from plainleaf.command.site_read import SiteRead
from plainleaf.command.translating.xliff.inline import Code, Parts, codes_in, has_words
from plainleaf.command.translating.xliff.units import Part, Unit, find_page_parts, find_set_parts
from plainleaf.content.page import Page
from plainleaf.content.read import grammar_of
from plainleaf.content.read_page import read_page
from plainleaf.content.sources import SourceFile
from plainleaf.content.translations.untranslated import is_surely_text
from plainleaf.input.nodes import Node
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import ERROR, Place, Problem, Report

FRONT, BLOCK = "f", "b"


class Document(Struct, frozen=True):
    """A file with its text, its parts, and the page that it is; None for a set of red flags.

    `faults` are the errors in it. One that cannot be read has no parts.
    """

    path: str
    text: str
    parts: tuple[Part, ...]
    page: Page | None
    faults: tuple[Problem, ...]


class Pair(Struct, frozen=True):
    """A text of an original and that of its translation, None if that has no such part."""

    id: str
    unit: Unit
    twin: Unit | None


def decode(content: bytes) -> str:
    """The text of a file with one sort of line end. Raises UnicodeDecodeError."""
    return content.removeprefix(codecs.BOM_UTF8).decode().replace("\r\n", "\n")


def encode(text: str, before: bytes) -> bytes:
    """A text with the line ends and the beginning that a file had `before`."""
    begin = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    return begin + (text.replace("\n", "\r\n") if b"\r\n" in before else text).encode()


def read_document(site: SiteRead, path: str, text: str) -> Document:
    """What a text at a path is. What is wrong with it is in its `faults`."""
    report = Report()
    if path.endswith(".yaml"):
        node = read_yaml(text, Place(path))
        parts = find_set_parts(text) if isinstance(node, Node) else ()
        return Document(path, text, parts, None, () if isinstance(node, Node) else (node,))
    _, language, below = path.split("/", 2)
    page, body = read_page(SourceFile(path, language, below), text, grammar_of(site.inputs), report)
    faults = tuple(each for each in report.problems if each.severity == ERROR)
    if page is None or body is None or body.is_cut:
        return Document(path, text, (), page, faults)
    return Document(path, text, find_page_parts(page, body, text, site.inputs.components), page, faults)


def pair(original: Document, translation: Document | None) -> tuple[Pair, ...]:
    """The texts of an original in order, each with that of the translation, where their parts are alike."""
    twins = dict(_match(original.parts, translation.parts)) if translation is not None and translation.parts else {}
    found: list[Pair] = []
    for number, part in enumerate(original.parts):
        of_twin = (
            {unit.name: unit for unit in translation.parts[twins[number]].units}
            if number in twins and translation
            else {}
        )
        for unit in part.units:
            name = ".".join(filter(None, (f"{BLOCK}{number}" if number else FRONT, unit.name)))
            found.append(Pair(name, unit, of_twin.get(unit.name)))
    return tuple(found)


def without_left(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """The same pairs; what a translation still says in the words of the original has no translation.

    Where all that is the same may be names, or words of both languages, somebody has translated everything.
    """
    left = {each.id for each in pairs if _is_left(each)}
    if not any(each.id in left and is_surely_text(each.unit.words) for each in pairs):
        return pairs
    return [Pair(each.id, each.unit, None) if each.id in left else each for each in pairs]


def _is_left(pair: Pair) -> bool:
    unit, twin = pair.unit, pair.twin
    return twin is not None and twin.words == unit.words and not unit.is_name and has_words(unit.parts)


def _match(parts: Sequence[Part], others: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """The numbers of parts that are alike, in order."""
    matcher = SequenceMatcher(None, [part.kind for part in parts], [part.kind for part in others], autojunk=False)
    for block in matcher.get_matching_blocks():
        yield from ((block.a + index, block.b + index) for index in range(block.size))


def number_codes(parts: Parts) -> dict[str, Code]:
    """The codes of an original by their ids: their numbers, from 1 on."""
    return {str(number): code for number, code in enumerate(codes_in(parts), 1)}


def match_codes(parts: Parts, of_original: Mapping[str, Code]) -> dict[str, Code]:
    """The codes of a translation in order, by the ids of the same ones of its original; others have their own."""
    left = dict(of_original)
    found: dict[str, Code] = {}
    for number, code in enumerate(codes_in(parts), 1):
        same = next((id_ for id_, each in left.items() if each.key == code.key), None)
        if same is not None:
            del left[same]
        found[same or f"t{number}"] = code
    return found
