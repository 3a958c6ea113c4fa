"""Lines of prose on their way: code left alone, blocks by their indentation, boxes as components."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from plainleaf.content.components import CAPTIONED_PICTURE, HIDDEN_TEXT, PLAIN_BOX, WARNING_BOX
from plainleaf.importing.new_front import quoted
from plainleaf.importing.old_site import Line
from plainleaf.patterns import lazy_pattern

CODE = lazy_pattern(r"(?<!`)(`+)(?!`)([^\n]{1,400}?)(?<!`)\1(?!`)")
FENCE = lazy_pattern(r"[ \t>]*(`{3,}|~{3,})")
# Nobody wrote a longer line of Markdown. Reading one could take very long, so it counts as code.
LONGEST_LINE = 10_000
# What other programs call their boxes, and whether it warns. A box of another name is treated as a plain one.
WARNINGS = (
    "warning", "danger", "caution", "error", "bug", "failure", "fail", "attention", "important", "alert", "critical",
)  # fmt: skip
PLAIN = (
    "note", "info", "tip", "hint", "success", "abstract", "summary", "tldr", "todo", "check", "done", "question",
    "help", "faq", "example", "quote", "cite", "notice", "callout", "admonition", "seealso", "new", "highlight",
    "primary", "secondary", "light", "dark", "definition", "default", "purple", "comment",
)  # fmt: skip
# A heading this deep is raised to the level below the one above it (see headings.py).
DEEPEST_HEADING = "######"


def mark_code(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with those of fenced code marked."""
    opened = ""
    for line in lines:
        found = FENCE.match(line.text)
        sign = found.group(1) if found else ""
        if opened:
            yield replace(line, is_code=True)
            if sign.startswith(opened) and not line.text.strip(" \t>`~"):
                opened = ""
        else:
            opened = sign
            yield replace(line, is_code=bool(sign) or len(line.text) > LONGEST_LINE)


def outside_code(text: str, convert: Callable[[str], str]) -> str:
    """A text with everything but its code spans converted."""
    if "`" not in text:
        return convert(text)
    parts, at = [], 0
    for found in CODE.finditer(text):
        parts += [convert(text[at : found.start()]), found.group()]
        at = found.end()
    return "".join([*parts, convert(text[at:])])


def each_line(lines: Iterable[Line], convert: Callable[[str, int], str]) -> list[Line]:
    """The lines, with everything converted that is not code. `convert` takes a text and the number of its line."""
    return [line if line.is_code else _convert_line(line, convert) for line in lines]


def _convert_line(line: Line, convert: Callable[[str, int], str]) -> Line:
    return replace(line, text=outside_code(line.text, lambda text: convert(text, line.number)))


def indent_of(text: str) -> int:
    """The number of spaces before a text."""
    return len(text) - len(text.lstrip(" "))


def indented_block(lines: Sequence[Line], start: int, indent: int) -> int:
    """The index after a block that begins at `start` and whose lines have at least `indent` spaces, or are empty."""
    end = start
    for index in range(start, len(lines)):
        text = lines[index].text.expandtabs(4)
        if text.strip() and indent_of(text) < indent:
            break
        end = index + 1 if text.strip() else end
    return end


def dedent(lines: Iterable[Line], by: int) -> list[Line]:
    """The lines with that many spaces less in front."""
    expanded = ((line, line.text.expandtabs(4)) for line in lines)
    return [replace(line, text=text[min(by, indent_of(text)) :]) for line, text in expanded]


def make_box(kind: str, title: str, inside: Iterable[Line], number: int) -> list[Line]:
    """A box of another program as a component, which depends on whether it warns.

    One that warns needs a heading. Without a title it is called by its kind, as the old program did.
    """
    component = WARNING_BOX if kind.lower() in WARNINGS else PLAIN_BOX
    title = title.strip() or (kind.capitalize() if component == WARNING_BOX else "")
    if component == WARNING_BOX:
        head = [f"{DEEPEST_HEADING} {title}", ""]
    else:
        head = [f"**{title.strip('*')}**", ""] if title else []
    return fenced(component, "", head, inside, number)


def make_expander(title: str, inside: Iterable[Line], number: int) -> list[Line]:
    """A text that opens with a click."""
    return fenced(HIDDEN_TEXT, title.strip() or "More", [], inside, number)


def fenced(component: str, argument: str, head: Sequence[str], inside: Iterable[Line], number: int) -> list[Line]:
    """A component with lines inside, under the name of what it stands for. `head` are new lines that come first."""
    # The empty line keeps a text such as "Note: …" from being read as an option.
    opening = ["", f"::: {component} {argument}".rstrip(), *(head or [""])]
    return [*(Line(text, number) for text in opening), *trimmed(inside), Line(":::", number), Line("", number)]


def make_figure(picture: str, alt: str, caption: str, credit: str = "") -> str:
    """A picture with a text below it, on several lines. A text alternative that is missing is never made up."""
    options = [f"picture: {picture}", *([f"alt: {quoted(alt)}"] if alt else [])]
    options += [f"credit: {quoted(credit)}"] if credit else []
    return "\n".join(["", f"::: {CAPTIONED_PICTURE}", *options, "", " ".join(caption.split()), ":::", ""])


def trimmed(lines: Iterable[Line]) -> list[Line]:
    """The lines without empty ones at either end."""
    found = list(lines)
    while found and not found[0].text.strip():
        found.pop(0)
    while found and not found[-1].text.strip():
        found.pop()
    return found
