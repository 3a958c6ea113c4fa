"""Notification: a mail says that requests came and from which forms, and nothing of what is in them.

A mail is only a help. The request is stored before, and stays stored whatever happens to the mail.
"""

from __future__ import annotations

import logging
import os
import smtplib
import ssl
import threading
import time
from collections import Counter
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plainleaf.input.addresses.address_types import email_address
from plainleaf.input.fields import declare
from plainleaf.input.fieldtypes import choice, line, list_of, number

LOG = logging.getLogger("plainleaf.receiver.notify")
# The folder in which systemd lays a service's credentials (LoadCredential=), and the name of ours there.
CREDENTIALS = "CREDENTIALS_DIRECTORY"
CREDENTIAL = "smtp-password"
SECONDS_FOR_SERVER = 30
# To a mail server on the same computer, nothing need be encrypted.
LOOPBACK = ("localhost", "127.0.0.1", "::1")
# The settings that name files.
FILES = ("password_file", "ca_file")
# A text for programs.
CODE = line(wording="")


class MailSettings(Struct, frozen=True, kw_only=True):
    """How staff are told that a request came."""

    host: str = declare(CODE, "The mail server.", required=True, example="mail.example.com")
    port: int = declare(number(1, 65535), "Its port.", default=587)
    security: str = declare(
        choice("starttls", "tls", "none"),
        "starttls for port 587, tls for 465, none only on the same computer.",
        default="starttls",
    )
    sender: str = declare(email_address(), "Whom the mails are from.", required=True)
    recipients: tuple[str, ...] = declare(list_of(email_address()), "Who gets them.", required=True)
    user: str = declare(CODE, "The name to log in with.")
    password_file: str = declare(CODE, "The file with the password, instead of systemd's credential `smtp-password`.")
    ca_file: str = declare(CODE, "Certificates to trust instead of the computer's.")
    interval: int = declare(number(0, 86400), "Seconds between mails at least.", default=600)
    retry: int = declare(number(0, 86400), "Seconds to wait after a failure.", default=120)


class MailError(ValueError):
    """A file that the settings name cannot be used. The text says which."""


def below(folder: Path, settings: MailSettings) -> MailSettings:
    """The settings with the files that they name below a folder."""
    return replace(settings, **{name: str(folder / file) for name in FILES if (file := getattr(settings, name))})


def check_files(settings: MailSettings) -> None:
    """Try the files that the settings name. Raises MailError."""
    for file in (settings.password_file, settings.ca_file):
        try:
            if file:
                Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no text"
            raise MailError(f"{file} cannot be read: {reason}.") from None
    try:
        ssl.create_default_context(cafile=settings.ca_file or None)
    except ssl.SSLError:
        raise MailError(f"{settings.ca_file} has no certificate.") from None


class Notifier:
    """Sends mails from a thread of its own, so that nobody waits for a mail server.

    The first request is announced at once. What comes within `interval` seconds afterwards is announced together.
    """

    def __init__(self, settings: MailSettings, folder: Path = Path()) -> None:
        """Start the thread. The files that the settings name are below `folder`."""
        self._settings = below(folder, settings)
        self._waiting: Counter[str] = Counter()
        self._changed = threading.Condition()
        self._closes = False
        self._thread = threading.Thread(target=self._run, name="plainleaf-notify", daemon=True)
        self._thread.start()

    def announce(self, form: str) -> None:
        """Note that a request came from a form. Call it when the request is stored. Never waits, never raises."""
        with self._changed:
            self._waiting[form] += 1
            self._changed.notify_all()

    def close(self, seconds: float = 10) -> None:
        """Send what is not yet announced, trying once, and stop. Waits for some seconds at most."""
        with self._changed:
            self._closes = True
            self._changed.notify_all()
        self._thread.join(seconds)
        if self._thread.is_alive():
            LOG.warning("The mail server is slow: the last notification was given up. The requests are stored.")

    def _run(self) -> None:
        pause = 0.0
        while True:
            counts = self._wait(pause)
            if not counts:
                return
            if self._send(counts):
                pause = self._settings.interval
                continue
            pause = self._settings.retry
            with self._changed:
                self._waiting.update(counts)
                if self._closes:
                    return

    def _wait(self, pause: float) -> Counter[str]:
        """What to announce, after some seconds at the least; nothing when there is nothing left and it closes."""
        may_send = time.monotonic() + pause
        with self._changed:
            while not self._closes and (not self._waiting or time.monotonic() < may_send):
                left = may_send - time.monotonic()
                self._changed.wait(left if left > 0 else None)
            counts, self._waiting = self._waiting, Counter()
            return counts

    def _send(self, counts: Mapping[str, int]) -> bool:
        try:
            send_mail(make_mail(self._settings, counts), self._settings)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            # The text of an error may repeat what was sent to the server, a password included.
            code = getattr(error, "smtp_code", "")
            what = f"{type(error).__name__} {code}".strip()
            LOG.warning("A notification of new requests could not be sent (%s). They are stored.", what)
            return False
        return True


def make_mail(settings: MailSettings, counts: Mapping[str, int]) -> EmailMessage:
    """The mail for the number of requests by form."""
    total = sum(counts.values())
    forms = "".join(f"  {form}: {count}\n" for form, count in sorted(counts.items()))
    mail = EmailMessage()
    mail["Subject"] = "A new request" if total == 1 else f"{total} new requests"
    mail["From"] = settings.sender
    mail["To"] = ", ".join(settings.recipients)
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = make_msgid(domain=settings.sender.rpartition("@")[2] or None)
    # Keeps holiday replies from coming back (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(
        f"New requests from the website, by form:\n\n{forms}\n"
        "To read them, run this on a computer that has the clinic's key:\n\n  plainleaf inbox\n\n"
        "This mail never says what is in a request. Somebody who asks you for the clinic's key is not from plainleaf.\n"
    )
    return mail


def send_mail(mail: EmailMessage, settings: MailSettings) -> None:
    """Hand a mail to the server. Raises OSError, SMTPException, or ValueError for a password that cannot be sent."""
    context = ssl.create_default_context(cafile=settings.ca_file or None)
    password = read_password(settings)
    if settings.security == "none" and password and settings.host not in LOOPBACK:
        raise ValueError("a password would be sent without encryption")
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.host, settings.port, timeout=SECONDS_FOR_SERVER, context=context
        )
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=SECONDS_FOR_SERVER)
    with server:
        if settings.security == "starttls":
            server.starttls(context=context)
        if settings.user:
            server.login(settings.user, password)
        server.send_message(mail)


def read_password(settings: MailSettings) -> str:
    """The password: the first line of its file, or of the credential `smtp-password` of systemd; "" without either.

    It is read for each mail, so a new password needs no new start. Raises OSError.
    """
    folder = os.environ.get(CREDENTIALS)
    if settings.password_file:
        file = Path(settings.password_file)
    elif folder and (Path(folder) / CREDENTIAL).is_file():
        file = Path(folder) / CREDENTIAL
    else:
        return ""
    return file.read_text(encoding="utf-8").partition("\n")[0].strip()
