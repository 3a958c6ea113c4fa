"""Where a site can be published: a folder of this computer or of a server, or a host that publishes by itself."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from msgspec import Struct

from plainleaf.input.addresses.publish_hosts import SERVICES
from plainleaf.input.fields import FieldType, wrong_type
from plainleaf.input.nodes import Node
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Report

# As a person would type it for ssh. None begins with a hyphen, which ssh would read as an option.
ACCOUNT = lazy_pattern(r"(?:[A-Za-z0-9_][\w.-]*@)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


class PublishPlace(Struct, frozen=True):
    """Where a site goes. `service` is the host that publishes by itself, else "".

    `account` is [user@]host for SSH, "" for this computer; `port` is 0 for the usual one; `folder` is absolute on a
    server.
    """

    service: str = ""
    account: str = ""
    port: int = 0
    folder: str = ""

    def __str__(self) -> str:
        """The place as a person would write it."""
        if self.port:
            return f"ssh://{self.account}:{self.port}{self.folder}"
        return self.service or (f"{self.account}:{self.folder}" if self.account else self.folder)


def read_publish_place(written: str) -> PublishPlace | None:
    """The place that a text names; None if it names none. A folder of this computer has a slash in it."""
    if written in SERVICES:
        return PublishPlace(service=written)
    if re.search(r"[\x00-\x1f]", written):
        return None
    if written.startswith("ssh://"):
        return _read_address(written)
    # A single letter is a disk of Windows.
    account, colon, folder = written.partition(":")
    if colon and len(account) > 1 and "/" not in account and "\\" not in account:
        is_right = ACCOUNT.fullmatch(account) and _is_folder(folder)
        return PublishPlace(account=account, folder=folder.rstrip("/")) if is_right else None
    return PublishPlace(folder=written) if re.search(r"[/\\]", written) and not written.startswith("-") else None


def _read_address(written: str) -> PublishPlace | None:
    try:
        parts = urlsplit(written)
        account, port = parts.netloc.rpartition(":")[0] if parts.port else parts.netloc, parts.port or 0
    except ValueError:
        return None
    if not ACCOUNT.fullmatch(account) or not _is_folder(parts.path) or parts.query or parts.fragment:
        return None
    return PublishPlace(account=account, port=port, folder=parts.path.rstrip("/"))


def _is_folder(folder: str) -> bool:
    """Whether a path on a server is absolute, and is not the whole disk."""
    return folder.startswith("/") and bool(folder.strip("/")) and ".." not in folder.split("/")


def publish_place() -> FieldType:
    """A place to publish a site to, as it is written."""
    label = "a place such as web@www.clinic.example:/srv/www/clinic, ./folder or github-pages"

    def read(node: Node, report: Report) -> str:
        value = node.value.strip() if isinstance(node.value, str) else ""
        if read_publish_place(value) is None:
            wrong_type(node, label, report)
            return ""
        return value

    return FieldType(label, read, "", is_verbatim=True, schema={"type": "string"})
