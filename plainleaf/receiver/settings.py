"""receiver.yaml: where the receiver finds what it needs, and whom it lets in."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

from msgspec import Struct

from plainleaf.input.fields import FieldType, declare, read_group
from plainleaf.input.fieldtypes import flag, group_of, line, list_of, matching, number
from plainleaf.input.files import read_text
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place, Problem, Report
from plainleaf.receiver.notify import MailSettings

CODE = line(wording="")
LOOPBACK = ("127.0.0.1", "::1")


def _computer() -> FieldType:
    def accepts(text: str) -> bool:
        try:
            ip_address(text)
        except ValueError:
            return False
        return True

    return matching("the IP address of a computer, such as 127.0.0.1", accepts)


def _place_to_listen() -> FieldType:
    def accepts(text: str) -> bool:
        host, _, port = text.rpartition(":")
        return text.startswith("/") or (bool(host) and port.isascii() and port.isdigit() and int(port) < 65_536)

    return matching("an address with a port, such as 127.0.0.1:8765, or the path of a socket, from /", accepts)


def _origin() -> FieldType:
    def accepts(text: str) -> bool:
        scheme, _, host = text.partition("://")
        return scheme in ("http", "https") and bool(host) and "/" not in host

    return matching("the beginning of an address, such as https://www.clinic.example", accepts)


class ReceiverSettings(Struct, frozen=True, kw_only=True):
    """What is written in receiver.yaml. Paths are below its own folder, or begin with a slash."""

    packs: str = declare(
        CODE, "The folder with the form packs, from `build --form-packs`.", required=True, example="form-packs"
    )
    store: str = declare(
        CODE,
        "The file for requests, or the address of a PostgreSQL database, without its password.",
        required=True,
        example="requests.db",
    )
    recipients: str = declare(
        CODE, "The file with the public keys that requests are sealed for.", required=True, example="recipients.txt"
    )
    listen: str = declare(
        _place_to_listen(),
        "Where the web server reaches it.",
        default="127.0.0.1:8765",
        example="/run/plainleaf/receiver.sock",
    )
    proxies: tuple[str, ...] = declare(
        list_of(_computer()),
        "Web servers that are trusted to say where requests come from.",
        default=LOOPBACK,
    )
    origins: tuple[str, ...] = declare(list_of(_origin()), "Other sites that have the forms.")
    any_origin: bool = declare(
        flag(),
        "Whether pages of any site may send forms. Needed only if pages and receiver have different domains.",
    )
    most_from_one_address: int = declare(
        number(1, 100_000),
        "Requests from one address in ten minutes. A waiting room is one address.",
        default=30,
    )
    seconds_to_send: int = declare(
        number(1, 300), "Seconds that a browser may take to send a request. Phones can be slow.", default=30
    )
    mail: MailSettings | None = declare(group_of(MailSettings), "How staff hear of a request.")


def read_settings(file: Path, report: Report) -> ReceiverSettings | None:
    """The settings in a file, or None after reporting what is wrong with them."""
    text = read_text(file.parent, file.name, report)
    node = read_yaml(text, Place(file.name, 1, 1)) if text is not None else None
    if isinstance(node, Problem):
        report.extend([node])
    if node is None or isinstance(node, Problem):
        return None
    settings = read_group(ReceiverSettings, node, report)
    return None if report.has_errors else settings
