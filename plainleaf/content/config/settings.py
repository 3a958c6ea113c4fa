"""config.yaml: the clinic, declared field by field.

The declarations below read and check the file and generate docs/reference/config.md. Values that only make sense
together are checked in validate.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from msgspec import Struct

from plainleaf.content.config.booklets import BookletSetting
from plainleaf.content.config.editor_setting import EditorSetting
from plainleaf.content.config.form_settings import FormSetting
from plainleaf.content.config.policies import Policies
from plainleaf.content.config.target_settings import TargetSetting
from plainleaf.input.addresses.address_types import email_address, file_name, git_account, https_address, output_path
from plainleaf.input.addresses.download_types import download_ending
from plainleaf.input.addresses.publish_hosts import HOSTS
from plainleaf.input.addresses.site_types import time_zone, web_address
from plainleaf.input.fields import Named, declare
from plainleaf.input.fieldtypes import (
    choice,
    clock_time,
    color,
    country_code,
    day,
    flag,
    group_of,
    harmless_element,
    language_code,
    line,
    list_of,
    named,
    names_of,
    past_day,
    per_language,
    phone_number,
    text,
)

# What readers of each language may read in their own.
LINE, TEXT = per_language(line()), per_language(text())
NAME, ADDRESS = per_language(line(wording="name")), per_language(text(wording="name"))
QUOTED = per_language(line(wording="quoted"))


class Clinic(Struct, frozen=True, kw_only=True):
    """Who publishes the site."""

    name: str = declare(NAME, "The name that patients know.", required=True, example="Juniper Ridge Clinic")
    legal_name: str = declare(NAME, "The legal body's name, for notices.", required=True)
    tagline: str = declare(LINE, "A few words under the name.")
    description: str = declare(TEXT, "One or two sentences, for search engines.")
    demonstration: bool = declare(flag(), "Whether pages say that the clinic is invented.")


class Language(Struct, frozen=True, kw_only=True):
    """One language of the site."""

    name: str = declare(line(wording="name"), "Its own name.", required=True, example="Español")
    direction: str = declare(choice("ltr", "rtl"), "Left to right or right to left.", default="ltr")


class Languages(Struct, frozen=True, kw_only=True):
    """The languages of the site. Each has a folder in content/."""

    default: str = declare(line(wording=""), "The code of the language at the root.", default="en")
    names: Mapping[str, Language] = declare(
        names_of(group_of(Language), language_code()), "Each language, by its code.", required=True
    )


class Brand(Struct, frozen=True, kw_only=True):
    """The clinic's colors. A color that people could not read is refused, and the nearest that works is suggested."""

    primary: str = declare(color(), "Links, header and headings; dark enough to read on white.", required=True)
    accent: str = declare(color(), "Buttons; dark enough for white text.", required=True)


class PhoneSetting(Struct, frozen=True, kw_only=True):
    """A telephone number."""

    label: str = declare(LINE, "What it is for.", required=True, example="Appointments")
    number: str = declare(phone_number(), "The number.", required=True, example="313-555-0110")
    hours: str = declare(LINE, "When it is answered, in words.")


class EmailSetting(Struct, frozen=True, kw_only=True):
    """A mailbox."""

    label: str = declare(LINE, "What it is for.", required=True)
    address: str = declare(email_address(), "The address.", required=True)


class Contacts(Struct, frozen=True, kw_only=True):
    """Every way to reach the clinic. Pages name an entry; they never repeat a number."""

    phones: Mapping[str, PhoneSetting] = declare(names_of(group_of(PhoneSetting)), "Numbers.", required=True)
    relay: PhoneSetting = declare(group_of(PhoneSetting), "TTY or relay, for Deaf callers.", required=True)
    tty: PhoneSetting | None = declare(group_of(PhoneSetting), "The clinic's own TTY line.")
    emails: Mapping[str, EmailSetting] = declare(names_of(group_of(EmailSetting)), "Mailboxes.", required=True)
    mail: str = declare(ADDRESS, "The postal address for letters.", required=True)


class EmergencySetting(Struct, frozen=True, kw_only=True):
    """What to do in an emergency where the clinic is."""

    number: str = declare(phone_number(), "The emergency number.", default="911")
    place: str = declare(LINE, "Where to go, instead of the interface text `emergency_place`.")
    reason: str = declare(line(), "Why the number is not the country's.")
    lines: Mapping[str, PhoneSetting] = declare(
        names_of(group_of(PhoneSetting)),
        "Numbers for people in danger, named crisis, poison or violence.",
    )


class HoursSetting(Struct, frozen=True, kw_only=True):
    """One line of the opening hours. Without times the location is closed on these days."""

    days: str = declare(LINE, "The days in words.", required=True, example="Monday to Thursday")
    opens: str = declare(clock_time(), "Opening time.")
    closes: str = declare(clock_time(), "Closing time.")


class ClosureSetting(Struct, frozen=True, kw_only=True):
    """A day on which a location is closed."""

    date: date = declare(day(), "The day.", required=True)
    reason: str = declare(LINE, "Why, in a few words.", required=True)


class LocationSetting(Struct, frozen=True, kw_only=True):
    """A location where patients are seen."""

    name: str = declare(NAME, "The name patients use.", required=True)
    street: str = declare(line(wording="name"), "Street and number.", required=True)
    city: str = declare(line(wording="name"), "City.", required=True)
    region: str = declare(line(wording="name"), "State or region, abbreviated.", required=True, example="MI")
    postal_code: str = declare(line(wording="name"), "Postal code.", required=True)
    country: str = declare(country_code(), "Country.", default="US")
    phone: Named = declare(named("a name from contacts, phones"), "Which number to call.", required=True)
    hours: tuple[HoursSetting, ...] = declare(list_of(group_of(HoursSetting)), "When it is open.", required=True)
    closures: tuple[ClosureSetting, ...] = declare(list_of(group_of(ClosureSetting)), "Days when it is closed.")
    getting_here: str = declare(TEXT, "Parking, buses, the entrance.")
    access: str = declare(TEXT, "Step-free access, elevators, quiet rooms.")
    map: str = declare(https_address(), "A map on another site, as a link.")


class ActionSetting(Struct, frozen=True, kw_only=True):
    """One button of the action bar: it leads to a page or calls a number."""

    label: str = declare(LINE, "What it does.", required=True, example="Request a telehealth visit")
    short: str = declare(LINE, "The same in one word.", required=True)
    icon: str = declare(choice("video", "clinic", "calendar", "phone", "message"), "Its icon.", required=True)
    page: Named | None = declare(named("the path of a page such as booking/index.md"), "The page it leads to.")
    phone: Named | None = declare(named("a name from contacts, phones"), "The number it calls.")


class CheckoutProvider(Struct, frozen=True, kw_only=True):
    """A company that takes payments on a page of its own."""

    name: str = declare(NAME, "Its name as patients see it.", required=True)
    hosts: tuple[str, ...] = declare(list_of(line(wording="")), "The hosts of its checkout pages.", required=True)


class SocialLink(Struct, frozen=True, kw_only=True):
    """A profile on a social network."""

    name: str = declare(NAME, "The network.", required=True)
    address: str = declare(https_address(), "The profile's address.", required=True)


class Nondiscrimination(Struct, frozen=True, kw_only=True):
    """The facts of the nondiscrimination notice."""

    coordinator: str = declare(line(wording="name"), "Who handles complaints.", required=True)
    title: str = declare(LINE, "That person's title.", required=True)
    address: str = declare(ADDRESS, "Their postal address.", required=True)
    phone: Named = declare(named("a name from contacts, phones"), "Their number.", required=True)
    email: Named = declare(named("a name from contacts, emails"), "Their mailbox.", required=True)
    bases: tuple[str, ...] = declare(
        list_of(QUOTED), "Grounds on which nobody is discriminated against.", required=True
    )
    wording_on_sex: str = declare(QUOTED, "The wording for sex; ask your counsel.", required=True)
    as_of: date = declare(past_day(), "When these facts were checked.", required=True)
    source: str = declare(line(wording=""), "Where the rule is published.", required=True)


class LanguageLineSetting(Struct, frozen=True, kw_only=True):
    """An offer of help in one language."""

    language: str = declare(line(wording=""), "Its code, such as es.", required=True)
    name: str = declare(line(wording="name"), "Its own name.", required=True)
    direction: str = declare(choice("ltr", "rtl"), "Left to right or right to left.", default="ltr")
    text: str = declare(text(wording="name"), "The offer, in that language.", required=True)


class LanguageLines(Struct, frozen=True, kw_only=True):
    """The languages in which help is offered, and why these."""

    as_of: date = declare(past_day(), "When the list was checked.", required=True)
    source: str = declare(line(wording=""), "Where it comes from.", required=True)
    lines: tuple[LanguageLineSetting, ...] = declare(
        list_of(group_of(LanguageLineSetting)), "One for each language.", required=True
    )


class Settings(Struct, frozen=True, kw_only=True):
    """Everything in config.yaml."""

    clinic: Clinic = declare(group_of(Clinic), "Who publishes the site.", required=True)
    address: str = declare(web_address(), "Where the site is published.", required=True)
    timezone: str = declare(time_zone(), "Where the clinic is; days end at its midnight.", example="America/Detroit")
    host: str = declare(choice(*HOSTS), "What serves the site, for `verify` and `host`.")
    targets: Mapping[str, TargetSetting] = declare(names_of(group_of(TargetSetting)), "Places for `publish`.")
    languages: Languages = declare(group_of(Languages), "The languages of the site.", required=True)
    brand: Brand = declare(group_of(Brand), "The clinic's colors.", required=True)
    contacts: Contacts = declare(group_of(Contacts), "Every way to reach the clinic.", required=True)
    emergency: EmergencySetting = declare(
        group_of(EmergencySetting), "What to do in an emergency.", default=EmergencySetting()
    )
    locations: Mapping[str, LocationSetting] = declare(names_of(group_of(LocationSetting)), "Locations.", required=True)
    people: tuple[Named, ...] = declare(list_of(named("the path of a person's page")), "The team, in order.")
    services: tuple[Named, ...] = declare(list_of(named("the path of a service's page")), "The services, in order.")
    actions: tuple[ActionSetting, ...] = declare(list_of(group_of(ActionSetting)), "The action bar of every page.")
    booking: FormSetting = declare(group_of(FormSetting), "The booking request.", required=True)
    message: FormSetting = declare(group_of(FormSetting), "The message form.", required=True)
    feedback: Named | None = declare(
        named("the path of a page such as feedback.md"),
        "Where 'Was this page helpful?' leads; without it, nobody is asked.",
    )
    checkout_providers: Mapping[str, CheckoutProvider] = declare(
        names_of(group_of(CheckoutProvider)), "Who takes payments."
    )
    social: tuple[SocialLink, ...] = declare(list_of(group_of(SocialLink)), "Profiles on social networks.")
    notices: tuple[Named, ...] = declare(list_of(named("the path of a notice")), "The notices in the footer, in order.")
    nondiscrimination: Nondiscrimination | None = declare(
        group_of(Nondiscrimination), "The facts of the nondiscrimination notice."
    )
    language_lines: LanguageLines | None = declare(
        group_of(LanguageLines), "Your own offers of help in other languages."
    )
    policies: Policies = declare(group_of(Policies), "The clinic's own rules.", default=Policies())
    editor: EditorSetting | None = declare(group_of(EditorSetting), "Where staff sign in to edit pages in a browser.")
    accounts: Mapping[str, str] = declare(names_of(git_account()), "Teams at the Git host, by the name in `owner`.")
    allowed_html: tuple[str, ...] = declare(list_of(harmless_element()), "HTML elements that text may contain.")
    markdown: str = declare(
        choice("python-markdown", "commonmark"),
        "The Markdown engine.",
        default="python-markdown",
    )
    keep: tuple[str, ...] = declare(
        list_of(output_path()), "What a build leaves alone in the output folder, such as CNAME."
    )
    downloads: tuple[str, ...] = declare(
        list_of(download_ending()),
        "Endings of files to publish though no page names them, such as .docx.",
    )
    gallery: bool = declare(flag(), "Whether to publish the gallery of components.")
    search: bool = declare(flag(), "Whether there is a search page. Needs `plainleaf[search]`.")
    qr_codes: bool = declare(flag(), "Whether printed pages show a QR code.")
    booklets: Mapping[str, BookletSetting] = declare(
        names_of(group_of(BookletSetting), file_name()),
        "Pages as one PDF file. Needs `plainleaf[handouts]`.",
    )
    form_packs: bool = declare(
        flag(),
        "Whether to publish form-packs/, for the receiver of a form.",
    )
    review_list: bool = declare(flag(), "Whether to publish review.json, a list of reviews.")


def find_booking_hosts(settings: Settings) -> frozenset[str]:
    """The hosts at which people book or pay: those of the forms and of the checkouts."""
    forms = (urlsplit(form.endpoint).hostname for form in (settings.booking, settings.message))
    checkouts = (host for provider in settings.checkout_providers.values() for host in provider.hosts)
    return frozenset(host for host in (*forms, *checkouts) if host)
