"""Generated pages: those that the build makes without a source."""

from __future__ import annotations

from msgspec import Struct

from plainleaf.index.addresses import Addresses
from plainleaf.index.directory import Directory
from plainleaf.markdown import quotes_of, typeset
from plainleaf.model.cards import Link, Translation
from plainleaf.model.views import LetterGroup, PageView, SiteView


class GeneratedPage(Struct, frozen=True):
    """A page without a source. `kind` names its template, `texts` begins the names of its interface texts, and `path`
    is its output file below the folder of its language. It `has_address` unless it is served at other addresses.
    """

    kind: str
    texts: str
    path: str
    is_indexed: bool = False
    has_address: bool = True


class InLanguage(Struct, frozen=True):
    """What the page for addresses that do not exist says in another language, and the way to its home page."""

    language: str
    direction: str
    title: str
    text: str
    home: str
    url: str


A_TO_Z = GeneratedPage("a-to-z", "atoz", "a-to-z/index.html", is_indexed=True)
GLOSSARY = GeneratedPage("glossary", "glossary", "glossary/index.html", is_indexed=True)
GALLERY = GeneratedPage("gallery", "gallery", "gallery/index.html")
NOT_FOUND = GeneratedPage("not-found", "not_found", "404.html", has_address=False)


def translate_not_found(directory: Directory) -> tuple[InLanguage, ...]:
    """The page for addresses that do not exist in each other language that has a home page."""
    found: list[InLanguage] = []
    for language, setting in directory.settings.languages.names.items():
        home, words = directory.index.find(language, "index.md"), directory.texts[language]
        if language != directory.language and home is not None and directory.index.is_published(home):
            names = ("not_found_title", "not_found_text", "not_found_home")
            title, text, start = (typeset(words[name], quotes_of(language)) for name in names)
            found.append(InLanguage(language, setting.direction, title, text, start, directory.url(home)))
    return tuple(found)


def translate_a_to_z(directory: Directory) -> tuple[Translation, ...]:
    """The A to Z of each other language that has pages: there is always one."""
    addresses, others = directory.addresses, directory.settings.languages.names.items()
    return tuple(
        Translation(language, setting.name, addresses.url(addresses.language_path(language, A_TO_Z.path)), "")
        for language, setting in others
        if language != directory.language and directory.index.published(language)
    )


def make_generated_view(
    page: GeneratedPage, site: SiteView, addresses: Addresses, groups: tuple[LetterGroup, ...] = ()
) -> PageView:
    """The view of a generated page in the language of `site`; `groups` are its entries by letter, if it is a list."""
    url = addresses.url(addresses.language_path(site.language, page.path))
    title, summary = site.words[f"{page.texts}_title"], site.words[f"{page.texts}_summary"]
    crumbs = (Link(site.words["home"], site.home_url), Link(title, url, is_current=True))
    canonical = addresses.absolute(url) if page.has_address else ""
    return PageView(
        kind=page.kind, title=title, menu_title=title, summary=summary, also_known_as=(), url=url, canonical=canonical,
        is_indexed=page.is_indexed and not site.is_demonstration, is_home=False, share_picture="",
        share_picture_alt="", crumbs=crumbs, children=(), reply_within="",
        chapters=None, review=None, form=None, service=None, photo=None, written=(), references=(), groups=groups,
        gallery=(), details={}, alternates=(), translations=(), graph="",
    )  # fmt: skip
