"""The forms in config.yaml: the booking request and the message."""

from __future__ import annotations

from msgspec import Struct

from plainleaf.input.addresses.address_types import https_address
from plainleaf.input.fields import Named, declare
from plainleaf.input.fieldtypes import choice, flag, group_of, line, list_of, named, per_language, text

# A name for programs.
CODE = line(wording="")
LINE = per_language(line())


class FormFieldSetting(Struct, frozen=True, kw_only=True):
    """One question of a form. Ask only what you need to call back."""

    name: str = declare(CODE, "The name of the answer.", required=True, example="visit_type")
    label: str = declare(LINE, "The question.", required=True)
    type: str = declare(
        choice("choice", "choices", "text", "phone", "email", "phone-or-email", "area", "state", "service", "location"),
        "choice takes one answer, choices several; service and location list the clinic's own.",
        required=True,
    )
    hint: str = declare(LINE, "Help below the question.")
    missing: str = declare(
        LINE, "What people read if they leave it empty.", example="Choose what kind of visit you would like"
    )
    options: tuple[str, ...] = declare(list_of(LINE), "What people can choose from.")
    optional: bool = declare(flag(), "Whether it may be left empty.")
    autocomplete: str = declare(CODE, "The HTML autocomplete token, such as tel.")
    inputmode: str = declare(CODE, "The keyboard on a phone, such as tel.")
    justification: str = declare(text(wording=""), "Why free text is needed, for the type area.")
    only_for: str = declare(choice("", "telehealth", "in-office"), "The only visit that it is for.")


class FormSetting(Struct, frozen=True, kw_only=True):
    """A form and where it is sent."""

    delivery: str = declare(
        choice("none", "endpoint"),
        "endpoint posts to a form service; none shows phone and e-mail.",
        required=True,
    )
    endpoint: str = declare(https_address(), "The form service's address.")
    allowed_hosts: tuple[str, ...] = declare(list_of(CODE), "Hosts that the form may be sent to.")
    agreement: str = declare(
        choice("", "yes", "no", "demonstration"), "Whether there is a business associate agreement."
    )
    reply_within: str = declare(LINE, "How soon the clinic answers, instead of the interface text `form_reply_time`.")
    thanks: Named = declare(named("the path of a thanks page"), "The page shown afterwards.", required=True)
    fields: tuple[FormFieldSetting, ...] = declare(list_of(group_of(FormFieldSetting)), "The questions.")

    @property
    def is_shown(self) -> bool:
        """Whether its pages ask the questions, and do not only say how to reach the clinic."""
        return self.delivery != "none"

    @property
    def is_demonstration(self) -> bool:
        """Whether it is shown but never sent."""
        return self.is_shown and self.agreement == "demonstration"
