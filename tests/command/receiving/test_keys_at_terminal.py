"""`keys` at a terminal: passphrases, slips that are typed again, and a sheet that is shown once."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf.command.receiving.key_files import list_key_files, make_private_key, save_key
from plainleaf.command.receiving.written_key import read_key, write_lines
from tests.command.receiving.terminal import at_terminal
from tests.command.receiving.test_keys import lines_of_sheet, mode, private_in

PASSPHRASE = "four plain words here"


def test_at_a_terminal_a_slip_can_be_typed_again(desk: Path, tmp_path: Path) -> None:
    lines = write_lines(make_private_key())
    slip = lines[1][:-1] + ("Q" if lines[1][-1] != "Q" else "P")

    with at_terminal(tmp_path, "keys", "restore", "--name", "typed") as terminal:
        for line in (lines[0], slip, *lines[2:]):
            terminal.answer("> ", line)
        terminal.await_text("Line 2, group 4")
        for line in lines:
            terminal.answer("> ", line)

        assert terminal.end() == 0

    assert [key.name for key in list_key_files(desk)] == ["typed"]


def test_at_a_terminal_the_sheet_is_shown_once_and_deleted(desk: Path, tmp_path: Path) -> None:
    with at_terminal(tmp_path, "keys", "--name", "desk", "--no-open") as terminal:
        terminal.await_text("It is in ")
        terminal.await_text("Press Enter")
        shown = desk / "shown" / "recovery-sheet.html"
        assert mode(shown) == 0o600
        assert read_key("\n".join(lines_of_sheet(shown))) == private_in(desk / "desk.key")

        terminal.answer("", "")

        assert terminal.end() == 0
        assert not shown.exists()
        assert "AGE-SECRET" not in terminal.shown


def test_a_passphrase_protects_a_key_and_is_never_shown(desk: Path, tmp_path: Path) -> None:
    with at_terminal(tmp_path, "keys", "--name", "desk", "--passphrase", "--sheet", "sheet.html") as terminal:
        terminal.answer("Passphrase: ", PASSPHRASE)
        terminal.answer("The same again: ", PASSPHRASE)
        assert terminal.end() == 0
        assert PASSPHRASE not in terminal.shown

    (key,) = list_key_files(desk)
    assert key.is_locked
    assert mode(key.path) == 0o600
    assert b"AGE-SECRET" not in key.path.read_bytes()
    with at_terminal(tmp_path, "keys", "sheet", "--sheet", "again.html") as terminal:
        terminal.answer("Passphrase of the key 'desk': ", PASSPHRASE)
        assert terminal.end() == 0
    assert lines_of_sheet(tmp_path / "again.html") == lines_of_sheet(tmp_path / "sheet.html")


@pytest.mark.parametrize(
    ("first", "second", "says"), [("short", "short", "10 characters"), (PASSPHRASE, "another one", "not the same")]
)
def test_a_passphrase_that_is_short_or_mistyped_makes_no_key(
    first: str, second: str, says: str, desk: Path, tmp_path: Path
) -> None:
    with at_terminal(tmp_path, "keys", "--passphrase", "--sheet", "sheet.html") as terminal:
        terminal.answer("Passphrase: ", first)
        if len(first) > 10:
            terminal.answer("The same again: ", second)

        assert terminal.end() == 2

    assert says in terminal.shown
    assert not desk.exists()


@pytest.mark.matrix
def test_a_forgotten_passphrase_is_replaced_by_means_of_the_sheet(desk: Path, tmp_path: Path) -> None:
    private = make_private_key()
    save_key(desk, "old", private, "forgotten and gone")

    with at_terminal(tmp_path, "keys", "restore", "--name", "new") as terminal:
        for line in write_lines(private):
            terminal.answer("> ", line)
        terminal.answer("Is its passphrase forgotten? [y/N] ", "y")
        terminal.answer("Passphrase: ", PASSPHRASE)
        terminal.answer("The same again: ", PASSPHRASE)
        assert terminal.end() == 0

    assert [(key.name, key.is_locked) for key in list_key_files(desk)] == [("new", True)]
