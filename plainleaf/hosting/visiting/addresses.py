"""Addresses as strangers write them: any text may come, and none stops a run."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def join(base: str, address: str) -> str:
    """Where an address on a page leads; "" for what is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def path_of(address: str) -> str:
    """The path of an address; "" for what is none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def is_web_address(address: str) -> bool:
    """Whether an address can be asked: with a host, and a port that is a number if it has one."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
