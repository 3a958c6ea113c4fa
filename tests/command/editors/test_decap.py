"""The settings of Decap CMS agree with what the build reads, and nothing of the editor is with the patients' pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from plainleaf.command.editors.decap.configuration import make_configuration, to_yaml
from plainleaf.command.editors.decap.folder import hosted_files, local_files
from plainleaf.command.editors.decap.widgets import BY_COMMANDS, make_widgets
from plainleaf.command.editors.schemas import make_schemas
from plainleaf.content.config.read import read_config
from plainleaf.content.kinds import all_kinds
from plainleaf.input.fields import fields_of
from plainleaf.preview import Places
from plainleaf.problems import Report
from tests.site_tools import CHECKOUT, DAY, MakeSite, about_page, minimal_config, run_plainleaf

LOCAL = {"name": "proxy", "proxy_url": "/secret/api"}
SKELETON = CHECKOUT / "plainleaf" / "command" / "skeleton"
EDITOR = "\neditor:\n  service: github\n  repository: clinic/website\n  sign_in: https://sign-in.clinic.example\n"


def collections_of(root: Path) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in make_configuration(root, LOCAL, "/secret/page")["collections"]}


def of_kind(name: str) -> dict[str, Any]:
    """The schema of a kind's fields, which is made from the same declarations."""
    cases = make_schemas()["front-matter"]["allOf"]
    case: dict[str, Any] = next(each["then"] for each in cases if each["if"]["properties"]["kind"]["const"] == name)
    return case


@pytest.mark.parametrize("kind", all_kinds())
def test_the_editor_has_a_field_for_each_that_is_declared(kind: str) -> None:
    widgets = {each["name"]: each for each in make_widgets(all_kinds()[kind].groups)}
    schema = of_kind(kind)

    assert list(widgets)[:3] == ["title", "summary", "body"]
    assert widgets.keys() - {"body"} == schema["properties"].keys() - {"kind", *BY_COMMANDS}
    needed = schema["allOf"][0]["else"]["required"]
    assert {name for name, each in widgets.items() if each["required"]} == {*needed} - {*BY_COMMANDS}
    assert all(each["hint"] == schema["properties"][name]["description"] for name, each in widgets.items()
               if name != "body")  # fmt: skip


@pytest.mark.parametrize("kind", all_kinds())
def test_the_button_of_each_list_adds_an_entry(kind: str) -> None:
    lists = [each for each in make_widgets(all_kinds()[kind].groups) if each["widget"] == "list"]

    assert {each["label_singular"] for each in lists} == {"entry"}


def test_fields_are_shown_as_what_they_are() -> None:
    topic = {each["name"]: each for each in make_widgets(all_kinds()["topic"].groups)}
    condition = {each["name"]: each for each in make_widgets(all_kinds()["condition"].groups)}
    service = {each["name"]: each for each in make_widgets(all_kinds()["service"].groups)}
    evidence = {each["name"]: each for each in topic["evidence"]["fields"]}

    assert topic["summary"]["widget"] == topic["body"]["widget"] == "text"
    assert (topic["title"]["widget"], topic["draft"]["widget"]) == ("string", "boolean")
    assert topic["aspect"]["options"] == of_kind("topic")["properties"]["aspect"]["enum"]
    assert (topic["picture"]["widget"], topic["reviewed"]["widget"]) == ("image", "datetime")
    assert (topic["review_every"]["min"], topic["review_every"]["max"]) == (1, 36)
    assert (topic["evidence"]["widget"], evidence["title"]["required"]) == ("list", True)
    assert evidence["accessed"]["widget"] == "datetime"
    assert condition["signs"]["field"]["widget"] == "string"
    # Within a group that may be left out, nothing is needed.
    assert (service["checkout"]["widget"], service["checkout"]["required"]) == ("object", False)
    assert not any(each["required"] for each in service["checkout"]["fields"])


def test_what_only_commands_write_is_declared() -> None:
    declared = {field.name for kind in all_kinds().values() for group in kind.groups for field in fields_of(group)}

    assert declared >= {*BY_COMMANDS}


@cache
def front_of(file: Path) -> dict[str, Any]:
    """The front matter of a page."""
    text = file.read_text("utf-8").split("\n---\n", 1)[0].removeprefix("---\n")
    front: dict[str, Any] = yaml.load(text, yaml.CBaseLoader)
    return front


def found_by(collection: dict[str, Any], root: Path) -> Iterator[str]:
    """The pages that Decap finds for a collection: as deep as its path is long, with the value that it filters by."""
    folder, deepest = root / collection["folder"], collection["path"].count("/")
    for file in sorted(folder.rglob("*.md")):
        front = front_of(file)
        is_deep = len(file.relative_to(folder).parts) - 1 > deepest
        if not is_deep and front.get(collection["filter"]["field"]) == collection["filter"].get("value"):
            yield file.relative_to(root).as_posix()


def test_every_page_is_in_one_collection() -> None:
    found = [page for each in collections_of(CHECKOUT).values() for page in found_by(each, CHECKOUT)]

    pages = [page.relative_to(CHECKOUT).as_posix() for page in (CHECKOUT / "content").glob("*/**/*.md")]
    assert len(pages) > 100
    assert sorted(found) == sorted(pages)


def test_only_a_message_on_all_pages_can_be_begun_or_deleted(make_site: MakeSite) -> None:
    collections = collections_of(make_site())

    assert [name for name, each in collections.items() if each["create"]] == ["en-alert"]
    assert [name for name, each in collections.items() if each["delete"]] == ["en-alert"]
    assert collections["en-alert"]["fields"][0] == {"name": "kind", "widget": "hidden", "default": "alert"}
    assert collections["en-alert"]["folder"] == "content/en"


def test_the_file_says_the_same_without_references(make_site: MakeSite) -> None:
    configuration = make_configuration(make_site(), LOCAL, "/secret/page")

    text = to_yaml(configuration)

    assert yaml.safe_load(text) == configuration
    assert not re.search(r"[&*]id\d", text)


def test_a_site_that_is_broken_has_an_editor_all_the_same(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": "no front matter", "config.yaml": "clinic: ["})

    assert "en-no-kind" in collections_of(root)


def test_the_editor_for_a_git_host_is_written_with_its_headers(make_site: MakeSite) -> None:
    root = make_site(files={"config.yaml": minimal_config(more=EDITOR)})
    setting = read_config(root, Report()).settings.editor
    assert setting is not None

    files = hosted_files(root, setting, b"bundle")

    assert sorted(files) == ["_headers", "config.yml", "decap-cms.js", "index.html"]
    index, headers = files["index.html"].decode(), files["_headers"].decode()
    assert not re.search(r"<script(?! src=)|<style| style=| on\w+=", index)
    assert '<meta name="robots" content="noindex">' in index
    assert "X-Robots-Tag: noindex" in headers
    assert "frame-ancestors 'none'" in headers
    configuration = yaml.safe_load(files["config.yml"])
    assert configuration["publish_mode"] == "editorial_workflow"
    assert configuration["backend"] == {
        "name": "github", "repo": "clinic/website", "branch": "main", "base_url": "https://sign-in.clinic.example",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("config", "out", "why"),
    [
        ("", "out", "where people sign in"),
        *((EDITOR, f"site/{name}", "address of its own") for name in ("public/editor", "static/editor", "content/en")),
    ],
    ids=["no-setting", "with-the-pages", "in-static", "in-content"],
)
def test_the_editor_is_refused(make_site: MakeSite, config: str, out: str, why: str) -> None:
    root = make_site(files={"config.yaml": minimal_config(more=config)})
    folder = root.parent / out.replace("site", root.name)
    was_there = folder.exists()

    ran = run_plainleaf("editor", "--root", str(root), "--out", str(folder))

    assert ran.code == 2
    assert why in ran.stderr
    assert folder.exists() == was_there
    assert not (folder / "index.html").exists()


def test_the_editor_is_not_written_over_the_site(make_site: MakeSite) -> None:
    root = make_site(files={"config.yaml": minimal_config(more=EDITOR)})
    before = sorted(root.rglob("*"))

    ran = run_plainleaf("editor", "--root", str(root), "--out", str(root))

    assert ran.code == 2
    assert "address of its own" in ran.stderr
    assert sorted(root.rglob("*")) == before


def test_each_editor_that_is_loaded_has_an_address_of_its_own(make_site: MakeSite) -> None:
    make = local_files(make_site(), b"bundle")["config.yml"]
    places = Places("/secret/", "http://localhost:1/_plainleaf/page/")

    made = [yaml.safe_load(make(places)) for _ in range(2)]

    addresses = {each["backend"]["proxy_url"] for each in made}
    assert len(addresses) == 2
    assert all(re.fullmatch(r"/secret/api/[\w-]{8,40}", address) for address in addresses)
    assert {each["site_url"] for each in made} == {"http://localhost:1/_plainleaf/page"}


def test_the_editor_shows_the_page_beside_the_fields_in_every_collection(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": about_page("Text.")})

    page = local_files(root, b"bundle")["index.html"](
        Places("/secret/", "http://localhost:1/_plainleaf/page/")
    ).decode()

    (names,) = re.findall(r'data-collections="([^"]*)"', page)
    assert "en-no-kind" in collections_of(root)
    assert collections_of(root).keys() - set(names.split()) == set()


# As Decap CMS writes it: fields in the order of its settings, long texts over two lines, no quotes that need not be.
PROPOSED = """---
kind: topic
title: Driving
summary: When to drive, and how to sit so that the
  leg hurts less on the way
evidence:
  - title: Clinical guidelines for diagnosis and treatment of degenerative lumbar
      spondylolisthesis, 2nd edition
    publisher: North American Spine Society
    published: "2014"
aspect: self-care
author: people/ada.md
reviewer: people/ben.md
reviewed: 2026-05-01
---

See [your signs](symptom.md)."""


def test_a_proposed_page_is_checked_at_its_lines_on_the_pull_request(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/sciatica/driving.md": PROPOSED})
    workflow = (SKELETON / ".github/workflows/publish.yml").read_text("utf-8")
    (asked,) = re.findall(r"run: plainleaf (check --format github)", workflow)

    ran = run_plainleaf(*asked.split(), "--root", str(root), "--as-of", DAY)

    assert "\n  pull_request:\n" in workflow
    (link,) = [line for line in ran.stdout.splitlines() if "title=broken-link" in line]
    assert link.startswith("::error file=content/en/sciatica/driving.md,line=17,")
    assert "Did you mean 'symptoms.md'?" in link
    assert "yaml-syntax" not in ran.stdout


def test_a_page_whose_kind_is_not_written_is_found(make_site: MakeSite) -> None:
    collections = collections_of(make_site(files={"content/en/about.md": about_page("Text.")}))

    assert collections["en-no-kind"]["filter"] == {"field": "kind"}
