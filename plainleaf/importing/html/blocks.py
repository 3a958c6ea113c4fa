"""HTML to Markdown, by the library markdownify, which is an extra: only somebody who moves in needs it, once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec

from msgspec.structs import replace

from plainleaf.importing.html.elements import PROGRAMS
from plainleaf.importing.new_front import plain_text
from plainleaf.importing.old_files import tidy_end
from plainleaf.importing.old_site import Line, Losses
from plainleaf.importing.text_lines import CODE, each_line, make_expander, make_figure
from plainleaf.patterns import lazy_pattern
from plainleaf.problems.extras import install_command

TOO_DEEP = "the HTML here is nested too deeply to be read"
BLOCKS = (
    "div", "p", "table", "ul", "ol", "dl", "figure", "details", "section", "article", "aside", "center", "iframe",
    "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "main", "header", "footer", "nav", "script", "style",
)  # fmt: skip
REMOVED = ("script", "style", "link", "meta")
# In a line of text. One without its end stays, and the build reports it.
REMOVED_PART = lazy_pattern(
    r"<(script|style)\b[^<>]*>(?:[^<]|<(?!/\1\b))*</\1[ \t]*>|<(?:link|meta)\b[^<>]*>", re.IGNORECASE
)
OPENING = lazy_pattern(rf"[ ]{{0,3}}<({'|'.join((*BLOCKS, *PROGRAMS))})\b([^<>]*)>?", re.IGNORECASE)
HAS_MARKDOWN = lazy_pattern(r"\bmarkdown(?:\s*=\s*[\"']?(?:1|block|span|true)?[\"']?)?(?=[\s>]|$)")
WRAPPER = lazy_pattern(r"^[ \t]*</?(?:div|section|article|aside|center|main|span)\b[^<>]*>[ \t]*$", re.IGNORECASE)
BREAK = lazy_pattern(r"<br[ \t]*/?>", re.IGNORECASE)
INLINE = lazy_pattern(
    r"<(b|strong|i|em|a|code|span|u|font|big|small|cite|tt)\b[^<>]*>(?:[^<>]|<(?!/?\1\b)[^<>]*>)*</\1>|<(?:img|wbr)\b[^<>]*>"
    r"|<a\b[^<>]*></a>|<a\b[^<>]*/>",
    re.IGNORECASE,
)
PICTURE = lazy_pattern(r"!\[([^\[\]]*)\]\(([^()\s]+)[^()]*\)")
CAPTION = lazy_pattern(r"<figcaption\b[^<>]*>(.*?)</figcaption>", re.IGNORECASE | re.DOTALL)
CAPTION_TAG = lazy_pattern(r"</?figcaption\b[^<>]*>", re.IGNORECASE)
SUMMARY = lazy_pattern(r"<summary\b[^<>]*>(.*?)</summary>", re.IGNORECASE | re.DOTALL)
# How many lines are searched for an end tag and for a summary, and how deep elements may be in each other.
LONGEST_ELEMENT, LONGEST_SUMMARY, MAX_DEPTH = 500, 5, 8
UNSEEN = lazy_pattern(
    r"<[a-z][\w-]*(?:\s[^<>]*)?(?:\shidden(?=[\s=>])"
    r"|\sstyle\s*=\s*[\"'][^\"'<>]*(?:display\s*:\s*none|visibility\s*:\s*hidden))",
    re.IGNORECASE,
)
TAG_OF = lazy_pattern(r"<([a-zA-Z][\w-]*)")


def how_to_install() -> str:
    """What to do where the library is missing, before the site is imported."""
    return f"Install what reads HTML with: {install_command('import')}, then import again into a new site."


def is_installed() -> bool:
    """Whether HTML can be read on this computer."""
    return find_spec("markdownify") is not None


def convert_html(lines: Sequence[Line], losses: Losses) -> list[Line]:
    """The lines of a Markdown text, with the HTML in them as Markdown."""
    made = _convert_blocks(lines, losses)
    without = [line for line in made if line.is_code or not WRAPPER.match(line.text)]
    return list(_broken(each_line(without, lambda text, number: _convert_inline(text, number, losses))))


def _convert_blocks(lines: Sequence[Line], losses: Losses, depth: int = 0) -> list[Line]:
    made: list[Line] = []
    index = 0
    while index < len(lines):
        found = None if lines[index].is_code else OPENING.match(lines[index].text)
        if not found:
            made.append(lines[index])
            index += 1
            continue
        end = _block_end(lines, index, found.group(1).lower())
        block = lines[index:end]
        if HAS_MARKDOWN.search(found.group(2)) and depth < MAX_DEPTH:
            # The text inside is Markdown already.
            inside = _convert_blocks(_unwrapped(block), losses, depth + 1)
            made += UNWRAPPED.get(found.group(1).lower(), _as_it_is)(inside, block[0].number)
        else:
            made += _convert_block(block, losses)
        index = end
    return made


def _as_it_is(inside: Sequence[Line], _number: int) -> list[Line]:
    return list(inside)


def _figure(inside: Sequence[Line], number: int) -> list[Line]:
    """The lines of a figure element as a captioned picture, if there is one picture and a caption."""
    text = "\n".join(line.text for line in inside)
    pictures, caption = PICTURE.findall(text), CAPTION.search(text)
    if len(pictures) != 1 or not caption:
        return [replace(line, text=CAPTION_TAG.sub("", line.text)) for line in inside]
    alt, source = pictures[0]
    return list(to_lines_at(make_figure(source, plain_text(alt), caption.group(1).strip()), number))


def _expander(inside: Sequence[Line], number: int) -> list[Line]:
    """The lines of a details element as an expander, with its summary as the title."""
    text = "\n".join(line.text for line in inside[:LONGEST_SUMMARY])
    found = SUMMARY.search(text)
    title, last = (found.group(1), text.count("\n", 0, found.end())) if found else ("", -1)
    return make_expander(plain_text(title), inside[last + 1 :], number)


def _block_end(lines: Sequence[Line], start: int, name: str) -> int:
    """The index after the element that begins at a line: at its end tag, else at the next empty line."""
    tag, depth = re.compile(rf"<(/?){name}\b", re.IGNORECASE), 0
    empty = len(lines)
    for index in range(start, min(start + LONGEST_ELEMENT, len(lines))):
        if not lines[index].text.strip():
            empty = min(empty, index)
        if "<" not in lines[index].text:
            continue
        for found in tag.finditer(CODE.sub("", lines[index].text)):
            depth += -1 if found.group(1) else 1
        if depth <= 0:
            return index + 1
    return max(min(empty, start + LONGEST_ELEMENT), start + 1)


def _unwrapped(block: Sequence[Line]) -> list[Line]:
    """An element's lines without its own tags."""
    first = replace(block[0], text=re.sub(r"^[ \t]*<[^<>]*>", "", block[0].text, count=1))
    lines = [first, *block[1:]]
    lines[-1] = replace(lines[-1], text=re.sub(r"</[\w-]+>[ \t]*$", "", lines[-1].text, count=1))
    return lines


def _convert_block(block: Sequence[Line], losses: Losses) -> list[Line]:
    number, text = block[0].number, "\n".join(line.text for line in block)
    list_lost_elements(text, number, losses)
    if not is_installed():
        losses.kept(number, "there is HTML here", how_to_install())
        return list(block)
    found = html_to_markdown(text, is_text=False)
    if found is None:
        losses.kept(number, TOO_DEEP, "Write its text anew.")
        return list(block)
    return [Line("", number), *to_lines_at(found, number), Line("", number)]


def _convert_inline(text: str, number: int, losses: Losses) -> str:
    if "<" not in text:
        return text
    text = BREAK.sub(" " if text.lstrip().startswith("|") else "\n", text)
    if not is_installed():
        return text
    # From the inside out, for elements within elements.
    for _ in range(MAX_DEPTH):
        text = INLINE.sub(lambda found: _inline(found.group()), text)
    list_lost_elements(text, number, losses)
    return REMOVED_PART.sub("", text)


def _inline(html: str) -> str:
    made = html_to_markdown(html, is_text=False)
    return html if made is None else made.replace("\n", " ")


def _broken(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, where a line break in one makes two: the first ends with two spaces, which break it on the page."""
    for line in lines:
        *parts, last = line.text.split("\n")
        yield from (Line(f"{part.rstrip()}  " if part.strip() else "", line.number, line.is_code) for part in parts)
        if last or not parts:
            yield replace(line, text=last)


def list_lost_elements(html: str, number: int, losses: Losses) -> None:
    """List elements that were left out or replaced, each at its line.

    Those that stay as they are need no word here: the build reports all HTML, with a fix.
    """
    for found in UNSEEN.finditer(html):
        line = number + html.count("\n", 0, found.start())
        message = "this text was hidden on the old site, and readers would see it now"
        losses.kept(line, message, "Delete what is not for them.")
    for found in TAG_OF.finditer(html):
        name, line = found.group(1).lower(), number + html.count("\n", 0, found.start())
        if name in REMOVED:
            losses.dropped(line, f"<{name}> was left out: pages here hold no programs and no styles", "Nothing to do.")
        elif name == "iframe":
            losses.dropped(
                line, "a page or video of another site was shown here; there is a link now", "Read the link."
            )


def to_lines_at(text: str, number: int) -> Iterator[Line]:
    """The lines of a new text that stands for one line of the old file."""
    return (Line(tidy_end(each), number) for each in text.split("\n"))


def html_to_markdown(html: str, *, is_text: bool) -> str | None:
    """HTML as Markdown; None if its elements are nested without end.

    With `is_text`, signs in its words are escaped; else the words are Markdown already.
    """
    from plainleaf.importing.html.converter import convert  # imports the extra

    try:
        return convert(html, is_text=is_text)
    except RecursionError:
        return None


# What becomes of elements whose text is Markdown already. All others only lose their tags.
UNWRAPPED: Mapping[str, Callable[[Sequence[Line], int], list[Line]]] = {"details": _expander, "figure": _figure}
