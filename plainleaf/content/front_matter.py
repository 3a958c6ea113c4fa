"""Front matter that kinds of page share: the basics of every page, and the review of clinical pages."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from plainleaf.input.addresses.address_types import https_address, old_address
from plainleaf.input.fields import Named, declare
from plainleaf.input.fieldtypes import (
    choice,
    day,
    flag,
    group_of,
    line,
    list_of,
    named,
    number,
    past_day,
    text,
)

PERSON = named("the path of a person's page, such as people/ada-example.md")
# How a page was translated: by a person, by a program, or by a program whose text a person has edited.
METHODS = ("person", "machine", "machine-edited")
PICTURE = named("the path of a picture, such as /pictures/nerve.svg")


class TranslationRecord(Struct, frozen=True, kw_only=True, array_like=True):
    """Who translated a page from the default language, how, who has checked that, and which text it was made from."""

    translator: str = declare(line(wording="name"), "Who translated the page.", required=True, example="Ada Example")
    method: str = declare(
        choice(*METHODS),
        "How: by a person, by a program, or by a program whose text a person has edited.",
        required=True,
        example="person",
    )
    reviewer: Named | None = declare(
        PERSON, "The clinician who speaks the language and has checked the translation; the command `review` writes it."
    )
    reviewed: date | None = declare(past_day(), "The day of that check.")
    source: str = declare(
        line(wording=""),
        "Identifies each part of the original that was translated; the command `translations --record` writes it.",
    )


class Basics(Struct, frozen=True, kw_only=True, array_like=True):
    """What every kind of page has."""

    title: str = declare(line(), "The page's heading, in patients' words.", required=True, example="Symptoms")
    summary: str = declare(
        text(), "One or two sentences: shown under the heading and in search results.", required=True
    )
    menu_title: str = declare(line(), "A short title for menus and breadcrumbs.")
    menu: int | None = declare(number(1, 999), "Puts the page into the main menu, at this position.")
    order: int | None = declare(number(1, 999), "The page's position among the pages in its folder.")
    slug: str = declare(
        line(wording=""),
        "The last part of the address, if it should differ from the file's name. That of an `index.md` is the name of "
        "its folder, in the addresses of all pages below.",
    )
    draft: bool = declare(flag(), "Yes keeps the page off the site.")
    publish: date | None = declare(day(), "The first day on which the page is on the site.")
    expires: date | None = declare(day(), "The last day on which the page is on the site.")
    aliases: tuple[str, ...] = declare(list_of(old_address()), "Old addresses that lead here.")
    picture: Named | None = declare(PICTURE, "The picture shown when the page is shared.")
    picture_alt: str = declare(text(), "What that picture shows.")
    handout: bool = declare(
        flag(), "Yes offers the page as a PDF to print or send, and one in large print. Needs `plainleaf[handouts]`."
    )
    sheet: bool = declare(
        flag(), "Yes offers the page's steps and questions as one sheet to fill in. Needs `plainleaf[handouts]`."
    )
    also_known_as: tuple[str, ...] = declare(
        list_of(line(wording="name")), "Other names; they are listed in the A to Z."
    )
    translation: TranslationRecord | None = declare(
        group_of(TranslationRecord), "Of a page that translates the one in the default language: who did it, and how."
    )


class EvidenceSource(Struct, frozen=True, kw_only=True, array_like=True):
    """A published source that the text is based on."""

    title: str = declare(line(wording="quoted"), "Its title.", required=True)
    publisher: str = declare(line(wording="name"), "Who published it.", required=True)
    published: str = declare(line(wording="name"), "Year or day of publication.", required=True, example="2020")
    address: str = declare(https_address(), "Its web address, best its DOI: `https://doi.org/…`.")
    accessed: date | None = declare(past_day(), "The day on which it was read.")
    still_current: str = declare(
        line(wording=""),
        "If it is old: why it still holds, for staff.",
        example="No later trial has compared the two.",
    )
    superseded_by: str = declare(line(wording=""), "What has replaced it, until the page is based on that.")


class ChangeEntry(Struct, frozen=True, kw_only=True, array_like=True):
    """One change to a page after it was published."""

    date: date = declare(past_day(), "The day of the change.", required=True)
    type: str = declare(choice("clinical", "editorial"), "Whether the medical meaning changed.", required=True)
    note: str = declare(text(), "What changed, in a sentence.", required=True)


class Reviewed(Struct, frozen=True, kw_only=True, array_like=True):
    """Who wrote and reviewed a clinical page, and when the next review is due."""

    author: Named = declare(PERSON, "Who wrote the page.", required=True, example="people/ada-example.md")
    reviewer: Named = declare(PERSON, "Another person, who checked it.", required=True)
    reviewed: date = declare(day(), "The day of the last clinical review.", required=True, example="2026-05-14")
    review_every: int | None = declare(
        number(1, 36), "Months until the next review; without it, the policy in config.yaml applies."
    )
    review_mark: str = declare(
        line(wording=""), "Identifies the text that was reviewed; the command `review` writes it."
    )
    owner: str = declare(line(wording=""), "The person or team that keeps the page up to date.")
    evidence: tuple[EvidenceSource, ...] = declare(
        list_of(group_of(EvidenceSource)), "What the page is based on.", required=True
    )
    changes: tuple[ChangeEntry, ...] = declare(list_of(group_of(ChangeEntry)), "What changed, and when.")
