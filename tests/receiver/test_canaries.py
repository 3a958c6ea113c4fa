"""Nothing of a request is anywhere on the server, nor in a mail, and a staff computer still reads all of it."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from plainleaf.command.receiving.key_files import save_key
from plainleaf.command.receiving.private_files import VARIABLE
from tests.receiver.mail_server import mail_server
from tests.receiver.running import SECONDS, from_, make_clinic, running
from tests.site_tools import run_plainleaf

# Words of a request that stand nowhere else.
NAME, PHONE = "Zebulon Quackenbush", "313-555-0142"
REQUEST = from_(quote_plus(NAME)).replace("313+555+0100", PHONE)


def forms_of(word: str) -> set[bytes]:
    """A word as programs write it: in several encodings, in addresses, in base64 at each of its three positions."""
    plain = word.encode()
    shifted = {base64.b64encode(b"x" * shift + plain)[4:-4] for shift in range(3)}
    return {
        plain,
        word.encode("utf-16-le"),
        quote(word).encode(),
        quote_plus(word).encode(),
        plain.hex().encode(),
        *shifted,
    }


def found_below(folder: Path, words: tuple[str, ...]) -> list[tuple[str, bytes]]:
    """In which files of a folder a word is, in whatever form."""
    forms = {form for word in words for form in forms_of(word)}
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [(str(file), form) for file in files for form in forms if form in file.read_bytes()]


def test_the_forms_of_a_word_are_found_wherever_they_stand(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / str(number)).write_bytes(base64.b64encode(b"-" * number + NAME.encode() + b"-"))

    assert {file for file, _ in found_below(tmp_path, (NAME,))} == {str(tmp_path / str(number)) for number in range(6)}


def test_nothing_of_a_request_is_on_the_server_or_in_a_mail_and_staff_read_it(
    tmp_path: Path, packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, desk = tmp_path / "server", tmp_path / "desk"
    server.mkdir()
    monkeypatch.setenv(VARIABLE, str(desk))
    with mail_server() as mail:
        settings = f"mail:\n  host: localhost\n  port: {mail.port}\n  security: none\n  sender: site@example.com\n"
        clinic = make_clinic(server, packs, f"{settings}  recipients: [desk@example.com]\n  interval: 0\n")
        with running(clinic, temporary=server / "temporary") as receiver:
            replies = [receiver.post(REQUEST), receiver.post(from_("Other"))]
            mails = [mail.mails.get(timeout=SECONDS).as_bytes()]
            # What a running server has on its disk, its log of changes included.
            while_running = found_below(server, (NAME, PHONE))
            receiver.stop()
        mails += [mail.mails.get().as_bytes() for _ in range(mail.mails.qsize())]

    assert [reply.status for reply in replies] == [303, 303]
    assert not {word for word in (NAME, PHONE, "Zebulon") for each in mails if word.encode() in each}
    assert sum(int(count) for each in mails for count in re.findall(rb"booking: (\d+)", each)) == 2
    assert while_running == found_below(server, (NAME, PHONE)) == []
    save_key(desk, "desk", clinic.identity)
    read = run_plainleaf("inbox", "open", "1", "--store", clinic.store)
    assert read.code == 0
    assert NAME in read.stdout
    assert PHONE in read.stdout
