"""Types of fields that hold addresses: of pages here and elsewhere, of mailboxes, of files in the output folder."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from plainleaf.input.addresses.hosts import find_host_fault
from plainleaf.input.characters import REPLACEMENT
from plainleaf.input.fields import FieldType
from plainleaf.input.fieldtypes import matching
from plainleaf.input.invisible import find_invisible
from plainleaf.input.nodes import Node
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Report

# Parts of a path. '.' and '..' would lead elsewhere, hosts keep names such as '.git' back, and '*' is every address.
OLD_ADDRESS = lazy_pattern(r"(?:/(?!\.)[^/\s?#\\*]+)+/?")
ACCOUNT = lazy_pattern(r"@?[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9][A-Za-z0-9_.-]*)*")
EMAIL = lazy_pattern(r"[^@\s<>\"'(),:;\[\]]+@(?:[\w-]+\.)+[\w-]+")


def email_address() -> FieldType:
    """An e-mail address."""
    return matching("an e-mail address such as hello@clinic.example", EMAIL.fullmatch, form="email")


def git_account() -> FieldType:
    """The name of a person or a team at a Git host, or the person's e-mail address there."""
    label = "an account such as ada-example or clinic/nurses, or an e-mail address"
    return matching(label, lambda text: ACCOUNT.fullmatch(text) or EMAIL.fullmatch(text))


def file_name() -> FieldType:
    """What a file of the site is called, without its ending."""
    label = "a name of small letters, digits and hyphens, such as first-weeks"
    return matching(label, re.compile(r"[a-z0-9]+(-[a-z0-9]+)*").fullmatch)


def https_address() -> FieldType:
    """The full https address of a page elsewhere."""
    return _address("an address that begins with https://", ("https",))


def old_address() -> FieldType:
    """The path of a page that has moved."""
    label = "an old address on this site such as /old-page/"
    # Browsers show /café/ as /caf%C3%A9/: both are the same address, and neither may point outside the site.
    return matching(label, lambda text: all(map(is_old_address, (text, unquote(text)))), form="path")


def output_path() -> FieldType:
    """The path of a file or folder in the output folder."""
    label = "a path in the output folder such as CNAME or .well-known"

    def is_inside(text: str) -> bool:
        return {"", ".", ".."}.isdisjoint(text.split("/")) and not re.search(r"[\\\x00-\x1f:]", text)

    return matching(label, is_inside)


def is_old_address(value: str) -> bool:
    """Whether a text is a path on a site that a page could have been at."""
    # %FF and the like are not valid UTF-8: unquote turns them into U+FFFD.
    return bool(OLD_ADDRESS.fullmatch(value)) and not any(find_invisible(value)) and REPLACEMENT not in value


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname) and not re.search(r"[\s<>\"]", value)


def _address(label: str, schemes: tuple[str, ...]) -> FieldType:
    """A full address whose host cannot be taken for another's."""
    full = matching(label, lambda text: _is_address(text, schemes), form="https")

    def read(node: Node, report: Report) -> str:
        fault = find_host_fault(node.value.strip()) if isinstance(node.value, str) else None
        if fault:
            report.add(node.place, "misleading-address", *fault)
            return ""
        address: str = full.read(node, report)
        return address

    return FieldType(label, read, "", is_verbatim=True, schema={"type": "string"})
