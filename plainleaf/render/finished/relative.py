"""Addresses of this site's own files in a page: made relative, so that a built folder opens from a disk, without a web
server, or given the name of the site's host.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from posixpath import dirname, relpath

from plainleaf.patterns import lazy_pattern

# In a tag, a '>' in a value is escaped.
TAG = lazy_pattern(r"<[a-z][^<>]*>")
ADDRESS = lazy_pattern(r'(?<=\s)(?:href|src|poster|data-index|data-prefix)="(?P<address>/(?!/)[^"#?]*)')
# Each address with its width.
ADDRESSES = lazy_pattern(r'(?<=\ssrcset=")[^"]*')
IN_SET = lazy_pattern(r"(?<![^\s,])/(?!/)[^\s,]*")
# Browsers open no manifest from a disk, and complain.
MANIFEST = lazy_pattern(r'<link rel="manifest"[^>]*>\n?')


def make_relative(html: str, path: str, prefix: str) -> str:
    """The HTML of the page at `path` with the addresses of this site's files relative to it.

    `prefix` is the path that the site is published under, ending in a slash. A link to a folder names the page in it,
    which only a web server finds by itself. Addresses of other sites stay as they are.
    """

    def shorten(address: str) -> str:
        if not address.startswith(prefix):
            return address
        target = address.removeprefix(prefix)
        file = f"{target}index.html" if not target or target.endswith("/") else target
        return relpath(file, dirname(path) or ".")

    return change_addresses(MANIFEST.sub("", html), shorten)


def change_addresses(html: str, change: Callable[[str], str]) -> str:
    """The HTML with each path on this host that a tag loads or leads to, without what follows '?' or '#', changed."""

    def change_address(found: re.Match[str]) -> str:
        return found.group().removesuffix(found["address"]) + change(found["address"])

    def change_set(found: re.Match[str]) -> str:
        return IN_SET.sub(lambda each: change(each.group()), found.group())

    def change_tag(tag: re.Match[str]) -> str:
        return ADDRESSES.sub(change_set, ADDRESS.sub(change_address, tag.group()))

    return TAG.sub(change_tag, html)
