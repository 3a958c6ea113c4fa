"""Checks of config.yaml that need more than one value: names that must exist, forms that must be safe."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from plainleaf.content.config.brand import check_brand
from plainleaf.content.config.emergency import check_emergency_number
from plainleaf.content.config.form_settings import FormFieldSetting, FormSetting
from plainleaf.content.config.settings import Settings
from plainleaf.input.fields import Named
from plainleaf.input.nodes import Node, find_place
from plainleaf.input.unclear import Unclear
from plainleaf.markdown import is_installed
from plainleaf.problems import WARNING, Place, Report, suggest

# The settings that say where a form is sent.
DELIVERY = ("delivery", "endpoint", "allowed_hosts", "agreement")
# Names of the computer itself, on which a site can be tried out.
HERE = ("localhost", "127.0.0.1", "::1")
# The types of questions whose answers say where a person can be reached.
REACHES = frozenset(["phone", "email", "phone-or-email"])
# What a booking request must not ask: staff can ask it on the phone.
FORBIDDEN = re.compile(
    r"symptom|diagnos|medicat|medicine|condition|date.of.birth|birth ?da(?:y|te)|\bdob\b|social.security|\bssn\b"
    r"|member (?:number|id)|insurance|(?:home|street|postal|mailing|full) address|\bgender\b|\bsex\b|\brace\b"
    r"|ethnic|upload|card number|reason for",
    re.IGNORECASE,
)


def validate_settings(settings: Settings, node: Node, unclear: Unclear, report: Report) -> None:
    """Report what does not fit together in config.yaml; `node` is its YAML, for the places.

    Nothing is reported that depends on `unclear` settings: it may fit once these are corrected.
    """

    def place(path: str) -> Place:
        return find_place(node, path.split("."))

    if not unclear.touches("brand"):
        check_brand(settings.brand, place, report)
    if not is_installed(settings.markdown):
        fix = "Run: python -m pip install pyromark. Or write 'markdown: python-markdown'."
        message = f"the Markdown engine '{settings.markdown}' is not installed"
        report.add(place("markdown"), "not-installed", message, fix)
    _check_address(settings.address, place("address"), report)
    _check_contacts(settings, unclear, report)
    if not unclear.touches("emergency", "locations"):
        report.extend(check_emergency_number(settings, place("emergency.number")))
    for number, action in enumerate(settings.actions):
        if bool(action.page) == bool(action.phone) and not unclear.touches(f"actions.{number}"):
            fix = "Write one of 'page: …' and 'phone: …'."
            report.add(place(f"actions.{number}"), "wrong-action", "a button leads to a page or calls a number", fix)
    for name, form in (("booking", settings.booking), ("message", settings.message)):
        _check_form(form, name, place, unclear, report)


def _check_address(address: str, place: Place, report: Report) -> None:
    if address.startswith("http:") and urlsplit(address).hostname not in HERE:
        message = "browsers warn of a site whose address begins with http"
        fix = "Ask your web host for https, then write 'https' here."
        report.add(place, "address-not-https", message, fix, severity=WARNING)


def _check_contacts(settings: Settings, unclear: Unclear, report: Report) -> None:
    """Report names of numbers and mailboxes that the contacts do not have."""
    facts = settings.nondiscrimination
    if not unclear.hides("contacts.phones"):
        named = [*(place.phone for place in settings.locations.values()), *(each.phone for each in settings.actions)]
        for name in (*named, facts.phone if facts else None):
            check_name(name, settings.contacts.phones, "phone", report)
    if facts and not unclear.hides("contacts.emails"):
        check_name(facts.email, settings.contacts.emails, "email", report)


def check_name(name: Named | None, known: Iterable[str], what: str, report: Report) -> None:
    """Report a name that is not among the known ones."""
    names = list(known)
    if name and name.name not in names:
        fix = suggest(name.name, names, otherwise=f"Use one of: {', '.join(names)}.")
        report.add(name.place, f"unknown-{what}", f"there is no {what} '{name.name}' in config.yaml", fix)


def _check_form(form: FormSetting, name: str, place: Callable[[str], Place], unclear: Unclear, report: Report) -> None:
    """Report what is wrong with a form: where it goes, and what it asks."""
    if not unclear.touches(*(f"{name}.{field}" for field in DELIVERY)):
        _check_delivery(form, name, place, report)
    if not unclear.touches(name):
        _check_reply(form, name, place, report)
    for number, question in enumerate(form.fields):
        path = f"{name}.fields.{number}"
        _check_field(question, name, place(path), report, is_clear=not unclear.touches(path))


def _check_delivery(form: FormSetting, name: str, place: Callable[[str], Place], report: Report) -> None:
    """Report a form that is sent where it must not be."""
    if form.delivery == "endpoint":
        host = urlsplit(form.endpoint).hostname or ""
        if host not in form.allowed_hosts:
            fix = (
                f"Add '{host}' to 'allowed_hosts' if the clinic trusts it." if host else "Write 'endpoint: https://…'."
            )
            report.add(place(f"{name}.endpoint"), "untrusted-host", f"the {name} form may not be sent to '{host}'", fix)
        if form.agreement not in ("yes", "demonstration"):
            message = f"the {name} form goes to a service without a business associate agreement"
            fix = "Sign one and write 'agreement: yes', or write 'delivery: none' to show phone and e-mail instead."
            report.add(place(f"{name}.agreement"), "no-agreement", message, fix)


def _check_reply(form: FormSetting, name: str, place: Callable[[str], Place], report: Report) -> None:
    """Report a form that people can send without saying where a reply reaches them."""
    if form.delivery == "none" or not form.fields:
        return
    needed = [question for question in form.fields if not question.optional and not question.only_for]
    reaching = [number for number, question in enumerate(form.fields) if question.type in REACHES]
    if any(question.type in REACHES for question in needed):
        return
    # A question of the type text may ask for a number or an address, in words of its own.
    if not reaching and any(question.type == "text" and question.autocomplete != "name" for question in needed):
        return
    fix = "Add '- {name: reply_to, label: Phone number or email address, type: phone-or-email}'."
    if reaching:
        fix = "Ask for both in one question of the type 'phone-or-email', or delete 'optional: yes' from one of them."
    message = f"the {name} form can be sent without a phone number or an email address to reply to"
    where = f"{name}.fields.{reaching[0]}" if reaching else f"{name}.fields"
    report.add(place(where), "no-way-to-reply", message, fix)


def _check_field(field: FormFieldSetting, form: str, place: Place, report: Report, *, is_clear: bool) -> None:
    """Report a question that must not be asked, or that cannot be answered."""
    asked = FORBIDDEN.search(f"{field.name} {field.label}")
    if asked:
        message = f"the {form} form asks for '{asked.group()}', which it must not"
        report.add(place, "asks-too-much", message, "Delete the question: staff can ask on the phone.")
    if field.type == "area" and not field.justification and is_clear:
        message = f"the {form} form asks for free text in '{field.name}' without a reason"
        report.add(place, "asks-too-much", message, "Add 'justification: …', or delete the question.")
    if field.type in ("choice", "choices") and not field.options and is_clear:
        fix = "Add 'options:' and a list."
        report.add(place, "no-options", f"the question '{field.name}' has nothing to choose from", fix)
