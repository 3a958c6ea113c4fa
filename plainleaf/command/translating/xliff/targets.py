"""The translation of one text as it came back: its codes must be those of the original, and its words only words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plainleaf.command.translating.xliff.document import Pair, match_codes, number_codes
from plainleaf.command.translating.xliff.inline import (
    EMPHASIS,
    FREE,
    STRONG,
    Code,
    Part,
    Parts,
    join_words,
    parse_inline,
    to_text,
)
from plainleaf.command.translating.xliff.read import Marked, RefusedError, Tag, Text, quoted
from plainleaf.input.invisible import describe, find_invisible

# What programs call emphasis that a translator has added.
ADDED = {"xlf:b": (STRONG, "**"), "xlf:i": (EMPHASIS, "*")}


def check_source(pair: Pair, text: Text) -> bool:
    """Whether the original still says what it said when the file was exported."""
    try:
        parts = _resolve(text.source, number_codes(pair.unit.parts), set())
    except RefusedError:
        return False
    return to_text(join_words(parts)).strip() == pair.unit.words


def read_target(pair: Pair, text: Text) -> str:
    """A translation in Markdown. Raises RefusedError with what is wrong with it."""
    if text.target is None or (not "".join(_words_in(text.target)).strip() and not pair.unit.parts == ()):
        raise RefusedError("it has no translation")
    codes = number_codes(pair.unit.parts)
    there = match_codes(pair.twin.parts, codes) if pair.twin is not None else {}
    used = set[str]()
    parts = join_words(_resolve(text.target, codes | there, used))
    # What the translation that is there does without, such as a link to a page in English, may stay away.
    needed = {id_ for id_, code in codes.items() if code.kind not in FREE} & (there.keys() if there else codes.keys())
    for id_ in codes:
        if id_ in needed - used:
            raise RefusedError(f"'{_shown(codes[id_])}' is gone from it")
    written = to_text(parts).strip()
    if found := next(find_invisible(written), None):
        raise RefusedError(describe(written, found)[0])
    if parse_inline(written, is_row=_has_cells(codes)) != _trimmed(parts):
        raise RefusedError(f"it has signs that would not be shown as they are: '{quoted(written)}'")
    return written


def _has_cells(codes: Mapping[str, Code]) -> bool:
    return any("|" in code.start for code in codes.values() if code.parts is None)


def _trimmed(parts: Parts) -> Parts:
    found = list(parts)
    for index, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if found and isinstance(each := found[index], str):
            found[index] = strip(each)
    return tuple(part for part in found if part != "")


def _resolve(marked: Marked, codes: Mapping[str, Code], used: set[str]) -> Parts:
    """Words and codes of the page for words and ids of a file. Raises RefusedError for an id that is unknown."""
    return tuple(_resolve_one(each, codes, used) for each in marked)


def _resolve_one(each: str | Tag, codes: Mapping[str, Code], used: set[str]) -> Part:
    if isinstance(each, str):
        return each
    code = codes.get(each.id)
    inner = None if each.parts is None else _resolve(each.parts, codes, used)
    if code is None and each.sort in ADDED and inner is not None:
        kind, sign = ADDED[each.sort]
        return Code(kind, sign, sign, inner)
    if code is None or (code.parts is None) != (inner is None):
        raise RefusedError(f"it has the code '{quoted(each.id)}', which the original has not")
    if each.id in used and code.kind not in FREE:
        raise RefusedError(f"it has '{_shown(code)}' twice")
    used.add(each.id)
    return Code(code.kind, code.start, code.end, inner)


def _words_in(marked: Marked) -> Iterator[str]:
    for each in marked:
        if isinstance(each, str):
            yield each
        elif each.parts is None:
            yield each.id
        else:
            yield from _words_in(each.parts)


def _shown(code: Code) -> str:
    """A code as its author wrote it."""
    return to_text((code,)).strip() or "the line break"
