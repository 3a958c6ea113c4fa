"""Guesses: the page that was meant by a path or a name that leads to none, never another person or medicine."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from plainleaf.content.kinds import Kind
from plainleaf.content.page import Page
from plainleaf.index.addresses import PageIndex, path_from
from plainleaf.patterns import lazy_pattern
from plainleaf.problems.guesses import is_slip, suggest

NO_GUESS = "Check the path: it is relative to this file, as in ../contact.md, and ends in .md."
WORD = lazy_pattern(r"[^\W_]+")
# What leads to the folder static/ from the site's folder, or from a page.
STATIC = lazy_pattern(r"(?:\.\./)*/?static(?=/)")
# How people misspell the beginning of a full address, or leave it out.
SLIP_OF_SCHEME = lazy_pattern(r"(?:h{0,2}t{1,3}p{1,2}s{0,2}(?:[:;]?/{1,3}|:)|//)(?=[\w-]+\.)", re.IGNORECASE)
WITHOUT_SCHEME = lazy_pattern(r"(?:www\.|[\w.-]+\.(?:com|edu|gov|net|org|uk|us)(?:$|/))", re.IGNORECASE)
FOLDER = lazy_pattern(r"/?content/[A-Za-z-]+/")


def named_page_fix(
    written: str,
    language: str,
    index: PageIndex,
    otherwise: str,
    has_trait: Callable[[Kind], bool] = lambda _kind: True,
) -> str:
    """The fix for a path below the language's folder that leads to no page, or to none of a kind with a trait."""
    known = (page for (its_language, _), page in index.pages.items() if its_language == language)
    meant = guess_page(
        written, (written,), (page for page in known if index.may_be_published(page) and has_trait(page.kind))
    )
    if meant is None:
        return _only_elsewhere((written,), language, index) or otherwise
    return f"Did you mean '{meant.page}'?" if is_path(written) else f"Write: {meant.page}"


def page_fix(
    path: str, names: tuple[str, ...], page: Page, index: PageIndex, has_trait: Callable[[Kind], bool] | None = None
) -> str:
    """The fix for a path or a name on a page that leads to no page at `names`; "" if it is not clear what was meant.

    With a trait, only pages of such kinds are guessed. A page that is there in another language is no guess.
    """
    if elsewhere := _only_elsewhere(names, page.language, index):
        return elsewhere
    known = (each for (language, _), each in index.pages.items() if language == page.language)
    fitting = (each for each in known if each.kind.has_own_page and index.may_be_published(each))
    meant = guess_page(path, names, (each for each in fitting if has_trait is None or has_trait(each.kind)))
    if meant is None:
        return ""
    # Where a field or an option names it, its path from the language's folder is the same on every page.
    shown = meant.page if len(names) > 1 else posixpath.relpath(meant.page, posixpath.dirname(page.page) or ".")
    return f"Did you mean '{shown}'?" if is_path(path) else f"Write: {shown}"


def _only_elsewhere(paths: Iterable[str], language: str, index: PageIndex) -> str:
    """The fix for paths at which only another language has a page; "" if none has."""
    tried = set(paths)
    # A link may lack only its ending.
    own = (index.pages.get((language, path)) for path in tried)
    if any(page is not None and index.may_be_published(page) for page in own):
        return ""
    found = [page for (its, path), page in index.pages.items() if path in tried and its != language]
    there = next((page.path for page in found if page.kind.has_own_page and index.may_be_published(page)), "")
    return f"Only {there} is there: translate that page, or link to another one." if there else ""


def external_fix(written: str) -> str:
    """The fix for the address of another website whose beginning is missing or misspelt; "" for anything else.

    A full one stands where only a file of the site can.
    """
    if written.startswith(("https://", "http://")):
        return "Put the file into static/ and write its path, such as /videos/a.mp4. Or write a link: [text](address)."
    if found := SLIP_OF_SCHEME.match(written):
        return f"Write: https://{written[found.end() :]}"
    return f"Write: https://{written}" if WITHOUT_SCHEME.match(written) else ""


def link_fix(path: str, page: Page, index: PageIndex) -> str:
    """The fix for a link to no page or file; "" if it is not clear what was meant. The ending '.md' may be missing."""
    meant = path.partition("?")[0]
    meant = meant if "." in meant or meant.endswith("/") else f"{meant}.md"
    return page_fix(meant, (path_from(page.page, meant),), page, index)


def contact_fix(written: str, contacts: Mapping[str, str], scheme: str) -> str:
    """The fix for a number or an address in place of its name; `contacts` are the numbers or addresses by name."""
    plain = _plain_contact(written)
    names = [name for name, value in contacts.items() if plain and _plain_contact(value) == plain]
    return f"Write: {scheme}:{names[0]}" if names else ""


def _plain_contact(written: str) -> str:
    is_number = "@" not in written
    return re.sub(r"\D", "", written).removeprefix("1") if is_number else written.strip().casefold()


def file_fix(written: str, known: Sequence[str]) -> str:
    """The fix for a path to no static file; "" if it is not clear which was meant. `known` are those on the page.

    A path may begin in the site's folder or in another one, or differ from the right one in a slip.
    """
    name = posixpath.basename(unquote(written)).casefold()
    in_static = STATIC.sub("", unquote(written), count=1)
    same = [each for each in known if each == in_static] or [
        each for each in known if name and posixpath.basename(each).casefold() == name
    ]
    # The same picture may have been saved as another type.
    stem = posixpath.splitext(in_static)[0]
    same = same or [each for each in known if posixpath.splitext(each)[0] == stem and each != written]
    if len(same) == 1 and same[0] != written:
        return f"Did you mean '{same[0]}'?"
    return suggest(written, known, otherwise="", may_differ=False)


def is_path(written: str) -> bool:
    """Whether a text is meant as a path, and not as the name of a page."""
    return "/" in written or written.lower().endswith((".md", ".html", ".htm"))


def guess_page(written: str, looked_up: Iterable[str], pages: Iterable[Page]) -> Page | None:
    """The page among `pages` that was meant; `looked_up` are the paths in the language's folder that were tried.

    A name (`Ben Example`) is a page's title. A path may differ in letter case, in what stands between words, in its
    ending or its folder, or in one letter. None if no page or several pages are left.
    """
    known = tuple(pages)
    tried = [_plain(path) for path in (*looked_up, written)]
    ways: tuple[Callable[[Page], bool], ...] = (
        lambda page: _is_titled(page, written),
        lambda page: is_path(written) and _plain(page.page) in tried,
        lambda page: is_path(written) and _last(page.page) == _last(written) != ["index"],
        lambda page: any(_is_misspelt(path, page) for path in looked_up),
    )
    for is_meant in ways:
        found = [page for page in known if is_meant(page)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _is_titled(page: Page, written: str) -> bool:
    """Whether a text is the title of a page, or names a person with letters before or after: 'Dr. Ben Example, MD'."""
    title, text = _words(page.basics.title), _words(written)
    if "/" in written or not title:
        return False
    if not page.kind.is_person or len(title) == 1:
        return title == text
    return any(text[start : start + len(title)] == title for start in range(len(text)))


def _is_misspelt(path: str, page: Page) -> bool:
    """Whether a path differs in one letter from that of a page, but in no name of a person or of medicine."""
    its_path, folder = _clean(page.page), _clean(page.page).rpartition("/")[0]
    if is_slip(_clean(path), its_path, may_differ=False):
        return True
    # A folder may be named after a disease.
    is_same_folder = _words(_clean(path).rpartition("/")[0]) == _words(folder)
    is_named = page.kind.has_proper_name and not its_path.endswith("index")
    return is_same_folder and not is_named and is_slip(_clean(path), its_path)


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _clean(path: str) -> str:
    """A path without its ending, as it is to be compared with others."""
    path = FOLDER.sub("", unquote(path).partition("#")[0].replace("\\", "/").strip(), count=1)
    return str(PurePosixPath(posixpath.normpath(path)).with_suffix("")) if path.strip("./") else ""


def _plain(path: str) -> list[str]:
    """The words of a path; a folder stands for its index.md."""
    return _words(_clean(path).removesuffix("/index"))


def _last(path: str) -> list[str]:
    return _words(_clean(path).rpartition("/")[2])
