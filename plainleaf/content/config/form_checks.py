"""Checks of forms: where they are sent, what they must not ask, and that the clinic can reply."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from plainleaf.content.config.form_settings import FormFieldSetting, FormSetting
from plainleaf.input.nodes import Node, find_place
from plainleaf.input.unclear import Unclear
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Report

# The settings that say where a form is sent.
DELIVERY = ("delivery", "endpoint", "allowed_hosts", "agreement")
# What a booking request must not ask, in a question, its answers or its hint: staff can ask it on the phone.
FORBIDDEN = lazy_pattern(
    r"symptom|diagnos|medicat|medicine|condition|date.of.birth|birth ?da(?:y|te)|\bdob\b|social.security|\bssn\b"
    r"|member (?:number|id)|insurance|(?:home|street|postal|mailing|full) address|\bgender\b|\bsex\b|\brace\b"
    r"|ethnic|upload|card number|reason for"
    r"|\bhurt(?:s|ing)?\b|\bhow (?:bad|strong) is\b|\b(?:were|was) (?:you|the patient) born\b|\bhow old\b|\byour age\b"
    r"|\b(?:cannot|can't|can\u2019t|trouble|unable to) (?:pee|walk|sleep|feel|move|urinat\w+|control)"
    r"|\b(?:back|leg|neck|hip|nerve|chest) pain\b(?! (?:clinic|management|program|service|team))"
    r"|\bnumb(?:ness)?\b|\bweakness\b|\bpregnan|\bwhat (?:is|\u2019s|'s) (?:wrong|the problem)\b",
    re.IGNORECASE,
)
# A hint that says what to leave out asks for nothing.
LEAVES_OUT = lazy_pattern(r"\b(?:not|never|no|don't|don\u2019t|without|leave out)\b", re.IGNORECASE)
# The types of questions whose answers say where a person can be reached.
REACHES = frozenset(["phone", "email", "phone-or-email"])
# What makes a question of text one about a way to reply.
REPLY = lazy_pattern(r"phone|e-?mail|\btel\b|reply|correo|tel\u00e9fono", re.IGNORECASE)
FEWEST_WORDS = 4  # of a reason


def check_form(form: FormSetting, name: str, node: Node, unclear: Unclear, report: Report) -> None:
    """Report what is wrong with a form of config.yaml, whose YAML is `node`. Nothing `unclear` is judged."""

    def place(path: str) -> Place:
        return find_place(node, [name, *path.split(".")])

    if not unclear.touches(*(f"{name}.{field}" for field in DELIVERY)):
        _check_delivery(form, name, place("endpoint"), place("agreement"), report)
    for number, question in enumerate(form.fields):
        path = f"fields.{number}"
        for at, asked in _find_forbidden(question, path):
            message = f"the {name} form asks for '{asked}', which it must not"
            report.add(place(at), "asks-too-much", message, "Delete the question: staff can ask on the phone.")
        if not unclear.touches(f"{name}.{path}"):
            _check_field(question, name, place(path), report)
    if form.delivery == "endpoint" and not unclear.touches(f"{name}.fields"):
        _check_reply(form, name, place, report)


def _check_delivery(form: FormSetting, name: str, endpoint: Place, agreement: Place, report: Report) -> None:
    """Report a form that is sent where it must not be."""
    if form.delivery != "endpoint":
        return
    host = urlsplit(form.endpoint).hostname or ""
    if host not in form.allowed_hosts:
        fix = f"Add '{host}' to 'allowed_hosts' if the clinic trusts it." if host else "Write 'endpoint: https://…'."
        report.add(endpoint, "untrusted-host", f"the {name} form may not be sent to '{host}'", fix)
    if form.agreement not in ("yes", "demonstration"):
        message = f"the {name} form goes to a service without a business associate agreement"
        fix = "Sign one and write 'agreement: yes', or write 'delivery: none' to show phone and e-mail instead."
        report.add(agreement, "no-agreement", message, fix)


def _find_forbidden(question: FormFieldSetting, path: str) -> Iterator[tuple[str, str]]:
    """What a question must not ask: the path of the text that asks it, and its words. One for each question."""
    texts = [
        (path, f"{question.name} {question.label}"),
        (f"{path}.hint", question.hint),
        (f"{path}.missing", question.missing),
    ]
    texts += [(f"{path}.options.{number}", option) for number, option in enumerate(question.options)]
    for at, text in texts:
        asked = FORBIDDEN.search(text)
        if asked and not (at.endswith(".hint") and LEAVES_OUT.search(text)):
            yield at, asked.group()
            return


def _check_field(field: FormFieldSetting, form: str, place: Place, report: Report) -> None:
    """Report free text without a reason, and a question that cannot be answered."""
    if field.type == "area" and len(field.justification.split()) < FEWEST_WORDS:
        lack = "with a reason of too few words" if field.justification else "without a reason"
        message = f"the {form} form asks for free text in '{field.name}' {lack}"
        fix = "Say in a sentence why staff cannot do without it ('justification: …'), or delete the question."
        report.add(place, "asks-too-much", message, fix)
    if field.type in ("choice", "choices") and not field.options:
        fix = "Add 'options:' and a list."
        report.add(place, "no-options", f"the question '{field.name}' has nothing to choose from", fix)


def _check_reply(form: FormSetting, name: str, place: Callable[[str], Place], report: Report) -> None:
    """Report a form that people can send without saying where a reply reaches them."""
    if any(map(_is_way_to_reply, form.fields)):
        return
    reaching = [number for number, question in enumerate(form.fields) if question.type in REACHES]
    fix = "Add '- {name: reply_to, label: Phone number or email address, type: phone-or-email}'."
    if reaching:
        fix = "Ask for both in one question of the type 'phone-or-email', or delete 'optional: yes' from one of them."
    message = f"the {name} form can be sent without a phone number or an email address to reply to"
    report.add(place(f"fields.{reaching[0]}" if reaching else "fields"), "no-way-to-reply", message, fix)


def _is_way_to_reply(field: FormFieldSetting) -> bool:
    """Whether a question must be answered, and the answer is a number or an address."""
    is_text = field.type == "text" and REPLY.search(f"{field.name} {field.label} {field.autocomplete}") is not None
    return not field.optional and not field.only_for and (field.type in REACHES or is_text)
