"""Signs of red flags are exchanged under their names, in whatever order they are."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.command.translating.test_xliff import fill, xliff
from tests.command.translating.test_xliff import root as root
from tests.site_tools import write_files

ENGLISH, SPANISH = (f"content/{language}/red-flags/legs.yaml" for language in ("en", "es"))
BREATH, LEGS, PEE = ("breath", "you have chest pain"), ("legs", "your legs are weak"), ("pee", "you cannot pee 2 times")
DOLOR, PIERNAS, ORINA = (
    ("breath", "tiene dolor de pecho"),
    ("legs", "tiene las piernas débiles"),
    ("pee", "no puede orinar 2 veces"),
)


def make_set(*signs: tuple[str, str]) -> str:
    """The text of a set with these signs."""
    lines = [f"  - id: {id_}\n    says: {says}\n" for id_, says in signs]
    evidence = "evidence:\n  - title: Guideline\n    publisher: NICE\n    published: '2020'\n    address: https://example.com/\n"
    return f"title: Signs\nurgency: urgent\nheading: Call if\nsigns:\n{''.join(lines)}{evidence}"


def export(root: Path, original: Sequence[tuple[str, str]], translation: Sequence[tuple[str, str]]) -> Path:
    """The file of a set with these signs, of which some are translated."""
    spanish = make_set(*translation).replace("Signs", "Señales").replace("Call if", "Llame si")
    write_files(root, {ENGLISH: make_set(*original), SPANISH: spanish})
    run = xliff(root, "export-xliff", "red-flags/legs.yaml", "es", "--out", root / "set.xlf")
    assert run.code == 0, run.stderr
    return root / "set.xlf"


def unit_of(file: Path, id_: str) -> str:
    """The unit of a text in a file."""
    return file.read_text("utf-8").partition(f'<unit id="{id_}"')[2].partition("</unit>")[0]


def test_signs_in_another_order_are_beside_their_own_texts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = export(root, [BREATH, LEGS, PEE], [ORINA, PIERNAS, DOLOR])
    assert DOLOR[1] in unit_of(file, "f.signs.breath.says")
    assert ORINA[1] in unit_of(file, "f.signs.pee.says")
    file.write_text(file.read_text("utf-8").replace(DOLOR[1], "le duele el pecho"), "utf-8")
    before = (root / SPANISH).read_text("utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))

    run = xliff(root, "import-xliff", file)

    assert run.code == 0, run.stderr
    written = re.sub(r'source: ".*"\n', "", (root / SPANISH).read_text("utf-8"))
    assert written == before.replace(DOLOR[1], '"le duele el pecho"')
    assert f"{SPANISH}: current\n" in xliff(root, "translations").stdout


def test_a_sign_that_is_new_on_top_moves_no_other(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = export(root, [BREATH, LEGS, PEE], [PIERNAS, ORINA])
    assert PIERNAS[1] in unit_of(file, "f.signs.legs.says")
    assert ORINA[1] in unit_of(file, "f.signs.pee.says")
    assert "<target" not in unit_of(file, "f.signs.breath.says")
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))

    untouched = xliff(root, "import-xliff", file)
    unit = unit_of(file, "f.signs.breath.says")
    target = unit.replace("</segment>", f"<target>{DOLOR[1]}</target></segment>")
    file.write_text(file.read_text("utf-8").replace(unit, target), "utf-8")
    before = (root / SPANISH).read_bytes()
    translated = xliff(root, "import-xliff", file)

    assert (untouched.code, "already says all of this" in untouched.stdout) == (0, True), untouched.stderr
    assert translated.code == 2
    assert f"(unit f.signs.breath.says): {SPANISH} has no such part. Add it there first" in translated.stderr
    assert (root / SPANISH).read_bytes() == before


@pytest.mark.parametrize("id_", ["breath", '""', "A b"])
def test_a_translation_in_which_nobody_knows_which_sign_is_which_is_refused(id_: str, root: Path) -> None:
    file = export(root, [BREATH, LEGS], [DOLOR, PIERNAS])
    damaged = (root / SPANISH).read_text("utf-8").replace("id: legs", f"id: {id_}")
    write_files(root, {SPANISH: damaged})

    run = xliff(root, "import-xliff", file)

    assert (run.code, f"{SPANISH} cannot be read. 'plainleaf check' shows why" in run.stderr) == (2, True), run.stderr
    assert (root / SPANISH).read_text("utf-8") == damaged


def test_a_page_says_which_red_flags_have_to_be_translated_first(root: Path) -> None:
    page = "---\ntitle: Legs\nsummary: About legs.\n---\n\n::: red-flags legs\n:::\n\nRest.\n"
    write_files(root, {ENGLISH: make_set(LEGS), "content/en/legs.md": page})
    assert xliff(root, "export-xliff", "legs.md", "es", "--out", root / "page.xlf").code == 0
    fill(root / "page.xlf", ("Rest", "Descanse"))

    run = xliff(root, "import-xliff", root / "page.xlf")

    assert run.code == 2
    assert "no set of red flags 'legs'. Translate it first: it goes into content/es/red-flags/" in run.stderr
