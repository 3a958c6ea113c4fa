"""Encryption of a live site: nobody should be able to read it without, and its certificate should not end soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from msgspec.structs import replace

from plainleaf.hosting.hosts.facts import TRANSPORT_SECURITY
from plainleaf.hosting.hosts.table import TABLE
from plainleaf.hosting.visiting.addresses import join
from plainleaf.hosting.visiting.ask import Answer, ask_one, find_certificate_days
from plainleaf.hosting.visiting.files import REDIRECTS
from plainleaf.hosting.visiting.findings import Finding
from plainleaf.hosting.visiting.live_site import LiveSite
from plainleaf.input.addresses.hosts import is_loopback

# From this status on, an answer is an error.
ERRORS = 400
# A certificate that renews itself does so long before this part of its life is left, and before so few days are.
LAST_PART = 6
FEW_DAYS = timedelta(days=10)


def check_encryption(site: LiveSite, home: Answer) -> Iterator[Finding]:
    """A site that can be read without https: then others can read along, and change what patients see."""
    parts = urlsplit(site.url)
    fix = "Turn on 'force https' at the host, or redirect port 80."
    if parts.scheme == "http":
        if not is_loopback(parts.hostname or ""):
            yield Finding("insecure", site.url, "the site is served without https", fix)
        return
    plain = replace(site.host, scheme="http")
    answer = ask_one(plain, site.base)
    leads_to = join(urlunsplit(parts._replace(scheme="http")), answer.header("location"))
    is_sent_on = answer.status in REDIRECTS and leads_to.startswith("https://")
    if answer.status and answer.status < ERRORS and not is_sent_on:
        address = urlunsplit(parts._replace(scheme="http"))
        yield Finding("insecure", address, "the site can also be read without https", fix)
    yield from _check_promise(site, home)
    yield from _check_certificate(site)


def _check_promise(site: LiveSite, home: Answer) -> Iterator[Finding]:
    """On servers that get their settings from us, the header by which browsers never try plain http again."""
    host, (name, value) = TABLE.get(site.manifest.site.host), TRANSPORT_SECURITY
    said = home.header(name).replace(" ", "").replace('"', "").lower()
    if host and host.settings and (not said or "max-age=0" in said.split(";")):
        what = f"the header '{name}' {f'is {said!r}' if said else 'is missing'}; it should be '{value}'"
        yield Finding("headers", site.url, what, "Put the settings for your host in place again: plainleaf host")


def _check_certificate(site: LiveSite) -> Iterator[Finding]:
    """A certificate that ends soon: by then, browsers would warn every patient."""
    days = find_certificate_days(site.host)
    if days is None:
        return
    begins, ends = days
    left = ends - datetime.combine(site.day, datetime.min.time(), UTC)
    if left < min(FEW_DAYS, (ends - begins) / LAST_PART):
        what = f"the certificate ends on {ends.date()}, and nobody has renewed it; then browsers warn every patient"
        yield Finding("insecure", site.url, what, "Have it renewed at the server, such as with: certbot renew")
