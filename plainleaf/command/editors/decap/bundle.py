"""The bundle: Decap CMS as its makers publish it for npm, one file of 5 MB that is not part of plainleaf.

It is fetched on request, in one version, and used only if it has the digest that is known here.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from contextlib import suppress
from pathlib import Path

from plainleaf.input.around_site import cache_folder
from plainleaf.input.opening import replace_file

VERSION = "3.16.3"
BUNDLE = "decap-cms.js"
INSIDE = f"package/dist/{BUNDLE}"
# SHA-256 of that file of the npm package `decap-cms`.
DIGEST = "7c1efd6b616b4786e279aeef194dd21649a72058d3bc8d1f78901b574610dfb8"
SECONDS = 300
BY_HAND = "plainleaf editor --bundle FILE"


class BundleError(Exception):
    """There is no bundle, or not the expected one. The message says what to do."""


def find_bundle() -> bytes:
    """The bundle that was fetched. Raises BundleError."""
    with suppress(OSError):
        content = _file().read_bytes()
        if _is_right(content):
            return content
    raise BundleError(
        f"the editor needs Decap CMS {VERSION}, which is not on this computer yet. To fetch it once, run: "
        "plainleaf editor --fetch"
    )


def fetch_bundle() -> Path:
    """Fetch the bundle by npm, from where npm is set to fetch. None of its scripts is run. Raises BundleError."""
    otherwise = (
        f"On a computer that has npm, run 'npm pack decap-cms@{VERSION}', take {INSIDE} out of that file, and run"
    )
    npm = shutil.which("npm")
    if npm is None:
        raise BundleError(f"npm, which fetches Decap CMS, is not on this computer. {otherwise}: {BY_HAND}")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", "--ignore-scripts", f"decap-cms@{VERSION}"]
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603
            with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
                member = package.extractfile(INSIDE)
                content = member.read() if member is not None else b""
        except (OSError, subprocess.SubprocessError, StopIteration, tarfile.TarError, KeyError) as error:
            raise BundleError(f"npm cannot fetch Decap CMS: {error}. {otherwise}: {BY_HAND}") from error
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
