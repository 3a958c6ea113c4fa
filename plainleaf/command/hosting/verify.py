"""`verify`: reads a live site as a stranger would, and says what is not as it was published."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.json import encode, format

from plainleaf.command.hosting.site_facts import read_manifest
from plainleaf.command.strangers_text import on_one_line
from plainleaf.command.streams import refuse
from plainleaf.hosting import Finding, Manifest, NobodyThereError, decode_manifest, is_web_address, verify_site
from plainleaf.input.addresses.time_zones import is_zone, today_in
from plainleaf.options import Options

# Between two tries, in seconds.
PAUSE = 30


class VerifyArguments(Struct, frozen=True):
    """What was chosen: the address, "" for that of the manifest; a file with the manifest; the day; the form;
    how many minutes it may take, and for how many it is tried again while something is wrong.
    """

    url: str
    manifest: Path | None
    day: date | None
    form: str
    minutes: int
    patience: int = 0


def verify(options: Options | None, chosen: VerifyArguments) -> int:
    """Verify a site. Returns the exit code: 0, 1 if something is wrong with it, 2 if it cannot be read.

    `options` are those of the site's own folder, whose manifest counts if none is named.
    """
    try:
        manifest = _load(options, chosen.manifest)
    except OSError as error:
        return refuse(f"{error.filename or 'public'} cannot be used: {error.strerror or error}")
    if manifest is None:
        what = (
            f"{chosen.manifest} is no manifest of this version of plainleaf"
            if chosen.manifest
            else "nothing is built here"
        )
        return refuse(f"{what}. Build the site first (plainleaf build), or name a manifest with --manifest FILE.")
    url = chosen.url or manifest.site.address
    wrong = next((each for each in (url, manifest.site.address) if not is_web_address(each)), None)
    if wrong is not None:
        return refuse(f"'{on_one_line(wrong)}' is not an address such as https://www.clinic.example/")
    zone = manifest.site.zone if is_zone(manifest.site.zone) else ""
    try:
        found = _verify_patiently(url, manifest, chosen.day or today_in(zone), chosen)
    except NobodyThereError as error:
        return refuse(on_one_line(f"{url} cannot be read: {error}"))
    print(format(encode(found), indent=2).decode() if chosen.form == "json" else _to_text(url, manifest, found))
    return 1 if found else 0


def _verify_patiently(url: str, manifest: Manifest, day: date, chosen: VerifyArguments) -> list[Finding]:
    """What is wrong, if it is still wrong when the patience has ended."""
    until = time.monotonic() + chosen.patience * 60
    found = verify_site(url, manifest, day, chosen.minutes * 60)
    while found and time.monotonic() + PAUSE < until:
        print(f"{len(found)} things are wrong; asking again in {PAUSE} seconds.", file=sys.stderr)
        time.sleep(PAUSE)
        found = verify_site(url, manifest, day, chosen.minutes * 60)
    return found


def _load(options: Options | None, file: Path | None) -> Manifest | None:
    """The manifest in a file, or of the site that was built last in its folder; None if there is none."""
    if file is not None:
        return decode_manifest(file.read_bytes())
    if options is None:
        return None
    manifest = read_manifest(options)
    return manifest if manifest.pages() else None


def _to_text(url: str, manifest: Manifest, found: list[Finding]) -> str:
    lines = [
        f"{on_one_line(each.address)}: {on_one_line(each.what)} [{each.kind}]\n  fix: {on_one_line(each.fix)}"
        for each in found
    ]
    files = f"{len(manifest.files)} files, as built for {manifest.site.day}"
    outcome = f"{len(found)} things are wrong" if len(found) != 1 else "1 thing is wrong"
    return "\n".join([*lines, f"Verified {on_one_line(url)}: {files}, {outcome if found else 'all as published'}."])
