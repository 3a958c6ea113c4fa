"""A person at a terminal: plainleaf runs in one of its own, what it asks is awaited, and answers are typed."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SECONDS = 60


class Terminal:
    """A terminal in which a command runs. `shown` is all that was on it."""

    def __init__(self, descriptor: int, process: subprocess.Popen[bytes]) -> None:
        self._descriptor = descriptor
        self.process = process
        self.shown = ""
        self._seen = 0

    def await_text(self, text: str) -> None:
        """Wait until a text is shown, after the one that was awaited last."""
        while text not in self.shown[self._seen :]:
            assert self._read(), f"{text!r} was not shown, but: {self.shown!r}"
        self._seen = self.shown.index(text, self._seen) + len(text)

    def answer(self, question: str, text: str) -> None:
        """Wait for a question, then type a line."""
        self.await_text(question)
        os.write(self._descriptor, f"{text}\n".encode())

    def end(self) -> int:
        """Wait for the end of the command, and give its exit code."""
        while self._read():
            pass
        return self.process.wait(SECONDS)

    def _read(self) -> bool:
        if not select.select([self._descriptor], [], [], SECONDS)[0]:
            return False
        try:
            piece = os.read(self._descriptor, 65536)
        except OSError:  # on Linux, what a closed terminal gives
            return False
        self.shown += piece.decode()
        return bool(piece)


@contextmanager
def at_terminal(folder: Path, *arguments: str | Path, **more: str) -> Iterator[Terminal]:
    """Run plainleaf in a terminal, in a folder. `more` are variables of its environment."""
    ours, theirs = pty.openpty()
    environment: Mapping[str, str] = {**os.environ, "TERM": "dumb", "COLUMNS": "200", **more}
    command = [sys.executable, "-m", "plainleaf", *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment, start_new_session=True,
        close_fds=True,
    ) as process:  # fmt: skip
        os.close(theirs)
        try:
            yield Terminal(ours, process)
        finally:
            process.kill()
            os.close(ours)
