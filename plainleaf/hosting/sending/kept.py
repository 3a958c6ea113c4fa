"""The sites that are kept at a place: which there are, which one patients see, and going back to another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from plainleaf.hosting.manifest import FOR_HOSTS, Manifest, checksums, decode_manifest
from plainleaf.hosting.sending.scripts import BROKEN, COMPARE, GO_BACK, LOOK, MANIFEST, MOVED, TAKEN, WHOLE
from plainleaf.hosting.sending.transport import UnreachableError, run_script
from plainleaf.input.addresses.publish_places import PublishPlace
from plainleaf.patterns import lazy_pattern

MAX_KEPT = 5
TIME = "%Y-%m-%dT%H%M%SZ"
NAME = lazy_pattern(r"(\d{4}-\d\d-\d\dT\d{6}Z)-[0-9a-f]{12}")
SECOND = timedelta(seconds=1)


class Shelf(Struct, frozen=True):
    """What is at a place: the names of the kept sites, the newest first; the `current` one, "" for none, and its
    manifest, if it can be read.
    """

    kept: tuple[str, ...] = ()
    current: str = ""
    live: Manifest | None = None


class RefusedError(Exception):
    """What is at the place forbids what was asked for. Says why, and what to do."""


def look(place: PublishPlace, *, may_be_new: bool = False) -> Shelf:
    """What is at a place. Raises UnreachableError, and RefusedError where somebody else's files are in the way."""
    # A folder that is not there yet is an empty one for whoever publishes into it.
    begin = 'mkdir -p "$1"\n' if may_be_new else ""
    lines = run_script(place, begin + LOOK)
    if TAKEN in lines:
        why = f"{place}/current is no link of plainleaf's: something else put it there"
        raise RefusedError(f"{why}. Move it away, or name another folder")
    if WHOLE not in lines:
        raise UnreachableError(f"{place} gave no answer that could be understood")
    said = [line.partition(" ") for line in lines]
    kept = [rest for word, _, rest in said if word == "kept" and NAME.fullmatch(rest)]
    current = next((rest for word, _, rest in said if word == "current"), "")
    manifest = next((rest for word, _, rest in said if word == "manifest"), "")
    return Shelf(tuple(sorted(kept, reverse=True)), current, decode_manifest(manifest.encode()))


def is_whole(place: PublishPlace, name: str, manifest: Manifest) -> bool:
    """Whether a kept site has all its files and no others, each as in the manifest. Raises UnreachableError."""
    files = {path: file for path, file in manifest.files.items() if path not in FOR_HOSTS}
    return WHOLE in run_script(place, COMPARE, name, str(len(files)), sent=checksums(files.items()).encode())


def make_name(digest: str, now: datetime, shelf: Shelf) -> str:
    """The name of a site that is published now. It sorts after all others, also where a clock is wrong."""
    newest = max((time for name in (*shelf.kept, shelf.current) if (time := time_of(name))), default=now - SECOND)
    return f"{max(now, newest + SECOND).strftime(TIME)}-{digest}"


def time_of(name: str) -> datetime | None:
    """When a site was published, by its name; None for another name."""
    found = NAME.fullmatch(name)
    return datetime.strptime(found.group(1), TIME).replace(tzinfo=UTC) if found else None


def find_earlier(shelf: Shelf, number: int | None) -> str:
    """The kept site with this number in the list, which begins with 1; without one, that before the current one.

    Raises RefusedError if there is none.
    """
    if not shelf.kept:
        raise RefusedError("no site is kept there yet. Publish one first")
    if number is not None:
        if not 1 <= number <= len(shelf.kept):
            raise RefusedError(f"there is no number {number}: the list has 1 to {len(shelf.kept)}")
        return shelf.kept[number - 1]
    older = [name for name in shelf.kept if name < shelf.current]
    if not older:
        raise RefusedError("there is no earlier site: the oldest that is kept is the one patients see")
    return older[0]


def go_back(place: PublishPlace, shelf: Shelf, name: str) -> Manifest:
    """Let patients see another of the kept sites, if it is whole, and give its manifest.

    Raises UnreachableError and RefusedError.
    """
    line = next((line for line in run_script(place, MANIFEST, name) if line.startswith("manifest ")), "")
    manifest = decode_manifest(line.removeprefix("manifest ").encode())
    if manifest is None:
        raise RefusedError(f"the manifest of {name} cannot be read, so nothing was changed. Go back to another site")
    if not is_whole(place, name, manifest):
        raise RefusedError(
            f"files of {name} are not as they were published, so nothing was changed. Go back to another"
        )
    said = run_script(place, GO_BACK, name, shelf.current)
    if MOVED in said:
        raise RefusedError("somebody has published meanwhile, so nothing was changed. Look at the list again")
    if BROKEN in said or WHOLE not in said:
        raise RefusedError(f"{name} is no longer there, so nothing was changed")
    return manifest
