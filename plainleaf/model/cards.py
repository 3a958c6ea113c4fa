"""The small values that pages and components show: links, contacts, people, services, places."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Link(Struct, frozen=True):
    """A link to a page. `is_current` if the reader is on that page or below it."""

    title: str
    url: str
    summary: str = ""
    is_current: bool = False


class Phone(Struct, frozen=True):
    """A number to call: `number` as people read it, `url` as `tel:`, `hours` in words or empty."""

    label: str
    number: str
    url: str
    hours: str


class Email(Struct, frozen=True):
    """A mailbox to write to: `address` as people read it, `url` as `mailto:`."""

    label: str
    address: str
    url: str


class Action(Struct, frozen=True):
    """One button of the action bar. `short` is for narrow screens, `number` is the phone number it calls, or ''."""

    label: str
    short: str
    icon: str
    url: str
    is_current: bool = False
    number: str = ""


class PictureSource(Struct, frozen=True):
    """Copies of a photo in one format, for `<source>`: their `type`, and their addresses and widths as a `srcset`."""

    type: str
    srcset: str


class Picture(Struct, frozen=True):
    """A picture with its fingerprinted address; width and height in CSS pixels if the file states them.

    A photo has `sources`, the best first; `sizes` says how wide it is shown where its place does not say otherwise.
    """

    url: str
    width: int | None
    height: int | None
    sources: tuple[PictureSource, ...] = ()
    sizes: str = ""


class PersonCard(Struct, frozen=True):
    """A person as cards and author lines show them; `url` leads to their own page."""

    name: str
    credentials: str
    role: str
    url: str
    summary: str
    photo: Picture | None
    photo_alt: str


class ServiceCard(Struct, frozen=True):
    """A service with its price in words, and where to pay for it online, if people can (`checkout_url`)."""

    title: str
    summary: str
    url: str
    price: str
    duration: str
    checkout_url: str
    provider: str


class OpeningHours(Struct, frozen=True):
    """One line of a timetable: days in words, `times` such as '8:00 am to 5:00 pm' or 'Closed'."""

    days: str
    times: str


class Closure(Struct, frozen=True):
    """A day on which a location is closed."""

    date: date
    reason: str


class LocationCard(Struct, frozen=True):
    """A location of the clinic. `key` is its name in config.yaml and its anchor on pages."""

    key: str
    name: str
    street: str
    city: str
    region: str
    postal_code: str
    phone: Phone
    hours: tuple[OpeningHours, ...]
    closures: tuple[Closure, ...]
    getting_here: str
    access: str
    map_url: str


class LanguageLine(Struct, frozen=True):
    """A line that offers language help, in its own language and script."""

    language: str
    name: str
    direction: str
    text: str


class Coordinator(Struct, frozen=True):
    """Who handles complaints about discrimination, and the bases the notice must list."""

    name: str
    title: str
    address: str
    phone: Phone
    email: Email
    bases: tuple[str, ...]


class RedFlagCard(Struct, frozen=True):
    """A set of red flags as pages show it. `name` is that of its file; `urgency` says how soon to get help."""

    name: str
    urgency: str
    heading: str
    signs: tuple[str, ...]


class AidOption(Struct, frozen=True):
    """An option of a decision aid: its name, what it is, and what may be good and bad about it."""

    name: str
    what: str
    good: tuple[str, ...]
    bad: tuple[str, ...]


class Reference(Struct, frozen=True):
    """A source that the text is based on. `url` is empty if no address is known for certain.

    `language` is that of the title, where a translation takes it over from its original; '' for the page's own.
    """

    title: str
    publisher: str
    published: str
    url: str
    accessed: date | None
    language: str = ""


class AidOutcome(Struct, frozen=True):
    """What may happen with each option of a decision aid.

    `counts` has a number of 100 people for each option, in their order, none where it is not known. `effect` is 'gain',
    'harm' or 'neither'; `certainty` is 'high', 'moderate', 'low', 'very-low' or 'unrated'. Of a `source` that is not
    among the evidence of the page only the title is known.
    """

    outcome: str
    effect: str
    after: str
    counts: tuple[int | None, ...]
    source: Reference
    base: str
    certainty: str
    note: str


class Translation(Struct, frozen=True):
    """Where a page leads readers of another language: to the same page, or else to the nearest one above it.

    `note` says in their language that it is another page; '' for the same one. `direction` is that of their language.
    """

    language: str
    name: str
    url: str
    note: str
    direction: str


class TranslatedFrom(Struct, frozen=True):
    """How a page was translated, and from which page.

    `method` is 'person', 'machine' or 'machine-edited'. Nobody has checked the translation where `reviewed` is None.
    The original has its address in `url` and, with the host, in `address`; both are empty if it is not published.
    `name` is its language's own name. The translation `is_stale` if the original has changed since.
    """

    translator: str
    method: str
    reviewer: PersonCard | None
    reviewed: date | None
    url: str
    address: str
    language: str
    name: str
    is_stale: bool


class Handout(Struct, frozen=True):
    """The PDF of a page or a booklet; `edition` is 'normal', 'large-print' or 'sheet'."""

    edition: str
    url: str


class Booklet(Struct, frozen=True):
    """Pages as one PDF: its `name` in config.yaml, its pages, and its file for each edition."""

    name: str
    title: str
    pages: tuple[Link, ...]
    files: tuple[Handout, ...]


class PageHandouts(Struct, frozen=True):
    """A page of which there are hand-outs."""

    title: str
    summary: str
    files: tuple[Handout, ...]


class HandoutList(Struct, frozen=True):
    """All hand-outs in one language."""

    booklets: tuple[Booklet, ...]
    pages: tuple[PageHandouts, ...]


class InLanguage(Struct, frozen=True):
    """What the page for addresses that do not exist says in another language, and the way to its home page."""

    language: str
    direction: str
    title: str
    text: str
    home: str
    url: str


class Search(Struct, frozen=True):
    """What the script of the search page needs: its own address, that of the index, what begins every address of the
    site, and other names of what the pages are about, as JSON.
    """

    script: str
    index: str
    prefix: str
    synonyms: str
