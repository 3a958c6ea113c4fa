"""What nobody means to publish: files that programs leave behind, copies, keys and passwords. All by their names."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from plainleaf.patterns import lazy_pattern

# Of systems and their file managers, editors, office programs, downloads and synchronization.
JUNK = lazy_pattern(
    r"""
    \.ds_store | \._.* | \.localized | \.directory | \.spotlight-v100 | \.trash.* | \.fseventsd
    | \.nfs.* | \.fuse_hidden.*
    | \.~lock\..*\# | \.\#.* | \..*\.sw[a-p]
    | .* ~                                                  # backups of Unix editors
    | ~\$ .* | \#.*\# | .*\.(?: bak | backup | orig | rej | old | swp | swo | swn | tmp | temp | part | crdownload )
    | thumbs\.db | ehthumbs(?:_vista)?\.db | desktop\.ini | icon\r | \$recycle\.bin | system\ volume\ information
    | __macosx | __pycache__ | node_modules
    | 4913                                                  # Vim tries whether it may write by a file of this name
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_junk(name: str) -> bool:
    """Whether a file or folder of this name is left behind by a program."""
    return bool(JUNK.fullmatch(name))


# Folders of programs, which hold no page of the site's. Others may be somebody's way to set pages aside.
OF_PROGRAMS = lazy_pattern(
    r"""
    \.(?: git(?:hub|lab)? | hg | svn | vscode | idea | obsidian | logseq | history | ipynb_checkpoints | cache
        | stversions | stfolder | sync | dropbox.* | venv | tox | trash.* )
    | \.spotlight-v100 | \.fseventsd | \$recycle\.bin | system\ volume\ information
    | __macosx | __pycache__ | node_modules
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_of_program(name: str) -> bool:
    """Whether a folder of this name is that of a program, with copies or notes of its own."""
    return bool(OF_PROGRAMS.fullmatch(name))


def is_left_out_page(path: str) -> bool:
    """Whether a file of a site would be a page if no part of its path were hidden: builds report such files."""
    is_page = path.startswith("content/") and path.endswith(".md") and not is_junk(path.rpartition("/")[2])
    return is_page and not any(map(is_of_program, path.split("/")))


# Private keys, passwords, settings with passwords, and dumps of databases.
SECRET = lazy_pattern(
    r"""
    (?: id_(?: rsa | dsa | ecdsa | ed25519 )(?: _sk )?
    | .* \.(?: pem | key | p12 | pfx | p8 | ppk | jks | keystore | kdbx? | ovpn | gpg | pgp )
    | (?: .* \. )? env (?: \. .* )? | .* \.env
    | \.?(?: npmrc | netrc | pgpass | htpasswd | pypirc | git-credentials )
    | wp-config .* \.php
    | (?: service-account | client_secret | credentials | secrets? | passwords? | contrase(?: ñ | n )as? | logins?
        | api[-_]?keys? ) (?: [^a-z] .* )? \.(?: json | ya?ml | txt | ini | csv | xlsx? | docx? | odt | ods )
    | .* \.(?: sql | sqlite3? | mdb | accdb | dump )(?: \.(?: gz | bz2 | xz | zip | zst ) )?
    )(?: \.txt )?                                           # which Windows adds unseen
    """,
    re.IGNORECASE | re.VERBOSE,
)
KEY_INSIDE = lazy_pattern(rb"-----BEGIN [A-Z ]*PRIVATE KEY")
# Copies that synchronization makes when two people edit a file.
CONFLICT = lazy_pattern(
    r".*(?:conflicted copy|copia en conflicto|copie en conflit|in konflikt stehende kopie"
    r"|[._-](?:sync-)?conflict-\d{8}).*",
    re.IGNORECASE,
)
# Copies that people make, by what they are copies of.
COPY = lazy_pattern(
    r"""
    (?: (?P<stem> .+? ) (?: \s[-–]\s(?: copy | kopie | c[oó]pia | copie )(?: \s\(\d+\) )? | \s?\(\d+\)
        | \s(?: copy | kopie | c[oó]pia | copie )(?: \s\d+ )? | -(?: desktop | laptop )-[a-z0-9]{7}
        | [ ._](?: copy | old | orig ) | [ ._-](?: bak | backup ) )
        (?P<suffix> \.\w+ )
    | (?: copy | kopie | c[oó]pia | copie )\s(?: of | von | de )\s (?P<name> .+ ) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What browsers show and patients can open. Other files are published only when a page names them.
_LISTED = (
    ".svg .png .jpg .jpeg .gif .webp .avif .ico .mp4 .webm .m4v .ogv .vtt .srt .mp3 .m4a .ogg .oga .opus .wav .flac "
    ".pdf .txt .ics .vcf .woff .woff2 .webmanifest"
)
LISTED = frozenset(_LISTED.split())
# In the folder of files that keep their names: proofs of ownership for search engines, and files of protocols.
LISTED_AT_ROOT = LISTED | {".html", ".xml", ".json", ""}
# The folder of RFC 8615, for security.txt and the like.
WELL_KNOWN = ".well-known"
SHOWN = (f"static/{WELL_KNOWN}", f"static/root/{WELL_KNOWN}")
FOR_STAFF = lazy_pattern(r"(?:readme|changelog|license|licence)(?:\.\w+)?", re.IGNORECASE)


def is_hidden(path: str) -> bool:
    """Whether a file or folder of a site is left out because its name begins with a dot."""
    return path.rpartition("/")[2].startswith(".") and path not in SHOWN


def keeps_names(path: str) -> bool:
    """Whether files below a path are published under their own names."""
    return path.startswith(("static/root/", f"static/{WELL_KNOWN}/"))


def is_secret(name: str) -> bool:
    """Whether a file of this name holds a key, passwords or a database."""
    return bool(SECRET.fullmatch(name))


def find_original(path: str, others: Collection[str]) -> str | None:
    """The file that the one at a path is a copy of, "" for a copy of an unknown one; None if it is no copy."""
    folder, _, name = path.rpartition("/")
    if CONFLICT.fullmatch(name):
        return ""
    found = COPY.fullmatch(name)
    if found is None:
        return None
    original = found.group("name") or found.group("stem") + found.group("suffix")
    # Without its original it may be called so on purpose.
    return original if f"{folder}/{original}" in others else None


def is_for_staff(name: str) -> bool:
    """Whether a file of this name is about the files beside it."""
    return bool(FOR_STAFF.fullmatch(name))


def is_listed(path: str, also: Collection[str] = ()) -> bool:
    """Whether a file in static/ is published though no page names it; `also` are more endings that a site allows."""
    name = PurePosixPath(path)
    allowed = LISTED_AT_ROOT if keeps_names(path) else LISTED
    is_allowed = name.suffix.lower() in allowed or name.suffix.lower() in also
    return path.startswith("static/") and is_allowed and not is_for_staff(name.name)
