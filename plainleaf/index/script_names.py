"""What the scripts of a site may add to a page that loads them, so that the page has its styles from the start."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

from plainleaf.content.static_files import StaticFile
from plainleaf.index.addresses import Addresses
from plainleaf.index.style_rules import Names

# Words of a script that may load another one, which a page does not name.
LOADING = frozenset(("import", "importScripts", "script"))
LANGUAGE_ATTRIBUTES = ("lang", "dir")


def find_script_names(files: Iterable[StaticFile], wanted: Collection[str], addresses: Addresses) -> dict[str, Names]:
    """Of the `wanted` names in style sheets, those that each script may add, by the end of the script's address."""
    scripts = {addresses.url(file.path).rpartition("/")[2]: file for file in files if file.known.words}
    # No script knows the address of another with a fingerprint in its name.
    loadable = {word for file in scripts.values() if keeps_name(file) for word in file.known.words}
    names: dict[str, Names] = {}
    for address, file in scripts.items():
        words = set(file.known.words)
        found = _names_in(words if words.isdisjoint(LOADING) else words | loadable, wanted)
        # Two in different folders may have the same name.
        names[address] = found | names.get(address, frozenset())
    return names


def keeps_name(file: StaticFile) -> bool:
    """Whether a file is published under the name that its author gave it."""
    return PurePosixPath(file.path).name == file.file.name


def custom_properties_in(files: Iterable[StaticFile]) -> frozenset[str]:
    """The custom properties that scripts may read or set."""
    return frozenset(word for file in files for word in file.known.words if word.startswith("--"))


def _names_in(words: Collection[str], wanted: Collection[str]) -> Names:
    """The names that these words could be, in whole or joined with others: 'is-' could be a part of 'is-wrong'."""
    lower = {word.lower() for word in words}
    parts = [word for word in words if word.strip("-")]
    begins = tuple(word for word in parts if word.endswith("-"))
    ends = tuple(word for word in parts if word.startswith("-") and not word.startswith("--"))
    languages = tuple(f".{attribute}--" for attribute in LANGUAGE_ATTRIBUTES if attribute in words)

    def may_be(name: str) -> bool:
        if not name.startswith("."):
            return name in lower
        plain = name[1:]
        return plain in words or name.startswith(languages) or plain.startswith(begins) or plain.endswith(ends)

    return frozenset(filter(may_be, wanted))
