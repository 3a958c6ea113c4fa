"""`schemas`: what an editor is told agrees with what the build reads."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from plainleaf.command.editors.schemas import make_schemas
from plainleaf.content.kinds import all_kinds
from tests.site_tools import CHECKOUT, MINIMAL, MakeSite, run_plainleaf, write_files

REVIEWED = "kind: topic\ntitle: Driving\nsummary: When to drive.\n"


class EditorLoader(yaml.BaseLoader):
    """Reads YAML as editors do, by the core schema of YAML 1.2: numbers and truth values are not texts."""


EditorLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?\d+\Z"), list("-+0123456789"))
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), list("tf"))
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:null|~|)\Z"), ["n", "~", ""])
EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
EditorLoader.add_constructor("tag:yaml.org,2002:bool", lambda _, node: node.value == "true")
EditorLoader.add_constructor("tag:yaml.org,2002:null", lambda *_: None)


@cache
def validator(name: str) -> Draft7Validator:
    schema = make_schemas()[name]
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def faults(name: str, text: str) -> list[str]:
    """What an editor underlines in a text, each with its place."""
    value = yaml.load(text, EditorLoader)
    return [
        f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in validator(name).iter_errors(value)
    ]


def front_matter(file: Path) -> str:
    return file.read_text("utf-8").split("\n---\n", 1)[0].removeprefix("---\n")


@pytest.mark.parametrize("root", [CHECKOUT, MINIMAL], ids=["shipped", "minimal"])
def test_good_files_have_no_fault(root: Path) -> None:
    pages = [file for file in (root / "content").rglob("*.md") if file.read_text("utf-8").startswith("---\n")]
    read = {file: faults("front-matter", front_matter(file)) for file in pages}
    read[root / "config.yaml"] = faults("config", (root / "config.yaml").read_text("utf-8"))
    for name in ("terms", "words"):
        read |= {file: faults(name, file.read_text("utf-8")) for file in (root / "content").glob(f"*/{name}.yaml")}
    read |= {file: faults("red-flags", file.read_text("utf-8")) for file in (root / "content").glob("*/red-flags/*")}

    assert len(read) > 5
    assert {file: found for file, found in read.items() if found} == {}


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("config", "clinc: {}\n", "'clinc' was unexpected"),
        ("config", "brand: {primary: green, accent: '#0b5d5e'}\n", "brand.primary: 'green' does not match"),
        ("config", "languages: {names: {en: {name: English, direction: up}}}\n", "languages.names.en.direction"),
        ("config", "clinic: {name: A}\n", "'legal_name' is a required property"),
        ("terms", "- {term: disc}\n", "'says' is a required property"),
        ("red-flags", "urgency: soon\n", "urgency: 'soon' is not one of"),
        ("front-matter", "title: About\n", "'summary' is a required property"),
        ("front-matter", REVIEWED, "'reviewer' is a required property"),
        ("front-matter", "title: A\nsummary: B\naspect: causes\n", "'aspect' was unexpected"),
        ("front-matter", "title: A\nsummary: B\nmenu: 1000\n", "menu: 1000 is greater than"),
        ("front-matter", "title: A\nsummary: B\npublish: 5/1/2026\n", "publish: '5/1/2026' does not match"),
        ("front-matter", "kind: topc\ntitle: A\nsummary: B\n", "kind: 'topc'"),
    ],
)
def test_what_the_build_would_refuse_is_underlined(name: str, text: str, fault: str) -> None:
    assert any(fault in each for each in faults(name, text)), faults(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("front-matter", f"{REVIEWED}draft: yes\n"),
        ("front-matter", f"{REVIEWED}draft: true\n"),
        ("front-matter", "title: 911\nsummary: Call.\nmenu_title:\n"),
        ("terms", "[]\n"),
    ],
)
def test_what_the_build_accepts_is_left_alone(name: str, text: str) -> None:
    assert faults(name, text) == []


def test_every_kind_has_its_fields_explained() -> None:
    cases = make_schemas()["front-matter"]["allOf"]

    assert [case["if"]["properties"]["kind"]["const"] for case in cases] == list(all_kinds())
    assert all(field["description"] for case in cases for field in case["then"]["properties"].values())


def test_the_schemas_and_settings_are_written_and_own_settings_stay(make_site: MakeSite) -> None:
    root = make_site()
    first = run_plainleaf("schemas", "--root", str(root))
    settings = root / ".vscode" / "settings.json"
    named = json.loads(settings.read_text("utf-8"))["yaml.schemas"]
    write_files(root, {".vscode/settings.json": "{}\n"})
    second = run_plainleaf("schemas", "--root", str(root))

    assert (first.code, second.code) == (0, 0)
    assert all((root / name).is_file() for name in named)
    assert "config.yaml" in [file for files in named.values() for file in files]
    assert "Add this to" not in first.stdout
    assert "Add this to" in second.stdout
    assert settings.read_text("utf-8") == "{}\n"


def test_a_folder_that_is_a_link_is_not_written_to(make_site: MakeSite, tmp_path: Path) -> None:
    root, elsewhere = make_site(), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / ".vscode").symlink_to(elsewhere)

    assert run_plainleaf("schemas", "--root", str(root)).code == 2
    assert not any(elsewhere.iterdir())


def test_nothing_is_asked_of_other_origins() -> None:
    def references(value: Any) -> list[str]:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        own = [value["$ref"]] if isinstance(value, dict) and isinstance(value.get("$ref"), str) else []
        return own + [found for each in inner for found in references(each)]

    found = [reference for schema in make_schemas().values() for reference in references(schema)]
    assert found
    assert all(reference.startswith("#/definitions/") for reference in found)
