"""The packages: which there are, who imports whom, and how many modules each may hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site_tools import CHECKOUT, DAY, build_until_settled, lay_over
from tests.test_architecture import PACKAGE, name_of, nodes_in

# The packages from the ground up. A module imports from its own package, and from packages above its own line here.
LAYERS = (
    ("patterns",),
    ("problems", "options"),
    ("input",),
    ("words", "pictures", "cldr", "receiver"),
    ("model", "state", "workers"),
    ("markdown",),
    ("content",),
    ("index",),
    ("checks",),
    ("plan",),
    ("reuse",),
    ("render",),
    ("publish",),
    ("preview",),
    ("importing", "hosting"),
    ("command",),
)
# These offer their stage in their __init__, and others import it from there. Of the other packages, which hold values,
# public modules are imported by name.
STAGES = {
    "words", "pictures", "workers", "markdown", "checks", "plan", "reuse", "render", "publish", "preview", "importing",
    "hosting", "command",
}  # fmt: skip
MAX_MODULES = 16
# All modules within a package.
INSIDE = [file for file in sorted(PACKAGE.rglob("*.py")) if file.parent != PACKAGE]
FOLDERS = sorted({file.parent for file in INSIDE})
HEIGHT = {package: height for height, packages in enumerate(LAYERS) for package in packages}


def package_of(name: str) -> str:
    """The package, or the module at the top, that a module belongs to."""
    return name.split("/")[0]


def imports_of(file: Path) -> set[str]:
    """What a module imports of plainleaf, wherever in it: modules and packages by their paths below plainleaf."""
    nodes = [node for node in nodes_in(file) if isinstance(node, ast.ImportFrom)]
    found: set[str] = set()
    for node in nodes:
        path = (node.module or "").replace(".", "/")
        if package_of(path) == "plainleaf":
            names = {f"{path}/{alias.name}" for alias in node.names}
            is_stage = path.removeprefix("plainleaf/") in STAGES
            modules = {name for name in names if (CHECKOUT / f"{name}.py").is_file() or (CHECKOUT / name).is_dir()}
            found |= {path} if is_stage else modules or {path}
    return {path.removeprefix("plainleaf").lstrip("/") or "__init__" for path in found}


def test_every_package_has_its_layer() -> None:
    packages = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").is_file()}
    modules = {file.stem for file in PACKAGE.glob("*.py")} - {"__init__", "__main__"}

    assert packages | modules == HEIGHT.keys()


def arrows() -> Iterator[tuple[str, str]]:
    """Each module within a package, and a name that it imports from another package."""
    for file in INSIDE:
        yield from ((name_of(file), name) for name in imports_of(file) if package_of(name) != package_of(name_of(file)))


def test_imports_point_down() -> None:
    heights = [
        (f"{name} imports {imported}", HEIGHT[package_of(name)], HEIGHT[package_of(imported)])
        for name, imported in arrows()
        if imported != "__init__"
    ]

    assert [arrow for arrow, from_, to in heights if to > from_] == []
    assert [arrow for arrow, from_, to in heights if to == from_ and " imports problems" not in arrow] == []


def test_a_stage_is_imported_by_what_its_package_offers() -> None:
    inner = [(name, imported) for name, imported in arrows() if "/" in imported]

    assert [arrow for arrow in inner if package_of(arrow[1]) in STAGES] == []
    assert [arrow for arrow in inner if arrow[1].rpartition("/")[2].startswith("_")] == []


@pytest.mark.parametrize("package", sorted(HEIGHT.keys() - {"options"}))
def test_no_module_of_a_package_imports_itself_by_a_detour(package: str) -> None:
    files = {name_of(file): file for file in (PACKAGE / package).rglob("*.py") if file.stem != "__init__"}
    graph = {name: imports_of(file) & files.keys() for name, file in files.items()}

    while free := [name for name, imported in graph.items() if not imported & graph.keys()]:
        graph = {name: imported for name, imported in graph.items() if name not in free}

    assert graph == {}


def test_a_folder_holds_few_modules() -> None:
    modules = {folder: [file for file in folder.glob("*.py") if file.stem != "__init__"] for folder in FOLDERS}

    full = [str(folder.relative_to(CHECKOUT)) for folder, files in modules.items() if len(files) > MAX_MODULES]
    assert full == [], f"More than {MAX_MODULES} modules: move those of one subject into a package of their own."


def test_an_unchanged_build_loads_only_the_packages_that_it_needs(tmp_path: Path) -> None:
    root = tmp_path / "site"
    lay_over("minimal", root)
    build_until_settled(root)
    command = [sys.executable, "-X", "importtime", str(CHECKOUT / "build.py"), "--root", str(root), "--as-of", DAY]

    built = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    assert "(0 rebuilt)" in built.stdout
    loaded = set(re.findall(r"\|\s+plainleaf\.(\w+)", built.stderr))
    assert loaded == {"command", "input", "options", "patterns", "problems", "state", "workers"}
