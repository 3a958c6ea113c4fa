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
        "By a person, a program, or a program that a person edited.",
        required=True,
        example="person",
    )
    reviewer: Named | None = declare(PERSON, "The clinician who has checked the translation; `review` writes it.")
    reviewed: date | None = declare(past_day(), "When it was checked.")
    source: str = declare(
        line(wording=""),
        "The parts of the original; `translations --record` writes it.",
    )


class Basics(Struct, frozen=True, kw_only=True, array_like=True):
    """What every kind of page has."""

    title: str = declare(line(), "The page's heading, in patients' words.", required=True, example="Symptoms")
    summary: str = declare(text(), "One or two sentences, also for search results.", required=True)
    menu_title: str = declare(line(), "A short title for menus and breadcrumbs.")
    menu: int | None = declare(number(1, 999), "Puts it into the main menu, at this position.")
    order: int | None = declare(number(1, 999), "Its position in its folder.")
    slug: str = declare(
        line(wording=""),
        "The last part of the address, instead of the file's or (for `index.md`) the folder's name.",
    )
    draft: bool = declare(flag(), "Whether the page is kept off the site.")
    publish: date | None = declare(day(), "Its first day on the site.")
    expires: date | None = declare(day(), "Its last day on the site.")
    # Two of an address clash, which is an error.
    aliases: tuple[str, ...] = declare(list_of(old_address(), tells_repeats=False), "Old addresses that lead here.")
    picture: Named | None = declare(PICTURE, "The picture for when the page is shared.")
    picture_alt: str = declare(text(), "What that picture shows.")
    handout: bool = declare(
        flag(), "Whether there is a PDF of the page, and one in large print. Needs `plainleaf[handouts]`."
    )
    sheet: bool = declare(flag(), "Whether there is a PDF of its steps and questions. Needs `plainleaf[handouts]`.")
    also_known_as: tuple[str, ...] = declare(list_of(line(wording="name")), "Other names, for the A to Z.")
    translation: TranslationRecord | None = declare(
        group_of(TranslationRecord), "Of a translation: who did it, and how."
    )


class EvidenceSource(Struct, frozen=True, kw_only=True, array_like=True):
    """A published source that the text is based on."""

    title: str = declare(line(wording="quoted"), "Its title.", required=True)
    publisher: str = declare(line(wording="name"), "Who published it.", required=True)
    published: str = declare(line(wording="name"), "Year or day.", required=True, example="2020")
    address: str = declare(https_address(), "Its web address, best its DOI.")
    accessed: date | None = declare(past_day(), "When it was read.")
    still_current: str = declare(
        line(wording=""),
        "If it is old, why it still holds.",
        example="No later trial has compared the two.",
    )
    superseded_by: str = declare(line(wording=""), "What has replaced it.")


class ChangeEntry(Struct, frozen=True, kw_only=True, array_like=True):
    """One change to a page after it was published."""

    date: date = declare(past_day(), "When it changed.", required=True)
    type: str = declare(choice("clinical", "editorial"), "Whether the medical meaning changed.", required=True)
    note: str = declare(text(), "What changed, in a sentence.", required=True)


class Reviewed(Struct, frozen=True, kw_only=True, array_like=True):
    """Who wrote and reviewed a clinical page, and when the next review is due."""

    author: Named = declare(PERSON, "Who wrote the page.", required=True, example="people/ada-example.md")
    reviewer: Named = declare(PERSON, "Another person, who checked it.", required=True)
    reviewed: date = declare(day(), "When it was last reviewed.", required=True, example="2026-05-14")
    review_every: int | None = declare(number(1, 36), "Months until the next review, instead of the policy.")
    review_mark: str = declare(line(wording=""), "Identifies the reviewed text; `review` writes it.")
    owner: str = declare(line(wording=""), "Who keeps the page up to date.")
    evidence: tuple[EvidenceSource, ...] = declare(
        list_of(group_of(EvidenceSource)), "What the page is based on.", required=True
    )
    changes: tuple[ChangeEntry, ...] = declare(list_of(group_of(ChangeEntry)), "What changed, and when.")
