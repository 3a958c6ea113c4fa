"""`schemas`: JSON Schemas of the files that staff write, so that an editor completes and explains their fields.

They are made from the declarations that read the files. What a schema cannot say, such as whether a page exists, is
left to `check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import json

from plainleaf.command.streams import refuse
from plainleaf.content.config.settings import Settings
from plainleaf.content.kinds import all_kinds, default_kind
from plainleaf.content.red_flags.sets import RedFlags
from plainleaf.content.vocabulary import TERMS
from plainleaf.input.fields import Field, FieldType, fields_of
from plainleaf.input.fieldtypes import YES, choice, group_of
from plainleaf.input.opening import replace_file
from plainleaf.words import WordLists

Schema = dict[str, Any]
DIALECT = "http://json-schema.org/draft-07/schema#"
FOLDER = ".vscode"
SETTINGS = "settings.json"
# The files of a site that each schema is for. Editors read the fields of a page by no schema; other programs can.
FILES = {
    "config": ("config.yaml",),
    "terms": ("content/*/terms.yaml",),
    "words": ("content/*/words.yaml",),
    "red-flags": ("content/*/red-flags/*.yaml",),
    "front-matter": (),
}


def make_schemas() -> Mapping[str, Schema]:
    """Every schema by the name of what it is for; `front-matter` is for the fields of a page."""
    return {
        "config": _whole(group_of(Settings)),
        "terms": _whole(TERMS),
        "words": _whole(group_of(WordLists)),
        "red-flags": _whole(group_of(RedFlags)),
        "front-matter": _make_page_schema(),
    }


def write_schemas(root: Path) -> int:
    """Write the schemas below .vscode/, and the settings that name them. Returns the exit code: 0, or 2 if refused.

    Settings that exist are not changed: what to add to them is printed.
    """
    folder, settings = root / FOLDER, json.format(json.encode({"yaml.schemas": _name_files()}), indent=2) + b"\n"
    if folder.is_symlink():
        return refuse(f"{folder} is a link; nothing was written")
    try:
        folder.mkdir(exist_ok=True)
        for name, schema in make_schemas().items():
            replace_file(folder / _file_name(name), json.format(json.encode(schema), indent=1) + b"\n")
        is_new = not (folder / SETTINGS).exists()
        if is_new:
            replace_file(folder / SETTINGS, settings)
    except OSError as error:
        return refuse(f"{folder} cannot be written: {error.strerror or error}")
    print(f"The schemas are in {folder}. In VS Code, install the extension 'YAML' (redhat.vscode-yaml).")
    if not is_new and (folder / SETTINGS).read_bytes() != settings:
        print(f"Add this to {folder / SETTINGS}:\n{settings.decode()}", end="")
    return 0


def _name_files() -> Mapping[str, tuple[str, ...]]:
    """Which files each schema is for, as the editor's settings say it."""
    return {f"./{FOLDER}/{_file_name(name)}": files for name, files in FILES.items() if files}


def _file_name(name: str) -> str:
    return f"plainleaf-{name}.json"


def _of(type_: FieldType, known: dict[str, Schema]) -> Schema:
    """The schema of what may be written for a type. The schemas of groups are added to the `known` ones by name."""
    if type_.shape == "list":
        return {"type": "array", "items": _of(type_.entry, known) if type_.entry else {}}
    if type_.shape == "names":
        return {"type": "object", "additionalProperties": _of(type_.entry, known) if type_.entry else {}}
    if type_.group is None:
        return dict(type_.schema)
    name = type_.group.__name__
    if name not in known:
        known[name] = {}  # for a group that holds itself
        known[name] = _of_fields(fields_of(type_.group), known)
    return {"$ref": f"#/definitions/{name}"}


def _of_fields(fields: Iterable[Field], known: dict[str, Schema]) -> Schema:
    """The schema of a mapping with some fields. A later field takes the place of an earlier one of its name."""
    by_name = {field.name: field for field in fields}
    return {
        "type": ["object", "null"],
        "additionalProperties": False,
        "required": [field.name for field in by_name.values() if field.required],
        "properties": {name: _of_field(field, known) for name, field in by_name.items()},
    }


def _of_field(field: Field, known: dict[str, Schema]) -> Schema:
    """The schema of one field, with its help. An optional field without a value is as if it were not there."""
    schema, about = _of(field.type, known), Schema(description=field.help)
    if isinstance(field.default, str | int) and field.default not in ("", False, None):
        about["default"] = field.default
    if field.example:
        about["examples"] = [field.example]
    if "$ref" in schema:
        # Beside a reference, nothing else is read.
        return {**about, "allOf": [schema]}
    if not field.required:
        of_type = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", [])
        schema |= {"enum": [*schema["enum"], None]} if "enum" in schema else {"type": [*of_type, "null"]}
    return {**about, **schema}


def _whole(type_: FieldType) -> Schema:
    """A schema that needs no other."""
    known: dict[str, Schema] = {}
    return {"$schema": DIALECT, **_of(type_, known), "definitions": known}


def _make_page_schema() -> Schema:
    """The schema of a page's fields, which depend on its kind."""
    kinds = all_kinds()
    known: dict[str, Schema] = {}
    kind = Field(
        "kind", choice(*kinds), "What kind of page it is.", required=False, default=default_kind().name, example=""
    )
    cases = []
    for name, each in kinds.items():
        fields = (kind, *(field for group in each.groups for field in fields_of(group)))
        is_it: Schema = {"properties": {"kind": {"const": name}}}
        if each != default_kind():
            is_it["required"] = ["kind"]
        group = _of_fields(fields, known)
        # A draft may lack fields.
        needed = {
            "if": {"properties": {"draft": {"enum": [*YES, True]}}, "required": ["draft"]},
            "else": {"required": group.pop("required")},
        }
        cases.append({"if": is_it, "then": {**group, "allOf": [needed]}})
    of_kind = {"kind": _of_field(kind, known)}
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": of_kind,
        "allOf": cases,
        "definitions": known,
    }
