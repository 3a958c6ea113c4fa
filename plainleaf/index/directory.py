"""The clinic's directory: contacts, locations, people and services, from their declarations to template values."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.cldr.days import clock_in_words, weekdays_in_words
from plainleaf.cldr.locales import make_tag
from plainleaf.content.config.settings import EmailSetting, HoursSetting, LocationSetting, PhoneSetting, Settings
from plainleaf.content.page import Page
from plainleaf.content.static_files import StaticFile
from plainleaf.index.addresses import Addresses, PageIndex
from plainleaf.input.fields import Named
from plainleaf.input.paths import to_nfc
from plainleaf.input.unclear import Unclear
from plainleaf.model.cards import (
    Closure,
    Email,
    Link,
    LocationCard,
    OpeningHours,
    PersonCard,
    Phone,
    Picture,
    PictureSource,
    ServiceCard,
)
from plainleaf.pictures import PhotoCopy

# The formats that photos are offered in, the smallest first.
PHOTO_TYPES = {".avif": "image/avif", ".webp": "image/webp"}
# The widest that a picture is shown in a page: the text column, see --measure in static/css/10-tokens.css.
COLUMN = "(min-width: 45rem) 41rem, 100vw"
NO_PHONE = Phone("", "", "", "")
NO_EMAIL = Email("", "", "")


class Directory(Struct, frozen=True):
    """Everything on the site that can be referred to by name, and the day the site is built for.

    `settings` are in one language, at first the default one; `translated` are those of each other language, and `texts`
    the interface texts of each.
    `unclear` are the settings that are missing or wrong, `unreadable` the files and folders that cannot be read, by
    path. Their content is unknown, so a name that is not found may be in them.
    """

    settings: Settings
    addresses: Addresses
    index: PageIndex
    static_files: Mapping[str, StaticFile]
    as_of: date
    texts: Mapping[str, Mapping[str, str]]
    translated: Mapping[str, Settings] = {}
    unclear: Unclear = Unclear()
    unreadable: frozenset[str] = frozenset()
    language: str = ""
    original: Settings | None = None

    @property
    def originals(self) -> Settings:
        """The settings in the default language."""
        return self.original or self.settings

    @property
    def words(self) -> Mapping[str, str]:
        """The interface texts of its language."""
        return self.texts[self.language or self.settings.languages.default]

    @property
    def locale(self) -> str:
        """The tag of the language as it is written in the country of the clinic, such as 'es-US'."""
        return make_tag(self.language or self.settings.languages.default, self.country)

    @property
    def country(self) -> str:
        """The country of the clinic, "" if it has locations in several."""
        countries = {each.country for each in self.settings.locations.values()}
        return countries.pop() if len(countries) == 1 else ""

    def is_rtl(self, language: str) -> bool:
        """Whether a language of the site is written from right to left."""
        return self.settings.languages.names[language].direction == "rtl"

    def original_of(self, page: Page) -> Page | None:
        """The page of the default language that a page translates, whatever its status; None for originals."""
        default = self.settings.languages.default
        return None if page.language == default else self.index.find(default, page.page)

    def in_language(self, language: str) -> Directory:
        """This directory in another language of the site."""
        settings = self.translated.get(language, self.originals)
        return replace(self, settings=settings, language=language, original=self.originals)

    def noting(self, note: Callable[[str], None]) -> Directory:
        """The same, which tells `note` what is looked up in it (see PageIndex)."""
        return replace(self, index=replace(self.index, note=note))

    def may_have_page(self, language: str, page: str) -> bool:
        """Whether a page that is not found may be in a file that cannot be read."""
        return self.may_have_file(f"content/{language}/{page}")

    def may_have_file(self, path: str) -> bool:
        """Whether the file at a path below the root, or a folder above it, cannot be read."""
        if not self.unreadable:
            return False
        return any(str(each) in self.unreadable for each in (PurePosixPath(path), *PurePosixPath(path).parents))

    def may_have_below(self, page: Page) -> bool:
        """Whether the known pages directly below an index page may be incomplete."""
        folder = page.path.removesuffix("index.md")
        is_below = (path.startswith(folder) for path in self.unreadable)
        return (page.language, page.page) in self.index.gaps or any(is_below)

    def link(self, page: Page) -> Link:
        """A link to a page, by its short title."""
        return Link(page.basics.menu_title or page.basics.title, self.url(page), page.basics.summary)

    def short_link(self, page: Page) -> Link:
        """A link to a page without its summary, so that pages with such a link do not depend on the summary."""
        return Link(page.basics.menu_title or page.basics.title, self.url(page))

    def url(self, page: Page) -> str:
        """The address of a page."""
        return self.addresses.url(self.index.output(page))

    def picture(self, name: str) -> Picture | None:
        """The picture at an address as authors write it."""
        file = self.static_files.get(to_nfc(name))
        if file is None:
            return None
        sources = tuple(self._sources(file.copies))
        return Picture(self.addresses.url(file.path), file.width, file.height, sources, COLUMN if sources else "")

    def _sources(self, copies: Mapping[str, PhotoCopy]) -> Iterator[PictureSource]:
        """The copies of a photo by their formats, the smallest first."""
        for suffix, type_ in PHOTO_TYPES.items():
            named = {self.addresses.url(path): copy.width for path, copy in copies.items() if copy.suffix == suffix}
            if named:
                yield PictureSource(type_, ", ".join(f"{url} {width}w" for url, width in named.items()))

    def file_names(self, path: str) -> list[str]:
        """The static files, written as links from the page at a path below the root."""
        folder = posixpath.dirname(path)
        return [name if name.startswith("/") else posixpath.relpath(name, folder) for name in self.static_files]

    def phone(self, name: str) -> Phone | None:
        """A number by its name in the contacts or the help lines, or 'emergency', 'relay', 'tty'."""
        if name == "emergency":
            number = self.settings.emergency.number
            return Phone("Emergency", number, _tel(number), "")
        found = self.named_phones.get(name)
        return self.make_phone(found) if found else None

    @property
    def named_phones(self) -> dict[str, PhoneSetting]:
        """The numbers of the contacts and the help lines by their names, such as 'relay'."""
        contacts, lines = self.settings.contacts, self.settings.emergency.lines
        named = {"relay": contacts.relay, "tty": contacts.tty, **lines, **contacts.phones}
        return {name: phone for name, phone in named.items() if phone is not None}

    def make_phone(self, setting: PhoneSetting) -> Phone:
        """A number as templates show it."""
        return Phone(setting.label, setting.number, _tel(setting.number), self.days_in_words(setting.hours))

    def email(self, name: str) -> Email | None:
        """A mailbox by its name in the contacts."""
        found = self.settings.contacts.emails.get(name)
        return make_email(found) if found else None

    def card(self, page: Page) -> PersonCard | ServiceCard:
        """The card of a person or a service, the kinds of page that have one."""
        return self.person(page) if page.kind.is_person else self.service(page)

    def person(self, page: Page) -> PersonCard:
        """A person as cards show them."""
        details = page.details
        photo = self.picture(details.photo.name) if details.photo else None
        return PersonCard(
            page.basics.title, details.credentials, details.role, self.url(page), page.basics.summary, photo,
            details.photo_alt,
        )  # fmt: skip

    def service(self, page: Page) -> ServiceCard:
        """A service as cards show it."""
        details = page.details
        checkout = details.checkout
        provider = self.settings.checkout_providers.get(checkout.provider.name) if checkout else None
        return ServiceCard(
            page.basics.title, page.basics.summary, self.url(page), details.price, details.duration,
            checkout.address if checkout else "", provider.name if provider else "",
        )  # fmt: skip

    def location(self, key: str) -> LocationCard | None:
        """A location by its name in config.yaml."""
        found = self.settings.locations.get(key)
        return self._make_location(key, found) if found else None

    def locations(self) -> tuple[LocationCard, ...]:
        """All locations, in the order of config.yaml."""
        return tuple(self._make_location(key, place) for key, place in self.settings.locations.items())

    def days_in_words(self, written: str) -> str:
        """'Monday' or 'Monday to Friday' in its language; any other text as it is."""
        return weekdays_in_words(written, self.locale, self.words)

    def _times_in_words(self, line: HoursSetting) -> str:
        """The times of one line of opening hours, in words: '8:00 am to 5:00 pm', or 'Closed'."""
        if not line.opens or not line.closes:
            return self.words["hours_closed"]
        first, last = (clock_in_words(end, self.locale, self.words) for end in (line.opens, line.closes))
        return self.words["hours_range"].replace("{first}", first).replace("{last}", last)

    def _make_location(self, key: str, place: LocationSetting) -> LocationCard:
        hours = tuple(OpeningHours(self.days_in_words(line.days), self._times_in_words(line)) for line in place.hours)
        closures = tuple(Closure(day.date, day.reason) for day in place.closures if day.date >= self.as_of)
        # validate_settings reports an unknown name.
        phone = self.phone(place.phone.name) or NO_PHONE
        return LocationCard(
            key, place.name, place.street, place.city, place.region, place.postal_code, phone, hours, closures,
            place.getting_here, place.access, place.map,
        )  # fmt: skip


def make_email(setting: EmailSetting) -> Email:
    """A mailbox as templates show it."""
    return Email(setting.label, setting.address, f"mailto:{setting.address}")


def _tel(number: str) -> str:
    digits = number.replace("-", "").replace(" ", "")
    if digits.startswith("+"):
        return f"tel:{digits}"
    if len(digits) == 10:
        return f"tel:+1{digits}"
    return f"tel:+{digits}" if len(digits) == 11 else f"tel:{digits}"


def names(values: tuple[Named, ...]) -> tuple[str, ...]:
    """The names as written in a list."""
    return tuple(to_nfc(value.name) for value in values)
