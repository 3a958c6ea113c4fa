"""Pages whose links and files are relative to them, so that a built folder opens from a disk, without a web server."""

from __future__ import annotations

import re
from posixpath import dirname, relpath

# In a tag, a '>' in a value is escaped.
TAG = re.compile(r"<[a-z][^<>]*>")
ADDRESS = re.compile(r'(?<=\s)(?:href|src|poster)="(?P<address>/(?!/)[^"#?]*)')
# Browsers open no manifest from a disk, and complain.
MANIFEST = re.compile(r'<link rel="manifest"[^>]*>\n?')


def make_relative(html: str, path: str, prefix: str) -> str:
    """The HTML of the page at `path` with the addresses of this site's files relative to it.

    `prefix` is the path that the site is published under, ending in a slash. A link to a folder names the page in it,
    which only a web server finds by itself. Addresses of other sites stay as they are.
    """

    def shorten(found: re.Match[str]) -> str:
        address = found["address"]
        if not address.startswith(prefix):
            return found.group()
        target = address.removeprefix(prefix)
        file = f"{target}index.html" if not target or target.endswith("/") else target
        return found.group().removesuffix(address) + relpath(file, dirname(path) or ".")

    def change_tag(found: re.Match[str]) -> str:
        return ADDRESS.sub(shorten, found.group())

    return TAG.sub(change_tag, MANIFEST.sub("", html))
