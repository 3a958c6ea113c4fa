"""What config.yaml takes over from the old site: values of its settings, in place of texts to start from.

What somebody has written into config.yaml stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plainleaf.content.config.settings import Settings
from plainleaf.importing.new_front import plain_text, quoted
from plainleaf.importing.old_site import OldSetting
from plainleaf.input.fields import read_group
from plainleaf.input.files import read_bytes, read_text
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import WARNING, Place, Problem, Report

FILE = "config.yaml"
# Not written into config.yaml: it goes together with folders and interface texts.
LANGUAGE = "languages.default"


class NewConfig(Struct, frozen=True):
    """config.yaml before and after values came over, and these by their paths in it. Without any, it stays as it is."""

    before: bytes = b""
    after: bytes = b""
    carried: Mapping[str, str] = {}


def make_config(old: Sequence[OldSetting], root: Path, starter: Path | None, report: Report) -> NewConfig:
    """config.yaml of the site at `root` with settings of the old site where it says what a new site says.

    `starter` is the folder that new sites are copied from. What fits nowhere is listed.
    """
    before = read_bytes(root, FILE, Report()) or b""
    text = read_text(root, FILE, Report()) or ""
    node, ends = read_yaml(text, Place(FILE)), "\r\n" if b"\r\n" in before else "\n"
    # What would not be the same again, such as a byte order mark, is left to its owner.
    if starter is None or not isinstance(node, Node) or text.replace("\n", ends).encode() != before:
        return NewConfig()
    begun = read_yaml(read_text(starter, FILE, Report()) or "", Place(FILE))
    carried: dict[str, str] = {}
    for setting in (each for each in old if each.path != LANGUAGE):
        there, wanted = find_node(node, setting.path), plain_text(setting.value)
        if there is not None and (there.value == wanted or there.value != _value_at(begun, setting.path)):
            continue
        changed = _put(text, there, wanted, setting.path)
        if changed is None:
            _list(setting, wanted, report)
        else:
            text = changed
            carried[setting.path] = wanted
    return NewConfig(before, text.replace("\n", ends).encode(), carried) if carried else NewConfig()


def find_node(node: Node | Problem, path: str) -> Node | None:
    """The value at a path with dots; None where there is none."""
    found: Node | Problem | None = node
    for name in path.split("."):
        value = found.value if isinstance(found, Node) else None
        found = value.values.get(name) if isinstance(value, Pairs) else None
    return found if isinstance(found, Node) else None


def _value_at(node: Node | Problem, path: str) -> object:
    found = find_node(node, path)
    return found.value if found else None


def _put(text: str, there: Node | None, wanted: str, path: str) -> str | None:
    """The text of config.yaml with another value in place of one; None if the value does not fit there."""
    if there is None or not isinstance(there.value, str) or not there.is_plain:
        return None
    lines = text.split("\n")
    index, column = there.place.line - 1, there.place.column - 1
    before, rest = lines[index][:column], lines[index][column:]
    if not rest.startswith(there.value):
        return None
    lines[index] = before + quoted(wanted) + rest.removeprefix(there.value)
    changed = "\n".join(lines)
    node = read_yaml(changed, Place(FILE))
    if not isinstance(node, Node) or _value_at(node, path) != wanted or _faults(node) > _faults_of(text):
        return None
    return changed


def _faults_of(text: str) -> int:
    node = read_yaml(text, Place(FILE))
    return _faults(node) if isinstance(node, Node) else 0


def _faults(node: Node) -> int:
    found = Report()
    read_group(Settings, node, found)
    return len(found.problems)


def _list(setting: OldSetting, wanted: str, report: Report) -> None:
    *above, name = setting.path.split(".")
    where = f" below '{'.'.join(above)}:'" if above else ""
    fix = f"If it is still true, write '{name}: {quoted(wanted[:200])}'{where} in config.yaml."
    message = f"'{setting.name[:40]}' of the old site did not come over"
    report.add(setting.place, "not-carried", message, fix, severity=WARNING)
