"""What is wrong with the settings of a receiver, or with what they name, is said before it starts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plainleaf.input.fields import fields_of
from plainleaf.problems import Report
from plainleaf.receiver.pack import watch_packs
from plainleaf.receiver.settings import ReceiverSettings, read_settings
from tests.documents import all_examples
from tests.receiver.running import Clinic, make_clinic, running
from tests.site_tools import CHECKOUT, Run, rules, run_plainleaf

MAIL = "host: mail.example.com, sender: website@clinic.example, recipients: [desk@clinic.example]"


@pytest.fixture
def own_clinic(tmp_path: Path, packs: Path) -> Clinic:
    """The folder of a receiver for one test."""
    return make_clinic(tmp_path, shutil.copytree(packs, tmp_path / "packs"))


def check(clinic: Clinic) -> Run:
    """What `receive --check` says."""
    return run_plainleaf("receive", "--check", "--settings", clinic.folder / "receiver.yaml")


def change_settings(clinic: Clinic, before: str, after: str) -> None:
    """Write something else into the settings."""
    file = clinic.folder / "receiver.yaml"
    assert before in file.read_text()
    file.write_text(file.read_text().replace(before, after))


def test_settings_that_can_be_used_are_accepted(own_clinic: Clinic) -> None:
    run = check(own_clinic)

    assert (run.code, run.stdout, run.stderr) == (0, "All is well: booking can be received.\n", "")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("listen:", "lisen:", "Did you mean 'listen'?"),
        ("store: requests.db\n", "", "the field 'store' is missing"),
        ("127.0.0.1:0", "8765", "'8765' is not an address with a port"),
        ("listen:", "proxies: [nginx]\nlisten:", "'nginx' is not the IP address"),
        ("listen:", "origins: [clinic.example]\nlisten:", "is not the beginning of an address"),
        ("listen:", "mail: {host: mail.example.com}\nlisten:", "the field 'sender' is missing"),
        ("listen:", f"mail: {{{MAIL}, password_file: none}}\nlisten:", "none cannot be read"),
        ("listen:", f"mail: {{{MAIL}, ca_file: none.pem}}\nlisten:", "none.pem cannot be read"),
        ("listen:", f"mail: {{{MAIL}, ca_file: recipients.txt}}\nlisten:", "recipients.txt has no certificate"),
        ("store: requests.db", "store: none/requests.db", "No such file or directory"),
        ("store: requests.db", "store: postgresql://127.0.0.1:1/none", "connection"),
        ("recipients.txt", "none.txt", "none.txt cannot be read"),
        ("/packs", "/none", "none cannot be read"),
    ],
)
def test_a_mistake_is_said_with_its_place_or_name(before: str, after: str, said: str, own_clinic: Clinic) -> None:
    change_settings(own_clinic, before, after)

    run = check(own_clinic)

    assert run.code == 1
    assert said in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is no form pack"),
        ("[]", "is no form pack"),
        ('{"version": 2}', "has version 2"),
        ('{"version": 1}', "is no form pack"),
        (None, "was changed, or a part of it is missing"),
    ],
)
def test_a_form_pack_that_cannot_be_used_is_named(content: str | None, said: str, own_clinic: Clinic) -> None:
    file = own_clinic.folder / "packs" / "booking.json"
    file.write_text(file.read_text().replace("Enter your name", "Enter a name") if content is None else content)

    run = check(own_clinic)

    assert run.code == 1
    assert f"{file} {said}" in run.stderr


def test_an_empty_folder_of_form_packs_is_said(own_clinic: Clinic) -> None:
    (own_clinic.folder / "packs" / "booking.json").unlink()

    assert "has no form pack" in check(own_clinic).stderr


def test_a_private_key_among_the_public_ones_stops_it(own_clinic: Clinic) -> None:
    (own_clinic.folder / "recipients.txt").write_text(own_clinic.identity)

    run = check(own_clinic)

    assert run.code == 1
    assert "private key" in run.stderr
    assert own_clinic.identity not in run.stderr


def test_a_port_that_is_taken_is_said(own_clinic: Clinic) -> None:
    command = [sys.executable, "-m", "plainleaf", "receive", "--settings", str(own_clinic.folder / "receiver.yaml")]

    with running(own_clinic) as other:
        change_settings(own_clinic, "127.0.0.1:0", f"127.0.0.1:{other.port}")
        run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=CHECKOUT)

    assert run.returncode == 1
    assert f"cannot listen at 127.0.0.1:{other.port}: Address already in use" in run.stderr


def test_a_path_that_is_too_long_for_a_socket_is_said(own_clinic: Clinic) -> None:
    change_settings(own_clinic, "127.0.0.1:0", f"/tmp/{'x' * 120}")
    command = [sys.executable, "-m", "plainleaf", "receive", "--settings", str(own_clinic.folder / "receiver.yaml")]

    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=CHECKOUT)

    assert run.returncode == 1
    assert "path too long" in run.stderr


def test_missing_settings_are_said() -> None:
    run = run_plainleaf("receive", "--settings", "/nowhere/receiver.yaml")

    assert run.code == 1
    assert "this file does not exist" in run.stderr


def test_the_settings_in_the_documents_are_right(tmp_path: Path) -> None:
    examples = all_examples("yaml receiver.yaml")
    assert len(examples) >= 2

    for example in examples:
        (tmp_path / "receiver.yaml").write_text(example.text)
        report = Report()
        assert read_settings(tmp_path / "receiver.yaml", report), rules(report)


def test_the_failure_page_says_that_nothing_was_sent(own_clinic: Clinic) -> None:
    folder = own_clinic.folder / "failure"

    run = run_plainleaf("receive", "--settings", own_clinic.folder / "receiver.yaml", "--failure-pages", folder)

    page = (folder / "booking.html").read_text()
    assert run.code == 0
    assert "Nothing was sent. Please call us, or try again later." in page
    assert "555-0100" in page


def test_failure_pages_need_no_store_and_can_be_read_by_the_web_server(own_clinic: Clinic) -> None:
    folder = own_clinic.folder / "failure"
    change_settings(own_clinic, "store: requests.db", "store: /nowhere/requests.db")

    before = os.umask(0o077)
    try:
        run = run_plainleaf("receive", "--settings", own_clinic.folder / "receiver.yaml", "--failure-pages", folder)
    finally:
        os.umask(before)

    assert run.code == 0, run.stderr
    assert folder.stat().st_mode & 0o777 == 0o755
    assert (folder / "booking.html").stat().st_mode & 0o777 == 0o644
    assert not own_clinic.store.exists()


def test_what_an_editor_lays_beside_the_form_packs_is_passed_over(own_clinic: Clinic) -> None:
    folder = own_clinic.folder / "packs"
    (folder / ".#booking.json").symlink_to("ann@desk.1234")
    (folder / "gone.json").symlink_to(folder / "nowhere")
    (folder / "old.json").mkdir()
    (folder / ".booking.json").write_text("{")

    assert check(own_clinic).code == 0
    packs = watch_packs(folder)
    file = folder / "booking.json"
    file.write_text(file.read_text())
    os.utime(file, ns=(1, 1))

    assert list(packs()) == ["booking"]


def test_form_packs_that_change_are_noticed_beside_a_link_that_leads_nowhere(own_clinic: Clinic) -> None:
    folder = own_clinic.folder / "packs"
    (folder / ".#booking.json").symlink_to("ann@desk.1234")
    packs = watch_packs(folder)
    before = packs()

    os.utime(folder / "booking.json", ns=(1, 1))

    assert packs() is not before


def test_every_setting_has_words_for_those_who_write_it() -> None:
    assert [field.name for field in fields_of(ReceiverSettings) if not field.help.endswith(".")] == []
