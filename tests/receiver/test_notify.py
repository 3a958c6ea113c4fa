"""Staff are told that requests came, in few mails, and of nothing that is in them."""

from __future__ import annotations

import logging
import re
import shutil
import socket
from pathlib import Path

import pytest
from msgspec.structs import replace

from plainleaf.receiver.notify import CREDENTIALS, MailSettings, Notifier, make_mail, send_mail
from tests.receiver.mail_server import MailServer, mail_server, make_certificate

SECONDS = 20
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this computer."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the command openssl")
    return make_certificate(tmp_path_factory.mktemp("certificate"))


def settings_for(port: int, security: str = "none") -> MailSettings:
    """Settings that send to a server of a test, with long pauses."""
    return MailSettings(
        host="localhost", port=port, security=security, sender="site@example.com",
        recipients=("desk@example.com", "second@example.com"), interval=3600, retry=3600,
    )  # fmt: skip


def announced(server: MailServer) -> dict[str, int]:
    """How many requests of each form the mails name together."""
    counts: dict[str, int] = {}
    while not server.mails.empty():
        for form, count in re.findall(r"^  (\w+): (\d+)\s*$", server.mails.get().get_content(), re.MULTILINE):
            counts[form] = counts.get(form, 0) + int(count)
    return counts


def test_a_request_is_announced_at_once_to_everybody() -> None:
    with mail_server() as server:
        notifier = Notifier(settings_for(server.port))

        notifier.announce("booking")

        mail = server.mails.get(timeout=SECONDS)
        notifier.close()
    assert mail["Subject"] == "A new request"
    assert mail["To"] == "desk@example.com, second@example.com"
    assert "booking: 1" in mail.get_content()
    assert "plainleaf inbox" in mail.get_content()
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_flood_is_announced_in_few_mails_that_name_all() -> None:
    with mail_server() as server:
        notifier = Notifier(settings_for(server.port))

        for _ in range(1000):
            notifier.announce("booking")
        notifier.announce("message")
        notifier.close(SECONDS)

        assert 1 <= server.mails.qsize() <= 2
        assert announced(server) == {"booking": 1000, "message": 1}


def test_requests_after_the_first_wait_for_the_interval() -> None:
    with mail_server() as server:
        notifier = Notifier(replace(settings_for(server.port), interval=0))

        for _ in range(3):
            notifier.announce("booking")
            server.mails.get(timeout=SECONDS)

        notifier.close()


def test_what_could_not_be_sent_is_announced_later_and_the_log_has_no_address() -> None:
    lines = _Lines()
    with mail_server(refusals=1) as server, lines:
        notifier = Notifier(replace(settings_for(server.port), retry=0))

        notifier.announce("booking")

        mail = server.mails.get(timeout=SECONDS)
        notifier.close()
    assert "booking: 1" in mail.get_content()
    assert lines.texts == ["A notification of new requests could not be sent (SMTPSenderRefused 451). They are stored."]


def test_without_a_mail_server_nothing_waits_and_the_log_says_so() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings = settings_for(closed.getsockname()[1])
    lines = _Lines()

    with lines:
        notifier = Notifier(settings)
        for _ in range(100):
            notifier.announce("booking")
        notifier.close(SECONDS)

    assert lines.texts
    assert all("ConnectionRefusedError" in text for text in lines.texts)


def test_a_closed_notifier_that_has_nothing_to_say_sends_nothing() -> None:
    with mail_server() as server:
        Notifier(settings_for(server.port)).close(SECONDS)

        assert server.mails.empty()


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_the_password_comes_from_a_file_and_travels_encrypted(security: str, certificate: Path, tmp_path: Path) -> None:
    (tmp_path / "password").write_text(f"{PASSWORD}\n", encoding="utf-8")
    with mail_server(certificate, is_tls=security == "tls") as server:
        settings = replace(
            settings_for(server.port, security), user="desk", password_file=str(tmp_path / "password"),
            ca_file=str(certificate),
        )  # fmt: skip

        send_mail(make_mail(settings, {"booking": 1}), settings)

        assert server.logins == [("desk", PASSWORD)]
        assert server.mails.qsize() == 1


def test_the_password_may_be_a_credential_of_systemd(
    certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "smtp-password").write_text(PASSWORD, encoding="utf-8")
    monkeypatch.setenv(CREDENTIALS, str(tmp_path))
    with mail_server(certificate) as server:
        settings = replace(settings_for(server.port, "starttls"), user="desk", ca_file=str(certificate))

        send_mail(make_mail(settings, {"booking": 1}), settings)

        assert server.logins == [("desk", PASSWORD)]


def test_a_server_that_cannot_prove_its_name_gets_no_password(certificate: Path, tmp_path: Path) -> None:
    (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
    lines = _Lines()
    with mail_server(certificate) as server, lines:
        settings = replace(settings_for(server.port, "starttls"), user="desk", password_file=str(tmp_path / "password"))

        notifier = Notifier(settings)
        notifier.announce("booking")
        notifier.close(SECONDS)

        assert (server.logins, server.mails.qsize()) == ([], 0)
    assert "SSLCertVerificationError" in lines.texts[0]


def test_a_server_without_encryption_gets_no_password(tmp_path: Path) -> None:
    (tmp_path / "password").write_text(PASSWORD, encoding="utf-8")
    lines = _Lines()
    with mail_server() as server, lines:
        for security, host in (("starttls", "localhost"), ("none", "mail.example.com")):
            settings = replace(
                settings_for(server.port, security), host=host, user="desk", password_file=str(tmp_path / "password")
            )
            notifier = Notifier(settings)
            notifier.announce("booking")
            notifier.close(SECONDS)

        assert (server.logins, server.mails.qsize()) == ([], 0)
    assert PASSWORD not in "".join(lines.texts)
    assert "SMTPNotSupportedError" in lines.texts[0]
    assert any("ValueError" in text for text in lines.texts)


def test_a_lost_password_file_is_in_the_log_and_loses_nothing(tmp_path: Path) -> None:
    lines = _Lines()
    with mail_server() as server, lines:
        notifier = Notifier(replace(settings_for(server.port), user="desk", password_file=str(tmp_path / "none")))
        notifier.announce("booking")
        notifier.close(SECONDS)

    assert "FileNotFoundError" in lines.texts[0]


class _Lines(logging.Handler):
    """What is logged while it is entered."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the text of a record."""
        self.texts.append(record.getMessage())

    def __enter__(self) -> _Lines:
        logging.getLogger("plainleaf.receiver.notify").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("plainleaf.receiver.notify").removeHandler(self)
