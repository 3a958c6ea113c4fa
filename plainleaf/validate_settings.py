"""Checks of config.yaml that need more than one value: names that must exist, forms that must be safe."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from plainleaf.brand import check_brand
from plainleaf.engines import is_installed
from plainleaf.fields import Named
from plainleaf.nodes import Node, find_place
from plainleaf.problems import Place, Report, suggest
from plainleaf.settings import FormFieldSetting, FormSetting, Settings

# What a booking request must not ask (patient-information.md, "Booking request").
FORBIDDEN = re.compile(
    r"symptom|diagnos|medicat|medicine|condition|date.of.birth|birth ?da(?:y|te)|\bdob\b|social.security|\bssn\b"
    r"|member (?:number|id)|insurance|(?:home|street|postal|mailing|full) address|\bgender\b|\bsex\b|\brace\b"
    r"|ethnic|upload|card number|reason for",
    re.IGNORECASE,
)


def validate_settings(settings: Settings, node: Node, report: Report) -> None:
    """Report what does not fit together in config.yaml; `node` is its YAML, for the places."""

    def place(path: str) -> Place:
        return find_place(node, path.split("."))

    check_brand(settings.brand, place, report)
    if not is_installed(settings.markdown):
        fix = "Run: python -m pip install pyromark. Or write 'markdown: python-markdown'."
        message = f"what reads Markdown as '{settings.markdown}' is not installed"
        report.add(place("markdown"), "not-installed", message, fix)
    if settings.languages.default not in settings.languages.names:
        fix = f"Add '{settings.languages.default}:' under 'names'."
        message = f"the default language '{settings.languages.default}' is not among the languages"
        report.add(place("languages.default"), "unknown-language", message, fix)
    phones, emails = settings.contacts.phones, settings.contacts.emails
    for location in settings.locations.values():
        check_name(location.phone, phones, "phone", report)
    if settings.nondiscrimination:
        check_name(settings.nondiscrimination.phone, phones, "phone", report)
        check_name(settings.nondiscrimination.email, emails, "email", report)
    for number, action in enumerate(settings.actions):
        if bool(action.page) == bool(action.phone):
            fix = "Write one of 'page: …' and 'phone: …'."
            report.add(place(f"actions.{number}"), "wrong-action", "a button leads to a page or calls a number", fix)
        if action.phone:
            check_name(action.phone, phones, "phone", report)
    _check_form(settings.booking, "booking", place, report)
    _check_form(settings.message, "message", place, report)


def check_name(name: Named, known: Iterable[str], what: str, report: Report) -> None:
    """Report a name that is not among the known ones."""
    names = list(known)
    if name and name.name not in names:
        fix = suggest(name.name, names, otherwise=f"Use one of: {', '.join(names)}.")
        report.add(name.place, f"unknown-{what}", f"there is no {what} '{name.name}' in config.yaml", fix)


def _check_form(form: FormSetting, name: str, place: Callable[[str], Place], report: Report) -> None:
    if form.delivery == "endpoint":
        host = urlsplit(form.endpoint).hostname or ""
        if host not in form.allowed_hosts:
            fix = (
                f"Add '{host}' to 'allowed_hosts' when the clinic trusts it."
                if host
                else "Write 'endpoint: https://…'."
            )
            report.add(place(f"{name}.endpoint"), "untrusted-host", f"the {name} form may not be sent to '{host}'", fix)
        if form.agreement not in ("yes", "demonstration"):
            message = f"the {name} form goes to a service without a business associate agreement"
            fix = "Sign one and write 'agreement: yes', or write 'delivery: none' to show phone and e-mail instead."
            report.add(place(f"{name}.agreement"), "no-agreement", message, fix)
    for number, field in enumerate(form.fields):
        _check_field(field, name, place(f"{name}.fields.{number}"), report)


def _check_field(field: FormFieldSetting, form: str, place: Place, report: Report) -> None:
    asked = FORBIDDEN.search(f"{field.name} {field.label}")
    if asked:
        message = f"the {form} form asks for '{asked.group()}', which a request must not"
        report.add(place, "asks-too-much", message, "Delete the question: staff can ask on the phone.")
    if field.type == "area" and not field.justification:
        message = f"the {form} form asks for free text in '{field.name}' and gives no reason"
        report.add(place, "asks-too-much", message, "Add 'justification: …', or delete the question.")
    if field.type in ("choice", "choices") and not field.options:
        fix = "Add 'options:' and a list."
        report.add(place, "no-options", f"the question '{field.name}' has nothing to choose from", fix)
