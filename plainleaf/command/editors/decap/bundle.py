"""The bundle: Decap CMS as its makers publish it, one file of 5 MB that is no part of plainleaf.

It is fetched on request, in one version, and used only if it has the digest that is known here.
"""

from __future__ import annotations

import hashlib
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from plainleaf.input.around_site import cache_folder
from plainleaf.input.opening import replace_file

VERSION = "3.16.3"
BUNDLE = "decap-cms.js"
# Of `dist/decap-cms.js` in the npm package `decap-cms` of that version.
DIGEST = "7c1efd6b616b4786e279aeef194dd21649a72058d3bc8d1f78901b574610dfb8"  # SHA-256
ADDRESS = f"https://unpkg.com/decap-cms@{VERSION}/dist/{BUNDLE}"
LARGEST = 20_000_000  # bytes
TIMEOUT = 60  # seconds


class BundleError(Exception):
    """There is no bundle, or another one than expected. The message says what to do."""


def find_bundle() -> bytes:
    """The bundle that was fetched. Raises BundleError."""
    with suppress(OSError):
        content = _file().read_bytes()
        if _is_right(content):
            return content
    size = "5 MB, from unpkg.com"
    raise BundleError(
        f"the editor needs Decap CMS {VERSION}, which is not on this computer yet. To fetch it once ({size}), run: "
        "plainleaf editor --fetch"
    )


def fetch_bundle(address: str = ADDRESS) -> Path:
    """Fetch the bundle. Raises BundleError."""
    try:
        with urllib.request.urlopen(address, timeout=TIMEOUT) as answer:  # noqa: S310 - always the address above
            content: bytes = answer.read(LARGEST)
    except (urllib.error.URLError, OSError) as error:
        raise BundleError(
            f"Decap CMS cannot be fetched: {error}. If a browser can, save {address} and run: "
            "plainleaf editor --bundle FILE"
        ) from error
    return keep_bundle(content)


def keep_bundle(content: bytes) -> Path:
    """Keep the content of a bundle for later. Raises BundleError."""
    if not _is_right(content):
        raise BundleError(f"this is not {BUNDLE} of Decap CMS {VERSION}: its digest is another one. It was not kept.")
    file = _file()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(file, content)
    except OSError as error:
        raise BundleError(f"{file} cannot be written: {error.strerror or error}") from error
    return file


def _is_right(content: bytes) -> bool:
    return hashlib.sha256(content).hexdigest() == DIGEST


def _file() -> Path:
    try:
        return cache_folder() / f"decap-cms-{VERSION}.js"
    except RuntimeError as error:
        raise BundleError(f"there is no cache folder: {error}") from error
