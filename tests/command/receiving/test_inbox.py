"""`inbox`: requests are listed, read, printed, marked, exported and deleted on a staff computer."""

from __future__ import annotations

import io
import re
import stat
from pathlib import Path

import pytest

from tests.command.receiving.requests import Receiver, answer, give_key, inbox
from tests.command.receiving.terminal import at_terminal
from tests.site_tools import minimal_config, run_plainleaf

EVIL = "\x1b]0;owned\x07\u202eevil <script>alert(1)</script>"


def test_new_requests_are_listed_by_number_with_who_sent_them(receiver: Receiver) -> None:
    receiver.take(answer("visit", "In the clinic"), answer("name", "Ana Example"))
    receiver.take(answer("name", "Ben Example"), form="message", language="es")

    run = inbox(receiver)

    lines = run.stdout.splitlines()
    assert run.code == 0
    assert re.fullmatch(r"1 +\d{4}-\d\d-\d\d \d\d:\d\d \w+ +booking +en +new +Ana Example", lines[1])
    assert re.fullmatch(r"2 +\d{4}-\d\d-\d\d \d\d:\d\d \w+ +message +es +new +Ben Example", lines[2])


def test_an_empty_inbox_says_so(receiver: Receiver) -> None:
    run = inbox(receiver)

    assert (run.code, run.stderr) == (0, "")
    assert "no new request" in run.stdout


def test_a_request_is_opened_with_all_its_answers(receiver: Receiver) -> None:
    number = receiver.take(
        answer("name", "Ana Example"), answer("days", "Monday", "Which days?"), answer("days", "Friday", "Which days?")
    )

    run = inbox(receiver, "open", str(number))

    assert run.code == 0
    assert "  Your name?\n  | Ana Example\n  Which days?\n  | Monday\n  | Friday\n" in run.stdout


def test_a_strangers_text_can_neither_command_the_terminal_nor_imitate_the_list(receiver: Receiver) -> None:
    number = receiver.take(answer("name", f"{EVIL}\n  Your phone?\n  | 555-0199"), form=f"b{EVIL}", language=EVIL)

    runs = [inbox(receiver), inbox(receiver, "open", str(number))]

    for run in runs:
        assert not set("\x1b\x07\u202e") & set(run.stdout)
    assert "\n  |   Your phone?\n  |   | 555-0199" in runs[1].stdout


def test_answered_requests_leave_the_list(receiver: Receiver) -> None:
    first, second = receiver.take(answer("name", "Ana")), receiver.take(answer("name", "Ben"))

    marked = inbox(receiver, "answered", str(first))

    assert (marked.code, marked.stdout) == (0, "Marked as answered: 1\n")
    assert "Ana" not in inbox(receiver).stdout
    everything = inbox(receiver, "--all").stdout
    assert re.search(r"answered +Ana", everything)
    assert re.search(r"new +Ben", everything)
    assert second == 2


def test_what_cannot_be_opened_says_why_and_hides_nothing_else(receiver: Receiver, tmp_path: Path) -> None:
    receiver.take(answer("name", "Ana"))
    receiver.take(answer("name", "Ben"), recipients=[give_key(tmp_path / "other")])
    receiver.take(answer("name", "Cho"), version=2)
    receiver.keep(b"age-encryption.org/v1 cut off")
    receiver.take(answer("name", "Dee"), answers="no list")
    receiver.take(answer("name", "Eva"), id="00" * 32)
    receiver.take(answer("name", "Fay"), received="yesterday")
    receiver.take(answer("name", "Gil"))

    run = inbox(receiver)

    lines = run.stdout.splitlines()[1:]
    assert run.code == 1
    assert "Ana" in lines[0]
    for line, why in zip(
        lines[1:7],
        ["another key", "another version of plainleaf (2)", "damaged", "no request", "place of another", "no request"],
        strict=True,
    ):
        assert "cannot be opened: " in line
        assert why in line
    assert "Gil" in lines[7]
    assert "6 of 8 requests could not be opened" in run.stderr


def test_without_any_key_the_requests_are_there_but_closed(receiver: Receiver, desk: Path) -> None:
    receiver.take(answer("name", "Ana"))
    for file in desk.glob("desk.*"):
        file.unlink()

    run = inbox(receiver)

    assert run.code == 1
    assert "this computer has no key" in run.stdout
    assert "plainleaf keys restore" in run.stderr
    assert "Ana" not in run.stdout


def test_old_and_new_requests_open_with_an_old_and_a_new_key(receiver: Receiver, desk: Path) -> None:
    receiver.take(answer("name", "Ana"))
    receiver.take(answer("name", "Ben"), recipients=[give_key(desk, "new")])

    run = inbox(receiver, "open")

    assert run.code == 0
    assert "Ana" in run.stdout
    assert "Ben" in run.stdout


def test_a_damaged_key_does_not_keep_another_from_opening(receiver: Receiver, desk: Path) -> None:
    receiver.take(answer("name", "Ana"))
    give_key(desk, "broken")
    (desk / "broken.key").write_text("AGE-SECRET-KEY-1BROKEN", encoding="utf-8")

    run = inbox(receiver)

    assert "Ana" in run.stdout
    assert run.code == 0
    assert "Traceback" not in run.stderr


@pytest.mark.matrix
def test_a_passphrase_is_asked_for_once_and_a_wrong_one_opens_nothing(tmp_path: Path, desk: Path) -> None:
    receiver = Receiver(tmp_path / "requests.db", give_key(desk, passphrase="four plain words"))
    receiver.take(answer("name", "Ana"))
    receiver.take(answer("name", "Ben"))

    with at_terminal(tmp_path, "inbox", "--store", receiver.file) as terminal:
        terminal.answer("Passphrase of the key 'desk': ", "wrong")
        terminal.answer("Passphrase of the key 'desk': ", "four plain words")
        assert terminal.end() == 0

    assert "Ana" in terminal.shown
    assert "Ben" in terminal.shown
    assert terminal.shown.count("Passphrase") == 2
    closed = run_plainleaf("inbox")
    assert closed.code == 1
    assert "stays closed" in closed.stderr


def test_requests_are_deleted_only_after_yes(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    receiver.take(answer("name", "Ana"))
    receiver.take(answer("name", "Ben"))
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))

    refused = inbox(receiver, "delete", "1")
    agreed = inbox(receiver, "delete", "2", "--yes")

    assert (refused.code, agreed.code) == (1, 0)
    assert [request.id for request in receiver.store.read()] == [1]


def test_old_requests_go_after_the_days_that_the_site_says(receiver: Receiver, tmp_path: Path) -> None:
    receiver.take(answer("name", "Ana"), days_ago=31)
    receiver.take(answer("name", "Ben"), days_ago=29)
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "config.yaml").write_text(minimal_config(more="policies:\n  keep_requests: 30\n"), encoding="utf-8")

    run = inbox(receiver, "delete-old", "--yes", "--root", site)

    assert (run.code, run.stdout) == (0, "Deleted: 1 request older than 30 days.\n")
    assert [request.id for request in receiver.store.read()] == [2]


def test_before_old_requests_go_those_without_an_answer_are_counted(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        receiver.take(answer("name", "Ana"), days_ago=31)
    inbox(receiver, "answered", "1")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    run = inbox(receiver, "delete-old", "--days", "30")

    assert run.code == 1
    assert "Delete 2 requests older than 30 days, 1 of them not answered?" in run.stdout
    assert len(list(receiver.store.read())) == 2


def test_without_a_site_and_days_nothing_is_old(receiver: Receiver) -> None:
    receiver.take(answer("name", "Ana"), days_ago=4000)

    run = inbox(receiver, "delete-old", "--yes")

    assert run.code == 2
    assert "--days 90" in run.stderr


def test_a_store_is_named_once(receiver: Receiver, tmp_path: Path, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    receiver.take(answer("name", "Ana"))
    run_plainleaf("inbox", "--store", "requests.db")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    run = run_plainleaf("inbox")

    assert "Ana" in run.stdout
    assert stat.S_IMODE((desk / "store").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("store", "code", "says"),
    [
        ("", 2, "where are the requests?"),
        ("missing.db", 1, "there is no file missing.db"),
        (".", 1, "there is no file"),
        ("text.db", 1, "cannot be reached"),
        ("postgresql://127.0.0.1:1/none", 1, "cannot be reached"),
        ("http://example.com/", 2, "is no store"),
        ("ssh://-oProxyCommand=x/db", 2, "ssh://USER@HOST/PATH"),
        ("ssh://desk@-x/db", 2, "ssh://USER@HOST/PATH"),
        ("ssh://desk:secret@example.com/db", 2, "ssh://USER@HOST/PATH"),
        ("ssh://example.com", 2, "ssh://USER@HOST/PATH"),
        ("ssh://example.com:x/db", 2, "ssh://USER@HOST/PATH"),
    ],
)
def test_a_store_that_cannot_be_read_says_so_and_is_not_kept(
    store: str, code: int, says: str, tmp_path: Path, desk: Path
) -> None:
    (tmp_path / "text.db").write_text("This is no database. " * 200, encoding="utf-8")

    run = run_plainleaf("inbox", *(("--store", store) if store else ()))

    assert (run.code, "Traceback" in run.stderr) == (code, False)
    assert says in run.stderr
    assert not (desk / "store").exists()
    assert not (tmp_path / "missing.db").exists()


@pytest.mark.parametrize(
    "arguments", [("answered",), ("delete",), ("export",), ("relay",), ("print",)], ids=lambda words: words[0]
)
def test_what_lacks_a_word_is_refused_before_anything_is_opened(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    run = run_plainleaf("inbox", *arguments)

    assert run.code == 2
    assert run.stderr.startswith("plainleaf: ")


@pytest.mark.parametrize("action", ["open", "answered", "delete", "export"])
def test_a_request_that_is_not_there_is_named(action: str, receiver: Receiver, tmp_path: Path) -> None:
    receiver.take(answer("name", "Ana"))

    run = inbox(receiver, action, "1", "77", "--yes", "--out", tmp_path / "out.csv")

    assert run.code == 1
    assert "there is no request 77" in run.stderr
    assert "There is no new request" not in run.stdout


def test_a_number_that_is_not_there_does_not_say_that_there_is_no_request(receiver: Receiver) -> None:
    receiver.take(answer("name", "Ana"))

    run = inbox(receiver, "open", "77")

    assert (run.code, run.stdout) == (1, "")
    assert "there is no request 77" in run.stderr


@pytest.mark.parametrize("received", ["2020-01-01T00:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_request_with_a_date_that_cannot_be_is_closed(received: str, receiver: Receiver) -> None:
    receiver.take(answer("name", "Ana"), received=received)

    run = inbox(receiver, "open")

    assert run.code == 1
    assert "What is in it is no request" in run.stdout
