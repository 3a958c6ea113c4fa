"""Standard output and error that never end a command: whether they are closed, full, broken or know ASCII only.

The exit code says how the site is. Losing the text that says it too must not change that.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import Any, TextIO

from plainleaf.command.strangers_text import make_harmless


class _Lenient(io.FileIO):
    """A stream's descriptor to which writing never fails. `lost` says why what was written did not arrive."""

    lost = ""

    def write(self, content: Any, /) -> int:
        """Write some bytes, or drop them after the first failure."""
        view = memoryview(content)
        if self.lost:
            return view.nbytes
        try:
            return super().write(view)
        except BlockingIOError:
            raise
        except OSError as error:
            # Whoever reads only the first lines (`| head`) closes the pipe.
            self.lost = "" if error.errno == errno.EPIPE else error.strerror or str(error)
            self._drop_the_rest()
            return view.nbytes

    def _drop_the_rest(self) -> None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


def refuse(why: str, code: int = 2) -> int:
    """Say on standard error why a command is refused, and return its exit code.

    The reason may quote a stranger's file or server, which must not control the terminal.
    """
    print(f"plainleaf: {make_harmless(why)}", file=sys.stderr)
    return code


def prepare_streams() -> None:
    """Replace the standard streams of this process by ones that raise nothing."""
    _fill_closed_descriptors()
    sys.stdout = _make_lenient(sys.stdout, 1)
    sys.stderr = _make_lenient(sys.stderr, 2)


def report_lost_output() -> None:
    """Write out what is still buffered, and say on standard error when standard output could not be written."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if isinstance(raw, _Lenient) and raw.lost:
        print(f"plainleaf: the report could not be written: {raw.lost}", file=sys.stderr)
    with suppress(OSError, ValueError):
        sys.stderr.flush()


def _fill_closed_descriptors() -> None:
    """Open 0, 1 and 2 where they are closed; else a file of the site would get that number, and be printed into."""
    while (opened := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(opened, True)
    os.close(opened)


def _make_lenient(stream: TextIO | None, number: int) -> TextIO:
    """A stream in place of `stream`, which is None where the descriptor was closed when Python started."""
    encoding = stream.encoding if stream is not None else "utf-8"
    is_terminal = stream is not None and stream.isatty()
    if stream is not None:
        with suppress(OSError, ValueError):
            stream.flush()
    raw = _Lenient(number, "wb", closefd=False)
    # A character that the terminal does not know is shown as its number.
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding=encoding, errors="backslashreplace", line_buffering=is_terminal or number == 2
    )
