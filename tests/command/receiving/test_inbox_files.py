"""`inbox`: printed pages and exported tables are closed to others, harmless, and do not stay. Times have a zone."""

from __future__ import annotations

import csv
import io
import signal
import stat
import time
from pathlib import Path

import pytest

from tests.command.receiving.requests import Receiver, answer, inbox
from tests.command.receiving.terminal import at_terminal
from tests.site_tools import minimal_config

EVIL = "\x1b]0;owned\x07\u202eevil <script>alert(1)</script>"


def test_a_printed_page_is_closed_to_others_harmless_and_deleted(
    receiver: Receiver, tmp_path: Path, desk: Path
) -> None:
    receiver.take(answer("name", EVIL))

    with at_terminal(tmp_path, "inbox", "print", "1", "--no-open", "--store", receiver.file) as terminal:
        terminal.await_text("Press Enter")
        shown = desk / "shown" / "requests.html"
        page = shown.read_text(encoding="utf-8")
        assert stat.S_IMODE(shown.stat().st_mode) == 0o600
        assert stat.S_IMODE(shown.parent.stat().st_mode) == 0o700
        terminal.answer("", "")

        assert terminal.end() == 0

    assert not shown.exists()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert not set("\x1b\x07\u202e") & set(page)
    assert "default-src 'none'" in page


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_printed_page_is_deleted_also_when_the_window_is_closed(
    number: signal.Signals, receiver: Receiver, tmp_path: Path, desk: Path
) -> None:
    if signal.getsignal(number) == signal.SIG_IGN:
        pytest.skip(f"{number.name} is ignored by whoever started the tests, as nohup does")
    receiver.take(answer("name", "Ana"))

    with at_terminal(tmp_path, "inbox", "print", "--no-open", "--store", receiver.file) as terminal:
        terminal.await_text("Press Enter")
        terminal.process.send_signal(number)
        code = terminal.end()

    assert code == 128 + number
    assert list((desk / "shown").iterdir()) == []


def test_what_a_switched_off_computer_left_is_deleted_next_time(receiver: Receiver, tmp_path: Path, desk: Path) -> None:
    receiver.take(answer("name", "Ana"))
    with at_terminal(tmp_path, "inbox", "print", "--no-open", "--store", receiver.file) as terminal:
        terminal.await_text("Press Enter")
        terminal.process.kill()
        terminal.end()
    assert len(list((desk / "shown").iterdir())) == 1

    inbox(receiver)

    assert list((desk / "shown").iterdir()) == []


def test_the_printed_page_may_lie_where_a_browser_can_read_it(receiver: Receiver, tmp_path: Path) -> None:
    receiver.take(answer("name", "Ana"))
    place = ("--folder", tmp_path, "--no-open", "--store", receiver.file)

    with at_terminal(tmp_path, "inbox", "print", *place) as terminal:
        terminal.await_text("Press Enter")
        assert (tmp_path / "requests.html").is_file()
        terminal.answer("", "")
        assert terminal.end() == 0

    assert not (tmp_path / "requests.html").exists()


def test_an_export_is_closed_to_others_and_has_no_formula(receiver: Receiver, tmp_path: Path) -> None:
    receiver.take(answer("name", '=HYPERLINK("http://evil.example","x")'), answer("phone", "+1 313-555-0110"))
    receiver.take(answer("name", 'Ana "A", Example\nsecond line'), answer("=1+1", "\t=2", "@label"))
    out = tmp_path / "requests.csv"

    run = inbox(receiver, "export", "--out", out)

    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    assert run.code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows[0][3:] == ["form", "page", "language", "Your name?", "Your phone?", "'@label"]
    assert rows[1][6:] == ['\'=HYPERLINK("http://evil.example","x")', "'+1 313-555-0110", ""]
    assert rows[2][6:] == ['Ana "A", Example\nsecond line', "", "'    =2"]
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_an_export_never_replaces_a_file(receiver: Receiver, tmp_path: Path) -> None:
    receiver.take(answer("name", "Ana"))
    (tmp_path / "requests.csv").write_text("mine", encoding="utf-8")

    run = inbox(receiver, "export", "--out", tmp_path / "requests.csv")

    assert run.code == 2
    assert (tmp_path / "requests.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("timezone", "shown"),
    [("timezone: America/Detroit\n", "2026-05-01 06:30 "), (None, "2026-05-01 07:30 -03 ")],
    ids=["the clinic's", "of this computer"],
)
def test_a_time_that_may_not_be_the_clinics_has_its_zone(
    timezone: str | None, shown: str, receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/Sao_Paulo")
    time.tzset()
    if timezone is not None:
        (tmp_path / "content").mkdir()
        (tmp_path / "config.yaml").write_text(minimal_config() + timezone, encoding="utf-8")
    receiver.take(answer("name", "Ana Example"), received="2026-05-01T10:30:00Z")

    run = inbox(receiver)

    monkeypatch.undo()
    time.tzset()
    assert shown in run.stdout
