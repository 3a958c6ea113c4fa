"""The small values that pages and components show: links, contacts, people, services, places."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Link(Struct, frozen=True):
    """A link to a page. It `is_current` if the reader is there or below it."""

    title: str
    url: str
    summary: str = ""
    is_current: bool = False


class Phone(Struct, frozen=True):
    """A number to call. `url` begins with `tel:`."""

    label: str
    number: str
    url: str
    hours: str


class Email(Struct, frozen=True):
    """A mailbox. `url` begins with `mailto:`."""

    label: str
    address: str
    url: str


class Action(Struct, frozen=True):
    """One button of the action bar. `short` is for narrow screens, `number` what it calls."""

    label: str
    short: str
    icon: str
    url: str
    is_current: bool = False
    number: str = ""


class PictureSource(Struct, frozen=True):
    """Copies of a photo in one format, for `<source>`."""

    type: str
    srcset: str


class Picture(Struct, frozen=True):
    """A picture, with its size in CSS pixels if the file states it.

    A photo has `sources`, the best first; `sizes` is how wide it is shown unless the template says otherwise.
    """

    url: str
    width: int | None
    height: int | None
    sources: tuple[PictureSource, ...] = ()
    sizes: str = ""


class PersonCard(Struct, frozen=True):
    """A person."""

    name: str
    credentials: str
    role: str
    url: str
    summary: str
    photo: Picture | None
    photo_alt: str


class ServiceCard(Struct, frozen=True):
    """A service. `checkout_url` is where to pay online."""

    title: str
    summary: str
    url: str
    price: str
    duration: str
    checkout_url: str
    provider: str


class OpeningHours(Struct, frozen=True):
    """One line of a timetable. `times` may be 'Closed'."""

    days: str
    times: str


class Closure(Struct, frozen=True):
    """A day on which a location is closed."""

    date: date
    reason: str


class LocationCard(Struct, frozen=True):
    """A location. `key` is its name in config.yaml and its anchor."""

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
    """An offer of help, in its own language."""

    language: str
    name: str
    direction: str
    text: str


class Coordinator(Struct, frozen=True):
    """Who handles complaints about discrimination."""

    name: str
    title: str
    address: str
    phone: Phone
    email: Email
    bases: tuple[str, ...]


class RedFlagCard(Struct, frozen=True):
    """A set of red flags. `name` is that of its file."""

    name: str
    urgency: str
    heading: str
    signs: tuple[str, ...]


class AidOption(Struct, frozen=True):
    """An option of a decision aid."""

    name: str
    what: str
    good: tuple[str, ...]
    bad: tuple[str, ...]


class Reference(Struct, frozen=True):
    """A source. `language` is that of the title, '' for the page's own."""

    title: str
    publisher: str
    published: str
    url: str
    accessed: date | None
    language: str = ""


class AidOutcome(Struct, frozen=True):
    """What may happen with each option of a decision aid.

    `counts` are of 100 people, one for each option. `effect` is 'gain', 'harm' or 'neither'; `certainty` is 'high',
    'moderate', 'low', 'very-low' or 'unrated'. A `source` that is not among the evidence has only a title.
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
    """A link for readers of another language. `note`, if any, says that it leads to another page."""

    language: str
    name: str
    url: str
    note: str
    direction: str


class TranslatedFrom(Struct, frozen=True):
    """How a page was translated. `method` is 'person', 'machine' or 'machine-edited'.

    The original has its address in `url` and, with the host, in `address`; both are empty if it is not published. It
    `is_stale` if the original has changed since.
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
    """The PDF of a page or a booklet. `edition` is 'normal', 'large-print' or 'sheet'."""

    edition: str
    url: str


class Booklet(Struct, frozen=True):
    """Pages as one PDF. `name` is that in config.yaml."""

    name: str
    title: str
    pages: tuple[Link, ...]
    files: tuple[Handout, ...]


class PageHandouts(Struct, frozen=True):
    """The hand-outs of a page."""

    title: str
    summary: str
    files: tuple[Handout, ...]


class HandoutList(Struct, frozen=True):
    """All hand-outs in one language."""

    booklets: tuple[Booklet, ...]
    pages: tuple[PageHandouts, ...]


class WaivedFinding(Struct, frozen=True):
    """A warning that the clinic has waived on a page. It is `about` 'words', 'pictures' or 'links'."""

    about: str
    page: Link
    until: date


class InLanguage(Struct, frozen=True):
    """The 404 page in another language."""

    language: str
    direction: str
    title: str
    text: str
    home: str
    url: str


class Search(Struct, frozen=True):
    """What the script of the search page needs. `prefix` begins every address; `synonyms` is JSON."""

    script: str
    index: str
    prefix: str
    synonyms: str
