"""Where a site is to go: a target by its name in config.yaml, or a place as it is typed."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.command.site_folder import is_published
from plainleaf.command.streams import refuse
from plainleaf.content.config.read import read_config
from plainleaf.input.addresses.publish_places import PublishPlace, read_publish_place
from plainleaf.options import Options
from plainleaf.problems import Report, closest

HOW = "a folder as ./folder or /srv/www/clinic, one on a server as web@www.clinic.example:/srv/www/clinic"


class Target(Struct, frozen=True):
    """A place, and whether a demonstration may be published there."""

    place: PublishPlace
    takes_demonstration: bool = False


def find_target(options: Options, written: str) -> Target | None:
    """The target that a person means; None after saying what is wrong with it."""
    targets = read_config(options.root, Report()).settings.targets
    named = targets.get(written)
    place = read_publish_place(named.to if named else written)
    if place is None:
        guess = closest(written, targets)
        meant = f"Did you mean '{guess}'?" if guess else f"Name it under 'targets' in config.yaml, or write {HOW}."
        refuse(f"there is no target '{written}'. {meant}")
        return None
    if place.folder and not place.account:
        folder = (options.root / place.folder) if named else Path.cwd() / place.folder
        if is_published(folder, options):
            refuse(f"{place.folder} is a part of the site itself. Name another folder.")
            return None
        place = replace(place, folder=str(folder))
    return Target(place, named is not None and named.demonstration)
