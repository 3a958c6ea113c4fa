"""What a live site should not have: what is over, what nobody published, and what is for nobody to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote_to_bytes, urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from selectolax.lexbor import LexborHTMLParser

from plainleaf.hosting.headers import INDEX
from plainleaf.hosting.visiting.ask import Answer, Question, ask_all, ask_one
from plainleaf.hosting.visiting.files import OK, PUBLISH
from plainleaf.hosting.visiting.findings import Finding
from plainleaf.hosting.visiting.live_site import LiveSite

# What is often uploaded by mistake.
PRIVATE = (".git/HEAD", ".git/config", ".env", "config.yaml", ".public.plainleaf/state", "manifests/")
SITEMAP = "sitemap.xml"
# Of one site: a page that links to everything must not keep a run busy.
MAX_ADDED = 200
# What may be in the path of an address as it is. Letters outside ASCII may not, and browsers encode them as well.
ASKED_AS_IS = "/%!$&'()*+,;=:@~"


def check_endings(site: LiveSite) -> Iterator[Finding]:
    """What should be over by now, by the days in the manifest."""
    facts, day = site.manifest.site, site.day.isoformat()
    over = [ending for ending in facts.endings if ending.day < day]
    gone = [*facts.over, *(ending.address for ending in over if ending.address)]
    answers = ask_all(site.host, [Question(site.live(address)) for address in gone])
    for address in gone:
        if answers[site.live(address)].status == OK:
            what = "this page has ended and is still there"
            yield Finding("expired", site.full(site.live(address)), what, PUBLISH)
    for ending in over:
        if not ending.address:
            what = f"the notice on every page was to end on {ending.day}"
            yield Finding("alert-over", site.url, what, PUBLISH)
    if facts.until and facts.until <= day:
        what = f"the site should have changed by itself on {facts.until}, but was built for {facts.day}"
        yield Finding("stale", site.url, what, "Build and publish it every night.")


def check_added(site: LiveSite, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """Pages and files that are not in the manifest, and that the live site names in its sitemap or links to."""
    sitemap = site.base + SITEMAP
    asked = dict(answers)
    if sitemap not in asked:
        asked.update(ask_all(site.host, [Question(sitemap)]))
    named: dict[str, None] = {}
    for address, answer in asked.items():
        if answer.status == OK and answer.text:
            links = _locations(answer.text) if address == sitemap else _links(answer.text)
            named.update(dict.fromkeys(_own(site, address, links)))
    known = {site.file(path) for path in site.manifest.files} | {site.live(old) for old in site.manifest.redirects}
    over = {site.live(ending) for ending in site.manifest.site.over}
    ours = {*known, *over}
    strange = [each for each in named if not {each, f"{each}/", _as_ours(each)} & ours][:MAX_ADDED]
    for address, answer in ask_all(site.host, [Question(each) for each in strange]).items():
        if answer.status == OK:
            what = "nobody published this with the site"
            yield Finding(
                "added", site.full(address), what, "If it is not yours, change the host's passwords. " + PUBLISH
            )


def check_private(site: LiveSite) -> Iterator[Finding]:
    """Files that show how the site is made, or worse, and lists of what is in a folder that has no page."""
    for address, answer in ask_all(site.host, [Question(site.base + path) for path in PRIVATE]).items():
        if answer.status == OK:
            fix = "Publish the folder public/ alone, and delete this at the host."
            yield Finding("exposed", site.full(address), "this is not for strangers, and anybody can read it", fix)
    folder = next((each for path in site.manifest.files if (each := _folder_without_page(site, path))), "")
    address = site.live(site.manifest.address(folder))
    if folder and ask_one(site.host, address).status == OK:
        what = "anybody can list what is in this folder, and so in others without a page"
        yield Finding("exposed", site.full(address), what, "Turn off the list of files at the host (autoindex).")


def _folder_without_page(site: LiveSite, path: str) -> str:
    """The folder of a file, with a slash at its end; "" if that is a hidden one or has a page."""
    folder, slash, _ = path.rpartition("/")
    has_page = not folder or folder.startswith(".") or f"{folder}/{INDEX}" in site.manifest.files
    return "" if has_page else folder + slash


def _own(site: LiveSite, page: str, links: Iterable[str]) -> Iterator[str]:
    """The links that lead to this site, as addresses from the host on. Its own full address counts, too."""
    hosts = {urlsplit(each).netloc for each in (site.url, site.manifest.site.address)}
    for link in links:
        try:
            parts = urlsplit(urljoin(site.full(page), urldefrag(link).url))
            address = quote(parts.path, safe=ASKED_AS_IS)
        except ValueError:
            continue
        if (
            parts.netloc in hosts
            and address.startswith(site.manifest.prefix)
            and parts.netloc != urlsplit(site.url).netloc
        ):
            address = site.live(address)
        if parts.scheme in ("http", "https") and parts.netloc in hosts and address.startswith(site.base):
            yield address


def _as_ours(address: str) -> str:
    """An address as the manifest writes it: people may write the same one in several ways."""
    return quote(unquote_to_bytes(address))


def _links(text: str) -> list[str]:
    tree = LexborHTMLParser(text)
    return [value for name in ("href", "src") for node in tree.css(f"[{name}]") if (value := node.attributes.get(name))]


def _locations(text: str) -> list[str]:
    try:
        return [each.text.strip() for each in fromstring(text).iter() if each.tag.endswith("}loc") and each.text]
    except (ParseError, DefusedXmlException, ValueError):
        return []
