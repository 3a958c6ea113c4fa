"""Unchanged: whether a build would give exactly what the last one gave, and if not, about how many pages are to make.

Besides the standard library only msgspec is imported here, so that a build in which nothing changed is fast.
"""

from __future__ import annotations

from collections.abc import Mapping

from plainleaf.options import Options, Result
from plainleaf.problems import Report
from plainleaf.state.output_files import files_below
from plainleaf.state.snapshot import UNREADABLE, Snapshot, Stat, is_page
from plainleaf.state.state import BuildRecord, State


def find_unchanged(
    record: BuildRecord | None, snapshot: Snapshot, state: State, options: Options, report: Report
) -> Result | None:
    """The result of the last build, if this one would give the same; its problems go into the report."""
    if record is None or not _is_same(record.snapshot, snapshot) or _is_of_another_day(record, options):
        return None
    # Nothing else writes into the output folder of a long-running process.
    if not state.is_long_running and dict(files_below(str(options.real_out), kept=record.kept)) != record.stats:
        return None
    report.extend(record.problems)
    pages = sum(path.endswith(".html") for path in record.stats)
    return Result(pages, len(record.stats), 0, unread=record.unread)


def _is_of_another_day(record: BuildRecord, options: Options) -> bool:
    """Whether the site is built for today, and was last built on another day of the clinic."""
    if options.as_of is not None:
        return False
    from plainleaf.input.addresses.time_zones import today_in  # only where no day is named

    return today_in(record.zone).isoformat() != record.day


def _is_same(last: Snapshot, now: Snapshot) -> bool:
    """Whether two builds were asked for the same, and started from the same files."""
    is_same_request = last.is_certain and (last.site, last.asked) == (now.site, now.asked)
    return is_same_request and last.inputs == now.inputs and last.generator == now.generator


def estimate_pages(record: BuildRecord | None, snapshot: Snapshot) -> int:
    """About how many pages will be made: those that changed, or all if anything else did."""
    last = record.snapshot.inputs if record is not None else {}
    changed = _find_differing(last, snapshot.inputs)
    is_of_pages = all(map(is_page, (*changed, *(last.keys() - snapshot.inputs.keys()))))
    if record is None or not is_of_pages or _find_differing(record.snapshot.generator, snapshot.generator):
        return sum(map(is_page, snapshot.inputs))
    return len(changed)


def _find_differing(last: Mapping[str, Stat], now: Mapping[str, Stat]) -> list[str]:
    """Files whose size or time differs. After a copy, all change times and inodes are new, but few contents are."""
    return [path for path, stat in now.items() if last.get(path, UNREADABLE)[:2] != stat[:2]]
