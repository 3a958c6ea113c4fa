"""Files for machines: sitemap, robots.txt, Atom feed, web manifest, response headers, review list.

None of them contains the time of the build: the same input gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from urllib.parse import quote
from xml.etree import ElementTree

from plainleaf.content.page import Page
from plainleaf.content.static_files import FINGERPRINT_LENGTH, FORM_SCRIPT
from plainleaf.index.directory import Directory
from plainleaf.index.search import SEARCH_POLICY
from plainleaf.model.jobs import PageJob, TextJob
from plainleaf.model.views import SiteView
from plainleaf.patterns import lazy_pattern
from plainleaf.plan.forms import SCRIPT_POLICY

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
FEED_LENGTH = 50
FINGERPRINTED = lazy_pattern(rf"\.[0-9a-f]{{{FINGERPRINT_LENGTH}}}\.\w+\Z")
# What a browser does with a file it has: ask whether there is a newer one, or keep it for a year.
ASK, KEEP = "no-cache", "public, max-age=31536000, immutable"
# Cloudflare Pages accepts 100 rules.
MAX_RULES = 99


def last_change(page: Page, as_of: date) -> date | None:
    """The day a page was last published or changed up to `as_of`, from its front matter; None if it does not say."""
    days = [change.date for change in page.review.changes] if page.review else []
    days += [page.basics.publish] if page.basics.publish else []
    return max((day for day in days if day <= as_of), default=None)


def make_sitemap(generated: Iterable[PageJob], directory: Directory) -> TextJob:
    """Every page that search engines may index, with the day of its last change; `generated` are those without a
    source.
    """
    root, jobs = ElementTree.Element("urlset", xmlns=SITEMAP), tuple(generated)
    for language in directory.settings.languages.names:
        pages = directory.index.published(language, lambda kind: kind.is_indexed and kind.has_own_page)
        found = [
            (directory.addresses.absolute(directory.url(page)), last_change(page, directory.as_of)) for page in pages
        ]
        found += [(job.page.canonical, None) for job in jobs if job.page.is_indexed and job.site.language == language]
        for address, changed in found:
            entry = ElementTree.SubElement(root, "url")
            ElementTree.SubElement(entry, "loc").text = address
            if changed:
                ElementTree.SubElement(entry, "lastmod").text = changed.isoformat()
    return TextJob("sitemap.xml", _xml(root))


def _xml(root: ElementTree.Element) -> str:
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def make_robots(directory: Directory) -> TextJob:
    """robots.txt: everything may be crawled, and where the sitemap is.

    A demonstration has no sitemap, but may be crawled: a robot must read a page to learn that it must not be indexed.
    """
    sitemap = directory.addresses.absolute(directory.addresses.url("sitemap.xml"))
    where = "" if directory.settings.clinic.demonstration else f"\nSitemap: {sitemap}\n"
    return TextJob("robots.txt", f"User-agent: *\nAllow: /\n{where}")


def make_feed(path: str, site: SiteView, pages: Iterable[Page], directory: Directory) -> TextJob:
    """The newest pages of one language as an Atom feed (RFC 4287)."""
    absolute, url = directory.addresses.absolute, directory.url
    changes = ((last_change(page, directory.as_of), page) for page in pages if page.kind.is_indexed)
    dated = [(changed, page) for changed, page in changes if changed]
    newest = sorted(dated, key=lambda pair: (-pair[0].toordinal(), pair[1].page))[:FEED_LENGTH]
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": site.language})
    ElementTree.SubElement(root, "title").text = site.words["feed_title"].format(name=site.name)
    ElementTree.SubElement(root, "id").text = site.address
    ElementTree.SubElement(root, "link", href=site.address)
    ElementTree.SubElement(root, "link", rel="self", href=absolute(site.feed_url))
    ElementTree.SubElement(root, "updated").text = _moment(newest[0][0] if newest else date(2000, 1, 1))
    author = ElementTree.SubElement(root, "author")
    ElementTree.SubElement(author, "name").text = site.name
    for changed, page in newest:
        entry = ElementTree.SubElement(root, "entry")
        ElementTree.SubElement(entry, "title").text = page.basics.title
        ElementTree.SubElement(entry, "id").text = absolute(url(page))
        ElementTree.SubElement(entry, "link", href=absolute(url(page)))
        ElementTree.SubElement(entry, "updated").text = _moment(changed)
        ElementTree.SubElement(entry, "summary").text = _summary(page, changed)
    return TextJob(path, _xml(root))


def _summary(page: Page, changed: date) -> str:
    notes = [change.note for change in page.review.changes if change.date == changed] if page.review else []
    return " ".join([page.basics.summary, *notes])


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def make_manifest(site: SiteView, color: str, directory: Directory) -> TextJob:
    """The web manifest, so that the site can be added to a home screen."""
    icons = [
        {"src": url, "sizes": size, "type": "image/png"}
        for name, size in (("icon-192.png", "192x192"), ("icon-512.png", "512x512"))
        if (url := site.icons.get(name))
    ]
    manifest = {
        "name": site.name,
        "short_name": site.name.split()[0],
        "lang": site.language,
        "start_url": site.home_url,
        "scope": directory.addresses.prefix,
        "display": "browser",
        "theme_color": color,
        "background_color": "#ffffff",
        "icons": icons,
    }
    return TextJob("manifest.webmanifest", json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")


def make_headers(site: SiteView, paths: Collection[str], directory: Directory) -> TextJob:
    """Response headers, in the `_headers` format that several static hosts support. `paths` are those of all files."""
    # Each page has its own policy, and most allow no script. Hosts send one for all addresses, and browsers apply both.
    script = directory.static_files.get(FORM_SCRIPT)
    scripts = f"; {SCRIPT_POLICY}" if script and script.path in paths else ""
    if directory.settings.search:
        scripts = f"; {SEARCH_POLICY}"
    lines = [
        f"{directory.addresses.prefix}*",
        f"  Content-Security-Policy: {site.security_policy}{scripts}; frame-ancestors 'none'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: no-referrer",
        "  Permissions-Policy: camera=(), microphone=(), geolocation=(), interest-cohort=()",
        "  Cross-Origin-Opener-Policy: same-origin",
    ]
    if site.is_demonstration:
        lines.append("  X-Robots-Tag: noindex")
    for pattern, cache_for in _cache_rules(paths):
        lines += ["", f"{directory.addresses.url('')}{pattern}", f"  Cache-Control: {cache_for}"]
    return TextJob("_headers", "\n".join(lines) + "\n")


def _cache_rules(paths: Iterable[str]) -> list[tuple[str, str]]:
    """How long browsers may keep files, by patterns of addresses.

    No two patterns match one address, because some hosts would send both values. So in a folder with pages and files
    whose names have a digest, each of these files has its own rule, and pages have the host's: to ask every time.
    """
    folders: dict[str, list[str]] = {}
    for path in sorted(paths):
        folder, _, rest = path.partition("/")
        folders.setdefault(folder if rest else "", []).append(path)
    whole, single = [("", ASK)], []
    for folder, files in folders.items():
        kept = [path for path in files if FINGERPRINTED.search(path)]
        if folder and len(kept) in (0, len(files)):
            whole.append((f"{quote(folder)}/*", KEEP if kept else ASK))
        else:
            single += [(quote(path), KEEP) for path in kept]
    return [*whole, *single][:MAX_RULES]
