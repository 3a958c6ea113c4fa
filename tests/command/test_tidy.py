"""`tidy`: shows what would change, asks, and never loses a file."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest

from plainleaf.command.tidy import tidy_files, tidy_source
from tests.site_tools import run_plainleaf

PAGE = "---\ntitle: “A” • b\n---\n\nBring:\n•\tyour card\n•\ta fri\u200bend\n"
TIDY = "---\ntitle: “A” • b\n---\n\nBring:\n\n- your card\n- a friend\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A file with a pasted list."""
    file = tmp_path / "a.md"
    file.write_bytes(PAGE.encode())
    return file


def test_a_file_is_tidied_after_the_change_was_shown(page: Path) -> None:
    page.chmod(0o640)

    run = run_plainleaf("tidy", "--yes", page)

    assert run.code == 0
    assert "-•\tyour card" in run.stdout
    assert "+- your card" in run.stdout
    assert page.read_text(encoding="utf-8") == TIDY
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert [file.name for file in page.parent.iterdir()] == ["a.md"]


@pytest.mark.parametrize("bullet", ["\uf0b7 ", "\uf0a7\t", "\uf0d8", "  \uf0fc\u00a0"])
def test_a_bullet_of_word_that_other_fonts_lack_begins_an_item(bullet: str) -> None:
    assert tidy_source(f"---\na: b\n---\n\n{bullet}Rest\n{bullet}Walk\n") == "---\na: b\n---\n\n- Rest\n- Walk\n"


@pytest.mark.parametrize(
    ("pasted", "tidy"),
    [
        ("Day\tOpens\tCloses\nMonday\t\t17:00\nTuesday\t8:00\t\n",
         "| Day | Opens | Closes |\n|---|---|---|\n| Monday |  | 17:00 |\n| Tuesday | 8:00 |  |\n"),
        ("☐\tRest\n☐\tWalk\n", "- Rest\n- Walk\n"),
        ("‐\tRest\n‐\tWalk\n", "- Rest\n- Walk\n"),
        ("―\tRest\n―\tWalk\n", "- Rest\n- Walk\n"),
        ("➔ Rest\n➔ Walk\n", "- Rest\n- Walk\n"),
        # What a tick and a cross say would be lost.
        ("✓\tRest\n✗\tRun\n", "- ✓\tRest\n- ✗\tRun\n"),
        ("✔\ufe0f\tRest\n✔\ufe0f\tWalk\n", "- ✔\ufe0f\tRest\n- ✔\ufe0f\tWalk\n"),
        ("✓\tDone at last.\n", "✓\tDone at last.\n"),
    ],
)  # fmt: skip
def test_tables_and_lists_of_word_keep_what_they_say(pasted: str, tidy: str) -> None:
    front = "---\na: b\n---\n\n"

    assert tidy_source(front + pasted) == front + tidy
    assert tidy_source(front + tidy) == front + tidy


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_nothing_is_changed_without_consent(answer: str, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))

    run = run_plainleaf("tidy", page)

    assert run.code == 1
    assert "was not changed" in run.stderr
    assert page.read_bytes() == PAGE.encode()


def test_a_tidy_file_is_left_alone(page: Path) -> None:
    page.write_text(TIDY, encoding="utf-8")
    before = page.stat().st_mtime_ns

    assert tidy_files([page], is_agreed=True) == 0
    assert page.stat().st_mtime_ns == before


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    assert tidy_source("\ufeff---\r\na: b\r\n---\r\n• x\r\n") == "\ufeff---\r\na: b\r\n---\r\n- x\r\n"


def test_front_matter_without_an_end_only_loses_invisible_characters() -> None:
    assert tidy_source("---\nlist:\n• x\u200b\n") == "---\nlist:\n• x\n"


def test_a_link_to_a_page_stays_a_link(page: Path) -> None:
    link = page.parent / "b.md"
    link.symlink_to("a.md")

    assert tidy_files([link], is_agreed=True) == 0
    assert link.is_symlink()
    assert page.read_text(encoding="utf-8") == TIDY


@pytest.mark.parametrize("content", [None, b"caf\xe9"])
def test_a_file_that_cannot_be_read_is_reported_and_the_others_are_tidied(content: bytes | None, page: Path) -> None:
    other = page.parent / "z.md"
    if content is not None:
        other.write_bytes(content)

    assert tidy_files([other, page], is_agreed=True) == 2
    assert page.read_text(encoding="utf-8") == TIDY
    assert content is None or other.read_bytes() == content
