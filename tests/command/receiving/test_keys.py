"""`keys`: a key is made on a staff computer, closed to others, and comes back from paper."""

from __future__ import annotations

import io
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from plainleaf.command.receiving.key_files import list_key_files, make_private_key, public_of, save_key
from plainleaf.command.receiving.written_key import read_key
from plainleaf.receiver.sealing import open_sealed, read_recipients, seal
from tests.site_tools import CHECKOUT, Run, run_plainleaf

PASSPHRASE = "four plain words here"


def mode(path: Path) -> int:
    """The permissions of a file or a folder."""
    return stat.S_IMODE(path.stat().st_mode)


def private_in(file: Path) -> str:
    """The private key in a file."""
    return file.read_text(encoding="utf-8").splitlines()[-1]


def make_key(*more: str) -> Run:
    """Make a key whose recovery sheet is in sheet.html."""
    return run_plainleaf("keys", "new", "--name", "front-desk", "--sheet", "sheet.html", *more)


def lines_of_sheet(sheet: Path) -> list[str]:
    """The lines of the key, as somebody reads them from the sheet."""
    listed = re.search(r'<ol class="key">(.*?)</ol>', sheet.read_text(encoding="utf-8"), re.DOTALL)
    assert listed
    return re.findall(r"<li>(.*?)</li>", listed[1])


def type_lines(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Give a text to the command that runs next, as from a scanner."""
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_new_key_is_closed_to_others_and_only_its_public_half_is_shown(desk: Path, tmp_path: Path) -> None:
    run = make_key()

    private = private_in(desk / "front-desk.key")
    public = public_of(private)
    assert run.code == 0
    assert (mode(desk), mode(desk / "front-desk.key")) == (0o700, 0o600)
    assert public in run.stdout
    assert "AGE-SECRET" not in run.stdout + run.stderr
    assert read_recipients(tmp_path / "recipients.txt") == (public,)
    assert open_sealed(seal(b"request", [public]), [private]) == b"request"


def test_a_folder_that_was_open_is_closed(desk: Path) -> None:
    desk.mkdir(mode=0o755)

    make_key()

    assert mode(desk) == 0o700


def test_the_sheet_has_the_key_to_read_and_to_scan(desk: Path, tmp_path: Path) -> None:
    make_key()

    sheet = tmp_path / "sheet.html"
    private = private_in(desk / "front-desk.key")
    assert mode(sheet) == 0o600
    assert read_key("\n".join(lines_of_sheet(sheet))) == private
    assert [code.text for code in zxingcpp.read_barcodes(draw_code(sheet))] == [private]
    assert "plainleaf keys restore" in sheet.read_text(encoding="utf-8")
    assert "http" not in re.sub(r'(xmlns|http-equiv)="[^"]*"', "", sheet.read_text(encoding="utf-8"))


def draw_code(sheet: Path, scale: int = 4) -> Image.Image:
    """The QR code of a sheet as a picture. Its SVG is a path of strokes, each a row of dark squares."""
    svg = re.search(r"<svg.*</svg>", sheet.read_text(encoding="utf-8"), re.DOTALL)
    assert svg
    size = int(re.findall(r'viewBox="0 0 (\d+)', svg[0])[0])
    picture = Image.new("L", (size * scale, size * scale), 255)
    draw, x, y = ImageDraw.Draw(picture), 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", svg[0].rpartition(' d="')[2]):
        values = [float(number) for number in numbers.split()]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            top = (y - 0.5) * scale
            draw.rectangle((x * scale, top, (x + values[0]) * scale - 1, top + scale - 1), fill=0)
            x += values[0]
    return picture


def test_a_second_key_goes_beside_the_first_and_both_can_be_sealed_for(desk: Path, tmp_path: Path) -> None:
    make_key()
    (tmp_path / "recipients.txt").write_bytes((tmp_path / "recipients.txt").read_bytes().rstrip())

    run = run_plainleaf("keys", "new", "--name", "front-desk", "--sheet", "second.html")

    assert run.code == 0
    assert [key.name for key in list_key_files(desk)] == ["front-desk", "front-desk-2"]
    both = [public_of(private_in(desk / f"{name}.key")) for name in ("front-desk", "front-desk-2")]
    assert list(read_recipients(tmp_path / "recipients.txt")) == both


def test_without_a_terminal_no_key_is_made_that_would_have_no_sheet(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_lines(monkeypatch, "")

    run = run_plainleaf("keys", "new")

    assert run.code == 2
    assert "--sheet FILE" in run.stderr
    assert not desk.exists()


def test_whoever_makes_no_sheet_is_told_what_that_risks_and_how_to_make_one_later(desk: Path, tmp_path: Path) -> None:
    run = run_plainleaf("keys", "new", "--name", "front-desk", "--without-sheet")
    run_plainleaf("keys", "new", "--name", "another", "--without-sheet")
    (advice,) = re.findall(r"^  plainleaf (.*)$", run.stdout, re.MULTILINE)

    later = run_plainleaf(*advice.split(), "--sheet", "sheet.html")

    assert "If the computer is lost or breaks, nobody can open" in run.stdout
    assert later.code == 0, later.stderr
    assert read_key("\n".join(lines_of_sheet(tmp_path / "sheet.html"))) == private_in(desk / "front-desk.key")


@pytest.mark.usefixtures("desk")
def test_a_sheet_that_is_not_to_be_made_is_refused() -> None:
    run_plainleaf("keys", "new", "--without-sheet")

    run = run_plainleaf("keys", "sheet", "--without-sheet")

    assert (run.code, "Leave one of them out" in run.stderr) == (2, True)


def test_a_sheet_never_replaces_a_file(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "sheet.html").write_text("mine", encoding="utf-8")

    run = make_key()

    assert run.code == 2
    assert (tmp_path / "sheet.html").read_text(encoding="utf-8") == "mine"
    assert not desk.exists()


def test_when_the_list_of_public_keys_cannot_be_written_the_sheet_is_made_all_the_same(
    desk: Path, tmp_path: Path
) -> None:
    (tmp_path / "recipients.txt").mkdir()

    run = make_key()

    assert run.code == 1
    assert "recipients.txt could not be written" in run.stderr
    assert read_key("\n".join(lines_of_sheet(tmp_path / "sheet.html"))) == private_in(desk / "front-desk.key")


def test_a_key_comes_back_from_its_sheet_on_another_computer(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_key()
    private, typed = private_in(desk / "front-desk.key"), "\n".join(lines_of_sheet(tmp_path / "sheet.html"))
    desk.rename(tmp_path / "lost")
    type_lines(monkeypatch, f"{typed.lower()}\n")

    run = run_plainleaf("keys", "restore", "--name", "new-desk")

    assert run.code == 0
    assert public_of(private)[-8:] in run.stdout
    assert private_in(desk / "new-desk.key") == private
    assert mode(desk / "new-desk.key") == 0o600


def test_typing_the_sheet_on_the_same_computer_proves_it(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_key()
    type_lines(monkeypatch, "\n".join(lines_of_sheet(tmp_path / "sheet.html")))

    run = run_plainleaf("keys", "restore")

    assert (run.code, "That is right" in run.stdout) == (0, True)
    assert len(list_key_files(desk)) == 1


@pytest.mark.parametrize("typed", ["", "\n", "QQQQ\n", "what?\n"])
def test_what_is_no_key_brings_nothing_back(typed: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    type_lines(monkeypatch, typed)

    run = run_plainleaf("keys", "restore")

    assert run.code == 1
    assert "Traceback" not in run.stderr
    assert not desk.exists()


def test_keys_are_listed_with_a_warning_where_others_can_read_one(desk: Path) -> None:
    make_key()
    (desk / "front-desk.key").chmod(0o644)

    run = run_plainleaf("keys")

    assert run.code == 0
    assert public_of(private_in(desk / "front-desk.key")) in run.stdout
    assert "chmod 600" in run.stderr
    assert "AGE-SECRET" not in run.stdout + run.stderr


def test_with_several_keys_a_sheet_is_asked_for_by_name(desk: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_key(desk, name, make_private_key())

    unnamed = run_plainleaf("keys", "sheet", "--sheet", "a.html")
    named = run_plainleaf("keys", "sheet", "--name", "two", "--sheet", "b.html")

    assert (unnamed.code, "--name one or --name two" in unnamed.stderr) == (2, True)
    assert named.code == 0
    assert read_key("\n".join(lines_of_sheet(tmp_path / "b.html"))) == private_in(desk / "two.key")


@pytest.mark.parametrize("action", ["list", "sheet"])
def test_a_computer_without_a_key_says_what_to_do(action: str) -> None:
    run = run_plainleaf("keys", action)

    assert run.code == 1
    assert "plainleaf keys new" in run.stderr
    assert "plainleaf keys restore" in run.stderr


@pytest.mark.parametrize("name", ["../up", "Desk", "a b", "-x", ".key", "x" * 41])
def test_a_name_that_is_no_plain_word_is_refused(name: str, desk: Path) -> None:
    run = run_plainleaf("keys", "new", f"--name={name}", "--sheet", "sheet.html")

    assert run.code == 2
    assert not desk.exists()


@pytest.mark.parametrize("command", ["keys", "inbox"])
def test_without_the_extra_the_command_says_what_to_install(command: str, tmp_path: Path) -> None:
    (tmp_path / "pyrage").mkdir()
    (tmp_path / "pyrage/__init__.py").write_text("raise ModuleNotFoundError('none', name='pyrage')", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{CHECKOUT}"}

    run = subprocess.run(
        [sys.executable, "-m", "plainleaf", command], capture_output=True, text=True, timeout=60, check=False,
        env=environment, cwd=tmp_path,
    )  # fmt: skip

    assert run.returncode == 2
    assert "python -m pip install alembic pyrage" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_sheet_that_was_left_when_the_computer_was_switched_off_is_deleted(desk: Path) -> None:
    make_key()
    left = desk / "shown" / "recovery-sheet.html"
    left.parent.mkdir()
    left.write_text("AGE-SECRET-KEY-1")

    run = run_plainleaf("keys", "list")

    assert run.code == 0
    assert not left.exists()
