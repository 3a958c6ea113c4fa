"""Full addresses of the site itself, as people copy them from their browser."""

from __future__ import annotations

import posixpath
from urllib.parse import SplitResult, unquote, urlsplit

from msgspec import Struct

from plainleaf.content.page import Page
from plainleaf.index.addresses import Addresses, PageIndex
from plainleaf.input.addresses.hosts import name_host


class OwnAddress(Struct, frozen=True):
    """An address of the site: its output file, the address from the host on, and the anchor, '' for none."""

    output: str
    url: str
    anchor: str


def find_own_address(addresses: Addresses, written: str) -> OwnAddress | None:
    """The address that a text names with its host; None if it belongs to another site."""
    try:
        parts, origin = urlsplit(written), urlsplit(addresses.origin)
        is_own = bool(origin.hostname) and _host_and_port(parts) == _host_and_port(origin)
    except ValueError:
        # Not an address at all, such as 'https://[x'.
        return None
    path = parts.path or "/"
    if path + "/" == addresses.prefix:
        path = addresses.prefix
    if not is_own or not path.startswith(addresses.prefix):
        return None
    is_file = "." in posixpath.basename(path)
    path = path if is_file or path.endswith("/") else f"{path}/"
    output = unquote(path.removeprefix(addresses.prefix)) + ("" if is_file else "index.html")
    url = parts._replace(scheme="", netloc="", path=path).geturl()
    return OwnAddress(output, url, unquote(parts.fragment))


def _host_and_port(parts: SplitResult) -> tuple[str, int | None]:
    """Host and port, None for the scheme's own: http and https addresses of a host lead to the same site."""
    return name_host(parts.hostname), None if parts.port in (80, 443) else parts.port


def find_own_page(own: OwnAddress, index: PageIndex, language: str) -> Page | None:
    """The page of a language at an address; None if there is none, or if a slug hides its path."""
    folder = own.output.removesuffix("index.html").rstrip("/")
    below = folder.removeprefix(f"{language}/") if folder != language else ""
    names = (name for each in (folder, below) for name in (f"{each}.md", posixpath.join(each, "index.md")))
    pages = (index.find(language, name) for name in names)
    return next((page for page in pages if page is not None and index.output(page) == own.output), None)
