"""The site of another program as values: its pages, its files, and the names by which they are linked to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from plainleaf.problems import WARNING, Place, Report

# A value of front matter. As in our own YAML, what is neither a list nor a group stays the text that was written.
Value: TypeAlias = "str | tuple[Value, ...] | Mapping[str, Value] | None"


class Fields(Struct, frozen=True):
    """Front matter: values by their names in lower case, and the line of each."""

    values: Mapping[str, Value]
    lines: Mapping[str, int]

    def text(self, *names: str) -> str:
        """The first of these fields that holds a text; "" if none does."""
        found = (value for name in names if isinstance(value := self.values.get(name), str) and value.strip())
        return next(found, "").strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """A field that holds one text or a list of texts."""
        value = self.values.get(name)
        several = value if isinstance(value, tuple) else (value,)
        return tuple(each.strip() for each in several if isinstance(each, str) and each.strip())

    def group(self, name: str) -> Mapping[str, Value]:
        """A field that holds a group of values; an empty one if it holds anything else."""
        value = self.values.get(name)
        return value if isinstance(value, Mapping) else {}

    def is_set(self, name: str) -> bool:
        """Whether a field says yes."""
        return self.text(name).lower() in ("true", "yes", "1")

    def says_no(self, name: str) -> bool:
        """Whether a field says no. One that is not there says nothing."""
        return self.text(name).lower() in ("false", "no", "0")


NO_FIELDS = Fields({}, {})


class Line(Struct, frozen=True):
    """A line of prose, and the number of the line in the old file that it comes from."""

    text: str
    number: int
    is_code: bool = False


class OldPage(Struct, frozen=True, kw_only=True):
    """A page of the old site.

    `path` is its file below the old folder and `source` its path for links between files; `address` is its address
    from the old site's root. `names` are others that links use, `aliases` others that visitors use. `label` is its name
    in menus, `rank` its position among its siblings, and `menu` that in the main menu. `html` is True for a text in
    HTML. `file` is the path of a file that holds several pages.
    """

    path: str
    source: str
    fields: Fields
    lines: tuple[Line, ...]
    address: str
    language: str = ""
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    label: str = ""
    rank: int | None = None
    menu: int | None = None
    is_draft: bool = False
    is_index: bool = False
    html: bool = False
    file: str = ""

    def place(self, line: int = 1) -> Place:
        """The place of a line of its file."""
        return Place(self.file or self.path, line)


class OldSetting(Struct, frozen=True):
    """A setting of the old site: its name there, the path of its counterpart in config.yaml with dots, its value."""

    name: str
    path: str
    value: str
    place: Place


class OldSite(Struct, frozen=True, kw_only=True):
    """All that was read of the old site.

    `files` are its files by their addresses, each as a path below the old folder. `hosts` are the names of the site in
    full addresses, `base` the path at which it was published, without a slash at its end. `constants` are what its
    templates may ask for, such as `site.title`. `settings` are those that config.yaml has as well;
    among them is the language, as `languages.default`.
    """

    folder: Path
    pages: tuple[OldPage, ...]
    files: Mapping[str, str]
    hosts: frozenset[str] = frozenset()
    base: str = ""
    constants: Mapping[str, str] = {}
    settings: tuple[OldSetting, ...] = ()


class Losses(Struct, frozen=True):
    """Reports what could not be carried over from one page."""

    page: OldPage
    report: Report

    def kept(self, line: int, message: str, fix: str) -> None:
        """Report something that stands in the new page as it was, so the page is a draft until somebody changes it."""
        self.report.add(self.page.place(line), "not-carried", message, fix)

    def dropped(self, line: int, message: str, fix: str) -> None:
        """Report something that is left out of the new page, or has become something simpler."""
        self.report.add(self.page.place(line), "not-carried", message, fix, severity=WARNING)


class Origin(Struct, frozen=True):
    """A program whose sites can be imported: how to read a site, and what its own marks in a page become.

    With `is_html`, the texts are HTML, and `convert` makes Markdown of them.
    """

    name: str
    title: str
    read: Callable[[Path, Report], OldSite]
    convert: Callable[[tuple[Line, ...], OldSite, Losses], list[Line]]
    is_html: bool = False
