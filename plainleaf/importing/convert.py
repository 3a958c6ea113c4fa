"""The prose of one page, from the old program's Markdown or HTML to ours, all but its links."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.components import HIDDEN_TEXT, PLAIN_BOX
from plainleaf.importing.headings import Headings, put_headings_in_order
from plainleaf.importing.html.blocks import convert_html
from plainleaf.importing.new_front import plain_text
from plainleaf.importing.old_site import Line, Losses, OldPage, OldSite, Origin
from plainleaf.importing.signs import Commented, convert_signs, take_comments, without_code_blocks
from plainleaf.importing.text_lines import LONGEST_LINE, mark_code, trimmed
from plainleaf.input.characters import replace_forbidden
from plainleaf.patterns import lazy_pattern

EMPTY = lazy_pattern(rf"::: (?:{HIDDEN_TEXT}|{PLAIN_BOX})\b")


class Prose(Struct, frozen=True):
    """The prose of a page with its headings in order, the comments that stood in it, and what could not be carried."""

    headings: Headings
    comments: tuple[str, ...]
    losses: Losses


def convert_prose(page: OldPage, site: OldSite, origin: Origin, losses: Losses) -> Prose:
    """The prose of a page without the signs of the other program. Links wait until all pages have their places."""
    lines = tuple(_clean(line, losses, is_html=origin.is_html) for line in mark_code(page.lines))
    commented = Commented(lines, ()) if origin.is_html else take_comments(lines)
    made = _split(origin.convert(commented.lines, site, losses))
    if not origin.is_html:
        made = convert_html(list(mark_code(made)), losses)
    made = convert_signs(without_code_blocks(list(mark_code(made)), losses), losses)
    headings = put_headings_in_order(
        _squeezed(_without_empty_boxes(_squeezed(trimmed(made)))), plain_text(page.fields.text("title"))
    )
    return Prose(headings, commented.comments, losses)


def _clean(line: Line, losses: Losses, *, is_html: bool) -> Line:
    text = replace_forbidden(line.text)
    if len(text) > LONGEST_LINE and not is_html:
        losses.kept(line.number, f"a line of {len(text)} characters is here, which was not read", "Write it anew.")
        return Line(text, line.number, is_code=True)
    if text.startswith(":::") and not line.is_code:
        losses.kept(line.number, "':::' begins a component here, and was something else", "Delete the line.")
        text = f"\\{text}"
    elif text != line.text:
        losses.kept(line.number, "an invisible character is in the text", "Type the word again.")
    return replace(line, text=text)


def _without_empty_boxes(lines: Sequence[Line]) -> list[Line]:
    """The lines without components that have nothing in them any more, such as a table of contents that opened."""
    made: list[Line] = []
    for line in lines:
        above = len(made)
        while above and not made[above - 1].text:
            above -= 1
        if line.text == ":::" and above and EMPTY.match(made[above - 1].text):
            del made[above - 1 :]
        else:
            made.append(line)
    return made


def _squeezed(lines: Sequence[Line]) -> list[Line]:
    """The lines with one empty line wherever there were several."""
    return [line for index, line in enumerate(lines) if line.text or not index or lines[index - 1].text]


def _split(lines: Sequence[Line]) -> list[Line]:
    """The lines, where a component in one makes several."""
    return [replace(line, text=part) for line in lines for part in line.text.split("\n")]
