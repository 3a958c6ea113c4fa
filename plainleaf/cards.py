"""The small values that pages and components show: links, contacts, people, services, places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go. `is_current` says that the reader is on that page or below it."""

    title: str
    url: str
    summary: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to call: `number` as people read it, `url` as `tel:`, `hours` in words or empty."""

    label: str
    number: str
    url: str
    hours: str


@dataclass(frozen=True, slots=True)
class Email:
    """A mailbox to write to: `address` as people read it, `url` as `mailto:`."""

    label: str
    address: str
    url: str


@dataclass(frozen=True, slots=True)
class Action:
    """One button of the action bar. `short` is for narrow screens."""

    label: str
    short: str
    icon: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its fingerprinted address; width and height in CSS pixels where the file tells them."""

    url: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as cards and author lines show them; `url` leads to their own page."""

    name: str
    credentials: str
    role: str
    url: str
    summary: str
    photo: Picture | None
    photo_alt: str


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """A service with its price in words, and where it is paid."""

    title: str
    summary: str
    url: str
    price: str
    duration: str
    checkout_url: str
    provider: str


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """One line of a timetable: days in words, `times` such as '8:00 am to 5:00 pm' or 'Closed'."""

    days: str
    times: str


@dataclass(frozen=True, slots=True)
class Closure:
    """A day on which a location is closed."""

    date: date
    reason: str


@dataclass(frozen=True, slots=True)
class LocationCard:
    """A place to go to. `key` names it in config.yaml and is its anchor on pages."""

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


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """A line that offers language help, in its own language and script."""

    language: str
    name: str
    direction: str
    text: str


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Who handles complaints about discrimination, and the bases the notice must list."""

    name: str
    title: str
    address: str
    phone: Phone
    email: Email
    bases: tuple[str, ...]
