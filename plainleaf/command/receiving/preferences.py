"""What an inbox remembers: where the store is, and the site's time zone and retention policy."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from plainleaf.command.receiving.private_files import make_private_folder, write_private
from plainleaf.command.receiving.stores import POSTGRESQL, SSH, has_password
from plainleaf.command.site_folder import find_near, find_site
from plainleaf.content.config.read import read_config
from plainleaf.problems import Report

REMEMBERED = "store"


class Preferences(Struct, frozen=True):
    """What the site says: the clinic's time zone, and after how many days requests are deleted. None without a site."""

    zone: tzinfo | None = None
    days: int | None = None


def find_preferences(named: Path | None) -> Preferences:
    """What the site in a folder says, or else the site around here, if there is one."""
    root = find_site(named) if named is not None else find_near()
    if root is None:
        return Preferences()
    config = read_config(root, Report())
    days = None if config.unclear.touches("policies") else config.settings.policies.keep_requests
    zone = config.settings.timezone
    return Preferences(ZoneInfo(zone) if zone and not config.unclear.touches("timezone") else None, days)


def recall_store(folder: Path) -> str:
    """The address of the store that was used last; "" if none was. Raises OSError."""
    file = folder / REMEMBERED
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""


def remember_store(folder: Path, address: str) -> None:
    """Note the address of a store that could be read. One with a password is not kept. Raises OSError."""
    kept = address if address.startswith((SSH, *POSTGRESQL)) else str(Path(address).absolute())
    if has_password(address) or recall_store(folder) == kept:
        return
    file = make_private_folder(folder) / REMEMBERED
    file.unlink(missing_ok=True)
    write_private(file, f"{kept}\n".encode())
