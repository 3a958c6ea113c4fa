"""Front matter of other programs: YAML between `---`, TOML between `+++`, or JSON; and their settings files.

YAML is read by our own strict reader, so every value keeps its line and `title: No` stays "No".
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from pathlib import Path

import yaml

from plainleaf.content.sources import cut_front_matter
from plainleaf.importing.old_files import read_old_text, to_lines
from plainleaf.importing.old_site import NO_FIELDS, Fields, Line, OldSetting, Value
from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Place, Problem, Report

FENCES = {"---": "yaml", "+++": "toml"}
KEY = lazy_pattern(r"""^[ \t]*["']?([\w.-]+)["']?[ \t]*[:=]""", re.MULTILINE)
# Tags that programs read as something to run. We only want the words around them.
TAG = lazy_pattern(r"(?<=[\s:\[,-])!{1,2}[A-Za-z][^\s,\]]*")
SPOT = lazy_pattern(r"line (\d+)[, ]+column (\d+)")
MAX_DEPTH = 20
MAX_ALIASES = 20


def split_page(path: str, text: str, report: Report) -> tuple[Fields, tuple[Line, ...]] | None:
    """The front matter and the prose of a page; None after reporting that its front matter cannot be read."""
    if text.startswith("{"):
        return _split_json(path, text, report)
    fence = text[:3]
    cut = cut_front_matter(text, fence) if fence in FENCES else None
    if cut is None:
        return NO_FIELDS, to_lines(text)
    front, prose = cut
    fields = _read_front(FENCES[fence], front, path, report)
    return None if fields is None else (fields, to_lines(prose, front.count("\n") + 3))


def _read_front(form: str, text: str, path: str, report: Report) -> Fields | None:
    if form == "yaml":
        node = read_yaml(text, Place(path, 2))
        if isinstance(node, Problem):
            report.extend([node])
            return None
        return _fields_of_node(node)
    try:
        return _fields(tomllib.loads(text), text, 2)
    except (ValueError, RecursionError) as error:
        report.extend([_syntax(error, "TOML", path, 1)])
        return None


def _split_json(path: str, text: str, report: Report) -> tuple[Fields, tuple[Line, ...]] | None:
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError) as error:
        report.extend([_syntax(error, "JSON", path, 0)])
        return None
    fields = _fields(values, text[:end], 1) if isinstance(values, dict) else NO_FIELDS
    return fields, to_lines(text[end:], text.count("\n", 0, end) + 1)


def _fields_of_node(node: Node) -> Fields:
    if not isinstance(node.value, Pairs):
        return NO_FIELDS
    lines = {key.lower(): place.line for key, place in node.value.key_places.items()}
    return Fields({key.lower(): _value_of_node(each) for key, each in node.value.values.items()}, lines)


def _value_of_node(node: Node) -> Value:
    if isinstance(node.value, Pairs):
        return {key.lower(): _value_of_node(each) for key, each in node.value.values.items()}
    if isinstance(node.value, tuple):
        return tuple(map(_value_of_node, node.value))
    return node.value


def _fields(values: Mapping[str, object], text: str, first: int, *, keeps_case: bool = False) -> Fields:
    lines: dict[str, int] = {}
    for found in KEY.finditer(text):
        lines.setdefault(found.group(1).lower(), first + text.count("\n", 0, found.start()))
    return Fields({str(key).lower(): to_value(each, keeps_case=keeps_case) for key, each in values.items()}, lines)


def to_value(value: object, depth: int = 0, *, keeps_case: bool = False) -> Value:
    """A parsed value as text, lists and groups. What is nested too deeply is left out."""
    if depth > MAX_DEPTH or value is None:
        return None
    if isinstance(value, Mapping):
        pairs = ((str(key) if keeps_case else str(key).lower(), each) for key, each in value.items())
        return {key: to_value(each, depth + 1, keeps_case=keeps_case) for key, each in pairs}
    if isinstance(value, list | tuple):
        return tuple(to_value(each, depth + 1, keeps_case=keeps_case) for each in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


def settings_file(folder: Path, names: tuple[str, ...]) -> str:
    """The first of these files that is there; "" if none is."""
    return next((name for name in names if (folder / name).is_file()), "")


def match_settings(
    path: str, fields: Fields, counterparts: Mapping[str, str], used: Collection[str], report: Report
) -> tuple[OldSetting, ...]:
    """The settings that config.yaml has as well, by `counterparts`: a path there for each name, both with dots.

    The names of all others are listed, but for those that are `used` for something else.
    """
    groups = {f"params.{name}": value for name, value in fields.group("params").items()}
    flat = {**{name: value for name, value in fields.values.items() if name != "params"}, **groups}
    left = sorted(name for name, value in flat.items() if name not in {*counterparts, *used} and value)
    if left:
        message = f"settings that have no counterpart were left out: {', '.join(left)[:300]}"
        fix = "If readers would miss one, look for it in plainleaf's docs/reference/config.md."
        report.add(_place_of(path, fields, left[0]), "not-carried", message, fix, severity=WARNING)
    return tuple(
        OldSetting(name, there, value, _place_of(path, fields, name))
        for name, there in counterparts.items()
        if isinstance(value := flat.get(name), str) and value.strip()
    )


def _place_of(path: str, fields: Fields, name: str) -> Place:
    return Place(path, fields.lines.get(name.rpartition(".")[2], 1))


def read_settings(folder: Path, names: tuple[str, ...], report: Report, *, keeps_case: bool = False) -> Fields:
    """The settings of the old site, from the first of these files that is there.

    Keys are in lower case, since some programs do not tell them apart; with `keeps_case` only those at the top.
    """
    path = settings_file(folder, names)
    text = read_old_text(folder, path, report) if path else None
    if text is None:
        return NO_FIELDS
    try:
        values = _parse_settings(path, text)
    except yaml.YAMLError as error:
        report.extend([_yaml_problem(error, path)])
        return NO_FIELDS
    except (ValueError, RecursionError) as error:
        report.extend([_syntax(error, path.rpartition(".")[2].upper(), path, 0)])
        return NO_FIELDS
    return _fields(values, text, 1, keeps_case=keeps_case) if isinstance(values, dict) else NO_FIELDS


def _parse_settings(path: str, text: str) -> object:
    if path.endswith(".toml"):
        return tomllib.loads(text)
    if path.endswith(".json"):
        return json.loads(text)
    text = TAG.sub("", text)
    if not _is_harmless(text):
        raise ValueError("nested too deeply, or too many aliases")
    return yaml.safe_load(text)


def _is_harmless(text: str) -> bool:
    """Whether a YAML text can be loaded in a time and a size that its length lets expect.

    Aliases of aliases grow without bound when they are followed, and lists in lists take a time that grows with the
    square of their depth.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    aliases = depth = 0
    for event in iter(loader.get_event, None):
        aliases += isinstance(event, yaml.AliasEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if aliases > MAX_ALIASES or depth > MAX_DEPTH:
            return False
    return True


def _yaml_problem(error: yaml.YAMLError, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
    message = "the settings of the old site are not valid YAML, so they were not used"
    return Problem(place, "yaml-syntax", message, "Correct this line, then import again.")


def _syntax(error: Exception, form: str, path: str, lines_above: int) -> Problem:
    found = SPOT.search(str(error))
    line, column = (int(found.group(1)), int(found.group(2))) if found else (1, 1)
    message = f"this is not valid {form}, so it could not be read"
    return Problem(Place(path, line + lines_above, column), "not-carried", message, "Correct it, then import again.")
