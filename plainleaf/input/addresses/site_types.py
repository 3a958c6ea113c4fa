"""Types of fields that say where a site is: its address on the web, and the time zone of the clinic."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from plainleaf.input.addresses.hosts import find_host_fault
from plainleaf.input.fields import FieldType, wrong_type
from plainleaf.input.mistakes.hints import form_hint
from plainleaf.input.nodes import Node
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Report

# A host name or address as browsers take it, with a port: no name of a user, no password.
HOST = lazy_pattern(
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?(?:\.[^\W_](?:[\w-]{0,61}[^\W_])?)*\.?|\[[0-9a-fA-F:.]+\])(?::[0-9]{1,5})?"
)
# What the address of a site cannot hold, with what that is and what to do.
NOT_IN_ADDRESS = {
    "?": ("a question in it", "Delete it from the '?' on."),
    "#": ("the name of a heading in it", "Delete it from the '#' on."),
    "\\": ("a backslash in it", "Write '/' between folders."),
    "/../": ("'..' in it", "Write the whole address as it is in the browser."),
}


def web_address() -> FieldType:
    """The address at which a site is published; http is allowed for trying things out."""
    label = "an address such as https://clinic.example/"

    def read(node: Node, report: Report) -> str:
        value = node.value.strip() if isinstance(node.value, str) else ""
        if misleading := find_host_fault(value):
            report.add(node.place, "misleading-address", *misleading)
            return ""
        if not _is_site(value):
            wrong_type(node, label, report, form_hint("https", node, _is_site))
            return ""
        fault = next((fault for what, fault in NOT_IN_ADDRESS.items() if what in value), None)
        if fault:
            report.add(node.place, "wrong-type", f"the address has {fault[0]}", fault[1])
        return "" if fault else value

    return FieldType(label, read, "", is_verbatim=True, schema={"type": "string"})


def _is_site(value: str) -> bool:
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - asked for because it raises ValueError for a number that is no port
    except ValueError:
        return False
    return (
        parts.scheme in ("https", "http") and bool(HOST.fullmatch(parts.netloc)) and not re.search(r"[\s<>\"]", value)
    )


def time_zone() -> FieldType:
    """A time zone by its name in the time zone database."""
    label = "a time zone such as America/Detroit"

    def read(node: Node, report: Report) -> str:
        from plainleaf.input.addresses.time_zones import guess_zone, is_zone  # reads the names of all zones

        value = node.value.strip() if isinstance(node.value, str) else ""
        if value and is_zone(value):
            return value
        if value and (guess := guess_zone(value)):
            report.add(node.place, "wrong-type", f"'{value}' is not {label}", f"Did you mean '{guess}'?")
        else:
            wrong_type(node, label, report)
        return ""

    return FieldType(label, read, "", is_verbatim=True, schema={"type": "string"})
