"""Links and pictures of imported pages: what each led to on the old site, and the path that leads there now."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from plainleaf.importing.headings import find_anchor
from plainleaf.importing.old_files import COPIED, safe_name
from plainleaf.importing.old_site import Line, Losses, OldPage, OldSite
from plainleaf.importing.text_lines import outside_code
from plainleaf.markdown import slugify
from plainleaf.patterns import lazy_pattern

# A name of a page as another program writes it, such as {{< ref "a.md" >}}, on its way to the path of the new page.
NAMED = "old-page:"
TARGET = lazy_pattern(
    r"(\]\([ \t]*)(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)?))"
    r"((?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\))"
)
REFERENCE = lazy_pattern(r"^( {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*)<?([^\s<>]+)>?(.*)$")
BARE = lazy_pattern(r"<((?:https?|mailto):[^\s<>]+)>")
OPTION = lazy_pattern(r"^((?:picture|page):[ \t]+)(\S.*)$")
UPLOADS = lazy_pattern(r"/wp-content/uploads/(.+)$")
SIZE = lazy_pattern(r"-\d{2,4}x\d{2,4}(?=\.\w+$)")
WEB = ("https://", "http://", "//")
LONGEST_LABEL = 500
SCHEME = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]+:")
INDEX = lazy_pattern(r"(?:index|_index|readme)\.(?:html?|md|php)$", re.IGNORECASE)
ENDING = lazy_pattern(r"\.(?:html?|md|markdown)$", re.IGNORECASE)


class NewPlaces(Struct, frozen=True):
    """Where everything of the old site is on the new one.

    `pages` are by language and every name that they had, all else by old paths.
    """

    pages: Mapping[tuple[str, str], OldPage]
    targets: Mapping[str, str]
    anchors: Mapping[str, Mapping[str, str]]
    files: Mapping[str, str]
    phones: Mapping[str, str]
    emails: Mapping[str, str]


class Linker(Struct):
    """Changes the links of one page, and gathers the old files that it names and the old pages that it links to."""

    page: OldPage
    site: OldSite
    places: NewPlaces
    losses: Losses
    used: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)

    def convert(self, line: Line) -> str:
        """A line with its links changed."""
        if line.is_code:
            return line.text
        option = OPTION.match(line.text)
        if option:
            return option.group(1) + self.picture(option.group(2), line.number)
        text = REFERENCE.sub(lambda found: self._reference(found, line.number), line.text)
        return outside_code(text, lambda part: self._inline(part, line.number))

    def _reference(self, found: re.Match[str], number: int) -> str:
        return f"{found.group(1)}{self.target(found.group(2), number)}{found.group(3)}"

    def _inline(self, text: str, number: int) -> str:
        if "](" in text:
            text = TARGET.sub(lambda found: self._link(found, number), text)
        return BARE.sub(lambda found: self._bare(found.group(1), number), text) if "<" in text else text

    def _link(self, found: re.Match[str], number: int) -> str:
        written, end = found.group(2) or found.group(3) or "", found.group(4).strip()
        change = self.picture if _is_picture(found.string, found.start()) else self.target
        return f"]({change(written, number)}{' ' + end if len(end) > 1 else end}"

    def picture(self, written: str, number: int) -> str:
        """What to write for a picture. One that is not among the files gets the place to which it should be saved."""
        path = self._on_old_site(written).partition("?")[0]
        if not path.startswith(WEB) and (self._find_file(path) or not written.startswith(WEB)):
            return self.target(written, number)
        found = UPLOADS.search(unquote(path))
        name = posixpath.basename(unquote(path)) or "picture"
        folders = ["uploads", *found.group(1).split("/")[:-1]] if found else ["pictures"]
        # A name such as '..' would lead out of the folder.
        folder = "/".join(safe_name(each, slugify(each)) for each in folders if each)
        new = f"/{folder}/{safe_name(name, slugify(name.rpartition('.')[0]))}"
        message = f"the picture {written[:120]} is on the web and did not come over"
        self.losses.kept(number, message, f"Save it as static{new}, if it is yours.")
        return new

    def _bare(self, address: str, number: int) -> str:
        new = self.target(address, number)
        return f"<{address}>" if new == address else f"[{'' if SCHEME.match(new) else address}]({new})"

    def target(self, written: str, number: int) -> str:
        """What to write in place of the target of a link or picture."""
        scheme = SCHEME.match(written)
        if scheme and scheme.group() in ("tel:", "mailto:"):
            return self._contact(scheme.group(), written, number)
        if scheme and not written.startswith((NAMED, "http:", "https:")):
            message = f"'{written[:60]}' is no address of a page on the web"
            self.losses.kept(number, message, "Delete the link, or link to a page.")
            return written
        path, _, anchor = self._on_old_site(written).partition("#")
        if (SCHEME.match(path) and not path.startswith(NAMED)) or path.startswith("//"):
            return written
        if not path:
            return self._anchor(self.page, anchor, number, written) if anchor else written
        return self._internal(path.partition("?")[0] or path, anchor, written, number)

    def _on_old_site(self, written: str) -> str:
        """A full address of the old site as a path from its root; anything else unchanged."""
        if not written.startswith(WEB):
            return written
        try:
            parts = urlsplit(written)
        except ValueError:
            return written
        if (parts.hostname or "").removeprefix("www.") not in self.site.hosts:
            return written
        query = f"?{parts.query}" if parts.query else ""
        return f"{parts.path or '/'}{query}{'#' + parts.fragment if parts.fragment else ''}"

    def _internal(self, path: str, anchor: str, written: str, number: int) -> str:
        found = self._find_page(path, written)
        if found is not None:
            self.linked.add(found.path)
            leads = posixpath.relpath(self.places.targets[found.path], posixpath.dirname(self._here()) or ".")
            return leads + self._anchor(found, anchor, number, written) if anchor else leads
        file = self._find_file(path)
        if file is not None:
            self.used.add(file)
            new = self.places.files[file]
            if new.startswith("/"):
                return new
            return posixpath.relpath(new, posixpath.dirname(self._here()) or ".")
        self._list_broken(written, number)
        return unquote(written.removeprefix(NAMED)) if written.startswith(NAMED) else written

    def _list_broken(self, written: str, number: int) -> None:
        shown = unquote(written.removeprefix(NAMED))[:120]
        message = f"'{shown}' leads to no page and no file that came over"
        fix = "Link to the path of a page, such as ../contact.md, or delete the link."
        self.losses.report.add(self.page.place(number), "broken-link", message, fix)

    def _here(self) -> str:
        return self.places.targets[self.page.path]

    def _find_page(self, path: str, written: str) -> OldPage | None:
        pages, names = self.places.pages, self._names(path, written)
        # A link may only lead to a page of the same language.
        return next((page for name in names if (page := pages.get((self.page.language, name)))), None)

    def _names(self, path: str, written: str) -> list[str]:
        """What a link may mean, most likely first: a name, a file beside this one, an address from here or the root."""
        if path.startswith(NAMED):
            name = unquote(path.removeprefix(NAMED)).strip("/")
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.source), name))
            return [page_key(beside), page_key(name), page_key("/" + name), f"name:{name.lower()}"]
        path = unquote(path)
        if path.startswith("/"):
            bare = path.removeprefix(self.site.base) if path.startswith(self.site.base + "/") else path
            if self.page.language and bare.startswith(f"/{self.page.language}/"):
                # Addresses of other languages begin with their code; those of pages are kept without it.
                bare = bare.removeprefix(f"/{self.page.language}")
            query = self._on_old_site(written).partition("#")[0].partition("?")[2]
            numbered = [f"name:/?{query.lower()}"] if query and bare == "/" else []
            return numbered or [page_key(bare), page_key(bare.strip("/"))]
        return [
            page_key(posixpath.normpath(posixpath.join(posixpath.dirname(self.page.source), path))),
            page_key(posixpath.normpath(posixpath.join("/", self.page.address, path))),
            page_key(posixpath.normpath(posixpath.join("/", posixpath.dirname(self.page.address.rstrip("/")), path))),
        ]

    def _find_file(self, path: str) -> str | None:
        path = unquote(path.removeprefix(NAMED))
        bare = path.removeprefix(self.site.base) if path.startswith(self.site.base + "/") else path
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.path), path))
        address = posixpath.normpath(posixpath.join("/", self.page.address, path))
        above = posixpath.normpath(posixpath.join("/", posixpath.dirname(self.page.address.rstrip("/")), path))
        names = [bare] if path.startswith("/") else [beside, address, above, "/" + path.lstrip("./")]
        # WordPress has smaller copies of each picture, which an export of its files may lack.
        names += [SIZE.sub("", name) for name in names]
        files = (self.site.files.get(name, name) for name in names)
        return next((file for file in files if file in self.places.files), None)

    def _anchor(self, page: OldPage, anchor: str, number: int, written: str) -> str:
        found = find_anchor(self.places.anchors[page.path], unquote(anchor))
        if found is None and anchor not in ("top", "content", "_top"):
            message = (
                f"'{written.removeprefix(NAMED)[:120]}' leads to no heading of that page, so it leads to its top now"
            )
            self.losses.dropped(number, message, "Link to a heading by its words: page.md#what-helps.")
        if found is None and page is self.page:
            return posixpath.basename(self._here())
        return f"#{found}" if found else ""

    def _contact(self, scheme: str, written: str, number: int) -> str:
        """A typed number or mailbox as the name that it has in config.yaml."""
        name = unquote(written.removeprefix(scheme)).partition("?")[0]
        known = self.places.phones if scheme == "tel:" else self.places.emails
        found = known.get(contact_key(name))
        if found:
            return f"{'phone' if scheme == 'tel:' else 'email'}:{found}"
        kind, group = ("phone", "phones") if scheme == "tel:" else ("email", "emails")
        fix = f"Add it under 'contacts', '{group}' in config.yaml, and write []({kind}:NAME)."
        self.losses.report.add(self.page.place(number), f"typed-{kind}", f"'{name[:60]}' is typed into a link", fix)
        return written


def _is_picture(text: str, end: int) -> bool:
    """Whether the label that ends at an offset is that of a picture."""
    first, depth = max(0, end - LONGEST_LABEL), 0
    for offset in range(end - 1, first - 1, -1):
        if text[offset] == "]":
            depth += 1
        elif text[offset] == "[":
            if depth == 0:
                return offset > 0 and text[offset - 1] == "!"
            depth -= 1
    return False


def page_key(path: str) -> str:
    """A key that is equal for all ways to write the address or the path of one page."""
    path = ENDING.sub("", INDEX.sub("", path)).rstrip("/")
    return path.lower() or "/"


def contact_key(written: str) -> str:
    """A key that is equal for all ways to write one number, or one mailbox."""
    if "@" in written:
        return written.strip().lower()
    return re.sub(r"\D", "", written)[-10:]


def may_be_copied(path: str) -> bool:
    """Whether a file is of a type that pages may show or offer."""
    return path.lower().endswith(COPIED)
