"""Page views: everything that the template of one page may read, decided before any page is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.checks import valid_waivers
from plainleaf.content.config.form_settings import FormSetting
from plainleaf.content.config.validate import check_name
from plainleaf.content.details import BookingDetails, Checkout, NoticeDetails
from plainleaf.content.interface_texts import REPLY_TEXT
from plainleaf.content.page import Page
from plainleaf.index.addresses import parent_path
from plainleaf.index.directory import Directory
from plainleaf.index.resolve import Resolver
from plainleaf.input.fields import Named, fields_of
from plainleaf.model.cards import Link, Picture, ServiceCard, Translation, WaivedFinding
from plainleaf.model.views import Chapters, Form, PageView
from plainleaf.plan.forms import FormPage, Start, make_form
from plainleaf.plan.paper.handouts import find_handouts
from plainleaf.plan.paper.qr_codes import qr_code_url
from plainleaf.plan.review_view import make_references, make_review, make_translated
from plainleaf.problems import Report

STATEMENT = "accessibility"
# The rules whose waivers leave a page harder to use for some people, by what is harder.
HARDER_TO_USE = {
    **dict.fromkeys(("reading-grade", "long-sentence", "long-paragraph", "acronym"), "words"),
    **dict.fromkeys(("weak-alt", "moving-picture"), "pictures"),
    "vague-link": "links",
}


class Family(Struct, frozen=True):
    """A page's position in the site: its breadcrumbs, the pages below it, and the topics of its condition."""

    crumbs: tuple[Link, ...]
    children: tuple[Link, ...]
    chapters: Chapters | None


def make_page_view(
    page: Page, resolver: Resolver, words: Mapping[str, str], written: Mapping[str, tuple[Link, ...]]
) -> PageView:
    """The view of a page. `words` are the texts of the interface, `written` the pages of each author by path."""
    directory = resolver.directory
    url, canonical = directory.url(page), directory.addresses.absolute(directory.url(page))
    family = find_family(page, directory, words["home"])
    share, share_alt = _share_picture(page, resolver)
    return PageView(
        kind=page.kind.name,
        title=page.basics.title,
        menu_title=page.basics.menu_title or page.basics.title,
        summary=page.basics.summary,
        also_known_as=page.basics.also_known_as,
        url=url,
        canonical=canonical,
        is_indexed=page.kind.is_indexed and not directory.settings.clinic.demonstration,
        is_home=page.page == "index.md",
        share_picture=share,
        share_picture_alt=share_alt,
        crumbs=family.crumbs,
        children=family.children,
        chapters=family.chapters,
        review=make_review(page, resolver),
        form=_form(page, resolver, words),
        reply_within=_reply_within(page, directory, words),
        service=_service(page, directory, resolver.report),
        photo=_photo(page, resolver),
        written=written.get(page.page, ()) if page.kind.is_person else (),
        references=make_references(page, resolver),
        groups=(),
        gallery=(),
        details=details_view(page.details, resolver) | _waived(page, directory),
        alternates=_alternates(page, directory),
        translations=tuple(find_translations(page.page, directory)),
        graph="",
        qr_code=qr_code_url(canonical, directory.addresses) if directory.settings.qr_codes else "",
        handouts=find_handouts(page, url, resolver.report),
        translated=make_translated(page, resolver),
    )


def find_family(page: Page, directory: Directory, home: str) -> Family:
    """The breadcrumbs from the home page, the pages directly below, and the mini-hub of a condition."""
    below = directory.index.below(page)
    return Family(_crumbs(page, directory, home), tuple(map(directory.link, below)), _chapters(page, directory))


def _ancestors(page: Page, directory: Directory) -> list[Page]:
    found: list[Page] = []
    path = parent_path(page.page)
    while path is not None:
        above = directory.index.find(page.language, path)
        if above is not None and directory.index.is_published(above):
            found.append(above)
        path = parent_path(path)
    return found[::-1]


def _crumbs(page: Page, directory: Directory, home: str) -> tuple[Link, ...]:
    trail = [directory.short_link(above) for above in _ancestors(page, directory)]
    if page.page != "index.md" and trail:
        trail[0] = replace(trail[0], title=home)
    here = replace(directory.short_link(page), is_current=True)
    return (*trail, here)


def _chapters(page: Page, directory: Directory) -> Chapters | None:
    """The contents list that a condition and its topics share."""
    hub = page if page.kind.is_hub else None
    if page.kind.is_part:
        above = directory.index.find(page.language, parent_path(page.page) or "")
        hub = above if above is not None and above.kind.is_hub else None
    if hub is None or not directory.index.is_published(hub):
        return None
    topics = [other for other in directory.index.below(hub) if other.kind.is_part]
    chain = [hub, *topics]
    # Unclear pages are not listed.
    if page not in chain:
        return None
    here = chain.index(page)
    links = tuple(replace(directory.short_link(topic), is_current=topic is page) for topic in topics)
    return Chapters(
        replace(directory.short_link(hub), is_current=hub is page),
        links,
        directory.short_link(chain[here - 1]) if here > 0 else None,
        directory.short_link(chain[here + 1]) if here + 1 < len(chain) else None,
    )


def _share_picture(page: Page, resolver: Resolver) -> tuple[str, str]:
    """The address and alternative text of the picture shown when the page is shared; the site's own for an SVG."""
    directory, declared = resolver.directory, page.basics.picture
    own = resolver.option("picture", declared) if declared else None
    if declared and not page.basics.picture_alt and not page.unclear.hides("picture_alt"):
        fix = "Add 'picture_alt: …' with what the picture shows."
        resolver.report.add(declared.place, "missing-alt", "this picture has no text alternative", fix)
    # Social networks do not show SVG.
    if own is not None and not own.url.endswith(".svg"):
        return directory.addresses.absolute(own.url), page.basics.picture_alt
    shared = directory.picture("/pictures/share.png")
    return (directory.addresses.absolute(shared.url), directory.settings.clinic.name) if shared else ("", "")


def _photo(page: Page, resolver: Resolver) -> Picture | None:
    details = page.details
    if not page.kind.is_person or not details.photo:
        return None
    if not details.photo_alt and not page.unclear.hides("photo_alt"):
        fix = "Add 'photo_alt: …' with what the photo shows."
        resolver.report.add(details.photo.place, "missing-alt", "this photo has no text alternative", fix)
    picture: Picture | None = resolver.option("picture", details.photo)
    return picture


def _form(page: Page, resolver: Resolver, words: Mapping[str, str]) -> Form | None:
    if not page.kind.form:
        return None
    directory = resolver.directory
    details = page.details if isinstance(page.details, BookingDetails) else BookingDetails()
    start = Start(details.visit, _chosen_service(details.service, resolver))
    return make_form(page.kind.form, directory, FormPage(page.language, directory.url(page), words), start)


def _chosen_service(name: Named | None, resolver: Resolver) -> str:
    """The title of the service that the form is about, "" for any. One that cannot be booked is reported."""
    # The page's details do the same look-up, so that one mistake gives one problem.
    if name is None or resolver.find_page(name.name, name.place) is None:
        return ""
    service = resolver.page_of_kind(name, lambda kind: kind.is_service)
    if service is None:
        return ""
    if not service.details.bookable and not service.unclear.hides("bookable"):
        fix = "Write 'bookable: yes' on that page, or name another here."
        message = f"'{name.name}' is a service that the form does not offer"
        resolver.report.add(name.place, "wrong-kind", message, fix)
    return service.basics.title


def _reply_within(page: Page, directory: Directory, words: Mapping[str, str]) -> str:
    """How soon the clinic answers the form of this page, or the one before it; '' if no form is sent."""
    name = page.details.after if page.kind.follows_form else page.kind.form
    form: FormSetting | None = getattr(directory.settings, name, None)
    return "" if form is None or form.delivery == "none" else form.reply_within or words[REPLY_TEXT]


def _service(page: Page, directory: Directory, report: Report) -> ServiceCard | None:
    if not page.kind.is_service:
        return None
    if page.details.checkout:
        _check_checkout(page.details.checkout, directory, report)
    return directory.service(page)


def _check_checkout(checkout: Checkout, directory: Directory, report: Report) -> None:
    """Report a payment page that is not one of a declared provider."""
    providers = directory.settings.checkout_providers
    if not directory.unclear.hides("checkout_providers"):
        check_name(checkout.provider, providers, "provider", report)
    provider = providers.get(checkout.provider.name)
    host = checkout.address.removeprefix("https://").split("/")[0]
    if provider and host and host not in provider.hosts:
        message = f"the checkout page is on '{host}', which is not a host of {provider.name}"
        fix = f"Use one of: {', '.join(provider.hosts)}; or add the host to 'checkout_providers' in config.yaml."
        report.add(checkout.provider.place, "untrusted-host", message, fix)


def _alternates(page: Page, directory: Directory) -> tuple[tuple[str, str], ...]:
    """The language code and absolute address of the page in every language it is published in.

    'x-default' is the page for readers of any other language: the one in the default language.
    """
    languages = directory.settings.languages
    found = (_find_published(language, page.page, directory) for language in languages.names)
    urls = {other.language: directory.addresses.absolute(directory.url(other)) for other in found if other is not None}
    if len(urls) > 1 and languages.default in urls:
        return (*urls.items(), ("x-default", urls[languages.default]))
    return tuple(urls.items())


def _find_published(language: str, path: str, directory: Directory) -> Page | None:
    found = directory.index.find(language, path)
    return found if found is not None and directory.index.is_published(found) else None


def find_translations(path: str, directory: Directory) -> Iterator[Translation]:
    """Where the page at a path leads readers of each other language."""
    others = {code: each for code, each in directory.settings.languages.names.items() if code != directory.language}
    for language, setting in others.items():
        at: str | None = path
        while at is not None and (found := _find_published(language, at, directory)) is None:
            at = parent_path(at)
        if at is None or found is None:
            continue
        note = directory.texts[language]["language_above"] if at != path else ""
        note = note.replace("{title}", found.basics.menu_title or found.basics.title)
        yield Translation(language, setting.name, directory.url(found), note, setting.direction)


def _waived(page: Page, directory: Directory) -> dict[str, object]:
    """For an accessibility statement: what the clinic has decided to leave that makes a page harder to use."""
    if not isinstance(page.details, NoticeDetails) or page.details.notice != STATEMENT:
        return {}
    pages = {each.path: each for each in directory.index.published(page.language)}
    found = {
        WaivedFinding(HARDER_TO_USE[each.rule], directory.link(pages[each.file]), each.until)
        for each in valid_waivers(directory)
        if each.rule in HARDER_TO_USE and each.file in pages
    }
    return {"waived": tuple(sorted(found, key=lambda each: (each.page.title, each.about, each.until)))}


def details_view(details: Any, resolver: Resolver) -> dict[str, Any]:
    """The details of a kind as templates read them: links for names of pages, mappings for groups."""
    view: dict[str, Any] = {}
    group: type = type(details)
    for field in fields_of(group):
        value = getattr(details, field.name)
        view[field.name] = value if field.type.is_verbatim else _value_view(value, resolver)
    return view


def _value_view(value: Any, resolver: Resolver) -> Any:
    if isinstance(value, tuple):
        return tuple(_value_view(item, resolver) for item in value)
    if isinstance(value, Named):
        is_page = value.name.endswith(".md")
        page = resolver.find_page(value.name, value.place) if is_page else None
        return resolver.directory.link(page) if page else value.name
    if isinstance(value, Struct):
        return details_view(value, resolver)
    return value
