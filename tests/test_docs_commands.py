"""The commands in the documents run as they are written."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from plainleaf.command.parser import make_parser
from tests.documents import DOCUMENTS, all_examples
from tests.site_tools import CHECKOUT, DAY, MakeSite, run_plainleaf

OURS = ("plainleaf", "python build.py", ".venv/bin/python build.py")
# Commands in a text rather than in a block.
INLINE = re.compile(r"`((?:plainleaf|python build\.py|make|python -m|pip install) [^`]+)`")
# What a reader fills in, and something that could stand there.
BLANKS = {
    "[COMMAND]": "",
    "[OPTIONS]": "",
    "COMMAND": "build",
    "KIND": "topic",
    "FILE": "a.md",
    "PERSON": "people/ada.md",
    "FOLDER": "a",
    "SHELL": "bash",
    "PATH": "templates/base.html",
    "PROGRAM": "hugo",
    "ADDRESS": "dask://a:1",
    "TARGET": "live",
}
# Commands of the shell, which no test can hold against anything of ours.
OF_THE_SHELL = {
    "source .venv/bin/activate", ".venv\\Scripts\\activate", "cd ../my-clinic", "py -m venv .venv",
    ".venv/bin/ruff format .",
}  # fmt: skip


def written_commands() -> list[str]:
    """Every command in the documents, without its comment."""
    in_blocks = [line for example in all_examples("sh") for line in example.text.splitlines()]
    inline = [command for file in DOCUMENTS for command in INLINE.findall(file.read_text(encoding="utf-8"))]
    return sorted({re.sub(r"\s+#.*", "", command).strip() for command in (*in_blocks, *inline)})


def own_arguments(command: str) -> list[str] | None:
    """The arguments of a command of plainleaf, with its blanks filled in; None for others."""
    for name in OURS:
        if command == name or command.startswith(f"{name} "):
            filled = (BLANKS.get(word, word) for word in shlex.split(command.removeprefix(name)))
            return [word for word in filled if word]
    return None


def ends_by_itself(arguments: list[str] | None) -> bool:
    """Whether a command of plainleaf comes to an end, and needs no cluster."""
    # No site of a test is ready for patients.
    if not arguments or "--executor" in arguments or "--ready" in arguments:
        return False
    return arguments[0] in {"build", "check", "new", "copy", "new-site"}


def is_right(command: str) -> bool:
    """Whether a command that is not plainleaf's own can be run."""
    if command in OF_THE_SHELL:
        return True
    match shlex.split(command):
        case ["make", target]:
            return f"\n{target}:" in (CHECKOUT / "Makefile").read_text(encoding="utf-8")
        case ["python", "-m", "pip", "install", *what] | ["pip", "install", *what]:
            return all(map(can_be_installed, what))
        case ["python" | ".venv/bin/python", "-m", module, *arguments]:
            return all(is_known_to(module, argument) for argument in arguments)
        case ["dask", command, *arguments]:
            return all(is_option_of_dask(command, each) for each in arguments if each.startswith("--"))
        case [".venv/bin/pytest", file]:
            return (CHECKOUT / file).is_file()
    return False


def can_be_installed(what: str) -> bool:
    """Whether pip can make something of an argument."""
    extras = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    if found := re.fullmatch(r"\.\[(\w+)\]", what):
        return found.group(1) in extras
    pinned = {
        line.partition("==")[0] for line in (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    }
    return what in {"-c", "-e", ".", "constraints.txt"} | pinned


def is_known_to(module: str, argument: str) -> bool:
    """Whether a module of the checkout takes an argument: an option of its own, a number or a folder."""
    path = CHECKOUT / module.replace(".", "/")
    source = (path / "__main__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")
    return f'"{argument}"' in source or argument.isdigit() or (CHECKOUT / argument).is_dir()


def is_option_of_dask(command: str, option: str) -> bool:
    """Whether a command of Dask has an option."""
    module = pytest.importorskip(f"distributed.cli.dask_{command}")
    return any(option in (*parameter.opts, *parameter.secondary_opts) for parameter in module.main.params)


@pytest.mark.parametrize("command", [each for each in written_commands() if own_arguments(each) is not None])
def test_plainleaf_understands_its_commands(command: str) -> None:
    arguments = own_arguments(command)
    try:
        make_parser().parse_args(arguments)
    except SystemExit as ended:
        # --help and --version end the program.
        assert ended.code == 0


@pytest.mark.parametrize("command", [each for each in written_commands() if own_arguments(each) is None])
def test_other_commands_name_what_is_there(command: str) -> None:
    assert is_right(command)


@pytest.mark.parametrize("command", [each for each in written_commands() if ends_by_itself(own_arguments(each))])
def test_a_command_ends_well(command: str, make_site: MakeSite, tmp_path: Path) -> None:
    arguments = own_arguments(command)
    assert arguments
    places = {"../my-clinic": tmp_path / "clinic", "a": tmp_path / "other", "/srv/www/clinic": tmp_path / "www"}
    root = ("--root", make_site())
    where = {"new-site": (), "copy": root}.get(arguments[0], (*root, "--as-of", DAY))

    run = run_plainleaf(*(places.get(word, word) for word in arguments), *where)

    assert run.code == 0, run.stdout + run.stderr


def test_build_py_outside_the_environment_says_what_to_do() -> None:
    command = [sys.executable, "-S", "-E", str(CHECKOUT / "build.py")]

    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert run.returncode == 2
    assert "lacks the package 'msgspec'" in run.stderr
    assert "Run 'make site', or activate the environment in .venv first" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("command", [[str(CHECKOUT / "build.py")], ["-m", "plainleaf"]])
def test_ctrl_c_while_plainleaf_is_imported_shows_no_traceback(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "msgspec.py").write_text("raise KeyboardInterrupt", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}

    run = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, timeout=60, check=False, cwd=CHECKOUT,
        env=environment,
    )  # fmt: skip

    assert (run.returncode, run.stderr) == (130, "")


def test_build_py_does_not_hide_a_mistake_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "build.py").write_bytes((CHECKOUT / "build.py").read_bytes())
    (tmp_path / "plainleaf").mkdir()

    run = subprocess.run(
        [sys.executable, "-S", "-E", "build.py"], capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path
    )

    assert "No module named 'plainleaf.command'" in run.stderr
