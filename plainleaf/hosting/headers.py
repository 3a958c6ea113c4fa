"""What goes with each file of a site: the headers by the rules of `_headers`, and its type by its ending."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from msgspec import Struct

INDEX = "index.html"
CACHE = "Cache-Control"
# The types that a host may call a file by its ending. The first is the one that our own settings for servers use.
TYPES: Mapping[str, tuple[str, ...]] = {
    ".html": ("text/html",),
    ".css": ("text/css",),
    ".js": ("text/javascript", "application/javascript", "application/x-javascript"),
    ".json": ("application/json",),
    ".webmanifest": ("application/manifest+json", "application/json"),
    ".xml": ("application/xml", "text/xml", "application/atom+xml"),
    ".txt": ("text/plain",),
    ".vtt": ("text/vtt",),
    ".svg": ("image/svg+xml",),
    ".png": ("image/png",),
    ".jpg": ("image/jpeg",),
    ".jpeg": ("image/jpeg",),
    ".gif": ("image/gif",),
    ".webp": ("image/webp",),
    ".avif": ("image/avif",),
    ".ico": ("image/x-icon", "image/vnd.microsoft.icon"),
    ".mp4": ("video/mp4",),
    ".webm": ("video/webm",),
    ".mp3": ("audio/mpeg",),
    ".pdf": ("application/pdf",),
    ".woff2": ("font/woff2",),
    ".wasm": ("application/wasm",),
}
# Types of texts, which are all in UTF-8 and worth compressing.
TEXTS = ("text/", "application/json", "application/manifest+json", "application/xml", "image/svg+xml")


class Rule(Struct, frozen=True):
    """Headers for the addresses that match a pattern: one address, or all that begin as it does before its '*'."""

    pattern: str
    headers: Mapping[str, str]

    def is_for(self, address: str) -> bool:
        """Whether an address, from the host on, matches."""
        if self.pattern.endswith("*"):
            return address.startswith(self.pattern[:-1])
        return address == self.pattern


def read_rules(text: str) -> tuple[Rule, ...]:
    """The rules of a `_headers` file: a pattern on a line of its own, and below it an indented line for each header."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith((" ", "\t")) and found:
            name, _, value = line.strip().partition(":")
            found[-1][1][name.strip()] = value.strip()
        elif line.strip() and not line.startswith("#"):
            found.append((line.strip(), {}))
    return tuple(Rule(pattern, headers) for pattern, headers in found)


def headers_of(address: str, rules: Iterable[Rule]) -> dict[str, str]:
    """The headers of an address, sorted by name."""
    found: dict[str, str] = {}
    for rule in rules:
        if rule.is_for(address):
            found.update(rule.headers)
    return dict(sorted(found.items()))


def read_redirects(text: str) -> dict[str, str]:
    """Where each old address leads, by the lines of a `_redirects` file. Lines for pages of errors are no redirects."""
    lines = (line.split() for line in text.splitlines())
    return {words[0]: words[1] for words in lines if len(words) == 3 and words[2] in ("301", "301!")}


def address_of(path: str, prefix: str) -> str:
    """The address, from the host on, of a file below the site's folder: that of its folder for an index page."""
    return prefix + quote(path.removesuffix(INDEX) if path == INDEX or path.endswith(f"/{INDEX}") else path)


def types_of(path: str) -> tuple[str, ...]:
    """The types that a host may call a file, the best first; none where nobody knows."""
    return TYPES.get(PurePosixPath(path).suffix.lower(), ())
