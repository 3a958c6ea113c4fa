"""Full addresses of other sites: those that lead through somebody who records it, and those that few people can open.

Mail programs, Google and Facebook put their own address before that of a page. Outlook's even names who got the mail.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Place, Problem

# By host and path: the names of the part that has the page's own address.
DETOURS = (
    (lazy_pattern(r"(?:[\w-]+\.)*safelinks\.protection\.outlook\.com/"), ("url",)),
    (lazy_pattern(r"(?:www\.)?google\.[a-z.]{2,6}/url"), ("q", "url")),
    (lazy_pattern(r"lm?\.(?:facebook|instagram)\.com/"), ("u",)),
    (lazy_pattern(r"(?:www\.)?youtube\.com/redirect"), ("q",)),
    (lazy_pattern(r"slack-redir\.net/link"), ("url",)),
)
PROOFPOINT = lazy_pattern(r"https://urldefense\.com/v3/__(https?):/{1,2}([^;]+?)__;.*")
# What newsletters and advertisements add, to tell from where somebody came.
TRACES = lazy_pattern(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_hs(?:enc|mi))(?:=.*)?")
# Endings that no public name has (RFC 6761, 6762, 8375 and 9476, and what routers use).
LOCAL_ENDINGS = (".local", ".localhost", ".internal", ".lan", ".home", ".intranet", ".home.arpa")


def check_address(address: str, place: Place) -> Iterator[Problem]:
    """The problems of a full address that a link leads to."""
    try:
        is_local = _is_local(urlsplit(address).hostname or "")
        direct = find_direct(address)
    except ValueError:
        return
    if is_local:
        message = f"'{address}' is there only for computers in the clinic; patients cannot open it"
        yield Problem(
            place, "broken-link", message, "Link to a page by the path of its .md file, or to its public address."
        )
    elif direct:
        message = "this address tells somebody else who follows it and from where"
        yield Problem(place, "detour-link", message, f"Write: {direct}", WARNING)
    elif address.startswith("http://"):
        message = "this address begins with 'http://', so others can read and change what is sent"
        fix = "Write 'https://', and check that the page opens."
        yield Problem(place, "insecure-link", message, fix, WARNING)


def _is_local(host: str) -> bool:
    """Whether only computers in the same network can open a host. A name without a dot is none of the web."""
    try:
        found = ip_address(host)
    except ValueError:
        return bool(host) and (host.endswith(LOCAL_ENDINGS) or "." not in host.rstrip("."))
    return found.is_private or found.is_loopback or found.is_link_local or found.is_unspecified


def find_direct(address: str) -> str:
    """The address without a detour and traces, "" for one that has neither. Raises ValueError for no address."""
    if found := PROOFPOINT.fullmatch(address):
        return f"{found[1]}://{found[2]}"
    parts = urlsplit(address)
    asked = parse_qs(parts.query)
    for place, names in DETOURS:
        direct = next((asked[name][0] for name in names if name in asked), "")
        if place.match(parts.netloc + parts.path) and direct.startswith(("https://", "http://")):
            return find_direct(direct) or direct
    values = parts.query.split("&")
    kept = [value for value in values if not TRACES.fullmatch(value)]
    return parts._replace(query="&".join(kept)).geturl() if len(kept) < len(values) else ""
