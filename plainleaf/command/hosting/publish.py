"""`publish`: builds a site and puts it where patients see it, or says how its host gets it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from plainleaf.command.hosting.newer import find_newer, remember
from plainleaf.command.hosting.site_facts import read_manifest
from plainleaf.command.hosting.targets import Target, find_target
from plainleaf.command.one_run import build_or_stop
from plainleaf.command.site_folder import is_published
from plainleaf.command.streams import refuse
from plainleaf.hosting import (
    TABLE,
    Manifest,
    RefusedError,
    UnreachableError,
    encode_manifest,
    is_live,
    is_whole,
    look,
    make_served_site,
    send_site,
)
from plainleaf.input.opening import replace_file
from plainleaf.options import Options
from plainleaf.problems import Report
from plainleaf.problems.reports import format_report
from plainleaf.reuse import find_edited
from plainleaf.state.state import Build, open_state

MAX_NAMES = 5


class PublishArguments(Struct, frozen=True):
    """What was chosen: the target as typed, whether a newer site may be replaced, a file for the manifest, and
    the form in which problems are printed.
    """

    target: str
    is_forced: bool
    manifest: Path | None
    form: str


def publish_site(options: Options, build: Build, chosen: PublishArguments) -> int:
    """Publish, and return the exit code: 0, 1 if this site may not be published, 2 if the place does not let it in."""
    target = find_target(options, chosen.target)
    if target is None:
        return 2
    if edited := find_edited(open_state(options), options.real_out):
        more = f" and {len(edited) - MAX_NAMES} more" if len(edited) > MAX_NAMES else ""
        what = f"{', '.join(edited[:MAX_NAMES])}{more}"
        return refuse(f"public/ was changed after the build: {what}. Build again first: plainleaf build", 1)
    report = Report()
    result = build_or_stop(options, build, report)
    if report.has_errors or result is None:
        sys.stdout.write(format_report(report, chosen.form))
        return refuse("the site has errors, so nothing was published. The old site stays.", 1)
    try:
        manifest = read_manifest(options)
        if chosen.manifest is not None:
            if is_published(chosen.manifest.absolute().parent, options):
                return refuse(f"{chosen.manifest} would be published with the site. Name a file elsewhere.")
            replace_file(chosen.manifest, encode_manifest(manifest))
    except OSError as error:
        return refuse(f"{error.filename or 'public'} cannot be used: {error.strerror or error}")
    return _publish(options, target, manifest, chosen)


def _publish(options: Options, target: Target, manifest: Manifest, chosen: PublishArguments) -> int:
    if manifest.site.is_demonstration and not target.takes_demonstration:
        why = "this site is a demonstration, and patients could take it for a clinic"
        fix = "Write 'demonstration: no' under 'clinic', or 'demonstration: yes' under the target in config.yaml."
        return refuse(f"{why}. {fix}", 1)
    place = target.place
    if place.service:
        return _explain(place.service, manifest)
    try:
        shelf = look(place, may_be_new=True)
        is_same = is_live(manifest, shelf)
        if is_same and not chosen.is_forced:
            if is_whole(place, shelf.current, manifest):
                print(f"Patients already see this site. Nothing was changed at {place}.")
                return 0
            print(f"Files at {place} are not as they were published, so all are sent again.")
        newer = "" if is_same or chosen.is_forced else find_newer(manifest, shelf, options, str(place))
        if newer:
            fix = "To replace it all the same, add --force."
            return refuse(f"the site there may be newer than yours: {newer}. {fix}", 1)
        remember(options, str(place), shelf.current)
        name = send_site(place, options.real_out, manifest, shelf, datetime.now(UTC))
        remember(options, str(place), name)
    except (UnreachableError, RefusedError) as error:
        return refuse(f"{error}. The old site stays.")
    print(f"Published {len(manifest.files)} files to {place} as {name}.")
    if needs_settings(manifest, shelf.live):
        print(f"The server needs new settings, or pages may not work: plainleaf host {manifest.site.host}")
    if place.account:
        print(f"Now look at it as patients do: plainleaf verify {manifest.site.address}")
    else:
        # A folder of this computer is often a trial, and the address leads to another site.
        print(f"Now look at it: {Path(place.folder) / 'current'}")
        print(f"If a web server here shows that folder to patients: plainleaf verify {manifest.site.address}")
    print(f"To take it back: plainleaf rollback {chosen.target}")
    return 0


def needs_settings(manifest: Manifest, before: Manifest | None) -> bool:
    """Whether the server of a site must be told something that it was not told for the site `before`."""
    host = TABLE.get(manifest.site.host)
    if host is None or host.settings is None:
        return False
    settings = [host.settings(make_served_site(each, "")) for each in (manifest, before) if each]
    return len({*settings}) > 1 or before is None


def _explain(service: str, manifest: Manifest) -> int:
    """Say how a host that publishes by itself gets the site."""
    print(f"{TABLE[service].title} publishes by itself. Its files are in public/: {len(manifest.files)} of them.")
    print(TABLE[service].how)
    print(f"When it has published: plainleaf verify {manifest.site.address}")
    return 0
