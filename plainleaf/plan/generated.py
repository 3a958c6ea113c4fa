"""Generated pages: those that the build makes without a source."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, json

from plainleaf.content.static_files import SEARCH_SCRIPT
from plainleaf.index.addresses import Addresses
from plainleaf.index.directory import Directory
from plainleaf.index.search import INDEX_FOLDER
from plainleaf.markdown import quotes_of, typeset
from plainleaf.model.cards import InLanguage, Link, Search, Translation
from plainleaf.model.jobs import TermForm
from plainleaf.model.views import LetterGroup, PageView, SiteView
from plainleaf.plan.listings import find_synonyms


class GeneratedPage(Struct, frozen=True):
    """A page without a source. `kind` names its template, `texts` begins the names of its interface texts, and `path`
    is its output file below the folder of its language. It `has_address` unless it is served in place of missing pages.
    """

    kind: str
    texts: str
    path: str
    is_indexed: bool = False
    has_address: bool = True


A_TO_Z = GeneratedPage("a-to-z", "atoz", "a-to-z/index.html", is_indexed=True)
GLOSSARY = GeneratedPage("glossary", "glossary", "glossary/index.html", is_indexed=True)
HANDOUTS = GeneratedPage("handouts", "handout_list", "handouts/index.html", is_indexed=True)
SEARCH = GeneratedPage("search", "search", "search/index.html")
GALLERY = GeneratedPage("gallery", "gallery", "gallery/index.html")
NOT_FOUND = GeneratedPage("not-found", "not_found", "404.html", has_address=False)
# The first texts on the 404 page.
OF_NOT_FOUND = ("not_found_title", "not_found_text", "not_found_home")


def translate_not_found(directory: Directory) -> tuple[InLanguage, ...]:
    """The 404 page in each other language that has a home page and these texts."""
    found: list[InLanguage] = []
    for language, setting in directory.settings.languages.names.items():
        home, words = directory.index.find(language, "index.md"), directory.texts[language]
        if language == directory.language or home is None or not directory.index.is_published(home):
            continue
        if not lacks_not_found(directory, language):
            title, text, start = (typeset(words[name], quotes_of(language)) for name in OF_NOT_FOUND)
            found.append(InLanguage(language, setting.direction, title, text, start, directory.url(home)))
    return tuple(found)


def lacks_not_found(directory: Directory, language: str) -> bool:
    """Whether the texts of the 404 page are only in the site's default language."""
    default = directory.settings.languages.default
    if language.partition("-")[0] == default.partition("-")[0]:
        return False
    return any(directory.texts[language][name] == directory.texts[default][name] for name in OF_NOT_FOUND)


def translate_generated(page: GeneratedPage, directory: Directory) -> tuple[Translation, ...]:
    """A page that every language has, such as the A to Z, in each other language that has pages."""
    addresses, others = directory.addresses, directory.settings.languages.names.items()
    return tuple(
        Translation(code, each.name, addresses.url(addresses.language_path(code, page.path)), "", each.direction)
        for code, each in others
        if code != directory.language and directory.index.published(code)
    )


def make_search(directory: Directory, terms: Iterable[TermForm]) -> Search | None:
    """What the search page needs; None if the site has none."""
    script = directory.static_files.get(SEARCH_SCRIPT)
    if not directory.settings.search or script is None:
        return None
    synonyms = json.encode(find_synonyms(directory, terms)).decode()
    addresses = directory.addresses
    return Search(addresses.url(script.path), addresses.url(INDEX_FOLDER), addresses.url(""), synonyms)


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
