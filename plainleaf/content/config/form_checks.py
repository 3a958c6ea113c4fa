"""Checks of forms: where they are sent, what they must not ask, and that the clinic can reply."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from plainleaf.content.config.form_settings import FormFieldSetting, FormSetting
from plainleaf.input.nodes import Node, find_place
from plainleaf.input.unclear import Unclear
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Problem, Report

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
    r"|s\u00edntoma|diagn\u00f3stic|medicina|medicamento|enfermedad|fecha de nacimiento|seguro social|aseguradora"
    r"|su seguro|n\u00famero de (?:afiliado|miembro|(?:la |su )?tarjeta)|motivo de (?:la|su) (?:visita|consulta|cita)"
    r"|direcci\u00f3n (?:completa|particular|postal|de su casa)|\bsexo\b|\bg\u00e9nero\b|\braza\b|\betni|embaraz"
    r"|\bduelen?\b|dolor de (?:espalda|pierna|cuello|cadera|pecho)|\bqu\u00e9 (?:le pasa|siente)\b"
    r"|cu\u00e1ntos a\u00f1os|\bsu edad\b|\bdormid[oa]s?\b|adormec|hormigue|debilidad|orinar"
    r"|\bnumb(?:ness)?\b|\bweakness\b|\bpregnan|\bwhat (?:is|\u2019s|'s) (?:wrong|the problem)\b",
    re.IGNORECASE,
)
# A hint that says what to leave out asks for nothing.
LEAVES_OUT = lazy_pattern(r"\b(?:not|never|no|don't|don\u2019t|without|leave out|nunca|sin)\b", re.IGNORECASE)
# The types of questions whose answers say where a person can be reached.
REACHES = frozenset(["phone", "email", "phone-or-email"])
# What makes a question of text one about a way to reply.
REPLY = lazy_pattern(r"phone|e-?mail|\btel\b|reply|correo|tel\u00e9fono", re.IGNORECASE)
MIN_WORDS = 4  # of a reason
DELETE = "Delete the question: staff can ask on the phone."


def check_form(form: FormSetting, name: str, node: Node, unclear: Unclear, report: Report) -> None:
    """Report what is wrong with a form of config.yaml, whose YAML is `node`. Nothing `unclear` is judged."""

    def place(path: str) -> Place:
        return find_place(node, [name, *path.split(".")])

    if not unclear.touches(*(f"{name}.{field}" for field in DELIVERY)):
        _check_delivery(form, name, place("endpoint"), place("agreement"), report)
    for number, question in enumerate(form.fields):
        path = f"fields.{number}"
        for at, asked in _find_forbidden(question, path):
            report.add(place(at), "asks-too-much", _asks(name, asked), DELETE)
        if not unclear.touches(f"{name}.{path}"):
            _check_field(question, name, place(path), report)
    if form.delivery == "endpoint" and not unclear.touches(f"{name}.fields"):
        _check_reply(form, name, place, report)


def check_translated_form(
    form: FormSetting, first: FormSetting, name: str, node: Node, language: str
) -> Iterator[Problem]:
    """What a form must not ask but asks in another language. Texts equal to those of the `first` are checked there."""
    for number, (question, other) in enumerate(zip(form.fields, first.fields, strict=False)):
        for at, asked in _find_forbidden(question, f"fields.{number}", other):
            place = find_place(node, [name, *at.split("."), language])
            yield Problem(place, "asks-too-much", _asks(name, asked), DELETE)


def _asks(form: str, asked: str) -> str:
    return f"the {form} form asks for '{asked}', which it must not"


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


def _find_forbidden(
    question: FormFieldSetting, path: str, other: FormFieldSetting | None = None
) -> Iterator[tuple[str, str]]:
    """What a question must not ask: the path of the text that asks it, and its words. One for each question.

    Texts of the `other` are left out.
    """
    judged = {text for _, text in _texts_of(other, path)} if other else set()
    for at, text in _texts_of(question, path):
        asked = FORBIDDEN.search(text) if text not in judged else None
        if asked and not (at.endswith(".hint") and LEAVES_OUT.search(text)):
            yield at, asked.group()
            return


def _texts_of(question: FormFieldSetting, path: str) -> list[tuple[str, str]]:
    """The texts of a question, each after its path."""
    return [
        (path, question.name),
        (path, question.label),
        (f"{path}.hint", question.hint),
        (f"{path}.missing", question.missing),
        *((f"{path}.options.{number}", option) for number, option in enumerate(question.options)),
    ]


def _check_field(field: FormFieldSetting, form: str, place: Place, report: Report) -> None:
    """Report free text without a reason, and a question that cannot be answered."""
    if field.type == "area" and len(field.justification.split()) < MIN_WORDS:
        lack = "with too short a reason" if field.justification else "without a reason"
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
