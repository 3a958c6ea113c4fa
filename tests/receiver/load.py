"""Many patients at once, who send again what was not acknowledged."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPException

from tests.receiver.running import Running, from_

THREADS = 8


class Patients:
    """Patients who send requests, each by a name of their own. The `acknowledged` ones saw the page of thanks."""

    def __init__(self) -> None:
        self.acknowledged: list[str] = []
        self._unanswered: list[str] = []
        self._new = map("Patient {}".format, itertools.count(1))
        self._lock = threading.Lock()
        self._came = threading.Semaphore(0)

    def send_until_killed(self, receiver: Running, after: int) -> None:
        """Send requests, and kill the receiver while it answers, when some more were acknowledged."""
        threads = self._start(receiver, lambda: next(self._new))
        for _ in range(after):
            assert self._came.acquire(timeout=60)
        receiver.kill()
        for thread in threads:
            thread.join()

    def send_again(self, receiver: Running) -> None:
        """Send all that was not acknowledged."""
        for thread in self._start(receiver, lambda: None):
            thread.join()
        assert self._unanswered == []

    def _start(self, receiver: Running, more: Callable[[], str | None]) -> list[threading.Thread]:
        again = iter(self._take_unanswered())
        threads = [threading.Thread(target=self._send_all, args=(receiver, again, more)) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        return threads

    def _take_unanswered(self) -> list[str]:
        again, self._unanswered = self._unanswered, []
        return again

    def _send_all(self, receiver: Running, again: Iterator[str], more: Callable[[], str | None]) -> None:
        while True:
            with self._lock:
                name = next(again, None) or more()
            if name is None:
                return
            try:
                status = receiver.post(from_(name.replace(" ", "+"))).status
            except (OSError, HTTPException):
                with self._lock:
                    self._unanswered += [name, *again]
                return
            assert status == 303
            with self._lock:
                self.acknowledged.append(name)
            self._came.release()
