"""The saved build: what one build saves of each page and file, how it is stored, and what the next can rely on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, encode
from msgspec.structs import replace

from plainleaf.content.kinds import all_kinds
from plainleaf.content.last_build import Baseline, LastBuild
from plainleaf.content.page import Page
from plainleaf.index.addresses import has_valid_slug
from plainleaf.input.addresses.address_types import is_old_address
from plainleaf.input.junk import is_junk
from plainleaf.input.shipped import find_shipped
from plainleaf.model.jobs import FileOnDisk, Findings, Output, Outputs
from plainleaf.options import Options
from plainleaf.problems import Problem
from plainleaf.reuse.work import Work
from plainleaf.state.output_files import digest_file, files_below, identity_of
from plainleaf.state.snapshot import OutputStat, Snapshot, digest_generator
from plainleaf.state.sound import are_paths, is_hex, is_path
from plainleaf.state.state import BuildRecord, Codec, State

SAMPLE_BYTES = 4  # of each number in a sample

# What a build saves, its outputs that are still as they were written, and whether that is all of them.
SavedBuild = tuple[LastBuild, Outputs, bool]


class _StoredOutput(Struct, frozen=True, array_like=True):
    """An output as it is stored: the key of its job, its file on disk (see FileOnDisk), and what was found in it."""

    key: str
    stat: OutputStat
    digest: str
    findings: Findings


class _Stored(Struct, frozen=True):
    """What a build saves, as it is stored.

    Drafts are omitted: they may lack required fields, so they cannot be decoded.
    """

    last: LastBuild
    outputs: Mapping[str, _StoredOutput]


def load_baseline(state: State, record: BuildRecord | None, now: Snapshot, options: Options) -> Baseline:
    """What the build with this record saved; nothing if another version made it or it cannot be read."""
    generator, out = _find_generator(record, now), options.real_out
    # Taken before the site it identifies is read.
    identity = identity_of(out)
    # Another version may have declared other fields; its values would lack some of ours.
    saved = state.load(codec_of(out)) if record is not None and record.generator == generator else None
    if record is None or saved is None:
        return Baseline(now=now, generator=generator)
    last, outputs, is_whole = saved
    is_same_site = record.snapshot.site == now.site
    same_files = record.snapshot.same_inputs(now) if is_same_site else frozenset[str]()
    same_shipped = record.snapshot.same_generator(now)
    others = sorted(record.stats.keys() - outputs.keys()) if is_same_site and outputs else []
    edited = tuple(path for path in others if os.path.lexists(out / path))
    return Baseline(last, outputs, is_whole, same_files, same_shipped, now, generator, identity, edited)


def find_edited(state: State, out: Path) -> list[str]:
    """The files of an output folder that somebody has changed, deleted or added since the last build.

    Empty for a folder without a build. What systems and editors leave behind does not count.
    """
    record, saved = state.load_record(), state.load(codec_of(out))
    if record is None or saved is None or not out.is_dir():
        return []
    now = {path for path, _ in files_below(str(out), kept=record.kept)}
    added = {path for path in now - record.stats.keys() if not is_junk(path.rpartition("/")[2])}
    return sorted((record.stats.keys() - saved[1].keys()) | added)


def _find_generator(record: BuildRecord | None, now: Snapshot) -> str:
    """The digest of plainleaf itself. Its files are read only if they may have changed since the last build."""
    if record is not None and record.snapshot.code.keys() == now.code.keys() <= record.snapshot.same_generator(now):
        return record.generator
    return digest_generator(now, find_shipped())


def save_build(state: State, work: Work, outputs: Outputs, problems: tuple[Problem, ...], out: Path) -> None:
    """Save the outputs of this build, and what its work started from, for the next build."""
    stats = {path: output.content.stat for path, output in outputs.items() if isinstance(output.content, FileOnDisk)}
    baseline, last = work.baseline, work.to_save
    record = BuildRecord(baseline.now, baseline.generator, problems, stats, last.day, last.zone, work.kept, work.unread)
    state.save(record, (last, outputs, True), codec_of(out))


def codec_of(out: Path) -> Codec[SavedBuild]:
    """How to store a build whose site is in the folder `out`."""
    return Codec(_encode, partial(_decode, out))


def _encode(build: SavedBuild) -> bytes:
    last, outputs, _ = build
    stored = {
        path: _StoredOutput(output.key, output.content.stat, output.content.digest, output.findings)
        for path, output in outputs.items()
        if isinstance(output.content, FileOnDisk)
    }
    pages = {path: page for path, page in last.pages.items() if page.page is None or not page.page.basics.draft}
    return encode(_Stored(replace(last, pages=pages), stored))


def _decode(out: Path, content: bytes) -> SavedBuild | None:
    """What `_encode` encoded, with the outputs that are still in `out`; None for any other bytes."""
    try:
        stored = _make_decoder().decode(content)
    except (MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    if not _is_sound(stored):
        return None
    outputs = {
        path: Output(path, each.key, FileOnDisk(f"{out}/{path}", stat, each.digest), each.findings)
        for path, stat in files_below(str(out))
        if (each := stored.outputs.get(path)) and (stat == each.stat or _has_content(out / path, stat, each))
    }
    return stored.last, outputs, len(outputs) == len(stored.outputs)


def _is_sound(stored: _Stored) -> bool:
    """Whether a build could have saved this: a forged state must name no file that a site could not have."""
    last, samples = stored.last, [stored.last.repeated]
    samples += [checked.sample for checked in last.checks.values()]
    names = (last.pages, last.static, last.planned, last.checks, stored.outputs)
    return (
        all(map(are_paths, names))
        and all(is_hex(known.digest) for known in last.static.values())
        and all(is_hex(output.digest) for output in stored.outputs.values())
        and all(len(sample) % SAMPLE_BYTES == 0 for sample in samples)
        and all(known.page is None or _is_page(known.page, path) for path, known in last.pages.items())
    )


def _is_page(page: Page, path: str) -> bool:
    """Whether the front matter of the file at a path could be read as this page."""
    kind, aliases = all_kinds().get(page.kind_name), page.basics.aliases
    return (
        kind is not None
        and type(page.details) is kind.details
        and (page.review is not None) == kind.is_reviewed
        and page.path == path == f"content/{page.language}/{page.page}"
        and has_valid_slug(page)
        and is_path(page.basics.slug or "index")
        and all(is_old_address(alias) and is_path(unquote(alias).strip("/")) for alias in aliases)
    )


@cache
def _make_decoder() -> Decoder[_Stored]:
    return Decoder(_Stored)


def _has_content(file: Path, stat: OutputStat, stored: _StoredOutput) -> bool:
    """Whether a published file that was copied or touched still is what the last build wrote. Reads it."""
    return stat[0] == stored.stat[0] and digest_file(file) == stored.digest
