"""A live site that is to be verified: where it is, what it should be, and what of it can be asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from plainleaf.hosting.hosts.table import TABLE
from plainleaf.hosting.manifest import FOR_HOSTS, HIDDEN, Manifest
from plainleaf.hosting.visiting.ask import Host


class LiveSite(Struct, frozen=True):
    """A live site: its address, the manifest that it is held against, the day where the clinic is, and its host."""

    url: str
    manifest: Manifest
    day: date
    host: Host

    @property
    def base(self) -> str:
        """The path of the live site, ending in a slash."""
        return urlsplit(self.url).path.rstrip("/") + "/"

    def live(self, address: str) -> str:
        """An address of the manifest as it is on the live site, which may be published under another path."""
        return self.base + address.removeprefix(self.manifest.prefix)

    def file(self, path: str) -> str:
        """The address of a file on the live site."""
        host, address = TABLE.get(self.manifest.site.host), self.live(self.manifest.address(path))
        return address.removesuffix(".html") if host and host.drops_html else address

    def full(self, address: str) -> str:
        """An address from the host on as people write it."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}{address}"

    @property
    def sends_headers(self) -> bool:
        """Whether the host can send the headers of the site."""
        host = TABLE.get(self.manifest.site.host)
        return host is None or host.sends_headers


def files_to_ask(manifest: Manifest) -> Iterator[str]:
    """The files that a host serves at addresses of their own, without the pages that lead on from old addresses."""
    leading_on = {page_of_old(old, manifest) for old in manifest.redirects}
    for path in manifest.files:
        is_for_hosts = path in FOR_HOSTS or path.startswith(HIDDEN[:2]) or path in manifest.not_found
        if not is_for_hosts and path not in leading_on:
            yield path


def page_of_old(old: str, manifest: Manifest) -> str:
    """The file of the page that leads on from an old address, for hosts that cannot."""
    return f"{unquote(old.removeprefix(manifest.prefix)).strip('/')}/index.html"
