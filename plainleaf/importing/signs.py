"""Signs that several programs share and plainleaf has not: boxes in quotations, boxes to tick, attributes, comments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.importing.old_site import Line, Losses
from plainleaf.importing.text_lines import FENCE, each_line, make_box
from plainleaf.patterns import lazy_pattern

ALERT = lazy_pattern(r">[ \t]*\[!([A-Za-z]+)\][+-]?[ \t]*(.*)$")
QUOTED = lazy_pattern(r">[ \t]?(.*)$")
CONTENTS = lazy_pattern(
    r"[ \t]*(?:\[TOC\]|\[\[_?TOC_?\]\]|<!--[ \t]*(?:more|toc|tocstop|/toc)[ \t]*-->|\{:?[ \t]*:?toc\b[^}]*\})[ \t]*$",
    re.IGNORECASE,
)
BEFORE_CONTENTS = lazy_pattern(r"[ \t]*(?:[-*+]|\d+\.)[ \t]+\S.{0,60}$")
LONE_ATTRIBUTES = lazy_pattern(r"[ \t]*\{:?[ \t]*(?:[.#:][\w:.-]+|[\w-]+=\"?[^\"{}]*\"?)(?:[ \t]+[^{}]*)?\}[ \t]*$")
ATTRIBUTES = lazy_pattern(r"(?<=[\]\)*`_])\{:?[ \t]*(?:[.#][\w-]|[\w-]+=)[^{}]*\}")
TASK = lazy_pattern(r"^([ \t]*(?:[-*+]|\d+[.)])[ \t]+)\[([ xX])\][ \t]+")
ABBREVIATION = lazy_pattern(r"\*\[[^\]]+\]:")
STRUCK = lazy_pattern(r"~~(?=\S)[^~\n]+~~")
ICON = lazy_pattern(r"[ \t]?:(?:material|fontawesome|octicons|simple)(?:-[\w-]+)+:(?:\{[^{}]*\})?[ \t]?")
COMMENT = lazy_pattern(r"<!--(.*?)(-->|\Z)", re.DOTALL)


class Commented(Struct, frozen=True):
    """Lines without comments, and the comments."""

    lines: tuple[Line, ...]
    comments: tuple[str, ...]


def take_comments(lines: Sequence[Line]) -> Commented:
    """Take HTML comments out: readers never saw them. They move to the front matter, for whoever edits the page."""
    made: list[Line] = []
    comments: list[str] = []
    opened: list[str] | None = None
    for line in lines:
        if line.is_code or (opened is None and "<!--" not in line.text) or CONTENTS.match(line.text):
            made.append(line)
            continue
        text = ("<!--" if opened is not None else "") + line.text
        parts = COMMENT.findall(text)
        opened = [*(opened or []), parts[0][0].strip()]
        for words, end in parts[1:]:
            comments.append(" ".join(opened))
            opened = [words.strip()] if end or words else opened
        if parts[-1][1]:
            comments.append(" ".join(opened))
            opened = None
        left = COMMENT.sub("", text).rstrip()
        # A heading that held nothing else goes with it.
        made += [replace(line, text=left)] if left.strip(" \t#>") else []
    return Commented(tuple(made), tuple(" ".join(each.split()) for each in comments if each.strip()))


def convert_signs(lines: Sequence[Line], losses: Losses) -> list[Line]:
    """The lines with these signs replaced, or listed where nothing here means the same."""
    kept = _without_contents(_without_attributes(_with_alerts(lines)))
    was_task = False
    for line in kept:
        _list_losses(line, losses)
        is_task = bool(TASK.match(line.text)) and not line.is_code
        if is_task and not was_task:
            message = "a list with boxes to tick is a plain list now, and shows nothing as done"
            losses.dropped(line.number, message, "A component for questions has boxes on paper.")
        was_task = is_task
    return each_line(kept, lambda text, _number: _convert(text))


def without_code_blocks(lines: Sequence[Line], losses: Losses) -> list[Line]:
    """The lines with each line of a block of code as code within a paragraph: pages here have no such blocks."""
    made: list[Line] = []
    was_code = False
    for line in lines:
        if line.is_code and not was_code:
            message = "a block of code is here, and became lines of code"
            losses.dropped(line.number, message, "Pages have no blocks of code. Say it in words.")
        if line.is_code != was_code:
            made.append(Line("", line.number))
        if not line.is_code:
            made.append(line)
        elif (words := line.text.replace("`", "").strip(" \t>~")) and not FENCE.match(line.text):
            made.append(replace(line, text=f"`{words}`  "))
        was_code = line.is_code
    return made


def _convert(text: str) -> str:
    text = TASK.sub(r"\1", text)
    return ICON.sub(" ", ATTRIBUTES.sub("", text)) if ":" in text or "{" in text else text


def _list_losses(line: Line, losses: Losses) -> None:
    if line.is_code:
        return
    if STRUCK.search(line.text):
        message = "struck-out text is here, and would be shown as if it still held"
        losses.kept(line.number, message, "Delete the words between the signs '~~', and the signs.")
    elif ABBREVIATION.match(line.text):
        fix = "Explain the word in content/LANGUAGE/terms.yaml, and delete the line."
        losses.kept(line.number, "this line explains an abbreviation to another program", fix)
    elif line.text.startswith("--8<--"):
        fix = "Copy the text of that file here."
        losses.kept(line.number, "the text of another file stood here", fix)


def _with_alerts(lines: Sequence[Line]) -> list[Line]:
    made: list[Line] = []
    index = 0
    while index < len(lines):
        found = None if lines[index].is_code else ALERT.match(lines[index].text)
        if not found:
            made.append(lines[index])
            index += 1
            continue
        end = quotation_end(lines, index)
        inside = unquoted(lines[index + 1 : end])
        made += make_box(found.group(1), found.group(2), inside, lines[index].number)
        index = end
    return made


def quotation_end(lines: Sequence[Line], start: int) -> int:
    """The index after a quotation."""
    end = start
    while end < len(lines) and lines[end].text.startswith(">"):
        end += 1
    return end


def unquoted(lines: Sequence[Line]) -> list[Line]:
    """The lines of a quotation without its signs."""
    return [replace(line, text=QUOTED.sub(r"\1", line.text)) for line in lines]


def _without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines without tables of contents: a page here gets its own."""
    kept: list[Line] = []
    for line in lines:
        if line.is_code or not CONTENTS.match(line.text):
            kept.append(line)
        elif "toc" in line.text.lower() and "{" in line.text and kept and BEFORE_CONTENTS.match(kept[-1].text):
            # In kramdown the list item above only marks the place.
            kept.pop()
    return kept


def _without_attributes(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that only give a class or a name to what is above or below them."""
    return [line for line in lines if line.is_code or CONTENTS.match(line.text) or not LONE_ATTRIBUTES.match(line.text)]
