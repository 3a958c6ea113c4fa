"""The style sheets of a site: minified, with what is for paper apart, and with the selectors that tell who needs them.

A page loads one file, joined from those style sheets that could do something to it (see render/page_styles.py). In the
preview one style sheet has everything, so that editing a style changes no page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from rcssmin import cssmin

from plainleaf.content.config.brand import make_properties
from plainleaf.content.load import Inputs
from plainleaf.content.static_files import FINGERPRINT_LENGTH
from plainleaf.index.addresses import Addresses
from plainleaf.model.jobs import TextJob

STYLE_URL = re.compile(r"url\(\s*[\"']?(/[^\"')\s]+)[\"']?\s*\)")
# What may hold a brace or a semicolon that ends nothing, or the end of a statement.
SIGN = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)"']*\)|\\.|[{};]""", re.DOTALL)
LICENSE = re.compile(r"/\*.*?\*/", re.DOTALL)
# At-rules with rules inside.
GROUPS = ("@layer", "@media", "@supports", "@container")
PAPER = "@media print"
INNER_PARENTHESES = re.compile(r"\([^()]*\)")
NOT_A_NAME = re.compile(r"\[[^\]]*\]|::?[\w-]+")
NAME = re.compile(r"\.?[^\W\d][\w-]*")
# A selector for text in a language or of a direction: a page needs such a style if it has such a text.
LANGUAGE = re.compile(r"""\[(lang)\|=["']?([\w-]+)["']?\]|\[(dir)=["']?(rtl)["']?\]""")

# The names that a selector needs on a page: tags, classes with their dots, languages as `attribute_name` has them.
Names = frozenset[str]
EVERY_PAGE: frozenset[Names] = frozenset([frozenset()])


class StylePart(Struct, frozen=True):
    """A style sheet for the screen. It can do something to a page that has all names of one of its `selectors`."""

    css: str
    selectors: frozenset[Names]


class StyleSheets(Struct, frozen=True):
    """The styles of a site. Templates link to `url`, which is a file in the preview alone: there are no `parts` then.

    Elsewhere each page gets the address of its own file instead, and that of the file of `job` for paper. `prefix`
    begins every address of the site.
    """

    url: str
    prefix: str
    parts: tuple[StylePart, ...]
    job: TextJob


NO_STYLES = StyleSheets("", "", (), TextJob("", ""))


def make_style_sheets(inputs: Inputs, addresses: Addresses) -> StyleSheets:
    """The brand colours, then the site's styles, then those of components. `job` makes the file for all pages."""
    # Paper shows the addresses of links in full.
    origin = f'@media print{{:root{{--origin:"{addresses.origin}"}}}}'
    properties = make_properties(inputs.settings.brand) + origin
    texts = (properties, *(_link(text, inputs, addresses) for text in inputs.styles))
    prefix = addresses.url("")
    if inputs.is_served:
        job = TextJob("assets/site.served.css", "\n".join(map(minify, texts)))
        return StyleSheets(addresses.url(job.path), prefix, (), job)
    read = [_read(text) for text in texts]
    parts = tuple(StylePart(css, selectors) for css, _, selectors in read if css)
    paper = "".join(paper for _, paper, _ in read)
    job = TextJob(f"assets/print.{fingerprint(paper)}.css", paper)
    every = "".join(css for css, _, _ in read) + paper
    return StyleSheets(addresses.url(page_style_path(every)), prefix, parts, job)


def fingerprint(css: str) -> str:
    """What tells a style sheet from another with the same name."""
    return hashlib.sha256(css.encode()).hexdigest()[:FINGERPRINT_LENGTH]


def page_style_path(css: str) -> str:
    """The path of the file with the styles of a page."""
    return f"assets/site.{fingerprint(css)}.css"


def is_page_style(path: str) -> bool:
    """Whether a file of the site has the styles of some pages."""
    return path.startswith("assets/site.") and path.endswith(".css")


@lru_cache(maxsize=256)
def minify(css: str) -> str:
    """Equivalent styles in fewer bytes. A comment that begins with an exclamation mark is a license, and stays."""
    return str(cssmin(css, keep_bang_comments=True))


def _link(css: str, inputs: Inputs, addresses: Addresses) -> str:
    """The styles with the addresses of the site's pictures as they are published."""

    def link(found: re.Match[str]) -> str:
        file = inputs.static_files.get(found.group(1))
        return f"url({addresses.url(file.path)})" if file else found.group()

    return STYLE_URL.sub(link, css)


@lru_cache(maxsize=256)
def _read(css: str) -> tuple[str, str, frozenset[Names]]:
    """The styles for every medium, those for paper alone, and the selectors of the former."""
    text = minify(css)
    if text.count("{") != text.count("}"):
        # What a browser makes of it depends on where the style sheet ends.
        return text, "", EVERY_PAGE
    screen, paper = _split(text)
    return screen, paper, frozenset(_selectors(screen))


def _split(css: str) -> tuple[str, str]:
    """The styles for every medium, and those for paper alone."""
    screen, paper = "", ""
    for before, block in _statements(css):
        if block is None:
            screen += before
        elif LICENSE.sub("", before).strip() == PAPER:
            paper += f"{before}{{{block}}}"
        elif LICENSE.sub("", before).strip().startswith(GROUPS):
            inner_screen, inner_paper = _split(block)
            screen += f"{before}{{{inner_screen}}}" if inner_screen.strip() else ""
            paper += f"{before}{{{inner_paper}}}" if inner_paper.strip() else ""
        else:
            screen += f"{before}{{{block}}}"
    return screen, paper


def _statements(css: str) -> Iterator[tuple[str, str | None]]:
    """The statements of some styles: what is before the block, and the text in it, None for one without a block."""
    begins, opens, depth = 0, 0, 0
    for sign in SIGN.finditer(css):
        match sign.group():
            case "{":
                depth += 1
                opens = sign.end() if depth == 1 else opens
            case "}":
                depth -= 1
                if depth == 0:
                    yield css[begins : opens - 1], css[opens : sign.start()]
                    begins = sign.end()
            case ";" if depth == 0:
                yield css[begins : sign.end()], None
                begins = sign.end()
    if css[begins:].strip():
        yield css[begins:], None


def _selectors(css: str) -> Iterator[Names]:
    """What each selector needs; nothing for a statement without selectors that may matter to every page."""
    for before, block in _statements(css):
        words = LICENSE.sub("", before).strip()
        if block is not None and words.startswith(GROUPS):
            yield from _selectors(block)
        elif words.startswith("@") or "\\" in words or "&" in words:
            yield frozenset()
        else:
            named = LANGUAGE.sub(lambda found: attribute_name(found[1] or found[3], found[2] or found[4]), words)
            yield from map(_names_in, _without_conditions(named).split(","))


def attribute_name(attribute: str, value: str) -> str:
    """The name of a language or direction among those of tags and classes; 'es-US' has that of 'es'."""
    return f".{attribute}--{value.partition('-')[0].lower()}"


def _without_conditions(selectors: str) -> str:
    """Selectors without attributes, states, and what stands in parentheses, which may be an alternative."""
    while INNER_PARENTHESES.search(selectors):
        selectors = INNER_PARENTHESES.sub("", selectors)
    return NOT_A_NAME.sub("", selectors)


def _names_in(selector: str) -> Names:
    """The names without which a selector matches nothing."""
    return frozenset(name if name.startswith(".") else name.lower() for name in NAME.findall(selector))
