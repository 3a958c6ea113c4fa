"""`import-xliff --by` writes a translator down, or says why not; and typography comes back as it was sent."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.command.translating.test_xliff import ABOUT, fill, xliff
from tests.command.translating.test_xliff import file as file
from tests.command.translating.test_xliff import root as root
from tests.site_tools import CHECKOUT, write_files


@pytest.fixture(autouse=True)
def agreement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody at the terminal who agrees once."""
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))


@pytest.mark.parametrize("name", ["Eva Example", 'Eva "Evi" \\1 Example', "Éva: Példa"])
def test_a_page_that_names_no_translator_gets_the_one_who_brings_it_back(name: str, root: Path, file: Path) -> None:
    assert xliff(root, "translate", "about.md", "es").code == 0
    assert "  translator:\n" in (root / ABOUT).read_text("utf-8")
    fill(file, ("What we do", "Qué hacemos"))

    run = xliff(root, "import-xliff", file, "--by", name)

    assert run.code == 0, run.stderr
    written = (root / ABOUT).read_text("utf-8")
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    assert f'  translator: "{escaped}"\n  method: person\n  source: "' in written
    assert "## Qué hacemos" in written


def test_a_translator_who_is_not_written_down_is_told(root: Path, file: Path) -> None:
    assert xliff(root, "translate", "about.md", "es", "--by", "Ada Example").code == 0
    fill(file, ("What we do", "Qué hacemos"))

    run = xliff(root, "import-xliff", file, "--by", "Eva Example")

    assert run.code == 0, run.stderr
    assert f"'Eva Example' is not written into {ABOUT}: it names Ada Example." in run.stdout
    assert '  translator: "Ada Example"\n' in (root / ABOUT).read_text("utf-8")


def test_a_page_without_a_record_says_so(root: Path, file: Path) -> None:
    write_files(root, {ABOUT: (root / "content/en/about.md").read_bytes()})
    fill(file, ("What we do", "Qué hacemos"))

    run = xliff(root, "import-xliff", file, "--by", "Eva Example")

    assert run.code == 0, run.stderr
    assert f"'Eva Example' is not written into {ABOUT}: give 'translation:'" in run.stdout


def test_a_set_of_red_flags_names_no_translator(root: Path) -> None:
    original = CHECKOUT / "content/en/red-flags/after-surgery.yaml"
    write_files(root, {"content/en/red-flags/after-surgery.yaml": original.read_bytes()})
    assert xliff(root, "export-xliff", "red-flags/after-surgery.yaml", "es", "--out", root / "set.xlf").code == 0
    fill(root / "set.xlf", ("you have chest pain", "tiene dolor de pecho"))

    run = xliff(root, "import-xliff", root / "set.xlf", "--by", "Eva Example")

    assert run.code == 0, run.stderr
    assert "'Eva Example' is not written down: a set of red flags says who approved it" in run.stdout


def test_spaces_without_a_break_come_back(root: Path, file: Path) -> None:
    fill(file, ("What we do", "Nous disons «\u202foui\u202f»\u00a0: toujours"), ("About us", "Qui\u202f?"))

    run = xliff(root, "import-xliff", file)

    assert run.code == 0, run.stderr
    written = (root / ABOUT).read_text("utf-8")
    assert "## Nous disons «\u202foui\u202f»\u00a0: toujours\n" in written
    assert 'title: "Qui\u202f?"\n' in written
    (root / "again.xlf").unlink(missing_ok=True)
    assert xliff(root, "export-xliff", "about.md", "es", "--out", root / "again.xlf").code == 0
    assert ">Nous disons «\u202foui\u202f»\u00a0: toujours</target>" in (root / "again.xlf").read_text("utf-8")
