"""What a template may read: plain, frozen values.

Addresses (`url`) begin with the path the site is published under and can be used unchanged. Texts are plain text:
Jinja escapes them. The only HTML values are `html`, `lead`, `rest`, `notes` and `explanation`, which come from our own
Markdown conversion and are safe.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from plainleaf.model.cards import (
    Action,
    Coordinator,
    Email,
    Handout,
    LanguageLine,
    Link,
    LocationCard,
    PersonCard,
    Phone,
    Picture,
    Reference,
    ServiceCard,
    TranslatedFrom,
    Translation,
)


class Change(Struct, frozen=True):
    """One entry of a page's history. `kind` is 'clinical' or 'editorial'."""

    date: date
    kind: str
    note: str


class Review(Struct, frozen=True):
    """Who wrote and checked a page. `state` is current, due-soon, overdue, lapsed or edited.

    `published` and `modified` are the days of its first and its last change.
    """

    author: PersonCard
    reviewer: PersonCard
    reviewed: date
    due: date
    state: str
    references: tuple[Reference, ...]
    changes: tuple[Change, ...]
    published: date | None
    modified: date | None


class Chapters(Struct, frozen=True):
    """The contents list of a condition, and the pages before and after this one."""

    hub: Link
    topics: tuple[Link, ...]
    previous: Link | None
    following: Link | None


class Choice(Struct, frozen=True):
    """One radio button or check box."""

    value: str
    label: str
    is_chosen: bool


class FormField(Struct, frozen=True):
    """One question of a form. `type` is choice, choices, text, phone, email or area.

    `max_length` is in characters, 0 for choices. A text must match the regular expression `pattern` as a whole.
    `errors` are the messages by what is wrong, in the order to check: missing, long, wrong. It `is_group` if each
    answer has its own box or button.
    """

    name: str
    label: str
    type: str
    hint: str
    choices: tuple[Choice, ...]
    is_optional: bool
    autocomplete: str
    inputmode: str
    max_length: int
    pattern: str
    errors: Mapping[str, str]
    is_group: bool


class Form(Struct, frozen=True):
    """A form. `delivery` is 'none' (contacts only), 'demonstration' (nothing is sent) or 'endpoint'.

    `page` tells the receiver which questions were asked. `policy` lets the `script` run, which shows what is missing.
    It `is_answer` on the page with which a receiver answers a bad request.
    """

    name: str
    delivery: str
    endpoint: str
    fields: tuple[FormField, ...]
    thanks_url: str
    reply_within: str
    page: str
    script: str
    policy: str
    is_answer: bool = False


class Alert(Struct, frozen=True):
    """The message at the top of every page until it `expires`."""

    title: str
    html: str
    audience: str
    expires: date


class Heading(Struct, frozen=True):
    """A heading of the prose, of level 2 to 6."""

    level: int
    anchor: str
    text: str


class Word(Struct, frozen=True):
    """A term of the page. `anchor` is its id in the word list, `used_at` that of its first use."""

    anchor: str
    used_at: str
    term: str
    short: str
    explanation: str
    page: Link | None


class Prose(Struct, frozen=True):
    """The text of a page. `lead` is the emergency card that it begins with, "" for none, and `rest` what follows.

    `sections` are the headings of level 2, `components` the names of those used. `notes` are the items of the list of
    footnotes and sources, which is in no other part.
    """

    html: str
    lead: str
    rest: str
    headings: tuple[Heading, ...]
    sections: tuple[Heading, ...]
    words: tuple[Word, ...]
    components: tuple[str, ...]
    notes: str = ""


class GlossaryEntry(Struct, frozen=True):
    """One entry of the glossary or the A to Z. `url` is empty for a term without a page."""

    anchor: str
    title: str
    short: str
    text: str
    url: str


class LetterGroup(Struct, frozen=True):
    """The entries under one letter."""

    letter: str
    entries: tuple[GlossaryEntry, ...]


class Example(Struct, frozen=True):
    """An example in the gallery."""

    name: str
    markdown: str
    html: str


class GalleryEntry(Struct, frozen=True):
    """One component in the gallery. `options` are (name, is required, help)."""

    name: str
    title: str
    says: str
    use_when: str
    options: tuple[tuple[str, bool, str], ...]
    examples: tuple[Example, ...]


class SiteView(Struct, frozen=True):
    """What is the same on every page of one language.

    `words` are its interface texts, `language_names` the languages' own names, `icons` the addresses of static/icons,
    `here` the address of the current menu entry, `locale` the language as written in the clinic's country,
    `untranslated` texts of config.yaml that are in the default language.
    """

    name: str
    legal_name: str
    tagline: str
    is_demonstration: bool
    language: str
    language_names: Mapping[str, str]
    direction: str
    home_url: str
    address: str
    words: Mapping[str, str]
    stylesheet: str
    icons: Mapping[str, str]
    manifest_url: str
    feed_url: str
    atoz_url: str
    glossary_url: str
    handouts_url: str
    contact: Link | None
    feedback: Link | None
    menu: tuple[Link, ...]
    here: str
    actions: tuple[Action, ...]
    phones: Mapping[str, Phone]
    emails: Mapping[str, Email]
    relay: Phone
    tty: Phone | None
    mail: str
    emergency: Phone
    emergency_place: str
    locations: tuple[LocationCard, ...]
    notices: tuple[Link, ...]
    social: tuple[Link, ...]
    alert: Alert | None
    coordinator: Coordinator | None
    language_lines: tuple[LanguageLine, ...]
    security_policy: str
    locale: str
    default_language: str
    default_direction: str
    untranslated: tuple[str, ...] = ()


class PageView(Struct, frozen=True):
    """One page. `details` are the fields of its kind, with Picture, Link, PersonCard and ServiceCard values.

    `reply_within` says how soon the clinic answers, on the page of a form and the one after it. `qr_code` is the
    address of a picture. `policy` is what its Content-Security-Policy allows in addition to the site's.
    """

    kind: str
    title: str
    menu_title: str
    summary: str
    also_known_as: tuple[str, ...]
    url: str
    canonical: str
    is_indexed: bool
    is_home: bool
    share_picture: str
    share_picture_alt: str
    crumbs: tuple[Link, ...]
    children: tuple[Link, ...]
    chapters: Chapters | None
    review: Review | None
    form: Form | None
    reply_within: str
    service: ServiceCard | None
    photo: Picture | None
    written: tuple[Link, ...]
    references: tuple[Reference, ...]
    groups: tuple[LetterGroup, ...]
    gallery: tuple[GalleryEntry, ...]
    details: Mapping[str, object]
    alternates: tuple[tuple[str, str], ...]
    translations: tuple[Translation, ...]
    graph: str
    qr_code: str = ""
    handouts: tuple[Handout, ...] = ()
    policy: str = ""
    translated: TranslatedFrom | None = None
