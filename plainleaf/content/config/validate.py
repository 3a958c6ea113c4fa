"""Checks of config.yaml that need more than one value: names that must exist, forms that must be safe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from urllib.parse import urlsplit

from plainleaf.content.config.brand import check_brand
from plainleaf.content.config.emergency import check_emergency_number
from plainleaf.content.config.form_checks import check_form, check_translated_form
from plainleaf.content.config.settings import Settings
from plainleaf.input.fields import Named
from plainleaf.input.nodes import Node, place_finder
from plainleaf.input.unclear import Unclear
from plainleaf.markdown import is_installed
from plainleaf.problems import WARNING, Place, Report, suggest
from plainleaf.problems.extras import install_command

# Names of this computer, for trying out a site.
HERE = ("localhost", "127.0.0.1", "::1")


def validate_settings(
    settings: Settings, node: Node, unclear: Unclear, report: Report, translated: Mapping[str, Settings] | None = None
) -> None:
    """Report what does not fit together in config.yaml; `node` is its YAML, for the places.

    Nothing is reported that depends on `unclear` settings: it may fit once these are corrected.
    """
    place = place_finder(node)
    if not unclear.touches("brand"):
        check_brand(settings.brand, place, report)
    if not is_installed(settings.markdown):
        fix = f"Run: {install_command('fast')}. Or write 'markdown: python-markdown'."
        message = f"the Markdown engine '{settings.markdown}' is not installed"
        report.add(place("markdown"), "not-installed", message, fix)
    if settings.search and find_spec("pagefind") is None:
        fix = f"Run: {install_command('search')}. Or delete the line."
        report.add(place("search"), "not-installed", "the search page needs Pagefind, which is not installed", fix)
    _check_address(settings.address, place("address"), report)
    _check_contacts(settings, unclear, report)
    if not unclear.touches("emergency", "locations"):
        report.extend(check_emergency_number(settings, place("emergency.number")))
    for number, action in enumerate(settings.actions):
        if bool(action.page) == bool(action.phone) and not unclear.touches(f"actions.{number}"):
            fix = "Write one of 'page: …' and 'phone: …'."
            report.add(place(f"actions.{number}"), "wrong-action", "a button leads to a page or calls a number", fix)
    for name, form in (("booking", settings.booking), ("message", settings.message)):
        check_form(form, name, node, unclear, report)
        for language, other in (translated or {}).items():
            report.extend(check_translated_form(getattr(other, name), form, name, node, language))


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
