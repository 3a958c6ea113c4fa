"""Whether a browser that reads an address on a page of the site asks another host."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from plainleaf.patterns import lazy_pattern

# What browsers leave out of an address, and what they take for two slashes.
LEFT_OUT, SLASHES = lazy_pattern(r"[\t\r\n]"), lazy_pattern(r"^((?:https?|wss?|ftp):)?//+", re.IGNORECASE)
SCHEMES = ("http", "https", "ws", "wss", "ftp")


def clean_address(written: str) -> str:
    """An address as browsers read it."""
    return SLASHES.sub(r"\1//", LEFT_OUT.sub("", written).strip(" \0").replace("\\", "/"))


def leads_elsewhere(written: str, site: str) -> bool:
    """Whether an address leads to another host than that of the site at the address `site`."""
    try:
        parts, own = urlsplit(urljoin(site, clean_address(written))), urlsplit(site)
    except ValueError:
        # Not an address at all, such as 'https://[x'.
        return False
    return parts.scheme in SCHEMES and parts.netloc.lower() != own.netloc.lower()
