"""Remember: what one build keeps for the next of each page and of each file, and how it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, encode
from msgspec.structs import replace

from plainleaf.content.last_build import Before, LastBuild
from plainleaf.input.shipped import find_shipped
from plainleaf.model.jobs import Findings, Kept, Output, Outputs
from plainleaf.options import Options
from plainleaf.problems import Problem
from plainleaf.state.output_files import digest_file, files_below, mark_of
from plainleaf.state.snapshot import OutputStat, Snapshot, digest_generator
from plainleaf.state.state import Form, Seen, State

# What a build leaves, its outputs that are still as they were written, and whether all are.
Left = tuple[LastBuild, Outputs, bool]


class _StoredOutput(Struct, frozen=True, array_like=True):
    """An output as it is stored: the key of its job, its file on disk (see Kept), and what was found out about it."""

    key: str
    stat: OutputStat
    digest: str
    findings: Findings


class _Stored(Struct, frozen=True):
    """What a build leaves, as it is stored.

    Drafts are left out. They may lack what their fields must have, and what lacks something is not read back.
    """

    last: LastBuild
    outputs: Mapping[str, _StoredOutput]


def recall(state: State, seen: Seen | None, now: Snapshot, options: Options) -> Before:
    """What the build left that has seen `seen`; nothing when that is from another plainleaf or cannot be read."""
    generator, out = _find_generator(seen, now), options.out.resolve()
    # Looked at before what it stands for is read.
    mark = mark_of(out)
    # Another version may have declared other fields; its values would lack some of ours.
    left = state.load(form_of(out)) if seen is not None and seen.generator == generator else None
    if seen is None or left is None:
        return Before(now=now, generator=generator)
    last, outputs, is_whole = left
    same_files = seen.snapshot.same_inputs(now) if seen.snapshot.site == now.site else frozenset[str]()
    same_shipped = seen.snapshot.same_generator(now)
    return Before(last, outputs, is_whole, same_files, same_shipped, now, generator, mark)


def _find_generator(seen: Seen | None, now: Snapshot) -> str:
    """The digest of plainleaf itself. It is read only when its files may have changed since the last build."""
    if seen is not None and seen.snapshot.code.keys() == now.code.keys() <= seen.snapshot.same_generator(now):
        return seen.generator
    return digest_generator(now, find_shipped())


def remember(state: State, before: Before, left: Left, problems: tuple[Problem, ...], out: Path) -> None:
    """Leave for the next build what this one has made of the last."""
    outputs = left[1].items()
    stats = {path: output.content.stat for path, output in outputs if isinstance(output.content, Kept)}
    state.save(Seen(before.now, before.generator, problems, stats), left, form_of(out))


def form_of(out: Path) -> Form[Left]:
    """How a file keeps what a build leaves whose site lies in the folder `out`."""
    return Form(_store, partial(_restore, out))


def _store(left: Left) -> bytes:
    last, outputs, _ = left
    stored = {
        path: _StoredOutput(output.key, output.content.stat, output.content.digest, output.findings)
        for path, output in outputs.items()
        if isinstance(output.content, Kept)
    }
    pages = {path: page for path, page in last.pages.items() if page.page is None or not page.page.basics.draft}
    return encode(_Stored(replace(last, pages=pages), stored))


def _restore(out: Path, content: bytes) -> Left | None:
    """What `_store` has stored, with the outputs that are still in `out`; None when it is anything else."""
    try:
        stored = _make_decoder().decode(content)
    except (MsgspecError, UnicodeDecodeError):
        return None
    outputs = {
        path: Output(path, each.key, Kept(f"{out}/{path}", stat, each.digest), each.findings)
        for path, stat in files_below(str(out))
        if (each := stored.outputs.get(path)) and _is_as_written(out / path, stat, each)
    }
    return stored.last, outputs, len(outputs) == len(stored.outputs)


@cache
def _make_decoder() -> Decoder[_Stored]:
    return Decoder(_Stored)


def _is_as_written(file: Path, stat: OutputStat, stored: _StoredOutput) -> bool:
    """Whether a published file is what the last build wrote. One that was copied or touched since then is read."""
    return stat == stored.stat or (stat[0] == stored.stat[0] and digest_file(file) == stored.digest)
