"""The fonts of a browser: those of one family alone, so that a page is laid out alike wherever the tests run."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

DEBIAN = Path("/usr/share/fonts/truetype")
CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
{aliases}  <match><edit name="family" mode="append_last"><string>{default}</string></edit></match>
</fontconfig>
"""
ALIAS = "  <alias binding='same'><family>{name}</family><prefer><family>{font}</family></prefer></alias>\n"


class Family(Struct, frozen=True):
    """A family of fonts: Debian's package, the folder that it fills, and the names of its three faces."""

    package: str
    folder: Path
    sans: str
    serif: str
    mono: str

    @property
    def is_installed(self) -> bool:
        """Whether this machine has the family."""
        return any(self.folder.glob("*.ttf"))


# From the widest to the narrowest: what fits in DejaVu mostly fits in the others.
FAMILIES = {
    "dejavu": Family("fonts-dejavu-core", DEBIAN / "dejavu", "DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono"),
    "noto": Family("fonts-noto-core", DEBIAN / "noto", "Noto Sans", "Noto Serif", "Noto Sans Mono"),
    "liberation": Family(
        "fonts-liberation", DEBIAN / "liberation", "Liberation Sans", "Liberation Serif", "Liberation Mono"
    ),
}


def write_config(family: Family, folder: Path) -> Path:
    """Write a configuration of fontconfig that knows one family only. Gives the file, for FONTCONFIG_FILE."""
    names = {"system-ui": family.sans, "sans": family.sans, "sans-serif": family.sans, "serif": family.serif}
    aliases = (ALIAS.format(name=name, font=font) for name, font in {**names, "monospace": family.mono}.items())
    file = folder / "fonts.conf"
    places = {"folder": family.folder, "cache": folder / "cache"}
    file.write_text(CONFIG.format(**places, aliases="".join(aliases), default=family.sans), encoding="utf-8")
    return file
