"""State: what the last good build saved, so that the next one makes only what differs.

It has two forms with the same methods: a file beside the output folder, for a command, and memory, for a long-running
process such as `serve`. It holds the values that stages save by name, and knows nothing of pages. Besides the standard
library, only msgspec is imported here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from msgspec import MsgspecError, Struct, field
from msgspec.msgpack import Decoder, encode

from plainleaf.options import Options, Result
from plainleaf.problems import Problem, Report
from plainleaf.state.digests import digest
from plainleaf.state.snapshot import OutputStat, Snapshot, renew_snapshot, take_snapshot
from plainleaf.state.state_file import delete_state, load_part, save_parts
from plainleaf.state.work_folder import find_refusal

RECORD, BUILD = "record", "build"
DIGEST_LENGTH = 32

T = TypeVar("T")


class BuildRecord(Struct, frozen=True):
    """What the last good build saw before it began, what it reported, and how its files look on disk.

    `generator` is the digest of the plainleaf that built, `stats` are by the path of a file below the output folder.
    `day` (YYYY-MM-DD) is the one the site was built for, `zone` the time zone of the clinic. `kept` are the files and
    folders there that plainleaf leaves alone, `unread` the languages without word lists.
    """

    snapshot: Snapshot
    generator: str
    problems: tuple[Problem, ...]
    stats: Mapping[str, OutputStat]
    day: str = ""
    zone: str = ""
    kept: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def _decode_record(stored: bytes) -> BuildRecord | None:
    try:
        return Decoder(BuildRecord).decode(stored)
    except (MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def published_paths(out: Path) -> frozenset[str]:
    """The files that the last build wrote into `out`, even if nothing else of that build is used."""
    record = _decode_record(load_part(out, RECORD) or b"")
    return frozenset(record.stats) if record else frozenset()


class Codec(Struct, Generic[T], frozen=True):
    """How a value is stored in a file. `decode` gives None for bytes that `encode` did not write."""

    encode: Callable[[T], bytes]
    decode: Callable[[bytes], T | None]


class FileState(Struct):
    """The state of a command: a file in the work folder beside the output folder `out`.

    When it `is_blank`, nothing of the last build is used. `parts` are values of this build, encoded.
    """

    out: Path
    is_blank: bool = False
    parts: dict[str, bytes] = field(default_factory=dict)
    # Others may write into the output folder between two commands.
    is_long_running: ClassVar[bool] = False

    def take_snapshot(self, options: Options, shipped: Path) -> Snapshot:
        """What this build is asked for, and all files as they are now."""
        return take_snapshot(options, shipped)

    def load_record(self) -> BuildRecord | None:
        """The record of the last build into the same output folder; None when it cannot be read."""
        return _decode_record(self._load(RECORD))

    def load(self, codec: Codec[T]) -> T | None:
        """What the last build saved for this one."""
        return codec.decode(self._load(BUILD))

    def memoize(self, name: str, basis: object, make: Callable[[], T], codec: Codec[T] | None = None) -> T:
        """The value stored under this name if it was made from the same `basis`, else a new one.

        Without a codec the value is worth storing only in a long-running process, so here it is made every time.
        """
        if codec is None:
            return make()
        made_from = digest(basis).encode()
        stored = self._load(name)
        known = codec.decode(stored[DIGEST_LENGTH:]) if stored.startswith(made_from) else None
        value = make() if known is None else known
        self.parts[name] = made_from + codec.encode(value) if known is None else stored
        return value

    def store(self, name: str, basis: object, value: object) -> None:
        """Does nothing: only a long-running process stores by-products."""

    def save(self, record: BuildRecord, build: T, codec: Codec[T]) -> None:
        """Save all this for the next build, if it can be written."""
        try:
            save_parts(self.out, {RECORD: encode(record), BUILD: codec.encode(build), **self.parts})
        except (UnicodeEncodeError, OverflowError, OSError):
            # The name of the site's folder is not valid text, a file is dated far in the future, or the disk is full.
            # The site is published all the same, and the next build starts from scratch.
            delete_state(self.out)

    def invalidate(self) -> None:
        """Delete what was saved, because the output folder is about to change."""
        delete_state(self.out)

    def reset(self) -> None:
        """Use nothing of the last build."""
        self.is_blank = True
        self.parts.clear()

    def _load(self, name: str) -> bytes:
        return b"" if self.is_blank else load_part(self.out, name) or b""


class MemoryState(Struct):
    """The state of a long-running process, which builds into a folder that nothing else writes to.

    `last` is the record of the last good build and what it saved. `values` are by name, each with its basis. `snapshot`
    is the latest, even if that build failed, and `changed` are the files of the site that may have changed since then,
    None when that is unknown.
    """

    last: tuple[BuildRecord, Any] | None = None
    values: dict[str, tuple[object, Any]] = field(default_factory=dict)
    snapshot: Snapshot | None = None
    changed: frozenset[str] | None = None
    is_long_running: ClassVar[bool] = True

    @property
    def is_blank(self) -> bool:
        """Whether nothing is known of a last build."""
        return self.last is None

    def take_snapshot(self, options: Options, shipped: Path) -> Snapshot:
        """What this build is asked for, and the files as they are now. Only those that may have changed are checked."""
        if self.snapshot is None or self.changed is None:
            self.snapshot = take_snapshot(options, shipped)
        else:
            self.snapshot = renew_snapshot(self.snapshot, options, shipped, self.changed)
        self.changed = None
        return self.snapshot

    def load_record(self) -> BuildRecord | None:
        """The record of the last good build; None before the first."""
        return self.last[0] if self.last else None

    def load(self, _codec: Codec[T]) -> T | None:
        """What the last good build saved for this one."""
        build: T | None = self.last[1] if self.last else None
        return build

    def memoize(self, name: str, basis: object, make: Callable[[], T], _codec: Codec[T] | None = None) -> T:
        """The value stored under this name if it was made from the same `basis`, else a new one."""
        known = self.values.get(name)
        if known is None or known[0] != basis:
            known = self.values[name] = (basis, make())
        value: T = known[1]
        return value

    def store(self, name: str, basis: object, value: object) -> None:
        """Store a value for whoever asks for this name with the same basis."""
        self.values[name] = (basis, value)

    def save(self, record: BuildRecord, build: T, _codec: Codec[T]) -> None:
        """Save all this for the next build."""
        self.last = (record, build)

    def invalidate(self) -> None:
        """Delete what was saved, because the output folder is about to change."""
        self.last = None

    def reset(self) -> None:
        """Use nothing of earlier builds."""
        self.last = self.snapshot = None
        self.values.clear()


State = FileState | MemoryState

# The function of build.py: it builds what the options ask for, and returns the result, or None if there are errors.
Build = Callable[[Options, State, Report, Callable[[int, int], None]], Result | None]


def open_state(options: Options) -> FileState:
    """The state of a command; a blank one with `--clean`, or where the work folder cannot be trusted."""
    return FileState(options.real_out, options.clean or find_refusal(options) is not None)
