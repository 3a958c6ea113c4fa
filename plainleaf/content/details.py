"""Details: the fields that only pages of one kind have. kinds.py says which group belongs to which kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from plainleaf.content.front_matter import PICTURE
from plainleaf.input.addresses.address_types import git_account, https_address
from plainleaf.input.fields import Named, declare
from plainleaf.input.fieldtypes import choice, day, flag, group_of, line, list_of, named, past_day, text

# The aspects of a condition, each with its name at schema.org.
ASPECTS: Mapping[str, str] = {
    "overview": "OverviewHealthAspect",
    "symptoms": "SymptomsHealthAspect",
    "causes": "CausesHealthAspect",
    "risks": "RisksOrComplicationsHealthAspect",
    "diagnosis": "ScreeningHealthAspect",
    "treatment": "TreatmentsHealthAspect",
    "self-care": "SelfCareHealthAspect",
    "exercises": "SelfCareHealthAspect",
    "get-help": "SeeDoctorHealthAspect",
    "living-with": "LivingWithHealthAspect",
    "outlook": "PrognosisHealthAspect",
    "prevention": "PreventionHealthAspect",
    "questions": "RelatedTopicsHealthAspect",
}
# The aspect whose page says when to get help.
HELP_ASPECT = "get-help"
# Types of treatment, each with its type at schema.org.
TREATMENT_TYPES: Mapping[str, str] = {
    "physical-therapy": "PhysicalTherapy",
    "medicine": "MedicalTherapy",
    "procedure": "TherapeuticProcedure",
    "surgery": "TherapeuticProcedure",
    "other": "MedicalTherapy",
}
# What a reviewer of such a treatment must be able to judge: a role in the person's `reviews`.
TREATMENT_ROLES: Mapping[str, str] = {
    "physical-therapy": "physical-therapy",
    "medicine": "medicines",
    "procedure": "procedures",
    "surgery": "surgery",
    "other": "other-treatments",
}
# Who approves sets of red flags.
RED_FLAGS_ROLE = "red-flags"
# All roles: those of the kinds that are reviewed (see kinds.py), of treatments by their type, and of red flags.
ROLES = ("conditions", "topics", "tests", "case-studies", *TREATMENT_ROLES.values(), RED_FLAGS_ROLE)
# The notices that a clinic in the US needs, and all that a site may have.
NEEDED_NOTICES = (
    "accessibility", "auxiliary-aids", "nondiscrimination", "language-assistance", "privacy", "disclaimer",
)  # fmt: skip
NOTICES = (*NEEDED_NOTICES, "emergency")


class Details(Struct, frozen=True, array_like=True, tag=True, tag_field="group"):
    """The fields of one kind. A stored page names their group (see page.py)."""


class NoDetails(Details, frozen=True, kw_only=True):
    """A kind with no fields of its own."""


class ConditionDetails(Details, frozen=True, kw_only=True):
    """What is known about a condition, for search engines; all of it is in the text as well."""

    anatomy: tuple[str, ...] = declare(list_of(line()), "Parts of the body it concerns.")
    signs: tuple[str, ...] = declare(list_of(line()), "Signs and symptoms by their short names.")
    causes: tuple[str, ...] = declare(list_of(line()), "Causes.")
    risk_factors: tuple[str, ...] = declare(list_of(line()), "What makes it more likely.")
    complications: tuple[str, ...] = declare(list_of(line()), "What it can lead to.")
    specialty: str = declare(line(), "The medical field.")


class TopicDetails(Details, frozen=True, kw_only=True):
    """One aspect of a condition."""

    aspect: str = declare(choice(*ASPECTS), "Which aspect this is.", required=True)


# What a person weighs before a treatment or a test.
WEIGHED = ("benefits", "risks", "without_it", "uncertainty")


class TreatmentDetails(Details, frozen=True, kw_only=True):
    """What a person needs to decide about a treatment."""

    type: str = declare(choice(*TREATMENT_TYPES), "The type of treatment.", required=True)
    benefits: tuple[str, ...] = declare(list_of(line()), "What it may do for you.", required=True)
    risks: tuple[str, ...] = declare(list_of(line()), "What may go wrong.", required=True)
    without_it: str = declare(text(), "What may happen if you do not have it.", required=True)
    uncertainty: str = declare(text(), "What is not known.", required=True)
    suits: str = declare(text(), "Whom it may suit.")


class TestDetails(Details, frozen=True, kw_only=True):
    """What a person needs to decide about a test."""

    benefits: tuple[str, ...] = declare(list_of(line()), "What it may do for you.", required=True)
    risks: tuple[str, ...] = declare(list_of(line()), "What may go wrong.", required=True)
    without_it: str = declare(text(), "What may happen if you do not have it.", required=True)
    uncertainty: str = declare(text(), "What is not known.", required=True)
    shows: str = declare(text(), "What it can show.")
    cannot_show: str = declare(text(), "What it cannot show.")
    takes: str = declare(line(), "How long it takes.")


class Consent(Struct, frozen=True, kw_only=True):
    """How the person in a case agreed to be written about."""

    type: str = declare(choice("written", "invented"), "Written consent, or an invented case.", required=True)
    date: date | None = declare(past_day(), "When it was given.")
    kept_by: str = declare(line(wording=""), "Who keeps the signed form.")


class CaseStudyDetails(Details, frozen=True, kw_only=True):
    """What happened to one person, and what can be learned from it."""

    condition: Named | None = declare(named("the path of a condition's page"), "The condition it is about.")
    presentation: str = declare(text(), "What brought the person in.", required=True)
    earlier_care: str = declare(text(), "What had been tried before.")
    finding: str = declare(text(), "What was found.", required=True)
    consequence: str = declare(text(), "What was done about it.")
    outcome: str = declare(text(), "How it ended.", required=True)
    lesson: str = declare(text(), "What can be learned.", required=True)
    consent: Consent = declare(group_of(Consent), "The person's agreement.", required=True)


class Publication(Struct, frozen=True, kw_only=True):
    """Something that a person has published."""

    title: str = declare(line(wording="quoted"), "Its title.", required=True)
    publisher: str = declare(line(wording="name"), "Journal or publisher.")
    published: str = declare(line(wording="name"), "Year.")
    address: str = declare(https_address(), "Where to read it.")


class PersonDetails(Details, frozen=True, kw_only=True):
    """An author, reviewer or clinician. The title is the person's name."""

    credentials: str = declare(
        line(wording="name"), "Degrees and licenses after the name.", required=True, example="MD"
    )
    role: str = declare(line(), "What the person does, in plain words.", required=True)
    expertise: tuple[str, ...] = declare(list_of(line()), "What they know best.")
    publications: tuple[Publication, ...] = declare(list_of(group_of(Publication)), "What they have published.")
    treats: str = declare(text(), "Whom they treat.")
    reviews: tuple[str, ...] = declare(
        list_of(choice(*ROLES)), "What they can review; checked once one person has roles."
    )
    languages: tuple[str, ...] = declare(list_of(line(wording="name")), "Languages they speak with patients.")
    account: str = declare(git_account(), "The name at the Git host, for `codeowners`.", example="ada-example")
    photo: Named | None = declare(PICTURE, "A photo or drawing.")
    photo_alt: str = declare(text(), "What it shows.")


class Checkout(Struct, frozen=True, kw_only=True):
    """The page where a service is paid for."""

    provider: Named = declare(named("a name from checkout_providers"), "Who takes the payment.", required=True)
    address: str = declare(https_address(), "The checkout page.", required=True)


class ServiceDetails(Details, frozen=True, kw_only=True):
    """Something with a price."""

    price: str = declare(line(wording="name"), "The price as patients read it.", required=True, example='"$180.00"')
    currency: str = declare(line(wording=""), "Its three-letter code.", default="USD")
    duration: str = declare(line(), "How long it takes.")
    includes: tuple[str, ...] = declare(list_of(line()), "What is included.")
    checkout: Checkout | None = declare(group_of(Checkout), "Where to pay online.")
    bookable: bool = declare(flag(), "Whether the booking form offers it.")
    visit: str = declare(choice("in-office", "telehealth", "either"), "How it takes place.", default="either")


class BookingDetails(Details, frozen=True, kw_only=True):
    """A booking-request page."""

    visit: str = declare(choice("", "in-office", "telehealth"), "The visit already selected.")
    service: Named | None = declare(named("the path of a service's page"), "The service already selected.")
    about: str = declare(line(), "The condition or service it is about.")


class ThanksDetails(Details, frozen=True, kw_only=True):
    """The page that people see after they send a form or pay."""

    after: str = declare(choice("booking", "message", "payment"), "After what.", required=True)
    provider: Named | None = declare(named("a name from checkout_providers"), "Who took a payment.")


class LegalFact(Struct, frozen=True, kw_only=True):
    """A legal fact that the notice states, with its source."""

    fact: str = declare(text(), "The fact.", required=True)
    source: str = declare(line(wording="quoted"), "Where the law says so.", required=True)
    as_of: date = declare(past_day(), "When it was checked.", required=True)


class LegalSource(Struct, frozen=True, kw_only=True):
    """A legal source. Codes of law are always as of today, so they have no year."""

    title: str = declare(line(wording="quoted"), "Its title.", required=True)
    publisher: str = declare(line(wording="name"), "Who published it.")
    published: str = declare(line(wording="name"), "Year or day.")
    address: str = declare(https_address(), "Its web address, if you are sure.")
    accessed: date | None = declare(past_day(), "When it was read.")


class AccessibilityTest(Struct, frozen=True, kw_only=True):
    """What somebody or something tested for the accessibility statement."""

    tool: str = declare(line(wording="name"), "The program, or who tested.", required=True, example="axe-core")
    version: str = declare(line(wording="name"), "Its version.")
    tested: date = declare(past_day(), "When it was tested.", required=True)
    what: str = declare(line(), "What was looked at.", required=True)


class NoticeDetails(Details, frozen=True, kw_only=True):
    """A notice that law or good practice asks for."""

    notice: str = declare(choice(*NOTICES), "Which notice this is.", required=True)
    as_of: date | None = declare(past_day(), "When it was checked.")
    jurisdiction: str = declare(line(wording="name"), "Where it applies.")
    sources: tuple[LegalSource, ...] = declare(list_of(group_of(LegalSource)), "What it is based on.")
    facts: tuple[LegalFact, ...] = declare(list_of(group_of(LegalFact)), "Legal facts that it states.")
    target: str = declare(line(), "Accessibility statement: the standard that the site aims for.")
    tests: tuple[AccessibilityTest, ...] = declare(
        list_of(group_of(AccessibilityTest)), "Accessibility statement: what was tested."
    )
    limits: tuple[str, ...] = declare(list_of(line()), "Accessibility statement: what does not work yet.")
    answer_within: str = declare(line(), "Accessibility statement: how soon you answer.")


class AlertDetails(Details, frozen=True, kw_only=True):
    """A temporary message on every page."""

    starts: date = declare(day(), "The first day.", required=True, example="2026-10-15")
    expires: date = declare(day(), "The last day.", required=True, example="2027-03-31")
    owner: str = declare(line(wording=""), "Who takes it down or renews it.", required=True)
    audience: str = declare(line(), "Who it is for.")
