"""State: what the last good build left, so that the next one makes only what differs.

It has two forms that offer the same: a file beside the output folder, for a command that ends, and memory, for a
process that builds again and again, such as `serve`. What stages leave in it is theirs: the state keeps values by their
names, and knows nothing of pages. Beside the standard library only msgspec is imported here.
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

SEEN, LEFT = "seen", "left"
DIGEST_LENGTH = 32

T = TypeVar("T")


class Seen(Struct, frozen=True):
    """What the last good build saw before it began, what it reported, and how its files look on disk.

    `generator` is the digest of the plainleaf that built, `stats` are by the path of a file below the output folder.
    """

    snapshot: Snapshot
    generator: str
    problems: tuple[Problem, ...]
    stats: Mapping[str, OutputStat]


class Form(Struct, Generic[T], frozen=True):
    """How a value is stored in a file: as bytes that `read` reads, which gives None for any others."""

    write: Callable[[T], bytes]
    read: Callable[[bytes], T | None]


class FileState(Struct):
    """The state of a command that ends: a file in the work folder beside the output folder `out`.

    When it `is_blank`, nothing of the last build is used. `parts` are values of this build as they will be stored.
    """

    out: Path
    is_blank: bool = False
    parts: dict[str, bytes] = field(default_factory=dict)
    # Others may write into the output folder between two commands.
    stays: ClassVar[bool] = False

    def look(self, options: Options, shipped: Path) -> Snapshot:
        """What this build is asked, and all files as they are now."""
        return take_snapshot(options, shipped)

    def load_seen(self) -> Seen | None:
        """What the last build into the same output folder saw; None when that cannot be told."""
        try:
            return Decoder(Seen).decode(self._load(SEEN))
        except (MsgspecError, UnicodeDecodeError):
            return None

    def load(self, form: Form[T]) -> T | None:
        """What the last build left for this one."""
        return form.read(self._load(LEFT))

    def once(self, name: str, basis: object, make: Callable[[], T], form: Form[T] | None = None) -> T:
        """A value that was made from `basis`: the one that is stored by this name, or a new one.

        Where no form is given the value is needed only by a process that stays, so here it is made anew.
        """
        if form is None:
            return make()
        made_from = digest(basis).encode()
        stored = self._load(name)
        known = form.read(stored[DIGEST_LENGTH:]) if stored.startswith(made_from) else None
        value = make() if known is None else known
        self.parts[name] = made_from + form.write(value) if known is None else stored
        return value

    def keep(self, name: str, basis: object, value: object) -> None:
        """Nothing: only a process that stays keeps what was found out on the way."""

    def save(self, seen: Seen, left: T, form: Form[T]) -> None:
        """Leave all this for the next build, if it can be written."""
        try:
            save_parts(self.out, {SEEN: encode(seen), LEFT: form.write(left), **self.parts})
        except (UnicodeEncodeError, OverflowError, OSError):
            # The site lies in a folder whose name is no text, a file is dated in a far future, or the disk is full. The
            # site is published all the same, and the next build makes all of it anew.
            delete_state(self.out)

    def doubt(self) -> None:
        """Leave nothing for the next build until something is saved: the output folder is being changed."""
        delete_state(self.out)

    def forget(self) -> None:
        """Use nothing of the last build."""
        self.is_blank = True
        self.parts.clear()

    def _load(self, name: str) -> bytes:
        return b"" if self.is_blank else load_part(self.out, name) or b""


class MemoryState(Struct):
    """The state of a process that builds again and again, into a folder that only it writes to.

    `last` is what the last good build saw and left. `values` are by name, each with what it was made from. `snapshot`
    is the last that was taken, whatever came of that build, and `changed` are the files of the site that may have
    changed since then, None when that is not known.
    """

    last: tuple[Seen, Any] | None = None
    values: dict[str, tuple[object, Any]] = field(default_factory=dict)
    snapshot: Snapshot | None = None
    changed: frozenset[str] | None = None
    stays: ClassVar[bool] = True

    @property
    def is_blank(self) -> bool:
        """Whether nothing of a last build is known."""
        return self.last is None

    def look(self, options: Options, shipped: Path) -> Snapshot:
        """What this build is asked, and the files as they are now. Only those that may have changed are looked at."""
        if self.snapshot is None or self.changed is None:
            self.snapshot = take_snapshot(options, shipped)
        else:
            self.snapshot = renew_snapshot(self.snapshot, options, shipped, self.changed)
        self.changed = None
        return self.snapshot

    def load_seen(self) -> Seen | None:
        """What the last good build saw; None before the first."""
        return self.last[0] if self.last else None

    def load(self, _form: Form[T]) -> T | None:
        """What the last good build left for this one."""
        left: T | None = self.last[1] if self.last else None
        return left

    def once(self, name: str, basis: object, make: Callable[[], T], _form: Form[T] | None = None) -> T:
        """A value that was made from `basis`: the one that is kept by this name, or a new one."""
        known = self.values.get(name)
        if known is None or known[0] != basis:
            known = self.values[name] = (basis, make())
        value: T = known[1]
        return value

    def keep(self, name: str, basis: object, value: object) -> None:
        """Keep a value, for whoever asks for this name with the same basis."""
        self.values[name] = (basis, value)

    def save(self, seen: Seen, left: T, _form: Form[T]) -> None:
        """Leave all this for the next build."""
        self.last = (seen, left)

    def doubt(self) -> None:
        """Leave nothing for the next build until something is saved: the output folder is being changed."""
        self.last = None

    def forget(self) -> None:
        """Use nothing of the last build, nor of those before it."""
        self.last = self.snapshot = None
        self.values.clear()


State = FileState | MemoryState

# The function of build.py: it builds what the options ask for, and says what that came to, None for errors.
Build = Callable[[Options, State, Report, Callable[[int, int], None]], Result | None]


def open_state(options: Options) -> FileState:
    """The state of a command; a blank one with `--clean`, or where the work folder cannot be trusted."""
    return FileState(options.out.resolve(), options.clean or find_refusal(options) is not None)
