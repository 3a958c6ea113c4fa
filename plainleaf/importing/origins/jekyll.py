"""Sites made with Jekyll: pages, posts with the day in their names, collections, drafts, and kramdown's marks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.importing.front_matter import match_settings, read_settings, settings_file, split_page
from plainleaf.importing.menus import MenuEntry, with_menu
from plainleaf.importing.old_files import PAGE_ENDINGS, find_files, folder_inside, read_old_text
from plainleaf.importing.old_site import Fields, OldPage, OldSite, Origin
from plainleaf.importing.origins.liquid import convert_liquid
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Place, Report

SETTINGS = ("_config.yml", "_config.yaml", "_config.toml")
POST = lazy_pattern(r"(?:^|.*/)_posts/(?:.*/)?(\d{4})-(\d{1,2})-(\d{1,2})-([^/]+)\.\w+$")
# What Jekyll calls the usual forms of addresses.
STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
NOT_PAGES = ("readme.md", "license.md", "changelog.md", "contributing.md", "code_of_conduct.md", "security.md")
KEY = lazy_pattern(r":(\w+)")
COUNTERPARTS = {
    "title": "clinic.name", "tagline": "clinic.tagline", "description": "clinic.description", "url": "address",
    "timezone": "timezone", "lang": "languages.default", "locale": "languages.default",
}  # fmt: skip
USED = ("baseurl", "source", "collections", "permalink", "exclude", "header_pages", "email", "phone", "theme")


class House(Struct, frozen=True):
    """What _config.yml says that matters for addresses."""

    style: str
    collections: Mapping[str, str]
    excluded: tuple[str, ...]


def read_jekyll(folder: Path, report: Report) -> OldSite:
    """Read a site of Jekyll."""
    settings = read_settings(folder, SETTINGS, report)
    house = _read_house(settings)
    file = settings_file(folder, SETTINGS)
    source = folder_inside(settings.text("source"), "", report, file)
    files = [path for path in find_files(folder, source, report) if _is_content(path, house)]
    pages = [page for path in files if (page := _read_page(folder, path, house, report))]
    known = {page.path for page in pages}
    base = settings.text("baseurl").rstrip("/")
    host = re.sub(r"^https?://(?:www\.)?", "", settings.text("url")).partition("/")[0]
    place = Place(file, settings.lines.get("header_pages", 1))
    menu = [MenuEntry("", path, place) for path in settings.texts("header_pages")]
    address = f"{settings.text('url').rstrip('/')}{base}/" if settings.text("url") else ""
    public = replace(settings, values={**settings.values, "url": address})
    return OldSite(
        folder=folder,
        pages=tuple(with_menu(pages, menu, report)),
        files={"/" + path: path for path in files if path not in known},
        hosts=frozenset({host} - {""}),
        base=f"/{base.strip('/')}" if base.strip("/") else "",
        constants={name: settings.text(name) for name in ("title", "email", "description", "url", "phone")},
        settings=match_settings(file, public, COUNTERPARTS, USED, report),
    )


def _read_house(settings: Fields) -> House:
    declared = settings.values.get("collections")
    collections = {name: "" for name in declared if isinstance(name, str)} if isinstance(declared, tuple) else {}
    if isinstance(declared, Mapping):
        for name, each in declared.items():
            own = each.get("permalink") if isinstance(each, Mapping) else ""
            collections[name] = str(own or "/:collection/:path/")
    style = settings.text("permalink") or "date"
    return House(STYLES.get(style, style), collections, settings.texts("exclude"))


def _is_content(path: str, house: House) -> bool:
    first = path.partition("/")[0]
    if any(
        path == each.strip("/") or path.startswith(each.strip("/") + "/") for each in house.excluded if each.strip("/")
    ):
        return False
    if (
        path.lower() in NOT_PAGES
        or path in SETTINGS
        or first in ("_includes", "_layouts", "_sass", "_data", "_plugins")
    ):
        return False
    known = {f"_{name}" for name in house.collections} | {"_posts", "_drafts"}
    return not first.startswith("_") or first in known


def _read_page(folder: Path, path: str, house: House, report: Report) -> OldPage | None:
    if not path.lower().endswith((*PAGE_ENDINGS, ".html", ".htm")):
        return None
    text = read_old_text(folder, path, report)
    if text is None or not text.startswith("---"):
        # Jekyll copies such a file as it is.
        return None
    found = split_page(path, text, report)
    if found is None:
        return None
    fields, lines = found
    post = POST.match(path)
    if post and not fields.text("date"):
        day = f"{post.group(1)}-{int(post.group(2)):02}-{int(post.group(3)):02}"
        fields = replace(fields, values={**fields.values, "date": day})
    return OldPage(
        path=path,
        source=path,
        fields=fields,
        lines=lines,
        address=_address(path, fields, house),
        language=fields.text("lang", "language"),
        names=tuple(_names(path, fields)),
        is_draft="_drafts/" in path,
        is_index=posixpath.basename(path).startswith("index."),
        html=path.lower().endswith((".html", ".htm")),
    )


def _address(path: str, fields: Fields, house: House) -> str:
    own = fields.text("permalink")
    post = POST.match(path)
    stem = posixpath.splitext(path)[0]
    first = path.partition("/")[0]
    name = post.group(4) if post else posixpath.basename(stem)
    values = {
        "title": fields.text("slug") or name, "slug": fields.text("slug") or name, "name": name,
        "categories": "/".join(_categories(path, fields)), "collection": first.strip("_"),
        "path": stem.removeprefix(f"{first}/"), "basename": name, "output_ext": ".html",
    }  # fmt: skip
    if post:
        values |= {"year": post.group(1), "month": f"{int(post.group(2)):02}", "day": f"{int(post.group(3)):02}",
                   "i_month": str(int(post.group(2))), "i_day": str(int(post.group(3)))}  # fmt: skip
    if own:
        style = own
    elif post or first == "_drafts":
        style = house.style
    elif first.startswith("_"):
        style = house.collections.get(first[1:]) or "/:collection/:path/"
    else:
        is_short = house.style.endswith("/")
        style = f"/{stem}/" if is_short else f"/{stem}.html"
        style = re.sub(r"(?<=/)index(?:/|\.html)$", "", style)
    filled = KEY.sub(lambda found: values.get(found.group(1), ""), style)
    return re.sub("/{2,}", "/", f"/{filled}")


def _categories(path: str, fields: Fields) -> list[str]:
    above = path.partition("_posts/")[0].strip("/")
    written = (*fields.texts("category"), *fields.texts("categories"))
    return [*([above] if above and "_posts/" in path else []), *(each.lower().replace(" ", "-") for each in written)]


def _names(path: str, fields: Fields) -> Iterator[str]:
    """Other names by which links call a page: its path, a post's day and title, old addresses."""
    stem = posixpath.splitext(path)[0]
    yield "/" + stem
    yield stem
    if POST.match(path):
        yield f"name:{posixpath.basename(stem).lower()}"
    yield from fields.texts("redirect_from")


JEKYLL = Origin("jekyll", "Jekyll", read_jekyll, convert_liquid)
