"""The way of a good request onto the disk: sealed, then stored, then acknowledged.

One thread does it, for all requests that have come meanwhile at once: waiting for the disk takes longer than anything
else, and is not longer for a hundred requests than for one.
"""

from __future__ import annotations

import asyncio
import json
import logging
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from plainleaf.receiver.store import NewRequest, Store, StoreError, make_key

LOG = logging.getLogger("plainleaf.receiver")
VERSION = 1
# How many requests wait at most. More could not be stored before their patients give up.
MAX_WAITING = 500
MAX_AT_ONCE = 100
# How long the secrets of a moment may be used, in seconds; they change every hour.
FRESH = 60
# After so many seconds without a request, old secrets are deleted all the same.
IDLE = 3600


class UnsentError(Exception):
    """A request was not stored."""


class Request(Struct, frozen=True):
    """A good request. `answers` have a `name`, a `label` and a `value` each."""

    form: str
    page: str
    language: str
    answers: Sequence[Mapping[str, str]]


class _Waiting(Struct, frozen=True):
    """A request with the one who waits for it."""

    request: Request
    loop: asyncio.AbstractEventLoop
    stored: asyncio.Future[None]


class Intake:
    """Takes requests in. Open from the beginning; `close` it after the last one."""

    def __init__(
        self, store: Store, seal: Callable[[bytes], bytes], announce: Callable[[str], None], idle: float = IDLE
    ) -> None:
        """`announce` is told the form of each new request when it is on the disk, and may not wait."""
        self._idle = idle
        self._store = store
        self._seal = seal
        self._announce = announce
        self._secrets: tuple[datetime, bytes, bytes] | None = None
        self._waiting: queue.Queue[_Waiting | None] = queue.Queue()
        self._lock = threading.Lock()
        self._has_ended = False
        self._thread = threading.Thread(target=self._run, name="plainleaf-intake", daemon=True)
        self._thread.start()

    async def take(self, request: Request) -> None:
        """Store a request. When this returns, it is on the disk, once. Raises UnsentError."""
        loop = asyncio.get_running_loop()
        stored: asyncio.Future[None] = loop.create_future()
        with self._lock:
            if self._has_ended or self._waiting.qsize() >= MAX_WAITING:
                raise UnsentError
            self._waiting.put_nowait(_Waiting(request, loop, stored))
        await stored

    def close(self) -> None:
        """Store what has been taken in, and stop."""
        with self._lock:
            if not self._has_ended:
                self._has_ended = True
                self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        batch: list[_Waiting] = []
        try:
            while batch := self._next_batch():
                self._take_in(batch)
        finally:
            # After a mistake of ours, nobody may wait for ever.
            with self._lock:
                self._has_ended = True
            while not self._waiting.empty():
                waiting = self._waiting.get()
                batch += [waiting] if waiting else []
            self._tell(batch, UnsentError())

    def _take_in(self, batch: Sequence[_Waiting]) -> None:
        try:
            added = self._store_all([waiting.request for waiting in batch])
        except StoreError as error:
            LOG.error("Requests could not be stored, and their patients were told: %s", error)
            self._tell(batch, UnsentError())
            return
        self._tell(batch, None)
        for waiting, is_new in zip(batch, added, strict=True):
            if is_new:
                self._announce(waiting.request.form)

    def _next_batch(self) -> list[_Waiting]:
        """Requests that wait, at least one; none when there will be no more."""
        batch: list[_Waiting] = []
        while len(batch) < MAX_AT_ONCE and not (batch and self._waiting.empty()):
            try:
                waiting = self._waiting.get(timeout=self._idle)
            except queue.Empty:
                self._forget()
                continue
            if waiting is None:
                if batch:
                    self._waiting.put(None)
                break
            batch.append(waiting)
        return batch

    def _forget(self) -> None:
        """Delete secrets that are of no use any more."""
        try:
            self._store.secrets_at(datetime.now(UTC))
        except StoreError as error:
            LOG.warning("old secrets could not be deleted: %s", error)

    def _store_all(self, requests: Sequence[Request]) -> list[bool]:
        now = datetime.now(UTC)
        if self._secrets is None or not 0 <= (now - self._secrets[0]).total_seconds() < FRESH:
            self._secrets = (now, *self._store.secrets_at(now))
        _, secret, secret_before = self._secrets
        return self._store.add_all([self._make(request, now, secret, secret_before) for request in requests])

    def _make(self, request: Request, now: datetime, secret: bytes, secret_before: bytes) -> NewRequest:
        content = to_json(request, {})
        key = make_key(secret, content)
        received = {"id": key.hex(), "received": now.isoformat(timespec="seconds")}
        sealed = self._seal(to_json(request, received))
        before = make_key(secret_before, content)
        return NewRequest(key, sealed, request.form, request.language, now, before)

    @staticmethod
    def _tell(batch: Sequence[_Waiting], error: UnsentError | None) -> None:
        for waiting in batch:
            waiting.loop.call_soon_threadsafe(_finish, waiting.stored, error)


def _finish(stored: asyncio.Future[None], error: UnsentError | None) -> None:
    if stored.done():  # the patient has gone away
        return
    if error:
        stored.set_exception(error)
    else:
        stored.set_result(None)


def to_json(request: Request, received: Mapping[str, str]) -> bytes:
    """What is sealed; without what `received` says, what makes two requests the same."""
    content: dict[str, Any] = {
        "version": VERSION,
        **received,
        "form": request.form,
        "page": request.page,
        "language": request.language,
        "answers": request.answers,
    }
    return json.dumps(content, ensure_ascii=False).encode()
