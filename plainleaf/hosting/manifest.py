"""The manifest of a built site: each file with its digest and headers, where old addresses lead, what ends when.

It is made from the finished folder, and the same site gives the same bytes. It never lies where patients can read it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import MsgspecError, Struct
from msgspec.json import Decoder, encode

from plainleaf.hosting.headers import address_of, headers_of, read_redirects, read_rules
from plainleaf.input.opening import open_inside
from plainleaf.state.output_files import digest_file, files_below, is_kept

VERSION = 1
NOT_FOUND = "404.html"
HEADERS, REDIRECTS = "_headers", "_redirects"
# Hosts read these and show them to nobody.
FOR_HOSTS = (HEADERS, REDIRECTS)
# What `keep` may name and a web server needs; anything else that is hidden stays here.
HIDDEN = (".htaccess", ".nojekyll", ".well-known")
SHORT_DIGEST = 12


class PublishedFile(Struct, frozen=True):
    """A file: its SHA-256, its size in bytes, and which of the manifest's groups of headers goes with it."""

    sha256: str
    size: int
    headers: int


class Ending(Struct, frozen=True):
    """What patients see on the site until a `day`, which is the last one: an alert, or the page at an `address`."""

    day: str
    what: str
    address: str = ""


class SiteFacts(Struct, frozen=True):
    """What the files of a site do not say.

    `address` is where it is published, `day` (YYYY-MM-DD) the one it was built for, `zone` the clinic's time zone,
    `until` the first day on which it will be different by itself, "" for none. `host` is the one that serves it.
    `over` are the addresses of pages that have ended. `commit` and `committed` (seconds since 1970) are those of git.
    """

    address: str
    day: str
    zone: str = ""
    host: str = ""
    is_demonstration: bool = False
    until: str = ""
    endings: tuple[Ending, ...] = ()
    over: tuple[str, ...] = ()
    commit: str = ""
    committed: int = 0


class Manifest(Struct, frozen=True):
    """A built site, for whoever publishes or verifies it. `not_found` are the pages for addresses that do not exist."""

    version: int
    site: SiteFacts
    headers: tuple[Mapping[str, str], ...]
    files: Mapping[str, PublishedFile]
    redirects: Mapping[str, str]
    not_found: tuple[str, ...]

    @property
    def prefix(self) -> str:
        """The path that the site is published under, ending in a slash."""
        return urlsplit(self.site.address).path.rstrip("/") + "/"

    def address(self, path: str) -> str:
        """The address, from the host on, of a file."""
        return address_of(path, self.prefix)

    def headers_of(self, path: str) -> Mapping[str, str]:
        """What a host should send with a file."""
        return self.headers[self.files[path].headers]

    def pages(self) -> list[str]:
        """The files that are pages of the site."""
        return [path for path in self.files if path.endswith(".html") and path not in self.not_found]


def make_manifest(folder: Path, site: SiteFacts, kept: tuple[str, ...] = ()) -> Manifest:
    """The manifest of the site in a folder; `kept` are files there that are somebody else's. Raises OSError."""
    prefix = urlsplit(site.address).path.rstrip("/") + "/"
    rules = read_rules(_read_text(folder, HEADERS))
    groups: dict[tuple[tuple[str, str], ...], int] = {}
    files: dict[str, PublishedFile] = {}
    for path, stat in sorted(files_below(str(folder))):
        if is_kept(path, kept) and path.startswith(".") and not path.startswith(HIDDEN):
            continue
        digest = digest_file(folder / path)
        if not digest:
            raise OSError(0, "it cannot be read, or is a link", path)
        headers = tuple(headers_of(address_of(path, prefix), rules).items())
        files[path] = PublishedFile(digest, stat[0], groups.setdefault(headers, len(groups)))
    redirects = read_redirects(_read_text(folder, REDIRECTS))
    not_found = tuple(path for path in files if path.rpartition("/")[2] == NOT_FOUND and path.count("/") <= 1)
    return Manifest(VERSION, site, tuple(map(dict, groups)), files, dict(sorted(redirects.items())), not_found)


def encode_manifest(manifest: Manifest) -> bytes:
    """A manifest as one line of JSON: the same bytes for the same site."""
    return encode(manifest) + b"\n"


def decode_manifest(stored: bytes) -> Manifest | None:
    """What `encode_manifest` has encoded; None for anything else, such as the manifest of another version."""
    try:
        found = Decoder(Manifest).decode(stored)
    except (MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    is_sound = found.version == VERSION and all(
        each.headers in range(len(found.headers)) for each in found.files.values()
    )
    return found if is_sound else None


def digest_of(manifest: Manifest) -> str:
    """The first digits of the digest of a manifest, by which a published site is named."""
    return hashlib.sha256(encode_manifest(manifest)).hexdigest()[:SHORT_DIGEST]


def checksums(files: Iterable[tuple[str, PublishedFile]]) -> str:
    """The files as the lines that `sha256sum --check` reads."""
    return "".join(f"{file.sha256}  ./{path}\n" for path, file in files)


def _read_text(folder: Path, path: str) -> str:
    try:
        with open_inside(folder, path) as stream:
            return stream.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
