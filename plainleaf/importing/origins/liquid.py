"""Jekyll's Liquid and kramdown's attributes: links, constants, includes for pictures and boxes, callouts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from msgspec.structs import replace

from plainleaf.importing.html.elements import video_link
from plainleaf.importing.links import NAMED
from plainleaf.importing.new_front import plain_text
from plainleaf.importing.old_site import Line, Losses, OldSite
from plainleaf.importing.signs import quotation_end, unquoted
from plainleaf.importing.text_lines import PLAIN, WARNINGS, each_line, make_box, make_figure, mark_code
from plainleaf.patterns import lazy_pattern

TAG = lazy_pattern(r"\{%-?[ \t]*(\w+)[ \t]*(.{0,1000}?)[ \t]*-?%\}")
OUTPUT = lazy_pattern(r"\{\{-?[ \t]*(.{0,300}?)[ \t]*-?\}\}")
ARGUMENT = lazy_pattern(r"([\w-]+)[ \t]*=[ \t]*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
ADDRESS = lazy_pattern(r"[\"']([^\"']*)[\"'][ \t]*\|[ \t]*(?:relative_url|absolute_url|prepend:.*)$")
BASE = lazy_pattern(
    r"\{\{-?[ \t]*(?:site\.(?:url|baseurl)|['\"]['\"][ \t]*\|[ \t]*(?:relative|absolute)_url)[ \t]*-?\}\}"
)
CLASSES = lazy_pattern(r"[ \t]*\{:[ \t]*([^{}]*)\}[ \t]*$")
CLASS = lazy_pattern(r"\.([\w-]+)")
# Liquid that only guards text, and leaves nothing when it goes.
RAW = lazy_pattern(r"\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}")
COMMENT = lazy_pattern(r"\{%-?\s*comment\s*-?%\}|\{::comment\b[^{}]*(?<!/)\}")
END_OF_LIQUID = lazy_pattern(r"\{%-?\s*endcomment\s*-?%\}")
END_OF_KRAMDOWN = lazy_pattern(r"\{:/(?:comment)?\}")
HIGHLIGHT = lazy_pattern(r"[ \t]*\{%-?\s*(?:(endhighlight)|highlight\s+([\w+-]+)[^%]{0,100})\s*-?%\}\s*")
# What tells kramdown how to read what follows, and what ends that.
GUARD = lazy_pattern(r"\{:(?::(?:nomarkdown|options)\b[^{}]{0,200}|/(?:nomarkdown|options|comment)?)\}")
# Keeps two lists or quotations apart in kramdown.
BLOCK_END = "^"
WITH_ADDRESS = ("link", "post_url")


def convert_liquid(lines: tuple[Line, ...], site: OldSite, losses: Losses) -> list[Line]:
    """The prose of a page of Jekyll without Liquid, except what has no counterpart, which is listed."""
    bare = [replace(line, text=RAW.sub("", line.text)) for line in _without_comments(lines, losses)]
    fenced = [replace(line, text=_to_fence(line.text)) for line in bare]
    plain = [line if line.is_code else replace(line, text=_without_kramdown(line.text)) for line in mark_code(fenced)]
    boxed = _with_callouts([line for line in plain if line.is_code or line.text.strip() != BLOCK_END])
    return each_line(boxed, lambda text, number: _convert(text, number, site, losses))


def _to_fence(text: str) -> str:
    """A line that begins or ends a block of code, as Markdown writes it."""
    found = HIGHLIGHT.fullmatch(text)
    return text if found is None else "```" if found[1] else f"```{found[2] or ''}"


def _without_kramdown(text: str) -> str:
    """A line without what only guards text in kramdown, and with its line break as Markdown writes it."""
    text = GUARD.sub("", text) if "{:" in text else text
    return text[:-2] + "  " if text.endswith("\\\\") else text


def _without_comments(lines: Sequence[Line], losses: Losses) -> Iterator[Line]:
    """The lines without comments of Liquid and kramdown, which readers never saw."""
    ending: re.Pattern[str] | None = None
    for line in lines:
        kept, at, was_inside = "", 0, ending is not None
        while found := (ending or COMMENT).search(line.text, at):
            kept += "" if ending else line.text[at : found.start()]
            at = found.end()
            if ending is None:
                losses.dropped(line.number, "a comment was left out", "Keep it as a line '# …' in the front matter.")
            ending = None if ending else (END_OF_LIQUID if found.group().startswith("{%") else END_OF_KRAMDOWN)
        kept += "" if ending else line.text[at:]
        if kept.strip() or not (at or was_inside):
            yield replace(line, text=kept)


def _convert(text: str, number: int, site: OldSite, losses: Losses) -> str:
    if "{" not in text:
        return text
    text = BASE.sub("", text)
    text = TAG.sub(lambda found: _tag(found, number, losses), text)
    return OUTPUT.sub(lambda found: _output(found, number, site, losses), text)


def _tag(found: re.Match[str], number: int, losses: Losses) -> str:
    name, rest = found.groups()
    if name in WITH_ADDRESS and rest:
        return NAMED + quote(rest.strip().lstrip("/"), safe="/")
    if name in ("include", "include_relative", "include_cached", "figure", "youtube", "vimeo"):
        made = _include(name, rest, number, losses)
        if made:
            return made
    what = f"the include '{rest.split(' ')[0]}'" if name.startswith("include") else f"'{found.group()[:60]}'"
    losses.kept(number, f"{what} was filled in by a program", "Write the words that stood there, or delete it.")
    return found.group()


def _include(name: str, rest: str, number: int, losses: Losses) -> str:
    given = {key.lower(): next(each for each in values if each is not None) for key, *values in _arguments(rest)}
    file = rest.split(" ")[0].rpartition("/")[2].partition(".")[0].lower() if name.startswith("include") else name
    source = given.get("src") or given.get("image_path") or given.get("url") or given.get("file") or given.get("path")
    if file in ("figure", "image", "img", "picture", "responsive-image") and source:
        return _figure(source, given)
    if file in ("youtube", "vimeo", "video", "youtubeplayer") and (video := given.get("id") or given.get("video_id")):
        losses.dropped(number, "a video was shown here; there is a link now", "Read the link.")
        return video_link(f"https://vimeo.com/{video}" if "vimeo" in rest else f"https://youtu.be/{video}")
    words = given.get("content") or given.get("text")
    kind = given.get("type", file).lower()
    if words and kind in (*WARNINGS, *PLAIN):
        box = make_box(kind, plain_text(given.get("title", "")), [Line(words, number)], number)
        return "\n".join(line.text for line in box)
    return ""


def _arguments(rest: str) -> Iterator[tuple[str, ...]]:
    return (found.groups() for found in ARGUMENT.finditer(rest))


def _figure(source: str, given: Mapping[str, str]) -> str:
    alt, caption = plain_text(given.get("alt", "")), given.get("caption", "")
    return make_figure(source, alt, caption) if caption else f"![{alt}]({source})"


def _output(found: re.Match[str], number: int, site: OldSite, losses: Losses) -> str:
    words = found.group(1)
    address = ADDRESS.fullmatch(words)
    if address:
        return "/" + address.group(1).lstrip("/")
    owner, _, name = words.partition(".")
    value = (
        site.constants.get(name, "") if owner == "site" else losses.page.fields.text(name) if owner == "page" else ""
    )
    if value:
        return value
    losses.kept(number, f"'{found.group()[:60]}' was filled in by a program", "Write the words that stood there.")
    return found.group()


def _with_callouts(lines: list[Line]) -> list[Line]:
    """The lines with boxes in place of paragraphs and quotations that have a class such as .warning."""
    made: list[Line] = []
    index = 0
    while index < len(lines):
        kind = _box_kind(lines[index])
        if kind is None:
            made.append(lines[index])
            index += 1
            continue
        number = lines[index].number
        after = _paragraph_end(lines, index + 1)
        if after > index + 1:
            made += _callout(kind, lines[index + 1 : after], number)
            index = after
        else:
            # kramdown also takes attributes below what they belong to.
            start = len(made)
            while start and made[start - 1].text.strip() and not made[start - 1].text.startswith(":::"):
                start -= 1
            made[start:] = _callout(kind, made[start:], number)
            index += 1
    return made


def _box_kind(line: Line) -> str | None:
    found = None if line.is_code else CLASSES.match(line.text)
    names = CLASS.findall(found.group(1)) if found else []
    bare = (name.removeprefix("notice--").removeprefix("alert-").removeprefix("callout-") for name in names)
    return next((name for name in bare if name.removesuffix("-title").lower() in (*WARNINGS, *PLAIN)), None)


def _paragraph_end(lines: Sequence[Line], start: int) -> int:
    if start < len(lines) and lines[start].text.startswith(">"):
        return quotation_end(lines, start)
    end = start
    while end < len(lines) and lines[end].text.strip() and not CLASSES.match(lines[end].text):
        end += 1
    return end


def _callout(kind: str, block: Sequence[Line], number: int) -> list[Line]:
    inside = unquoted(block) if block and block[0].text.startswith(">") else list(block)
    title = ""
    if kind.endswith("-title") and inside:
        title, inside = plain_text(inside[0].text), inside[1:]
    return make_box(kind.removesuffix("-title"), title, inside, number)
