"""What every server has to be told of a site, gathered from its manifest for the settings of any of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from plainleaf.hosting.headers import CACHE, TYPES, types_of
from plainleaf.hosting.manifest import FOR_HOSTS, Manifest

# The names of files that never change have a digest in them.
KEPT_NAMES = r"\.[0-9a-f]{10}\.[A-Za-z0-9]+$"
ASK, KEEP = "no-cache", "public, max-age=31536000, immutable"
# A year. Browsers then ask by https alone.
TRANSPORT_SECURITY = ("Strict-Transport-Security", "max-age=31536000")


class ServedSite(Struct, frozen=True):
    """A site as a server sees it. `folder` is what it serves, `host` its name, `prefix` its path, ending in a slash.

    `headers` go with every answer. `types` are by the ending of the files that the site has. `moved` are old addresses
    without a slash at their end, and the paths they lead to. `not_found` are pages by the path of the folder in which
    addresses are missing, the deepest folders first.
    """

    address: str
    host: str
    prefix: str
    folder: str
    headers: Mapping[str, str]
    types: Mapping[str, str]
    moved: Mapping[str, str]
    not_found: Mapping[str, str]
    hidden: tuple[str, ...]

    @property
    def bare_prefix(self) -> str:
        """The path of the site without a slash at its end: "" at the root."""
        return self.prefix.rstrip("/")


def make_served_site(manifest: Manifest, folder: str) -> ServedSite:
    """What a server that serves `folder` has to know of the site with this manifest."""
    address, prefix = manifest.site.address, manifest.prefix
    pages = Counter(manifest.files[path].headers for path in manifest.pages())
    common = manifest.headers[pages.most_common(1)[0][0]] if pages else {}
    endings = {PurePosixPath(path).suffix.lower() for path in manifest.files} & TYPES.keys()
    moved = {old.rstrip("/"): urljoin(address, new) for old, new in manifest.redirects.items()}
    same = f"{urlsplit(address).scheme}://{urlsplit(address).netloc}"
    not_found = {manifest.address(path).rpartition("/")[0] + "/": manifest.address(path) for path in manifest.not_found}
    return ServedSite(
        address,
        urlsplit(address).netloc,
        prefix,
        folder,
        {name: value for name, value in common.items() if name != CACHE},
        {ending: types_of(f"x{ending}")[0] for ending in sorted(endings)},
        {old: new.removeprefix(same) for old, new in moved.items()},
        dict(sorted(not_found.items(), key=lambda pair: -len(pair[0]))),
        tuple(prefix + name for name in FOR_HOSTS),
    )


def quoted(text: str) -> str:
    """A text between quotation marks, as the settings of all three servers have it."""
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'
