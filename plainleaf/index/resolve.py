"""Resolve: from names that authors write to what they refer to. A name that refers to nothing is reported."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

from plainleaf.content.components import RED_FLAGS, Component
from plainleaf.content.kinds import Kind, find_kinds, names_of_kinds
from plainleaf.content.page import Page
from plainleaf.index.addresses import DRAFT, path_from
from plainleaf.index.directory import Directory
from plainleaf.index.guesses import NO_GUESS, contact_fix, external_fix, file_fix, link_fix, page_fix
from plainleaf.index.named import find_below, find_location
from plainleaf.index.option_texts import show_texts
from plainleaf.index.own_addresses import OwnAddress, find_own_address, find_own_page
from plainleaf.input.addresses.detours import check_address
from plainleaf.input.fields import Named
from plainleaf.input.invisible import spell_out
from plainleaf.input.paths import file_key, to_nfc
from plainleaf.markdown import Target
from plainleaf.model.cards import Phone
from plainleaf.model.jobs import AnchorLink, LinkTarget, ResolvedProse, ResolvedUse
from plainleaf.model.prose import ParsedProse, Use
from plainleaf.pictures import PICTURES
from plainleaf.problems import WARNING, Place, Report, suggest

NOWHERE = LinkTarget("", "", None)
SCHEMES = ("https://", "http://")


class Resolver(Struct, frozen=True):
    """Looks up what one page refers to. `components` are by their folders."""

    directory: Directory
    page: Page
    report: Report
    components: Mapping[str, Component]

    def prose(self, prose: ParsedProse, targets: Iterable[Target]) -> ResolvedProse:
        """The page's prose with every link and every option of a component looked up."""
        # A link may lead to a picture that is also shown, so the two have different keys.
        resolved = {"!" * target.is_picture + target.target: self.target(target) for target in targets}
        uses = tuple(self._use(use) for use in prose.uses)
        return ResolvedProse(prose.markdown, uses, resolved, Place(prose.path, prose.first_line))

    def target(self, target: Target) -> LinkTarget:
        """Where a link or picture of the prose leads."""
        written = target.target
        if target.is_picture:
            return self._picture(written, target.place)
        scheme, _, name = written.partition(":")
        if scheme in ("phone", "email"):
            return self._contact(scheme, name, target.place)
        if written.startswith(SCHEMES):
            return self._address(target)
        if scheme in ("tel", "mailto", "javascript", "data", "file", "vbscript") and name:
            return self._refuse_scheme(scheme, name, target.place)
        return self._internal(written, target.place)

    def _address(self, target: Target) -> LinkTarget:
        """Where a full address leads. One of this site is looked up like the path of a page."""
        written = target.target
        own = find_own_address(self.directory.addresses, written)
        if own is not None:
            path = self._path_of(own)
            if not path:
                # verify looks it up: it may be a page that plainleaf makes.
                return LinkTarget(own.url, target.label or written, None)
            message, fix = "this link to a page of the site has a full address", f"Write '{path}' in its place."
            self.report.add(target.place, "own-address", message, fix, severity=WARNING)
            return self._internal(path, target.place)
        self.report.extend(check_address(written, target.place))
        return LinkTarget(written, target.label or written, None)

    def _path_of(self, own: OwnAddress) -> str:
        """What to write in place of the site's own address; '' if it is not that of a page of the same language."""
        page = find_own_page(own, self.directory.index, self.page.language)
        if page is None:
            return ""
        path = posixpath.relpath(page.page, posixpath.dirname(self.page.page) or ".")
        return f"{path}#{own.anchor}" if own.anchor else path

    def _refuse_scheme(self, scheme: str, name: str, place: Place) -> LinkTarget:
        kind = {"tel": "phone", "mailto": "email"}.get(scheme)
        if kind:
            fix = contact_fix(name.partition("?")[0], self._contacts(kind), kind)
            fix = fix or f"Write [text]({kind}:NAME) with a name from contacts in config.yaml."
            self.report.add(place, f"typed-{kind}", f"the contact '{name}' is typed into the text", fix)
        else:
            self.report.add(place, "broken-link", f"'{scheme}:' links are not allowed", "Link to a page or https://.")
        return NOWHERE

    def _contact(self, scheme: str, name: str, place: Place) -> LinkTarget:
        is_rtl = self.directory.is_rtl(self.page.language)
        if scheme == "phone":
            phone = self.directory.phone(name)
            if phone:
                return LinkTarget(phone.url, phone.number, None, is_isolated=is_rtl)
        elif email := self.directory.email(name):
            return LinkTarget(email.url, email.address, None, is_isolated=is_rtl)
        if self.directory.unclear.hides(f"contacts.{scheme}s"):
            return NOWHERE
        written = self._contacts(scheme)
        known = [*written, *(["relay"] if scheme == "phone" else [])]
        otherwise = f"Use one of: {', '.join(known)}, or add it to config.yaml."
        fix = contact_fix(name, written, scheme) or suggest(name, known, otherwise=otherwise)
        self.report.add(place, f"unknown-{scheme}", f"there is no {scheme} '{spell_out(name)}' in the contacts", fix)
        return NOWHERE

    def _contacts(self, kind: str) -> dict[str, str]:
        """The numbers or the addresses of the clinic by their names."""
        contacts = self.directory.settings.contacts
        numbers = {each: phone.number for each, phone in contacts.phones.items()}
        numbers["emergency"] = self.directory.settings.emergency.number
        return numbers if kind == "phone" else {each: email.address for each, email in contacts.emails.items()}

    def _internal(self, written: str, place: Place) -> LinkTarget:
        path, _, anchor = written.partition("#")
        anchor = to_nfc(anchor)
        if not written:
            self.report.add(place, "broken-link", "this link has no address", "Write a path in the brackets.")
            return NOWHERE
        if not path:
            return LinkTarget(f"#{anchor}", anchor.replace("-", " "), None)
        if not path.endswith(".md"):
            return self._file(path, place)
        page = self._find_linked(path, place)
        if page is None:
            return NOWHERE
        url = self.directory.url(page) + (f"#{anchor}" if anchor else "")
        return LinkTarget(url, page.basics.title, None)

    def anchors(self, targets: Iterable[Target]) -> tuple[AnchorLink, ...]:
        """The links in the prose that lead to headings, or to an address of the site that no page has.

        They can be checked once the pages are rendered.
        """
        quiet = Resolver(self.directory, self.page, Report(), self.components)
        found = (quiet._anchor(target) for target in targets if not target.is_picture)
        return tuple(link for link in found if link is not None)

    def _anchor(self, target: Target) -> AnchorLink | None:
        written = target.target
        if written.startswith(SCHEMES):
            own = find_own_address(self.directory.addresses, written)
            if own is None:
                return None
            written = self._path_of(own)
            if not written:
                return AnchorLink(own.output, own.anchor, target.target, target.place)
        if "#" not in written:
            return None
        path, _, anchor = written.partition("#")
        if path and not (anchor and path.endswith(".md")):
            return None
        page = self._find_linked(path, target.place) if path else self.page
        if page is None:
            return None
        return AnchorLink(self.directory.index.output(page), to_nfc(unquote(anchor)), target.target, target.place)

    def _file(self, path: str, place: Place) -> LinkTarget:
        file = self.directory.static_files.get(file_key(self.page.path, path))
        if file:
            return LinkTarget(self.directory.addresses.url(file.path), posixpath.basename(file.path), None)
        if self._may_have_file(path):
            return NOWHERE
        fix = NO_FILE
        if self.report.lists("broken-link", place.path):
            fix = external_fix(path) or file_fix(path, self.directory.file_names(self.page.path))
            fix = fix or link_fix(path, self.page, self.directory.index) or NO_FILE
        self.report.add(place, "broken-link", f"no page or file '{spell_out(path)}'", fix)
        return NOWHERE

    def _may_have_file(self, path: str) -> bool:
        name = file_key(self.page.path, path)
        return self.directory.may_have_file(f"static{name}" if name.startswith("/") else name)

    def _picture(self, written: str, place: Place) -> LinkTarget:
        picture = self.directory.picture(file_key(self.page.path, written))
        if picture and PurePosixPath(written).suffix.lower() in PICTURES:
            return LinkTarget(picture.url, "", picture)
        if picture or self._may_have_file(written):
            if picture:
                message = f"'{written}' is not a picture that browsers show"
                self.report.add(
                    place, "missing-picture", message, "Save it as JPEG or PNG, or link to it: [text](path)."
                )
            return NOWHERE
        fix = NO_PICTURE
        # A site may have thousands of pictures.
        if self.report.lists("missing-picture", place.path):
            names = self.directory.file_names(self.page.path)
            fix = file_fix(written, [name for name in names if name.lower().endswith(PICTURES)]) or NO_PICTURE
        self.report.add(place, "missing-picture", f"no picture '{spell_out(written)}'", fix)
        return NOWHERE

    def find_page(self, path: str, place: Place, has_trait: Callable[[Kind], bool] | None = None) -> Page | None:
        """The published page that a field or an option names, from this page's folder or else from the language's."""
        names = (path_from(self.page.page, path), path_from("", path))
        return self._find(path, names, place, has_trait)

    def _find_linked(self, path: str, place: Place) -> Page | None:
        """The published page that a link in the text leads to. It is relative, so that it works in editors too."""
        return self._find(path, (path_from(self.page.page, path),), place)

    def _find(
        self, path: str, names: tuple[str, ...], place: Place, has_trait: Callable[[Kind], bool] | None = None
    ) -> Page | None:
        index, language = self.directory.index, self.page.language
        page = next(filter(None, (index.find(language, name) for name in names)), None)
        if page is not None and not page.kind.has_own_page:
            kind = page.kind.name
            fix = f"Delete the link: an {kind} is shown on every page."
            self.report.add(place, "broken-link", f"the {kind} '{path}' has no page of its own", fix)
            return None
        if page is None and (not path or any(self.directory.may_have_page(language, name) for name in names)):
            # Another problem says why.
            return None
        if page is None:
            is_listed = self.report.lists("broken-link", place.path)
            fix = page_fix(path, names, self.page, index, has_trait) if is_listed else ""
            self.report.add(place, "broken-link", f"no page '{spell_out(path)}'", fix or NO_GUESS)
            return None
        if index.may_be_published(page):
            return page
        self._report_unpublished(page, path, place)
        return None

    def _report_unpublished(self, page: Page, path: str, place: Place) -> None:
        if self.directory.index.statuses[page.path] == DRAFT:
            fix = "Delete the link, or delete 'draft: yes' from that page."
            self.report.add(place, "broken-link", f"the page '{path}' is a draft", fix)
            return
        # The date alone must not break a build, so the link becomes plain text.
        message = f"the page '{path}' is not on the site on this day, so the link is left out"
        fix = "Delete the link, or change that page's 'publish' or 'expires'."
        self.report.add(place, "link-to-unpublished", message, fix, severity=WARNING)

    def page_of_kind(self, name: Named | None, has_trait: Callable[[Kind], bool]) -> Page | None:
        """The page, of a kind with a trait, that a field or an option names; None after reporting."""
        if not name:
            return None
        page = self.find_page(name.name, name.place, has_trait)
        if page is not None and not has_trait(page.kind) and not page.unclear.hides("kind"):
            wanted = names_of_kinds(has_trait)
            message = f"'{name.name}' is a page of the kind {page.kind.name}, not {wanted}"
            self.report.add(name.place, "wrong-kind", message, f"Name a page with 'kind: {wanted}'.")
            return None
        # A page whose kind is unclear may lack the details that a card shows.
        return page if page is not None and has_trait(page.kind) else None

    def _use(self, use: Use) -> ResolvedUse:
        component = self.components[use.component]
        declared = component.settings.options
        options = {name: self.option(declared[name].type, value) for name, value in use.values.items()}
        options |= show_texts(component, use.values, self.page)
        if component.red_flags_option:
            options[component.red_flags_option] = use.red_flags
        return ResolvedUse(use.number, use.component, options, use.place)

    def option(self, type_: str, value: Any) -> Any:
        """The value of an option or a field of a declared type, as templates read it."""
        directory = self.directory
        if type_ == "pages":
            pages = (self.find_page(name.name, name.place) for name in value)
            return tuple(directory.link(page) for page in pages if page)
        if type_ == "folder":
            page = self.find_page(value.name, value.place) if value else None
            return find_below(page, value, directory, self.report) if value else ()
        # What a set of red flags is was looked up when the page was read.
        if type_ == RED_FLAGS or not isinstance(value, Named) or not value:
            return value
        if type_ == "picture":
            return self._picture(value.name, value.place).picture
        if type_ == "file":
            return self._file(value.name, value.place).url
        if type_ == "page":
            page = self.find_page(value.name, value.place)
            return directory.link(page) if page else None
        if type_ in (kind.name for kind in find_kinds(lambda kind: kind.has_card)):
            page = self.page_of_kind(value, lambda kind: kind.name == type_)
            return directory.card(page) if page else None
        return self._phone(value) if type_ == "phone" else find_location(value, directory, self.report)

    def _phone(self, name: Named) -> Phone | None:
        phone = self.directory.phone(name.name)
        if phone is None:
            self._contact("phone", name.name, name.place)
        return phone


NO_FILE = "Link to a page by the path of its .md file, such as ../contact.md."
NO_PICTURE = "Put the picture into static/pictures/ and write /pictures/NAME."
