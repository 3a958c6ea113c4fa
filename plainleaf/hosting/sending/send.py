"""Sending a site to its place: copied beside the one that patients see, checked, and put in place in one step."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from plainleaf.hosting.manifest import FOR_HOSTS, Manifest, checksums, digest_of, encode_manifest
from plainleaf.hosting.sending.kept import MAX_KEPT, RefusedError, Shelf, make_name
from plainleaf.hosting.sending.scripts import BROKEN, FINISH, MOVED, PREPARE, WHOLE
from plainleaf.hosting.sending.transport import UnreachableError, run_script, send_files
from plainleaf.input.addresses.publish_places import PublishPlace


def is_live(manifest: Manifest, shelf: Shelf) -> bool:
    """Whether this very site is the one that patients see."""
    return shelf.live is not None and encode_manifest(shelf.live) == encode_manifest(manifest)


def send_site(place: PublishPlace, folder: Path, manifest: Manifest, shelf: Shelf, now: datetime) -> str:
    """Publish the site in a folder, and give its name among those that are kept.

    Raises RefusedError if the place has changed since `shelf` was looked at, or the site did not arrive whole, and
    UnreachableError. Whatever happens, patients see the old site or the new one.
    """
    name = make_name(digest_of(manifest), now, shelf)
    files = {path: file for path, file in manifest.files.items() if path not in FOR_HOSTS}
    run_script(place, PREPARE, name, sent=encode_manifest(manifest))
    last = f"sites/{shelf.current}" if shelf.current else ""
    send_files(place, folder, files, f"incoming/{name}", last)
    sums = checksums(files.items()).encode()
    said = run_script(place, FINISH, name, shelf.current, str(len(files)), str(MAX_KEPT), sent=sums)
    if MOVED in said:
        raise RefusedError("somebody else has published meanwhile, so nothing was changed. Look at their site first")
    if BROKEN in said:
        raise RefusedError("the site did not arrive whole, so nothing was changed. Publish again")
    if WHOLE not in said:
        raise UnreachableError(f"{place} gave no answer that could be understood")
    return name
