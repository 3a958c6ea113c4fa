"""The shape of the code: imports point one way, modules stay short, and few modules touch files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.site_tools import CHECKOUT

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
DECAP = "command/editors/decap"

READERS = {
    "input/opening": "opens what others may have put there, for the modules below",
    "input/files": "reads what authors wrote, for the modules below",
    **dict.fromkeys(("importing/old_files", "input/mistakes/left_out"), "list files, which are read through files.py"),
    "importing/new_settings": "compares what config.yaml would be with its bytes",
    "importing/write": "compares a file that is there with what would be written",
    "command/reviewing/review": "the page or set that it signs",
    **dict.fromkeys(("command/translating/record", "command/translating/start"), "the pages that it marks or copies"),
    "command/translating/xliff/bring_back": "the translation that it changes",
    "command/translating/xliff/export": "the page that it sends, and the translation that is there",
    "command/translating/xliff/read": "what has come back from translators",
    "command/reviewing/codeowners": "whether the file there was written by plainleaf",
    "command/tidy": "the files that it fixes",
    "command/starting/findings": "what an installation pins, and the workflow of a site",
    "command/starting/requirements": "how plainleaf was installed",
    "command/starting/questions": "the time zone of this computer",
    "command/starting/settings_text": "the template that comes along",
    "command/upkeep/weights": "the pages that a build has just written",
    "command/links/remembered": "answers that it has kept",
    "command/links/visit": "opens addresses of other websites, no file",
    "hosting/manifest": "reads the finished site",
    "command/hosting/verify": "reads the manifest that somebody names",
    "content/config/read": "which languages have a folder, and the rest through files.py",
    **dict.fromkeys(("content/config/published", "content/interface_texts", "content/vocabulary"), "through files.py"),
    **dict.fromkeys(("content/load", "content/sources", "content/language_lines/choose"), "through files.py"),
    **dict.fromkeys(("command/translating/stale_texts", "content/red_flags/sets"), "through files.py"),
    **dict.fromkeys(("checks/pages", "checks/site_texts", "render/templates"), "through files.py"),
    "checks/translations/terms": "through files.py",
    **dict.fromkeys(("checks/starters", "content/components", "content/static_files"), "through files.py"),
    "input/shipped": "finds the files that come with plainleaf; templates are read through files.py",
    "command/reference/rules": "reads rules.yaml, which is a part of plainleaf",
    "state/snapshot": "looks at sizes and times; reads the files of plainleaf, to tell versions apart",
    "state/output_files": "reads published files of which size and time say nothing",
    "state/state_file": "reads what the last build saved",
    "state/lock": "opens an empty file",
    "workers/cluster": "reads the modules of plainleaf, to tell versions apart",
    "state/digests": "the same, and libraries",
    "render/compiled_templates": "which modules Jinja has",
    "publish/strangers": "whether a page in the output folder has the mark of plainleaf",
    "publish/exchange": "reads what it has copied, to see that it is what was planned",
    "render/search_index": "reads finished pages, and what Pagefind has made of them",
    "command/streams": "opens nothing but /dev/null",
    **dict.fromkeys(("pictures/decode", "pictures/turn"), "opens no file, but bytes"),
    "receiver/sealing": "the public keys",
    "command/receiving/keys": "the public keys that are in the file for the server",
    "receiver/notify": "the password for the mail server",
    "receiver/store/connect": "makes the file in which SQLite keeps requests",
    "receiver/pack": "reads form packs",
    "receiver/run": "looks whether form packs have changed",
    "receiver/settings": "through files.py",
    "command/receiving/key_files": "the keys of this computer",
    "command/receiving/preferences": "which store was used last",
    "command/receiving/private_files": "lists the pages that it has shown, to delete them",
    "command/receiving/inbox": "reads no file, but stores",
    **dict.fromkeys((f"{DECAP}/folder", f"{DECAP}/configuration"), "its own files, and pages through files.py"),
    "preview/pages": "serves what was built, and looks into the source of the page that is shown",
}
WRITERS = {
    **dict.fromkeys(("publish/exchange", "publish/staging"), "the stage that writes"),
    "publish/kept": "called by publish",
    **dict.fromkeys(("state/state_file", "publish/in_place"), "called by publish"),
    "input/opening": "replaces a file as a whole, for publish, state_file and reference",
    "state/restore": "puts a site back in place",
    "render/search_index": "lays out pages in a temporary folder, for Pagefind",
    "render/delivery": "writes finished pages into the staging folder",
    "state/private_folder": "a folder in the user's cache",
    "command/reviewing/codeowners": "writes the file that Git hosts read",
    "command/form_packs": "writes what a receiver of forms needs, outside what is published",
    "command/addresses": "writes the list of a site's addresses",
    "command/receiving/receive": "writes pages for the web server in front of a receiver",
    "receiver/listen": "replaces a socket that a killed receiver has left",
    "command/new_page": "starts a page",
    "command/translating/start": "starts a translation",
    "importing/write": "writes what was imported",
    "command/starting/new_site": "starts a site",
    "command/copy_shipped": "copies what comes with plainleaf",
    "command/editors/schemas": "writes the schemas for an editor",
    **dict.fromkeys((f"{DECAP}/bundle", f"{DECAP}/start"), "the editor, apart from what is published"),
    "preview/editor/desk": "saves what somebody has edited, in content/ and static/pictures/",
    "command/reference/pages": "writes docs/reference/",
    "command/links/remembered": "keeps answers of other websites in the user's cache folder",
    "command/upkeep/write_report": "writes a report for staff, outside what is published",
    "command/hosting/publish": "writes a manifest for another computer, outside what is published",
    **dict.fromkeys(("command/hosting/newer", "command/hosting/rollback"), "notes of sites, in the work folder"),
    "command/receiving/private_files": "keys and opened requests, in the folder of whoever uses the computer",
    "command/receiving/key_files": "deletes a key that was kept anew",
    "command/receiving/preferences": "replaces the note of which store was used last",
    "command/agreement": "writes the file that somebody agreed to change, in one step",
}
# Classes that change while they are used, and why. Every other value is frozen.
CHANGING = {
    "Report": "gathers problems",
    "FileState": "collects what is stored for the next build",
    "MemoryState": "what a long-running process stores",
    "_Lenient": "why writing to a stream has failed",
    "_Parser": "the state of reading one prose",
    "BlockContext": "the lines above the one being read",
    "TextPass": "the state of one page's pass",
    "_Typist": "the state of setting the marks of one text",
    "KeyMaker": "memoizes digests",
    "Aside": "gathers what is taken out of one text",
    "TagPass": "the state of one text's pass",
    "TablePass": "the state of one text's pass",
    "Footnotes": "counts how often each note was used so far",
    "Worker": "what a process was sent last",
    "Linker": "gathers the files that one imported page names",
    **dict.fromkeys(("Desk", "Tab"), "the tabs with an editor, and what each was given of pages"),
    "Preview": "the last good site, while it is served",
}
READING = {"open", "read_text", "read_bytes", "scandir", "iterdir", "glob", "rglob", "walk"}
WRITING = {"write_text", "write_bytes", "mkdir", "rename", "rmtree", "copyfile", "copytree", "copy2", "unlink", "touch",
           "hardlink_to", "symlink_to", "makedirs", "replace_file", "replace_inside", "remove_inside",
           "copy_file"}  # fmt: skip
PACKAGE = CHECKOUT / "plainleaf"
MODULES = [*sorted(PACKAGE.rglob("*.py")), CHECKOUT / "build.py"]
SCRIPTS = [*MODULES, *sorted((CHECKOUT / "tests").rglob("*.py")), *sorted((CHECKOUT / "benchmarks").glob("*.py"))]


@cache
def read_tree(file: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


@cache
def nodes_in(file: Path) -> tuple[ast.AST, ...]:
    """Every node of a module's syntax tree."""
    return tuple(ast.walk(read_tree(file)))


def name_of(file: Path) -> str:
    """A module of plainleaf by its path below the package, without its ending."""
    return file.relative_to(PACKAGE).with_suffix("").as_posix()


def classes_in(file: Path) -> list[ast.ClassDef]:
    """The classes of a module, those within others included."""
    return [node for node in nodes_in(file) if isinstance(node, ast.ClassDef)]


def calls_in(file: Path) -> set[str]:
    """The names of functions and methods that a module calls."""
    calls = [node.func for node in nodes_in(file) if isinstance(node, ast.Call)]
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}


def definitions_in(file: Path) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    """The classes and functions of a module, methods included, functions within functions left out."""
    module = read_tree(file)
    for node in module.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from (inner for inner in node.body if isinstance(inner, ast.FunctionDef))


def test_only_a_few_modules_read_files() -> None:
    readers = {name_of(file) for file in PACKAGE.rglob("*.py") if calls_in(file) & READING}

    assert readers - WRITERS.keys() - READERS.keys() == {"preview/serve"}, "serve opens a browser, not a file"


def test_only_publishing_and_starting_write_files() -> None:
    writers = {name_of(file) for file in PACKAGE.rglob("*.py") if calls_in(file) & WRITING}

    assert writers == WRITERS.keys()


def test_modules_are_short() -> None:
    lines = {str(file.relative_to(CHECKOUT)): file.read_text(encoding="utf-8").count("\n") for file in SCRIPTS}

    assert {name: count for name, count in lines.items() if count > LONGEST_MODULE} == {}


def test_a_function_fits_on_half_a_screen() -> None:
    long = {
        node.name
        for file in MODULES
        for node in nodes_in(file)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }

    assert long == set()


# What makes code or objects of bytes. Nothing from a site's folder may reach it.
RUNS_CODE = {"pickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "runpy", "code", "codeop"}
MAKES_CODE = {"eval", "exec", "compile", "__import__", "import_module", "FileSystemBytecodeCache", "unsafe_load"}
RUNNING = {
    "batches": "work that our own processes send to each other",
    "compiled_templates": "the user's cache folder, which is closed to all others",
    "cli": "build.py, which comes with plainleaf",
}


def test_nothing_in_a_sites_folder_can_be_unpickled_unmarshalled_or_run() -> None:
    trees = {file.stem: nodes_in(file) for file in PACKAGE.rglob("*.py")}
    imported = {
        stem
        for stem, nodes in trees.items()
        for node in nodes
        if (isinstance(node, ast.Import) and {alias.name.split(".")[0] for alias in node.names} & RUNS_CODE)
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in RUNS_CODE)
    }
    called = {
        (stem, name)
        for stem, nodes in trees.items()
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and (name := ast.unparse(node.func)).split(".")[-1] in MAKES_CODE
        and not (isinstance(node.func, ast.Attribute) and node.func.attr == "compile")
    }

    assert imported == RUNNING.keys()
    assert called == set()


def test_yaml_is_read_by_loaders_that_make_plain_values() -> None:
    loads = [
        ast.unparse(node)
        for file in PACKAGE.rglob("*.py")
        for node in nodes_in(file)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("yaml.load", "yaml.load_all", "yaml.full_load")
    ]

    assert all("Loader=yaml.CSafeLoader" in load for load in loads)


def test_no_class_has_a_name_that_says_nothing() -> None:
    names = {node.name for file in MODULES for node in classes_in(file)}

    assert "Site" not in names
    assert [name for name in names if name.endswith(("Manager", "Helper", "Util", "Utils"))] == []


def test_no_mistake_of_ours_is_caught() -> None:
    broad = [
        f"{file.relative_to(CHECKOUT)}:{node.lineno}"
        for file in SCRIPTS
        for node in nodes_in(file)
        if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type).endswith("Exception"))
    ]

    assert broad == []


def test_modules_classes_and_public_functions_have_docstrings() -> None:
    silent = [
        f"{file.relative_to(CHECKOUT)}: {node.name}"
        for file in MODULES
        for node in definitions_in(file)
        if (not node.name.startswith("_") or isinstance(node, ast.ClassDef)) and not ast.get_docstring(node)
    ]
    markers = {file for file in MODULES if file.name == "__init__.py" and not file.read_text(encoding="utf-8").strip()}

    assert silent == []
    assert [file for file in MODULES if file not in markers and not ast.get_docstring(read_tree(file))] == []


def test_every_value_is_a_frozen_struct() -> None:
    classes = [node for file in MODULES for node in classes_in(file)]
    structs = [node for node in classes if "Struct" in map(ast.unparse, node.bases)]
    frozen = {node.name for node in structs if "frozen=True" in map(ast.unparse, node.keywords)}

    assert not any("dataclass" in ast.unparse(mark) for node in classes for mark in node.decorator_list)
    assert {node.name for node in structs} - frozen <= CHANGING.keys()


def test_nothing_is_put_into_a_frozen_value_later() -> None:
    fields = [
        f"{node.name}.{ast.unparse(field.target)}"
        for file in MODULES
        for node in classes_in(file)
        if "frozen=True" in map(ast.unparse, node.keywords)
        for field in node.body
        if isinstance(field, ast.AnnAssign) and re.match(r"(list|dict|set)\b", ast.unparse(field.annotation))
    ]

    assert fields == []


def test_a_file_name_says_what_is_in_it() -> None:
    assert {file.stem for file in MODULES} & {"utils", "helpers", "common", "misc", "base", "core"} == set()
