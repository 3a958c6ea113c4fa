"""The tags of a finished page, read once: what they name, and whether any needs a closer look.

Most tags of a page are on others too, so what each says is cached by how it is written.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from plainleaf.index.style_rules import Names, attribute_name
from plainleaf.patterns import lazy_pattern
from plainleaf.render.template_filters import SLOT_BEGINS, SLOT_ENDS

TAG = lazy_pattern(r"<[a-zA-Z][^>]*>")
# A tag that a browser can read in one way only.
PLAIN = lazy_pattern(
    r"<([a-z][\w-]*)(?:\s+[\w:@.-]+(?:=(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>=`]+))?)*\s*/?>", re.IGNORECASE
)
# Values that no browser takes for an address.
HARMLESS = lazy_pattern(r"\s(?:xmlns(?::\w+)?|data-[\w-]+)=(?:\"[^\"]*\"|'[^']*')")
DOUBTFUL = frozenset({"applet", "base", "embed", "frame", "iframe", "object", "style", "template"})
ATTRIBUTE = lazy_pattern(r"\s(?:style|on[a-z]+|srcdoc|ping|attributionsrc)\s*=")
# Letters of an address that are written as character references.
DISGUISED = lazy_pattern(r"&(?!(?:amp|lt|gt|quot|nbsp|#34|#39);)\w*|&#(?!34;|39;)")
# Each begins with a character, so that the regex engine can search for those.
ELSEWHERE = lazy_pattern(r"//|\\|:(?:(?<=https:)|(?<=http:)|(?<=wss:)|(?<=ws:)|(?<=ftp:)|(?<=script:))|url\((?!#)")
# Links that are not followed before somebody clicks.
ONLY_LEADS = lazy_pattern(r"\srel=([\"']?)(?:canonical|alternate|next|prev|license|author|search|me|help)\1[\s/>]")
NAME = lazy_pattern(r"<([a-zA-Z][\w-]*)")
# It begins with characters that are searched for quickly.
CLASSES = lazy_pattern(r"""class(?<=[\s"'/]class)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
# Two patterns, because one that begins with either word is searched for in twice the time of both.
LANGUAGES = tuple(lazy_pattern(rf"""({name})(?<=[\s"'/]{name})\s*=\s*["']?([\w-]+)""") for name in ("lang", "dir"))
# The marks of what a receiver of forms may put into a page: their quotes are no part of the HTML around them.
SLOT_MARK = lazy_pattern(f"{re.escape(SLOT_BEGINS)}.*?-->|{re.escape(SLOT_ENDS)}", re.DOTALL)


class Tag(Struct, frozen=True):
    """What a tag says: its names as rules of styles name them, and whether it could load a file from elsewhere, run a
    script or be read by a browser in another way than here."""

    names: Names
    may_be_strange: bool = False
    is_plain: bool = True


class TaggedPage(Struct, frozen=True):
    """A page with what its tags say together. It errs on the safe side."""

    html: str
    names: Names
    may_be_strange: bool


def read_tags(html: str) -> TaggedPage:
    """A finished page with the tags, classes and languages that it names, and whether it has to be parsed."""
    tags = [*map(_read_tag, set(TAG.findall(html)))]
    may_be_strange = any(tag.may_be_strange for tag in tags)
    if may_be_strange and not all(tag.is_plain for tag in tags):
        # A value may hold what looks like the end of the tag.
        return TaggedPage(html, find_names(SLOT_MARK.sub("", html)), may_be_strange)
    return TaggedPage(html, frozenset().union(*(tag.names for tag in tags)), may_be_strange)


def find_names(html: str) -> Names:
    """The tags, classes and languages in some HTML, as rules of styles name them."""
    names = {*map(str.lower, NAME.findall(html))}
    for found in CLASSES.findall(html):
        names.update(f".{name}" for each in found for name in each.split())
    for pattern in LANGUAGES:
        names.update(attribute_name(*found) for found in pattern.findall(html))
    return frozenset(names)


# More than the tags that are on many pages of a site.
@lru_cache(maxsize=4000)
def _read_tag(tag: str) -> Tag:
    plain, names = PLAIN.fullmatch(tag), find_names(tag)
    if plain is None:
        return Tag(names, may_be_strange=True, is_plain=False)
    return Tag(names, _may_be_strange(plain[1].lower(), HARMLESS.sub("", tag.lower())))


def _may_be_strange(name: str, low: str) -> bool:
    """Whether a plain tag in small letters could load a file from elsewhere or run a script."""
    if name in DOUBTFUL or ATTRIBUTE.search(low):
        return True
    if name == "script" and " src=" not in low:
        return "json" not in low
    if name in ("a", "area"):
        return "script:" in low or DISGUISED.search(low) is not None
    if name == "meta":
        return "refresh" in low
    if name == "link" and ONLY_LEADS.search(low):
        return False
    return ELSEWHERE.search(low) is not None or DISGUISED.search(low) is not None
