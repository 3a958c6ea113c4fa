"""Site views: what is the same on every page of one language, and which menu entry is current on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.content.config.form_settings import FormSetting
from plainleaf.content.config.settings import Settings
from plainleaf.content.config.translated import find_lacking
from plainleaf.content.interface_texts import PLACE_TEXT
from plainleaf.content.language_lines.choose import choose_lines
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.index.directory import NO_EMAIL, NO_PHONE, Directory, make_email
from plainleaf.index.guesses import named_page_fix
from plainleaf.index.resolve import Resolver
from plainleaf.input.fields import Named
from plainleaf.input.nodes import Node
from plainleaf.input.texts import texts_of
from plainleaf.markdown import Converter, TermFinder, TextPass, name_elements, quotes_of, typeset
from plainleaf.model.cards import Action, Coordinator, LanguageLine, Link
from plainleaf.model.views import Alert, SiteView
from plainleaf.problems import FAULTS, Report, fault_of

Entry = TypeVar("Entry", Link, Action)
# The addresses of the current menu entry, the current page and the current action; see find_current_entries.
CurrentEntries = tuple[str, str, str]


class Extras(Struct, frozen=True):
    """Addresses of generated files, without the host; '' for one that is left out."""

    stylesheet: str
    manifest: str
    feed: str
    atoz: str
    glossary: str
    search: str = ""
    handouts: str = ""


def make_site_view(
    language: str, directory: Directory, words: Mapping[str, str], extras: Extras, alert: Alert | None, report: Report
) -> SiteView:
    """The site in one language, that of `directory`."""
    settings, addresses = directory.settings, directory.addresses
    home = addresses.url(addresses.language_path(language, "index.html"))
    icons = {
        name.removeprefix("/icons/"): addresses.url(file.path)
        for name, file in directory.static_files.items()
        if name.startswith("/icons/")
    }
    if "/root/favicon.ico" in directory.static_files:
        icons["favicon.ico"] = addresses.url(directory.static_files["/root/favicon.ico"].path)
    contacts = settings.contacts
    shown = {name: typeset(text, quotes_of(language)) for name, text in words.items()}
    emergency = directory.phone("emergency")
    assert emergency is not None
    return SiteView(
        name=settings.clinic.name, legal_name=settings.clinic.legal_name, tagline=settings.clinic.tagline,
        is_demonstration=settings.clinic.demonstration, language=language,
        language_names={code: each.name for code, each in settings.languages.names.items()},
        direction=settings.languages.names[language].direction, home_url=home, address=addresses.absolute(home),
        words=shown, stylesheet=extras.stylesheet, icons=icons, manifest_url=extras.manifest, feed_url=extras.feed,
        atoz_url=extras.atoz, glossary_url=extras.glossary, handouts_url=extras.handouts,
        contact=_contact(language, directory),
        feedback=_feedback(language, directory),
        menu=_menu(language, directory, extras.search, words), here="",
        actions=_actions(language, directory, report),
        phones={name: directory.make_phone(phone) for name, phone in contacts.phones.items()},
        emails={name: make_email(email) for name, email in contacts.emails.items()},
        relay=directory.make_phone(contacts.relay), mail=contacts.mail,
        tty=directory.make_phone(contacts.tty) if contacts.tty else None, locations=directory.locations(),
        emergency=emergency, emergency_place=settings.emergency.place or shown[PLACE_TEXT],
        notices=_notices(language, directory, report),
        social=tuple(Link(each.name, each.address) for each in settings.social),
        alert=alert, coordinator=_coordinator(directory), language_lines=_language_lines(settings),
        security_policy=make_security_policy(settings), locale=directory.locale,
        default_language=settings.languages.default,
        default_direction=settings.languages.names[settings.languages.default].direction,
    )  # fmt: skip


def find_untranslated(config: Node, directory: Directory) -> tuple[str, ...]:
    """The texts of config.yaml that readers of a language get in another one, as pages show them."""
    settings = directory.settings
    lacking = {*find_lacking(config, directory.language, settings.languages.default)}
    return tuple(sorted({text.text for text in texts_of(settings) if text.path in lacking}))


def _menu(language: str, directory: Directory, search: str, words: Mapping[str, str]) -> tuple[Link, ...]:
    """The main menu; at its end the search page, if there is one."""
    pages = [page for page in directory.index.published(language) if page.basics.menu is not None]
    links = [directory.link(page) for page in sorted(pages, key=lambda page: page.basics.menu or 0)]
    if search:
        title, summary = (typeset(words[name], quotes_of(language)) for name in ("search_title", "search_summary"))
        links.append(Link(title, search, summary))
    return tuple(links)


def _contact(language: str, directory: Directory) -> Link | None:
    """The page with all phone numbers and addresses, if the site has one."""
    pages = directory.index.published(language, lambda kind: kind.form == "message" and kind.shows_locations)
    return directory.link(pages[0]) if pages else None


def _feedback(language: str, directory: Directory) -> Link | None:
    """The page that asks what readers think of a page, if the site wants to know."""
    named = directory.settings.feedback
    page = directory.index.find(language, named.name) if named else None
    return directory.link(page) if page is not None and directory.index.may_be_published(page) else None


def _actions(language: str, directory: Directory, report: Report) -> tuple[Action, ...]:
    actions: list[Action] = []
    for action in directory.settings.actions:
        page = directory.index.find(language, action.page.name) if action.page else None
        phone = directory.phone(action.phone.name) if action.phone else None
        if page is not None and directory.index.may_be_published(page):
            actions.append(Action(action.label, action.short, action.icon, directory.url(page)))
        elif phone is not None:
            actions.append(Action(action.label, action.short, action.icon, phone.url, number=phone.number))
        elif _is_missing(action.page, language, directory):
            assert action.page is not None
            fix = "Write the path of a published page below the language's folder, such as booking/index.md."
            fix = named_page_fix(action.page.name, language, directory.index, fix)
            report.add(action.page.place, "broken-link", f"no page '{action.page.name}'", fix)
    return tuple(actions)


def _notices(language: str, directory: Directory, report: Report) -> tuple[Link, ...]:
    links: list[Link] = []
    for name in directory.settings.notices:
        page = directory.index.find(language, name.name)
        if page is not None and directory.index.may_be_published(page):
            links.append(directory.short_link(page))
        elif _is_missing(name, language, directory):
            fix = "Write the path of a notice below the language's folder, such as notices/privacy.md."
            fix = named_page_fix(name.name, language, directory.index, fix, lambda kind: kind.is_notice)
            report.add(name.place, "broken-link", f"no page '{name.name}'", fix)
    return tuple(links)


def _is_missing(name: Named | None, language: str, directory: Directory) -> bool:
    """Whether a page named in config.yaml is missing. Only the default language needs all of them."""
    is_default = language == directory.settings.languages.default
    return bool(name and is_default and not directory.may_have_page(language, name.name))


def _coordinator(directory: Directory) -> Coordinator | None:
    facts = directory.settings.nondiscrimination
    if facts is None:
        return None
    phone, email = directory.phone(facts.phone.name), directory.email(facts.email.name)
    bases = (*facts.bases, facts.wording_on_sex)
    # validate_settings reports unknown names.
    return Coordinator(facts.coordinator, facts.title, facts.address, phone or NO_PHONE, email or NO_EMAIL, bases)


def _language_lines(settings: Settings) -> tuple[LanguageLine, ...]:
    lines = choose_lines(settings)
    return tuple(LanguageLine(line.language, line.name, line.direction, line.text) for line in lines)


def make_security_policy(settings: Settings) -> str:
    """The Content-Security-Policy of every page: only the site's own files and its form services are allowed."""
    targets = {form_origin(form) for form in (settings.booking, settings.message)} - {""}
    # Browsers apply form-action to redirects too, so the page of thanks on this site must be allowed.
    form_action = " ".join([*sorted(targets), "'self'"]) if targets else "'none'"
    return (
        "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; manifest-src 'self'; "
        f"base-uri 'none'; form-action {form_action}"
    )


def form_origin(form: FormSetting) -> str:
    """The origin that a form is sent to; '' if it is sent nowhere."""
    if not form.is_shown or form.is_demonstration:
        return ""
    parts = urlsplit(form.endpoint)
    return f"{parts.scheme}://{parts.netloc}"


def make_alert(
    language: str,
    directory: Directory,
    make_converter: Callable[[], Converter],
    body_of: Callable[[Page], Body | None],
    words: Mapping[str, str],
    report: Report,
) -> Alert | None:
    """The alert of the day; `words` are the interface texts of its language.

    Alerts that have not started or have expired are left out; one that another would hide is reported.
    """
    current: list[Page] = []
    for page in directory.index.alerts(language):
        details = page.details
        if details.expires < details.starts:
            fix = "Correct one of the two days."
            report.add(page.place("expires"), "alert-dates", "the alert ends before it starts", fix)
        if directory.as_of > details.expires:
            message = f"this alert ended on {details.expires.isoformat()} and is left out"
            fix = "Delete the file, or write a new 'expires' to renew the alert."
            stale = directory.settings.policies.stale
            report.add(page.place("expires"), "alert-expired", message, fix, severity=stale)
        elif directory.as_of >= details.starts:
            current.append(page)
    _report_hidden(directory, language, report)
    if not current:
        return None
    try:
        body = body_of(current[0])
        if body is None:
            return None
        return convert_alert(current[0], body, directory, make_converter(), words, report)
    except FAULTS as error:
        report.extend([fault_of(error, current[0].place("title"))])
        return None


def _report_hidden(directory: Directory, language: str, report: Report) -> None:
    """Report each alert that is not over and shares a day with one before it, which is shown instead."""
    going = [page for page in directory.index.alerts(language) if directory.as_of <= page.details.expires]
    for number, page in enumerate(going):
        for shown in going[:number]:
            day = max(page.details.starts, shown.details.starts, directory.as_of)
            if day <= min(page.details.expires, shown.details.expires):
                title, other = page.basics.title, shown.basics.title
                message = f"patients would not see the alert '{title}' on {day.isoformat()}: '{other}' is shown then"
                fix = "Let one end before the other starts, or write both into one."
                report.add(page.place("starts"), "two-alerts", message, fix)
                break


def convert_alert(
    page: Page, body: Body, directory: Directory, converter: Converter, words: Mapping[str, str], report: Report
) -> Alert:
    """The alert that a page writes, whatever its days; what is wrong with its text is reported."""
    if body.prose.uses:
        fix = "Write plain paragraphs, lists and links."
        report.add(body.prose.uses[0].place, "component-content", "an alert cannot contain components", fix)
    resolver = Resolver(directory, page, report, {})
    prose = resolver.prose(replace(body.prose, uses=()), body.targets)
    # Every page has ids of its own beside these.
    converted = converter.convert(prose.markdown, prose.targets, prefix="alert-")
    text = TextPass(TermFinder(None, {}), page.language, "").apply(converted.html, with_terms=False)
    html = name_elements(text, page.basics.title, words)
    return Alert(page.basics.title, html, page.details.audience, page.details.expires)


def find_current_entries(site: SiteView, url: str) -> CurrentEntries:
    """What is current on the page at `url`: the address of the menu entry for it or for a page above it, the address
    of the page if it is a menu entry itself, and its address if an action leads there; '' for none.
    """
    above = (link.url for link in site.menu if url.startswith(link.url) and link.url != site.home_url)
    here = url if any(link.url == url for link in site.menu) else ""
    return max(above, key=len, default=""), here, url if any(action.url == url for action in site.actions) else ""


def sites_by_current_entries(site: SiteView) -> Mapping[CurrentEntries, SiteView]:
    """The site view for every possible result of find_current_entries.

    Pages with the same current entries share one value, so that it is digested and sent to a worker once.
    """
    menus = {url: _with_current(site.menu, url) for url in ("", *(link.url for link in site.menu))}
    actions = {url: _with_current(site.actions, url) for url in ("", *(action.url for action in site.actions))}
    return {
        (menu, here, action): replace(site, menu=menus[menu], here=here, actions=actions[action])
        for menu in menus
        for here in ("", menu or site.home_url)
        for action in actions
    }


def _with_current(links: tuple[Entry, ...], url: str) -> tuple[Entry, ...]:
    return tuple(replace(link, is_current=link.url == url) for link in links)
