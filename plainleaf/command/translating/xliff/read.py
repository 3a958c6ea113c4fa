"""XLIFF 2 as it comes back from a translator: its texts, with nothing taken from it but words and the ids of codes.

The file is a stranger's: it may be huge, declare entities, or be something else. Whatever it has as the original text
of a code is not read. What messages quote from it is on one line, short, and without characters that do something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias
from xml.etree.ElementTree import Element, ParseError

from msgspec import Struct

from plainleaf.command.strangers_text import on_one_line
from plainleaf.markdown import is_unspaced

NAMESPACE = "urn:oasis:names:tc:xliff:document:2."
MAX_BYTES = 5_000_000
MAX_DEPTH = 40
# So much of a value is quoted in a message, and so much is read of what names a page or a language.
MAX_QUOTED, MAX_NAMED = 80, 300

Marked: TypeAlias = "tuple[str | Tag, ...]"


class RefusedError(Exception):
    """The file cannot be taken; the message says why."""


def quoted(value: str) -> str:
    """A value of the file, as a message shows it."""
    return on_one_line(value[: MAX_QUOTED + 1], MAX_QUOTED)


class Tag(Struct, frozen=True):
    """An inline element: its id, its `subType`, and what is in it; None for one that stands for itself."""

    id: str
    sort: str
    parts: Marked | None


class _Begin(Struct, frozen=True):
    """Where a code begins that ends apart from it, with its id and that of the code that it is, or is a copy of."""

    id: str
    code: str
    sort: str


class _End(Struct, frozen=True):
    """Where the code ends that began with this id."""

    id: str


Piece: TypeAlias = "str | Tag | _Begin | _End"


class Text(Struct, frozen=True):
    """A text as the translator got it, and its translation; None if there is none."""

    source: Marked
    target: Marked | None


class Exchange(Struct, frozen=True):
    """What a file says: which page it is about, its languages, and its texts by the ids of their units."""

    original: str
    source_language: str
    target_language: str
    texts: Mapping[str, Text]


def read_xliff(file: Path) -> Exchange:
    """What is in a file. Raises RefusedError, or OSError if it cannot be opened."""
    with file.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise RefusedError(f"the file has more than {MAX_BYTES // 1_000_000} million bytes, which no page has")
    root = _parse(content)
    space = root.tag.partition("}")[0].lstrip("{")
    if not space.startswith(NAMESPACE) or root.tag != f"{{{space}}}xliff":
        raise RefusedError("the file is not in XLIFF 2. Export it in the format in which it was sent")
    files = root.findall(f"{{{space}}}file")
    if len(files) != 1:
        raise RefusedError(f"the file has {len(files)} elements <file>; it must have the one that was exported")
    texts: dict[str, Text] = {}
    for unit in files[0].iter(f"{{{space}}}unit"):
        id_ = unit.get("id", "")
        if id_ in texts:
            raise RefusedError(f"the unit '{quoted(id_)}' is there twice")
        texts[id_] = _read_unit(unit, space, quoted(id_))
    original, source, target = (
        each.get(name, "")[:MAX_NAMED] for each, name in ((files[0], "original"), (root, "srcLang"), (root, "trgLang"))
    )
    return Exchange(original, source, target, texts)


def _parse(content: bytes) -> Element:
    from defusedxml.common import DefusedXmlException as EntityError
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except EntityError:
        raise RefusedError("the file declares a document type or entities, which no translator needs") from None
    except (ParseError, ValueError, LookupError) as error:
        raise RefusedError(f"the file is not XML: {quoted(str(error))}") from None
    return root


def _read_unit(unit: Element, space: str, id_: str) -> Text:
    """All segments of a unit in their order: programs may have cut it into several."""
    source: list[Piece] = []
    target: list[Piece] = []
    is_whole = True
    for segment in unit:
        if segment.tag not in (f"{{{space}}}segment", f"{{{space}}}ignorable"):
            continue
        was, now = (segment.find(f"{{{space}}}{name}") for name in ("source", "target"))
        if was is None:
            raise RefusedError(f"the unit '{id_}' has a segment without <source>")
        if now is not None and now.get("order"):
            raise RefusedError(f"the unit '{id_}' has segments in another order, which cannot be read. Join them")
        original = tuple(_read_inline(was, space, id_, 0))
        translated = tuple(_read_inline(now, space, id_, 0)) if now is not None else ()
        if now is None and segment.tag.endswith("ignorable"):
            now, translated = was, original
        is_whole = is_whole and now is not None
        # Programs cut off the space between two sentences, or leave it to the next segment.
        if _is_apart(source, original) and not _is_apart(target, translated) and _is_spaced(target):
            target.append(" ")
        source += original
        target += translated
    return Text(_join(source, id_), _join(target, id_) if is_whole and target else None)


def _is_apart(before: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """Whether there is a space where two parts of a text meet."""
    last, first = (before or ("",))[-1], (after or ("",))[0]
    return (isinstance(last, str) and last[-1:].isspace()) or (isinstance(first, str) and first[:1].isspace())


def _is_spaced(before: Sequence[Piece]) -> bool:
    """Whether a text has an end, in writing with spaces between sentences."""
    return bool(before) and not (isinstance(before[-1], str) and is_unspaced(before[-1][-1:]))


def _read_inline(element: Element, space: str, id_: str, depth: int) -> Iterator[Piece]:
    if depth > MAX_DEPTH:
        raise RefusedError(f"the unit '{id_}' has codes in each other more than {MAX_DEPTH} deep")
    if element.text:
        yield element.text
    for each in element:
        name = each.tag.removeprefix(f"{{{space}}}")
        own, sort = each.get("id", ""), each.get("subType", "")
        code = each.get("copyOf") or own
        if name == "mrk":
            yield from _read_inline(each, space, id_, depth + 1)
        elif name in ("pc", "ph"):
            inner = _join(_read_inline(each, space, id_, depth + 1), id_) if name == "pc" else None
            yield Tag(code, sort, inner)
        elif name == "sc":
            yield _Begin(own, code, sort)
        elif name == "ec":
            yield _End(each.get("startRef") or own)
        elif name not in ("sm", "em"):
            raise RefusedError(
                f"the unit '{id_}' has an element <{quoted(name)}>, which was not in the file that was exported"
            )
        if each.tail:
            yield each.tail


def _join(pieces: Iterable[Piece], id_: str) -> Marked:
    """Pieces of a text in which each code that begins and ends apart, as programs write it, is one element."""
    opened: list[tuple[_Begin, list[str | Tag]]] = [(_Begin("", "", ""), [])]
    for each in pieces:
        if isinstance(each, _Begin):
            opened.append((each, []))
        elif isinstance(each, _End):
            begin, inner = opened[-1]
            if len(opened) == 1 or begin.id != each.id:
                raise RefusedError(
                    f"the unit '{id_}' has the code '{quoted(each.id)}' whose end does not fit its beginning"
                )
            opened.pop()
            opened[-1][1].append(Tag(begin.code, begin.sort, tuple(inner)))
        else:
            opened[-1][1].append(each)
        if len(opened) > MAX_DEPTH:
            raise RefusedError(f"the unit '{id_}' has codes in each other more than {MAX_DEPTH} deep")
    if len(opened) > 1:
        raise RefusedError(f"the unit '{id_}' has the code '{quoted(opened[-1][0].id)}', which begins and does not end")
    return tuple(opened[0][1])
