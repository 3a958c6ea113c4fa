"""What a live site shows to some and hides from others, and code that somebody has added to its pages.

Whoever takes over a site often sends elsewhere only those who come from a search engine: its owner then sees nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from plainleaf.hosting.headers import INDEX
from plainleaf.hosting.visiting.addresses import join
from plainleaf.hosting.visiting.ask import Answer, ask_one
from plainleaf.hosting.visiting.files import OK, REDIRECTS
from plainleaf.hosting.visiting.findings import Finding
from plainleaf.hosting.visiting.live_site import LiveSite
from plainleaf.problems.reports import number_of

# A phone on which somebody has searched for the clinic.
SEARCHER = {
    "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1",
    "Referer": "https://www.google.com/",
}
# The types of what browsers run. Blocks of another type are only read.
SCRIPTS = ("", "text/javascript", "application/javascript", "module")
FIX = (
    "Turn off whatever changes pages at the host. If nobody there knows of it, change its passwords, and publish again."
)


def check_searchers(site: LiveSite, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """Whether the home page is another one, or leads elsewhere, for people who come from a search engine."""
    home = answers.get(site.file(INDEX))
    if home is None or home.status != OK:
        return
    answer = ask_one(site.host, site.base, SEARCHER)
    # A host may refuse a program that only says it is a browser, so errors mean nothing.
    leads_on = answer.status in REDIRECTS
    if leads_on or (answer.status == OK and answer.sha256 != home.sha256):
        has = f"leads to '{answer.header('location')}'" if leads_on else "has another page"
        what = f"for people who come from a search engine on a phone, this address {has}"
        yield Finding("changed", site.url, what, FIX)


def find_added_code(site: LiveSite, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """What runs on changed pages or leads on from them: each kind once, with the number of files that have it.

    Pages of plainleaf have scripts of their own host alone, and none within the page.
    """
    found: dict[str, list[str]] = {}
    for path in site.manifest.pages():
        address = site.file(path)
        answer = answers.get(address, Answer())
        if answer.status == OK and answer.text:
            for what in dict.fromkeys(_added(site, address, answer.text)):
                found.setdefault(what, []).append(address)
    for what, addresses in found.items():
        files = number_of(len(addresses), "file")
        yield Finding("changed", site.full(addresses[0]), f"on {files} there is {what}, which nobody published", FIX)


def _added(site: LiveSite, page: str, text: str) -> Iterator[str]:
    hosts = {urlsplit(each).netloc for each in (site.url, site.manifest.site.address)}
    tree = LexborHTMLParser(text)
    for node in tree.css("script"):
        address = node.attributes.get("src") or ""
        if address and urlsplit(join(site.full(page), address)).netloc not in hosts:
            yield f"the script '{address}'"
        elif not address and (node.attributes.get("type") or "").lower() in SCRIPTS:
            yield "a script within the page"
    if any((node.attributes.get("http-equiv") or "").lower() == "refresh" for node in tree.css("meta")):
        yield "a line that sends patients elsewhere"
