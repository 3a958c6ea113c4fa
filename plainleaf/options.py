"""The options of a run, and its result."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, field


class Options(Struct, frozen=True):
    """What the user chose on the command line.

    `as_of` is the day the site is built for, None for today at the clinic; `jobs` the number of processes, None to
    choose by the site's size;
    `executor` the address of a cluster that renders, None for this machine; `writes` is False for a check; `address`
    replaces the one in config.yaml during development, None to keep it; `reads_pages` is False for a quick look that
    skips the word checks; `is_relative` makes links relative, for a folder that is opened without a web server;
    `is_ready_check` to report all that stands between the site and its patients.
    """

    root: Path
    out: Path
    as_of: date | None
    jobs: int | None = None
    clean: bool = False
    writes: bool = True
    address: str | None = None
    reads_pages: bool = True
    executor: str | None = None
    is_ready_check: bool = False
    is_relative: bool = False

    @property
    def day(self) -> date:
        """The day the site is built for, once it is settled."""
        assert self.as_of is not None
        return self.as_of

    @property
    def real_out(self) -> Path:
        """The output folder by its own path, without links. Links that lead in a circle are left as they are."""
        return Path(os.path.realpath(self.out))


class Result(Struct, frozen=True):
    """The result of a run: the number of pages and files of the site, and how many of the files were rendered.

    `sources` has the output file of each authored page, by the path of its source, and `engine` is the name of the
    Markdown engine. `standings` say, in the preview, why a page is not published, by the path of its source. All
    three are empty when nothing had changed, because then nothing is read. `edited` are published files that somebody
    had changed by hand, and that were written again. `unread` are the languages without word lists. It `lacks_avif`
    if photos were made in WebP alone.
    """

    pages: int
    files: int
    made: int
    sources: Mapping[str, str] = field(default_factory=dict)
    engine: str = ""
    standings: Mapping[str, str] = field(default_factory=dict)
    edited: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    lacks_avif: bool = False
