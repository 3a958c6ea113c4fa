"""State: what the last good build left, so that the next one makes only what differs.

One file beside the output folder, replaced as a whole. It holds named parts, each with its digest: `seen` tells whether
anything changed and is all that is read when nothing did; what the other holds is said in remember.py. A state that
cannot be read, that is damaged, or that is of another version counts as none. Beside the standard library only msgspec
is imported here.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, encode
from msgspec.structs import replace

from plainleaf.opening import open_inside, replace_file
from plainleaf.options import Options, Result
from plainleaf.problems import Problem, Report
from plainleaf.snapshot import (
    UNREADABLE,
    OutputStat,
    Snapshot,
    Stat,
    is_page,
    output_stat,
    renew_snapshot,
    take_snapshot,
)
from plainleaf.work_folder import find_refusal, workplace

VERSION = b"plainleaf state 5"
SEEN, REMEMBERED = "seen", "remembered"


class Request(Struct, frozen=True):
    """What a build was asked: for which site, day (YYYY-MM-DD) and address, and whether it reads the pages."""

    site: str
    day: str
    address: str
    reads_pages: bool


class Seen(Struct, frozen=True):
    """What the last good build was asked, what it read, what it reported, and how its files look on disk.

    `snapshot` was taken before the build, `generator` is the digest of the plainleaf that built, `stats` are those of
    the files it published, by path below the output.
    """

    request: Request
    snapshot: Snapshot
    generator: str
    problems: tuple[Problem, ...]
    stats: Mapping[str, OutputStat]


def request_of(options: Options) -> Request:
    """What a build is asked."""
    return Request(str(options.root.resolve()), options.as_of.isoformat(), options.address or "", options.reads_pages)


def save_state(out: Path, seen: Seen, remembered: bytes) -> None:
    """Put the state of a build beside its output folder, in one step."""
    parts = {SEEN: encode(seen), REMEMBERED: remembered}
    lines = [VERSION, *(f"{name} {len(part)} {_digest(part)}".encode() for name, part in parts.items())]
    replace_file(workplace(out) / "state", b"".join([*(line + b"\n" for line in lines), *parts.values()]))


def forget(out: Path) -> None:
    """Leave no state beside an output folder, if that can be."""
    for name in ("state", "state.new"):
        with suppress(OSError):
            (workplace(out) / name).unlink()


def _digest(part: bytes) -> str:
    return hashlib.blake2b(part, digest_size=16).hexdigest()


def load_part(out: Path, wanted: str) -> bytes | None:
    """One part of a state; None when there is none, or it is not what was written."""
    try:
        with open_inside(workplace(out), "state") as stream:
            if stream.readline().rstrip(b"\n") != VERSION:
                return None
            parts = [stream.readline().decode("ascii").split() for _ in (SEEN, REMEMBERED)]
            size = os.fstat(stream.fileno()).st_size
            for name, length, digest in parts:
                if int(length) > size:
                    return None
                if name == wanted:
                    part = stream.read(int(length))
                    return part if _digest(part) == digest else None
                stream.seek(int(length), os.SEEK_CUR)
    except (OSError, ValueError):
        return None
    return None


def load_seen(options: Options) -> Seen | None:
    """What the last build into the same output folder saw; None with `--clean`, or when that cannot be told."""
    if options.clean:
        return None
    if options.memory is not None:
        return options.memory.state[0] if options.memory.state else None
    if find_refusal(options) is not None:
        return None
    return _read_seen(options.out.resolve())


def _read_seen(out: Path) -> Seen | None:
    try:
        return Decoder(Seen).decode(load_part(out, SEEN) or b"")
    except (MsgspecError, UnicodeDecodeError):
        return None


def forget_all(options: Options) -> Options:
    """What was asked, for a build that begins anew: it uses nothing of the last one."""
    if options.memory is not None:
        options.memory.state = options.memory.snapshot = None
        options.memory.values.clear()
    return replace(options, clean=True)


def look(options: Options, shipped: Path) -> Snapshot:
    """The files as they are now. A process that stays, and is told what may have changed, looks at nothing else."""
    memory = options.memory
    if memory is None:
        return take_snapshot(options.root, shipped)
    if memory.snapshot is None or memory.changed is None:
        memory.snapshot = take_snapshot(options.root, shipped)
    else:
        memory.snapshot = renew_snapshot(memory.snapshot, options.root, shipped, memory.changed)
    memory.changed = None
    snapshot: Snapshot = memory.snapshot
    return snapshot


def find_unchanged(seen: Seen | None, options: Options, snapshot: Snapshot, report: Report) -> Result | None:
    """What the last build came to, when this one would give just the same; its problems go into the report."""
    if seen is None or not _is_same(seen, options, snapshot) or not _is_whole(seen, options):
        return None
    report.extend(seen.problems)
    pages = sum(path.endswith(".html") for path in seen.stats)
    return Result(pages, len(seen.stats), 0)


def count_likely(seen: Seen | None, snapshot: Snapshot) -> int:
    """About how many pages will be made: those that were changed, or all when anything else was."""
    last = seen.snapshot.inputs if seen is not None else {}
    changed = _find_differing(last, snapshot.inputs)
    is_of_pages = all(map(is_page, (*changed, *(last.keys() - snapshot.inputs.keys()))))
    if seen is None or not is_of_pages or _find_differing(seen.snapshot.generator, snapshot.generator):
        return sum(map(is_page, snapshot.inputs))
    return len(changed)


def _find_differing(last: Mapping[str, Stat], now: Mapping[str, Stat]) -> list[str]:
    """Files of another size or time than before. After a copy all change times and inodes are new, and few texts."""
    return [path for path, stat in now.items() if last.get(path, UNREADABLE)[:2] != stat[:2]]


def _is_whole(seen: Seen, options: Options) -> bool:
    """Whether the output folder holds just what was written there. That of a process that stays is its own."""
    if options.memory is not None:
        return True
    return dict(files_below(str(options.out.resolve()))) == seen.stats


def _is_same(seen: Seen, options: Options, snapshot: Snapshot) -> bool:
    """Whether the last build was asked the same, and read the same files."""
    last = seen.snapshot
    is_same_request = last.is_certain and seen.request == request_of(options)
    return is_same_request and last.inputs == snapshot.inputs and last.generator == snapshot.generator


def digest_file(file: Path) -> str:
    """The SHA-256 of a published file; nothing when it cannot be read."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def stat_of(file: Path) -> OutputStat:
    """What the file system says of a published file; (-1, -1, -1) when there is none."""
    try:
        return output_stat(file.stat())
    except OSError:
        return (-1, -1, -1)


def mark_of(out: Path) -> tuple[int, ...]:
    """What tells a published site from others: each build that publishes leaves another folder and another state."""
    numbers: list[int] = []
    for path in (out, workplace(out) / "state"):
        with suppress(OSError):
            stat = path.stat()
            # The time of the folder is that of the last file that anybody has put there.
            numbers += (stat.st_ino, stat.st_mtime_ns if path != out else 0)
    return tuple(numbers)


def files_below(folder: str, prefix: str = "") -> Iterator[tuple[str, OutputStat]]:
    """Every file below a folder: its path there, and what the file system says of it.

    Hidden ones as well: none may be there that we did not write.
    """
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except OSError:
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, output_stat(entry.stat(follow_symlinks=False))
