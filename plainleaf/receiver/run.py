"""Runs the receiver: opens all that it needs, answers requests, and stops when it is told to."""

from __future__ import annotations

import gc
import logging
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import uvicorn
from msgspec import Struct

from plainleaf.receiver.impatience import LARGEST_HEAD, ImpatientProtocol
from plainleaf.receiver.intake import Intake
from plainleaf.receiver.journal import start_journal
from plainleaf.receiver.listen import listen_at, name_of
from plainleaf.receiver.notify import MailError, Notifier, below, check_files
from plainleaf.receiver.pack import Pack, PackError, watch_packs
from plainleaf.receiver.sealing import KeysError, read_recipients, seal
from plainleaf.receiver.service import Limits, Service
from plainleaf.receiver.settings import ReceiverSettings
from plainleaf.receiver.store import Store, StoreError, open_store
from plainleaf.receiver.visitors import Rates

LOG = logging.getLogger("plainleaf.receiver")
SECONDS_TO_STOP = 20  # for requests that are being answered
HEADERS = [("Cache-Control", "no-store"), ("Connection", "close")]


class NotReadyError(Exception):
    """Something that the receiver needs cannot be used. The text says what."""


class Ready(Struct, frozen=True):
    """What the receiver works with, all of it tried out."""

    packs: Callable[[], Mapping[str, Pack]]
    recipients: tuple[str, ...]
    store: Store


@contextmanager
def prepare(settings: ReceiverSettings, folder: Path) -> Iterator[Ready]:
    """Open what the settings name; paths are below `folder`. Raises NotReadyError."""
    try:
        packs = watch_packs(folder / settings.packs)
        recipients = read_recipients(folder / settings.recipients)
        seal(b"", recipients)
        if settings.mail:
            check_files(below(folder, settings.mail))
        store = open_store(settings.store if "://" in settings.store else str(folder / settings.store))
    except (PackError, KeysError, MailError, StoreError) as error:
        raise NotReadyError(str(error)) from None
    try:
        yield Ready(packs, recipients, store)
    finally:
        store.close()


def receive(settings: ReceiverSettings, folder: Path) -> None:
    """Receive forms until this process is told to stop by SIGTERM or Ctrl-C. Raises NotReadyError."""
    start_journal()
    with prepare(settings, folder) as ready, _listen_at(settings.listen) as listening:
        notifier = Notifier(settings.mail, folder) if settings.mail else None
        announce: Callable[[str], None] = notifier.announce if notifier else _announce_nothing
        intake = Intake(ready.store, partial(_seal, ready.recipients), announce)
        limits = Limits(settings.origins, settings.any_origin, settings.proxies, settings.seconds_to_send)
        rates = Rates(settings.most_from_one_address, time.monotonic)
        try:
            serve(Service(ready.packs, intake, rates, limits), listening, settings.seconds_to_send)
        finally:
            intake.close()
            if notifier:
                notifier.close()


def _listen_at(place: str) -> socket.socket:
    try:
        return listen_at(place)
    except OSError as error:
        raise NotReadyError(f"The receiver cannot listen at {place}: {error.strerror or error}.") from None


def _seal(recipients: tuple[str, ...], content: bytes) -> bytes:
    return seal(content, recipients)


def _announce_nothing(_: str) -> None:
    """Staff look into the inbox by themselves. A line for each request would only say when patients write."""


def serve(service: Service, listening: socket.socket, patience: int) -> None:
    """Answer requests at a socket until a signal comes, then those that have begun.

    Who has not begun to ask after `patience` seconds is cut off.
    """
    config = uvicorn.Config(
        service.make_app(),
        http=ImpatientProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        headers=HEADERS,
        timeout_keep_alive=patience,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        timeout_graceful_shutdown=SECONDS_TO_STOP,
    )
    # The server sends itself the signal again when it has stopped; by then, there is still something to close.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    # What has been made so far stays, so it is left out when garbage is collected, which patients would wait for.
    gc.collect()
    gc.freeze()
    LOG.info("receiving forms at %s", name_of(listening))
    uvicorn.Server(config).run(sockets=[listening])
