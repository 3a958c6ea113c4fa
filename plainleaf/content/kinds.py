"""The kinds of page: which fields each may have, and what the kind means for a page.

A kind's front matter is several groups of declared fields written side by side: the basics that every page has,
the review of clinical pages, and the details of the kind. These declarations read and check the files and write
docs/reference/fields.md. No other module names a kind: it asks for the trait that matters to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from plainleaf.content.details import (
    TREATMENT_ROLES,
    WEIGHED,
    AlertDetails,
    BookingDetails,
    CaseStudyDetails,
    ConditionDetails,
    NoDetails,
    NoticeDetails,
    PersonDetails,
    ServiceDetails,
    TestDetails,
    ThanksDetails,
    TopicDetails,
    TreatmentDetails,
)
from plainleaf.content.front_matter import Basics, Reviewed
from plainleaf.input.fields import fields_of
from plainleaf.words import TextTraits


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of page, and what that means for its pages.

    `is_reviewed` pages have the fields of Reviewed. Without `has_own_page` the text is shown on every page instead.
    `is_listed` pages are listed below their folder, `is_in_atoz` pages in the A to Z, `is_indexed` pages in search
    engines, the sitemap and the feed. An `is_hub` page covers a condition together with the `is_part` pages below
    it. A page that `has_emergency_card` needs one; a page that `leads_to_emergency_card` needs one or a link to a
    page that has one. `books` means that people can book a visit there; `form` names the form of config.yaml that
    it shows. A page that `has_proper_name` is named after a person, a disease, a medicine or a test, so it is never
    guessed for a misspelt path. A person decides by the fields that it `weighs`, so they must have substance. A
    reviewer needs the `role`, or that of the type of the page's details. `page_type` and `about` are schema.org
    types: of the page, and of what it is about. Templates of `is_common` kinds are compiled first. `text` has the
    traits that the reading checks need.
    """

    name: str
    help: str
    details: type = NoDetails
    role: str = ""
    is_reviewed: bool = False
    has_own_page: bool = True
    is_listed: bool = True
    is_in_atoz: bool = True
    is_indexed: bool = True
    is_common: bool = False
    is_hub: bool = False
    is_part: bool = False
    has_emergency_card: bool = False
    leads_to_emergency_card: bool = False
    is_person: bool = False
    is_service: bool = False
    is_notice: bool = False
    follows_form: bool = False
    books: bool = False
    form: Literal["", "booking", "message"] = ""
    shows_locations: bool = False
    has_proper_name: bool = False
    weighs: tuple[str, ...] = ()
    page_type: str = "WebPage"
    about: str = ""
    text: TextTraits = TextTraits()

    @property
    def groups(self) -> tuple[type, ...]:
        """The groups of fields that its front matter may contain."""
        middle = (Reviewed,) if self.is_reviewed else ()
        return (Basics, *middle, self.details)

    def role_for(self, details: Any) -> str:
        """The role that a reviewer of a page with these details needs; "" if nobody reviews it."""
        return self.role or TREATMENT_ROLES.get(getattr(details, "type", ""), "")

    @property
    def has_card(self) -> bool:
        """Whether other pages can show its pages as cards, with a component that has an option of that type."""
        return self.is_person or self.is_service


ARTICLE = TextTraits(is_article=True, is_compared=True)
DEFAULT = "page"


# Every kind, in the order of the docs.
KINDS = (
    Kind(
        name=DEFAULT, help="Anything simple: home, about, a list of the pages below it.", is_common=True,
        text=TextTraits(is_compared=True),
    ),
    Kind(
        name="condition", help="The hub of one condition.", details=ConditionDetails, is_reviewed=True,
        role="conditions", is_hub=True, has_emergency_card=True, page_type="MedicalWebPage", about="MedicalCondition",
        text=ARTICLE, has_proper_name=True,
    ),
    Kind(
        name="topic", help="One aspect of a condition, below its hub.", details=TopicDetails, is_reviewed=True,
        role="topics", is_common=True, is_part=True, leads_to_emergency_card=True, page_type="MedicalWebPage",
        about="HealthTopicContent", text=ARTICLE,
    ),
    Kind(
        name="treatment", help="One treatment.", details=TreatmentDetails, is_reviewed=True, weighs=WEIGHED,
        page_type="MedicalWebPage", about="MedicalTherapy", text=ARTICLE, has_proper_name=True,
    ),
    Kind(
        name="test", help="One diagnostic test.", role="tests", details=TestDetails, is_reviewed=True, weighs=WEIGHED,
        page_type="MedicalWebPage", about="MedicalTest", text=ARTICLE, has_proper_name=True,
    ),
    Kind(
        name="case-study", help="What happened to one person, with consent.", details=CaseStudyDetails,
        role="case-studies", is_reviewed=True, page_type="Article",
        text=TextTraits(is_article=True, is_compared=True, names_subject=True), has_proper_name=True,
    ),
    Kind(
        name="person", help="An author, reviewer or clinician.", details=PersonDetails, is_person=True,
        page_type="ProfilePage", about="Person", has_proper_name=True,
    ),
    Kind(
        name="service", help="Something with a price.", details=ServiceDetails, is_service=True, books=True,
        about="Service",
    ),
    Kind(
        name="booking", help="The booking request.", details=BookingDetails, is_in_atoz=False,
        books=True, form="booking",
    ),
    Kind(
        name="contact", help="Every way to reach the clinic, and its message form.", books=True, form="message",
        shows_locations=True, page_type="ContactPage", text=TextTraits(shows_emails=True),
    ),
    Kind(
        name="feedback", help="Where readers say what they think of a page.", is_listed=False,
        is_in_atoz=False, is_indexed=False, form="message",
    ),
    Kind(
        name="thanks", help="Where people land after a form or a payment.", details=ThanksDetails,
        follows_form=True, is_listed=False, is_in_atoz=False, is_indexed=False,
        text=TextTraits(follows_form=True),
    ),
    Kind(
        name="notice", help="A notice that law or good practice asks for.", details=NoticeDetails, is_notice=True,
        text=TextTraits(is_legal=True),
    ),
    Kind(
        name="alert", help="A temporary message on every page.", details=AlertDetails, has_own_page=False,
        is_listed=False, is_in_atoz=False, text=TextTraits(has_end=True),
    ),
)  # fmt: skip


@cache
def all_kinds() -> Mapping[str, Kind]:
    """Every kind by its name."""
    return {kind.name: kind for kind in KINDS}


def find_kinds(has_trait: Callable[[Kind], bool]) -> tuple[Kind, ...]:
    """The kinds that have a trait."""
    return tuple(kind for kind in all_kinds().values() if has_trait(kind))


def kinds_with(names: Iterable[str]) -> tuple[Kind, ...]:
    """The kinds that have all of these fields."""
    wanted = frozenset(names)
    return find_kinds(lambda kind: wanted <= {field.name for group in kind.groups for field in fields_of(group)})


def names_of_kinds(has_trait: Callable[[Kind], bool]) -> str:
    """The names of the kinds that have a trait: 'booking or contact'."""
    return " or ".join(kind.name for kind in find_kinds(has_trait))


def default_kind() -> Kind:
    """The kind of a page that does not name one."""
    return all_kinds()[DEFAULT]
