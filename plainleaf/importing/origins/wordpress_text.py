"""The texts of WordPress as Markdown: blocks and classic paragraphs, captions, galleries, embedded pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from plainleaf.content.kinds import names_of_kinds
from plainleaf.importing.html.blocks import TOO_DEEP, how_to_install, html_to_markdown, is_installed, list_lost_elements
from plainleaf.importing.old_files import tidy_end
from plainleaf.importing.old_site import Line, Losses, OldSite
from plainleaf.patterns import lazy_pattern

# The key of an attachment's address among the site's constants.
ATTACHMENT = "attachment:"
BLOCK_COMMENT = lazy_pattern(r"<!--[ \t]*/?wp:([\w/-]+)(.{0,4000}?)/?-->", re.DOTALL)
SILENT_COMMENT = lazy_pattern(r"<!--\s*(?:more|nextpage|noteaser)[^<>]{0,200}-->")
# What blocks become that are filled in by WordPress when it shows a page.
FILLED_IN = ("block", "latest-posts", "query", "shortcode-ui", "calendar", "archives", "categories", "tag-cloud", "rss",
             "contact-form", "jetpack/contact-form", "file-list", "search", "loginout", "page-list")  # fmt: skip
CAPTION = lazy_pattern(r"\[caption[^\]]*\](.{0,4000}?)\[/caption\]", re.DOTALL)
PICTURE = lazy_pattern(r"((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)
EMBED = lazy_pattern(r"\[embed[^\]]*\](.{0,1000}?)\[/embed\]", re.DOTALL)
EMBED_BLOCK = lazy_pattern(
    r"<figure\b[^>]*\bwp-block-embed\b[^>]*>\s*<div\b[^>]*>\s*(https?://[^\s<]+)\s*</div>(.{0,2000}?)</figure>",
    re.DOTALL,
)
VIDEO_LINE = lazy_pattern(
    r"^[ \t]*(https?://(?:www\.)?(?:youtube\.com/watch\?\S*|youtu\.be/\S+|vimeo\.com/\d+\S*))[ \t]*$", re.MULTILINE
)
GALLERY = lazy_pattern(r"\[gallery\b([^\]]*)\]")
IDS = lazy_pattern(r"\bids=[\"']?([\d, ]+)")
SHORTCODE = lazy_pattern(r"\[(/?)([a-z][\w-]{2,40})((?:[ \t]+[^\[\]\n]*)?)/?\](?!\()")
KNOWN = (
    "contact-form", "contact-form-7", "contact-form-8", "gravityform", "wpforms", "ninja_form", "gallery", "audio",
    "video", "playlist", "slider", "rev_slider", "recent-posts", "sitemap", "vc_row", "vc_column", "button",
)  # fmt: skip
FORMS = lazy_pattern(r"form")
BLOCK_START = lazy_pattern(
    r"</?(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|blockquote|figure|figcaption|pre|hr|details|section"
    r"|article|aside|address|form|iframe|fieldset|header|footer|main|nav|video|audio|summary|center)\b", re.IGNORECASE,
)  # fmt: skip


def convert_wordpress(lines: tuple[Line, ...], site: OldSite, losses: Losses) -> list[Line]:
    """The text of a page or post as lines of Markdown. All of them are at the line where the text begins."""
    first, html = lines[0].number if lines else 1, "\n".join(line.text for line in lines)
    if not html.strip():
        return []
    if not is_installed():
        losses.kept(first, "this text is HTML, which cannot be read yet", how_to_install())
        return []
    _list_losses(html, first, losses)
    markdown = html_to_markdown(_with_elements(html, site), is_text=True)
    if markdown is None:
        losses.kept(first, TOO_DEEP, "Write its text anew.")
        return []
    return [Line(tidy_end(text), _line_of(text, lines, first)) for text in markdown.split("\n")]


def _line_of(text: str, lines: tuple[Line, ...], first: int) -> int:
    """The line that a line of Markdown comes from, found by its longest run of plain words; else the first."""
    runs = re.findall(r"[^\W_][\w ,.'-]{8,}", text)
    if not runs:
        return first
    longest = max(runs, key=len).strip()
    return next((line.number for line in lines if longest in line.text), first)


def _list_losses(html: str, first: int, losses: Losses) -> None:
    """List, each at its line, what only WordPress or one of its plugins could have shown."""
    for found in BLOCK_COMMENT.finditer(html):
        if found.group(1) in FILLED_IN and not found.group().startswith("<!-- /"):
            message = f"the block '{found.group(1)}' was filled in by WordPress, so nothing of it came over"
            losses.dropped(first + html.count("\n", 0, found.start()), message, "Write in words what it showed.")
    ends = {found.group(2) for found in SHORTCODE.finditer(html) if found.group(1)}
    for found in SHORTCODE.finditer(EMBED.sub("", _without_captions(html))):
        slash, name, rest = found.groups()
        if not slash and (name in KNOWN or name in ends or "=" in rest) and not IDS.search(rest):
            _list_shortcode(name, first + max(html.count("\n", 0, html.find(found.group())), 0), losses)
    list_lost_elements(BLOCK_COMMENT.sub("", html), first, losses)


def _list_shortcode(name: str, line: int, losses: Losses) -> None:
    fix = "Delete it, or write in words what it showed."
    if FORMS.search(name):
        kinds = names_of_kinds(lambda kind: bool(kind.form))
        fix = f"Delete it, and link to a page of the kind {kinds}."
    losses.kept(line, f"the shortcode '{name}' has no counterpart", fix)


def _without_captions(html: str) -> str:
    return CAPTION.sub(lambda found: "\n" * found.group().count("\n"), html)


def _with_elements(html: str, site: OldSite) -> str:
    """The text with HTML elements in place of what only WordPress knows."""
    is_classic = "<!-- wp:" not in html
    html = BLOCK_COMMENT.sub("", SILENT_COMMENT.sub("", html))
    html = CAPTION.sub(lambda found: _figure(found.group(1)), html)
    html = EMBED_BLOCK.sub(lambda found: f"{_frame(found.group(1))}{found.group(2)}", html)
    html = EMBED.sub(lambda found: _frame(found.group(1)), html)
    html = VIDEO_LINE.sub(lambda found: _frame(found.group(1)), html)
    html = GALLERY.sub(lambda found: _gallery(found, site), html)
    return "\n\n".join(_paragraphs(html)) if is_classic else html


def _figure(inside: str) -> str:
    """A picture with the text below it, as HTML has it."""
    found = PICTURE.search(inside)
    if not found:
        return inside
    return f"\n\n<figure>{found.group(1)}<figcaption>{found.group(2).strip()}</figcaption></figure>\n\n"


def _frame(address: str) -> str:
    return f'\n\n<iframe src="{escape(unescape(address.strip()))}"></iframe>\n\n'


def _gallery(found: re.Match[str], site: OldSite) -> str:
    """The pictures of a gallery one below the other, if the export has their addresses."""
    ids = IDS.search(found.group(1))
    numbers = re.findall(r"\d+", ids.group(1)) if ids else []
    addresses = [site.constants.get(ATTACHMENT + number, "") for number in numbers]
    if not addresses or not all(addresses):
        return found.group()
    return "\n\n".join(f'<p><img src="{escape(address)}"></p>' for address in addresses)


def _paragraphs(html: str) -> Iterator[str]:
    """The text in paragraphs, as WordPress shows a classic text: an empty line ends one, a line end breaks a line."""
    for block in re.split(r"\n[ \t]*\n", html):
        if not block.strip():
            continue
        if BLOCK_START.match(block.strip()):
            yield block
        else:
            broken = re.sub(r"[ \t]*\n(?![ \t]*<(?:/?(?:li|ul|ol)|br))", "<br>\n", block.strip())
            yield f"<p>{broken}</p>"
